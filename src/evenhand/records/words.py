"""Words on a page with their places, and the lines they form.

Places are shares of the page as it is read (after it was turned upright): 0 left and top, 1 right and bottom.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

CELL = "\t"
"""What stands in the text of a line where a wide gap parts two cells."""
_GAP = 1.6
"""A gap wider than this many times the height of the words parts two cells."""


class Word(NamedTuple):
    """A word, its box, and how sure its reader is of it, from 0 to 100 (a text layer is sure)."""

    text: str
    left: float
    top: float
    right: float
    bottom: float
    sure: float = 100.0


class Cell(NamedTuple):
    """Words of a line that stand together; a wide gap parts it from the next. `sure` is of its least sure word."""

    text: str
    left: float
    right: float
    sure: float = 100.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line of text: its cells from left to right, and the height it takes."""

    cells: tuple[Cell, ...]
    top: float
    bottom: float

    @property
    def text(self) -> str:
        """The text, its cells parted by CELL."""
        return CELL.join(cell.text for cell in self.cells)

    @property
    def left(self) -> float:
        """Where the line begins."""
        return self.cells[0].left

    @property
    def right(self) -> float:
        """Where the line ends."""
        return self.cells[-1].right

    @property
    def height(self) -> float:
        """The height of the line as a share of the page."""
        return self.bottom - self.top

    @property
    def words(self) -> str:
        """The text with single spaces only."""
        return " ".join(self.text.split())


def lines_of(words: Iterable[Word], *, aspect: float = 0.773) -> tuple[Line, ...]:
    """The lines that words form, from top to bottom, each from left to right.

    `aspect` is the width of the page over its height. Words belong to one line where their middles lie within half a
    height of each other.
    """
    rows: list[list[Word]] = []
    for word in sorted(words, key=lambda word: (word.top + word.bottom) / 2):
        middle = (word.top + word.bottom) / 2
        row = rows[-1] if rows else None
        if row is not None and _is_level(row, middle, word.bottom - word.top):
            row.append(word)
        else:
            rows.append([word])
    return tuple(_line(sorted(row, key=lambda word: word.left), aspect) for row in rows)


def _is_level(row: Sequence[Word], middle: float, height: float) -> bool:
    last = row[-1]
    reach = 0.5 * min(max(last.bottom - last.top, 0.004), max(height, 0.004) * 1.5)
    return abs((last.top + last.bottom) / 2 - middle) <= reach


def _line(row: list[Word], aspect: float) -> Line:
    heights = sorted(word.bottom - word.top for word in row)
    height = heights[len(heights) // 2]
    groups = [[row[0]]]
    for before, word in pairwise(row):
        is_apart = (word.left - before.right) * aspect > _GAP * height
        if is_apart:
            groups.append([word])
        else:
            groups[-1].append(word)
    return Line(
        cells=tuple(_cell(group) for group in groups),
        top=min(word.top for word in row),
        bottom=max(word.bottom for word in row),
    )


def _cell(words: list[Word]) -> Cell:
    text = " ".join(word.text for word in words)
    return Cell(text, words[0].left, words[-1].right, min(word.sure for word in words))
