"""The docket as it will stand once a paper is issued and handed over: a letter names the days that follow from
itself.
"""

import datetime as dt

from evenhand.clock.due import legal_day
from evenhand.clock.running import clocks
from evenhand.docket.aftermath import Struck, SupplementalIssued
from evenhand.docket.assignment import Deposited, NoticeIssued, Received, ServedDueDate
from evenhand.docket.entry import Docket, Occurrence, append
from evenhand.docket.kind import EntryKind
from evenhand.docket.party import Actor, Party, Role
from evenhand.docket.payload import Payload
from evenhand.docket.review import DeterminationIssued, LineFinding
from evenhand.letter.sender import ServicePlan
from evenhand.notice import OwedNotice, audience
from evenhand.procedure.state import CaseState, read_case
from evenhand.programme.model import Programme

_DETERMINATION = "determination"
_ORGANISATION = Actor(role=Role.ORGANISATION)


def with_notice_served(
    state: CaseState, programme: Programme, owed: OwedNotice, on: dt.date, plan: ServicePlan, anew: str = ""
) -> CaseState:
    """The state once a notice is issued and handed over, on one day, to every party to whom it goes; `anew` says why
    rights run from this service, where they do.
    """
    docket, notice = state.docket, owed.notice
    for party in audience(state, programme, owed):
        issued = NoticeIssued(notice=notice, party=party.id, language=party.language, documents=())
        docket = _next(docket, issued, on, plan)
        docket = _next(docket, Deposited(notice=notice, party=party.id, method=plan.method, anew=anew), on, plan)
    return read_case(docket, programme)


def told_of_it(
    state: CaseState, programme: Programme, kind: EntryKind = EntryKind.DETERMINATION_ISSUED
) -> tuple[Party, ...]:
    """The parties to whom a determination goes, the one on omitted lines as well, by the kind of its entry: those of
    the roles that the programme's notices of it name; every party, where no notice of it does.
    """
    roles = {role for notice in programme.notices if notice.owed_on == kind.value for role in notice.to}
    return tuple(party for party in state.parties.values() if not roles or party.role in roles)


def with_determination_served(
    state: CaseState, programme: Programme, findings: tuple[LineFinding, ...], on: dt.date, plan: ServicePlan
) -> CaseState:
    """The state once the determination is issued and handed over, on one day, to every party to whom it goes."""
    issue = DeterminationIssued(findings=findings, documents=())
    happened = Occurrence(payload=issue, on=on, by=_ORGANISATION)
    docket = append(state.docket, happened, recorded_at=state.docket.entries[-1].recorded_at, salt="")
    for party in told_of_it(state, programme):
        docket = _next(docket, Deposited(notice=_DETERMINATION, party=party.id, method=plan.method), on, plan)
    return read_case(docket, programme)


def with_supplement_served(
    state: CaseState, programme: Programme, supplement: SupplementalIssued, on: dt.date, plan: ServicePlan
) -> CaseState:
    """The state once a determination on omitted lines is issued and handed over, on one day, to every party to whom it
    goes. Its days are counted as a determination's from this service, which takes the place of that of the first:
    what follows from the first is told in the first letter alone.
    """
    docket = state.docket
    for entry in state.standing():
        if isinstance(entry.payload, Deposited | Received) and entry.payload.notice == _DETERMINATION:
            docket = _next(docket, Struck(entry=entry.number, reason="It is of the first determination."), on, plan)
    docket = _next(docket, supplement, on, plan)
    for party in told_of_it(state, programme, EntryKind.SUPPLEMENTAL_ISSUED):
        docket = _next(docket, Deposited(notice=_DETERMINATION, party=party.id, method=plan.method), on, plan)
    return read_case(docket, programme)


def due_dates_started(state: CaseState, foreseen: CaseState, programme: Programme) -> tuple[ServedDueDate, ...]:
    """The due dates of the clocks that the foreseen service starts: what the notice tells its reader."""
    before = len(state.docket.entries)
    return tuple(
        ServedDueDate(rule=clock.rule, on=legal_day(clock.due.due, programme))
        for clock in clocks(foreseen, programme)
        if clock.due is not None and clock.started.entry > before
    )


def _next(docket: Docket, payload: Payload, on: dt.date, plan: ServicePlan) -> Docket:
    happened = Occurrence(payload=payload, on=on, by=_ORGANISATION, provenance=plan.provenance, because=plan.because)
    return append(docket, happened, recorded_at=docket.entries[-1].recorded_at, salt="")
