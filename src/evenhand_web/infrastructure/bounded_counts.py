"""Counting several sets of rows at once, each only so far."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import QuerySet


class Counting(NamedTuple):
    """A question for how many rows each of several sets has: one query for all of them, since each is a page's figure
    and none is worth a journey of its own. It may be kept and asked again.
    """

    names: tuple[str, ...]
    sql: str
    values: tuple[Any, ...]

    def counted(self, instead: Mapping[Any, Any] | None = None) -> dict[str, int]:
        """The numbers, by the names of the sets; with `instead`, other values in the place of those it was made
        with.
        """
        if not self.names:
            return {}
        values = [instead.get(value, value) for value in self.values] if instead else self.values
        with connection.cursor() as cursor:
            cursor.execute(self.sql, values)
            return dict(zip(self.names, cursor.fetchone(), strict=True))


def counting_up_to(most: int, rows: Mapping[str, QuerySet[Any]]) -> Counting:
    """The question for how many rows each set has, `most + 1` where there are more: counting on would take its time and
    help nobody.
    """
    pieces: list[str] = []
    values: list[Any] = []
    for counted in rows.values():
        try:
            sql, asked = counted.order_by().values("pk")[: most + 1].query.sql_with_params()
        except EmptyResultSet:  # Django knows without asking that there is nothing
            pieces.append("0")
            continue
        pieces.append(f"(SELECT COUNT(*) FROM ({sql}) counted)")
        values += asked
    return Counting(tuple(rows), f"SELECT {', '.join(pieces)}", tuple(values))


def counted_up_to(most: int, rows: Mapping[str, QuerySet[Any]]) -> dict[str, int]:
    """How many rows each set has, `most + 1` where there are more."""
    return counting_up_to(most, rows).counted()
