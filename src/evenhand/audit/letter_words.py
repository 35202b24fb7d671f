"""A letter's prose cut into sentences, each with its place: what the checks on contradictions read."""

import datetime as dt
import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import NamedTuple

from evenhand.audit.claim import Passage
from evenhand.determination.published import PublishedDetermination
from evenhand.finding import Place
from evenhand.programme.rule import RuleVersion

_END = re.compile("[.?!;](?:[\"')\u201d]*\\s+(?=[\"'(\u201c]?[A-Z0-9*])|(?=[A-Z][a-z]))")
_SHORT = frozenset(
    [
        "Dr.",
        "Mr.",
        "Ms.",
        "Mrs.",
        "vs.",
        "No.",
        "St.",
        "approx.",
        "e.g.",
        "i.e.",
        "al.",
        "Inc.",
        "yr.",
        "yrs.",
        "hrs.",
        "wk.",
        "Pg.",
        "pg.",
        "pp.",
        "Ch.",
        "Sec.",
        "Jr.",
        "Sr.",
    ]
) | frozenset(f"{letter}." for letter in "ABCDEFGHIJKLMNOPQRSTUVWXYZ")
_LONGEST_SHORT = 12
_NO_END = re.compile(
    r"(?:\b(?:Dr|Mr|Ms|Mrs|vs|No|St|approx|e\.g|i\.e|et al|Inc|mg|cm|yr|yrs|hrs|wk|Pg|pg|pp|Ch|Sec|Jr|Sr)"
    r"|\b[A-Z])\.\s*$"
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
    def prose(self) -> str:
        """Summary and reasons in lower case."""
        told = (self.letter.summary, *(line.rationale for line in self.letter.treatments))
        return "\n".join(filter(None, told)).lower()

    @cached_property
    def vocabulary(self) -> frozenset[str]:
        """Every word of summary and reasons, in lower case."""
        return frozenset(self.prose.translate(_SPACED).split())

    @cached_property
    def dated(self) -> tuple[Sentence, ...]:
        """The sentences that tell a day."""
        return tuple([sentence for sentence in self.all if _DATED.search(sentence.lower)])

    @cached_property
    def around(self) -> tuple[str, ...]:
        """The letter without its summary and its decisions, in pieces: header, statement on the reviewer, headings, and
        whatever surrounds them. Where only the value is at hand it is the statement.
        """
        return tuple(_around(self.letter, self.text))

    @cached_property
    def versions(self) -> dict[str, RuleVersion]:
        """The versions of rules that speak of this letter, as far as they were asked for, by rule."""
        return {}

    @cached_property
    def lines(self) -> list[int]:
        """Where the lines of the text begin."""
        return [0, *(match.end() for match in _NEWLINE.finditer(self.text))]

    @cached_property
    def days(self) -> dict[str, dt.date]:
        """The days a letter shows, by the field of each."""
        shown = {field: getattr(self.letter, field) for field in _DAYS}
        return {field: day for field, day in shown.items() if day is not None}

    def passage(self, sentence: Sentence) -> Passage:
        """A sentence as a passage of the letter."""
        key = sentence.field if sentence.line < 0 else f"treatment {sentence.line + 1}, {sentence.field}"
        if sentence.start < 0:
            return Passage(words=sentence.words, place=Place(file=self.letter.file, key=key))
        place = Place(file=self.letter.file, key=key, start=sentence.start, end=sentence.end)
        return Passage(words=sentence.words, place=self.lined(place))

    def lined(self, place: Place) -> Place:
        """The place with the line it stands on, counted from 1, where the text tells it."""
        start = place.start
        if place.line is not None or start is None or not self.text or start > len(self.text):
            return place
        line = bisect_right(self.lines, start)
        return Place(file=place.file, line=line, key=place.key, page=place.page, start=start, end=place.end)

    def words_at(self, place: Place) -> Passage | None:
        """The words at a place; nothing where the text does not tell it."""
        if place.start is None or place.end is None or not self.text:
            return None
        return Passage(words=" ".join(self.text[place.start : place.end].split()), place=self.lined(place))

    def part(self, name: str, line: int | None = None) -> Passage:
        """A field of the letter or of a line, as a passage."""
        words = getattr(self.letter if line is None else self.letter.treatments[line], name)
        place = self.letter.place(name, line)
        if place.start is not None and self.text:
            words = " ".join(self.text[place.start : place.end].split())
        return Passage(words=str(words or ""), place=self.lined(place))


_SPACED = str.maketrans(dict.fromkeys('.,;:()[]"/?!\u201c\u201d*#%', " "))
_DATED = re.compile(r"\d[-/]\d|[a-z]{3}\.? \d{1,2}(?:st|nd|rd|th)?,? \d{4}")
_NEWLINE = re.compile("\n")
_DAYS = ("date_of_injury", "ur_denial_date", "application_received", "date_assigned", "decision_date")


def _around(letter: PublishedDetermination, text: str) -> Iterator[str]:
    if not text:
        yield letter.how_made or ""
        return
    spans = [letter.spans["summary"]] if "summary" in letter.spans else []
    for treatment in letter.treatments:
        spans += [span for name, span in treatment.spans.items() if name != "outcome"]
    how = letter.spans.get("how_made", (0, 0))
    start = 0
    for first, last in sorted((*spans, (len(text), len(text)))):
        for low, high in (
            ((start, how[0]), how, (how[1], first)) if start <= how[0] < how[1] <= first else ((start, first),)
        ):
            if high > low and (piece := text[low:high].strip(" ")):
                yield piece
        start = max(start, last)


def _sentences(words: str | None, text: str, span: tuple[int, int] | None, field: str, line: int) -> Iterator[Sentence]:
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
        if _is_no_end(words, start, match):
            continue
        edges.append((start, _trimmed(words, start, match.end())))
        start = match.end()
    if words[start:].strip():
        edges.append((start, _trimmed(words, start, len(words))))
    return tuple(edges)


def _is_no_end(words: str, start: int, match: re.Match[str]) -> bool:
    """Whether a stop ends an abbreviation, or stands in a number or between capitals without a space."""
    at = match.start()
    if match.end() == at + 1 and not words[at - 1 : at].islower():
        return True
    return (
        words[max(start, at - 3) : at + 1].rpartition(" ")[2] in _SHORT
        or (at - start < _LONGEST_SHORT and _NO_END.search(words, start, at + 1) is not None)
        or words[max(start, at - _LONGEST_SHORT) : at + 1].split()[-1] in _SHORT
    )


def _trimmed(words: str, start: int, end: int) -> int:
    return start + len(words[start:end].rstrip())
