"""Words by which a case is found: those of its parties' names and of its number, as they are spelled and as they sound.

A word is kept in letters a to z and digits: marks over letters are left out (Núñez is nunez), and a letter of another
script becomes its number, so that both databases put words in one order.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from evenhand.docket.party import Party

LONGEST = 40
_APOSTROPHES = re.compile("['\u2018\u2019\u02bc.]")
_PARTED = re.compile(r"[\W_]+")
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
    """The words of a name or a number, each once, in their order: lower case, without marks, hyphens parted."""
    plain = unicodedata.normalize("NFKD", text).casefold()
    bare = "".join(char for char in plain if not unicodedata.combining(char))
    parted = _PARTED.split(_APOSTROPHES.sub("", bare))
    return tuple(dict.fromkeys(_ascii(word)[:LONGEST] for word in parted if word))


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
    """Every word by which a case of a number and these parties is found; the number also without its hyphens."""
    parts = words(number)
    joined = ("".join(parts)[:LONGEST],) if len(parts) > 1 else ()
    yield from _rows(parts + joined, number, "")
    for party in parties:
        written = ", ".join(filter(None, (party.name, party.organisation)))
        yield from _rows(words(written), written, party.role.value)


def _rows(parts: tuple[str, ...], written: str, role: str) -> Iterator[NameRow]:
    name = "".join(f" {word}" for word in parts)[:400]
    for word in parts:
        yield NameRow(word, sound(word), name, written[:200], role)
