"""Lists some rows at a time: where a page ended is said by the values of its last row, so that rows that come or go
meanwhile shift nothing.
"""

import datetime as dt
from typing import Any, Generic, NamedTuple, TypeVar

from django.db.models import Model, Q, QuerySet

M = TypeVar("M", bound=Model)
_EPOCH, _MICROSECOND = dt.datetime(1970, 1, 1, tzinfo=dt.UTC), dt.timedelta(microseconds=1)
_LAST = (dt.datetime.max.replace(tzinfo=dt.UTC) - _EPOCH) // _MICROSECOND
_MOST_DIGITS = 18


class Order(NamedTuple):
    """In which order rows are listed: by a field that holds instants, days, or words of letters and digits, and then by
    their number in the table; by that number alone where no field is named.
    """

    field: str = ""
    is_descending: bool = False
    holds_words: bool = False
    holds_days: bool = False

    @property
    def columns(self) -> tuple[str, ...]:
        """What the database orders by."""
        sign = "-" if self.is_descending else ""
        return tuple(f"{sign}{name}" for name in (self.field, "id") if name)


class Page(NamedTuple, Generic[M]):
    """Some rows, and where the next ones begin: empty where these are the last."""

    rows: tuple[M, ...]
    after: str


def page_after(rows: QuerySet[M], order: Order, after: str, most: int) -> Page[M]:
    """At most so many rows, from where an earlier page ended; from the first where `after` is empty or says nothing."""
    return page_of(list(_from(rows, order, after).order_by(*order.columns)[: most + 1]), order, most)


def page_of(listed: list[M], order: Order, most: int) -> Page[M]:
    """At most so many of the rows listed in an order; that there are more tells that another page follows."""
    return Page(tuple(listed[:most]), place(listed[most - 1], order) if len(listed) > most else "")


def _from(rows: QuerySet[M], order: Order, after: str) -> QuerySet[M]:
    value, key = _read(after, order)
    if key is None:
        return rows
    beyond = "lt" if order.is_descending else "gt"
    past = Q(**{f"id__{beyond}": key})
    if not order.field:
        return rows.filter(past)
    # The first condition alone says where in the index to begin.
    return rows.filter(**{f"{order.field}__{beyond}e": value}).filter(Q(**{f"{order.field}__{beyond}": value}) | past)


def _read(after: str, order: Order) -> tuple[Any, int | None]:
    text, _, key = after.rpartition("-")
    if not _is_number(key) or (text == "") != (order.field == ""):
        return None, None
    if not order.field:
        return None, int(key)
    if order.holds_words:
        return (text, int(key)) if text.isalnum() else (None, None)
    if not _is_number(text):
        return None, None
    if order.holds_days:
        return dt.date.fromordinal(min(max(int(text), 1), dt.date.max.toordinal())), int(key)
    return _EPOCH + min(int(text), _LAST) * _MICROSECOND, int(key)


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) <= _MOST_DIGITS


def place(row: M, order: Order) -> str:
    """Where a page that ended with this row goes on, as `page_after` takes it."""
    if not order.field:
        return str(row.pk)
    value = getattr(row, order.field)
    if order.holds_days:
        return f"{value.toordinal()}-{row.pk}"
    return f"{value}-{row.pk}" if order.holds_words else f"{(value - _EPOCH) // _MICROSECOND}-{row.pk}"
