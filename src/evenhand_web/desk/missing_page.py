"""What the record lacks, as somebody looks at it before anybody is asked: each paper, and where it is cited."""

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from evenhand.clock.running import StandingState, clocks, standing
from evenhand.docket.assignment import RecordsAskedFor
from evenhand.docket.intake import ApplicationReceived
from evenhand.docket.kind import EntryKind
from evenhand.docket.party import Role
from evenhand.programme.facts import FactUse
from evenhand.records.completeness import CitedAt, Gap
from evenhand.records.page_runs import page_runs
from evenhand.records.record_words import RecordWords
from evenhand_web.cases.open_case import OpenCase
from evenhand_web.cases.spoken_days import dated, weekday_dated
from evenhand_web.desk.case_page import case_frame
from evenhand_web.desk.next_steps import steps
from evenhand_web.desk.sorting_page import type_words
from evenhand_web.records.overdue import not_asked_yet, payer_is_late
from evenhand_web.records.seam import record_of
from evenhand_web.records.sorted_record import SortedRecord, record_gaps, sorted_record


class Place(NamedTuple):
    """A place in the record: in words, and where it is looked at."""

    words: str
    address: str


class GapRow(NamedTuple):
    """A paper that did not come, or is not known to have come: as whoever is asked reads it, by which authority, where
    it is cited, and what may be it.
    """

    words: str
    authority: str
    cited: tuple[Place, ...]
    perhaps: tuple[Place, ...]
    asked_on: str


class PartyRow(NamedTuple):
    """Whom a paper can be asked for, and what runs against them."""

    id: str
    words: str
    is_payer: bool
    due: tuple[str, ...]


def missing_page(case: OpenCase) -> dict[str, Any]:
    """What the page shows: the gaps of the record, and whom they can be asked for."""
    record = sorted_record(case)
    lacking = record_gaps(record, _requested(case))
    return case_frame(case, "case_record") | {
        "is_told_apart": record.words is not None,
        "has_record": bool(record.documents),
        "unaccepted": record.unaccepted,
        "gaps": (*_rows(case, record, lacking), *_required(case)),
        "parties": tuple(_parties(case)),
        "asked": tuple(_asked(case)),
        "length": case.length,
        "is_late": payer_is_late(case),
        "may_refer": EntryKind.REFERRED_WITHOUT_RECORDS in {step.kind for step in steps(case)},
        "others": tuple(case.state.parties[ident].name for ident in not_asked_yet(case)),
    }


def _requested(case: OpenCase) -> dt.date | None:
    """The day of the request for authorization, as the application states it."""
    event = case.state.last(EntryKind.APPLICATION_RECEIVED.value)
    payload = case.docket.entries[event.entry - 1].payload if event else None
    return case.programme.intake.day_of(payload, FactUse.REQUEST) if isinstance(payload, ApplicationReceived) else None


def _rows(case: OpenCase, record: SortedRecord, lacking: Sequence[Gap]) -> Iterator[GapRow]:
    if record.words is None:
        return
    titles = {each.record.id: each.record.title for each in record_of(case.case, case.state)}
    asked = {paper: on for on, _, papers in _asked_for(case) for paper in papers}
    for gap in lacking:
        words = gap_words(gap, record.words)
        yield GapRow(
            words=words,
            authority=f"{gap.need.citation} ({gap.need.status})" if gap.need is not None else "",
            cited=tuple(_cited(case, record, at, titles) for at in gap.cited_at),
            perhaps=tuple(_perhaps(case, record, gap)),
            asked_on=dated(asked[words]) if words in asked else "",
        )


def _required(case: OpenCase) -> Iterator[GapRow]:
    """The classes of documents that the programme requires and that nothing has answered yet."""
    asked = {paper: on for on, _, papers in _asked_for(case) for paper in papers}
    for required in case.programme.required_records:
        if required.id not in case.state.answered:
            asked_on = dated(asked[required.title]) if required.title in asked else ""
            yield GapRow(required.title, required.citation, (), (), asked_on)


def gap_words(gap: Gap, words: RecordWords) -> str:
    """A missing paper as whoever is asked for it reads it."""
    if gap.need is not None:
        return capfirst(gap.need.what)
    kind = (
        words.types[gap.type].name
        if gap.type is not None and gap.type in words.types
        else _("A paper of a type that is not told")
    )
    return ", ".join(filter(None, (kind, gap.author, dated(gap.day) if gap.day else _("no day told"))))


def _cited(case: OpenCase, record: SortedRecord, at: CitedAt, titles: dict[str, str]) -> Place:
    document = record.with_file(at.file)
    ident = document.ident if document else ""
    told = {"title": titles.get(ident, ident), "id": ident, "page": at.page}
    address = reverse("document_page", args=[case.case.ident, at.file, at.page])
    return Place(_("%(title)s, %(id)s, page %(page)s") % told, address)


def _perhaps(case: OpenCase, record: SortedRecord, gap: Gap) -> Iterator[Place]:
    every = [(each, paper) for each in record.documents for paper in each.papers.papers]
    for place in gap.perhaps:
        document, paper = every[place]
        query = urlencode({"file": document.document.file.ident, "paper": paper.first})
        kind = type_words(paper, record.words) if record.words else ""
        told = {"type": kind, "id": document.ident, "pages": page_runs(paper.pages)}
        words = _("%(type)s, %(id)s, page %(pages)s") % told
        yield Place(words, f"{reverse('sort_record', args=[case.case.ident])}?{query}")


def _parties(case: OpenCase) -> Iterator[PartyRow]:
    """The parties of a case: the payer first, whose duty the record is."""
    payers = [party for party in case.state.parties.values() if party.role is Role.PAYER]
    others = [party for party in case.state.parties.values() if party not in payers]
    for party in (*payers, *others):
        words = _("%(name)s (%(role)s)") % {"name": party.name, "role": case.programme.label(party.role)}
        due = tuple(_due(case, party.role)) if party in payers else ()
        yield PartyRow(party.id, words, party in payers, due)


def _due(case: OpenCase, role: str) -> Iterator[str]:
    """What a party has to do by which day, as the rules of the case say; what is past is said."""
    for clock in clocks(case.state, case.programme):
        stands = standing(clock, case.now, case.programme).state
        if clock.due is None or clock.holder != role or stands not in (StandingState.RUNNING, StandingState.LATE):
            continue
        rule = case.programme.rules[clock.rule]
        day = clock.due.due.date() if isinstance(clock.due.due, dt.datetime) else clock.due.due
        told = {"what": rule.title, "day": weekday_dated(day), "rule": clock.rule}
        is_late = stands is StandingState.LATE
        yield (_("%(what)s: was due %(day)s (%(rule)s)") if is_late else _("%(what)s: due %(day)s (%(rule)s)")) % told


def _asked_for(case: OpenCase) -> Iterator[tuple[dt.date, str, tuple[str, ...]]]:
    for entry in case.state.standing():
        if isinstance(entry.payload, RecordsAskedFor):
            yield entry.on, entry.payload.party, entry.payload.records


def _asked(case: OpenCase) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """What was asked for already: on which day, whom, and which papers."""
    for on, ident, papers in _asked_for(case):
        party = case.state.parties.get(ident)
        yield dated(on), party.name if party else ident, papers
