"""Who may see what of the diary: the one place that says so."""

from django.db.models import Q, QuerySet

from evenhand_web.accounts.admission import OFFICE
from evenhand_web.accounts.models import Person, PersonRole
from evenhand_web.diary.models import Shift, Talk, Task


def tasks_for(person: Person) -> QuerySet[Task]:
    """The tasks a person may see: a coordinator all, a medical director those given to them, of the roster and of the
    installation.
    """
    if person.role == PersonRole.COORDINATOR:
        return Task.objects.all()
    if person.role == PersonRole.MEDICAL_DIRECTOR:
        return Task.objects.filter(Q(given_to=person) | Q(kind__in=(Task.Kind.DUTY, Task.Kind.OPERATION)))
    return Task.objects.none()


def talks_for(person: Person) -> QuerySet[Talk]:
    """The calls and letters a person may read."""
    return Talk.objects.all() if person.role == PersonRole.COORDINATOR else Talk.objects.none()


def shifts_for(person: Person) -> QuerySet[Shift]:
    """The shifts a person may see. They name reviewers, and so are for those who know them."""
    knows = person.role in OFFICE
    return Shift.objects.all() if knows else Shift.objects.none()
