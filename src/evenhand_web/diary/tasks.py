"""Raising tasks, giving them to somebody, and ending them."""

import datetime as dt

from django.db import transaction
from django.db.models import QuerySet

from evenhand_web.accounts.admission import OFFICE
from evenhand_web.accounts.models import Notification, Person, PersonRole
from evenhand_web.accounts.notifications import notify
from evenhand_web.cases.models import Assignee, Case
from evenhand_web.diary.models import Task
from evenhand_web.infrastructure import clock
from evenhand_web.infrastructure.mail import post
from evenhand_web.infrastructure.mail_words import NEWS_AT_DESK
from evenhand_web.infrastructure.sealed_columns import sealed_for

WITHIN_THE_HOUR = dt.timedelta(hours=1)
_LONGEST = 1000
_ALARMING = {
    Task.Kind.DUTY.value: (Notification.Kind.ALARM, "roster"),
    Task.Kind.OPERATION.value: (Notification.Kind.FAILURE, "task"),
}
_THE_REST = " … (more than a task holds: look at the case)"


class EndedMeanwhileError(Exception):
    """Somebody has ended the task, or given it to another, since the page was opened."""


def raise_task(
    key: str,
    kind: str,
    words: str,
    within: dt.timedelta,
    case: Case | None = None,
    by: Person | None = None,
    given_to: Person | None = None,
) -> Task:
    """Raise a task that is due `within` a time from now; the same key raises nothing twice."""
    now = clock.now()
    wanted = {
        "kind": kind,
        "case": case,
        "words": _fitting(words),
        "due_at": now + within,
        "raised_at": now,
        "raised_by": by,
        "given_to": given_to,
    }
    task, is_new = Task.objects.get_or_create(key=key, defaults=wanted)
    if is_new:
        _tell(task)
    return task


def _tell(task: Task) -> None:
    """Tell those whom a new task concerns: an alarm and a failure the whole office, any other whom it is given to, else
    the coordinators who work on its case. Who raised it knows.
    """
    kind, place = _ALARMING.get(task.kind, (Notification.Kind.TASK, "task"))
    people = Person.objects.filter(is_active=True)
    if task.raised_by_id is not None:
        people = people.exclude(pk=task.raised_by_id)
    if task.given_to_id is not None:
        people = people.filter(pk=task.given_to_id)
    elif task.kind in _ALARMING:
        people = people.filter(role__in=OFFICE)
    else:
        mine = Assignee.objects.filter(case=task.case_id, ended_at=None).values("person")
        people = people.filter(role=PersonRole.COORDINATOR, pk__in=mine)
    for person in people.order_by("pk"):
        is_coordinator = person.role == PersonRole.COORDINATOR
        where = place if place != "task" or is_coordinator else "tasks"
        _tell_one(task, person, kind, where)


def _tell_one(task: Task, person: Person, kind: str, place: str) -> None:
    about = task.ident if place == "task" else ""
    case = task.case.ident if task.case else ""
    notify(f"task:{task.ident}", [person], kind, place, case, about)


def _fitting(words: str) -> str:
    """Words as a task holds them; where they are more, the end says so and where the rest is."""
    return words if len(words) <= _LONGEST else f"{words[: _LONGEST - len(_THE_REST)]}{_THE_REST}"


def ask_to_certify(key: str, case: Case, source: str, by: Person) -> Task:
    """Somebody saw what may point to imminent danger: within the hour the treating physician, or the regulator, is
    asked. Only their certificate in writing makes a review expedited; nothing here does.
    """
    words = (
        f"{source} may point to an imminent and serious threat. Ask the treating physician, or the regulator's office, "
        "whether they certify it in writing. Without their certificate the case stays as it is."
    )
    with transaction.atomic():
        task = raise_task(key, Task.Kind.CERTIFICATION, words, WITHIN_THE_HOUR, case, by)
        tell_the_office(f"task:{task.ident}", (PersonRole.COORDINATOR,))
    return task


def tell_the_office(key: str, roles: tuple[PersonRole, ...]) -> None:
    """Tell everybody of these roles by mail that there is news, and not which; the same key tells nobody twice."""
    for person in Person.objects.filter(role__in=roles, is_active=True).order_by("pk"):
        post(f"{key}:{person.ident}", person.email, *NEWS_AT_DESK)


def give(task: Task, to: Person | None, holder_was: int | None) -> None:
    """Give an open task to somebody, or to nobody. Raises EndedMeanwhileError where it is no longer as it was."""
    if not Task.objects.filter(pk=task.pk, done_at=None, given_to=holder_was).update(given_to=to):
        raise EndedMeanwhileError
    if to is not None:
        place = "task" if to.role == PersonRole.COORDINATOR else "tasks"
        _tell_one(task, to, Notification.Kind.TASK, place)


def end_by_itself(tasks: QuerySet[Task], outcome: str) -> None:
    """End tasks whose cause went away."""
    for task in tasks.select_related("case"):
        done = {"done_at": clock.now(), **sealed_for(task, outcome=outcome)}
        Task.objects.filter(pk=task.pk, done_at=None).update(**done)


def end(task: Task, outcome: str, by: Person | None) -> None:
    """End a task with what came of it. Raises EndedMeanwhileError where somebody was first."""
    done = {"done_at": clock.now(), "done_by": by, **sealed_for(task, outcome=_fitting(outcome))}
    if not Task.objects.filter(pk=task.pk, done_at=None).update(**done):
        raise EndedMeanwhileError
