"""A case as one person has it open: its docket, what that says now, and the day it is there."""

import datetime as dt
from typing import NamedTuple

from django.shortcuts import get_object_or_404

from evenhand.docket.entry import Docket
from evenhand.procedure.state import CaseState, read_case
from evenhand.programme.model import Programme
from evenhand_web.accounts.models import Person
from evenhand_web.cases.access import cases_for, delegated_to
from evenhand_web.cases.models import Case
from evenhand_web.cases.programmes import programme_of
from evenhand_web.cases.seam import docket_of
from evenhand_web.infrastructure import clock


class Opened(NamedTuple):
    """A case, read. `now` is this instant where the programme's days are counted; `delegated` are the kinds of entry
    the person may make in the regulator's name.
    """

    person: Person
    case: Case
    docket: Docket
    state: CaseState
    programme: Programme
    now: dt.datetime
    delegated: frozenset[str]

    @property
    def length(self) -> int:
        """How many entries the docket had when it was read."""
        return len(self.docket.entries)

    @property
    def today(self) -> dt.date:
        """The legal day it is."""
        return self.now.date()


def opened(person: Person, ident: str) -> Opened:
    """The case of an id as a person may have it open; Http404 where there is none or it is not for them."""
    case = get_object_or_404(cases_for(person), ident=ident)
    programme = programme_of(case.programme)
    docket, now = docket_of(case), local_now(programme)
    delegated = delegated_to(person, programme, now.date())
    return Opened(person, case, docket, read_case(docket, programme), programme, now, delegated)


def local_now(programme: Programme) -> dt.datetime:
    """This instant where a programme's days are counted."""
    return clock.now().astimezone(programme.zone)
