"""The queue: cases by the next day something falls due, some at a time."""

import datetime as dt
from typing import NamedTuple

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from evenhand_web.accounts.models import Person
from evenhand_web.cases.access import cases_for
from evenhand_web.cases.models import Case
from evenhand_web.infrastructure.keyset import Order, page_after
from evenhand_web.pages.queue_rows import QueueRow, queue_row

PAGE = 25
_BY_DUE_DAY = Order("due_at")
_MOST_COUNTED = 2_000


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
    asked_for = _asked_for(cases_for(person), wanted)
    page = page_after(asked_for, _BY_DUE_DAY, wanted.after, PAGE)
    return QueuePage(tuple(queue_row(case, now) for case in page.rows), page.after)


def _asked_for(cases: QuerySet[Case], wanted: Wanted) -> QuerySet[Case]:
    if wanted.stage:
        cases = cases.filter(stage=wanted.stage)
    return cases.filter(due_holder=wanted.holder) if wanted.holder else cases


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
    return _("more than %(count)s") % {"count": f"{_MOST_COUNTED:,}"} if number > _MOST_COUNTED else str(number)
