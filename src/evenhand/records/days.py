"""Days as papers write them: in figures, in words, and as a machine misreads them."""

import calendar
import datetime as dt
import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA

_MONTHS = {name.lower(): number for number, name in enumerate(calendar.month_name) if name}
_SHORT = {name[:3]: number for name, number in _MONTHS.items()} | {"sept": 9}
_D = r"[0-9OolI|SBZ]"
_FIGURES = re.compile(
    rf"(?<![\w/-])(?<!\d\.)({_D}{{1,2}}) ?([/.,-]) ?({_D}{{1,2}}) ?([/.,-]) ?({_D}{{4}}|'?{_D}{{2}})(?![\w/]|[.-]\d)"
)
_ISO = re.compile(rf"(?<![\w/.-])((?:19|20){_D}{{2}})([/.-])({_D}{{1,2}})\2({_D}{{1,2}})(?!\w|[/.-]\d)")
_WORDS = re.compile(
    r"(?<!\w)([A-Za-z0-9]{3,9})(?:[.,]? ?(?=\d)|[.,]? )([0-9OolI]{1,2})(?:st|nd|rd|th)?[.,;:'\"\u2019\u201d-]{0,2} ?-?"
    r"((?:19|20)[0-9OolI]{2})(?!\w)"
)
_SHORT_YEAR = re.compile(r"(?<!\w)([A-Za-z]{3,9})\.? (\d{1,2}),? '(\d{2})(?!\w)")
_DAY_FIRST = re.compile(
    r"(?<!\w)(\d{1,2})(?:st|nd|rd|th)?(?: of)?([ -])([A-Za-z]{3,9})\.?,?\2((?:19|20)\d{2}|\d{2})(?!\w)"
)
_LOOSE = re.compile(
    r"(?<![\w.])(\d{1,2})[-) '\u2018\u2019]{1,3}([A-Za-z]{3,9})[. '\u2018\u2019-]{1,3}((?:19|20)\d{2})(?!\w)"
)
"""A day first, with the dirt that a machine reads between its parts."""
_SLIPS = frozenset("689")
"""What a machine reads for the second figure of a year, which is 0 these days."""
_MENDED = str.maketrans({"O": "0", "o": "0", "l": "1", "I": "1", "|": "1", "S": "5", "B": "8", "Z": "2", "'": ""})
_RANGE = re.compile(r"(?<=\d{2})[-\u2013](?=\d{1,2}/\d{1,2}/)")
WEEKDAY = re.compile(
    r"(?<![A-Za-z])(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?[.,]{0,2} *$", re.IGNORECASE
)
"""The day of the week that is written before a day, and belongs to it."""
_MISREAD_SIGNS = frozenset("/-,.")
_CENTURY = 40
"""A year of two figures from here on belongs to the last century."""
_EARLIEST, _LATEST = 1915, 2099
_LIKE_A_MONTH = 78
_NO_MONTHS = frozenset(
    {"day", "man", "way", "far", "for", "one", "two", "not", "now", "job", "old", "sec", "mac", "jab", "jug"}
)
"""Words of three letters that are near a month and none."""


class WrittenDay(NamedTuple):
    """A day in a text, where it stands there, and whether signs had to be mended to read it."""

    day: dt.date
    start: int
    end: int
    mended: bool = False


def written_days(text: str) -> tuple[WrittenDay, ...]:
    """Every day a text names, in the order of their places. What is no day of a calendar is passed over."""
    if not any(sign.isdigit() for sign in text):
        return ()
    text = _RANGE.sub(" ", text.replace("\u00a0", " "))
    written = sorted(_days(text), key=lambda day: (day.start, -day.end))
    kept: list[WrittenDay] = []
    for day in written:
        if not kept or day.start >= kept[-1].end:
            kept.append(_with_weekday(text, day))
    return tuple(kept)


def _with_weekday(text: str, day: WrittenDay) -> WrittenDay:
    """A day that begins with its day of the week, where one stands before it."""
    weekday = WEEKDAY.search(text, max(0, day.start - 14), day.start)
    return day._replace(start=weekday.start()) if weekday else day


def _days(text: str) -> Iterator[WrittenDay]:
    for match in _ISO.finditer(text):
        yield from _figures(match, match[1], match[3], match[4])
    for match in _FIGURES.finditer(text):
        signs = {match[2], match[4]}
        if len(signs) == 1 and "," not in signs:
            yield from _figures(match, match[5], match[1], match[3])
        elif len(match[5]) == 4 and signs <= _MISREAD_SIGNS and signs & {"/", "-"}:
            yield from _figures(match, match[5], match[1], match[3], mended=True)
    for match in _WORDS.finditer(text):
        yield from _named(match, match[1], match[2], match[3])
    for match in _SHORT_YEAR.finditer(text):
        yield from _named(match, match[1], match[2], match[3])
    for match in _DAY_FIRST.finditer(text):
        yield from _named(match, match[3], match[1], match[4])
    for match in _LOOSE.finditer(text):
        if _month(match[2].lower())[1]:
            yield from _named(match, match[2], match[1], match[3])


def _figures(match: re.Match[str], year: str, month: str, day: str, *, mended: bool = False) -> Iterator[WrittenDay]:
    plain = [part.translate(_MENDED) for part in (year, month, day)]
    mended = mended or [year.lstrip("'"), month, day] != plain
    if sum(sign.isdigit() for sign in match[0]) * 2 < len(match[0]) and mended:
        return
    yield from _checked(match, plain[0], int(plain[1]), plain[2], mended)


def _named(match: re.Match[str], name: str, day: str, year: str) -> Iterator[WrittenDay]:
    month, is_exact = _month(name.lower())
    if month:
        plain_day, plain_year = day.translate(_MENDED), year.translate(_MENDED)
        mended = not is_exact or (plain_day, plain_year) != (day, year)
        yield from _checked(match, plain_year, month, plain_day, mended)


@cache
def _month(name: str) -> tuple[int, bool]:
    """The month of a name, 0 for none, and whether it is spelt as it should be."""
    if number := _MONTHS.get(name) or _SHORT.get(name):
        return number, True
    if len(name) < 4:
        short = [month for month in _SHORT if len(month) == len(name) and OSA.distance(name, month) == 1]
        return (_SHORT[short[0]], False) if len(short) == 1 and name not in _NO_MONTHS else (0, False)
    near = process.extractOne(name, list(_MONTHS), scorer=fuzz.ratio, score_cutoff=_LIKE_A_MONTH)
    return (_MONTHS[near[0]], False) if near else (0, False)


def _checked(match: re.Match[str], year: str, month: int, day: str, mended: bool) -> Iterator[WrittenDay]:
    number = int(year)
    if len(year) == 2:
        number += 1900 if number >= _CENTURY else 2000
    elif year[:1] == "2" and year[1] in _SLIPS:
        number, mended = int(f"20{year[2:]}"), True
    if _EARLIEST <= number <= _LATEST:
        try:
            yield WrittenDay(dt.date(number, month, int(day)), match.start(), match.end(), mended)
        except ValueError:
            return
