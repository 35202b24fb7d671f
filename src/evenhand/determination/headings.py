"""The headings of a determination and the sentences that introduce its sections."""

import re
from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

from rapidfuzz.fuzz import ratio

from evenhand.determination.letter_text import LetterText
from evenhand.determination.recognised import shape

_HOW = ("how the imr final determination was made", "how the imr determination was made")
_SUMMARY = ("clinical case summary", "clinical summary")
_ISSUES = (
    "imr issues, decisions and rationales",
    "imr decision(s) and rationale(s)",
    "imr decisions and rationales",
    "issues, decisions and rationales",
)
_SUMMARY_INTRODUCTION = "all medical records:"
_ISSUES_INTRODUCTION = "set forth below:"
_DOCUMENTS = re.compile(
    r"\n[ \t]*(?:(?:relevant )?(?:medical )?(?:documents?|records?) (?:reviewed|considered|submitted)|list of "
    r"(?:documents|records))"
    r"\b[^\n.]{0,40}(?=\n)"
)
"""The heading of the list of what was read, which may stand in or after any section."""
_INTRODUCTION = 400
_ALIKE = 85
_CLOSELY_ALIKE = 90
"""Of a hundred, for a line that is not in capitals."""
_HEADING = range(12, 70)
"""How many characters a heading may have."""
_MOST_LINES = 3000
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
    is_usual: bool = True
    """Whether all that are shown are printed as usual."""

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
    if summary_head < 0:
        summary_head, summary = _introduced(letter, _SUMMARY_INTRODUCTION, "case summary", max(how, 0))
    issues_head, issues = _heading(letter, _ISSUES, max(summary, how, 0))
    if issues_head < 0:
        issues_head, issues = _introduced(letter, _ISSUES_INTRODUCTION, "final determination", max(summary, how, 0))
    end = len(letter.text)
    if issues >= 0:
        another = _exact(letter, _HOW[0], issues)[0]
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
        is_usual=(how_head < 0 or letter.plain.startswith(_HOW[0], how_head))
        and (summary_head < 0 or letter.plain.startswith(_SUMMARY[0], summary_head))
        and (issues_head < 0 or letter.plain.startswith(_ISSUES[0], issues_head)),
    )


def documents_heading(plain: str, start: int, end: int) -> int:
    """Where the list of what was read begins between two offsets; -1 where it does not stand there."""
    match = _DOCUMENTS.search(plain, start, end)
    return match.start() if match else -1


def _second_letter(letter: LetterText, heading: int, after: int) -> int:
    """Where a second letter in the same file begins: at its first header label, else at its heading."""
    label = letter.plain.rfind("case number:", after, heading)
    return letter.line_start(heading if label < 0 else label)


def _heading(letter: LetterText, wordings: tuple[str, ...], low: int) -> tuple[int, int]:
    """Where a heading on a line of its own begins and ends at or after `low`; (-1, -1) when there is none."""
    for words in wordings:
        place = _exact(letter, words, low)
        if place[0] >= 0:
            return place
    return _misspelled(letter, wordings, low)


def _exact(letter: LetterText, words: str, low: int) -> tuple[int, int]:
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
    return -1, -1


def _misspelled(letter: LetterText, wordings: tuple[str, ...], low: int) -> tuple[int, int]:
    """The line most like the heading, for headings misspelled, misread, punctuated or spaced otherwise."""
    best, where = float(_ALIKE), (-1, -1)
    shapes = [shape(words) for words in wordings]
    for start, line in islice(_short_lines(letter, low), _MOST_LINES):
        lowest = best if _is_in_capitals(line) else max(best, _CLOSELY_ALIKE)
        likeness = max(ratio(shape(line), words, score_cutoff=lowest) for words in shapes)
        if likeness > lowest:
            best, where = likeness, (start, letter.plain.find("\n", start))
    if where[0] >= 0 > where[1]:
        return where[0], len(letter.plain)
    return where


def _is_in_capitals(line: str) -> bool:
    letters = [char for char in line if char.isalpha()]
    return sum(map(str.isupper, letters)) > 0.6 * len(letters)


def _short_lines(letter: LetterText, low: int) -> Iterator[tuple[int, str]]:
    """The lines from `low` on that are as long as headings are, each with its offset."""
    start = low
    for line in letter.body[low:].split("\n"):
        stripped = line.strip(" :.\t")
        if len(stripped) in _HEADING:
            yield start + line.index(stripped), stripped
        start += len(line) + 1


def _introduced(letter: LetterText, last_words: str, about: str, low: int) -> tuple[int, int]:
    """Where a section without heading begins, by the sentence that introduces it; (-1, -1) where none does."""
    end = letter.plain.find(last_words, low)
    if end < 0:
        return -1, -1
    start = letter.plain.rfind(about, max(low, end - _INTRODUCTION), end)
    if start < 0:
        return -1, -1
    line = letter.line_start(start, low)
    stop = letter.plain.rfind(". ", line, start)
    return (line if stop < 0 else stop + 2,) * 2


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
