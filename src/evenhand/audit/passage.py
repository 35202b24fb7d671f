"""Passages: where in the letter's text the words stand that a finding speaks of."""

import re
from dataclasses import replace
from functools import lru_cache

from evenhand.determination.published import PublishedDetermination
from evenhand.finding import Place
from evenhand.names.folding import folded, folded_text, search_pattern

_SENTENCE_END = re.compile(r"(?<=[.?!])[\"')\u201d]*\s+(?=[\"'(\u201c]?[A-Z0-9])")
_NO_END = re.compile(r"(?:\b(?:Dr|Mr|Ms|Mrs|vs|No|St|approx|e\.g|i\.e)\.|\b[A-Z]\.)$")


def passage(letter: PublishedDetermination, text: str, words: str, field: str, treatment: int | None = None) -> Place:
    """The place of some words of a field; of the whole field where the text does not show them in one piece."""
    whole = letter.place(field, treatment)
    if not text or whole.start is None or whole.end is None or not words.strip():
        return whole
    sought, plain = search_pattern(words), folded_text(text[whole.start : whole.end])
    match = sought.search(plain.text) if sought else None
    if match is None:
        return whole
    start, end = plain.span(*match.span())
    return replace(whole, start=whole.start + start, end=whole.start + end)


def beginning(place: Place) -> Place:
    """The point at which a passage begins: where something ought to stand that does not."""
    return replace(place, end=place.start)


def sentences(words: str | None) -> list[str]:
    """The sentences of a passage; none where there is nothing."""
    return list(_cut(words or ""))


@lru_cache(maxsize=2048)
def _cut(words: str) -> tuple[str, ...]:
    whole: list[str] = []
    for piece in _SENTENCE_END.split(words):
        if whole and _NO_END.search(whole[-1]):
            whole[-1] += f" {piece}"
        elif piece:
            whole.append(piece)
    return tuple(whole)


def mentions(words: str | None, sought: tuple[str, ...]) -> str:
    """The first place in some text where one of the sought words stands by itself, folded: in small letters, whatever
    their accents, ligatures and apostrophes.

    Where two begin at the same place the one named first counts; empty where none stands there.
    """
    return _mentioned(words, sought) if words and sought else ""


@lru_cache(maxsize=16384)
def _mentioned(words: str, sought: tuple[str, ...]) -> str:
    match = _any_of(sought).search(_spaced(words))
    return match[0] if match else ""


@lru_cache(maxsize=64)
def _spaced(words: str) -> str:
    return " ".join(folded(words).split())


def mentioned_in(pieces: tuple[str, ...], sought: tuple[str, ...]) -> str:
    """The first mention in any of some pieces of text; empty where none mentions it."""
    return next((word for piece in pieces if (word := mentions(piece, sought))), "")


@lru_cache(maxsize=1024)
def _any_of(sought: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{'|'.join(re.escape(folded(words)) for words in sought)})(?!\w)")
