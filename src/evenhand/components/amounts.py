"""Numbers as titles print them: figures, words, and spans from one to another."""

import re
from decimal import Decimal

from evenhand.components.component import Amount

_UNITS = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
_TENS = {"twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90}
_VALUES = {word: value for value, word in enumerate(_UNITS)} | _TENS | {"hundred": 100, "dozen": 12}

_TENS_WORD = rf"(?:{'|'.join(_TENS)})(?:[ -](?:{'|'.join(_UNITS[1:10])}))?"
WORD = rf"(?:{_TENS_WORD}|(?:one )?hundred|dozen|{'|'.join(sorted(_UNITS[1:], key=len, reverse=True))})"
"""A number in words, one to a hundred."""
FIGURE = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
NUMBER = rf"(?:\b{WORD}\b|(?:{FIGURE})(?!\d))"
"""One number, in words or figures."""
SPAN = rf"(?:{NUMBER}(?:\s*(?:-|\bto\b|\bor\b)\s*{NUMBER})?)"
"""One number, or two with the first to the second."""

_NUMBER = re.compile(NUMBER, re.IGNORECASE)


def amount(printed: str) -> Amount | None:
    """The number that a text prints, or its span as "2-3"; None where it prints none.

    `no` counts as none at all: 0.
    """
    if printed.lower() == "no":
        return Decimal(0)
    values = [_value(figure[0]) for figure in _NUMBER.finditer(printed)]
    if not values:
        return None
    if len(values) > 1 and values[0] != values[1]:
        return f"{_plain(values[0])}-{_plain(values[1])}"
    return values[0]


def _value(text: str) -> Decimal:
    if text[0].isdigit():
        return Decimal(text.replace(",", ""))
    return Decimal(sum(_VALUES[word] for word in re.split(r"[ -]", text.lower()) if (word, text) != ("one", text)) or 1)


def _plain(value: Decimal) -> str:
    return f"{value.normalize():f}"
