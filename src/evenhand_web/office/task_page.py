"""The list of tasks, by when they are due, some at a time."""

import datetime as dt
from typing import NamedTuple

from django.db.models import Q, QuerySet
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from evenhand_web.accounts.models import Person
from evenhand_web.diary.access import tasks_for, untold
from evenhand_web.diary.models import Task
from evenhand_web.infrastructure.keyset import Order, page_after
from evenhand_web.office.hours import left, zone

PAGE = 25
MINE, ALL, DONE = "mine", "all", "done"
WHOSE = {MINE: _("Mine and unassigned"), ALL: _("Everybody's"), DONE: _("Done")}
_DUE_FIRST, _DONE_LAST_FIRST = Order("due_at"), Order("done_at", is_descending=True)


class TaskRow(NamedTuple):
    """One task in the list."""

    task: Task
    css: str
    left: str
    when: str
    words: str
    outcome: str


class TaskPage(NamedTuple):
    """Some tasks; `after` is where the next ones begin, empty where these are the last."""

    rows: tuple[TaskRow, ...]
    after: str


def task_page(person: Person, whose: str, after: str, now: dt.datetime) -> TaskPage:
    """The tasks a person asks for: what is due first first, what was done last first."""
    tasks = tasks_for(person).select_related("case", "given_to", "done_by")
    if whose == DONE:
        page = page_after(tasks.filter(done_at__isnull=False), _DONE_LAST_FIRST, after, PAGE)
    else:
        page = page_after(_open(tasks, person, whose), _DUE_FIRST, after, PAGE)
    return TaskPage(task_rows(person, list(page.rows), now), page.after)


def _open(tasks: QuerySet[Task], person: Person, whose: str) -> QuerySet[Task]:
    tasks = tasks.filter(done_at=None)
    return tasks if whose == ALL else tasks.filter(Q(given_to=person) | Q(given_to=None))


def task_rows(person: Person, tasks: list[Task], now: dt.datetime) -> tuple[TaskRow, ...]:
    """Tasks with how long is left for each; their words are kept back where the person is to know of no more."""
    kept_back = untold(person, tasks)
    return tuple(_task_row(task, now, task.pk in kept_back) for task in tasks)


def _task_row(task: Task, now: dt.datetime, is_untold: bool) -> TaskRow:
    css, words = left(task.due_at, now)
    at = task.done_at or task.due_at
    when = f"{at.astimezone(zone()):%a %b %-d, %H:%M}"
    shown = gettext("It is of a case that is not assigned to you.") if is_untold else task.words
    outcome = "" if is_untold else task.outcome
    return TaskRow(
        task, "met" if task.done_at else css, gettext("Done") if task.done_at else words, when, shown, outcome
    )
