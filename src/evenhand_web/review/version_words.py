"""An older text of a part of the draft, as it reads."""

import datetime as dt
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from evenhand_web.drafts.content import LineText, StatementText, SummaryText, Text, kind_of, read
from evenhand_web.drafts.models import DraftVersion
from evenhand_web.review.opened import OpenFile


class VersionRow(NamedTuple):
    """A version: its number, when it was saved there, whether it was kept beside, and what it says."""

    number: int
    saved_at: dt.datetime
    is_aside: bool
    fields: tuple[tuple[str, str], ...]


def version_rows(versions: Iterable[DraftVersion], file: OpenFile) -> tuple[VersionRow, ...]:
    """Versions as a page lists them."""
    zone = file.programme.zone
    return tuple(
        VersionRow(one.number, one.saved_at.astimezone(zone), one.is_aside, tuple(_said(_text(one), file)))
        for one in versions
    )


def _text(version: DraftVersion) -> Text:
    return read(kind_of(version.part), version.content)


def _said(text: Text, file: OpenFile) -> Iterator[tuple[str, str]]:
    if isinstance(text, SummaryText):
        for one in text.paragraphs:
            yield "Summary", _anchored(one.words, one.record, one.page)
    elif isinstance(text, StatementText):
        yield "Fit", text.fit
    else:
        yield from (pair for pair in _line(text, file) if pair[1])


def _line(text: LineText, file: OpenFile) -> Iterator[tuple[str, str]]:
    yield "Finding", file.programme.term(text.necessity.value) if text.necessity else ""
    yield "Question", text.question
    yield "Answer", text.answer
    for fact in text.facts:
        yield "Fact", _anchored(fact.words, fact.record, fact.page)
    for cited in text.citations:
        told = (cited.title, cited.tier, cited.edition, cited.section, cited.pages)
        yield "Citation", ", ".join(filter(None, told))
    yield "Reasons", text.standard
    yield "Higher ranks", text.higher_tiers
    for part in text.parts:
        found = file.programme.term(part.necessity.value) if part.necessity else ""
        yield f"Part {part.component}", ". ".join(filter(None, (found, part.reason)))
    for one in text.contrary:
        yield "Contrary report", f"{one.record}: {one.says} Answer: {one.answer}"


def _anchored(words: str, record: str, page: int | None) -> str:
    where = ", ".join(filter(None, (record, f"page {page}" if page else "")))
    return f"{words} ({where})" if where else words
