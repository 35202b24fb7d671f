"""The measure of a column: whether a line ended because it was full, or because a paragraph ended there.

A word processor breaks a line only where the next word no longer fits. A line that had room for the next word is
therefore the last of its paragraph, even where the text has lost the gap between paragraphs.
"""

_FIRST = 32
_REGULAR = (
    250, 333, 408, 500, 500, 833, 778, 180, 333, 333, 500, 564, 250, 333, 250, 278, 500, 500, 500, 500, 500, 500, 500,
    500, 500, 500, 278, 278, 564, 564, 564, 444, 921, 722, 667, 667, 722, 611, 556, 722, 722, 333, 389, 722, 611, 889,
    722, 722, 556, 722, 667, 556, 611, 722, 722, 944, 722, 722, 611, 333, 278, 333, 469, 500, 333, 444, 500, 444, 500,
    444, 333, 500, 500, 278, 278, 500, 278, 778, 500, 500, 500, 500, 333, 389, 278, 500, 500, 722, 500, 500, 444, 480,
    200, 480, 541,
)  # fmt: skip
"""Widths of the characters from the space to the tilde in Times, in thousandths of the type size."""
_BOLD = (
    250, 333, 555, 500, 500, 1000, 833, 278, 333, 333, 500, 570, 250, 333, 250, 278, 500, 500, 500, 500, 500, 500,
    500, 500, 500, 500, 333, 333, 570, 570, 570, 500, 930, 722, 667, 722, 722, 667, 611, 778, 778, 389, 500, 778, 667,
    944, 722, 778, 611, 778, 722, 556, 667, 722, 722, 1000, 722, 722, 667, 333, 278, 333, 581, 500, 333, 500, 556,
    444, 556, 444, 333, 500, 556, 278, 333, 556, 278, 833, 556, 500, 556, 556, 444, 389, 333, 556, 500, 722, 500, 500,
    444, 394, 220, 394, 520,
)  # fmt: skip
_OTHER = 500
"""The width taken for a character outside the tables."""
_SURE = 0.97
"""A line has room for a word only if both stay this far within the widest line, for kerning and unknown type."""
_HALF = 0.5
"""Below this part of the longest line there is room whatever the letters are: capitals are the widest."""
_SAMPLE = 3
_OVERLONG = 1.25
_NARROWEST = 75
"""Letters are not set in columns of fewer characters; a text with shorter lines only is one of short paragraphs."""


def _table(widths: tuple[int, ...]) -> tuple[int, ...]:
    return (_OTHER,) * _FIRST + widths + (_OTHER,) * (256 - _FIRST - len(widths))


_REGULAR_BY_CODE = _table(_REGULAR)
_BOLD_BY_CODE = _table(_BOLD)


class Column:
    """The column that a text was broken to, taken from its longest lines when it is first asked for.

    Lines much longer than most full ones are left aside: they were joined where a hyphen was lost.
    """

    def __init__(self, text: str) -> None:
        self._text = text
        self._longest: list[str] = []

    @property
    def characters(self) -> int:
        """How many characters the longest line holds."""
        return max(_NARROWEST, *map(len, self._lines()))

    @property
    def width(self) -> int:
        """The width of the widest line set in Times, in thousandths of the type size."""
        return max(_NARROWEST * _OTHER, *map(width, self._lines()))

    def _lines(self) -> list[str]:
        if not self._longest:
            lines = sorted(self._text.split("\n"), key=len)
            usual = len(lines[len(lines) * 3 // 4]) * _OVERLONG
            last = len(lines)
            while len(lines[last - 1]) > usual:
                last -= 1
            self._longest = [line.rstrip() for line in lines[max(last - _SAMPLE, 0) : last]]
        return self._longest


def width(line: str, *, bold: bool = False) -> int:
    """The width of a line set in Times, in thousandths of the type size."""
    return sum(map((_BOLD_BY_CODE if bold else _REGULAR_BY_CODE).__getitem__, line.encode("latin-1", "replace")))


def has_room(line: str, word: str, measure: Column) -> bool:
    """Whether the word would surely have fitted on the line, so that the line ended for another reason.

    Both are taken for bold, the wider type; and since the text may have been broken by characters rather than by width,
    the word must fit by either measure.
    """
    characters = len(line) + 1 + len(word)
    longest = measure.characters
    if characters > longest * _SURE:
        return False
    return characters < longest * _HALF or width(line + " " + word, bold=True) <= measure.width * _SURE
