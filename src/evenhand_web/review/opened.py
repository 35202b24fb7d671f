"""A case as a reviewer has it open: before the oath only who takes part, afterwards the file."""

import datetime as dt
from typing import NamedTuple

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404

from evenhand.docket.entry import Docket
from evenhand.docket.review import DeterminationSigned, ReviewerAttested
from evenhand.procedure.state import CaseState, read_case
from evenhand.programme.model import Programme
from evenhand_web.accounts.models import Person
from evenhand_web.cases.models import Case
from evenhand_web.cases.programmes import programme_of
from evenhand_web.cases.seam import docket_of
from evenhand_web.infrastructure import clock
from evenhand_web.review.access import files_for, seats_for
from evenhand_web.reviewing.models import Seat


class OpenFile(NamedTuple):
    """A case that a reviewer has a seat in, read. `now` is this instant where the programme's days are counted."""

    person: Person
    seat: Seat
    case: Case
    docket: Docket
    state: CaseState
    programme: Programme
    now: dt.datetime

    @property
    def length(self) -> int:
        """How many entries the docket had when it was read."""
        return len(self.docket.entries)

    @property
    def today(self) -> dt.date:
        """The legal day it is."""
        return self.now.date()

    @property
    def signatures(self) -> tuple[int, ...]:
        """The entries by which this reviewer signed, in order, that stand since the reviewer was assigned."""
        return tuple(
            entry.number
            for entry in self.state.standing()
            if isinstance(entry.payload, DeterminationSigned) and entry.payload.reviewer == self.person.ident
        )

    @property
    def oath(self) -> tuple[dt.date, ReviewerAttested] | None:
        """The reviewer's last oath in this case, and its day."""
        oaths = [
            (entry.on, entry.payload)
            for entry in self.state.standing()
            if isinstance(entry.payload, ReviewerAttested) and entry.payload.reviewer == self.person.ident
        ]
        return oaths[-1] if oaths else None


def opened_seat(person: Person, ident: str) -> OpenFile:
    """A case that a reviewer is asked for or holds; Http404 where there is none."""
    return _opened(person, seats_for(person), ident)


def opened_file(person: Person, ident: str) -> OpenFile:
    """A case whose file is open to a reviewer; Http404 before the oath and the assignment, and after the end."""
    return _opened(person, files_for(person), ident)


def _opened(person: Person, seats: QuerySet[Seat], ident: str) -> OpenFile:
    seat = get_object_or_404(seats, case__ident=ident)
    programme = programme_of(seat.case.programme)
    docket = docket_of(seat.case)
    now = clock.now().astimezone(programme.zone)
    return OpenFile(person, seat, seat.case, docket, read_case(docket, programme), programme, now)
