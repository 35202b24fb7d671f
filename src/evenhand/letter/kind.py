"""The kinds of blank a letter's wording may have, and how a value of each kind reads in a language."""

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from enum import StrEnum
from functools import cache, lru_cache
from typing import Any

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_time
from babel.lists import format_list
from babel.numbers import format_currency, format_decimal
from babel.units import format_unit

from evenhand.letter.value import SPAN_SIGN, DaySpan

TERRITORY = "US"
"""Numbers and dates are written as people of this country write them, in whatever language."""
CURRENCY = "USD"
SAFE_LINK = re.compile(r"(?:https?://|mailto:|tel:)[^\s\"<>\\]+")
"""What a link may lead to outside its letter: nothing that runs code in a browser."""


class Kind(StrEnum):
    """What may fill a blank."""

    TEXT = "text"
    """Words on one line: a name, a number of a case, a treatment in the words of the request."""
    PROSE = "prose"
    """Words in paragraphs, divided by empty lines; stands alone in its own text."""
    LINES = "lines"
    """Words in lines, as in an address."""
    LINK = "link"
    """A web, mail or telephone address, printed and leading there."""
    DATE = "date"
    """A day, in long form: January 21, 2014; or the first and the last day of a period."""
    INSTANT = "instant"
    """A day with the time of day and its zone."""
    DAYS = "days"
    """A number of days, with the word: 30 days."""
    HOURS = "hours"
    """A number of hours, with the word: 72 hours."""
    COUNT = "count"
    """A number, alone or with words for each plural form: {n:count record/records}."""
    MONEY = "money"
    """An amount in United States dollars."""
    LIST = "list"
    """Several texts in one sentence: a, b, and c."""


EXPECTED: Mapping[Kind, str] = {
    Kind.TEXT: "text that is not blank",
    Kind.PROSE: "text that is not blank",
    Kind.LINES: "text in lines",
    Kind.LINK: "an address that begins https://, mailto: or tel:",
    Kind.DATE: "a day, or days from one through another",
    Kind.INSTANT: "a day with its hour and zone",
    Kind.DAYS: "a whole number of days, zero or more",
    Kind.HOURS: "a whole number of hours, zero or more",
    Kind.COUNT: "a number",
    Kind.MONEY: "an amount of money",
    Kind.LIST: "several texts, at least one",
}


def fits(kind: Kind, value: Any) -> bool:
    """Whether `value` can fill a blank of this kind."""
    match kind:
        case Kind.TEXT | Kind.PROSE:
            return isinstance(value, str) and bool(value.strip())
        case Kind.LINK:
            return isinstance(value, str) and SAFE_LINK.fullmatch(value) is not None
        case Kind.LINES:
            return fits(Kind.TEXT, value) or _is_texts(value)
        case Kind.LIST:
            return _is_texts(value)
        case Kind.DATE:
            return isinstance(value, DaySpan) or (isinstance(value, dt.date) and not isinstance(value, dt.datetime))
        case Kind.INSTANT:
            return isinstance(value, dt.datetime) and value.utcoffset() is not None
        case Kind.DAYS | Kind.HOURS:
            return isinstance(value, int) and not isinstance(value, bool) and value >= 0
        case Kind.COUNT | Kind.MONEY:
            return _is_number(value)


def in_words(kind: Kind, value: Any, language: str, forms: tuple[str, ...] = ()) -> tuple[str, ...]:
    """How a value that fits its kind reads in `language` (a tag such as `es`): one text, or several."""
    match kind:
        case Kind.TEXT:
            return (str(value),)
        case Kind.LINK:
            return (value.removeprefix("mailto:").removeprefix("tel:"),)
        case Kind.PROSE:
            return tuple(part for part in re.split(r"\n\s*\n", value) if part.strip())
        case Kind.LINES:
            lines = value.splitlines() if isinstance(value, str) else value
            return tuple(line for line in lines if line.strip())
        case Kind.LIST:
            return (format_list(list(value), locale=locale_of(language)),)
        case Kind.INSTANT:
            return (_instant(value, locale_of(language)),)
        case _:
            return (_reckoned(kind, value, language, forms),)


@lru_cache(maxsize=8192)
def _reckoned(kind: Kind, value: Any, language: str, forms: tuple[str, ...]) -> str:
    """A day or a number in words; letters made in a row speak of the same few."""
    locale = locale_of(language)
    match kind:
        case Kind.DATE:
            days = (value.first, value.last) if isinstance(value, DaySpan) else (value,)
            return SPAN_SIGN.join(format_date(day, "long", locale) for day in days)
        case Kind.DAYS:
            return format_unit(value, "duration-day", "long", locale=locale)
        case Kind.HOURS:
            return format_unit(value, "duration-hour", "long", locale=locale)
        case Kind.MONEY:
            return format_currency(value, CURRENCY, locale=locale)
    number = format_decimal(value, locale=locale)
    return f"{number} {plural(value, language, forms)}" if forms else number


def plural(number: int | Decimal, language: str, forms: tuple[str, ...]) -> str:
    """The one of `forms` that goes with `number` in the language; they stand in the order of `plural_forms`."""
    tag = str(locale_of(language).plural_form(number))
    names = plural_forms(language)
    return forms[names.index(tag) if tag in names else -1]


def plural_forms(language: str) -> tuple[str, ...]:
    """The plural forms that a count's words need in the language: `one`, `other` in English; `other` alone in Chinese.

    Spanish and its neighbours have a further form for whole millions, which no letter of ours counts in.
    """
    tags = set(locale_of(language).plural_form.tags) - {"many"} | {"other"}
    return tuple(tag for tag in ("zero", "one", "two", "few", "other") if tag in tags)


@cache
def locale_of(language: str) -> Locale:
    """The conventions for writing `language` in this country; raises ValueError for a tag no language has."""
    for tag in (f"{language}_{TERRITORY}", language):
        try:
            return Locale.parse(tag)
        except UnknownLocaleError:
            continue
    raise ValueError(f"{language!r} is the tag of no language")


def is_language(language: str) -> bool:
    """Whether a tag is that of a language whose dates and numbers can be written."""
    try:
        return bool(locale_of(language))
    except ValueError:
        return False


def _instant(value: dt.datetime, locale: Locale) -> str:
    day = format_date(value.date(), "long", locale)
    return f"{day}, {format_time(value.time(), 'short', locale=locale)} {value.tzname()}"


def _is_number(value: Any) -> bool:
    if isinstance(value, Decimal):
        return value.is_finite()
    return isinstance(value, int) and not isinstance(value, bool)


def _is_texts(value: Any) -> bool:
    is_several = isinstance(value, Sequence) and not isinstance(value, str | bytes) and len(value) > 0
    return is_several and all(fits(Kind.TEXT, text) for text in value)
