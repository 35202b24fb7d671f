"""The queue: the cases of a work list in an order, some at a time, with how many each list holds."""

import datetime as dt
from collections.abc import Iterator
from typing import NamedTuple

from django.db.models import Prefetch, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from evenhand_web.accounts.models import Person, PersonRole
from evenhand_web.cases.models import Assignee, Case
from evenhand_web.desk.queue_wanted import LATE, WEEK, Wanted
from evenhand_web.desk.work_lists import listed_cases, lists_of
from evenhand_web.infrastructure.bounded_counts import counted_up_to
from evenhand_web.infrastructure.keyset import page_after
from evenhand_web.pages.queue_rows import QueueRow, queue_row

PAGE, AT_A_TIME = 25, 500
_WEEK = dt.timedelta(days=7)
_MOST_COUNTED = 2_000


class QueuePage(NamedTuple):
    """Some rows of the queue; `after` is where the next ones begin, empty where these are the last."""

    rows: tuple[QueueRow, ...]
    after: str


class Counter(NamedTuple):
    """How many cases stand somewhere, as it is shown, and the address part that asks for them."""

    title: str | Promise
    number: str
    query: str
    is_shown: bool


def queue_page(person: Person, wanted: Wanted, now: dt.datetime) -> QueuePage:
    """The cases a person may open that are asked for, from where the last page ended."""
    page = page_after(cases_asked_for(person, wanted, now), wanted.order, wanted.after, PAGE)
    return QueuePage(tuple(queue_row(case, now, wanted.work_list.by_own_day) for case in page.rows), page.after)


def cases_asked_for(person: Person, wanted: Wanted, now: dt.datetime) -> QuerySet[Case]:
    """Every case of a person's list that the filters leave, with what its row shows."""
    cases = _due(listed_cases(person, wanted.work_list), wanted, now)
    if wanted.stage:
        cases = cases.filter(stage=wanted.stage)
    if wanted.holder:
        cases = cases.filter(due_holder=wanted.holder)
    if {"name", "claim"} & set(wanted.columns):
        cases = cases.select_related("compared")
    return cases.prefetch_related(_COORDINATORS) if "coordinator" in wanted.columns else cases


_COORDINATORS = Prefetch(
    "assignees",
    Assignee.objects.filter(ended_at=None, person__role=PersonRole.COORDINATOR).select_related("person").order_by("pk"),
)


def _due(cases: QuerySet[Case], wanted: Wanted, now: dt.datetime) -> QuerySet[Case]:
    day = "house_due_at" if wanted.work_list.by_own_day else "due_at"
    if wanted.due == LATE:
        return cases.filter(**{f"{day}__lt": now})
    return cases.filter(**{f"{day}__gte": now, f"{day}__lt": now + _WEEK}) if wanted.due == WEEK else cases


class Counters(NamedTuple):
    """How many cases each of a person's lists holds, and how many of the one shown are late, or due within a week."""

    lists: tuple[Counter, ...]
    late: Counter
    week: Counter


def counters(person: Person, wanted: Wanted, now: dt.datetime) -> Counters:
    """The counters of the page, each with what it leads to."""
    lists = {work_list.ident: listed_cases(person, work_list) for work_list in lists_of(person)}
    shown = lists[wanted.work_list.ident]
    near = {f"due {due}": _due(shown, wanted._replace(due=due), now) for due in (LATE, WEEK)}
    numbers = counted_up_to(_MOST_COUNTED, lists | near)

    def counter(key: str, title: str | Promise, query: str, is_shown: bool) -> Counter:
        return Counter(title, _spoken(numbers[key]), query, is_shown)

    def near_counter(due: str, title: str) -> Counter:
        is_shown = wanted.due == due
        return counter(f"due {due}", title, wanted.query(due="" if is_shown else due), is_shown)

    return Counters(
        lists=tuple(
            counter(work_list.ident, work_list.title, wanted.query(work_list=work_list, due="", stage="", holder=""),
                    work_list.ident == wanted.work_list.ident)
            for work_list in lists_of(person)
        ),
        late=near_counter(LATE, _("Late")),
        week=near_counter(WEEK, _("Due within 7 days")),
    )  # fmt: skip


def _spoken(number: int) -> str:
    """How many; beyond some thousand the exact number helps nobody, and counting on would take its time."""
    return _("more than %(count)s") % {"count": f"{_MOST_COUNTED:,}"} if number > _MOST_COUNTED else str(number)


def shown_rows(cases: QuerySet[Case], wanted: Wanted, now: dt.datetime) -> Iterator[QueueRow]:
    """Every row of a list, from the first to the last, some hundred at a time."""
    after = ""
    while True:
        page = page_after(cases, wanted.order, after, AT_A_TIME)
        for case in page.rows:
            yield queue_row(case, now, wanted.work_list.by_own_day)
        if not (after := page.after):
            return
