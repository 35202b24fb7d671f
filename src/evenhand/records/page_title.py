"""The title of a page: the heading that says what paper this is, as far as one stands there."""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA

from evenhand.records.person_names import signed_names
from evenhand.records.plain_words import plain
from evenhand.records.record_words import DocumentType
from evenhand.records.words import Line

_ADDRESS = re.compile(r"\d{3}[).\- ]+\d{4}|\b[A-Z]{2}\.? \d{5}\b|@\w|\d{1,2}:\d{2}")
"""Telephone numbers, places and hours: an address, or what a fax machine prints."""
_LABEL = re.compile(r"\b(?:dates?|number|no\.?|#|names?|phone|address|signature|dob|id|by)\s*:?$", re.IGNORECASE)
"""How labels of fields end, and titles do not."""
_OPEN = re.compile(r"(?:[,;]|\b(?:or|and|of|the|to|for|by|in))\s*$")
"""How lines end that go on in the next."""
_LEADERS = re.compile(r"\.{4,}|_{4,}")
_COMPANY = re.compile(
    r"\b(?:department|dept|inc|llc|group|associates|center|centre|clinic|hospital|corporation|company|institute|services|"
    r"laboratories|offices|physicians|unit|division)\.?$",
    re.IGNORECASE,
)
"""How the names of those end who send papers or are sent them."""
_PAPER = re.compile(r"\w \b(?:report|note|notes|record|consult|consultation|study|review)$", re.IGNORECASE)
"""How the names of papers end: where a colon follows such a name, what the paper is about may stand behind it."""
_BOX = re.compile(
    r"^\s*(?:\d{1,2}[.)]\s|[\u2022\u00b7\u25cf\u25aa\u25b8\u25ba*\-]\s|\[ ?[xX]? ?\]|\( ?\)|"
    r"[\u2610-\u2612\u25a1\u2713])"
)
_SHORT_TITLE, _WHOLE = 9, 0.75
"""A title of so few letters or less must be the whole heading but for a number or a letter."""
_SECTION, _CAPTIONS, _HEAD, _UPPER = 0.45, 2, 0.06, 0.3
_MOST_WORDS, _FEW_LINES = 14, 5
_LOWEST = 0.62
"""A title stands in the upper part of a page."""
_SEEN = 14
"""No further down than so many lines that could be one."""
_ALIKE = 87
_COVERED, _COVERED_LONG, _LONG = 0.36, 0.27, 20
"""The share of a long heading that the words of a title must make up; of a title of so many letters, less."""
_HINT = 0.5
_BY_GROUPS, _SHORTEST_MENDED, _SHORT_WORD = 0.93, 6, 4


class PageTitle(NamedTuple):
    """A title found on a page: the type it tells, how strongly (0 to 1), its words as printed and its line.

    `is_hint` marks words that tell a type only together with the text.
    """

    type: str
    strength: float
    text: str
    line: int
    is_hint: bool


class _Fit(NamedTuple):
    """A type that a heading fits: by which of its words, how well (0 to 1)."""

    type: str
    words: str
    likeness: float
    is_hint: bool


class TitleFinder:
    """Finds titles by the words of a programme's types."""

    def __init__(self, types: Mapping[str, DocumentType]) -> None:
        self._phrases = [(kind.id, title, False) for kind in types.values() for title in kind.titles]
        self._phrases += [(kind.id, hint, True) for kind in types.values() for hint in kind.hints]
        self._rows = [(kind.id, row) for kind in types.values() for row in kind.groups]
        vocabulary = {word for _, row in self._rows for group in row for text in group for word in text.split()}
        vocabulary |= {word for _, phrase, _ in self._phrases for word in phrase.split()}
        self._known = frozenset(vocabulary)
        self._mendable = sorted(word for word in vocabulary if len(word) >= _SHORTEST_MENDED)
        self._mend = lru_cache(maxsize=20_000)(self._nearest)

    def titles(self, lines: Sequence[Line], *, skipped: frozenset[int], fuzzy: bool) -> tuple[PageTitle, ...]:
        """The titles on a page, strongest first, one for each type at most; `fuzzy` forgives misread letters.

        Lines at the places `skipped` list other papers, and are no titles.
        """
        best: dict[str, PageTitle] = {}
        for place, text in _headings(lines, skipped):
            fits = self._fits(plain(text), fuzzy)
            if not fits:
                continue
            standing = _standing(lines[place], text, lines) * _place_share(lines, place)
            for fit in fits:
                if any(_is_part(fit, other) for other in fits):
                    continue  # "progress report" inside "physical therapy progress report" says nothing of its own
                strength = fit.likeness * standing * _share(fit, plain(text)) * (_HINT if fit.is_hint else 1.0)
                title = PageTitle(fit.type, round(strength, 3), text, place, fit.is_hint)
                if strength and (fit.type not in best or best[fit.type].strength < strength):
                    best[fit.type] = title
        return tuple(sorted(best.values(), key=lambda title: -title.strength))

    def _fits(self, words: str, fuzzy: bool) -> list[_Fit]:
        """The ways in which a heading fits types: by titles and hints that stand in it, and by rows of groups."""
        tokens = words.split()
        if fuzzy:
            tokens = [token if token in self._known else self._mend(token) for token in tokens]
        told = f" {' '.join(tokens)} "
        fits = []
        for kind, phrase, is_hint in self._phrases:
            if f" {phrase} " in told:
                fits.append(_Fit(kind, phrase, 1.0 if told.strip() == words else 0.93, is_hint))
            elif fuzzy and (likeness := _likeness(phrase, words)):
                fits.append(_Fit(kind, phrase, likeness, is_hint))
        runs = _runs(tokens)
        for kind, row in self._rows:
            if all(not group.isdisjoint(runs) for group in row):
                fits.append(_Fit(kind, _covered(row, tokens), _BY_GROUPS, False))
        return fits

    def _nearest(self, word: str) -> str:
        """The word that was probably printed where this was read."""
        if len(word) < _SHORTEST_MENDED:
            return word
        best = process.extractOne(word, self._mendable, scorer=OSA.distance, score_cutoff=1 if len(word) < 10 else 2)
        return best[0] if best else word


def _runs(tokens: Sequence[str]) -> set[str]:
    """All runs of one to three words of a heading."""
    return {" ".join(tokens[at : at + length]) for length in (1, 2, 3) for at in range(len(tokens) - length + 1)}


def _covered(row: Sequence[frozenset[str]], tokens: Sequence[str]) -> str:
    """The words of a heading that are in the groups of a row."""
    kept = [False] * len(tokens)
    for group in row:
        for length in (3, 2, 1):
            for at in range(len(tokens) - length + 1):
                if " ".join(tokens[at : at + length]) in group:
                    kept[at : at + length] = [True] * length
    return " ".join(token for token, is_kept in zip(tokens, kept, strict=True) if is_kept)


def _headings(lines: Sequence[Line], skipped: frozenset[int]) -> Iterator[tuple[int, str]]:
    """Lines that may be a title, and pairs of such lines, for long titles are broken."""
    seen = 0
    for place, line in enumerate(lines):
        if line.top > _LOWEST or seen >= _SEEN:
            return
        is_foot = place == len(lines) - 1 and place >= _FEW_LINES
        if place in skipped or is_foot or not _may_head(line):
            continue
        seen += 1
        text = line.words
        yield place, text
        if len(line.cells) > 1:
            yield from (
                (place, cell.text) for cell in line.cells if len(cell.text) > 3 and not _LABEL.search(cell.text)
            )
        if place + 1 < len(lines) and _may_head(lines[place + 1]) and _follows(line, lines[place + 1]):
            yield place, f"{text} {lines[place + 1].words}"


def _may_head(line: Line) -> bool:
    words = line.words
    if len(words.split()) > _MOST_WORDS or not any(sign.isalpha() for sign in words):
        return False
    if _LABEL.search(words) or _OPEN.search(words) or _COMPANY.search(words):
        return False
    if _ADDRESS.search(words) or _BOX.match(words) or _LEADERS.search(words):
        return False
    if signed_names(words):
        return False
    label, colon, value = words.partition(":")
    is_field = bool(colon and value.strip() and len(label.split()) < 9)
    return not is_field or label.isupper() or bool(_PAPER.search(label))


def _follows(line: Line, below: Line) -> bool:
    near = below.top - line.bottom < 1.2 * max(line.height, 0.008)
    alike = 0.7 < (below.height + 0.002) / (line.height + 0.002) < 1.45
    return near and alike


def _likeness(phrase: str, words: str) -> float:
    """How well a title fits a heading in which letters differ; 0 where it does not."""
    if len(phrase) < 7 or len(words) < len(phrase) - 3 or not _has_short_words(phrase, words):
        return 0.0
    is_shorter = len(words) < len(phrase)
    ratio = (fuzz.ratio if is_shorter else fuzz.partial_ratio)(phrase, words, score_cutoff=_ALIKE)
    return ratio / 100 - 0.05 if ratio else 0.0


def _has_short_words(phrase: str, words: str) -> bool:
    """Whether the short words of a title stand in a heading: "emg" is like a part of "prog", and tells nothing."""
    there = words.split()
    short = (word for word in phrase.split() if len(word) <= _SHORT_WORD)
    return all(any(OSA.distance(word, other) <= len(word) // _SHORT_WORD for other in there) for word in short)


def _is_part(fit: _Fit, other: _Fit) -> bool:
    own, others = set(fit.words.split()), set(other.words.split())
    return fit.type != other.type and own < others and not (other.is_hint and not fit.is_hint)


def _place_share(lines: Sequence[Line], place: int) -> float:
    """How much a heading counts by its place: less where it heads a section, least where that is down the page."""
    if not _is_within_text(lines, place):
        return 1.0
    return _SECTION if lines[place].top < _UPPER else _SECTION / 3


def _is_within_text(lines: Sequence[Line], place: int) -> bool:
    """Whether running text or other sections stand above a heading: it heads a section then, and not the paper."""
    above = [line for line in lines[:place] if line.top > _HEAD]
    captions = sum(_is_caption(line, below) for line, below in pairwise(lines[: place + 1]) if line.top > _HEAD)
    return any(_is_prose(line.words) for line in above) or captions >= _CAPTIONS


def _is_caption(line: Line, below: Line) -> bool:
    """Whether a short line stands over text, as the headings of sections do."""
    words = line.words.split()
    is_short = len(words) <= 4 and len(line.cells) == 1 and not any(sign.isdigit() for sign in line.words)
    return is_short and len(below.words.split()) > 4 and ":" not in below.words[:30]


def _is_prose(text: str) -> bool:
    words = text.split()
    return len(words) >= 7 and ":" not in text and sum(word[:1].islower() for word in words) > len(words) / 2


def _share(fit: _Fit, words: str) -> float:
    """How much of a heading a title makes up, from 0.55 to 1; 0 where it is too little."""
    told = " ".join(word for word in words.split() if len(word) > 1 and not word.isdigit()) or words
    share = min(len(fit.words) / max(len(told), 1), 1.0)
    if fit.is_hint and words.startswith(fit.words):
        return 0.8
    if len(fit.words) <= _SHORT_TITLE and share < _WHOLE:
        return 0.0
    least = _COVERED if len(fit.words) < _LONG else _COVERED_LONG
    return 0.0 if share < least else 0.55 + 0.45 * share


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
