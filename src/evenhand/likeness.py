"""Whether two applications may be one: what is compared, how much each fact weighs, and why, in words.

Nothing is decided and nothing merged here. The weights are this house's own, chosen so that no single fact makes two
applications one; they were learned from no data. A fact that one of the two does not state weighs nothing.
"""

import datetime as dt
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from rapidfuzz.distance import OSA, JaroWinkler
from rapidfuzz.fuzz import token_sort_ratio

WORTH_A_LOOK = 40
"""The score from which two applications are shown to a person as possibly one."""
_ONE, _ALIKE_TREATMENT, _ALIKE_EMPLOYER, _ALIKE_NAME = 75, 85, 88, 0.9


class Fact(StrEnum):
    """What is compared."""

    CLAIM_NUMBER = "claim number"
    NAME = "name"
    BORN_ON = "day of birth"
    INJURED_ON = "day of injury"
    EMPLOYER = "employer"
    UR_DECIDED_ON = "utilization review decision"
    TREATMENTS = "treatments"


MOST = {
    Fact.CLAIM_NUMBER: 25,
    Fact.NAME: 20,
    Fact.BORN_ON: 15,
    Fact.INJURED_ON: 10,
    Fact.EMPLOYER: 5,
    Fact.UR_DECIDED_ON: 10,
    Fact.TREATMENTS: 15,
}
"""The points each fact gives where it agrees; together a hundred."""


class Reading(StrEnum):
    """What a person should look for."""

    ONE_APPLICATION = "one_application"
    """One dispute, it seems, filed twice."""
    ONE_CLAIM = "one_claim"
    """One employee and injury, it seems, with another dispute."""
    PERHAPS = "perhaps"
    UNLIKE = "unlike"


@dataclass(frozen=True, slots=True, kw_only=True)
class Described:
    """An application as far as it is compared. Empty and None say that no paper states the fact."""

    name: str
    injured_on: dt.date | None = None
    born_on: dt.date | None = None
    claim_number: str = ""
    employer: str = ""
    ur_decided_on: dt.date | None = None
    treatments: tuple[str, ...] = ()


class Part(NamedTuple):
    """What one fact adds to the score or takes from it, of how many points at most, and why. `most` is 0 where one of
    the two does not state it.
    """

    fact: Fact
    points: int
    most: int
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Likeness:
    """How alike two applications are: `score` from 0 to 100, of the points that could be given at all."""

    score: int
    reading: Reading
    parts: tuple[Part, ...]

    @property
    def words(self) -> str:
        """The reasons in one sentence, what weighs most first; what could not be compared is left out."""
        told = [part for part in self.parts if part.most]
        told.sort(key=lambda part: -abs(part.points))
        return "; ".join(part.words for part in told)


def likeness(application: Described, other: Described) -> Likeness:
    """How alike two applications are, fact by fact."""
    parts = tuple(_part(fact, compare(application, other)) for fact, compare in _COMPARED.items())
    possible = sum(part.most for part in parts)
    score = round(100 * max(sum(part.points for part in parts), 0) / possible) if possible else 0
    return Likeness(score=score, reading=_reading(score, {part.fact: part.points for part in parts}), parts=parts)


def _reading(score: int, points: dict[Fact, int]) -> Reading:
    if score < WORTH_A_LOOK:
        return Reading.UNLIKE
    same_dispute = points[Fact.TREATMENTS] > 0 and points[Fact.UR_DECIDED_ON] >= 0
    if score >= _ONE and same_dispute:
        return Reading.ONE_APPLICATION
    pointing = sum(points[fact] > 0 for fact in (Fact.CLAIM_NUMBER, Fact.BORN_ON, Fact.INJURED_ON))
    return Reading.ONE_CLAIM if points[Fact.NAME] > 0 and pointing else Reading.PERHAPS


_Answer = tuple[int, str] | None
"""Points and words; None where one of the two does not state the fact."""


def _part(fact: Fact, answer: _Answer) -> Part:
    if answer is None:
        return Part(fact, 0, 0, f"{fact} not known of both")
    return Part(fact, answer[0], MOST[fact], answer[1])


def name_words(name: str) -> tuple[str, ...]:
    """A name as it is compared: its words in order, without case, accents and signs."""
    plain = unicodedata.normalize("NFKD", name).casefold()
    kept = "".join(" " if not (sign.isalnum() or unicodedata.combining(sign)) else sign for sign in plain)
    return tuple("".join(sign for sign in word if not unicodedata.combining(sign)) for word in kept.split())


def claim_signs(number: str) -> str:
    """A claim number as it is compared: letters and digits alone."""
    return "".join(sign for sign in number.upper() if sign.isalnum())


def _claim_number(application: Described, other: Described) -> _Answer:
    first, second = claim_signs(application.claim_number), claim_signs(other.claim_number)
    if not first or not second:
        return None
    if first == second:
        return 25, "same claim number"
    if min(len(first), len(second)) >= 6 and OSA.distance(first, second) == 1:
        return 12, "claim number differs by one sign"
    return -10, "different claim numbers"


def _name(application: Described, other: Described) -> _Answer:
    first, second = name_words(application.name), name_words(other.name)
    if not first or not second:
        return None
    if first == second:
        return 20, "same name"
    if sorted(first) == sorted(second):
        return 19, "same name in another order"
    full, full_other = (sorted(word for word in words if len(word) > 1) for words in (first, second))
    if full == full_other and full:
        return 18, "same name but for an initial"
    if min(len(full), len(full_other)) > 1 and (set(full) < set(full_other) or set(full_other) < set(full)):
        return 16, "one name has a part the other lacks"
    as_written = OSA.distance(" ".join(first), " ".join(second))
    return _near_name(" ".join(full), " ".join(full_other), as_written)


def _near_name(first: str, second: str, as_written: int) -> tuple[int, str]:
    apart = min(OSA.distance(first, second), as_written)
    if apart == 1 and min(len(first), len(second)) >= 5:
        return 16, "name differs by one letter"
    if apart == 2 and min(len(first), len(second)) >= 8:
        return 12, "name differs by two letters"
    if JaroWinkler.similarity(first, second) >= _ALIKE_NAME:
        return 6, "names are alike"
    return -20, "different names"


def _born_on(application: Described, other: Described) -> _Answer:
    return _days(application.born_on, other.born_on, "day of birth", (15, 8, -15))


def _injured_on(application: Described, other: Described) -> _Answer:
    return _days(application.injured_on, other.injured_on, "day of injury", (10, 5, -5))


def _days(first: dt.date | None, second: dt.date | None, what: str, points: tuple[int, int, int]) -> _Answer:
    if first is None or second is None:
        return None
    if first == second:
        return points[0], f"same {what}"
    if (first.year, first.month, first.day) == (second.year, second.day, second.month):
        return points[1], f"{what} with day and month exchanged"
    if OSA.distance(first.isoformat(), second.isoformat()) == 1:
        return points[1], f"{what} differs by one digit"
    return points[2], f"different {what}"


def _employer(application: Described, other: Described) -> _Answer:
    first, second = " ".join(name_words(application.employer)), " ".join(name_words(other.employer))
    if not first or not second:
        return None
    if first == second:
        return 5, "same employer"
    if token_sort_ratio(first, second) >= _ALIKE_EMPLOYER:
        return 4, "employers are alike"
    return 0, "different employers"


def _ur_decided_on(application: Described, other: Described) -> _Answer:
    if application.ur_decided_on is None or other.ur_decided_on is None:
        return None
    if application.ur_decided_on == other.ur_decided_on:
        return 10, "same day of the utilization review decision"
    return -5, "utilization review decisions of different days"


def _treatments(application: Described, other: Described) -> _Answer:
    first = {" ".join(name_words(words)) for words in application.treatments}
    second = {" ".join(name_words(words)) for words in other.treatments}
    if not first or not second:
        return None
    shared = min(_found_in(first, second), _found_in(second, first))
    if shared == max(len(first), len(second)):
        return 15, "same treatments"
    if shared:
        return 9, f"{shared} treatment{'' if shared == 1 else 's'} in common"
    return 0, "no treatment in common"


def _found_in(lines: set[str], others: set[str]) -> int:
    return sum(any(token_sort_ratio(line, other) >= _ALIKE_TREATMENT for other in others) for line in lines)


_COMPARED: dict[Fact, Callable[[Described, Described], _Answer]] = {
    Fact.CLAIM_NUMBER: _claim_number,
    Fact.NAME: _name,
    Fact.BORN_ON: _born_on,
    Fact.INJURED_ON: _injured_on,
    Fact.EMPLOYER: _employer,
    Fact.UR_DECIDED_ON: _ur_decided_on,
    Fact.TREATMENTS: _treatments,
}


def blocking_keys(application: Described) -> frozenset[str]:
    """Keys by which applications that may be one are found among many: two that share none are not compared.

    A misspelt name, a wrong day or a missing claim number each leave other keys to be found by.
    """
    return frozenset(_keys(application))


def _keys(application: Described) -> Iterator[str]:
    words = sorted(word for word in name_words(application.name) if len(word) > 1)
    initials = "".join(sorted(word[0] for word in words))
    claim = claim_signs(application.claim_number)
    if len(claim) >= 4:
        yield f"claim {claim}"
    if application.born_on:
        yield f"born {application.born_on}"
    if words:
        yield f"name {' '.join(words)}"
        yield f"sound {' '.join(map(_sound, words))}"
        yield f"letters {''.join(sorted(''.join(name_words(application.name))))}"
    if application.injured_on:
        yield from (f"injury {application.injured_on} {initial}" for initial in set(initials))
    if application.ur_decided_on and initials:
        yield f"decision {application.ur_decided_on} {initials}"


def _sound(word: str) -> str:
    """The consonants of a word after its first letter, none twice in a row: how most misspellings leave it."""
    kept = word[0]
    for sign in word[1:]:
        if sign not in "aeiouyhw" and sign != kept[-1]:
            kept += sign
    return kept
