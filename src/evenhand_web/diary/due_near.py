"""Telling who works on a case that a day it falls due is near."""

import datetime as dt

from evenhand_web.accounts.models import Notification, Person
from evenhand_web.accounts.notifications import notify
from evenhand_web.cases.models import Assignee, Case
from evenhand_web.infrastructure import clock

NEAR = dt.timedelta(days=2)


def tell_of_due_days() -> None:
    """Tell everybody assigned to a case, once for each day, that the organization's own next duty in it is due within
    two days.
    """
    now = clock.now()
    near = Assignee.objects.filter(
        ended_at=None, person__is_active=True, case__house_due_at__gt=now, case__house_due_at__lte=now + NEAR
    )
    for assignee in near.select_related("person", "case").order_by("pk"):
        tell_due(assignee.case, assignee.person, "case_clocks")


def tell_due(case: Case, person: Person, place: str) -> None:
    """Tell one person of the day on which a case falls due next by the organization's own duty."""
    key = f"due:{case.ident}:{case.house_due_at:%Y%m%d%H%M}"
    notify(key, [person], Notification.Kind.DUE, place, case.ident)
