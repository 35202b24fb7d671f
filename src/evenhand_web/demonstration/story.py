"""A made-up case as it goes on: entries one after the other, each on its day, by the way every entry goes."""

import datetime as dt
import random
from collections.abc import Iterable
from typing import NamedTuple

from evenhand.determination.model import Determination
from evenhand.docket.entry import Occurrence
from evenhand.docket.intake import Priority
from evenhand.docket.party import Actor, Party, Role
from evenhand.docket.payload import Payload
from evenhand.finding import Provenance
from evenhand.procedure.state import CaseState
from evenhand.programme.model import Programme
from evenhand.treatment import DisputedTreatment
from evenhand_web.accounts.models import Person
from evenhand_web.accounts.seam import actor
from evenhand_web.cases.docketing import Attached, enter_in, open_case
from evenhand_web.cases.models import Case
from evenhand_web.cases.seam import state_of
from evenhand_web.demonstration.disputes import Dispute
from evenhand_web.demonstration.names import Household
from evenhand_web.demonstration.opinion import BECAUSE
from evenhand_web.demonstration.people import Staff
from evenhand_web.infrastructure import clock
from evenhand_web.infrastructure.shelf import put

_OFFICE_DAYS = "state_office"
_OPENS = dt.time(9)


class File(NamedTuple):
    """A file that comes with an entry."""

    name: str
    media_type: str
    data: bytes


class Setting(NamedTuple):
    """What a case begins with: its number, people and disputes, how fast it is to go, and where chance stands."""

    number: str
    people: Household
    disputes: list[Dispute]
    lines: tuple[DisputedTreatment, ...]
    injured_on: dt.date
    priority: Priority
    track: str
    draw: random.Random


class Story:
    """One case in the making. `on` is the day it has come to; nothing in it lies after `now`."""

    def __init__(self, programme: Programme, staff: Staff, setting: Setting, began_on: dt.date, now: dt.datetime):
        self.programme, self.staff, self.setting, self.now = programme, staff, setting, now
        self.on = self._open_day(began_on)
        self.reviewer = setting.draw.choice(staff.reviewers)
        self.coordinator = setting.draw.choice(staff.coordinators)
        self.case = Case()
        self.determination: Determination | None = None
        self._last = now - dt.timedelta(days=10_000)

    @property
    def today(self) -> dt.date:
        """The legal day it is."""
        return self.now.astimezone(self.programme.zone).date()

    @property
    def state(self) -> CaseState:
        """What the docket says so far."""
        return state_of(self.case)

    def wait(self, days: int) -> None:
        """Let so many days go by, and as many more as the office is closed; today at the most."""
        self.on = self._open_day(self.on + dt.timedelta(days=days))

    def _open_day(self, day: dt.date) -> dt.date:
        return min(self.programme.calendars[_OFFICE_DAYS].roll(day), self.today)

    def party(self, ident: str) -> Party:
        """A party of the case: one it began with, or one that came in since."""
        for party in self.setting.people.parties:
            if party.id == ident:
                return party
        return self.state.parties[ident]

    def begin(self, payload: Payload, files: Iterable[File] = ()) -> None:
        """Open the case with its application, which the worker sent and a coordinator keyed."""
        happened, at = self._occurrence(payload, Actor(role=Role.APPLICANT, id="worker"))
        with clock.standing(at):
            self.case = open_case(self.programme.id, happened, self.coordinator, _shelved(files)).case

    def by_party(self, ident: str, payload: Payload, files: Iterable[File] = ()) -> None:
        """Something a party did, keyed by a coordinator."""
        role = self.party(ident).role
        self._enter(payload, Actor(role=role, id=ident), self.coordinator, files)

    def by_board(self, payload: Payload) -> None:
        """Something the adjudicator ordered, keyed by a coordinator."""
        self._enter(payload, Actor(role=Role.ADJUDICATOR), self.coordinator)

    def by_office(self, payload: Payload, files: Iterable[File] = ()) -> None:
        """Something the organisation did, through a coordinator."""
        self._enter(payload, actor(self.coordinator), self.coordinator, files)

    def by(self, person: Person, payload: Payload, files: Iterable[File] = ()) -> None:
        """Something a person did in their own part."""
        self._enter(payload, actor(person), person, files)

    def _enter(self, payload: Payload, by: Actor, person: Person, files: Iterable[File] = ()) -> None:
        happened, at = self._occurrence(payload, by)
        with clock.standing(at):
            self.case = enter_in(self.case, self.case.length, happened, person, _shelved(files))

    def _occurrence(self, payload: Payload, by: Actor) -> tuple[Occurrence, dt.datetime]:
        at = self.instant()
        exact = at.astimezone(self.programme.zone) if self.setting.priority is Priority.EXPEDITED else None
        happened = Occurrence(
            payload=payload, on=self.on, by=by, at=exact, provenance=Provenance.ILLUSTRATIVE, because=BECAUSE
        )
        return happened, at

    def instant(self) -> dt.datetime:
        """An instant of the day it has come to, some minutes after the last: in the morning, but never after now."""
        zone = self.programme.zone
        opens = dt.datetime.combine(self.on, _OPENS, zone) + dt.timedelta(minutes=self.setting.draw.randrange(90))
        soon = max(opens, self._last + dt.timedelta(minutes=self.setting.draw.randrange(1, 4)))
        ends = dt.datetime.combine(self.on, dt.time(23, 59), zone)
        self._last = min(soon, ends, max(self.now, self._last)).astimezone(dt.UTC)
        return self._last


def _shelved(files: Iterable[File]) -> list[Attached]:
    return [Attached(put([file.data], file.media_type), file.name) for file in files]
