"""The work every reviewer has, counted from the seats of cases."""

import datetime as dt
from collections.abc import Iterator

from django.db.models import Count, Q

from evenhand.panel.matching.standing import Load
from evenhand_web.accounts.models import Person, PersonRole
from evenhand_web.reviewing.models import Seat

HELD = (Seat.Standing.PROPOSED, Seat.Standing.ATTESTED, Seat.Standing.ASSIGNED)
_ASKED = Q(seats__standing__in=(Seat.Standing.PROPOSED, Seat.Standing.ATTESTED))
_WEEK = dt.timedelta(days=7)


def loads(day: dt.date, weeks: int) -> Iterator[Load]:
    """The work of each reviewer on a day: cases open, given in the week from Monday, and in so many weeks with it.

    Who was asked and is not assigned yet has the case counted as if it had been given today.
    """
    monday = day - dt.timedelta(days=day.weekday())
    people = Person.objects.filter(role=PersonRole.REVIEWER, is_active=True).annotate(
        held=Count("seats", filter=Q(seats__standing__in=HELD)),
        this_week=Count("seats", filter=_ASKED | Q(seats__assigned_on__gte=monday)),
        recent=Count("seats", filter=_ASKED | Q(seats__assigned_on__gte=monday - (weeks - 1) * _WEEK)),
    )
    for ident, held, this_week, recent in people.values_list("ident", "held", "this_week", "recent"):
        yield Load(reviewer=ident, open=held, this_week=this_week, recent=recent)
