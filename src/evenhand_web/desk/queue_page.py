"""The queue: the cases of a work list in an order, some at a time, with how many each list holds."""

import datetime as dt
from collections.abc import Iterator
from functools import lru_cache
from typing import Any, NamedTuple

from django.db import connection
from django.db.models import Prefetch, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from evenhand_web.accounts.models import Person, PersonRole
from evenhand_web.cases.access import is_bound
from evenhand_web.cases.models import Assignee, Case
from evenhand_web.desk.queue_wanted import LATE, WEEK, Wanted
from evenhand_web.desk.work_lists import WorkList, list_of, listed_cases, lists_of
from evenhand_web.infrastructure.bounded_counts import Counting, counting_up_to
from evenhand_web.infrastructure.keyset import page_after, page_of
from evenhand_web.infrastructure.programmes import programmes
from evenhand_web.pages.queue_rows import BESIDE, IN_A_ROW, QueueRow, queue_row

PAGE, AT_A_TIME = 25, 500
_WEEK = dt.timedelta(days=7)
_MOST_COUNTED = 2_000
_THEN = dt.datetime(1, 1, 1, tzinfo=dt.UTC)
"""Stands in a kept question for the instant at which it is asked."""


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
    if is_bound(person) or wanted.after or wanted.due or "coordinator" in wanted.columns:
        page = page_after(cases_asked_for(person, wanted, now), wanted.order, wanted.after, PAGE)
    else:
        sql, values = _kept_question(person, _rests_on(person), wanted)
        page = page_of(list(Case.objects.raw(sql, values)), wanted.order, PAGE)
    return QueuePage(tuple(queue_row(case, now, wanted.work_list.by_own_day) for case in page.rows), page.after)


@lru_cache(maxsize=256)
def _kept_question(person: Person, rests_on: tuple[Any, ...], wanted: Wanted) -> tuple[str, tuple[Any, ...]]:
    """The question for the first rows of a list, and its values: made once and asked for every page that shows them."""
    cases = cases_asked_for(person, wanted, _THEN).order_by(*wanted.order.columns)
    beside = BESIDE if {"name", "claim"} & set(wanted.columns) else ()
    sql, values = cases.values("id", *IN_A_ROW, *beside)[: PAGE + 1].query.sql_with_params()
    return sql, tuple(values)


def cases_asked_for(person: Person, wanted: Wanted, now: dt.datetime) -> QuerySet[Case]:
    """Every case of a person's list that the filters leave, with what its row shows."""
    cases = _due(listed_cases(person, wanted.work_list), wanted, now)
    if wanted.stage:
        cases = cases.filter(stage=wanted.stage)
    if wanted.holder:
        cases = cases.filter(due_holder=wanted.holder)
    if {"name", "claim"} & set(wanted.columns):
        cases = cases.annotate(**BESIDE)
    return cases.prefetch_related(_COORDINATORS) if "coordinator" in wanted.columns else cases


_COORDINATORS = Prefetch(
    "assignees",
    Assignee.objects.filter(ended_at=None, person__role=PersonRole.COORDINATOR).select_related("person").order_by("pk"),
)


def _due(cases: QuerySet[Case], wanted: Wanted, now: dt.datetime) -> QuerySet[Case]:
    return _near(cases, wanted.work_list, now, now + _WEEK)[wanted.due] if wanted.due else cases


def _near(cases: QuerySet[Case], work_list: WorkList, now: dt.datetime, week: dt.datetime) -> dict[str, QuerySet[Case]]:
    """Cases of a list that are late now, and those that fall due before an instant a week on."""
    day = "house_due_at" if work_list.by_own_day else "due_at"
    return {
        LATE: cases.filter(**{f"{day}__lt": now}),
        WEEK: cases.filter(**{f"{day}__gte": now, f"{day}__lt": week}),
    }


class Counters(NamedTuple):
    """How many cases each of a person's lists holds, and how many of the one shown are late, or due within a week."""

    lists: tuple[Counter, ...]
    late: Counter
    week: Counter


def counters(person: Person, wanted: Wanted, now: dt.datetime) -> Counters:
    """The counters of the page, each with what it leads to."""
    numbers = _numbers(person, wanted, now)

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


def _numbers(person: Person, wanted: Wanted, now: dt.datetime) -> dict[str, int]:
    """How many cases each list holds, and the one shown near its days. The question is made once for each person and
    list and asked with today's instants, but where the house binds the person: then what they may open changes.
    """
    if is_bound(person):
        return _counting(person, wanted.work_list, now, now + _WEEK).counted()
    counting = _kept_counting(person, _rests_on(person), wanted.work_list.ident)
    stored = connection.ops.adapt_datetimefield_value
    return counting.counted({stored(_THEN): stored(now), stored(_THEN + _WEEK): stored(now + _WEEK)})


def _rests_on(person: Person) -> tuple[Any, ...]:
    """What a question about a person's cases is made of, beside who they are: their part, the law, the database."""
    return person.role, person.programmes, tuple(law.fingerprint for law in programmes()), connection.vendor


@lru_cache(maxsize=256)
def _kept_counting(person: Person, rests_on: tuple[Any, ...], ident: str) -> Counting:
    return _counting(person, list_of(person, ident), _THEN, _THEN + _WEEK)


def _counting(person: Person, work_list: WorkList, now: dt.datetime, week: dt.datetime) -> Counting:
    lists = {each.ident: listed_cases(person, each) for each in lists_of(person)}
    near = _near(lists[work_list.ident], work_list, now, week)
    return counting_up_to(_MOST_COUNTED, lists | {f"due {due}": cases for due, cases in near.items()})


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
