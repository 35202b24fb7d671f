"""What each page of a document gives, read once by the core's reader and kept on the shelf beside its pictures."""

from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from evenhand.records.kept_pages import kept_pages, pages_kept
from evenhand.records.page import PageValues
from evenhand.records.page_reading import read_pages
from evenhand.records.record_words import RecordWords, load_record_words
from evenhand_web.infrastructure import shelf
from evenhand_web.infrastructure.models import StoredFile
from evenhand_web.records.models import Sorting

_LARGEST = 256 * 1024 * 1024
TOO_LARGE = "READ-LARGE"


class ReadPages(NamedTuple):
    """The pages of a document as the reader gives them, or why it gives none, as a rule's id."""

    pages: tuple[PageValues, ...]
    fault: str = ""


@lru_cache(maxsize=8)
def words_in(folder: Path) -> RecordWords | None:
    """The words by which the programme of a folder tells papers apart; None where it has none."""
    words, _ = load_record_words(folder) if (folder / "records").is_dir() else (None, ())
    return words


def read_values(file: StoredFile, renew: Callable[[], None]) -> ReadPages:
    """The pages of a stored file, its pictures recognized; `renew` is called between pages.

    Raises DamagedError or FileNotFoundError where the file is not as it was stored.
    """
    if file.size > _LARGEST:
        return ReadPages((), TOO_LARGE)
    stream = read_pages(b"".join(shelf.read(file)))
    with closing(stream.values) as values:
        pages = tuple(_without_words(values, renew)) if not stream.fault else ()
    renew()  # a reader that was ended because the service ends has found nothing wrong with the file
    return ReadPages(pages, stream.fault)


def _without_words(pages: Iterator[PageValues], renew: Callable[[], None]) -> Iterator[PageValues]:
    for page in pages:
        renew()
        yield replace(page, words=())


def shelved(pages: tuple[PageValues, ...]) -> StoredFile:
    """Pages put on the shelf; their row is still to be saved."""
    return shelf.put([kept_pages(pages)], "application/json")


def values_of(sorting: Sorting) -> tuple[PageValues, ...]:
    """The pages of a document that was read; none where it was not, or was erased."""
    if sorting.values is None or sorting.values.wrapped_key is None:
        return ()
    return pages_kept(b"".join(shelf.read(sorting.values)))
