"""Lists some rows at a time: page after page they are the whole list, and a place that says nothing is the first."""

import datetime as dt
import random
from itertools import chain

import pytest
from django.db import models

from evenhand_web.cases.models import CaseName
from evenhand_web.diary.models import Task
from evenhand_web.infrastructure.keyset import Order, page_after
from tests.web.cast import new_case

NOON = dt.datetime(2024, 6, 12, 19, tzinfo=dt.UTC)
ORDERS = (
    Order("due_at"),
    Order("due_at", is_descending=True),
    Order(),
    Order(is_descending=True),
)


def _tasks(count: int) -> None:
    """So many tasks, of which many fall due at the same microsecond."""
    draw = random.Random(9)
    for number in range(count):
        due_at = NOON + draw.randrange(4) * dt.timedelta(microseconds=1)
        Task.objects.create(key=f"t{number}", kind=Task.Kind.OTHER, words="x", due_at=due_at, raised_at=NOON)


def _all_pages(rows: "models.QuerySet[models.Model]", order: Order, most: int) -> list[list[int]]:
    pages, after = list[list[int]](), ""
    while True:
        page = page_after(rows, order, after, most)
        pages.append([row.pk for row in page.rows])
        after = page.after
        if not after:
            return pages


@pytest.mark.postgresql(slow=True)
@pytest.mark.parametrize("order", ORDERS, ids=str)
def test_page_after_page_is_the_whole_list(store: str, order: Order) -> None:
    _tasks(23)
    rows = Task.objects.all()
    for most in (1, 5, 22, 23, 24):
        pages = _all_pages(rows, order, most)
        whole = [row.pk for row in rows.order_by(*order.columns)]
        assert list(chain(*pages)) == whole
        assert {len(page) for page in pages[:-1]} <= {most}


@pytest.mark.postgresql(slow=True)
def test_words_are_paged_as_they_are_ordered(store: str) -> None:
    for number in range(4):
        new_case(f"IMR-{number}")
    rows = CaseName.objects.all()
    pages = _all_pages(rows, Order("word", holds_words=True), 3)
    assert len(pages) > 4
    assert list(chain(*pages)) == [row.pk for row in rows.order_by("word", "id")]


@pytest.mark.parametrize(
    "after", ["x", "-", "1-x", "x-1", "1-2-3", "-5", "1" * 30 + "-1", "1-" + "1" * 30, "\u0663-\u0661", "1.5-1"]
)
def test_a_place_that_says_nothing_is_the_first_page(sqlite_store: str, after: str) -> None:
    _tasks(3)
    assert page_after(Task.objects.all(), Order("due_at"), after, 2) == page_after(
        Task.objects.all(), Order("due_at"), "", 2
    )


def test_a_place_beyond_all_days_is_past_the_last(sqlite_store: str) -> None:
    _tasks(3)
    assert page_after(Task.objects.all(), Order("due_at"), "9" * 18 + "-1", 2).rows == ()
