"""Days as the listing of a record writes them: in words, in figures, or in a range."""

import calendar
import datetime as dt
import re
from collections.abc import Iterator

_MONTHS = {name[:3].lower(): number for number, name in enumerate(calendar.month_name) if name}
_ISO = re.compile(r"\b(\d{4})-(\d{2})-(\d{2})\b")
_FIGURES = re.compile(r"\b(\d{1,2})/(\d{1,2})/(\d{4}|\d{2})\b")
_WORDS = re.compile(r"\b([A-Z][a-z]{2,8})\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})\b")
_CENTURY = 50
"""A year of two figures from here on belongs to the last century."""


def days(text: str) -> tuple[dt.date, ...]:
    """Every day a text names, earliest first: 2013-05-08, 5/8/2013, May 8, 2013. What is no day is passed over."""
    return tuple(sorted(_days(text)))


def latest_day(text: str) -> dt.date | None:
    """The latest day a text names; None where it names none."""
    return max(_days(text), default=None)


def _days(text: str) -> Iterator[dt.date]:
    named = [(int(year), int(month), int(day)) for year, month, day in _ISO.findall(text)]
    named += [(_year(year), int(month), int(day)) for month, day, year in _FIGURES.findall(text)]
    named += [(int(year), _MONTHS.get(name[:3].lower(), 0), int(day)) for name, day, year in _WORDS.findall(text)]
    for year, month, day in named:
        try:
            yield dt.date(year, month, day)
        except ValueError:
            continue


def _year(text: str) -> int:
    year = int(text)
    return year if len(text) > 2 else year + (1900 if year >= _CENTURY else 2000)
