"""Finding words in the record of a case. The text is decrypted for the search and kept nowhere else."""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from evenhand.names.folding import folded_text, search_pattern
from evenhand_web.accounts.models import Person
from evenhand_web.cases.models import Case
from evenhand_web.infrastructure import clock
from evenhand_web.infrastructure.models import DocumentView
from evenhand_web.records.page_texts import page_texts
from evenhand_web.records.seam import RecordDocument

_AROUND = 60
"""Characters shown on each side of what was found."""
MOST_HITS = 60


class Hit(NamedTuple):
    """A place in the record: the document, the page, and the words with what stands around them."""

    document: RecordDocument
    page: int
    before: str
    words: str
    after: str


class Found(NamedTuple):
    """What a search gave: the first hits, whether there were more, and how many pages are pictures without text."""

    hits: tuple[Hit, ...]
    is_cut: bool
    unsearchable: int


def search(case: Case, record: Iterable[RecordDocument], words: str, person: Person) -> Found:
    """Find words in the pages of a record, whatever their case, spacing, accents and ligatures. The access log says
    which documents were shown in part.
    """
    pattern = search_pattern(words)
    if pattern is None:
        return Found((), False, 0)
    hits, dark = list[Hit](), 0
    for document in record:
        if document.reading is None:
            continue
        texts = [
            (number, text) for number, text in enumerate(page_texts(document), start=1) if number not in document.apart
        ]
        dark += sum(not text.strip() for _, text in texts)
        for number, text in texts:
            hits += _hits(document, number, text, pattern)
        if len(hits) > MOST_HITS:
            break
    shown = tuple(hits[:MOST_HITS])
    _write_down(case, shown, person)
    return Found(shown, len(hits) > MOST_HITS, dark)


def _hits(document: RecordDocument, page: int, text: str, pattern: re.Pattern[str]) -> Iterator[Hit]:
    plain = folded_text(text)
    for match in pattern.finditer(plain.text):
        first, last = plain.span(*match.span())
        before, after = text[max(first - _AROUND, 0) : first], text[last : last + _AROUND]
        shown = (" ".join(part.split()) for part in (before, text[first:last], after))
        yield Hit(document, page, *shown)


def _write_down(case: Case, shown: tuple[Hit, ...], person: Person) -> None:
    files = {hit.document.reading.text for hit in shown if hit.document.reading and hit.document.reading.text}
    seen = {"viewer": person.ident, "case": case.ident, "at": clock.now(), "start": 0, "stop": 0}
    DocumentView.objects.bulk_create(DocumentView(file=file, **seen) for file in files)
