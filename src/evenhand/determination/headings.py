"""The headings of a determination and the sentences that introduce its sections."""

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from itertools import islice
from typing import NamedTuple

from evenhand.determination.letter_text import LetterText

_HOW = "how the imr final determination was made"
_SUMMARY = "clinical case summary"
_ISSUES = "imr issues, decisions and rationales"
_SUMMARY_INTRODUCTION = "all medical records:"
_ISSUES_INTRODUCTION = "set forth below:"
_INTRODUCTION = 400
_ALIKE = 0.85
_HEADING = range(15, 70)
"""How many characters a heading may have."""
_MOST_CAPITALS = 500
_SPACING = re.compile(r"\s+")


class Headings(NamedTuple):
    """Offsets of the headings and of the text under them; -1 where the letter shows no such heading.

    `how` and `issues` come with the offset at which the heading itself begins (`how_head` ...).
    """

    how_head: int
    how: int
    summary_head: int
    summary: int
    issues_head: int
    issues: int
    end: int

    @property
    def first(self) -> int:
        """Where the first heading begins; -1 when there is none."""
        if self.how_head >= 0:
            return self.how_head
        return self.summary_head if self.summary_head >= 0 else self.issues_head


def headings(letter: LetterText) -> Headings:
    """Find the sections of a letter: how it was made, the clinical summary, the decisions with their reasons."""
    how_head, how = _heading(letter, _HOW, 0)
    summary_head, summary = _heading(letter, _SUMMARY, max(how, 0))
    issues_head, issues = _heading(letter, _ISSUES, max(summary, how, 0))
    end = len(letter.text)
    if issues >= 0:
        another = _heading(letter, _HOW, issues, exact=True)[0]
        if another >= 0:
            end = _second_letter(letter, another, issues)
    return Headings(
        how_head=how_head,
        how=how,
        summary_head=summary_head,
        summary=_after(letter, summary, issues_head, _SUMMARY_INTRODUCTION, "case summary"),
        issues_head=issues_head,
        issues=_after(letter, issues, end, _ISSUES_INTRODUCTION, "final determination"),
        end=end,
    )


def _second_letter(letter: LetterText, heading: int, after: int) -> int:
    """Where a second letter in the same file begins: at its first header label, else at its heading."""
    label = letter.plain.rfind("case number:", after, heading)
    return letter.line_start(heading if label < 0 else label)


def _heading(letter: LetterText, words: str, low: int, *, exact: bool = False) -> tuple[int, int]:
    """Where a heading on a line of its own begins and ends at or after `low`; (-1, -1) when there is none."""
    plain = letter.plain
    start = plain.find(words, low)
    while start >= 0:
        end = start + len(words)
        if start and plain[start - 1] == "\n" == plain[end : end + 1]:
            return start, end
        line_end = plain.find("\n", end)
        rest = plain[end : line_end if line_end >= 0 else len(plain)]
        if not rest.strip(" :.") and not plain[letter.line_start(start) : start].strip():
            return start, end + len(rest)
        start = plain.find(words, end)
    return (-1, -1) if exact else _misspelled(letter, words, low)


def _misspelled(letter: LetterText, words: str, low: int) -> tuple[int, int]:
    """The line in capitals most like the heading, for headings misspelled, punctuated or spaced otherwise."""
    best, where = _ALIKE, (-1, -1)
    match = SequenceMatcher(None, b=words, autojunk=False)
    for start, line in islice(_capitals(letter, low), _MOST_CAPITALS):
        match.set_seq1(_SPACING.sub(" ", line.lower()))
        if match.real_quick_ratio() > best and match.quick_ratio() > best and match.ratio() > best:
            best, where = match.ratio(), (start, letter.plain.find("\n", start))
    if where[0] >= 0 > where[1]:
        return where[0], len(letter.plain)
    return where


def _capitals(letter: LetterText, low: int) -> Iterator[tuple[int, str]]:
    """The lines in capitals from `low` on that are as long as headings are, each with its offset."""
    start = low
    for line in letter.body[low:].split("\n"):
        stripped = line.strip(" :.\t")
        if len(stripped) in _HEADING and stripped.isupper():
            yield start + line.index(stripped), stripped
        start += len(line) + 1


def _after(letter: LetterText, start: int, high: int, last_words: str, about: str) -> int:
    """The offset after the sentence that introduces a section, or `start` where the section has none.

    The sentence may be wrapped; it is known by its last words, or by what it is about and its colon.
    """
    if start < 0:
        return -1
    high = min(start + _INTRODUCTION, high if high >= 0 else len(letter.plain))
    at = letter.plain.find(last_words, start, high)
    if at >= 0:
        return at + len(last_words)
    flat = letter.plain[start:high].replace("\n", " ")
    colon = flat.find(": ")
    known = colon >= 0 and (last_words[:-1] in _SPACING.sub(" ", flat[: colon + 1]) or about in flat[:colon])
    return start + colon + 1 if known else start
