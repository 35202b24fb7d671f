"""Who may see what of the diary: the one place that says so."""

from collections.abc import Collection
from typing import TypeVar

from django.db.models import Q, QuerySet

from evenhand_web.accounts.admission import OFFICE
from evenhand_web.accounts.models import Person, PersonRole
from evenhand_web.cases.access import cases_for, is_bound
from evenhand_web.cases.assignees import watches_over
from evenhand_web.diary.models import Shift, Talk, Task

M = TypeVar("M", Task, Talk)


def tasks_for(person: Person) -> QuerySet[Task]:
    """The tasks a person may see: a coordinator all, a medical director those given to them, of the roster and of the
    installation. Alarms of unusual reading are for who watches over access, and nobody sees one of their own reading.
    """
    alarms = Q(kind=Task.Kind.READING)
    barred = alarms & Q(key__contains=f":{person.ident}:") if watches_over(person) else alarms
    if person.role == PersonRole.COORDINATOR:
        return _own_programmes(Task.objects.exclude(barred), person)
    if person.role == PersonRole.MEDICAL_DIRECTOR:
        kinds = (Task.Kind.DUTY, Task.Kind.OPERATION, Task.Kind.READING)
        return Task.objects.filter(Q(given_to=person) | Q(kind__in=kinds)).exclude(barred)
    return Task.objects.none()


def talks_for(person: Person) -> QuerySet[Talk]:
    """The calls and letters a person may read."""
    every = Talk.objects.all() if person.role == PersonRole.COORDINATOR else Talk.objects.none()
    if is_bound(person):
        every = every.filter(Q(case=None) | Q(case__in=cases_for(person)) | Q(taken_by=person))
    return _own_programmes(every, person)


def untold(person: Person, tasks: Collection[Task]) -> frozenset[int]:
    """Of tasks a person may see, the keys of those whose words are kept back: they are of a case the person is not
    assigned to, and were not given to them. That there is such a task, and until when, nobody is kept from.
    """
    others = {task.case_id for task in tasks if task.case_id and task.given_to_id != person.pk}
    if not others or not is_bound(person):
        return frozenset()
    known = set(cases_for(person).filter(pk__in=others).values_list("pk", flat=True))
    return frozenset(task.pk for task in tasks if task.case_id in others - known and task.given_to_id != person.pk)


def shifts_for(person: Person) -> QuerySet[Shift]:
    """The shifts a person may see. They name reviewers, and so are for those who know them."""
    knows = person.role in OFFICE
    return Shift.objects.all() if knows else Shift.objects.none()


def _own_programmes(rows: QuerySet[M], person: Person) -> QuerySet[M]:
    """Of rows that may belong to a case, those of no case and of the programmes the person is limited to."""
    if not person.programmes:
        return rows
    return rows.filter(Q(case=None) | Q(case__programme__in=person.programmes.split()))
