"""Finding, among many names, those that are one with a given name or may be."""

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping
from itertools import combinations

from rapidfuzz.distance import DamerauLevenshtein

from evenhand.names.comparison import (
    Likeness,
    organisation_name,
    person_name,
    same_organisation,
    same_person,
    slips_allowed,
    telling_count,
)

_EDGE = 4


class _Slips:
    """The words met so far, and which of them a word is a slip of the pen away from.

    Two words are near where taking a letter or two away from each can make them equal; each is kept under what so
    remains of it.
    """

    def __init__(self) -> None:
        self._under: dict[str, list[str]] = defaultdict(list)
        self._words: set[str] = set()
        self._near: dict[str, tuple[str, ...]] = {}

    def add(self, word: str) -> None:
        """Meet a word."""
        if word not in self._words:
            self._words.add(word)
            for remains in _remains(word):
                self._under[remains].append(word)

    def near(self, word: str) -> tuple[str, ...]:
        """The words met that are a slip away, the word itself among them, in no order."""
        near_words = self._near.get(word)
        if near_words is None:
            met = {candidate for remains in _remains(word) for candidate in self._under.get(remains, ())}
            near_words = self._near[word] = tuple(candidate for candidate in met if _is_near(word, candidate))
        return near_words


def _remains(word: str) -> Iterator[str]:
    """What remains of a word when as many letters are taken away as it may hold slips, or fewer."""
    for count in range(slips_allowed(word) + 1):
        for taken in combinations(range(len(word)), count):
            yield "".join(char for position, char in enumerate(word) if position not in taken)


def _is_near(word: str, other: str) -> bool:
    allowed = max(slips_allowed(word), slips_allowed(other))
    return word == other or DamerauLevenshtein.distance(word, other, score_cutoff=allowed) <= allowed


class NameIndex:
    """Names by id, ready to be asked which of them a name may be. Organisations and persons are kept apart."""

    def __init__(self, names: Iterable[tuple[str, str]], of_persons: bool) -> None:
        self._holders: dict[str, list[str]] = defaultdict(list)
        self._names: dict[Hashable, set[str]] = defaultdict(set)
        self._slips = _Slips()
        self._of_persons = of_persons
        self._by_family: dict[str, list[tuple[str, str, bool]]] = defaultdict(list)
        self._begun: dict[str, set[str]] = defaultdict(set)
        self._givens: dict[str, frozenset[str]] = {}
        self._answers: dict[str, Mapping[str, Likeness]] = {}
        for holder, name in names:
            if name not in self._holders:
                self._keep(name)
            self._holders[name].append(holder)

    def like(self, name: str) -> Mapping[str, Likeness]:
        """The ids whose names are the same or perhaps the same, with how they compare; the others are left out."""
        likenesses = self._answers.get(name)
        if likenesses is None:
            likenesses = self._answers[name] = self._asked(name)
        return likenesses

    def _asked(self, name: str) -> Mapping[str, Likeness]:
        compare = same_person if self._of_persons else same_organisation
        likenesses: dict[str, Likeness] = {}
        for other in sorted(self._persons(name) if self._of_persons else self._organisations(name)):
            likeness = compare(name, other)
            if likeness is not Likeness.OTHER:
                for holder in self._holders[other]:
                    if likenesses.get(holder) is not Likeness.SAME:
                        likenesses[holder] = likeness
        return likenesses

    def _keep(self, name: str) -> None:
        """Keep a name under the words by which it can be found."""
        words, marks = _person_keys(name) if self._of_persons else _organisation_keys(name)
        if self._of_persons:
            read = person_name(name)
            self._by_family[read.family].append((name, read.given, read.has_second_given))
        for side, word in words:
            self._slips.add(word)
            self._begun[word[0]].add(word)
            self._names[side, word].add(name)
        for mark in marks:
            self._names[mark].add(name)

    def _near(self, side: str, word: str) -> set[str]:
        """The names with a word on a side (family, given, telling) that is a slip from a word."""
        kept = (self._names.get((side, near)) for near in self._slips.near(word))
        return {name for names in kept if names for name in names}

    def _near_given(self, given: str) -> frozenset[str]:
        """The given names met that are a slip from one, or stand with it as a name with its initial; and none."""
        near_givens = self._givens.get(given)
        if near_givens is None:
            initials = self._begun.get(given[0], set()) if len(given) == 1 else {given[0]}
            near_givens = self._givens[given] = frozenset({"", *self._slips.near(given), *initials})
        return near_givens

    def _persons(self, name: str) -> set[str]:
        """The names with a near family name and a given name that may be the same, or with the two in each other's
        place.
        """
        read = person_name(name)
        may_be_any = not read.given or read.has_second_given
        given = frozenset[str]() if may_be_any else self._near_given(read.given)
        names = {
            other
            for word in self._slips.near(read.family)
            for other, known, has_second_given in self._by_family.get(word, ())
            if may_be_any or has_second_given or known in given
        }
        if read.given:
            names |= self._near("given", read.family) & self._near("family", read.given)
        return names

    def _organisations(self, name: str) -> set[str]:
        """The names with two near telling words, or one where there is but one; those with its initials or as its
        initials; and those that a word more or less may have made of it.
        """
        read = organisation_name(name)
        met = Counter(other for word in dict.fromkeys(read.telling) for other in self._near("telling", word))
        is_one_word = telling_count(name) == 1
        names = {other for other, count in met.items() if count > 1 or is_one_word or telling_count(other) == 1}
        joined, whole, count = "".join(read.telling), read.whole, len(read.telling)
        ends = (("first", joined[:_EDGE]), ("last", joined[-_EDGE:]))
        marks = [(*end, length) for end in ends for length in (count - 1, count + 1)]
        for mark in (*marks, ("initials", whole), ("whole", read.initials), ("whole", whole)):
            names |= self._names.get(mark, set())
        return names


Keys = tuple[list[tuple[str, str]], list[Hashable]]
"""The words that keep a name, each with its side, a slip allowed; and marks of the whole that must be met exactly."""


def _organisation_keys(name: str) -> Keys:
    read = organisation_name(name)
    joined, count = "".join(read.telling), len(read.telling)
    marks: list[Hashable] = [
        ("first", joined[:_EDGE], count),
        ("last", joined[-_EDGE:], count),
        ("initials", read.initials),
        ("whole", read.whole),
    ]
    return [("telling", word) for word in read.telling], marks


def _person_keys(name: str) -> Keys:
    read = person_name(name)
    return [(side, word) for side, word in (("family", read.family), ("given", read.given)) if word], []
