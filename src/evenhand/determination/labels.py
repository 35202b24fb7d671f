"""The labels inside a decision on a treatment: the payer's guideline, the reviewer's guideline, the reasons."""

import re
from enum import IntEnum
from functools import lru_cache
from typing import NamedTuple

from rapidfuzz.fuzz import ratio
from rapidfuzz.process import extractOne

from evenhand.determination.letter_text import LetterText
from evenhand.determination.recognised import shape


class Part(IntEnum):
    """The parts of a decision in the order in which letters print them."""

    PAYER = 0
    REVIEWER = 1
    RATIONALE = 2


class Label(NamedTuple):
    """A label: which part it opens, where it begins, and where the words after its colon begin."""

    part: Part
    start: int
    after: int
    is_spelled: bool = True
    """Whether its words are those of a known label."""


_PARTS = {
    "claims administrator guideline": Part.PAYER,
    "claim administrator guideline": Part.PAYER,
    "claims administrator guidelines": Part.PAYER,
    "claims administrators guideline": Part.PAYER,
    "claims administrator's guideline": Part.PAYER,
    "utilization review guideline": Part.PAYER,
    "utilization review guidelines": Part.PAYER,
    "ur guideline": Part.PAYER,
    "claims examiner guideline": Part.PAYER,
    "payer guideline": Part.PAYER,
    "insurer guideline": Part.PAYER,
    "maximus guideline": Part.REVIEWER,
    "maximus guidelines": Part.REVIEWER,
    "maximus federal services guideline": Part.REVIEWER,
    "expert reviewer guideline": Part.REVIEWER,
    "reviewer guideline": Part.REVIEWER,
    "imro guideline": Part.REVIEWER,
    "decision rationale": Part.RATIONALE,
    "decision rational": Part.RATIONALE,
    "rationale for decision": Part.RATIONALE,
    "rationale": Part.RATIONALE,
}
_UNMARKED = re.compile(
    rf"^[ \t]*(?P<label>{'|'.join(sorted((words for words in _PARTS if ' ' in words), key=len, reverse=True))})"
    r"[ \t]*[;,.]?(?=[ \t\n])(?![ \t]*:)",
    re.MULTILINE,
)
"""A label that has lost its colon, or has another mark in its place."""
_BEFORE_LABEL = (".", ")", "upheld", "overturned", "in part", '"', "*")
_BY_SHAPE = {shape(words): part for words, part in _PARTS.items()}
_STEMS = ("guid", "rational", "guld", "ratlona", "gu1d", "rat1ona", "rationa1")
"""Beginnings of the last words of the labels, also as recognition prints them."""
_OUTCOMES = ("upheld", "overturned", "in part")
"""After the outcome comes the payer's guideline, whoever is named in its label."""
_LONGEST = 45
_LONGEST_WORD = 16
_ALIKE = 85
_MOST = 5000
"""More labels than this no letter has."""


def part_of(words: str) -> Part | None:
    """The part that a label opens, by its words in lower case; None for words that are no label."""
    return _PARTS.get(words)


def labels(letter: LetterText, start: int, end: int) -> list[Label]:
    """The labels between two offsets, each at the beginning of a line, in the order of the paper.

    They are known by the stem of a word, for letters that misspell, wrap or leave out some of them.
    """
    by_colon: dict[int, Label] = {}
    plain = letter.plain
    for stem in _STEMS:
        at = plain.find(stem, start, end)
        while at >= 0 and len(by_colon) < _MOST:
            colon = plain.find(":", at, at + _LONGEST_WORD)
            if colon >= 0 and colon not in by_colon and (label := _label(letter, start, at, colon)):
                by_colon[colon] = label
            at = plain.find(stem, at + 1, end)
    for match in _UNMARKED.finditer(plain, start, end):
        if plain[start : match.start()].rstrip(" \n\t*").endswith(_BEFORE_LABEL) and len(by_colon) < _MOST:
            line = match.start("label")
            by_colon.setdefault(match.end(), Label(_PARTS[match["label"]], line, match.end(), is_spelled=False))
    return [by_colon[colon] for colon in sorted(by_colon)]


def _label(letter: LetterText, low: int, at: int, colon: int) -> Label | None:
    """The label whose colon this is, if its words begin a line; a label may be wrapped before its last word."""
    plain = letter.plain
    line = letter.line_start(at, low)
    if colon - line > _LONGEST:
        return None
    words = plain[line:colon].strip()
    part = _PARTS.get(words)
    if part is None and line > low:
        before = letter.line_start(line - 1, low)
        wrapped = _PARTS.get(" ".join(plain[before:colon].split())) if line - before <= _LONGEST else None
        if wrapped is not None:
            return Label(wrapped, before, colon + 1)
    if part is None:
        part = _unusual(letter, words, line, colon, low)
        return None if part is None else Label(part, line, colon + 1, is_spelled=False)
    return Label(part, line, colon + 1)


@lru_cache(maxsize=1024)
def _misspelled(words: str) -> Part | None:
    """The part whose label is spelled much like these words."""
    close = extractOne(shape(words), _BY_SHAPE.keys(), scorer=ratio, score_cutoff=_ALIKE)
    return _BY_SHAPE[close[0]] if close else None


def _unusual(letter: LetterText, words: str, line: int, colon: int, low: int) -> Part | None:
    """A label misspelled, or one that names another review organisation."""
    part = _misspelled(words)
    if part is not None:
        return part
    names = letter.body[line:colon].split()[:-1]
    if not words.endswith(("guideline", "guidelines")) or not names or not all(name[:1].isupper() for name in names):
        return None
    before = letter.plain[low:line].rstrip(" \n*_")
    if before.endswith(_OUTCOMES):
        return Part.PAYER
    return Part.REVIEWER if before.endswith((".", ")", ":")) else None
