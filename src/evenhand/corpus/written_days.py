"""Days as letters write them: which days a passage may mean, whichever way its numbers are ordered."""

import datetime as dt
import re
from calendar import monthrange
from typing import TypeAlias

Day: TypeAlias = tuple[int, int, int]
"""Year, month and day of the month; 0 for what is not said."""

_MONTHS = {
    name: number
    for number, names in enumerate(
        ("jan january", "feb february", "mar march", "apr april", "may", "jun june", "jul july", "aug august",
         "sep sept september", "oct october", "nov november", "dec december"), start=1)
    for name in names.split()
}  # fmt: skip
_ONES = {
    word: number
    for number, words in enumerate(
        ("zero oh", "one first", "two second", "three third", "four fourth", "five fifth", "six sixth", "seven seventh",
         "eight eighth", "nine ninth", "ten tenth", "eleven eleventh", "twelve twelfth", "thirteen thirteenth",
         "fourteen fourteenth", "fifteen fifteenth", "sixteen sixteenth", "seventeen seventeenth",
         "eighteen eighteenth", "nineteen nineteenth"))
    for word in words.split()
}  # fmt: skip
_TENS = {
    word: 10 * number
    for number, words in enumerate(
        ("twenty twentieth", "thirty thirtieth", "forty fortieth", "fifty", "sixty", "seventy", "eighty", "ninety"),
        start=2)
    for word in words.split()
}  # fmt: skip
_PART = re.compile(r"\d+|[a-z]+")
_SKIPPED = frozenset({"the", "of", "day", "and", "st", "nd", "rd", "th", "in", "on"})
_CENTURY = 100
_LATEST = 2035
"""Digits that would be a later year are no day run together."""


_COMMON = re.compile(r"(\d{1,2})([-/.])(\d{1,2})\2(\d{4}|\d{2})")


def written_days(passage: str) -> frozenset[Day]:
    """Every day that a passage may mean, a year of two digits in either century; empty where it means none."""
    if common := _COMMON.fullmatch(passage):
        return _numbered([common[1], common[3], common[4]])
    parts = [part for part in _PART.findall(passage.lower()) if part not in _SKIPPED]
    months = [number for part in parts if (number := _MONTHS.get(part))]
    if months:
        return _named(parts, months[0])
    if len(parts) == 3 and all(map(str.isdigit, parts)):
        signs = {sign.strip() for sign in re.findall(r"[^a-z0-9]+", passage.lower()[1:-1])}
        return _numbered(parts) if len(signs) == 1 else frozenset()
    digits = "".join(parts)
    return _run_together(digits) if digits.isdigit() and len(digits) == 8 else frozenset()


def _numbered(parts: list[str]) -> frozenset[Day]:
    first, second, third = map(int, parts)
    if len(parts[0]) == 4:
        return _valid([(first, second, third), (first, third, second)])
    if len(parts[2]) not in (2, 4) or len(parts[0]) > 2:
        return frozenset()
    return _valid([day for year in _years(parts[2]) for day in ((year, first, second), (year, second, first))])


def _run_together(digits: str) -> frozenset[Day]:
    """Eight digits without a sign between them: the year first or last."""
    last, first = int(digits[4:]), int(digits[:4])
    begin, next_two = int(digits[:2]), int(digits[2:4])
    three, four = int(digits[4:6]), int(digits[6:])
    days = [(last, begin, next_two), (last, next_two, begin), (first, three, four)]
    return _valid([day for day in days if 1900 <= day[0] <= _LATEST])


def _named(parts: list[str], month: int) -> frozenset[Day]:
    """A day with the name of its month: "March 14, 1962", "the fourteenth of March, nineteen sixty-two"."""
    at = next(place for place, part in enumerate(parts) if part in _MONTHS)
    before, after = parts[:at], parts[at + 1 :]
    day, rest = _small(before) if before else _small(after)
    year_parts = after if before else rest
    if not before and len(after) == 1 and after[0].isdigit() and len(after[0]) == 4:
        return frozenset({(int(after[0]), month, 0)})
    is_number = len(year_parts) == 1 and year_parts[0].isdigit()
    years = _years(year_parts[0]) if is_number else _year_in_words(year_parts)
    return _valid([(year, month, day) for year in years])


def _small(parts: list[str]) -> tuple[int, list[str]]:
    """A number below a hundred at the beginning of the parts, and the parts behind it."""
    if parts and parts[0].isdigit():
        return int(parts[0]), parts[1:]
    if parts and parts[0] in _TENS:
        if len(parts) > 1 and 0 < _ONES.get(parts[1], 0) < 10:
            return _TENS[parts[0]] + _ONES[parts[1]], parts[2:]
        return _TENS[parts[0]], parts[1:]
    if parts and parts[0] in _ONES:
        return _ONES[parts[0]], parts[1:]
    return 0, parts


def _year_in_words(parts: list[str]) -> tuple[int, ...]:
    if parts[:2] == ["two", "thousand"]:
        return (2000 + _small(parts[2:])[0],)
    century, rest = _small(parts)
    if rest[:1] == ["hundred"]:
        rest = rest[1:]
    if rest[:1] == ["oh"]:
        rest = rest[1:]
    return (century * _CENTURY + _small(rest)[0],) if 18 <= century <= 20 else ()


def _years(written: str) -> tuple[int, ...]:
    year = int(written)
    if len(written) == 4:
        return (year,)
    return (1900 + year, 2000 + year) if len(written) == 2 else ()


def _valid(days: list[Day]) -> frozenset[Day]:
    return frozenset(day for day in days if _is_day(day))


def _is_day(day: Day) -> bool:
    year, month, number = day
    if not (0 < month <= 12 and 0 < number <= 31 and 0 < year <= dt.MAXYEAR):
        return False
    return number <= 28 or number <= monthrange(year, month)[1]
