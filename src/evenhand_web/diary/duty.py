"""Who is on duty, and whether an expedited case has everybody it needs at this hour."""

import datetime as dt
from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

from django.db import connection, transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from evenhand.docket.intake import EligibilityOutcome
from evenhand.docket.kind import EntryKind
from evenhand.programme.model import Programme
from evenhand_web.accounts.admission import OFFICE
from evenhand_web.accounts.models import PersonRole
from evenhand_web.cases.models import Case
from evenhand_web.diary.models import Shift, Task
from evenhand_web.diary.tasks import WITHIN_THE_HOUR, end_by_itself, raise_task, tell_the_office
from evenhand_web.infrastructure import clock
from evenhand_web.infrastructure.bounded_counts import Counting, counting_up_to
from evenhand_web.infrastructure.programmes import programmes

NEEDED = (PersonRole.COORDINATOR, PersonRole.REVIEWER, PersonRole.MEDICAL_DIRECTOR)
"""Who must be on duty while an expedited case is open."""
_ALARMED = OFFICE
_HASTE, _MOST_COUNTED = "expedited", 1_000_000
_THEN = dt.datetime(1, 1, 1, tzinfo=dt.UTC)
"""Stands in a kept question for the instant at which it is asked."""


class Gap(NamedTuple):
    """Expedited cases are open, and nobody is on duty for the parts named."""

    missing: tuple[PersonRole, ...]
    cases: int

    @property
    def words(self) -> str:
        """The parts in which nobody is on duty."""
        *first, last = (f"no {role.label.lower()}" for role in self.missing)
        return f"{', '.join(first)} and {last}" if first else last


def on_duty(at: dt.datetime) -> list[Shift]:
    """The shifts that run at an instant, of people who may still sign in."""
    return list(_running(at).select_related("person").order_by("person__role", "person__name", "pk"))


def _running(at: dt.datetime) -> QuerySet[Shift]:
    return Shift.objects.filter(begins_at__lte=at, ends_at__gt=at, person__is_active=True)


def put_on_duty(shifts: Iterable[Shift]) -> None:
    """Keep shifts, not yet saved: all of them or none."""
    with transaction.atomic():
        Shift.objects.bulk_create(shifts)


def take_off_duty(shift: Shift) -> bool:
    """Take a shift out of the roster, and say whether it had begun: such a shift ends now, so that who was on duty
    stays known.
    """
    now = clock.now()
    if shift.begins_at < now:
        Shift.objects.filter(pk=shift.pk).update(ends_at=now)
        return True
    shift.delete()
    return False


def gap() -> Gap | None:
    """What is missing now; None where all needed are on duty, or no expedited case is open."""
    stored = connection.ops.adapt_datetimefield_value
    there = _there(connection.vendor).counted({stored(_THEN): stored(clock.now())})
    missing = tuple(role for role in NEEDED if not there[role])
    if not missing:
        return None
    cases = _waiting_in_haste(connection.vendor, stages_over()).counted()[_HASTE]
    return Gap(missing, cases) if cases else None


@cache
def _there(vendor: str) -> Counting:
    """The question for who is on duty: every page of the office asks it."""
    return counting_up_to(1, {role.value: _running(_THEN).filter(person__role=role) for role in NEEDED})


@cache
def _waiting_in_haste(vendor: str, over: frozenset[str]) -> Counting:
    """The question for how many expedited cases wait: asked where somebody is missing."""
    cases = Case.objects.filter(priority="expedited").exclude(stage__in=sorted(over))
    return counting_up_to(_MOST_COUNTED, {_HASTE: cases})


@cache
def stages_over() -> frozenset[str]:
    """The stages in which no determination is still to come, by the procedure of each programme."""
    return frozenset(stage for programme in programmes() for stage in _over(programme))


def _over(programme: Programme) -> list[str]:
    """Stages that rest on a flag after which eligibility is decided no more, or that a refusal raises, but for the one
    that lets a case go on. A case that was refused may be found eligible after all, and is counted again then.
    """
    kinds = programme.procedure.kinds
    refused = programme.procedure.events.get(f"eligibility_found:{EligibilityOutcome.INELIGIBLE}")
    ends = {*kinds[EntryKind.ELIGIBILITY_FOUND].never_after, *(refused.sets if refused else ())}
    ends -= set(kinds[EntryKind.ASSIGNED].after)
    return [stage.id for stage in programme.procedure.stages if ends.intersection(stage.when)]


def watch() -> None:
    """Raise the alarm as a task and by mail once somebody is missing; end it when everybody is there, or others are
    missing. A person who ended it is not asked again within the hour.
    """
    now, shortage = clock.now(), gap()
    missing = f":{'-'.join(shortage.missing)}" if shortage else ""
    standing = Task.objects.filter(kind=Task.Kind.DUTY, done_at=None)
    over = standing.exclude(key__endswith=missing) if missing else standing
    end_by_itself(over, _("It is so no longer."))
    raised = Task.objects.filter(kind=Task.Kind.DUTY, key__endswith=missing)
    by_hand = Q(done_by__isnull=False, done_at__gt=now - WITHIN_THE_HOUR)
    if shortage is None or raised.filter(Q(done_at=None) | by_hand).exists():
        return
    key = f"duty:{now:%Y-%m-%dT%H:%M}{missing}"
    words = ngettext(
        "%(cases)s expedited case is open, and %(words)s is on call.",
        "%(cases)s expedited cases are open, and %(words)s is on call.",
        shortage.cases,
    ) % {"cases": shortage.cases, "words": shortage.words}
    with transaction.atomic():
        raise_task(key, Task.Kind.DUTY, words, WITHIN_THE_HOUR)
        tell_the_office(key, _ALARMED)
