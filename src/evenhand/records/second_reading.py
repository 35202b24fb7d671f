"""Days read a second time: where a label stands without its day, and where a day was read unsurely.

The places are cut out, cleared of dust, set one under the other and read in one go. A day that two readings agree on is
sure; where they differ it is not; where the first saw none, the second's counts, and is not sure.
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from evenhand.records.days import written_days
from evenhand.records.picture import Gray, dusted, pgm
from evenhand.records.tesseract import TooLongError, recognize
from evenhand.records.words import Cell, Line, Word

_LABEL = re.compile(
    r"\b(date|dated|dos|dob|doi|d\.?o\.?[bis]|born|birth|seen|collected|performed|taken|signed|visit|exam|service|sent)\b"
    r"(?!.*\b(?:of|for) (?:loss|hire)\b)",
    re.IGNORECASE,
)
_SURE, _AGREED, _DOUBTED, _ALONE = 88.0, 95.0, 40.0, 60.0
_MOST = 10
_PAD, _GAP = 7, 26
_ACROSS, _DOWN = 0.3, 1.9
"""How far beside a label (as a share of the page) and under it (in heights of its line) its day may stand."""
_SECONDS = 10.0


class _Place(NamedTuple):
    """A place to read again, as shares of the page; `first` is the cell whose day was read there, or None."""

    left: float
    top: float
    right: float
    bottom: float
    first: Cell | None


def read_days_again(level: Gray, lines: Sequence[Line], words: Sequence[Word]) -> list[Word]:
    """The words of a page with its days read again where that helps; the page straightened, as it was read."""
    places = _places(lines)[:_MOST]
    if not places:
        return list(words)
    try:
        texts = _texts(level, places)
    except TooLongError:
        return list(words)
    kept = list(words)
    for place, text in zip(places, texts, strict=True):
        days = written_days(text)
        if len(days) != 1 or days[0].mended:
            continue
        if place.first is None and _has_day(lines, place):
            continue  # it was read at first too, on a line of its own
        if place.first is None:
            middle = (place.top + place.bottom) / 2
            height = min(place.bottom - place.top, 0.014)
            across = (place.left, middle - height / 2, place.left + 0.1, middle + height / 2)
            kept.append(Word(text[days[0].start : days[0].end].replace(" ", "\u00a0"), *across, _ALONE))
        else:
            agrees = written_days(place.first.text)[0].day == days[0].day
            kept = [_weighed(word, place, _AGREED if agrees else _DOUBTED) for word in kept]
    return kept


def _has_day(lines: Sequence[Line], place: _Place) -> bool:
    """Whether a day was read in a place that stands beside or under a label."""
    cells = (cell for line in lines if place.top <= (line.top + line.bottom) / 2 <= place.bottom for cell in line.cells)
    return any(cell.left < place.right and cell.right > place.left and written_days(cell.text) for cell in cells)


def _weighed(word: Word, place: _Place, sure: float) -> Word:
    """A word within a place that was read again, as sure as the two readings make it."""
    is_within = (
        place.left <= word.left and word.right <= place.right and place.top <= word.top and word.bottom <= place.bottom
    )
    has_figure = any(sign.isdigit() for sign in word.text)
    return word._replace(sure=sure if has_figure else max(word.sure, sure)) if is_within else word


def _places(lines: Sequence[Line]) -> list[_Place]:
    """Where to read again: days that were read unsurely, then beside and under labels that have none."""
    unsure, bare = [], []
    for at, line in enumerate(lines):
        for position, cell in enumerate(line.cells):
            days = written_days(cell.text)
            if (
                days
                and (cell.sure < _SURE or any(day.mended for day in days))
                and len(days) == 1
                and len(cell.text) < 60
            ):
                unsure.append(_Place(cell.left - 0.01, line.top - 0.004, cell.right + 0.01, line.bottom + 0.004, cell))
            elif not days and len(cell.text) < 40 and _LABEL.search(cell.text):
                bare += _beside_and_under(lines, at, position)
    return unsure + bare


def _beside_and_under(lines: Sequence[Line], at: int, position: int) -> list[_Place]:
    line, cell = lines[at], lines[at].cells[position]
    if position + 1 < len(line.cells) and written_days(line.cells[position + 1].text):
        return []
    under = lines[at + 1] if at + 1 < len(lines) else None
    reach = line.bottom + _DOWN * max(line.height, 0.008)
    if (
        under
        and under.top < reach
        and any(
            written_days(other.text) and other.left < cell.right + 0.03 and other.right > cell.left - 0.03
            for other in under.cells
        )
    ):
        return []
    end = line.cells[position + 1].left if position + 1 < len(line.cells) else min(cell.right + _ACROSS, 0.97)
    places = []
    if end - cell.right > 0.06:
        places.append(
            _Place(cell.right + 0.004, line.top - 0.004, min(end, cell.right + _ACROSS), line.bottom + 0.004, None)
        )
    if not cell.text.rstrip().endswith(":"):
        right = max(cell.right + 0.02, cell.left + 0.13)
        places.append(_Place(cell.left - 0.01, line.bottom + 0.001, right, reach, None))
    return places


def _texts(level: Gray, places: Sequence[_Place]) -> list[str]:
    """What stands at each place, read from one picture of them all, one under the other."""
    crops = [_crop(level, place) for place in places]
    height = sum(crop.shape[0] + _GAP for crop in crops) + _GAP
    sheet = np.full((height, max(crop.shape[1] for crop in crops) + 2 * _GAP), 255, dtype=np.uint8)
    begins, at = [], _GAP
    for crop in crops:
        sheet[at : at + crop.shape[0], _GAP : _GAP + crop.shape[1]] = crop
        begins.append(at)
        at += crop.shape[0] + _GAP
    read = recognize(pgm(sheet), block=True, seconds=_SECONDS)
    texts: list[list[str]] = [[] for _ in crops]
    for word in read:
        middle = (word.top + word.bottom) / 2 * height
        place = max((number for number, begin in enumerate(begins) if begin - _GAP / 2 <= middle), default=0)
        texts[place].append(word.text)
    return [" ".join(words) for words in texts]


def _crop(level: Gray, place: _Place) -> Gray:
    down, across = level.shape
    top, bottom = max(int(place.top * down) - _PAD // 2, 0), min(int(place.bottom * down) + _PAD // 2, down)
    left, right = max(int(place.left * across) - _PAD, 0), min(int(place.right * across) + _PAD, across)
    crop = level[top : max(bottom, top + 8), left : max(right, left + 8)]
    return dusted(crop) if crop.size else np.full((8, 8), 255, dtype=np.uint8)
