"""Whether two names may be one organisation's.

They are one where they are equal once legal form, accents and the usual abbreviations are taken away. A slip of the
pen, a word more or less, a branch, another name of either, initials or a kind unsaid are asked about.
"""

from functools import cache

from evenhand.names.likeness import Likeness
from evenhand.names.organisations import OrganisationName, OrganisationReading, organisation_name
from evenhand.names.slip_index import SlipIndex
from evenhand.names.slips import is_slip, slips_allowed
from evenhand.names.vocabulary import organisation_words

_CUT_SHORT = 8
"""The letters from which on a name counts as the beginning of a longer one."""


def same_organisation(name: str, other: str) -> Likeness:
    """Whether two names are one organisation's; ASK where either holds no name."""
    left, right = organisation_name(name), organisation_name(other)
    if name == other and left.whole.key:
        return Likeness.SAME
    return same_organisations(left, right)


def same_organisations(left: OrganisationName, right: OrganisationName) -> Likeness:
    """Whether two names taken apart are one organisation's."""
    if not left.whole.key or not right.whole.key:
        return Likeness.ASK
    if left.whole.key == right.whole.key:
        return Likeness.SAME if left.is_plain and right.is_plain else Likeness.ASK
    if left.number and right.number and left.number != right.number:
        return Likeness.OTHER
    if any(_may_be_one(reading, other) for reading in left.readings for other in right.readings):
        return Likeness.ASK
    return Likeness.OTHER


def _may_be_one(left: OrganisationReading, right: OrganisationReading) -> bool:
    if left.key == right.key or _is_initials(left, right) or _is_initials(right, left):
        return True
    if _begins(left, right) or _begins(right, left):
        return True
    matched, left_over, right_over = _aligned(left.telling, right.telling)
    if not matched:
        return _near_joined(left, right, _kinds_agree(left.kind, right.kind))
    left_kind, left_over = _explained(left_over, left, right)
    right_kind, right_over = _explained(right_over, right, left)
    left_over, right_over, are_numbered = _without_number(left_over, right_over)
    if are_numbered:
        return False
    spare = (*left_over, *right_over)
    agree = _kinds_agree(left_kind, right_kind)
    if left_over and right_over:
        return _near_joined(left, right, agree)
    if matched > 1:
        return len(spare) < 2
    if not spare:
        return agree
    return _is_bare_name(left, right) or _is_bare_name(right, left) or _near_joined(left, right, agree)


def _begins(short: OrganisationReading, long: OrganisationReading) -> bool:
    """Whether a name with its kind is how the other begins: a branch is written behind it."""
    is_beginning = long.key.startswith(short.key) and long.key[len(short.key) :].startswith(" ")
    return is_beginning and bool(short.kind) and short.tells


def _without_number(left: tuple[str, ...], right: tuple[str, ...]) -> tuple[tuple[str, ...], tuple[str, ...], bool]:
    """The words left over without numbers, and whether both names are numbered, and so two: "Clinic 2", "Clinic 3"."""
    if not any(map(str.isdigit, (*left, *right))):
        return left, right, False
    words = tuple(word for word in left if not word.isdigit()), tuple(word for word in right if not word.isdigit())
    return (*words, len(words[0]) < len(left) and len(words[1]) < len(right))


def _is_initials(short: OrganisationReading, long: OrganisationReading) -> bool:
    """Whether one name is the other's initials, or the other written as one word."""
    return len(short.whole) > 2 and short.whole in (long.initials, long.whole)


def _aligned(left: tuple[str, ...], right: tuple[str, ...]) -> tuple[int, tuple[str, ...], tuple[str, ...]]:
    """How many telling words find a partner, equal or a slip away, and the words of either side that find none."""
    free, alone = list(right), []
    for word in left:
        partner = word if word in free else next((candidate for candidate in free if is_slip(word, candidate)), None)
        if partner is None:
            alone.append(word)
        else:
            free.remove(partner)
    return len(left) - len(alone), tuple(alone), tuple(free)


def _explained(
    words: tuple[str, ...], of: OrganisationReading, other: OrganisationReading
) -> tuple[frozenset[str], tuple[str, ...]]:
    """The kind of a name once its unmatched words are read as misspelt words of the other's kind, of any kind, of legal
    form, or as the initials with which the other ends; and the words that remain.
    """
    if not words:
        return of.kind, ()
    kind, remaining = of.kind, []
    for word in words:
        if len(word) > 1 and other.initials.endswith(word):
            kind |= other.kind
        elif meant := _meant(word, other.written_kind) or _misspelt_kind(word):
            kind |= {meant}
        elif not _is_form(word):
            remaining.append(word)
    return kind, tuple(remaining)


def _meant(word: str, written_kind: tuple[tuple[str, str], ...]) -> str:
    """The kind of which a word is a slip or a shortening; empty where of none."""
    for full, part in written_kind:
        if _is_shortened(word, full) or is_slip(word, full):
            return part
    return ""


@cache
def telling_count(words: tuple[str, ...]) -> int:
    """How many of an organisation's telling words tell it from others, once misspelt words of kind and of form are
    taken away; never fewer than one.
    """
    return max(1, len(words) - sum(map(_is_form_or_kind, words)))


@cache
def _is_form_or_kind(word: str) -> bool:
    """Whether a word may be a word of legal form or of kind, misspelt, or only a number."""
    return word.isdigit() or _is_form(word) or bool(_misspelt_kind(word))


@cache
def _misspelt_kind(word: str) -> str:
    """The word of kind of which a word may be a slip; empty where of none."""
    return min((kind for kind in _kinds().met(word) if is_slip(word, kind)), default="")


@cache
def _kinds() -> SlipIndex:
    kinds = SlipIndex(slips_allowed)
    for kind in organisation_words().kinds:
        kinds.add(kind)
    return kinds


@cache
def _is_form(word: str) -> bool:
    """Whether a word is a word of legal form, misspelt."""
    return any(is_slip(word, form) for form in organisation_words().forms)


def _is_shortened(short: str, word: str) -> bool:
    """Whether the letters of one word stand in another in their order, the first of both the same: "mgmt"."""
    if len(short) < 2 or short[0] != word[0]:
        return False
    letters = iter(word)
    return all(char in letters for char in short)


def _is_bare_name(bare: OrganisationReading, full: OrganisationReading) -> bool:
    """Whether a name is one word that says no kind, and with it another one begins."""
    return len(bare.telling) == 1 and not bare.kind and is_slip(bare.telling[0], full.telling[0])


def _near_joined(left: OrganisationReading, right: OrganisationReading, kinds_agree: bool) -> bool:
    """Whether names of unlike many telling words are a slip apart once written as one: a space lost or gained, a name
    cut short.
    """
    shorter, longer = sorted(("".join(left.telling), "".join(right.telling)), key=len)
    if len(left.telling) == len(right.telling) or not kinds_agree:
        return False
    return is_slip(shorter, longer) or (len(shorter) >= _CUT_SHORT and longer.startswith(shorter))


def _kinds_agree(left: frozenset[str], right: frozenset[str]) -> bool:
    """Whether the kinds could be one: one of them unsaid, or at least half of their words in common."""
    return not left or not right or 2 * len(left & right) >= len(left | right)
