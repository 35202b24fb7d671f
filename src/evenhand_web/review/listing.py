"""What a reviewer is asked for and has in hand, by the day it falls due."""

import datetime as dt
from typing import NamedTuple

from django.utils.translation import gettext as _

from evenhand_web.accounts.models import Person
from evenhand_web.cases.models import NEVER, Case
from evenhand_web.cases.spoken_days import weekday_dated
from evenhand_web.infrastructure.programmes import standing_programme
from evenhand_web.pages.queue_rows import own_duty
from evenhand_web.reviewing.access import seats_for
from evenhand_web.reviewing.models import Return, Seat


class SeatRow(NamedTuple):
    """A case in a reviewer's list; `is_open` says whether its file can be opened."""

    case: Case
    standing: str
    words: str
    due: str
    is_late: bool
    is_returned: bool
    is_open: bool


def seat_rows(person: Person, now: dt.datetime) -> tuple[SeatRow, ...]:
    """The cases a reviewer is asked for or holds, by what the organization's own people have to do next in each."""
    seats = list(seats_for(person).order_by("case__house_due_at", "case__due_at", "pk"))
    returned = set(
        Return.objects.filter(case__in=[seat.case_id for seat in seats], answered_at=None).values_list(
            "case_id", flat=True
        )
    )
    return tuple(_row(seat, now, seat.case_id in returned) for seat in seats)


def _row(seat: Seat, now: dt.datetime, is_returned: bool) -> SeatRow:
    case = seat.case
    programme = standing_programme(case.programme)
    zone = programme.zone if programme is not None else dt.UTC
    due_at = own_duty(case).due_at
    due = "" if due_at == NEVER else weekday_dated(due_at.astimezone(zone).date())
    is_omitted = seat.standing == Seat.Standing.OVER
    words = _("A line that was left out waits for you") if is_omitted else str(Seat.Standing(seat.standing).label)
    is_open = is_omitted or seat.standing == Seat.Standing.ASSIGNED
    return SeatRow(case, seat.standing, words, due, due_at < now, is_returned and is_open, is_open)
