"""A reviewer's absence: told once, looked at wherever somebody is proposed or given a case."""

import datetime as dt
from collections.abc import Mapping

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from evenhand_web.accounts.models import Person
from evenhand_web.cases.spoken_days import written_out
from evenhand_web.diary.models import Task
from evenhand_web.diary.tasks import raise_task
from evenhand_web.infrastructure import clock
from evenhand_web.placing.models import Absence
from evenhand_web.reviewing.models import Seat
from evenhand_web.reviewing.workload import HELD

_BY_TOMORROW = dt.timedelta(days=1)


def absences(person: Person, today: dt.date) -> QuerySet[Absence]:
    """The absences of a reviewer that last or are still to come, the next first."""
    return Absence.objects.filter(reviewer=person, until__gte=today, ended_at=None).order_by("since", "pk")


def away_on(day: dt.date) -> Mapping[str, dt.date]:
    """Who is away on a day, by the id of the reviewer, and until which day."""
    away = Absence.objects.filter(since__lte=day, until__gte=day, ended_at=None)
    until: dict[str, dt.date] = {}
    for ident, last in away.values_list("reviewer__ident", "until"):
        until[ident] = max(last, until.get(ident, last))
    return until


def tell_absence(person: Person, since: dt.date, until: dt.date, reason: str, by: Person, today: dt.date) -> Absence:
    """Write down that a reviewer is away from one day to another, both included, and raise a task for each case they
    hold: somebody decides whether it stays. Raises ValueError where the days run backward or are over.
    """
    if until < since:
        raise ValueError(_("The absence ends on %(until)s, before it begins.") % {"until": written_out(until)})
    if until < today:
        raise ValueError(
            _("The absence ended on %(until)s: it is %(today)s already.")
            % {"until": written_out(until), "today": written_out(today)}
        )
    with transaction.atomic():
        made = Absence.objects.create(
            reviewer=person, since=since, until=until, reason=reason, told_by=by, told_at=clock.now()
        )
        for seat in Seat.objects.filter(reviewer=person, standing__in=HELD).select_related("case").order_by("pk"):
            words = _(
                "%(name)s is away from %(since)s to %(until)s and has this case (%(standing)s). "
                "Place it anew, or let it stay."
            ) % {
                "name": person.name,
                "since": f"{since:%B %-d}",
                "until": written_out(until),
                "standing": seat.get_standing_display().lower(),
            }
            raise_task(f"absence:{made.pk}:{seat.case.ident}", Task.Kind.OTHER, words, _BY_TOMORROW, seat.case, by)
    return made


def take_back(absence: Absence) -> None:
    """The reviewer is not away after all, or no longer."""
    Absence.objects.filter(pk=absence.pk, ended_at=None).update(ended_at=clock.now())
