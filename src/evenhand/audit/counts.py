"""Quantities in words and figures: visits, weeks, rentals, injections; what a line asks for and what is told of it."""

import re
from collections.abc import Iterator
from functools import lru_cache

TABLETS = "tablets"
NUMBERS = {
    **{"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10},
    **{"eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17},
    **{
        "eighteen": 18,
        "nineteen": 19,
        "twenty": 20,
        "twenty-four": 24,
        "thirty": 30,
        "forty": 40,
        "sixty": 60,
        "ninety": 90,
    },
    **{"once": 1, "twice": 2},
}
NUMBER = rf"(?:\d{{1,3}}|{'|'.join(sorted(NUMBERS, key=len, reverse=True))})"
_RENTAL = re.compile(
    rf"\b({NUMBER})[- ](day|week|month)s?(?:[- ]+(?:home |trial )?(?:rental|trial)|\s+(?:of\s+)?rental)\b"
    rf"|\brental\s+(?:for\s+|x\s*)?({NUMBER})[- ](day|week|month)s?\b"
)
_INJECTIONS = re.compile(
    rf"\b({NUMBER})\s+(?:\(\d+\)\s+)?(?:[a-z/-]+\s+){{0,4}}?injections?\b|\binjections?\b[^.;]{{0,40}}?(?:\bx\s?"
    rf"|#\s?|times\s|series of )({NUMBER})\b"
)
_COURSE = re.compile(
    rf"\b({NUMBER})\s?(?:x|times?|visits?|sessions?)?\s?(?:(?:a|per|each|every)\s|/\s?|x\s?)?(?:week|wk)(?:ly)?\b[\s,]*"
    rf"(?:x|for|times)?\s*({NUMBER})\s?(?:more\s)?(?:weeks|wks|week|wk)\b|(?<![\w./])(\d)\s?x\s?(\d{{1,2}})(?![\w./])"
)
_TABLETS = re.compile(r"(?:\d\s?(?:mg|mcg)[^.;,]{0,20}?)#\s?(\d{1,3})\b|\b(\d{1,3}) (?:tablets|capsules|pills)\b")
_UNIT_DAYS = {"day": 1, "week": 7, "month": 30}


def value(word: str) -> int:
    """A number in words or figures."""
    return int(word) if word.isdigit() else NUMBERS[word.lower()]


@lru_cache(maxsize=2048)
def rentals(lower: str) -> frozenset[int]:
    """How many days some words rent something for; a month counts 30."""
    return frozenset(
        value(match[1] or match[3]) * _UNIT_DAYS[match[2] or match[4]] for match in _RENTAL.finditer(lower)
    )


@lru_cache(maxsize=2048)
def injections(lower: str) -> frozenset[int]:
    """How many injections some words speak of."""
    return frozenset(value(match[1] or match[2]) for match in _INJECTIONS.finditer(lower))


@lru_cache(maxsize=2048)
def courses(lower: str) -> frozenset[int]:
    """How many visits some words make by so many a week for so many weeks."""
    return frozenset(value(match[1] or match[3]) * value(match[2] or match[4]) for match in _COURSE.finditer(lower))


@lru_cache(maxsize=2048)
def tablets(lower: str) -> frozenset[int]:
    """How many tablets or capsules some words prescribe."""
    return frozenset(int(match[1] or match[2]) for match in _TABLETS.finditer(lower))


def told(lower: str) -> Iterator[tuple[str, frozenset[int]]]:
    """What some words count beside visits, each with its numbers."""
    if "rental" in lower or "trial" in lower:
        yield "days of rental", rentals(lower)
    if "injection" in lower:
        yield "injections", injections(lower)
    if "week" in lower or "wk" in lower or "x" in lower:
        yield "visits of a course", courses(lower)
    if "#" in lower or "tablets" in lower or "capsules" in lower or "pills" in lower:
        yield TABLETS, tablets(lower)
