"""The queue: cases by the next day something falls due, some at a time."""

import datetime as dt
from typing import NamedTuple

from django.db.models import Q, QuerySet

from evenhand.programme.model import Programme
from evenhand_web.accounts.models import Person
from evenhand_web.cases.access import cases_for
from evenhand_web.cases.models import NEVER, Case
from evenhand_web.cases.programmes import programme_of
from evenhand_web.desk.spoken_days import said

PAGE = 25
_EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
_SOON, _MOST_COUNTED = 3, 2_000


class Risk(NamedTuple):
    """How near a case is to being late: a word for the style sheet, and words for people."""

    css: str
    words: str


class QueueRow(NamedTuple):
    """One case in the queue."""

    ident: str
    number: str
    stage: str
    priority: str
    due: str
    due_label: str
    due_holder: str
    risk: Risk
    received_on: dt.date


class QueuePage(NamedTuple):
    """Some rows of the queue; `after` is where the next ones begin, empty where these are the last."""

    rows: tuple[QueueRow, ...]
    after: str


class Wanted(NamedTuple):
    """Which cases are asked for: of one stage, with a duty of one holder; empty for all."""

    stage: str = ""
    holder: str = ""
    after: str = ""


def queue_page(person: Person, wanted: Wanted, now: dt.datetime) -> QueuePage:
    """The cases a person may open that are asked for, from where the last page ended."""
    cases = _from(_asked_for(cases_for(person), wanted), wanted.after)
    page_cases = list(cases.order_by("due_at", "id")[: PAGE + 1])
    rows = tuple(queue_row(case, now) for case in page_cases[:PAGE])
    return QueuePage(rows, place(page_cases[PAGE - 1]) if len(page_cases) > PAGE else "")


def _asked_for(cases: QuerySet[Case], wanted: Wanted) -> QuerySet[Case]:
    if wanted.stage:
        cases = cases.filter(stage=wanted.stage)
    return cases.filter(due_holder=wanted.holder) if wanted.holder else cases


def _from(cases: QuerySet[Case], after: str) -> QuerySet[Case]:
    micros, _, key = after.partition("-")
    if not (micros.isdigit() and key.isdigit() and len(micros) < 19 and len(key) < 19):
        return cases
    due_at = min(_EPOCH + dt.timedelta(microseconds=min(int(micros), (NEVER - _EPOCH) // _MICROSECOND)), NEVER)
    return cases.filter(due_at__gte=due_at).filter(Q(due_at__gt=due_at) | Q(id__gt=int(key)))


_MICROSECOND = dt.timedelta(microseconds=1)


def place(case: Case) -> str:
    """Where in the queue a case stands: what a later page begins after."""
    return f"{(case.due_at - _EPOCH) // _MICROSECOND}-{case.pk}"


def queue_row(case: Case, now: dt.datetime) -> QueueRow:
    """A case as one row of a list."""
    programme = programme_of(case.programme)
    return QueueRow(
        ident=case.ident,
        number=case.number,
        stage=stage_title(programme, case.stage),
        priority=case.priority,
        due=spoken_due(case, programme),
        due_label=case.due_label,
        due_holder=programme.label(case.due_holder) if case.due_holder else "",
        risk=risk(case, programme, now),
        received_on=case.received_on,
    )


def spoken_due(case: Case, programme: Programme) -> str:
    """The next due day of a case, with the hour where the period runs by the hour."""
    if case.due_at == NEVER:
        return ""
    due = case.due_at.astimezone(programme.zone)
    is_whole_day = (due.hour, due.minute) == (23, 59)
    return said(due.date() if is_whole_day else due)


def risk(case: Case, programme: Programme, now: dt.datetime) -> Risk:
    """How near a case is to being late, in calendar days where the programme's days are counted."""
    if case.due_at == NEVER:
        return Risk("none", "Nothing due")
    days = (case.due_at.astimezone(programme.zone).date() - now.astimezone(programme.zone).date()).days
    if case.due_at < now:
        return Risk("late", f"Late by {-days} day{'' if days == -1 else 's'}" if days else "Late since today")
    if days == 0:
        return Risk("soon", "Due today")
    return Risk("soon" if days <= _SOON else "later", f"{days} day{'' if days == 1 else 's'} left")


def stage_title(programme: Programme, stage: str) -> str:
    """A stage as the programme calls it."""
    return next((rule.title for rule in programme.procedure.stages if rule.id == stage), stage.replace("_", " "))


def counts(person: Person, now: dt.datetime) -> dict[str, str]:
    """How many cases are late, and how many fall due within a week, as they are shown."""
    cases = cases_for(person)
    week = now + dt.timedelta(days=7)
    return {
        "late": _counted(cases.filter(due_at__lt=now)),
        "week": _counted(cases.filter(due_at__gte=now, due_at__lt=week)),
    }


def _counted(cases: QuerySet[Case]) -> str:
    """How many; beyond some thousand the exact number helps nobody, and counting on would take its time."""
    number = cases[: _MOST_COUNTED + 1].count()
    return f"more than {_MOST_COUNTED:,}" if number > _MOST_COUNTED else str(number)
