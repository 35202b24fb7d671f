"""Whose a paper is: held against a case fact by fact, with a score and its reasons; and whether it files itself.

A paper files itself by the code of a cover sheet, or by a number together with a name, a birth or an occurrence that
agree with one case alone, and never by a name. Whatever disagrees leaves it to a person. The points are this house's
own and were learned from no data: they order what a person looks at, and file nothing.
"""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from rapidfuzz.distance import OSA

from evenhand.identifier import identifier_key
from evenhand.mailroom.paper_facts import PaperFacts, number_keys
from evenhand.names.folding import plain_words
from evenhand.names.likeness import Likeness
from evenhand.names.person_likeness import same_person
from evenhand.names.persons import person_name

WORTH_SHOWING = 15
"""The score from which a case is shown beside a paper."""
_LONG_NUMBER = 7
_MOST_WINDOWS = 400


class Key(StrEnum):
    """A fact that paper and case may share."""

    CODE = "code"
    CASE_NUMBER = "case number"
    CLAIM_NUMBER = "claim number"
    NAME = "name"
    BORN_ON = "date of birth"
    OCCURRED_ON = "day it occurred"
    PHYSICIAN = "physician"


_MOST = {
    Key.CODE: 60,
    Key.CASE_NUMBER: 40,
    Key.CLAIM_NUMBER: 30,
    Key.NAME: 20,
    Key.BORN_ON: 20,
    Key.OCCURRED_ON: 15,
    Key.PHYSICIAN: 5,
}
_NUMBERS = (Key.CASE_NUMBER, Key.CLAIM_NUMBER)
_BESIDE_NUMBER = (Key.NAME, Key.BORN_ON, Key.OCCURRED_ON)


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownCase:
    """A case as far as papers are held against it. Empty and None say that nothing is known; `occurrence` is the
    programme's word for the day it occurred.
    """

    ident: str
    number: str
    claim_number: str = ""
    name: str = ""
    born_on: dt.date | None = None
    occurred_on: dt.date | None = None
    occurrence: str = "day it occurred"
    physician: str = ""


class Part(NamedTuple):
    """What one fact adds to the score or takes from it, and why, in words that name nobody; `agrees` where paper and
    case are one in it, and `is_against` where they are not.
    """

    key: Key
    points: int
    words: str
    agrees: bool = False
    is_against: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """A case held against a paper: the score (0 to 100) and its reasons, what weighs most first."""

    case: str
    score: int
    parts: tuple[Part, ...]

    @property
    def agreeing(self) -> frozenset[Key]:
        """The facts in which both are one."""
        return frozenset(part.key for part in self.parts if part.agrees)

    @property
    def against(self) -> tuple[Part, ...]:
        """What speaks against it."""
        return tuple(part for part in self.parts if part.is_against)

    @property
    def is_keyed(self) -> bool:
        """Whether a number agrees, and beside it a name, a birth or an occurrence."""
        has_number = not self.agreeing.isdisjoint(_NUMBERS)
        return has_number and not self.agreeing.isdisjoint(_BESIDE_NUMBER)


def matched(paper: PaperFacts, case: KnownCase, code_case: str = "") -> Match:
    """A paper held against a case; `code_case` is the id of the case that a code on the paper was made for."""
    parts = list(_parts(paper, case))
    if code_case == case.ident:
        parts.append(Part(Key.CODE, _MOST[Key.CODE], "code of a cover sheet made for this case", agrees=True))
    elif code_case:
        parts.append(Part(Key.CODE, -_MOST[Key.CODE], "code of a cover sheet made for another case", is_against=True))
    parts.sort(key=lambda part: -abs(part.points))
    score = min(max(sum(part.points for part in parts), 0), 100)
    return Match(case=case.ident, score=score, parts=tuple(parts))


def _parts(paper: PaperFacts, case: KnownCase) -> Iterator[Part]:
    own = [_number(Key.CASE_NUMBER, paper, case.number), _number(Key.CLAIM_NUMBER, paper, case.claim_number)]
    yield from filter(None, own)
    yield from filter(None, (_name(paper, case), _born(paper, case), _occurred(paper, case), _physician(paper, case)))


def _number(key: Key, paper: PaperFacts, number: str) -> Part | None:
    keys = number_keys(number)
    if not keys:
        return None
    printed = {key: written for written in paper.numbers for key in number_keys(written)}
    if keys & printed.keys():
        return Part(key, _MOST[key], f"same {key}", agrees=True)
    own = identifier_key(number)
    if len(own) >= _LONG_NUMBER and any(OSA.distance(own, other, score_cutoff=1) <= 1 for other in printed):
        return Part(key, _MOST[key] // 3, f"a number that differs from the {key} by one sign")
    return None


def _name(paper: PaperFacts, case: KnownCase) -> Part | None:
    if not case.name:
        return None
    told = {same_person(name, case.name) for name in paper.names}
    if Likeness.SAME in told:
        return Part(Key.NAME, _MOST[Key.NAME], "same name, as whose paper it is", agrees=True)
    if _stands_in(case.name, paper.text):
        if told == {Likeness.OTHER}:
            return Part(Key.NAME, 5, "the name stands on it, and another as whose paper it is", is_against=True)
        return Part(Key.NAME, _MOST[Key.NAME] - 4, "the name stands on it", agrees=True)
    if Likeness.ASK in told:
        return Part(Key.NAME, 10, "a name that may be the same person's")
    if told:
        return Part(Key.NAME, -20, "another name as whose paper it is", is_against=True)
    return None


def _stands_in(name: str, text: str) -> bool:
    """Whether a name stands in a text, in whatever order and case its words are written."""
    person = person_name(name)
    telling = {word for word in person.words if len(word) > 2}
    if not telling:
        return False
    longest, windows = max(telling, key=len), 0
    for line in text.splitlines():
        if longest not in " ".join(plain_words(line)):
            continue
        words = line.replace("\t", " ").split()
        for window in _windows(words, longest, len(person.words)):
            windows += 1
            if windows > _MOST_WINDOWS:
                return False
            if same_person(window, name) is Likeness.SAME:
                return True
    return False


def _windows(words: Sequence[str], longest: str, length: int) -> Iterator[str]:
    """Runs of words about as long as a name around a word that holds its longest."""
    for place, word in enumerate(words):
        if longest not in plain_words(word):
            continue
        for size in (length, length + 1, length - 1):
            for first in range(max(place - size + 1, 0), place + 1):
                if size > 1 and first + size <= len(words):
                    yield " ".join(words[first : first + size]).strip(".,;:()")


def _born(paper: PaperFacts, case: KnownCase) -> Part | None:
    born = case.born_on
    if born is None:
        return None
    if born in paper.born:
        return Part(Key.BORN_ON, _MOST[Key.BORN_ON], "same date of birth", agrees=True)
    if paper.born:
        near = any(OSA.distance(f"{born:%m%d%Y}", f"{day:%m%d%Y}") <= 1 for day in paper.born)
        if near:
            return Part(Key.BORN_ON, 5, "date of birth differs by one figure", is_against=True)
        return Part(Key.BORN_ON, -20, "another date of birth", is_against=True)
    if born in paper.days:
        return Part(Key.BORN_ON, 12, "the date of birth stands on it", agrees=True)
    return None


def _occurred(paper: PaperFacts, case: KnownCase) -> Part | None:
    if case.occurred_on is None or case.occurred_on not in paper.days:
        return None
    return Part(Key.OCCURRED_ON, _MOST[Key.OCCURRED_ON], f"the {case.occurrence} stands on it", agrees=True)


def _physician(paper: PaperFacts, case: KnownCase) -> Part | None:
    if case.physician and _stands_in(case.physician, paper.text):
        return Part(Key.PHYSICIAN, _MOST[Key.PHYSICIAN], "the requesting physician stands on it")
    return None


class Standing(StrEnum):
    """What is to be done with a paper that was held against every case it may be of."""

    FILES_ITSELF = "files_itself"
    ASK = "ask"
    OTHER_PERSON = "other_person"
    """A code leads to a case, and the paper is another person's: it is set apart before anybody sees it there."""


class Conclusion(NamedTuple):
    """What is to be done with a paper; the id of its case where it files itself, or of the case it is set apart from;
    and why, in words.
    """

    standing: Standing
    case: str
    words: str


def conclusion(matches: Iterable[Match], codes: Sequence[str]) -> Conclusion:
    """What is to be done with a paper, by the cases it was held against and the cases that codes on it were made for.

    It files itself only where one case alone is meant, and nothing on the paper speaks against that.
    """
    ranked = sorted(matches, key=lambda match: -match.score)
    meant = list(dict.fromkeys(codes))
    if len(meant) > 1:
        return Conclusion(Standing.ASK, "", "It bears codes of cover sheets made for different cases.")
    if meant:
        return _by_code(next((match for match in ranked if match.case == meant[0]), None), ranked)
    keyed = [match for match in ranked if match.is_keyed]
    if not keyed:
        return Conclusion(Standing.ASK, "", _lacks(ranked))
    if len(keyed) > 1 and not _tells_apart(keyed):
        return Conclusion(Standing.ASK, "", "A number and another fact agree with more than one case.")
    if keyed[0].against:
        return Conclusion(Standing.ASK, "", _doubt(keyed[0]))
    return Conclusion(Standing.FILES_ITSELF, keyed[0].case, _agreed(keyed[0]))


def _by_code(match: Match | None, ranked: Sequence[Match]) -> Conclusion:
    if match is None:
        return Conclusion(Standing.ASK, "", "The case that its cover sheet was made for cannot be looked at.")
    rivals = [other for other in ranked if other.case != match.case and other.is_keyed]
    if any(part.key in (Key.NAME, Key.BORN_ON) and part.points < 0 for part in match.against):
        return Conclusion(Standing.OTHER_PERSON, match.case, _doubt(match))
    if match.against or (rivals and not match.is_keyed):
        return Conclusion(Standing.ASK, "", _doubt(match) if match.against else "Its numbers are of another case.")
    return Conclusion(Standing.FILES_ITSELF, match.case, "The code of its cover sheet was made for this case.")


def _tells_apart(keyed: Sequence[Match]) -> bool:
    """Whether of several cases of one claim the paper names one alone by its own number."""
    return [Key.CASE_NUMBER in match.agreeing for match in keyed].count(True) == 1 and (
        Key.CASE_NUMBER in keyed[0].agreeing
    )


def _lacks(ranked: Sequence[Match]) -> str:
    if not ranked:
        return "Nothing on it leads to a case."
    if ranked[0].agreeing == {Key.NAME}:
        return "A name alone never files a paper."
    return "No number agrees together with a name, a date of birth or the day it occurred."


def _doubt(match: Match) -> str:
    return f"Something speaks against it: {'; '.join(part.words for part in match.against)}."


def _agreed(match: Match) -> str:
    facts = [part.key.value for part in match.parts if part.agrees]
    return f"Agree: {', '.join(facts)}."
