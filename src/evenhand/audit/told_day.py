"""Days that sentences tell, with the words around them."""

import datetime as dt
import re
from collections.abc import Iterator
from functools import lru_cache

from evenhand.determination.printed_date import printed_date

DAY = (
    r"(?:\d{1,2}[-/]\d{1,2}[-/](?:\d{4}|\d{2})"
    r"|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.? \d{1,2}(?:st|nd|rd|th)?,? \d{4})"
)
"""A day as letters print it, as a pattern over words in lower case."""
_DAY = re.compile(rf"(?<![\w/.-]){DAY}(?![\w/-])")


@lru_cache(maxsize=8192)
def told_days(lower: str) -> tuple[tuple[dt.date, int, int], ...]:
    """The days that some words (in lower case) tell, each with where it stands in them."""
    return tuple(_days(lower))


def _days(lower: str) -> Iterator[tuple[dt.date, int, int]]:
    for match in _DAY.finditer(lower):
        if day := printed_date(match[0]):
            yield day, match.start(), match.end()


def impossible_days(lower: str) -> list[str]:
    """What stands in the form of a day and is none, such as the 13th month."""
    return [match[0] for match in _DAY.finditer(lower) if printed_date(match[0]) is None]
