"""Questions to the database that every page of a case asks: each is put into SQL once, and asked with another value."""

from collections.abc import Callable, Hashable
from typing import Any, Generic, TypeVar

from django.db import connection
from django.db.models import Model, QuerySet

M = TypeVar("M", bound=Model)
K = TypeVar("K", bound=Hashable)


class KeptQuestion(Generic[M, K]):
    """The rows that belong to a value, such as the number of a case in its table.

    `ask` gives the rows of a value; it is called once for each kind of database, with `stand_in`, a value that stands
    nowhere else in the question. What `ask` reads beside it may not change while the process lives.
    """

    def __init__(self, ask: Callable[[K], QuerySet[M]], stand_in: K) -> None:
        self._ask, self._stand_in = ask, stand_in
        self._made = dict[str, tuple[type[M], str, tuple[Any, ...]]]()

    def rows(self, value: K) -> list[M]:
        """The rows of a value, in the order of the question."""
        if (made := self._made.get(connection.vendor)) is None:
            asked = self._ask(self._stand_in)
            sql, values = asked.query.sql_with_params()
            made = self._made[connection.vendor] = (asked.model, sql, tuple(values))
        model, sql, values = made
        given = [value if kept == self._stand_in else kept for kept in values]
        return list(model._default_manager.raw(sql, given))
