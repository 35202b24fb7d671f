"""An older text of a part of the draft, as it reads."""

import datetime as dt
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from django.utils.translation import gettext as _

from evenhand_web.cases.open_case import OpenCase
from evenhand_web.reviewing.content import LineText, StatementText, SummaryText, Text, kind_of, read
from evenhand_web.reviewing.models import DraftVersion


class VersionRow(NamedTuple):
    """A version: its number, when it was saved there, whether it was kept beside, and what it says."""

    number: int
    saved_at: dt.datetime
    is_aside: bool
    fields: tuple[tuple[str, str], ...]


def version_rows(versions: Iterable[DraftVersion], file: OpenCase) -> tuple[VersionRow, ...]:
    """Versions as a page lists them."""
    zone = file.programme.zone
    return tuple(
        VersionRow(
            version.number, version.saved_at.astimezone(zone), version.is_aside, tuple(_said(_text(version), file))
        )
        for version in versions
    )


def _text(version: DraftVersion) -> Text:
    return read(kind_of(version.part), version.content)


def _said(text: Text, file: OpenCase) -> Iterator[tuple[str, str]]:
    if isinstance(text, SummaryText):
        for paragraph in text.paragraphs:
            yield _("Summary"), _anchored(paragraph.words, paragraph.record, paragraph.page)
    elif isinstance(text, StatementText):
        yield _("Fit"), text.fit
    else:
        yield from (pair for pair in _line(text, file) if pair[1])


def _line(text: LineText, file: OpenCase) -> Iterator[tuple[str, str]]:
    yield _("Finding"), file.programme.term(text.necessity.value) if text.necessity else ""
    yield _("Question"), text.question
    yield _("Answer"), text.answer
    for fact in text.facts:
        yield _("Fact"), _anchored(fact.words, fact.record, fact.page)
    for cited in text.citations:
        told = (cited.title, cited.tier, cited.edition, cited.section, cited.pages)
        yield _("Citation"), ", ".join(filter(None, told))
    yield _("Reasons"), text.standard
    yield _("Higher ranks"), text.higher_tiers
    for part in text.parts:
        necessity = file.programme.term(part.necessity.value) if part.necessity else ""
        yield _("Part %(component)s") % {"component": part.component}, ". ".join(filter(None, (necessity, part.reason)))
    for report in text.contrary:
        yield _("Contrary report"), f"{report.record}: {report.says} Answer: {report.answer}"


def _anchored(words: str, record: str, page: int | None) -> str:
    where = ", ".join(filter(None, (record, f"page {page}" if page else "")))
    return f"{words} ({where})" if where else words
