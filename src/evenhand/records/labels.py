"""Labels and their values on a page: "Patient: A. Body", a label with its value beside it or under it."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from rapidfuzz import process
from rapidfuzz.distance import OSA

from evenhand.records.plain_words import plain
from evenhand.records.words import Cell, Line

_COLON = re.compile(r"\s*[:\u00ba;]\s*|\s+[#]\s*:?\s*|\s*\.{3,}\s*|\s*_{2,}\s*")
_LABEL_WORDS = 7
_SHORTEST_MENDED, _LONG = 6, 12
_NUMBERED = re.compile(r"^\(?\d{1,2}[.)]\s+")


class Labelled(NamedTuple):
    """A value and the label it stands under, plain; `line` and `cell` are where the value stands, `at` where in it.

    `sure` is its least sure word's sureness.
    """

    label: str
    value: str
    line: int
    cell: int
    at: int
    sure: float


def labelled(lines: Sequence[Line], known: frozenset[str], *, fuzzy: bool = False) -> tuple[Labelled, ...]:
    """Everything on a page that stands under a label; `known` labels are found without a colon too.

    `fuzzy` forgives a misread letter in a label.
    """
    fields = tuple(_all(lines, known, fuzzy=fuzzy))
    return tuple(field._replace(label=_mended(field.label, known)) for field in fields) if fuzzy else fields


@lru_cache(maxsize=20_000)
def _mended(label: str, known: frozenset[str]) -> str:
    """The known label that a label was probably printed as; itself where none is near."""
    if label in known or len(label) < _SHORTEST_MENDED:
        return label
    near = process.extractOne(label, known, scorer=OSA.distance, score_cutoff=1 if len(label) < _LONG else 2)
    return near[0] if near else label


def _all(lines: Sequence[Line], known: frozenset[str], *, fuzzy: bool) -> Iterator[Labelled]:
    for place, line in enumerate(lines):
        for position, cell in enumerate(line.cells):
            yield from _within(cell, place, position, known)
            bare = plain(_NUMBERED.sub("", cell.text)) if len(cell.text) < 60 else ""
            bare = _mended(bare, known) if fuzzy else bare
            is_label = bare in known or cell.text.rstrip().endswith(":")
            if bare and is_label:
                yield from _beside_or_under(lines, place, position, bare, known)


def _within(cell: Cell, place: int, position: int, known: frozenset[str]) -> Iterator[Labelled]:
    """Labels and values inside one cell: "Patient: A. Body DOB: 1/2/1970"."""
    text = _NUMBERED.sub(lambda mark: " " * len(mark[0]), cell.text)
    marks = list(_COLON.finditer(text))
    begins = [
        _label_start(text, marks[number - 1].end() if number else 0, mark.start(), known)
        for number, mark in enumerate(marks)
    ]
    for number, mark in enumerate(marks):
        end = begins[number + 1] if number + 1 < len(marks) else len(text)
        label, value = plain(text[begins[number] : mark.start()]), text[mark.end() : max(end, mark.end())].strip()
        if label and value and len(label.split()) <= _LABEL_WORDS + 3:
            yield Labelled(label, value, place, position, mark.end(), cell.sure)
    if not marks:
        words = text.split()
        for length in range(min(5, len(words) - 1), 0, -1):
            label = plain(" ".join(words[:length]))
            if label in known:
                value = " ".join(words[length:])
                yield Labelled(label, value, place, position, text.find(words[length]), cell.sure)
                return


def _label_start(text: str, begin: int, end: int, known: frozenset[str]) -> int:
    """Where the label that ends at `end` begins: the longest known label there, else all since the value before."""
    words = list(re.finditer(r"\S+", text[begin:end]))
    for first in range(max(0, len(words) - _LABEL_WORDS), len(words)):
        start = begin + words[first].start()
        if plain(text[start:end]) in known:
            return start
    if begin == 0:
        return begin
    return begin + words[-1].start() if words else begin


def _beside_or_under(
    lines: Sequence[Line], place: int, position: int, label: str, known: frozenset[str]
) -> Iterator[Labelled]:
    """What stands beside a bare label, and what stands under it: forms do it both ways, and the value tells which."""
    line = lines[place]
    if position + 1 < len(line.cells):
        beside = line.cells[position + 1]
        if not _is_label(beside.text, known):
            yield Labelled(label, beside.text.lstrip(": "), place, position + 1, 0, beside.sure)
    if place + 1 < len(lines):
        under = lines[place + 1]
        if under.top - line.bottom > 2.2 * max(line.height, 0.008):
            return
        own = line.cells[position]
        for number, cell in enumerate(under.cells):
            is_under = cell.left < own.right and cell.right > own.left and cell.left > own.left - 0.04
            if is_under and not _is_label(cell.text, known):
                yield Labelled(label, cell.text, place + 1, number, 0, cell.sure)
                return


def _is_label(text: str, known: frozenset[str]) -> bool:
    return text.rstrip().endswith(":") or plain(text) in known or (":" in text and plain(text.split(":")[0]) in known)
