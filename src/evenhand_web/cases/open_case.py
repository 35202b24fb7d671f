"""A case as somebody has it open: its docket, what that says now, and the day it is there."""

import datetime as dt
from dataclasses import dataclass

from evenhand.docket.entry import Docket
from evenhand.finding import Finding
from evenhand.procedure.permit import Recorded
from evenhand.procedure.state import CaseState
from evenhand.programme.model import Programme
from evenhand_web.accounts.models import Person
from evenhand_web.cases.access import case_for, delegated_to
from evenhand_web.cases.legal_day import local_now
from evenhand_web.cases.models import Case
from evenhand_web.cases.seam import state_of


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenCase:
    """A case, read. `person` has it open, None where a task does; `now` is this instant where the programme's days are
    counted; `delegated` are the kinds of entry the person may make in the regulator's name; `findings` is what
    entering in it found since it was opened, such as law that nobody has read yet; `omitted` are the lines that the
    determination left out and that are decided now: `state` has them as lines in dispute, which the docket has not.
    """

    person: Person | None
    case: Case
    docket: Docket
    state: CaseState
    programme: Programme
    now: dt.datetime
    delegated: frozenset[str]
    findings: tuple[Finding, ...] = ()
    omitted: tuple[str, ...] = ()

    @property
    def viewer(self) -> Person:
        """The person who has it open. Raises ValueError where a task does: a task sees no page."""
        if self.person is None:
            raise ValueError("no person has this case open")
        return self.person

    @property
    def length(self) -> int:
        """How many entries the docket had when it was read."""
        return len(self.docket.entries)

    @property
    def today(self) -> dt.date:
        """The legal day it is."""
        return self.now.date()


def opened(person: Person, ident: str) -> OpenCase:
    """The case of an id as a person may have it open; Http404 where there is none or it is not for them, and
    NotAssignedError where the house shows it only to who is assigned to it.
    """
    return opened_through(case_for(person, ident), person)


def opened_through(case: Case, person: Person) -> OpenCase:
    """A case as a person has it open who was let in by whoever asks: a reviewer by a seat."""
    return _read(case, person)


def just_entered(case: Case, person: Person | None, recorded: Recorded) -> OpenCase:
    """A case as whoever entered its newest entry has it open: what was recorded is not read again."""
    return _as_it_is(case, person, recorded.state, recorded.findings)


def opened_by_task(case: Case) -> OpenCase:
    """A case as a task reads it, for nobody's eyes."""
    return _read(case, None)


def _read(case: Case, person: Person | None) -> OpenCase:
    return _as_it_is(case, person, state_of(case), ())


def _as_it_is(case: Case, person: Person | None, state: CaseState, findings: tuple[Finding, ...]) -> OpenCase:
    programme = state.programme
    now = local_now(programme)
    return OpenCase(
        person=person,
        case=case,
        docket=state.written,
        state=state,
        programme=programme,
        now=now,
        delegated=delegated_to(person, programme, now.date()) if person else frozenset(),
        findings=findings,
    )
