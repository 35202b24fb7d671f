"""The case page: all that a case says now, for the person who has it open."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from evenhand.docket.kind import EntryKind
from evenhand.docket.party import Party
from evenhand.procedure.haste import haste_findings
from evenhand.procedure.permit import permitted, permitted_own, stage
from evenhand_web.accounts.admission import OFFICE
from evenhand_web.accounts.models import PersonRole
from evenhand_web.cases.access import actors_for, documents_for, may_see
from evenhand_web.cases.contact import Reached, reached_all
from evenhand_web.cases.emergency import emergencies_of
from evenhand_web.cases.erasing import may_erase
from evenhand_web.cases.models import CaseDocument
from evenhand_web.cases.open_case import OpenCase
from evenhand_web.cases.spoken_days import weekday_dated, zone_title
from evenhand_web.desk.bars_shown import bars_shown
from evenhand_web.desk.clock_bar import clock_bars
from evenhand_web.desk.docket_shown import docket_shown
from evenhand_web.desk.entry_form import KEYED, WITH_DOCUMENT
from evenhand_web.desk.notices_owed import letters_under_way, owed_groups, returned_mail
from evenhand_web.desk.odd_days import odd_days
from evenhand_web.letters.correcting import may_be_corrected
from evenhand_web.pages.case_head import case_head
from evenhand_web.pages.entry_words import entry_rows, spell
from evenhand_web.pages.queue_rows import risk, spoken_due
from evenhand_web.records.file_words import fault_words
from evenhand_web.reviewing.questions import waiting_questions

_PLACE = "0"
_USUAL = (
    EntryKind.UR_DECISION_FILED,
    EntryKind.ELIGIBILITY_FOUND,
    EntryKind.ASSIGNED,
    EntryKind.RECORDS_RECEIVED,
    EntryKind.FEE_CHARGED,
    EntryKind.QUESTION_ASKED,
    EntryKind.QUESTION_ANSWERED,
    EntryKind.IMPLEMENTED,
)
_AGAIN = (
    EntryKind.RECORDS_RECEIVED,
    EntryKind.QUESTION_ASKED,
    EntryKind.QUESTION_ANSWERED,
    EntryKind.IMPLEMENTED,
)
"""Steps that are usual more than once."""


class Step(NamedTuple):
    """Something a person may enter next."""

    kind: str
    title: str
    is_usual: bool


class LineRow(NamedTuple):
    """A disputed treatment and where it stands."""

    number: str
    words: str
    units: str
    parts: tuple[str, ...]
    status: str


class DocumentLine(NamedTuple):
    """A stored document, and why it is illegible where it is."""

    document: CaseDocument
    fault: str


class ErasureRow(NamedTuple):
    """Something that was lawfully erased: when, how much, under which authority, why, and by whom."""

    day: str
    extent: str
    authority: str
    reason: str
    by: str


class PartyRow(NamedTuple):
    """A party as the case names it, and how it is reached today."""

    label: str
    party: Party
    reached: Reached


def case_page(case: OpenCase) -> dict[str, Any]:
    """Everything the template of a case shows."""
    now = stage(case.state, case.programme)
    documents = _documents(case)
    return {
        "case": case.case,
        "head": case_head(case),
        "programme": case.programme,
        "stage": now.title,
        "holder": case.programme.label(now.holder) if now.holder else "",
        "due": spoken_due(case.case.due_at, case.programme),
        "due_holder": case.programme.label(case.case.due_holder) if case.case.due_holder else "",
        "risk": risk(case.case.due_at, case.programme, case.now),
        "haste": haste_findings(case.state, case.programme),
        "steps": tuple(steps(case)),
        "enter_at": reverse("enter", args=(case.case.ident, _PLACE)).removesuffix(_PLACE),
        "bars": bars_shown(clock_bars(case.state, case.programme, case.now)),
        "owed": owed_groups(case),
        "letters": letters_under_way(case),
        "came_back": returned_mail(case),
        "lines": tuple(_lines(case)),
        "parties": tuple(_parties(case)),
        "entries": docket_shown(entry_rows(case), case.case.ident),
        "documents": documents,
        "erasures": tuple(_erasures(case, documents)),
        "may_erase": may_erase(case.viewer),
        "questions": waiting_questions(case.case).count() if case.viewer.role != PersonRole.REGULATOR else 0,
        "may_correct_letter": case.viewer.role == PersonRole.MEDICAL_DIRECTOR and may_be_corrected(case),
        "has_file": case.viewer.role != PersonRole.REGULATOR,
        "odd_days": tuple(finding.message for finding in odd_days(case)),
        "emergencies": emergencies_of(case.case) if settings.NEED_TO_KNOW else (),
        "has_assignees": case.viewer.role in OFFICE,
        "today": weekday_dated(case.today),
        "zone": zone_title(case.programme.zone),
    }


def _erasures(case: OpenCase, documents: list[DocumentLine]) -> Iterator[ErasureRow]:
    """What was lawfully erased; asked for only where something was."""
    is_erased = case.case.wrapped_key is None or any(line.document.file.erased_at for line in documents)
    is_inside = case.viewer.role != PersonRole.REGULATOR
    for erasure in case.case.erasures.order_by("pk") if is_erased else ():
        by = erasure.by if is_inside else _("the organization")
        day = weekday_dated(erasure.at.astimezone(case.programme.zone).date())
        yield ErasureRow(day, erasure.get_extent_display(), erasure.authority, erasure.reason, by)


def steps(case: OpenCase) -> Iterator[Step]:
    """What the person may enter next in this case, the usual steps first."""
    open_kinds = [kind for kind in permitted(case.state, case.programme) if may_key(case, kind)]
    open_kinds.sort(key=lambda kind: _USUAL.index(kind) if kind in _USUAL else len(_USUAL))
    for kind in open_kinds:
        if _has_something(case, kind):
            rule = case.programme.procedure.kinds[kind]
            yield Step(
                kind.value, rule.title, kind in _USUAL and (kind in _AGAIN or kind.value not in case.state.events)
            )
    yield from _own_steps(case)


def _own_steps(case: OpenCase) -> Iterator[Step]:
    """The kinds of the programme's own that the person may enter next."""
    for own in permitted_own(case.state, case.programme):
        if actors_for(case.viewer, EntryKind.OWN_ENTRY, case.state, case.programme, case.delegated, own):
            yield Step(own, case.programme.procedure.own_kinds[own].rule.title, False)


def may_key(case: OpenCase, kind: EntryKind) -> bool:
    """Whether entries of a kind are keyed in an open case, and the person may make them in somebody's name."""
    if kind not in (*KEYED, *WITH_DOCUMENT, EntryKind.RECORDS_RECEIVED):
        return False
    return bool(actors_for(case.viewer, kind, case.state, case.programme, case.delegated))


def _has_something(case: OpenCase, kind: EntryKind) -> bool:
    """Whether what the entry must name exists: a notice that went out, a line found necessary."""
    if kind in (EntryKind.DEPOSITED, EntryKind.RECEIVED, EntryKind.MAIL_RETURNED):
        return bool(case.state.issued_to if kind is EntryKind.DEPOSITED else case.state.deposited_to)
    if kind is EntryKind.IMPLEMENTED:
        return "line_necessary" in case.state.events
    return True


def _lines(case: OpenCase) -> Iterator[LineRow]:
    for treatment in case.state.treatments.values():
        status = case.state.lines[treatment.id].value.replace("_", " ")
        parts = tuple(part.words for part in treatment.components)
        yield LineRow(treatment.id, treatment.words, spell(treatment.units), parts, status)


def _parties(case: OpenCase) -> Iterator[PartyRow]:
    parties = case.state.parties.values()
    reached = reached_all(case.state, case.case, parties, case.today)
    for party in parties:
        yield PartyRow(case.programme.label(party.role), party, reached[party.id])


def _documents(case: OpenCase) -> list[DocumentLine]:
    visible = {entry.number for entry in case.docket.entries if may_see(case.viewer, entry, case.programme)}
    documents = documents_for(case.viewer, case.case).select_related("reading").order_by("entry", "id")
    return [DocumentLine(document, _fault(document)) for document in documents if document.entry in visible]


def _fault(document: CaseDocument) -> str:
    """Why nobody can read a document, where its pages could not be made."""
    reading = getattr(document, "reading", None)
    return fault_words(reading.fault) if reading is not None else ""
