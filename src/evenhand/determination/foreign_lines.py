"""Lines that somebody laid over or under the pages of a PDF: stamps, fax lines, watermarks.

They show by how they are set: at an angle to the letter, in a type far larger or smaller, or in a type that the letter
does not use and out of the order in which the page is read.
"""

import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from evenhand.determination.printed_date import printed_date

_TURNED = 0.05
"""Radians between the direction of a line and that of the letter."""
_LARGE = 1.9
_OWN = 0.04
"""A type in which so large a part of the letter is set is the letter's own."""
_LONGEST = 100
_VALUE = re.compile(
    r"[a-z]{2}[\doil]{2}\W{0,3}[\doilsb]{5,8}|[\doilsb]{1,2}\s?[/.-]\s?[\doilsb]{1,2}\s?[/.-]\s?[\doilsb]{2,4}"
)
"""A case number or a day, with the letters that recognition takes for figures, in lower case."""
_PRIORITIES = ("standard", "expedited")
_LABELS = ("case number", "date assigned", "date of injury", "decision date", "denial date", "priority", "received")
"""Words of the header, which letters set in a type of its own."""


class Line(NamedTuple):
    """A line of a page: its words, its height on the page in points, and how its first character is set: bold, in which
    type, of what size in points, at which angle in radians.
    """

    words: str
    height: float
    is_bold: bool
    font: bytes
    size: float
    angle: float


class _Setting(NamedTuple):
    """How most of a letter is set."""

    fonts: frozenset[bytes]
    size: float
    angle: float


def without_foreign(pages: list[list[Line]]) -> tuple[list[list[Line]], list[str]]:
    """The pages without the lines that were laid on them, and a note in words on each line left out."""
    lengths: Counter[tuple[bytes, float, float]] = Counter()
    for lines in pages:
        for line in lines:
            if line.size:
                lengths[_family(line.font), round(line.size, 1), round(line.angle, 2)] += len(line.words)
    if not lengths:
        return pages, []
    (main, size, angle), _ = lengths.most_common(1)[0]
    own = Counter[bytes]()
    for (font, _, _), length in lengths.items():
        own[font] += length
    fonts = {font for font, length in own.items() if length >= _OWN * own.total()} | {main}
    setting = _Setting(frozenset(fonts), size, angle)
    notes: list[str] = []
    return [_kept(lines, setting, notes) for lines in pages], notes


def _family(font: bytes) -> bytes:
    """The name of a type without the mark of its subset and without its weight."""
    return font.rpartition(b"+")[2].split(b"-")[0].split(b",")[0]


def _kept(lines: list[Line], setting: _Setting, notes: list[str]) -> list[Line]:
    if all(not line.size or _is_own(line, setting) for line in lines):
        return lines
    if any(line.size and _is_own(line, setting) for line in lines):
        foreign = set(_foreign(lines, setting))
    else:
        foreign = {at for at, line in enumerate(lines) if line.size and _is_laid(line, setting)}
        if sum(len(lines[at].words) for at in foreign) > _LONGEST:  # a page of the letter that lies across
            return lines
    notes += [f'a line laid on the page was left out: "{lines[at].words.strip()[:60]}"' for at in sorted(foreign)]
    return [line for at, line in enumerate(lines) if at not in foreign]


def _is_own(line: Line, setting: _Setting) -> bool:
    return (
        _family(line.font) in setting.fonts
        and abs(line.angle - setting.angle) <= _TURNED
        and line.size <= setting.size * _LARGE
    )


def _is_laid(line: Line, setting: _Setting) -> bool:
    """Whether a line lies at an angle to the letter, or is far larger."""
    return abs(line.angle - setting.angle) > _TURNED or line.size > setting.size * _LARGE


def _foreign(lines: list[Line], setting: _Setting) -> Iterator[int]:
    own = [at for at, line in enumerate(lines) if line.size and _is_own(line, setting)]
    first, last = own[0], own[-1]
    top, bottom = lines[first].height, min(lines[at].height for at in own)
    for at, line in enumerate(lines):
        if not line.size or at in own or len(line.words) > _LONGEST:
            continue
        if _is_laid(line, setting):
            yield at
        elif _is_of_header(line.words.lower()):
            continue
        elif line.height < bottom or at > last or (at < first and line.height < top) or _jumps(lines, at):
            yield at


def _is_of_header(words: str) -> bool:
    """Whether a line may be a label or a value of the header."""
    value = words.strip()
    is_value = value in _PRIORITIES or _VALUE.fullmatch(value) or printed_date(value)
    return bool(is_value) or any(label in words for label in _LABELS)


def _jumps(lines: list[Line], at: int) -> bool:
    """Whether a line stands elsewhere on the page than its neighbours in the order of reading."""
    around = [line.height for line in lines[max(at - 1, 0) : at + 2] if line.size]
    return len(around) == 3 and any(below > above for above, below in pairwise(around))
