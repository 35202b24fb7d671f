"""Finding, among many organisations' names, those that are one with a given name or may be."""

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterator

from evenhand.names.organisation_likeness import telling_count
from evenhand.names.organisations import OrganisationReading, organisation_name
from evenhand.names.slip_index import SlipIndex
from evenhand.names.slips import slips_allowed

_EDGE = 4
"""Letters at either end of a name by which it is found where a word was lost or gained."""


class OrganisationIndex:
    """Names, each kept under its telling words, its initials and its ends."""

    def __init__(self) -> None:
        self._under: dict[Hashable, list[str]] = defaultdict(list)
        self._told_by_one: set[str] = set()
        self._words = SlipIndex(slips_allowed)

    def keep(self, name: str) -> None:
        """Keep a name of an organization, so that it is met again however it is abbreviated or misspelled."""
        for reading in organisation_name(name).readings:
            for word in reading.telling:
                self._words.add(word)
            for key in dict.fromkeys((*reading.telling, *_marks(reading))):
                self._under[key].append(name)
            if telling_count(reading.telling) == 1:
                self._told_by_one.add(name)

    def candidates(self, name: str) -> set[str]:
        """The names with two near telling words, or one where there is but one; those with its initials or as its
        initials; and those that a word more or less may have made of it.
        """
        return {other for reading in organisation_name(name).readings for other in self._read_as(reading)}

    def _read_as(self, reading: OrganisationReading) -> Iterator[str]:
        near = [self._near(word) for word in dict.fromkeys(reading.telling)]
        met = Counter(other for names in near for other in names)
        is_one_word = telling_count(reading.telling) == 1
        yield from (other for other, count in met.items() if count > 1 or is_one_word or other in self._told_by_one)
        for mark in _marks_met(reading):
            yield from self._under.get(mark, ())

    def _near(self, word: str) -> set[str]:
        """The names with a telling word that is a slip from a word."""
        return {name for near in self._words.near(word) for name in self._under.get(near, ())}


def _marks(reading: OrganisationReading) -> tuple[Hashable, ...]:
    """What a name is kept under beside its words: its beginning and end with how many words it has, its initials, and
    all of it as one word.
    """
    joined, count = "".join(reading.telling), len(reading.telling)
    return (
        ("first", joined[:_EDGE], count),
        ("last", joined[-_EDGE:], count),
        ("initials", reading.initials),
        ("whole", reading.whole),
    )


def _marks_met(reading: OrganisationReading) -> list[Hashable]:
    """The marks of names that may be this one with a word more or less, with its initials, or as its initials."""
    joined, count = "".join(reading.telling), len(reading.telling)
    ends = (("first", joined[:_EDGE]), ("last", joined[-_EDGE:]))
    marks: list[Hashable] = [(*end, length) for end in ends for length in (count - 1, count + 1)]
    return [*marks, ("initials", reading.whole), ("whole", reading.initials), ("whole", reading.whole)]
