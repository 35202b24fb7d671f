"""Days as letters print them."""

import re
from datetime import date
from functools import lru_cache

_NUMERIC = re.compile(r"(\d{1,4})[-/.](\d{1,2})[-/.](\d{2,4})")
_MONTH_FIRST = re.compile(r"([a-z]{3,9})\.?,?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})")
_DAY_FIRST = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?\s+([a-z]{3,9})\.?,?\s+(\d{4})")
_LONGEST = 40
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def printed_date(words: str) -> date | None:
    """The day that the words print: month/day/year (the American order), year-month-day, or with the month's name.

    `None` when the words are not exactly one day of the calendar. A year of two figures is 1970 to 2069.
    """
    return _read(words) if len(words) <= _LONGEST else None


@lru_cache(maxsize=4096)
def _read(words: str) -> date | None:
    if len(words) == 10 and words[2] == words[5] == "/":
        return _day(words[6:], words[:2], words[3:5])
    words = words.strip(" .,;").lower()
    if match := _NUMERIC.fullmatch(words):
        first, second, third = match.groups()
        if len(first) == 4 and len(third) <= 2:
            return _day(first, second, third)
        return _day(third, first, second) if len(first) <= 2 and len(third) in (2, 4) else None
    if match := _MONTH_FIRST.fullmatch(words):
        return _named(match[3], match[1], match[2])
    if match := _DAY_FIRST.fullmatch(words):
        return _named(match[3], match[2], match[1])
    return None


def _named(year: str, month: str, day: str) -> date | None:
    return _day(year, str(_MONTHS.index(month[:3]) + 1), day) if month[:3] in _MONTHS else None


def _day(year: str, month: str, day: str) -> date | None:
    try:
        full = int(year)
        if len(year) == 2:
            full += 1900 if full >= 70 else 2000
        return date(full, int(month), int(day))
    except ValueError:
        return None
