"""What published letters tell of people in combination: how few share it, and which letters may be one worker's.

A letter without a name may still single somebody out by day of injury, age and sex together. This counts; it does not
say that anybody is, or is not, recognized.
"""

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from evenhand.corpus.case_days import age_band
from evenhand.corpus.policy import Ages, Days
from evenhand.determination.published import PublishedDetermination

_AGE = re.compile(
    r"\b(\d{1,3})(?:[\s-]*(?:years?|yrs?)[\s.-]*old|[\s-]*y/?o\b)|\b(?:aged?|age of)\s+(\d{1,3})\b", re.IGNORECASE
)
_SEX = re.compile(r"\b(?:(female|woman|lady|she|her|hers)|(male|man|gentleman|he|his|him))\b", re.IGNORECASE)
_NEAR = 1
"""Years by which the ages of one worker may differ between letters on the same injury."""
_NOTHING = "not told"


@dataclass(frozen=True, slots=True, kw_only=True)
class QuasiIdentifiers:
    """What a letter tells of a person that others may know: day of injury, age in years, sex; None where not told."""

    letter: str
    occurred_on: dt.date | None
    age: int | None
    sex: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SmallGroups:
    """How letters share what they tell. `smallest` is k, the size of the smallest group; 0 where there is no letter.

    `sizes` gives for each size of a group how many groups have it; `below` the letters in groups of fewer than
    `wanted`, in their order; `linked` pairs of letters that may be one worker's: the same day of injury and sex, and
    ages at most a year apart.
    """

    letters: int
    wanted: int
    smallest: int
    sizes: tuple[tuple[int, int], ...]
    below: tuple[str, ...]
    linked: tuple[tuple[str, str], ...]


def quasi_identifiers(letter: PublishedDetermination, name: str) -> QuasiIdentifiers:
    """What a published letter tells in combination; `name` is what the letter is called in a report."""
    summary = letter.summary or ""
    age, sex = _AGE.search(summary), _SEX.search(summary)
    return QuasiIdentifiers(
        letter=name,
        occurred_on=letter.date_of_injury,
        age=int(age[1] or age[2]) if age else None,
        sex=None if sex is None else "female" if sex[1] else "male",
    )


def small_groups(
    letters: Sequence[QuasiIdentifiers], *, wanted: int, days: Days = Days.KEPT, ages: Ages = Ages.KEPT, band: int = 5
) -> SmallGroups:
    """Group letters by what they tell, as days and ages are published, and say which groups have fewer than `wanted`.

    Raises ValueError for a `wanted` below 2: every group has one letter.
    """
    if wanted < 2:
        raise ValueError(f"groups of fewer than {wanted} letters there are none; ask for 2 or more")
    keys = [_shown(letter, days, ages, band) for letter in letters]
    groups = Counter(keys)
    return SmallGroups(
        letters=len(letters),
        wanted=wanted,
        smallest=min(groups.values(), default=0),
        sizes=tuple(sorted(Counter(groups.values()).items())),
        below=tuple(letter.letter for letter, key in zip(letters, keys, strict=True) if groups[key] < wanted),
        linked=tuple(_linked(letters)),
    )


def _shown(letter: QuasiIdentifiers, days: Days, ages: Ages, band: int) -> tuple[str, str, str]:
    """What a letter shows once days and ages are as the policy has them."""
    injured, age = _NOTHING, _NOTHING
    if letter.occurred_on is not None and days is not Days.INTERVAL:
        injured = letter.occurred_on.isoformat() if days is Days.KEPT else str(letter.occurred_on.year)
    if letter.age is not None:
        age = age_band(letter.age, band) if ages is Ages.BAND else str(letter.age)
    return injured, age, letter.sex or _NOTHING


def _linked(letters: Iterable[QuasiIdentifiers]) -> list[tuple[str, str]]:
    """Neighboring letters of the same injury day and sex whose ages are at most a year apart."""
    told = [
        (letter.occurred_on, letter.sex, letter.age, letter.letter)
        for letter in letters
        if letter.occurred_on is not None and letter.sex is not None and letter.age is not None
    ]
    return [
        (letter[3], other[3])
        for letter, other in pairwise(sorted(told))
        if letter[:2] == other[:2] and other[2] - letter[2] <= _NEAR
    ]
