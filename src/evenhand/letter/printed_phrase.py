"""A phrase of a wording as a letter prints it: what its blanks were filled with, told by the words around them."""

import re
from collections.abc import Collection
from decimal import Decimal
from functools import lru_cache
from typing import Any

from evenhand.determination.printed_date import printed_date
from evenhand.letter.kind import Kind
from evenhand.letter.phrase import Blank, Phrase
from evenhand.letter.printed_list import taken_apart
from evenhand.letter.value import SPAN_SIGN, DaySpan, Fact

_MARK = r"(?:\[([a-z]{1,2})\])?"
_DAY = r"[A-Z][a-z]+ \d{1,2}, \d{4}"
_NUMBER = r"[\d,]+"
_AMOUNT = r"-?[\d,]+(?:\.\d+)?"
_FORMS = {
    Kind.DATE: rf"{_DAY}(?:{SPAN_SIGN}{_DAY})?",
    Kind.DAYS: rf"{_NUMBER} days?",
    Kind.HOURS: rf"{_NUMBER} hours?",
    Kind.MONEY: rf"-?\${_AMOUNT}",
}


def fixed_words(phrase: Phrase) -> str:
    """The words of a phrase that no case changes."""
    return " ".join("".join(part.text for part in phrase if not isinstance(part, Blank)).split())


def as_words(value: Any) -> str:
    """A value that was read as words, to be met again as the same words; empty for any other."""
    value = value.value if isinstance(value, Fact) else value
    return value if isinstance(value, str) else ""


@lru_cache(maxsize=4096)
def phrase_pattern(phrase: Phrase, known: tuple[tuple[str, str], ...]) -> re.Pattern[str]:
    """The pattern of a filled phrase: two groups a blank, its words and its mark."""
    told = dict(known)
    pieces: list[str] = []
    is_bracketed = False
    for part in phrase:
        if not isinstance(part, Blank):
            pieces.append(r"\s+".join(re.escape(piece) for piece in re.split(r"\s+", part.text)))
            is_bracketed = part.text.endswith("(")
            continue
        free = r"(?:[^()]|\([^()]*\))+?" if is_bracketed else ".+?"
        form = re.escape(told[part.name]) if part.name in told else _FORMS.get(part.kind, free)
        if part.kind is Kind.COUNT:
            form = _AMOUNT + (f" (?:{'|'.join(map(re.escape, part.forms))})" if part.forms else "")
        pieces.append(f"({form}){_MARK}")
        is_bracketed = False
    return re.compile("".join(pieces), re.DOTALL)


def printed_value(blank: Blank, printed: str, names: Collection[str]) -> tuple[Any, bool]:
    """The value that some words in place of a blank print, and whether they leave no doubt of it. `names` are those
    that may stand in a list and hold "and" themselves.
    """
    if blank.kind is Kind.DATE:
        return _days(printed), True
    if blank.kind in (Kind.DAYS, Kind.HOURS):
        return int(re.sub(r"\D", "", printed)), True
    if blank.kind in (Kind.COUNT, Kind.MONEY):
        return Decimal(re.sub(r"[^\d.-]", "", printed)), True
    if blank.kind is Kind.LIST:
        return taken_apart(printed, names)
    return printed, True


def _days(printed: str) -> Any:
    """A day, or the first and the last of a period; the words themselves where they are none."""
    first, dash, last = printed.partition(SPAN_SIGN)
    day, through = printed_date(first), printed_date(last) if dash else None
    if day is None:
        return printed
    return DaySpan(first=day, last=through) if through else day
