"""The days on a page, each with what is said of it: its label, the words before it, or that it stands alone."""

import calendar
import datetime as dt
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from rapidfuzz import fuzz, process

from evenhand.records.days import WEEKDAY, WrittenDay, written_days
from evenhand.records.numbering import is_fax_line
from evenhand.records.plain_words import plain
from evenhand.records.words import Line

_BEFORE = 9
"""So many words before a day are kept as what is said of it."""
_ALIKE = 86
_SHORTEST_MENDED = 5
_BROKEN = re.compile(
    r"(?:\b[A-Z][a-z]{2,8}\.?(?: \d{1,2},?)?|(?<![\w.])\d{1,2}(?:[-/](?:\d{1,2}[-/]|[A-Z][a-z]{2,8}-)?)?|"
    r"\b(?:19|20)\d{2}-(?:\d{1,2}-)?|\b\d{1,2} [A-Z][a-z]{2,8})$"
)
"""How a line ends whose last day goes on in the next."""
_MONTHS = frozenset(name.lower() for name in calendar.month_abbr if name)
_STEPS_UP = 14
_QUESTION = 11
_UNDER = 0.012
"""So near in their left edges are cells of one column, as shares of the page."""
_DIRT = 5
_MARGIN = 0.75
"""So few letters between a label and its day are dots that were misread."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelledDay:
    """A day on a page. `label` is the known label it stands under, empty where none; `before` the plain words before.

    `leads` is true where it begins its cell, `alone` where nothing else stands on its line; `is_first` where no other
    day stands before it in its cell; `in_column` where the label heads a column of days. `sure` is that of its words, 0
    to 100, lower where signs were mended.
    """

    day: dt.date
    label: str
    before: str
    line: int
    top: float
    sure: float
    leads: bool = False
    alone: bool = False
    is_first: bool = True
    in_column: bool = False


class DayLabels:
    """Finds the days of pages under a set of known labels, all plain."""

    def __init__(self, known: frozenset[str]) -> None:
        self.known = known
        self._mendable = sorted(label for label in known if len(label) >= _SHORTEST_MENDED)
        self._near = lru_cache(maxsize=20_000)(self._nearest)

    def days(self, lines: Sequence[Line], *, fuzzy: bool) -> tuple[LabelledDay, ...]:
        """The days on a page in the order of their places; what a fax machine printed is passed over."""
        days = tuple(self._all(lines, fuzzy))
        under = Counter(day.label for day in days if day.in_column)
        return tuple(replace(day, in_column=False) if under[day.label] == 1 else day for day in days)

    def _all(self, lines: Sequence[Line], fuzzy: bool) -> Iterator[LabelledDay]:
        for place, line in enumerate(lines):
            if is_fax_line(line, place):
                continue
            for position, cell in enumerate(line.cells):
                text = cell.text + _rest_of_day(lines, place, position)
                end = 0
                for written in written_days(text):
                    before = text[end : written.start]
                    if written.start < len(cell.text):
                        day = self._one(lines, place, position, written, before, fuzzy)
                        yield day if not end else replace(day, is_first=False)
                    end = written.end

    def _one(
        self, lines: Sequence[Line], place: int, position: int, written: WrittenDay, before: str, fuzzy: bool
    ) -> LabelledDay:
        line = lines[place]
        cell = line.cells[position]
        words = [] if _is_day_again(before) else plain(before).split()
        label, in_column = self._suffix(words, fuzzy), False
        leads = not words and (written.start < 4 or bool(before.strip()))
        if leads:
            label, in_column = self._beside_or_above(lines, place, position, fuzzy)
            words = label.split()
        return LabelledDay(
            day=written.day,
            label=label,
            before=" ".join(words[-_BEFORE:]),
            line=place,
            top=line.top,
            sure=cell.sure - (25.0 if written.mended else 0.0),
            leads=leads,
            alone=len(line.words) - (written.end - written.start) <= 3,
            in_column=in_column,
        )

    def _suffix(self, words: Sequence[str], fuzzy: bool) -> str:
        """The longest known label with which the words end."""
        for length in range(min(8, len(words)), 0, -1):
            text = " ".join(words[-length:])
            if text in self.known:
                return text
            if fuzzy and (near := self._near(text)):
                return near
        return ""

    def _within(self, words: Sequence[str]) -> str:
        """The longest known label of several words that stands in a cell with few others, as in questions of forms."""
        if len(words) > _QUESTION:
            return ""
        runs = (" ".join(words[at : at + size]) for size in range(6, 1, -1) for at in range(len(words) - size + 1))
        return next((run for run in runs if run in self.known), "")

    def _broken_off(self, lines: Sequence[Line], place: int, fuzzy: bool) -> str:
        """The label with which the line above ends, where its day is the first of the next; empty where it ends with
        none.
        """
        above = lines[place - 1] if place else None
        text = WEEKDAY.sub("", above.cells[-1].text).rstrip() if above else ""
        if above is None or not (text.endswith(":") or self._ends_labelled(above)):
            return ""
        is_near = lines[place].top - above.bottom < 1.5 * max(above.height, 0.008)
        return self._suffix(plain(text).split(), fuzzy) if is_near else ""

    def _ends_labelled(self, line: Line) -> bool:
        """Whether a line that reaches its margin ends with a bare label, and is no row of labels."""
        *before, last = (plain(cell.text) for cell in line.cells)
        return line.right > _MARGIN and last in self.known and self.known.isdisjoint(before)

    def _whole(self, text: str, fuzzy: bool) -> str:
        """The known label that a text is."""
        return text if text in self.known else self._near(text) if fuzzy else ""

    def _nearest(self, text: str) -> str:
        if len(text) < _SHORTEST_MENDED:
            return ""
        best = process.extractOne(text, self._mendable, scorer=fuzz.ratio, score_cutoff=_ALIKE)
        return best[0] if best else ""

    def _beside_or_above(self, lines: Sequence[Line], place: int, position: int, fuzzy: bool) -> tuple[str, bool]:
        """The label left of a day that begins its cell, else the one above it, over other days of its column."""
        line = lines[place]
        for beside in reversed(line.cells[:position]):
            if label := self._suffix(plain(beside.text).split(), fuzzy):
                return label, False
            if len(beside.text) > _DIRT:
                break
        for beside in line.cells[:position][-1:]:
            if label := self._within(plain(beside.text).split()):
                return label, False
        if not position and (label := self._broken_off(lines, place, fuzzy)):
            return label, False
        own = line.cells[position]
        for above in reversed(lines[max(0, place - _STEPS_UP) : place]):
            over = [cell for cell in above.cells if cell.left < own.right and cell.right > own.left]
            if not over:
                continue
            nearest = min(over, key=lambda cell: abs(cell.left - own.left))
            if written_days(nearest.text[:24]):
                continue
            is_head = len(nearest.text.split()) <= 6 and abs(nearest.left - own.left) < 0.12
            label = self._whole(plain(nearest.text), fuzzy) if is_head else ""
            return label, bool(label)
        return "", False


def _is_day_again(before: str) -> bool:
    """Whether what stands before a day is parts of a day and nothing else, as where a day was read twice."""
    parts = plain(before).split()
    return bool(parts) and all(part.isdigit() or part[:3] in _MONTHS for part in parts)


def _rest_of_day(lines: Sequence[Line], place: int, position: int) -> str:
    """The words with which the next line may end a day that a cell begins; empty where it begins none.

    They stand under the cell, or where it is the last of its line, at the beginning of the next.
    """
    own = lines[place].cells[position]
    text = own.text
    if not _BROKEN.search(text) or place + 1 >= len(lines):
        return ""
    below = lines[place + 1]
    under = [cell for cell in below.cells if abs(cell.left - own.left) < _UNDER]
    rest = under or (below.cells[:1] if position == len(lines[place].cells) - 1 else [])
    if not rest:
        return ""
    is_near = below.top - lines[place].bottom < 1.5 * max(lines[place].height, 0.008)
    gap = "" if text.endswith(("-", "/")) else " "
    return gap + " ".join(rest[0].text.split()[:2]) if is_near else ""
