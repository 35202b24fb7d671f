"""Reading the files of a record from disk: every page of each, and what was wrong with it, in words."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

from evenhand.finding import Finding
from evenhand.records.page import PageValues
from evenhand.records.page_reading import UNRECOGNIZED, PageStream, Recognizer, read_pages
from evenhand.records.read_faults import (
    file_fault,
    layout_note,
    left_alone,
    missing_pages,
    page_fault,
    unrecognized,
)
from evenhand.records.recognition import recognized_page
from evenhand.records.record import FilePages

_LARGEST = 1 << 30


def read_file(
    path: Path,
    *,
    jobs: int = 1,
    recognize: Recognizer | None = recognized_page,
    seen: Callable[[int, int], None] = lambda _number, _all: None,
) -> FilePages:
    """The pages of a file; without any, and with a FATAL Finding, where it cannot be read.

    `jobs` pictures are recognized at a time; `seen` is told the number of each page as it is read, and of how many.
    """
    name = str(path)
    try:
        if path.stat().st_size > _LARGEST:
            return FilePages(file=name, pages=(), findings=(file_fault("READ-LARGE", name),))
        data = path.read_bytes()
    except OSError as error:
        detail = error.strerror or type(error).__name__
        return FilePages(file=name, pages=(), findings=(file_fault("READ-MISSING", name, detail),))
    stream = read_pages(data, jobs=jobs, recognize=recognize)
    if stream.fault:
        return FilePages(file=name, pages=(), findings=(file_fault(stream.fault, name),))
    pages = tuple(_without_words(stream, seen))
    return FilePages(file=name, pages=pages, findings=tuple(_findings(pages, stream, name)))


def _without_words(stream: PageStream, seen: Callable[[int, int], None]) -> Iterator[PageValues]:
    """The pages as they come, without the boxes of their words: the lines are enough to read a record by."""
    for page in stream.values:
        seen(page.number, stream.pages)
        yield replace(page, words=())


def _findings(pages: tuple[PageValues, ...], stream: PageStream, name: str) -> Iterator[Finding]:
    yield from (left_alone(note, name) for note in stream.notes)
    if note := layout_note(stream.media, name):
        yield note
    if count := sum(page.fault == UNRECOGNIZED for page in pages):
        yield unrecognized(count, name, stream.lacks)
    yield from (finding for page in pages if (finding := page_fault(page, name)))
    if len(pages) < stream.pages:
        yield missing_pages(len(pages), stream.pages, name)
