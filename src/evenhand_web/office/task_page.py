"""The list of tasks, by when they are due, some at a time."""

import datetime as dt
from typing import NamedTuple

from django.db.models import F, Q, QuerySet

from evenhand_web.accounts.models import Person
from evenhand_web.diary.access import tasks_for
from evenhand_web.diary.models import Task
from evenhand_web.office.hours import left, zone

PAGE = 25
MINE, ALL, DONE = "mine", "all", "done"
WHOSE = {MINE: "Mine and nobody's", ALL: "Everybody's", DONE: "Done"}
_EPOCH, _MICROSECOND = dt.datetime(1970, 1, 1, tzinfo=dt.UTC), dt.timedelta(microseconds=1)


class TaskRow(NamedTuple):
    """One task in the list."""

    task: Task
    css: str
    left: str
    when: str


class TaskPage(NamedTuple):
    """Some tasks; `after` is where the next ones begin, empty where these are the last."""

    rows: tuple[TaskRow, ...]
    after: str


def task_page(person: Person, whose: str, after: str, now: dt.datetime) -> TaskPage:
    """The tasks a person asks for: what is due first first, what was done last first."""
    tasks = tasks_for(person).select_related("case", "given_to", "done_by")
    page_tasks = list((_done(tasks, after) if whose == DONE else _open(tasks, person, whose, after))[: PAGE + 1])
    rows = tuple(task_row(task, now) for task in page_tasks[:PAGE])
    return TaskPage(rows, _place(page_tasks[PAGE - 1]) if len(page_tasks) > PAGE else "")


def _open(tasks: QuerySet[Task], person: Person, whose: str, after: str) -> QuerySet[Task]:
    tasks = tasks.filter(done_at=None).order_by("due_at", "id")
    if whose != ALL:
        tasks = tasks.filter(Q(given_to=person) | Q(given_to=None))
    place = _read(after)
    if place is None:
        return tasks
    return tasks.filter(Q(due_at__gt=place[0]) | Q(due_at=place[0], id__gt=place[1]))


def _done(tasks: QuerySet[Task], after: str) -> QuerySet[Task]:
    tasks = tasks.filter(done_at__isnull=False).order_by(F("done_at").desc(), "-id")
    place = _read(after)
    if place is None:
        return tasks
    return tasks.filter(Q(done_at__lt=place[0]) | Q(done_at=place[0], id__lt=place[1]))


def _read(after: str) -> tuple[dt.datetime, int] | None:
    micros, _, key = after.partition("-")
    if not (micros.isdigit() and key.isdigit() and len(micros) < 17 and len(key) < 19):
        return None
    return _EPOCH + int(micros) * _MICROSECOND, int(key)


def _place(task: Task) -> str:
    return f"{((task.done_at or task.due_at) - _EPOCH) // _MICROSECOND}-{task.pk}"


def task_row(task: Task, now: dt.datetime) -> TaskRow:
    """A task with how long is left for it."""
    css, words = left(task.due_at, now)
    at = task.done_at or task.due_at
    when = f"{at.astimezone(zone()):%a %b %-d, %H:%M}"
    return TaskRow(task, "met" if task.done_at else css, "Done" if task.done_at else words, when)
