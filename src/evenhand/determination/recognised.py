"""Text that a machine recognised on a picture of a page: what it mistakes for what, and how that is noticed.

Recognition mistakes letters for digits and for other letters of like shape. Words and days are compared by shape here;
what is read so is always said, for a value of like shape may still be the wrong one.
"""

import re
from collections.abc import Iterator
from datetime import date
from functools import lru_cache

from rapidfuzz.distance import OSA

from evenhand.determination.printed_date import printed_date

_SHAPES = str.maketrans("l1|!058", "iiiiosb")
_DIGITS = str.maketrans("OoQDlIi|!SsBZz", "00001111155822")
_DAY = re.compile(r"[\dOoQDlIi|!SsBZz]{1,2}([/.-])[\dOoQDlIi|!SsBZz]{1,2}\1[\dOoQDlIi|!SsBZz]{4}")
_CASE = re.compile(r"[A-Z]{2}[\dOoQDlIi|!SsBZz]{2}-[\dOoQDlIi|!SsBZz]{7}")
_WORD = re.compile(r"[\w|!]{5,}")
_KNOWN = (
    "administrator", "application", "assigned", "california", "certification", "certified", "claims", "clinical",
    "credentials", "decision", "decisions", "denial", "determination", "disputed", "expert", "guideline", "guidelines",
    "injury", "issues", "license", "licensed", "licensure", "maximus", "medical", "medically", "necessary", "number",
    "overturned", "physician", "priority", "rationale", "rationales", "received", "records", "reviewer", "section",
    "services", "specialty", "standard", "summary", "treatment", "upheld", "utilization", "worker",
)  # fmt: skip
"""Words that nearly every letter prints."""
_STATES = (
    "Alabama", "Alaska", "Arizona", "Arkansas", "California", "Colorado", "Connecticut", "Delaware",
    "District of Columbia", "Florida", "Georgia", "Guam", "Hawaii", "Idaho", "Illinois", "Indiana", "Iowa", "Kansas",
    "Kentucky", "Louisiana", "Maine", "Maryland", "Massachusetts", "Michigan", "Minnesota", "Mississippi", "Missouri",
    "Montana", "Nebraska", "Nevada", "New Hampshire", "New Jersey", "New Mexico", "New York", "North Carolina",
    "North Dakota", "Ohio", "Oklahoma", "Oregon", "Pennsylvania", "Puerto Rico", "Rhode Island", "South Carolina",
    "South Dakota", "Tennessee", "Texas", "Utah", "Vermont", "Virgin Islands", "Virginia", "Washington",
    "Washington DC", "West Virginia", "Wisconsin", "Wyoming",
)  # fmt: skip
_FAR = 2
"""So many letters of a state's name may be mistaken."""


@lru_cache(maxsize=4096)
def shape(words: str) -> str:
    """Words as they are compared by shape: `Adrninistrator`, `ADMlNISTRATOR` and `administrator` are one."""
    return " ".join(words.lower().replace("rn", "m").replace("vv", "w").replace("cl", "d").split()).translate(_SHAPES)


_BY_SHAPE = {shape(word): word for word in _KNOWN}
_KNOWN_WORDS = frozenset(_KNOWN)
_STATE_BY_WORDS = {state.lower(): state for state in _STATES}


def recognised_date(words: str) -> date | None:
    """The day that some words show by the shape of their signs, such as `O5/2O/2016`; None where they show none."""
    words = words.strip(" .,;")
    return printed_date(words.translate(_DIGITS)) if _DAY.fullmatch(words) else None


def recognised_case(words: str) -> str | None:
    """The case number that a word shows by the shape of its signs, such as `CMl6-O999001`; None where it shows none."""
    return words[:2] + words[2:].translate(_DIGITS) if _CASE.fullmatch(words) else None


def misread_words(text: str) -> Iterator[str]:
    """The words of a text that have the shape of a word every letter prints, and are spelled otherwise."""
    for match in _WORD.finditer(text):
        word = match[0]
        if word.lower() not in _KNOWN_WORDS and shape(word) in _BY_SHAPE:
            yield word


@lru_cache(maxsize=512)
def state(printed: str) -> tuple[str, bool]:
    """The state that some words name and whether it is spelled so; the words themselves where they name none."""
    words = " ".join(printed.split())
    if known := _STATE_BY_WORDS.get(words.lower()):
        return known, True
    likely = [name for name in _STATES if shape(name) == shape(words)]
    likely = likely or [
        name for name in _STATES if len(words) > 4 and OSA.distance(name, words, score_cutoff=_FAR) <= _FAR
    ]
    if len(likely) == 1:
        return likely[0], False
    first, *more = words.split(" ")
    named = [name for name in _STATES if words.startswith(f"{name} ")]
    return (max(named, key=len), False) if more and named and first else (words, False)
