"""The state of a case: what its docket, read under a programme's procedure, says now.

Flags, events and lines are the whole of it. Struck entries count for nothing; a correction counts in the place of
what it corrects; everything counts on its legal day.
"""

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from evenhand.docket.entry import Docket, DocketEntry
from evenhand.docket.event import Event
from evenhand.docket.kind import EntryKind
from evenhand.docket.party import Capacity, Party
from evenhand.docket.review import LineFinding
from evenhand.finding import Provenance, weakest
from evenhand.procedure.entry_effects import take
from evenhand.procedure.joined import Joined
from evenhand.procedure.line import LIVE, LineStatus
from evenhand.procedure.reading import CaseReading
from evenhand.procedure.standing import AsRead, as_read
from evenhand.programme.model import Programme
from evenhand.treatment import DisputedTreatment


@dataclass(frozen=True, slots=True, kw_only=True)
class Reviewers:
    """The physicians of a case by opaque id: who attested and is assigned, each with the day; who stepped down, is
    excluded, has signed since being assigned; how many may sit, and how many the regulator approved (0: nothing asked).
    """

    attested: Mapping[str, dt.date]
    assigned: Mapping[str, dt.date]
    recused: frozenset[str]
    excluded: frozenset[str]
    signed: Mapping[str, tuple[LineFinding, ...]]
    seats: int = 1
    approved: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseState:
    """What a docket says now. Built by `read_case`, and never changed: the next entry makes another by `state_after`.

    `docket` is read with every corrected entry in its place, `written` as it was written: `struck` are the numbers of
    entries that count no more, `corrected` gives for each corrected entry the number of the one that says it rightly.
    `raised_on` gives the latest legal day on which each flag that is up was raised; `events` holds every occurrence of
    each event in the order of the docket; `issued_to` and `deposited_to` the parties to whom each notice was made out
    and, since then, handed over, with the number of the entry, and `told_of` the entries a notice to a party was
    about; `answered` the required record classes that have come; `to_answer` the parties who were asked (for
    information, by a reviewer's question) and have not answered; `has_medical_record` whether any paper came but those
    of the decision under review itself; `petitions` the parties whose petition is open, each with the lines that it
    challenges.

    `parties` take part now, `former` did before another took their place or they left; `joined` tells of those who came
    in later, `capacities` in what capacity somebody acts for the applicant where a paper says; `died_on` the day the
    applicant died; `answered_by` the required classes that each role itself has sent; `contested` the lines for which
    liability is disputed since the decision; `claim_number` as the application states it or a correction.
    """

    docket: Docket
    programme: Programme
    flags: frozenset[str]
    raised_on: Mapping[str, dt.date]
    events: Mapping[str, tuple[Event, ...]]
    parties: Mapping[str, Party]
    roles: Mapping[str, str]
    treatments: Mapping[str, DisputedTreatment]
    lines: Mapping[str, LineStatus]
    reviewers: Reviewers
    issued_to: Mapping[str, Mapping[str, int]]
    deposited_to: Mapping[str, Mapping[str, int]]
    told_of: frozenset[tuple[str, str, int]]
    answered: frozenset[str]
    to_answer: Mapping[EntryKind, frozenset[str]]
    petitions: Mapping[str, tuple[str, ...]]
    former: Mapping[str, Party]
    joined: Mapping[str, Joined]
    capacities: Mapping[str, Capacity]
    answered_by: Mapping[str, frozenset[str]]
    contested: frozenset[str]
    died_on: dt.date | None
    written: Docket
    struck: frozenset[int]
    corrected: Mapping[int, int]
    has_medical_record: bool = False
    case_number: str = ""
    claim_number: str = ""

    def known_party(self, ident: str) -> Party | None:
        """A party that takes part or took part; None where none of that id ever did."""
        return self.parties.get(ident) or self.former.get(ident)

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


def read_case(docket: Docket, programme: Programme, until: dt.date | None = None) -> CaseState:
    """The state of the case a docket describes, under a programme's procedure.

    With `until` as it stood at the end of that legal day: entries of later days do not count yet, and stand among those
    that count no more.
    """
    read = as_read(docket)
    if until is not None:
        to_come = {entry.number for entry in read.docket.entries if entry.on > until}
        read = read._replace(struck=read.struck | to_come)
    case = CaseReading(programme)
    for entry in read.docket.entries:
        if read.counts(entry):
            take(case, entry)
    return _frozen(case, read, docket)


def state_after(state: CaseState, entry: DocketEntry) -> CaseState:
    """The state of a case with one more entry of its docket: what `read_case` says of the longer docket, without
    reading again what was read. Only an entry that strikes or corrects another makes all be read anew.
    """
    written = Docket(entries=(*state.written.entries, entry))
    if entry.instead_of is not None:
        return read_case(written, state.programme)
    case = _opened(state)
    take(case, entry)
    docket = written if state.docket is state.written else Docket(entries=(*state.docket.entries, entry))
    return _frozen(case, AsRead(docket, state.struck, state.corrected), written)


def states_before(written: Docket, read: AsRead, programme: Programme) -> Iterator[tuple[DocketEntry, CaseState]]:
    """Each entry that counts, in the order they are read, with the state of the case that it was entered in."""
    case = CaseReading(programme)
    for entry in read.docket.entries:
        if read.counts(entry):
            yield entry, _frozen(case, read, written)
            take(case, entry)


def _frozen(case: CaseReading, read: AsRead, written: Docket) -> CaseState:
    seats = Reviewers(
        attested=MappingProxyType(case.attested.copy()),
        assigned=MappingProxyType(case.assigned.copy()),
        recused=frozenset(case.recused),
        excluded=frozenset(case.excluded),
        signed=MappingProxyType(case.signed.copy()),
        seats=case.seats,
        approved=case.approved,
    )
    return CaseState(
        docket=read.docket,
        written=written,
        programme=case.programme,
        flags=frozenset(case.flags),
        raised_on=MappingProxyType(case.raised_on.copy()),
        events=MappingProxyType(case.events.copy()),
        parties=MappingProxyType(case.parties.copy()),
        roles=MappingProxyType(case.roles.copy()),
        treatments=MappingProxyType(case.treatments.copy()),
        lines=MappingProxyType(case.lines.copy()),
        reviewers=seats,
        issued_to=_by_party(case.issued_to),
        deposited_to=_by_party(case.deposited_to),
        told_of=frozenset(case.told_of),
        answered=frozenset(case.answered),
        to_answer=MappingProxyType({asked: frozenset(parties) for asked, parties in case.to_answer.items()}),
        petitions=MappingProxyType(case.petitions.copy()),
        former=MappingProxyType(case.former.copy()),
        joined=MappingProxyType(case.joined.copy()),
        capacities=MappingProxyType(case.capacities.copy()),
        answered_by=MappingProxyType({role: frozenset(sent) for role, sent in case.answered_by.items()}),
        contested=frozenset(case.contested),
        died_on=case.died_on,
        claim_number=case.claim_number,
        struck=read.struck,
        corrected=read.corrected,
        has_medical_record=case.has_medical_record,
        case_number=case.case_number,
    )


def _by_party(sent: Mapping[str, dict[str, int]]) -> Mapping[str, Mapping[str, int]]:
    return MappingProxyType({notice: MappingProxyType(parties.copy()) for notice, parties in sent.items()})


def _opened(state: CaseState) -> CaseReading:
    """A state, open to the next entry."""
    case, seats = CaseReading(state.programme), state.reviewers
    case.case_number, case.has_medical_record = state.case_number, state.has_medical_record
    case.flags, case.raised_on, case.events = set(state.flags), dict(state.raised_on), dict(state.events)
    case.parties, case.roles = dict(state.parties), dict(state.roles)
    case.treatments, case.lines = dict(state.treatments), dict(state.lines)
    case.attested, case.assigned, case.signed = dict(seats.attested), dict(seats.assigned), dict(seats.signed)
    case.recused, case.excluded, case.approved = set(seats.recused), set(seats.excluded), seats.approved
    case.issued_to = {notice: dict(parties) for notice, parties in state.issued_to.items()}
    case.deposited_to = {notice: dict(parties) for notice, parties in state.deposited_to.items()}
    case.told_of, case.answered = set(state.told_of), set(state.answered)
    case.to_answer = {asked: set(parties) for asked, parties in state.to_answer.items()}
    case.petitions, case.former, case.joined = dict(state.petitions), dict(state.former), dict(state.joined)
    case.capacities, case.contested = dict(state.capacities), set(state.contested)
    case.answered_by = {role: set(sent) for role, sent in state.answered_by.items()}
    case.died_on, case.claim_number = state.died_on, state.claim_number
    return case
