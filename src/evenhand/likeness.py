"""Whether two applications may be one: what is compared, how much each fact weighs, and why, in words.

Nothing is decided and nothing merged here. The weights are this house's own, chosen so that no single fact makes two
applications one; they were learned from no data. A fact that one of the two does not state weighs nothing.
"""

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations, islice
from typing import NamedTuple

from rapidfuzz.distance import OSA, JaroWinkler
from rapidfuzz.fuzz import token_sort_ratio

from evenhand.identifier import claim_number_key, claim_number_whole, identifier_key
from evenhand.names.folding import plain_words
from evenhand.names.likeness import Likeness as NameLikeness
from evenhand.names.organisation_likeness import same_organisation
from evenhand.names.person_likeness import same_person
from evenhand.names.persons import person_name
from evenhand.names.vocabulary import name_variants
from evenhand.panel.people.npi import is_npi
from evenhand.treatment_likeness import may_be_same_treatment

WORTH_A_LOOK = 40
"""The score from which two applications are shown to a person as possibly one."""
_ONE, _ALIKE_TREATMENT, _ALIKE_ORGANISATION, _ALIKE_NAME = 75, 85, 88, 0.9
_MAY_BE_NAME = 12
"""The points for two names that are spelled otherwise and may be one person's."""
_MOST_VARIANTS = 6
"""Keys by a name's short forms, at most."""


class Fact(StrEnum):
    """A fact of two applications that is compared, as the reasons of a score name it."""

    CLAIM_NUMBER = "claim number"
    NAME = "name"
    BORN_ON = "day of birth"
    OCCURRED_ON = "day it occurred"
    NAMED = "names beside the parties"
    PHYSICIAN = "requesting physician"
    UR_DECIDED_ON = "decision under review"
    TREATMENTS = "treatments"


MOST = {
    Fact.CLAIM_NUMBER: 25,
    Fact.NAME: 20,
    Fact.BORN_ON: 15,
    Fact.OCCURRED_ON: 10,
    Fact.NAMED: 5,
    Fact.PHYSICIAN: 5,
    Fact.UR_DECIDED_ON: 10,
    Fact.TREATMENTS: 10,
}
"""The points each fact gives where it agrees; together a hundred."""


class Reading(StrEnum):
    """What a person should look for."""

    ONE_APPLICATION = "one_application"
    """One dispute, it seems, filed twice."""
    ONE_CLAIM = "one_claim"
    """One applicant and occurrence, it seems, with another dispute."""
    PERHAPS = "perhaps"
    UNLIKE = "unlike"


class Named(NamedTuple):
    """Somebody whom an application names beside its parties: in which part, by what name, and what sentences call the
    part.
    """

    role: str
    name: str
    spoken: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Described:
    """An application as far as it is compared. Empty and None say that no paper states the fact; `physician_npi` is the
    requesting physician's National Provider Identifier; `named` are those beside the parties whom the programme
    compares.
    """

    name: str
    occurred_on: dt.date | None = None
    born_on: dt.date | None = None
    claim_number: str = ""
    named: tuple[Named, ...] = ()
    physician: str = ""
    physician_npi: str = ""
    ur_decided_on: dt.date | None = None
    treatments: tuple[str, ...] = ()
    occurrence: str = "day it occurred"


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
    pointing = sum(points[fact] > 0 for fact in (Fact.CLAIM_NUMBER, Fact.BORN_ON, Fact.OCCURRED_ON))
    return Reading.ONE_CLAIM if points[Fact.NAME] > 0 and pointing else Reading.PERHAPS


_Answer = tuple[int, str] | None
"""Points and words; None where one of the two does not state the fact."""


def _part(fact: Fact, answer: _Answer) -> Part:
    if answer is None:
        return Part(fact, 0, 0, f"{fact} not known of both")
    return Part(fact, answer[0], MOST[fact], answer[1])


def _claim_number(application: Described, other: Described) -> _Answer:
    number, second = application.claim_number, other.claim_number
    signs, others = identifier_key(number), identifier_key(second)
    if not signs or not others:
        return None
    if signs == others:
        return 25, "same claim number"
    if _claim_keys(number) & _claim_keys(second):
        return 23, "claim numbers agree but for leading zeros"
    if min(len(signs), len(others)) >= 6 and OSA.distance(signs, others) == 1:
        return 12, "claim number differs by one sign"
    return -10, "different claim numbers"


def _claim_keys(number: str) -> set[str]:
    return {claim_number_key(number), claim_number_whole(number)}


def _name(application: Described, other: Described) -> _Answer:
    first, second = plain_words(application.name), plain_words(other.name)
    if not first or not second:
        return None
    if first == second:
        return 20, "same name"
    if sorted(first) == sorted(second):
        return 19, "same name in another order"
    answer = same_person(application.name, other.name)
    if answer is NameLikeness.SAME:
        return 19, "same name but for what stands around it"
    full, full_other = (sorted(word for word in words if len(word) > 1) for words in (first, second))
    if full == full_other and full:
        return 18, "same name but for an initial"
    if min(len(full), len(full_other)) > 1 and (set(full) < set(full_other) or set(full_other) < set(full)):
        return 16, "one name has a part the other lacks"
    as_written = OSA.distance(" ".join(first), " ".join(second))
    points, words = _near_name(" ".join(full), " ".join(full_other), as_written)
    if answer is NameLikeness.ASK and points < _MAY_BE_NAME:
        return _MAY_BE_NAME, "one person may go by both names"
    return points, words


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


def _occurred_on(application: Described, other: Described) -> _Answer:
    return _days(application.occurred_on, other.occurred_on, application.occurrence, (10, 5, -5))


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


def _named(application: Described, other: Described) -> _Answer:
    """What the names beside the parties tell: of several parts the one in which they are least alike."""
    others = {named.role: named.name for named in other.named}
    answers = [
        answer
        for named in application.named
        if (answer := _organisation(named.name, others.get(named.role, ""), named.spoken)) is not None
    ]
    if not answers:
        return None
    return min(points for points, _ in answers), "; ".join(words for _, words in answers)


def _organisation(name: str, second: str, spoken: str) -> _Answer:
    words, others = " ".join(plain_words(name)), " ".join(plain_words(second))
    if not words or not others:
        return None
    answer = same_organisation(name, second)
    if answer is NameLikeness.SAME:
        return 5, f"same {spoken}"
    if answer is NameLikeness.ASK or token_sort_ratio(words, others) >= _ALIKE_ORGANISATION:
        return 4, f"names of the {spoken} are alike"
    return 0, f"different names of the {spoken}"


def _physician(application: Described, other: Described) -> _Answer:
    if is_npi(application.physician_npi) and is_npi(other.physician_npi):
        if application.physician_npi == other.physician_npi:
            return 5, "same requesting physician by the identifier"
        return -5, "different requesting physicians by the identifier"
    if not application.physician or not other.physician:
        return None
    answer = same_person(application.physician, other.physician)
    if answer is NameLikeness.SAME:
        return 5, "same name of the requesting physician"
    if answer is NameLikeness.ASK:
        return 3, "names of the requesting physician may be one"
    return 0, "different names of the requesting physician"


def _ur_decided_on(application: Described, other: Described) -> _Answer:
    if application.ur_decided_on is None or other.ur_decided_on is None:
        return None
    if application.ur_decided_on == other.ur_decided_on:
        return 10, "same day of the decision under review"
    return -5, "decisions under review of different days"


def _treatments(application: Described, other: Described) -> _Answer:
    first = {" ".join(plain_words(words)) for words in application.treatments}
    second = {" ".join(plain_words(words)) for words in other.treatments}
    if not first or not second:
        return None
    shared, most = min(_found_in(first, second), _found_in(second, first)), max(len(first), len(second))
    if shared == most:
        return 10, "same treatments"
    lines, others = tuple(dict.fromkeys(application.treatments)), tuple(dict.fromkeys(other.treatments))
    meant = min(_meant_in(lines, others), _meant_in(others, lines))
    if meant == max(len(lines), len(others)):
        return 8, "same treatments, it seems, in other words"
    if shared := max(shared, meant):
        return 6, f"{shared} treatment{'' if shared == 1 else 's'} in common"
    return 0, "no treatment in common"


def _found_in(lines: set[str], others: set[str]) -> int:
    return sum(any(token_sort_ratio(line, other) >= _ALIKE_TREATMENT for other in others) for line in lines)


def _meant_in(lines: tuple[str, ...], others: tuple[str, ...]) -> int:
    """How many lines stand among others, by their words or by what these may mean."""
    return sum(any(_is_meant(line, other) for other in others) for line in lines)


def _is_meant(line: str, other: str) -> bool:
    first, second = " ".join(plain_words(line)), " ".join(plain_words(other))
    return token_sort_ratio(first, second) >= _ALIKE_TREATMENT or may_be_same_treatment(line, other)


_COMPARED: dict[Fact, Callable[[Described, Described], _Answer]] = {
    Fact.CLAIM_NUMBER: _claim_number,
    Fact.NAME: _name,
    Fact.BORN_ON: _born_on,
    Fact.OCCURRED_ON: _occurred_on,
    Fact.NAMED: _named,
    Fact.PHYSICIAN: _physician,
    Fact.UR_DECIDED_ON: _ur_decided_on,
    Fact.TREATMENTS: _treatments,
}


def blocking_keys(application: Described) -> frozenset[str]:
    """Keys by which applications that may be one are found among many: two that share none are not compared.

    A misspelt name, a wrong day or a missing claim number each leave other keys to be found by.
    """
    return frozenset(_keys(application))


def _keys(application: Described) -> Iterator[str]:
    words = sorted(word for word in person_name(application.name).words if len(word) > 1)
    initials = "".join(sorted(word[0] for word in words))
    yield from (f"claim {key}" for key in _claim_keys(application.claim_number) if len(key) >= 4)
    if application.born_on:
        yield f"born {application.born_on}"
    if words:
        yield from _name_keys(application.name, words)
    if application.occurred_on:
        yield from (f"occurred {application.occurred_on} {initial}" for initial in set(initials))
    if application.ur_decided_on and initials:
        yield f"decision {application.ur_decided_on} {initials}"


def _name_keys(name: str, words: list[str]) -> Iterator[str]:
    """Keys by a name: its words, how they sound, all of its letters; any two of its words where it has more, so that a
    second family name may be missing; and its words with a short form written out.
    """
    yield f"name {' '.join(words)}"
    yield f"sound {' '.join(map(_sound, words))}"
    yield f"letters {''.join(sorted(''.join(plain_words(name))))}"
    if 2 < len(words) < 6:
        yield from (f"name {' '.join(pair)}" for pair in combinations(words, 2))
    known = name_variants()
    written_out = (
        " ".join(sorted((known.words[row][0], *words[:place], *words[place + 1 :])))
        for place, word in enumerate(words)
        for row in sorted(known.rows.get(word, ()))
    )
    yield from (f"goes by {key}" for key in islice(written_out, _MOST_VARIANTS))


def _sound(word: str) -> str:
    """The consonants of a word after its first letter, none twice in a row: how most misspellings leave it."""
    kept = word[0]
    for sign in word[1:]:
        if sign not in "aeiouyhw" and sign != kept[-1]:
            kept += sign
    return kept
