"""Counting several sets of rows at once, each only so far."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import QuerySet


def counted_up_to(most: int, rows: Mapping[str, QuerySet[Any]]) -> dict[str, int]:
    """How many rows each set has, `most + 1` where there are more: counting on would take its time and help nobody.

    One query for all of them, since each is a page's figure and none is worth a journey of its own.
    """
    if not rows:
        return {}
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
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(pieces)}", values)
        numbers = cursor.fetchone()
    return dict(zip(rows, numbers, strict=True))
