"""A letter's prose cut into sentences, each with its place: what the checks on contradictions read."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import NamedTuple

from evenhand.audit.claim import Passage
from evenhand.determination.published import PublishedDetermination
from evenhand.finding import Place

_END = re.compile(r"[.?!;][\"')\u201d]*\s+(?=[\"'(\u201c]?[A-Z0-9*])|(?<=[a-z])\.(?=[A-Z][a-z])")
_NO_END = re.compile(
    r"(?:\b(?:Dr|Mr|Ms|Mrs|vs|No|St|approx|e\.g|i\.e|et al|Inc|mg|cm|yr|yrs|hrs|wk|Pg|pg|pp|Ch|Sec|Jr|Sr)|\b[A-Z])\.\s*$"
)


class Sentence(NamedTuple):
    """A sentence: its words on one line, its words in lower case, and where it stands.

    `field` is the part of the letter, `line` the number of the treatment from 0, -1 outside the decisions; `start` and
    `end` are offsets into the text as read, -1 where there is no text.
    """

    words: str
    lower: str
    field: str
    line: int
    start: int
    end: int


@dataclass(frozen=True)
class LetterWords:
    """The sentences of one letter, cut when first asked for."""

    letter: PublishedDetermination
    text: str

    @cached_property
    def summary(self) -> tuple[Sentence, ...]:
        """The sentences of the clinical summary."""
        return tuple(_sentences(self.letter.summary, self.text, self.letter.spans.get("summary"), "summary", -1))

    @cached_property
    def reasons(self) -> tuple[tuple[Sentence, ...], ...]:
        """The sentences of the reasons, line by line."""
        return tuple(
            tuple(_sentences(line.rationale, self.text, line.spans.get("rationale"), "rationale", number))
            for number, line in enumerate(self.letter.treatments)
        )

    @cached_property
    def all(self) -> tuple[Sentence, ...]:
        """The sentences of the summary, then of all reasons."""
        return (*self.summary, *(sentence for reasons in self.reasons for sentence in reasons))

    @cached_property
    def vocabulary(self) -> frozenset[str]:
        """Every word of summary and reasons, in lower case."""
        told = (self.letter.summary, *(line.rationale for line in self.letter.treatments))
        return frozenset(word for words in told if words for word in _WORD.findall(words.lower()))

    def passage(self, sentence: Sentence) -> Passage:
        """A sentence as a passage of the letter."""
        key = sentence.field if sentence.line < 0 else f"treatment {sentence.line + 1}, {sentence.field}"
        if sentence.start < 0:
            return Passage(words=sentence.words, place=Place(file=self.letter.file, key=key))
        place = Place(file=self.letter.file, key=key, start=sentence.start, end=sentence.end)
        return Passage(words=sentence.words, place=place)

    def part(self, name: str, line: int | None = None) -> Passage:
        """A field of the letter or of a line, as a passage."""
        words = getattr(self.letter if line is None else self.letter.treatments[line], name)
        place = self.letter.place(name, line)
        if place.start is not None and self.text:
            words = " ".join(self.text[place.start : place.end].split())
        return Passage(words=str(words or ""), place=place)


_WORD = re.compile(r"[a-z][a-z'-]*")


def _sentences(
    words: str | None, text: str, span: tuple[int, int] | None, field: str, line: int
) -> Iterator[Sentence]:
    if not words:
        return
    if not text or span is None:
        for start, end in _edges(words):
            piece = words[start:end]
            yield Sentence(piece, piece.lower(), field, line, -1, -1)
        return
    first, last = span
    raw = text[first:last]
    for start, end in _edges(raw):
        piece = " ".join(raw[start:end].split())
        yield Sentence(piece, piece.lower(), field, line, first + start, first + end)


@lru_cache(maxsize=256)
def _edges(words: str) -> tuple[tuple[int, int], ...]:
    """Where the sentences of some words begin and end."""
    edges: list[tuple[int, int]] = []
    start = 0
    for match in _END.finditer(words):
        if _NO_END.search(words, start, match.start() + 1):
            continue
        edges.append((start, _trimmed(words, start, match.end())))
        start = match.end()
    if words[start:].strip():
        edges.append((start, _trimmed(words, start, len(words))))
    return tuple(edges)


def _trimmed(words: str, start: int, end: int) -> int:
    return start + len(words[start:end].rstrip())
