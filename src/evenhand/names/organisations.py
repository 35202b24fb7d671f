"""An organisation's name taken apart, however it was written: legal forms, abbreviations, branches, other names."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise

from evenhand.names.folding import WORD, folded_name
from evenhand.names.slips import is_slip
from evenhand.names.vocabulary import organisation_words

_LONGEST = 400
"""Characters beyond which a text is read no further as a name."""
_MOST_READINGS = 12
_GLUED = 5
"""The letters from which on a word of kind is looked for at the end of another word."""
_LONGEST_PHRASE = 6
"""Words of the longest phrase of legal form: "a california professional medical law corporation"."""
_CUT = "|"
"""Stands where a name may end: at a comma, a stroke, a bracket."""
_PARTED = re.compile(r"[,;|/:()\[\]{}\n\t]|\s-+\s*|\s*-+\s|--+")
_DOTTED = re.compile(r"\b(?:[a-z]\.){2,}")
_TOKEN = re.compile(rf"{WORD.pattern}|[{_CUT}]")
_ATTENTION = re.compile(r"(?:^|(?<=[\s,;(]))att(?:n|ention)\b[.:]?([^,;]*)")
_PLACED = frozenset({"of", "at", "in", "for"})
"""Little words behind which a place may stand."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganisationReading:
    """One way to read an organisation's name: `telling` words and words of its `kind`; all in their order as `key`, as
    one word (`whole`) and by `initials`. `written_kind` gives for each word of kind, as written, the word it counts as.
    """

    telling: tuple[str, ...]
    kind: frozenset[str]
    written_kind: tuple[tuple[str, str], ...]
    key: str
    whole: str
    initials: str

    @property
    def tells(self) -> bool:
        """Whether the words tell an organisation from others: two telling ones, or one with its kind."""
        return len(self.telling) + bool(self.kind) > 1 and not self.kind.issuperset(self.telling)


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganisationName:
    """An organisation's name taken apart, `whole` as it stands, and `others` as it may be meant: without its branch, by
    its other name, by that of whom it is in care of. `number` tells it from others of its name ("Clinic 2").
    `is_plain` is False where it is only reached through another.
    """

    whole: OrganisationReading
    others: tuple[OrganisationReading, ...] = ()
    number: str = ""
    is_plain: bool = True

    @property
    def readings(self) -> tuple[OrganisationReading, ...]:
        """Every way to read the name, the whole first."""
        return (self.whole, *self.others)


@lru_cache(maxsize=1 << 16)
def organisation_name(name: str) -> OrganisationName:
    """An organisation's name taken apart, abbreviations written out and legal forms dropped.

    A name made of nothing but words of kind is told by all of them.
    """
    text = folded_name(name[:_LONGEST]).replace("'", "")
    for short, full in organisation_words().shortened.items():
        text = text.replace(short, full)
    named = _ATTENTION.sub(f" {_CUT} ", text)
    if not WORD.search(named):
        named = _ATTENTION.sub(r"\1", text)
    pieces = [_tokens(piece) for piece in _other_names().split(" " + named)]
    tokens = [token for piece in pieces for token in piece]
    whole = _reading(tuple(token for token in tokens if token != _CUT))
    others = {whole.key: whole}
    if tokens and tokens[0] in organisation_words().abbreviations:
        literal = _reading(tuple(token for token in tokens if token != _CUT), is_literal=True)
        others.setdefault(literal.key, literal)
    for piece in pieces:
        for words in _shortened(piece, is_part=len(pieces) > 1):
            reading = _reading(words)
            if reading.tells and bool(reading.kind) >= bool(whole.kind) and len(others) < _MOST_READINGS:
                others.setdefault(reading.key, reading)
    is_plain = bool(pieces[0]) and len(name) <= _LONGEST
    number = _number(pieces[0])
    return OrganisationName(whole=whole, others=tuple(others.values())[1:], number=number, is_plain=is_plain)


@cache
def _other_names() -> re.Pattern[str]:
    markers = "|".join(re.escape(mark).replace(r"\ ", r"\s+") for mark in organisation_words().other_names)
    return re.compile(rf"(?:(?<=[\s,;(])(?:{markers})|[,;(] *now)(?![\w/.])[.:,]?")


def _tokens(piece: str) -> list[str]:
    """The words of a piece of a name, with a mark where it may end; none at its own ends or before a legal form."""
    joined = _DOTTED.sub(lambda match: match.group().replace(".", "") + " ", piece) if "." in piece else piece
    marked = _PARTED.sub(f" {_CUT} ", joined)
    tokens = _TOKEN.findall(marked)
    while tokens and tokens[-1] == _CUT:
        tokens.pop()
    while tokens and tokens[0] == _CUT:
        del tokens[0]
    return tokens


def _number(tokens: list[str]) -> str:
    """The number that is part of a name, not of an address behind it: before any place where the name may end."""
    known = organisation_words()
    for before, token in pairwise(tokens):
        if token == _CUT:
            return ""
        if token.isdigit() and before not in known.departments:
            return token.lstrip("0")
    return ""


def _shortened(tokens: list[str], *, is_part: bool) -> Iterator[tuple[str, ...]]:
    """The words of a piece up to each place where the name may end: all of it where it is only a part of what is
    written, before a comma, a place, a number, a department; and without departments before it.
    """
    known, words = organisation_words(), list[str]()
    telling = [token for token in tokens if token != _CUT]
    if is_part:
        yield tuple(telling)
    for token in tokens:
        if words and (token == _CUT or token in _PLACED or token.isdigit() or token in known.places):
            yield tuple(words)
        words += [token] if token != _CUT else []
    start = next((place for place, word in enumerate(telling) if word not in known.departments), 0)
    if start:
        yield tuple(telling[start:])
    last = tuple(tokens[len(tokens) - tokens[::-1].index(_CUT) :]) if _CUT in tokens else ()
    if not known.kinds.isdisjoint(known.abbreviations.get(word, word) for word in last):
        yield last


def _reading(words: tuple[str, ...], *, is_literal: bool = False) -> OrganisationReading:
    """A name's words read; where `is_literal`, the first is no abbreviation but a word that looks like one: "Amer" may
    be Amber miswritten.
    """
    known = organisation_words()
    dropped = known.forms | known.rare_forms | known.little
    bare = _without_form(words)
    read = [(word, part) for word in bare[is_literal:] for part in _read_word(word)]
    read = [*((word, word) for word in bare[:is_literal]), *read]
    kept = [(word, part) for word, part in read if part not in dropped]
    telling = tuple(part for _, part in kept if part not in known.kinds)
    return OrganisationReading(
        telling=telling or tuple(part for _, part in kept),
        kind=frozenset(part for _, part in kept if part in known.kinds),
        written_kind=tuple((word, part) for word, part in kept if part in known.kinds),
        key=" ".join(part for _, part in kept),
        whole="".join(part for _, part in kept),
        initials="".join(part[0] for _, part in kept),
    )


def _without_form(words: tuple[str, ...]) -> tuple[str, ...]:
    """A name's words without a phrase of legal form at their end ("a medical corporation"), misspelt or not."""
    known = organisation_words()
    for count in range(min(_LONGEST_PHRASE, len(words) - 1), 1, -1):
        article, *phrase, last = words[-count:]
        is_form = last in known.forms | known.rare_forms or _is_slip_of(last, "corporation", "partnership")
        is_phrase = is_form and article in ("a", "an")
        if is_phrase and all(word in known.phrased or _is_slip_of(word, "medical", "professional") for word in phrase):
            return words[:-count]
    if len(words) > 2 and _is_slip_of(words[-1], "corporation") and words[-2] in ("professional", "medical", "law"):
        return words[:-2]
    return words


def _is_slip_of(word: str, *others: str) -> bool:
    return any(is_slip(word, other) for other in others)


@cache
def _read_word(word: str) -> tuple[str, ...]:
    """A word of an organisation's name, written out: an abbreviation in full, a kind that is glued on as itself."""
    known = organisation_words()
    if word in known.abbreviations:
        return (known.abbreviations[word],)
    if word not in known.kinds:
        for kind in known.kinds:
            if len(kind) >= _GLUED and word.endswith(kind) and len(word) - len(kind) >= 3:
                return word.removesuffix(kind), kind
    return (word,)
