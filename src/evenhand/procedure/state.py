"""The state of a case: what its docket, read under a programme's procedure, says now.

Flags, events and lines are the whole of it. Struck entries count for nothing; a correction counts in the place of
what it corrects; everything counts on its legal day.
"""

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum
from typing import Any

from evenhand.docket import aftermath, assignment, intake, review
from evenhand.docket.entry import Docket, DocketEntry
from evenhand.docket.event import Event, events
from evenhand.docket.kind import EntryKind
from evenhand.docket.party import Party
from evenhand.finding import Provenance, weakest
from evenhand.procedure.standing import AsRead, as_read
from evenhand.programme.model import Programme
from evenhand.treatment import DisputedTreatment, Necessity


class LineStatus(StrEnum):
    """Where one line of the dispute stands."""

    DISPUTED = "disputed"
    AUTHORISED = "authorised"
    WITHDRAWN = "withdrawn"
    SETTLED = "settled"
    SEVERED = "severed"
    NOT_ADMITTED = "not_admitted"
    DECIDED = "decided"


LIVE = (LineStatus.DISPUTED,)


@dataclass(slots=True, kw_only=True)
class Reviewers:
    """The physicians of a case by opaque id: who attested and is assigned, each with the day; who stepped down, is
    excluded, has signed since being assigned; how many may sit.
    """

    attested: dict[str, dt.date]
    assigned: dict[str, dt.date]
    recused: set[str]
    excluded: set[str]
    signed: dict[str, tuple[review.LineFinding, ...]]
    seats: int = 1


@dataclass(slots=True, kw_only=True)
class CaseState:
    """What a docket says now. Built by `read_case`; read-only for everyone else.

    `docket` is read with every corrected entry in its place, `written` as it was written: `struck` are the numbers of
    entries that count no more, `corrected` gives for each corrected entry the number of the one that says it rightly.
    `raised_on` gives the latest legal day on which each flag that is up was raised; `events` holds every occurrence of
    each event in the order of the docket; `issued_to` and `deposited_to` the parties to whom each notice was made out
    and, since then, handed over, with the number of the entry, and `told_of` the entries a notice to a party was
    about; `answered` the required record classes that have come; `to_answer` the parties who were asked (for
    information, by a reviewer's question) and have not answered; `has_medical_record` whether any paper came but those
    of the decision under review itself.
    """

    docket: Docket
    programme: Programme
    flags: set[str]
    raised_on: dict[str, dt.date]
    events: dict[str, list[Event]]
    parties: dict[str, Party]
    roles: dict[str, str]
    treatments: dict[str, DisputedTreatment]
    lines: dict[str, LineStatus]
    reviewers: Reviewers
    issued_to: dict[str, dict[str, int]]
    deposited_to: dict[str, dict[str, int]]
    told_of: set[tuple[str, str, int]]
    answered: set[str]
    to_answer: dict[EntryKind, set[str]]
    written: Docket
    struck: frozenset[int]
    corrected: Mapping[int, int]
    has_medical_record: bool = False
    case_number: str = ""

    def standing(self) -> Iterator[DocketEntry]:
        """The entries that count, in the order they are read: none that was struck, each as it was last corrected."""
        for entry in self.docket.entries:
            if entry.number not in self.struck and (entry.instead_of is None or entry.kind is EntryKind.STRUCK):
                yield entry

    def first(self, name: str) -> Event | None:
        """The first occurrence of an event in the docket's order."""
        occurrences = self.events.get(name)
        return occurrences[0] if occurrences else None

    def last(self, name: str) -> Event | None:
        """The last occurrence of an event in the docket's order."""
        occurrences = self.events.get(name)
        return occurrences[-1] if occurrences else None

    def live_lines(self) -> tuple[str, ...]:
        """The lines still to be decided, in the order of the application."""
        return tuple(line for line, status in self.lines.items() if status in LIVE)

    def provenance(self, *told: Event) -> Provenance:
        """The weakest provenance among the entries that tell of these events."""
        entries = self.docket.entries
        return weakest([entries[event.entry - 1].provenance_of(event.field) for event in told])


def read_case(docket: Docket, programme: Programme) -> CaseState:
    """The state of the case a docket describes, under a programme's procedure."""
    read = as_read(docket)
    reading = Reading(docket, read, programme)
    for entry in read.docket.entries:
        if read.counts(entry):
            reading.take(entry)
    return reading.state


class Reading:
    """The reading of a docket under way: `state` is what the entries taken so far say."""

    def __init__(self, written: Docket, read: AsRead, programme: Programme) -> None:
        self._rules = programme.procedure.events
        self._required = {record.id for record in programme.required_records}
        self._audience = {notice.id: notice.to for notice in programme.notices}
        seats = Reviewers(attested={}, assigned={}, recused=set(), excluded=set(), signed={})
        self.state = CaseState(
            docket=read.docket,
            written=written,
            programme=programme,
            flags=set(),
            raised_on={},
            events={},
            parties={},
            roles={},
            treatments={},
            lines={},
            reviewers=seats,
            issued_to={},
            deposited_to={},
            told_of=set(),
            answered=set(),
            to_answer={asked: set() for asked in QUESTION_OF.values()},
            struck=read.struck,
            corrected=read.corrected,
        )

    def take(self, entry: DocketEntry) -> None:
        """Read one entry: first what its payload says, then the events it tells of and those they complete."""
        kind, payload = entry.kind, entry.payload
        absorb, derive = _ABSORB.get(kind), _DERIVE.get(kind)
        if absorb is not None and payload is not None:
            absorb(self.state, payload, entry)
        for event in events(entry, self.state.roles):
            self._happen(event)
        if derive is not None:
            derive(self, entry)

    def _happen(self, event: Event) -> None:
        state = self.state
        told = state.events.get(event.name)
        if told is None:
            state.events[event.name] = [event]
        else:
            told.append(event)
        rule = self._rules.get(event.name)
        if rule is not None:
            state.flags.difference_update(rule.clears)
            for flag in rule.sets:
                later = flag in state.flags and state.raised_on[flag] > event.on
                state.raised_on[flag] = state.raised_on[flag] if later else event.on
            state.flags.update(rule.sets)

    def _follow(self, name: str, entry: DocketEntry, service: str = "", line: str = "") -> None:
        """Let happen what an entry completes."""
        self._happen(Event(name, entry.on, entry.number, entry.at, service, line))

    def _recorded(self, entry: DocketEntry) -> None:
        if "records_complete" not in self.state.events and self._required <= self.state.answered:
            self._follow("records_complete", entry)
            self._documented(entry)

    def _resolved(self, entry: DocketEntry) -> None:
        if not self.state.live_lines():
            self._follow("no_line_left", entry)

    def _answered(self, entry: DocketEntry) -> None:
        if not self.state.to_answer[QUESTION_OF[entry.kind]]:
            self._follow(_ALL_ANSWERED[entry.kind], entry)

    def _stepped_down(self, entry: DocketEntry) -> None:
        if not self.state.reviewers.assigned:
            self._follow("no_reviewer_left", entry)

    def _documented(self, entry: DocketEntry) -> None:
        if "documentation_received" not in self.state.events:
            self._follow("documentation_received", entry)

    def _deposited(self, entry: DocketEntry) -> None:
        state, payload = self.state, entry.payload
        if not isinstance(payload, assignment.Deposited):
            return
        sent_to = state.deposited_to[payload.notice]
        if sent_to[payload.party] == entry.number:
            audience = self._audience.get(payload.notice, ())
            owed = {party.id for party in state.parties.values() if party.role in audience}
            if owed and owed <= sent_to.keys():
                self._follow(f"deposited_to_all:{payload.notice}", entry, payload.method)

    def _implementable(self, entry: DocketEntry) -> None:
        payload = entry.payload
        if not isinstance(payload, review.DeterminationIssued | aftermath.SupplementalIssued):
            return
        for finding in payload.findings:
            treatment = self.state.treatments.get(finding.line)
            if treatment is not None and finding.necessity is not Necessity.NOT_NECESSARY:
                when = "already" if treatment.given_already else "not_yet"
                self._follow(f"line_necessary_{when}_given", entry, line=finding.line)


QUESTION_OF: Mapping[EntryKind, EntryKind] = {
    EntryKind.INFORMATION_ANSWERED: EntryKind.INFORMATION_REQUESTED,
    EntryKind.QUESTION_ANSWERED: EntryKind.QUESTION_ASKED,
}
"""What an answer answers."""
_ALL_ANSWERED = {
    EntryKind.INFORMATION_ANSWERED: "information_all_answered",
    EntryKind.QUESTION_ANSWERED: "questions_all_answered",
}

_DERIVE: Mapping[EntryKind, Callable[[Reading, DocketEntry], None]] = {
    EntryKind.INFORMATION_ANSWERED: Reading._answered,
    EntryKind.QUESTION_ANSWERED: Reading._answered,
    EntryKind.ELIGIBILITY_FOUND: Reading._resolved,
    EntryKind.DEPOSITED: Reading._deposited,
    EntryKind.RECORDS_RECEIVED: Reading._recorded,
    EntryKind.REFERRED_WITHOUT_RECORDS: Reading._documented,
    EntryKind.REVIEWER_RECUSED: Reading._stepped_down,
    EntryKind.DETERMINATION_ISSUED: Reading._implementable,
    EntryKind.SUPPLEMENTAL_ISSUED: Reading._implementable,
    EntryKind.LINE_WITHDRAWN: Reading._resolved,
    EntryKind.LINE_AUTHORISED: Reading._resolved,
    EntryKind.LINE_SETTLED: Reading._resolved,
    EntryKind.LINE_SEVERED: Reading._resolved,
}
"""What an entry of each kind may complete."""


def _application(state: CaseState, payload: intake.ApplicationReceived, _: DocketEntry) -> None:
    state.case_number = payload.case_number
    state.parties = {party.id: party for party in payload.parties}
    state.roles = {party.id: party.role.value for party in payload.parties}
    state.treatments = {treatment.id: treatment for treatment in payload.treatments}
    state.lines = {treatment.id: LineStatus.DISPUTED for treatment in payload.treatments}


def _eligibility(state: CaseState, payload: intake.EligibilityFound, _: DocketEntry) -> None:
    for line in state.live_lines():
        if payload.lines and line not in payload.lines:
            state.lines[line] = LineStatus.NOT_ADMITTED


def _notice_issued(state: CaseState, payload: assignment.NoticeIssued, entry: DocketEntry) -> None:
    state.issued_to.setdefault(payload.notice, {})[payload.party] = entry.number
    state.deposited_to.setdefault(payload.notice, {}).pop(payload.party, None)
    if payload.about is not None:
        state.told_of.add((payload.notice, payload.party, payload.about))


def _asked(state: CaseState, payload: intake.InformationRequested | review.QuestionAsked, entry: DocketEntry) -> None:
    state.to_answer[entry.kind].add(payload.party)


def _gave(state: CaseState, payload: intake.InformationAnswered | review.QuestionAnswered, entry: DocketEntry) -> None:
    state.to_answer[QUESTION_OF[entry.kind]].discard(payload.party)


def _deposited(state: CaseState, payload: assignment.Deposited, entry: DocketEntry) -> None:
    state.deposited_to.setdefault(payload.notice, {}).setdefault(payload.party, entry.number)


def _records(state: CaseState, payload: assignment.RecordsReceived, _: DocketEntry) -> None:
    of_the_decision = {record.id for record in state.programme.required_records if record.is_of_the_decision}
    for document in payload.documents:
        if document.received:
            state.answered.update(document.answers)
            if not document.answers or not of_the_decision.issuperset(document.answers):
                state.has_medical_record = True


def _attested(state: CaseState, payload: review.ReviewerAttested, entry: DocketEntry) -> None:
    sworn_on = state.reviewers.attested.get(payload.reviewer, entry.on)
    state.reviewers.attested[payload.reviewer] = min(sworn_on, entry.on)


def _assigned(state: CaseState, payload: review.ReviewerAssigned, entry: DocketEntry) -> None:
    state.reviewers.assigned[payload.reviewer] = entry.on
    state.reviewers.signed.pop(payload.reviewer, None)


def _recused(state: CaseState, payload: review.ReviewerRecused, _: DocketEntry) -> None:
    reviewers = state.reviewers
    reviewers.recused.add(payload.reviewer)
    reviewers.assigned.pop(payload.reviewer, None)
    reviewers.signed.pop(payload.reviewer, None)


def _several(state: CaseState, payload: review.SeveralReviewersApproved, _: DocketEntry) -> None:
    state.reviewers.seats = payload.count


def _signed(state: CaseState, payload: review.DeterminationSigned, _: DocketEntry) -> None:
    state.reviewers.signed[payload.reviewer] = payload.findings


def _supplemental(state: CaseState, payload: aftermath.SupplementalIssued, entry: DocketEntry) -> None:
    state.treatments |= {treatment.id: treatment for treatment in payload.treatments}
    _issued(state, payload, entry)


def _issued(
    state: CaseState, payload: review.DeterminationIssued | aftermath.SupplementalIssued, _: DocketEntry
) -> None:
    for finding in payload.findings:
        state.lines[finding.line] = LineStatus.DECIDED


def _remanded(state: CaseState, _: aftermath.Remanded, __: DocketEntry) -> None:
    reviewers = state.reviewers
    reviewers.excluded |= reviewers.assigned.keys() | reviewers.signed.keys()
    reviewers.assigned, reviewers.signed, reviewers.seats = {}, {}, 1
    for line, status in state.lines.items():
        if status is LineStatus.DECIDED:
            state.lines[line] = LineStatus.DISPUTED
    # What was sent of the determination that is gone says nothing about the one to come.
    for sent in (state.issued_to, state.deposited_to):
        sent.pop("determination", None)


def _authorised(state: CaseState, payload: aftermath.LineAuthorised, _: DocketEntry) -> None:
    """Authorising fewer units than are disputed leaves the rest of the line in dispute."""
    treatment = state.treatments.get(payload.line)
    left = treatment.units.disputed if treatment is not None else None
    if treatment is None or left is None or payload.units is None or payload.units >= left:
        state.lines[payload.line] = LineStatus.AUTHORISED
        return
    authorised = (treatment.units.authorised or Decimal(0)) + payload.units
    state.treatments[payload.line] = replace(treatment, units=replace(treatment.units, authorised=authorised))


def _line_is(status: LineStatus) -> Any:
    def absorb(state: CaseState, payload: Any, _: DocketEntry) -> None:
        state.lines[payload.line] = status

    return absorb


_ABSORB: Mapping[EntryKind, Any] = {
    EntryKind.APPLICATION_RECEIVED: _application,
    EntryKind.ELIGIBILITY_FOUND: _eligibility,
    EntryKind.INFORMATION_REQUESTED: _asked,
    EntryKind.INFORMATION_ANSWERED: _gave,
    EntryKind.QUESTION_ASKED: _asked,
    EntryKind.QUESTION_ANSWERED: _gave,
    EntryKind.NOTICE_ISSUED: _notice_issued,
    EntryKind.DEPOSITED: _deposited,
    EntryKind.RECORDS_RECEIVED: _records,
    EntryKind.REVIEWER_ATTESTED: _attested,
    EntryKind.REVIEWER_ASSIGNED: _assigned,
    EntryKind.REVIEWER_RECUSED: _recused,
    EntryKind.SEVERAL_REVIEWERS_APPROVED: _several,
    EntryKind.DETERMINATION_SIGNED: _signed,
    EntryKind.DETERMINATION_ISSUED: _issued,
    EntryKind.SUPPLEMENTAL_ISSUED: _supplemental,
    EntryKind.REMANDED: _remanded,
    EntryKind.LINE_WITHDRAWN: _line_is(LineStatus.WITHDRAWN),
    EntryKind.LINE_AUTHORISED: _authorised,
    EntryKind.LINE_SETTLED: _line_is(LineStatus.SETTLED),
    EntryKind.LINE_SEVERED: _line_is(LineStatus.SEVERED),
}
