"""Comparing two names of which nobody says whether they are persons' or organisations'."""

from enum import IntEnum
from functools import lru_cache

from evenhand.names.folding import folded_name
from evenhand.names.likeness import Likeness
from evenhand.names.organisation_likeness import same_organisation
from evenhand.names.person_likeness import same_person
from evenhand.names.persons import person_name
from evenhand.names.vocabulary import name_variants, organisation_words


class _Looks(IntEnum):
    """How much a name looks like an organisation's."""

    PERSON = 0
    EITHER = 1
    ORGANISATION = 2


def same_name(name: str, other: str) -> Likeness:
    """Whether two names are one, persons' or organisations': as persons where neither says what kind of organisation it
    is; where that is doubtful they are two only if they are two in either way.
    """
    looks = max(_looks(name), _looks(other))
    if looks is _Looks.ORGANISATION:
        return same_organisation(name, other)
    likeness = same_person(name, other)
    if looks is _Looks.EITHER and likeness is Likeness.OTHER and same_organisation(name, other) is not Likeness.OTHER:
        return Likeness.ASK
    return likeness


@lru_cache(maxsize=1 << 12)
def _looks(name: str) -> _Looks:
    words = person_name(name).words
    kinds = sum(map(_is_kind, words[1:]))
    if "&" in folded_name(name) or kinds > 1:
        return _Looks.ORGANISATION
    if kinds and len(words) > 2 and words[0] not in name_variants().given:
        return _Looks.ORGANISATION
    return _Looks.EITHER if kinds or any(map(_is_kind, words[:1])) else _Looks.PERSON


def _is_kind(word: str) -> bool:
    """Whether a word says what kind of organisation it is, in full or abbreviated, and is no name for short ("Gen")."""
    known = organisation_words()
    is_short = known.abbreviations.get(word) in known.kinds and word not in name_variants().rows
    return is_short or word in known.kinds
