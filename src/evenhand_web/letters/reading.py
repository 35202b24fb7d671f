"""A case read where letters are made of it: its docket, what that says, and the day it is there."""

import datetime as dt
from typing import NamedTuple

from evenhand.docket.entry import Docket
from evenhand.procedure.state import CaseState, read_case
from evenhand.programme.model import Programme
from evenhand_web.cases.contact import as_reached
from evenhand_web.cases.models import Case
from evenhand_web.cases.programmes import programme_of
from evenhand_web.cases.seam import docket_of
from evenhand_web.infrastructure import clock


class Reading(NamedTuple):
    """A case, read; `today` is the legal day it is under its programme. Parties have the address they are reached at
    on that day.
    """

    docket: Docket
    state: CaseState
    programme: Programme
    today: dt.date


def read(case: Case) -> Reading:
    """The case as its docket stands now."""
    programme, docket = programme_of(case.programme), docket_of(case)
    today = today_under(programme)
    return Reading(docket, as_reached(case, read_case(docket, programme), today), programme, today)


def today_under(programme: Programme) -> dt.date:
    """The legal day it is under a programme."""
    return clock.now().astimezone(programme.zone).date()
