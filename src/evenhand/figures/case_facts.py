"""What the figures of a programme take from one case: days, outcomes and who held it; nobody's name but the payer's."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import TypeVar

from evenhand.clock.charge import days_charged, stretches
from evenhand.clock.due import last_instant, legal_day
from evenhand.clock.exposure import exposure_of
from evenhand.clock.running import Clock, clocks, decision_clock
from evenhand.docket.aftermath import SetAside, SupplementalIssued
from evenhand.docket.event import Event
from evenhand.docket.intake import EligibilityFound, UrDecisionFiled
from evenhand.docket.kind import EntryKind
from evenhand.docket.party import Role
from evenhand.docket.payload import Payload
from evenhand.docket.review import DeterminationIssued
from evenhand.procedure.state import CaseState
from evenhand.programme.needs import Meaning
from evenhand.treatment import DisputedTreatment, outcome

P = TypeVar("P", bound=Payload)

_MAILED_TO_ALL = "deposited_to_all:determination"


class DutyKind(StrEnum):
    """What a duty that figures speak of is about, by what meets it."""

    RECORDS = "records"
    IMPLEMENTATION = "implementation"


@dataclass(frozen=True, slots=True, kw_only=True)
class DutyFacts:
    """A duty of a case: `due` and `done` are instants (the last of a legal day where the hour is not counted); `done`
    is None while nothing met it, `ended` tells that it came to an end without an outcome.
    """

    rule: str
    kind: DutyKind
    due: dt.datetime
    done: dt.datetime | None = None
    ended: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class LatenessFacts:
    """A duty met or ended late: the day it was met, and what the regulator could assess, in United States dollars."""

    rule: str
    holder: str
    on: dt.date
    amount: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class LineFacts:
    """A disputed treatment: its category as somebody entered it, and the word of its outcome; each empty where there is
    none.
    """

    category: str
    outcome: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseFacts:
    """One case, as figures count it. `case` is its opaque id; days are legal days, None where it did not come to that.

    `complete_on` is the day the documentation was there; `due` and `mailed` are the last instant for the determination
    and the instant it had been handed over to every party. `eligibility` is the finding that stands, with its reason
    codes, `found_on` the day of the first; `charged` the calendar days of each holder until the determination was
    mailed, or until the newest entry; `set_aside` the grounds with their days. `cites_guideline` tells whether the
    decision under review names one, None where none is on file.
    """

    case: str
    programme: str
    is_expedited: bool
    received_on: dt.date
    administrator: str
    eligibility: str
    reasons: tuple[str, ...]
    found_on: dt.date | None
    assigned_on: dt.date | None
    complete_on: dt.date | None
    due: dt.datetime | None
    mailed: dt.datetime | None
    is_ended: bool
    charged: tuple[tuple[str, int], ...]
    lines: tuple[LineFacts, ...]
    duties: tuple[DutyFacts, ...]
    late: tuple[LatenessFacts, ...]
    set_aside: tuple[tuple[dt.date, str], ...]
    corrected_on: tuple[dt.date, ...]
    taken_down_on: tuple[dt.date, ...]
    cites_guideline: bool | None


def facts_of_case(ident: str, state: CaseState) -> CaseFacts:
    """What figures take from a case: `ident` is the opaque id it is opened by. The docket must not be empty."""
    programme = state.programme
    decisive = decision_clock(state, programme)
    mailed = _mailed(state, decisive)
    applied = state.docket.entries[0]
    until = legal_day(mailed, programme) if mailed else state.docket.entries[-1].on
    denial = next(_said(state, UrDecisionFiled), None)
    judged = tuple(_said(state, EligibilityFound))
    return CaseFacts(
        case=ident,
        programme=programme.id,
        is_expedited=programme.flag(Meaning.EXPEDITED) in state.flags,
        received_on=applied.on,
        administrator=_administrator(state),
        eligibility=judged[-1].outcome.value if judged else "",
        reasons=judged[-1].reasons if judged else (),
        found_on=_day(state.first(EntryKind.ELIGIBILITY_FOUND)),
        assigned_on=_day(state.first(EntryKind.ASSIGNED)),
        complete_on=_day(state.first("documentation_received")),
        due=last_instant(decisive.due.due, programme) if decisive and decisive.due else None,
        mailed=mailed,
        is_ended=bool(decisive and decisive.ended and mailed is None),
        charged=tuple(sorted(days_charged(stretches(state.docket, programme, max(until, applied.on))).items())),
        lines=tuple(_lines(state)),
        duties=tuple(_duties(state)),
        late=tuple(_late(state)),
        set_aside=tuple(_set_aside(state)),
        corrected_on=tuple(entry.on for entry in state.standing() if entry.kind is EntryKind.CORRECTED),
        taken_down_on=tuple(entry.on for entry in state.standing() if entry.kind is EntryKind.TAKEN_DOWN),
        cites_guideline=bool(denial.basis_cited.strip()) if denial else None,
    )


def _day(event: Event | None) -> dt.date | None:
    return event.on if event else None


def _instant(event: Event, state: CaseState) -> dt.datetime:
    return event.at or last_instant(event.on, state.programme)


def _mailed(state: CaseState, decisive: Clock | None) -> dt.datetime | None:
    """When the determination whose time `decisive` is had been handed over to every party."""
    begun = decisive.started.entry if decisive else 0
    handed = (event for event in state.events.get(_MAILED_TO_ALL, ()) if event.entry > begun)
    event = next(handed, None)
    return _instant(event, state) if event else None


def _administrator(state: CaseState) -> str:
    payers = (party for party in state.parties.values() if party.role is Role.PAYER)
    return next((party.organisation or party.name for party in payers), "")


def _said(state: CaseState, kind: type[P]) -> Iterator[P]:
    """What the entries of a kind that count say, in the order they are read; none that was erased."""
    return (entry.payload for entry in state.standing() if isinstance(entry.payload, kind))


def _lines(state: CaseState) -> Iterator[LineFacts]:
    decided: dict[str, str] = {}
    for entry in state.standing():
        if isinstance(entry.payload, DeterminationIssued | SupplementalIssued):
            decided |= {finding.line: outcome(finding.necessity).value for finding in entry.payload.findings}
    for ident, treatment in state.treatments.items():
        yield LineFacts(category=_category(treatment), outcome=decided.get(ident, ""))


def _category(treatment: DisputedTreatment) -> str:
    """The one category of a line's parts; empty where none is entered or they differ."""
    categories = {part.category for part in treatment.components}
    return categories.pop() if len(categories) == 1 else ""


def _duties(state: CaseState) -> Iterator[DutyFacts]:
    programme = state.programme
    kinds = {rule.id: _kind(rule.clock.stops) for rule in programme.clocked if rule.clock is not None}
    for clock in clocks(state, programme):
        kind = kinds[clock.rule]
        if kind is None or clock.due is None or clock.is_right:
            continue
        done = _instant(clock.stopped, state) if clock.stopped else None
        due = last_instant(clock.due.not_late_until or clock.due.due, programme)
        yield DutyFacts(rule=clock.rule, kind=kind, due=due, done=done, ended=clock.ended is not None)


def _kind(stops: tuple[str, ...]) -> DutyKind | None:
    if any(name.startswith("records_complete") for name in stops):
        return DutyKind.RECORDS
    return DutyKind.IMPLEMENTATION if EntryKind.IMPLEMENTED in stops else None


def _late(state: CaseState) -> Iterator[LatenessFacts]:
    """Lateness that has come to its end; what still runs grows every day, and is told by the case itself."""
    for clock in clocks(state, state.programme):
        last = clock.stopped or clock.ended
        if last is None:
            continue
        exposed = exposure_of(clock, _instant(last, state), state.programme)
        if exposed is not None and exposed.amount:
            yield LatenessFacts(rule=clock.rule, holder=clock.holder, on=last.on, amount=exposed.amount)


def _set_aside(state: CaseState) -> Iterator[tuple[dt.date, str]]:
    """Each setting aside with its day and ground; one that was erased lawfully with none."""
    for entry in state.standing():
        if entry.kind is EntryKind.SET_ASIDE:
            yield entry.on, entry.payload.ground if isinstance(entry.payload, SetAside) else ""
