"""The labels inside a decision on a treatment: the payer's guideline, the reviewer's guideline, the reasons."""

from difflib import get_close_matches
from enum import IntEnum
from functools import lru_cache
from typing import NamedTuple

from evenhand.determination.letter_text import LetterText


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


_PARTS = {
    "claims administrator guideline": Part.PAYER,
    "claim administrator guideline": Part.PAYER,
    "claims administrator guidelines": Part.PAYER,
    "claims administrators guideline": Part.PAYER,
    "claims administrator's guideline": Part.PAYER,
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
_PAYER = "\nclaims administrator "
_SIGN = "guideline:"
_RATIONALE = "\ndecision rationale:"
_PAYER_PART, _REVIEWER_PART, _RATIONALE_PART = Part
_STEMS = ("guid", "rational")
_LONGEST = 45
_LONGEST_WORD = 16
_ALIKE = 0.85
_MOST = 5000
"""More labels than this no letter has."""


def labels(letter: LetterText, start: int, end: int) -> list[Label]:
    """The labels between two offsets, each at the beginning of a line, in the order of the paper."""
    return _usual(letter.plain, start, end) or _tolerant(letter, start, end)


def _usual(plain: str, start: int, end: int) -> list[Label]:
    """The labels of a letter in which every decision has all three, spelled as usual; nothing for any other letter."""
    letter_labels: list[Label] = []
    payer = plain.find(_SIGN, start, end)
    while payer >= 0:
        line = payer - len(_PAYER)
        reviewer = plain.find(_SIGN, payer + 1, end)
        reviewer_line = plain.rfind("\n", payer, reviewer) + 1
        rationale = plain.find(_RATIONALE, reviewer, end)
        if reviewer < 0 or rationale < 0 or plain[line:payer] != _PAYER:
            return []
        if _PARTS.get(plain[reviewer_line : reviewer + len(_SIGN) - 1]) is not _REVIEWER_PART:
            return []
        letter_labels.append(Label(_PAYER_PART, line + 1, payer + len(_SIGN)))
        letter_labels.append(Label(_REVIEWER_PART, reviewer_line, reviewer + len(_SIGN)))
        letter_labels.append(Label(_RATIONALE_PART, rationale + 1, rationale + len(_RATIONALE)))
        payer = plain.find(_SIGN, rationale, end)
    return letter_labels


def _tolerant(letter: LetterText, start: int, end: int) -> list[Label]:
    """The labels known by the stem of a word, for letters that misspell, wrap or leave out some of them."""
    letter_labels: list[Label] = []
    plain = letter.plain
    for stem in _STEMS:
        at = plain.find(stem, start, end)
        while at >= 0 and len(letter_labels) < _MOST:
            colon = plain.find(":", at, at + _LONGEST_WORD)
            if colon >= 0 and (label := _label(letter, start, at, colon)):
                letter_labels.append(label)
            at = plain.find(stem, at + 1, end)
    letter_labels.sort(key=_start)
    return letter_labels


def _start(label: Label) -> int:
    return label.start


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
    return None if part is None else Label(part, line, colon + 1)


@lru_cache(maxsize=1024)
def _misspelled(words: str) -> Part | None:
    """The part whose label is spelled much like these words."""
    close = get_close_matches(words, _PARTS, 1, _ALIKE)
    return _PARTS[close[0]] if close else None


def _unusual(letter: LetterText, words: str, line: int, colon: int, low: int) -> Part | None:
    """A label misspelled, or one that names another review organisation."""
    part = _misspelled(words)
    if part is not None:
        return part
    names = letter.body[line:colon].split()[:-1]
    if not words.endswith(("guideline", "guidelines")) or not names or not all(name[:1].isupper() for name in names):
        return None
    before = letter.plain[low:line].rstrip()
    return Part.REVIEWER if before.endswith((".", ")", ":")) else None
