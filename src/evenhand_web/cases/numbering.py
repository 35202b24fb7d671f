"""The house's own case numbers: the next one of a programme's series, and what a series leaves out."""

from typing import NamedTuple

from django.db import transaction

from evenhand.programme.model import Programme
from evenhand_web.cases.case_search import case_numbered
from evenhand_web.cases.models import Case, NumberSeries

_MOST_GAPS = 50


class NotNumberedError(Exception):
    """An application without a case number, under a programme that says no pattern for numbers."""


class SeriesRow(NamedTuple):
    """A series of numbers: its year, the last number given, how many cases bear one of it, and the numbers that no case
    bears (`more` beyond those listed).
    """

    year: int
    last: str
    borne: int
    gaps: tuple[str, ...]
    more: int


def next_number(programme: Programme, year: int) -> str:
    """Take the next number of a programme in a year, in the transaction of the case that is opened under it: where that
    is undone, so is this, and nobody else is given a number of the series meanwhile. A number that a case bears already
    is passed over.

    Raises NotNumberedError where the programme says no pattern, ValueError outside a transaction.
    """
    pattern = programme.numbers
    if pattern is None:
        raise NotNumberedError(programme.id)
    if not transaction.get_connection().in_atomic_block:
        raise ValueError("a number is taken in the transaction of its case")
    NumberSeries.objects.get_or_create(programme=programme.id, year=year)
    series = NumberSeries.objects.select_for_update().get(programme=programme.id, year=year)
    while True:
        series.last += 1
        number = pattern.number(year, series.last)
        if case_numbered(number) is None:
            series.save(update_fields=("last",))
            return number


def series_of(programme: Programme) -> tuple[SeriesRow, ...]:
    """Every series of a programme's numbers, year by year, with the numbers in it that no case bears."""
    rows = NumberSeries.objects.filter(programme=programme.id).order_by("year")
    return tuple(_row(programme, series) for series in rows)


def _row(programme: Programme, series: NumberSeries) -> SeriesRow:
    pattern = programme.numbers
    if pattern is None:
        return SeriesRow(series.year, "", 0, (), 0)
    numbers = Case.objects.filter(programme=programme.id).values_list("number", flat=True)
    places = (pattern.sequence_of(number, series.year) for number in numbers.iterator())
    borne = {place for place in places if place is not None and place <= series.last}
    gaps = [place for place in range(1, series.last + 1) if place not in borne]
    told = tuple(pattern.number(series.year, place) for place in gaps[:_MOST_GAPS])
    last = pattern.number(series.year, series.last) if series.last else ""
    return SeriesRow(series.year, last, len(borne), told, len(gaps) - len(told))
