"""The title of a page: the heading that says what paper this is, as far as one stands there."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from rapidfuzz import fuzz

from evenhand.records.plain_words import plain
from evenhand.records.record_words import DocumentType
from evenhand.records.words import Line

_ADDRESS = re.compile(r"\d{3}[).\- ]+\d{4}|\b[A-Z]{2}\.? \d{5}\b|@\w|\d{1,2}:\d{2}")
"""Telephone numbers, places and hours: an address, or what a fax machine prints."""
_SHORT_TITLE = 9
"""A title of so few letters or less must be the whole heading but for a number or a letter."""
_SECTION = 0.45
_MOST_WORDS = 14
_LOWEST = 0.62
"""A title stands in the upper part of a page."""
_SEEN = 14
"""No further down than so many lines that could be one."""
_ALIKE = 87
_COVERED = 0.42
"""The share of a heading that the words of a title must make up."""


class PageTitle(NamedTuple):
    """A title found on a page: the type it tells, how strongly (0 to 1), its words as printed and its line.

    `is_hint` marks words that tell a type only together with the text.
    """

    type: str
    strength: float
    text: str
    line: int
    is_hint: bool


def page_titles(lines: Sequence[Line], types: Mapping[str, DocumentType], *, fuzzy: bool) -> tuple[PageTitle, ...]:
    """The titles on a page, strongest first, one for each type at most; `fuzzy` forgives misread letters."""
    best: dict[str, PageTitle] = {}
    for place, text in _headings(lines):
        words = plain(text)
        if not words:
            continue
        longest = 0
        fitting = []
        for kind in types.values():
            for phrase, is_hint in _phrases(kind):
                likeness = _fits(phrase, words, fuzzy)
                if likeness:
                    fitting.append((kind.id, phrase, likeness, is_hint))
                    longest = max(longest, len(phrase))
        for kind_id, phrase, likeness, is_hint in fitting:
            if len(phrase) < longest and not _is_apart(phrase, fitting):
                continue  # "progress report" inside "physical therapy progress report" says nothing of its own
            if not (share := _share(phrase, words)):
                continue
            if _is_within_text(lines, place):
                share *= _SECTION
            strength = likeness * _standing(lines[place], text, lines) * share
            title = PageTitle(kind_id, round(strength * (0.5 if is_hint else 1.0), 3), text, place, is_hint)
            if kind_id not in best or best[kind_id].strength < title.strength:
                best[kind_id] = title
    return tuple(sorted(best.values(), key=lambda title: -title.strength))


def _phrases(kind: DocumentType) -> Iterator[tuple[str, bool]]:
    yield from ((phrase, False) for phrase in kind.titles)
    yield from ((phrase, True) for phrase in kind.hints)


def _headings(lines: Sequence[Line]) -> Iterator[tuple[int, str]]:
    """Lines that may be a title, and pairs of such lines, for long titles are broken."""
    seen = 0
    for place, line in enumerate(lines):
        if line.top > _LOWEST or seen >= _SEEN:
            return
        if not _may_head(line):
            continue
        seen += 1
        text = line.words
        yield place, text
        if len(line.cells) > 1:
            yield from ((place, cell.text) for cell in line.cells if len(cell.text) > 3)
        if place + 1 < len(lines) and _may_head(lines[place + 1]) and _follows(line, lines[place + 1]):
            yield place, f"{text} {lines[place + 1].words}"


def _may_head(line: Line) -> bool:
    words = line.words
    if len(words.split()) > _MOST_WORDS or not any(sign.isalpha() for sign in words) or _ADDRESS.search(words):
        return False
    label, colon, value = words.partition(":")
    return not (colon and value.strip() and len(label.split()) < 9)


def _follows(line: Line, below: Line) -> bool:
    near = below.top - line.bottom < 1.2 * max(line.height, 0.008)
    alike = 0.7 < (below.height + 0.002) / (line.height + 0.002) < 1.45
    return near and alike


def _fits(phrase: str, words: str, fuzzy: bool) -> float:
    """How well a title fits a heading: 1 where its words stand in it, less where letters differ, 0 where it does not."""
    if f" {phrase} " in f" {words} ":
        return 1.0
    if not fuzzy or len(phrase) < 7 or len(words) < len(phrase) - 3:
        return 0.0
    ratio = fuzz.partial_ratio(phrase, words, score_cutoff=_ALIKE)
    return ratio / 100 - 0.05 if ratio else 0.0


def _is_apart(phrase: str, fitting: Sequence[tuple[str, str, float, bool]]) -> bool:
    return not any(phrase != other and phrase in other for _, other, _, _ in fitting)


def _is_within_text(lines: Sequence[Line], place: int) -> bool:
    """Whether running text stands above a heading: it heads a section then, and not the paper."""
    return any(_is_prose(line.words) for line in lines[:place] if line.top > 0.06)


def _is_prose(text: str) -> bool:
    words = text.split()
    return len(words) >= 9 and ":" not in text and sum(word[:1].islower() for word in words) > len(words) / 2


def _share(phrase: str, words: str) -> float:
    told = " ".join(word for word in words.split() if len(word) > 1 and not word.isdigit()) or words
    share = min(len(phrase) / max(len(told), 1), 1.0)
    if len(phrase) <= _SHORT_TITLE and share < 0.75:
        return 0.0
    return 0.0 if share < _COVERED and len(words) - len(phrase) > 25 else 0.55 + 0.45 * share


def _standing(line: Line, text: str, lines: Sequence[Line]) -> float:
    """How much a line stands out as a heading does: by its letters, its place, its size."""
    letters = [sign for sign in text if sign.isalpha()]
    capitals = sum(sign.isupper() for sign in letters) / max(len(letters), 1)
    is_titled = all(word[:1].isupper() or not word[:1].isalpha() or len(word) < 4 for word in text.split())
    heights = sorted(other.height for other in lines)
    usual = heights[len(heights) // 2]
    standing = 0.55
    standing += 0.2 if capitals > 0.8 else 0.12 if is_titled else -0.2
    standing += 0.15 if abs((line.left + line.right) / 2 - 0.5) < 0.07 else 0.0
    standing += 0.15 if line.height > 1.2 * usual else 0.0
    standing += 0.1 if line.top < 0.3 else 0.0
    standing -= 0.15 if text.rstrip().endswith((".", ",", ";")) else 0.0
    return max(0.1, min(standing, 1.0))
