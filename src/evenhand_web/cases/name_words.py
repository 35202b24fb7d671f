"""Words by which a case is found: those of its parties' names and of its number, as they are spelled and as they sound.

A word is folded as names are everywhere (Núñez is nunez) and kept in letters a to z and digits: a letter that has no
such form becomes its number, so that both databases put words in one order.
"""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from evenhand.docket.party import Party
from evenhand.identifier import identifier_key
from evenhand.names.folding import folded
from evenhand.names.vocabulary import person_words

LONGEST = 40
_STOPS = re.compile("['.]")
_BEHIND_APOSTROPHE = re.compile(r"(?<=\w')\w+")
_PARTED = re.compile(r"[\W_]+")
_GLUED = ("dela", "delos", "delas", "vander", "vanden", "abdul", "abdel", "santa", "saint", "fitz")
"""Little words that are often written as one with the word behind them."""
_SHORTEST_PART = 3
"""Letters of the shortest part of a word by which it is found too."""
_ALIKE = (
    (re.compile(r"^(?:gn|kn)"), "n"),
    (re.compile(r"^wr"), "r"),
    (re.compile("ph"), "f"),
    (re.compile("sch|sh"), "s"),
    (re.compile("c(?=[eiy])|z"), "s"),
    (re.compile("ck|c|q"), "k"),
    (re.compile("x"), "ks"),
    (re.compile("ll(?=[aeiou])|y|j(?=[aeiou])"), "i"),
    (re.compile("[vw]"), "b"),
    (re.compile("h"), ""),
    (re.compile(r"(.)\1+"), r"\1"),
)
_INNER_VOWEL = re.compile("(?<=.)[aeiou]")
_SHORTEST_SOUND = 3


class NameRow(NamedTuple):
    """One word by which a case is found. `name` holds all words it stands among, each with a space before it; `written`
    is the name with the firm as it was entered, `role` the part of whose it is: empty for the case's own number.
    """

    word: str
    sound: str
    name: str
    written: str
    role: str


def words(text: str) -> tuple[str, ...]:
    """The words of a name or a number, each once, in their order: folded, without apostrophes, hyphens parted."""
    parted = _PARTED.split(_STOPS.sub("", folded(text)))
    return tuple(dict.fromkeys(_ascii(word)[:LONGEST] for word in parted if word))


def telling_words(text: str) -> tuple[str, ...]:
    """The words of what is looked for, without little ones ("de la") where others are left."""
    asked = words(text)
    return tuple(word for word in asked if word not in person_words().particles) or asked


def joined_words(asked: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """What is looked for with two of its words as one, each pair in turn: "Mary Ann" may be kept as "Maryann"."""
    for place, (word, after) in enumerate(pairwise(asked)):
        yield (*asked[:place], (word + after)[:LONGEST], *asked[place + 2 :])


def _also(text: str) -> Iterator[str]:
    """Other words by which a name is found: two or more side by side as one, the part of a word behind an apostrophe or
    behind a little word that is written as one with it.
    """
    parts = words(text)
    yield from (word + after for word, after in pairwise(parts))
    for place, word in enumerate(parts[1:-1], start=1):
        if word in person_words().particles:
            yield "".join(parts[place - 1 : place + 2])
    yield from _BEHIND_APOSTROPHE.findall(folded(text))
    for word in parts:
        yield from (word.removeprefix(glued) for glued in _GLUED if word.startswith(glued))


def _ascii(word: str) -> str:
    return word if word.isascii() else "".join(char if char.isascii() else f"u{ord(char):05x}" for char in word)


@lru_cache(maxsize=4096)
def sound(word: str) -> str:
    """How a word sounds, roughly, so that common misspellings meet: vowels within it, doubled letters, and c/k, s/z,
    v/b, ph/f, y/i do not matter. Empty for a word with digits.
    """
    if not word.isalpha():
        return ""
    spoken = word
    for pattern, becomes in _ALIKE:
        spoken = pattern.sub(becomes, spoken)
    bones = _INNER_VOWEL.sub("", spoken)
    return bones if len(bones) >= _SHORTEST_SOUND else spoken


def name_rows(number: str, parties: Iterable[Party]) -> Iterator[NameRow]:
    """Every word by which a case of a number and these parties is found; the number also as one word."""
    parts = words(number)
    whole = _ascii(identifier_key(number))[:LONGEST]
    yield from _rows(tuple(dict.fromkeys((*parts, *filter(None, (whole,))))), number, "")
    for party in parties:
        written = ", ".join(filter(None, (party.name, party.organisation)))
        named = words(written)
        also = (_ascii(word)[:LONGEST] for word in (*_also(party.name), *_also(party.organisation)))
        found_by = (*named, *(word for word in also if len(word) >= _SHORTEST_PART))
        yield from _rows(tuple(dict.fromkeys(found_by)), written, party.role.value)


def _rows(parts: tuple[str, ...], written: str, role: str) -> Iterator[NameRow]:
    name = "".join(f" {word}" for word in parts)[:400]
    for word in parts:
        yield NameRow(word, sound(word), name, written[:200], role)
