"""A case while its docket is being read: what the entries taken so far say, open to the next one."""

import datetime as dt
from collections.abc import Mapping
from types import MappingProxyType

from evenhand.docket.entry import DocketEntry
from evenhand.docket.event import Event
from evenhand.docket.kind import EntryKind
from evenhand.docket.party import Capacity, Party
from evenhand.docket.review import LineFinding
from evenhand.procedure.joined import Joined
from evenhand.procedure.line import LIVE, LineStatus
from evenhand.programme.model import Programme
from evenhand.treatment import DisputedTreatment

QUESTION_OF: Mapping[EntryKind, EntryKind] = MappingProxyType(
    {
        EntryKind.INFORMATION_ANSWERED: EntryKind.INFORMATION_REQUESTED,
        EntryKind.QUESTION_ANSWERED: EntryKind.QUESTION_ASKED,
    }
)
"""What an answer answers."""
ONLY_REVIVED = "only_lines_revived"
"""What happens where an order takes nothing but lines that were left out into the review."""


class CaseReading:
    """What a docket says as far as it has been read; `CaseState` tells what each of these is.

    `required` are the classes of a complete record, `audience` the roles that each notice goes to and `owed_on` the
    event that makes it owed.
    """

    __slots__ = (
        "_rules", "answered", "answered_by", "approved", "assigned", "attested", "audience", "capacities",
        "case_number", "claim_number", "contested", "deposited_to", "died_on", "events", "excluded", "flags", "former",
        "has_medical_record", "issued_to", "joined", "lines", "owed_on", "parties", "petitions", "programme",
        "raised_on", "recused", "required", "roles", "signed", "to_answer", "told_of", "treatments",
    )  # fmt: skip

    def __init__(self, programme: Programme) -> None:
        self.programme = programme
        self._rules = programme.procedure.events
        self.required = {record.id for record in programme.required_records}
        self.audience = {notice.id: notice.to for notice in programme.notices}
        self.owed_on = {notice.id: notice.owed_on for notice in programme.notices}
        self.case_number = ""
        self.claim_number = ""
        self.died_on: dt.date | None = None
        self.former: dict[str, Party] = {}
        self.joined: dict[str, Joined] = {}
        self.capacities: dict[str, Capacity] = {}
        self.answered_by: dict[str, set[str]] = {}
        self.contested: set[str] = set()
        self.flags: set[str] = set()
        self.raised_on: dict[str, dt.date] = {}
        self.events: dict[str, tuple[Event, ...]] = {}
        self.parties: dict[str, Party] = {}
        self.roles: dict[str, str] = {}
        self.treatments: dict[str, DisputedTreatment] = {}
        self.lines: dict[str, LineStatus] = {}
        self.attested: dict[str, dt.date] = {}
        self.assigned: dict[str, dt.date] = {}
        self.recused: set[str] = set()
        self.excluded: set[str] = set()
        self.signed: dict[str, tuple[LineFinding, ...]] = {}
        self.approved = 0
        self.issued_to: dict[str, dict[str, int]] = {}
        self.deposited_to: dict[str, dict[str, int]] = {}
        self.told_of: set[tuple[str, str, int]] = set()
        self.answered: set[str] = set()
        self.to_answer: dict[EntryKind, set[str]] = {question: set() for question in QUESTION_OF.values()}
        self.has_medical_record = False
        self.petitions: dict[str, tuple[str, ...]] = {}

    @property
    def seats(self) -> int:
        """How many reviewers may sit: as many as the programme asks for, or the regulator approved."""
        return max(self.approved, self.programme.procedure.panel(self.flags).count)

    @property
    def may_revive(self) -> bool:
        """Whether the programme says what becomes of a line that was left out and comes back; else none does."""
        return ONLY_REVIVED in self._rules

    def have_all_signed(self) -> bool:
        """Whether every reviewer who sits has signed, and they are as many as the programme asks for."""
        enough = len(self.assigned) >= self.programme.procedure.panel(self.flags).count
        return enough and bool(self.assigned) and self.assigned.keys() <= self.signed.keys()

    def live_lines(self) -> tuple[str, ...]:
        """The lines still to be decided, in the order of the application."""
        return tuple(line for line, status in self.lines.items() if status in LIVE)

    def lines_found(self) -> dict[str, bool]:
        """For each line that was decided, whether the last determination of it found it necessary."""
        necessary, not_necessary = self.events.get("line_necessary", ()), self.events.get("line_not_necessary", ())
        told = sorted((*necessary, *not_necessary), key=lambda event: event.entry)
        return {event.line: event.name == "line_necessary" for event in told}

    def happen(self, event: Event) -> None:
        """Let an event happen: it is kept, and raises and lowers the flags that the programme says."""
        name = event.name
        earlier = self.events.get(name)
        self.events[name] = (event,) if earlier is None else (*earlier, event)
        rule = self._rules.get(name)
        if rule is not None:
            flags, raised_on = self.flags, self.raised_on
            flags.difference_update(rule.clears)
            for flag in rule.sets:
                if flag not in flags or raised_on[flag] < event.on:
                    raised_on[flag] = event.on
            flags.update(rule.sets)

    def follow(self, name: str, entry: DocketEntry, service: str = "", line: str = "") -> None:
        """Let happen what an entry completes."""
        self.happen(Event(name, entry.on, entry.number, entry.at, service, line))
