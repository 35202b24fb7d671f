"""Cases that wait for a physician."""

from django.db.models import QuerySet

from evenhand.programme.model import Programme
from evenhand_web.cases.models import Case
from evenhand_web.reviewing.models import Seat
from evenhand_web.reviewing.workload import HELD

_READY = "ready"
"""The stage of a case whose record is in and that waits for a physician."""


def waiting_cases(programme: Programme) -> QuerySet[Case]:
    """The cases of a programme whose record is in and that nobody sits in or was asked to."""
    cases = Case.objects.filter(programme=programme.id, stage=_READY)
    return cases.exclude(pk__in=Seat.objects.filter(standing__in=HELD).values("case")).order_by("due_at", "pk")
