"""Cases that wait for a physician."""

from django.db.models import QuerySet

from evenhand.programme.model import Programme
from evenhand.programme.needs import Meaning
from evenhand_web.cases.models import Case
from evenhand_web.reviewing.models import Seat
from evenhand_web.reviewing.workload import HELD


def waiting_cases(programme: Programme) -> QuerySet[Case]:
    """The cases of a programme whose record is in and that nobody sits in or was asked to."""
    flag = programme.flag(Meaning.DOCUMENTED)
    stages = [stage.id for stage in programme.procedure.stages if flag in stage.when]
    cases = Case.objects.filter(programme=programme.id, stage__in=stages)
    return cases.exclude(pk__in=Seat.objects.filter(standing__in=HELD).values("case")).order_by("due_at", "pk")
