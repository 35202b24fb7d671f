"""The words of a title: cut apart, brought to one form, and looked up as phrases."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from typing import Generic, NamedTuple, TypeVar

GAP = "\0"
"""Stands in a title for what was already read of it, character for character."""

_WORD = re.compile(r"\0+|[^\W\d_]+(?:'\w+)?|\d+(?:\.\d+)?|[^\w\s]")
_SILENT = '"*'
_DASHES = (0x2010, 0x2011, 0x2012, 0x2013, 0x2014, 0x2212, 0x00AD)
_APOSTROPHES, _QUOTES = (0x2018, 0x2019, 0x02BC), (0x201C, 0x201D)
_MARKS_OF_TRADE, _UNSEEN = (0x00AE, 0x2122, 0x00A9), (0x200B, 0xFEFF)
_ONE_FORM: dict[int, str | None] = {
    **dict.fromkeys(_DASHES, "-"),
    **dict.fromkeys(_APOSTROPHES, "'"),
    **dict.fromkeys(_QUOTES, '"'),
    **dict.fromkeys((*_MARKS_OF_TRADE, *_UNSEEN)),
    0x00D7: "x",  # the sign of multiplication
    ord(GAP): " ",
}
_KEEPS_S = ("ss", "us", "is")
_IS_NO_PLURAL = frozenset(("tens",))
_DROPS_ES = ("ches", "shes", "sses", "xes")

T = TypeVar("T")


class Word(NamedTuple):
    """One word or mark of a title: its one form (lower case, singular), and where it stands."""

    stem: str
    start: int
    end: int


def one_form(text: str) -> str:
    """A text on one line, with one dash, one quotation mark and no marks of trade; compatible characters as their
    plain ones (a ligature as its letters).
    """
    return " ".join(unicodedata.normalize("NFKC", text.translate(_ONE_FORM)).split())


def words(text: str) -> list[Word]:
    """The words and marks of a text in one form, in order. A hyphen inside a word parts it and is dropped."""
    cut = []
    for match in _WORD.finditer(text):
        mark, start, end = match[0], match.start(), match.end()
        if mark in _SILENT or (mark == "-" and _is_inside(text, start, end)):
            continue
        cut.append(Word(GAP if mark[0] == GAP else stem(mark), start, end))
    return cut


def _is_inside(text: str, start: int, end: int) -> bool:
    return text[start - 1 : start].isalnum() and text[end : end + 1].isalnum()


def stem(word: str) -> str:
    """A word in lower case and, roughly, in the singular; the same for every form of it, and not always a word."""
    word = word.lower().removesuffix("'s")
    if len(word) < 4 or word in _IS_NO_PLURAL or not word.endswith("s") or word.endswith(_KEEPS_S):
        return word
    if word.endswith("ies"):
        return word[:-3] + "y"
    return word[:-2] if word.endswith(_DROPS_ES) else word[:-1]


class Phrase(NamedTuple, Generic[T]):
    """A phrase that stands in a title: what it means, and the words it spans, the last excluded."""

    meaning: T
    first: int
    last: int

    @property
    def numbers(self) -> range:
        """The positions of its words in the title, the last excluded."""
        return range(self.first, self.last)


class Phrasebook(Generic[T]):
    """Phrases and what they mean, looked up in a list of words, the longest first."""

    def __init__(self, meanings: Mapping[str, T]) -> None:
        self._meanings = {_key(words(phrase)): meaning for phrase, meaning in meanings.items()}
        starts: dict[str, set[int]] = {}
        for key in self._meanings:
            starts.setdefault(key[0], set()).add(len(key))
        self._lengths = {first: sorted(lengths, reverse=True) for first, lengths in starts.items()}

    def at(self, cut: list[Word], position: int) -> Phrase[T] | None:
        """The longest phrase that begins at a word, or None."""
        for length in self._lengths.get(cut[position].stem, ()):
            meaning = self._meanings.get(_key(cut[position : position + length]))
            if meaning is not None and position + length <= len(cut):
                return Phrase(meaning, position, position + length)
        return None

    def meaning(self, *stems: str) -> T | None:
        """What a phrase of these words, each in its one form, means; None where it is not known."""
        return self._meanings.get(stems)

    def all(self, cut: list[Word]) -> Iterator[Phrase[T]]:
        """Every phrase of a list of words, none overlapping another, from its beginning."""
        position = 0
        while position < len(cut):
            phrase = self.at(cut, position)
            if phrase:
                yield phrase
            position = phrase.last if phrase else position + 1


def _key(cut: Iterable[Word]) -> tuple[str, ...]:
    return tuple(word.stem for word in cut)
