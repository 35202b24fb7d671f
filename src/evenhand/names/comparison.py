"""Names: whether two of them are one, beyond doubt, perhaps, or not.

An organisation is beyond doubt the same where the names are equal once legal form, accents and the usual
abbreviations are taken away. A person never is by name alone: two people may bear one. Whatever is near enough to be
a slip of the pen is "perhaps", and goes to somebody who looks.
"""

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache
from importlib import resources

from rapidfuzz.distance import DamerauLevenshtein

from evenhand.finding import Finding
from evenhand.toml_source import read_toml
from evenhand.toml_table import TomlTable

_WORD = re.compile(r"[a-z0-9]+")
_GLUED = 5
"""The letters from which on a word of kind is looked for at the end of another word."""
_CUT_SHORT = 8
"""The letters from which on a name counts as the beginning of a longer one."""
_DOTTED = re.compile(r"\b(?:[a-z]\.){2,}")


class Likeness(StrEnum):
    """How two names compare."""

    SAME = "same"
    PERHAPS = "perhaps"
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class NameWords:
    """What is known about words in names: legal forms, kinds of organisation, abbreviations, titles, nicknames."""

    forms: frozenset[str]
    little: frozenset[str]
    form_phrases: tuple[tuple[str, ...], ...]
    kinds: frozenset[str]
    abbreviations: dict[str, str]
    dropped: frozenset[str]
    nicknames: dict[str, str]


@cache
def name_words() -> NameWords:
    """The words of `names.toml`; raises ValueError where the package's own file is broken."""
    findings: list[Finding] = []
    text = (resources.files("evenhand.names") / "names.toml").read_text(encoding="utf-8")
    source, faults = read_toml(text, "evenhand/names/names.toml")
    if source is None:
        raise ValueError(f"the package's own names.toml cannot be read: {faults}")
    table = TomlTable.root(source, findings, "PANEL-NAMES")
    words = NameWords(
        forms=frozenset(table.texts("forms")),
        little=frozenset(table.texts("little")),
        form_phrases=tuple(
            sorted((plain_words(phrase) for phrase in table.texts("form_phrases")), key=len, reverse=True)
        ),
        kinds=frozenset(table.texts("kinds")),
        abbreviations=table.scalars("abbreviations"),
        dropped=frozenset(table.table("persons").texts("dropped")),
        nicknames=table.scalars("nicknames"),
    )
    if findings:
        raise ValueError(f"the package's own names.toml is faulty: {findings}")
    return words


def plain_words(name: str) -> tuple[str, ...]:
    """A name as its words: small letters and digits, accents and apostrophes gone, "U.S." one word, "&" none."""
    folded = unicodedata.normalize("NFKD", name.casefold())
    bare = "".join(char for char in folded if not unicodedata.combining(char)).replace("'", "").replace("\u2019", "")
    joined = _DOTTED.sub(lambda match: match.group().replace(".", "") + " ", bare)
    return tuple(_WORD.findall(joined))


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganisationName:
    """An organisation's name taken apart: `telling` words and words of its `kind`; all in their order as `key`, as one
    word (`whole`) and by `initials`. `written_kind` gives for each word of kind, as written, the word it counts as.
    """

    telling: tuple[str, ...]
    kind: frozenset[str]
    written_kind: tuple[tuple[str, str], ...]
    key: str
    whole: str
    initials: str


def _without_form(words: tuple[str, ...]) -> tuple[str, ...]:
    """A name's words without a phrase of legal form at their end, misspelt or not."""
    for phrase in name_words().form_phrases:
        ending = words[-len(phrase) :]
        if len(words) > len(phrase) and all(_is_slip(word, other) for word, other in zip(ending, phrase, strict=True)):
            return words[: -len(phrase)]
    return words


@cache
def _read_word(word: str) -> tuple[str, ...]:
    """A word of an organisation's name, written out: an abbreviation in full, a kind that is glued on as itself."""
    known = name_words()
    if word in known.abbreviations:
        return (known.abbreviations[word],)
    if word not in known.kinds:
        for kind in known.kinds:
            if len(kind) >= _GLUED and word.endswith(kind) and len(word) - len(kind) >= 3:
                return word.removesuffix(kind), kind
    return (word,)


@cache
def organisation_name(name: str) -> OrganisationName:
    """An organisation's name taken apart, abbreviations written out and legal forms dropped.

    A name made of nothing but words of kind is told by all of them.
    """
    known = name_words()
    dropped = known.forms | known.little
    read = [(word, part) for word in _without_form(plain_words(name)) for part in _read_word(word)]
    kept = [(word, part) for word, part in read if part not in dropped]
    telling = tuple(part for _, part in kept if part not in known.kinds)
    return OrganisationName(
        telling=telling or tuple(part for _, part in kept),
        kind=frozenset(part for _, part in kept if part in known.kinds),
        written_kind=tuple((word, part) for word, part in kept if part in known.kinds),
        key=" ".join(part for _, part in kept),
        whole="".join(part for _, part in kept),
        initials="".join(part[0] for _, part in kept),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonName:
    """A person's name taken apart: `family`, `given` with nicknames written out, and the names between, if any."""

    family: str
    given: str
    middle: tuple[str, ...]

    @property
    def has_second_given(self) -> bool:
        """Whether a name stands in the middle that some may call the person by: more than an initial."""
        return any(len(word) > 1 for word in self.middle)


@cache
def person_name(name: str) -> PersonName:
    """A person's name taken apart, written "Given Middle Family" or "Family, Given Middle"; titles are dropped."""
    known = name_words()
    first, comma, rest = name.partition(",")
    before = [word for word in plain_words(first) if word not in known.dropped]
    after = [word for word in plain_words(rest) if word not in known.dropped]
    if comma and after:
        family, others = "".join(before), after
    elif len(before) > 2 and len(before[-1]) == 1:  # nobody's family name is one letter: the comma was lost
        family, others = before[0], before[1:]
    else:
        family, others = (before[-1] if before else ""), before[:-1]
    given = known.nicknames.get(others[0], others[0]) if others else ""
    return PersonName(family=family, given=given, middle=tuple(others[1:]))


def same_organisation(name: str, other: str) -> Likeness:
    """Whether two names are one organisation's."""
    left, right = organisation_name(name), organisation_name(other)
    if left.key == right.key:
        return Likeness.SAME
    if _near_organisations(left, right):
        return Likeness.PERHAPS
    return Likeness.OTHER


def _near_organisations(left: OrganisationName, right: OrganisationName) -> bool:
    if _is_initials(left, right) or _is_initials(right, left):
        return True
    matched, left_over, right_over = _aligned(left.telling, right.telling)
    if not matched:
        return _near_joined(left, right)
    left_kind, left_over = _explained(left_over, left, right)
    right_kind, right_over = _explained(right_over, right, left)
    spare = (*left_over, *right_over)
    if any(word.isdigit() for word in spare):
        return False
    if left_over and right_over:
        return _near_joined(left, right)
    if matched > 1:
        return len(spare) < 2
    if not spare:
        return _kinds_agree(left_kind, right_kind)
    return _is_bare_name(left, right) or _is_bare_name(right, left) or _near_joined(left, right)


def _is_initials(short: OrganisationName, long: OrganisationName) -> bool:
    """Whether one name is the other's initials, or the other written as one word."""
    return len(short.whole) > 2 and short.whole in (long.initials, long.whole)


def _aligned(left: tuple[str, ...], right: tuple[str, ...]) -> tuple[int, tuple[str, ...], tuple[str, ...]]:
    """How many telling words find a partner, equal or a slip away, and the words of either side that find none."""
    free, alone = list(right), []
    for word in left:
        partner = word if word in free else next((candidate for candidate in free if _is_slip(word, candidate)), None)
        if partner is None:
            alone.append(word)
        else:
            free.remove(partner)
    return len(left) - len(alone), tuple(alone), tuple(free)


def _explained(
    words: tuple[str, ...], of: OrganisationName, other: OrganisationName
) -> tuple[frozenset[str], tuple[str, ...]]:
    """The kind of a name once its unmatched words are read as misspelt words of the other's kind, of legal form, or as
    the initials with which the other ends; and the words that remain.
    """
    if not words:
        return of.kind, ()
    kind, remaining = of.kind, []
    for word in words:
        if len(word) > 1 and other.initials.endswith(word):
            kind |= other.kind
        elif meant := _meant(word, other.written_kind):
            kind |= {meant}
        elif not _is_form(word):
            remaining.append(word)
    return kind, tuple(remaining)


def _meant(word: str, written_kind: tuple[tuple[str, str], ...]) -> str:
    """The kind of which a word is a slip or a shortening; empty where of none."""
    for full, part in written_kind:
        if _is_shortened(word, full) or _is_slip(word, full):
            return part
    return ""


@cache
def telling_count(name: str) -> int:
    """How many words of an organisation's name tell it from others, once misspelt words of kind and of form are taken
    away; never fewer than one.
    """
    words = organisation_name(name).telling
    return max(1, len(words) - sum(map(_is_form_or_kind, words)))


@cache
def _is_form_or_kind(word: str) -> bool:
    """Whether a word may be a word of legal form or of kind, misspelt."""
    return _is_form(word) or any(_is_slip(word, kind) for kind in name_words().kinds)


@cache
def _is_form(word: str) -> bool:
    """Whether a word is a word of legal form, misspelt."""
    return any(_is_slip(word, form) for form in name_words().forms)


def _is_shortened(short: str, word: str) -> bool:
    """Whether the letters of one word stand in another in their order, the first of both the same: "mgmt"."""
    if len(short) < 2 or short[0] != word[0]:
        return False
    letters = iter(word)
    return all(char in letters for char in short)


def _is_bare_name(bare: OrganisationName, full: OrganisationName) -> bool:
    """Whether a name is one word that says no kind, and with it another one begins."""
    return len(bare.telling) == 1 and not bare.kind and _is_slip(bare.telling[0], full.telling[0])


def _near_joined(left: OrganisationName, right: OrganisationName) -> bool:
    """Whether names of unlike many telling words are a slip apart once written as one: a space lost or gained, a name
    cut short.
    """
    shorter, longer = sorted(("".join(left.telling), "".join(right.telling)), key=len)
    if len(left.telling) == len(right.telling) or not _kinds_agree(left.kind, right.kind):
        return False
    return _is_slip(shorter, longer) or (len(shorter) >= _CUT_SHORT and longer.startswith(shorter))


def _kinds_agree(left: frozenset[str], right: frozenset[str]) -> bool:
    """Whether the kinds could be one: one of them unsaid, or at least half of their words in common."""
    return not left or not right or 2 * len(left & right) >= len(left | right)


def slips_allowed(word: str) -> int:
    """How many slips of the pen a word of its length may hold and still be the word: letters lost, doubled, changed,
    swapped.
    """
    return 0 if word.isdigit() else _by_length(len(word))


def _by_length(letters: int) -> int:
    return 2 if letters > 5 else 1 if letters > 2 else 0


@lru_cache(maxsize=1 << 16)
def _is_slip(left: str, right: str) -> bool:
    if left == right:
        return True
    allowed = _by_length(max(len(left), len(right)))
    if abs(len(left) - len(right)) > allowed:
        return False
    if DamerauLevenshtein.distance(left, right, score_cutoff=allowed) > allowed:
        return False
    return not (left.isdigit() or right.isdigit())


def same_person(name: str, other: str) -> Likeness:
    """Whether two names may be one person's: PERHAPS or OTHER, for a name alone is never proof."""
    left, right = person_name(name), person_name(other)
    if _near_given(left, right) and _is_slip(left.family, right.family):
        return Likeness.PERHAPS
    swapped = _is_slip(left.family, right.given) and _is_slip(left.given, right.family)
    return Likeness.PERHAPS if swapped else Likeness.OTHER


def _near_given(left: PersonName, right: PersonName) -> bool:
    """Whether the given names could be one: equal but for slips, one the other's initial, or one the other's middle."""
    if not left.given or not right.given or _is_slip(left.given, right.given):
        return True
    if left.given[0] == right.given[0] and 1 in (len(left.given), len(right.given)):
        return True
    written = ((left.given, right.middle), (right.given, left.middle))
    return any(_is_slip(given, word) for given, middle in written for word in middle)
