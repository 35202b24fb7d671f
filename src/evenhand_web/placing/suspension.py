"""A reviewer suspended: whose cases they have is a matter of the same hour."""

from django.db.models import QuerySet
from django.utils.crypto import get_random_string
from django.utils.translation import gettext as _

from evenhand_web.accounts.admission import OFFICE
from evenhand_web.accounts.models import Person
from evenhand_web.diary.models import Task
from evenhand_web.diary.tasks import WITHIN_THE_HOUR, raise_task, tell_the_office
from evenhand_web.reviewing.models import Seat
from evenhand_web.reviewing.workload import HELD


def ask_to_place_anew(person: Person, by: Person | None) -> None:
    """Raise a task, due within the hour, for each case that a suspended reviewer was asked for or holds, and tell the
    office by mail; nothing where there is none.
    """
    held = list(_held(person))
    occasion = get_random_string(12)
    for seat in held:
        words = _(
            "%(name)s was suspended and has this case (%(standing)s). Place all of their cases anew in one step: "
            "Panel, %(name)s, Absence, and placing cases anew."
        ) % {"name": person.name, "standing": seat.get_standing_display().lower()}
        raise_task(f"suspended:{occasion}:{seat.case.ident}", Task.Kind.OTHER, words, WITHIN_THE_HOUR, seat.case, by)
    if held:
        tell_the_office(f"suspended:{occasion}", OFFICE)


def _held(person: Person) -> QuerySet[Seat]:
    return Seat.objects.filter(reviewer=person, standing__in=HELD).select_related("case").order_by("case__due_at", "pk")
