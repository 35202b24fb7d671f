"""One picture of a page recognized: straightened, its light made even, turned upright where it seems not to be."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import cos, radians, sin

from evenhand.records.picture import (
    Gray,
    dust,
    dusted,
    evened,
    from_pgm,
    is_uneven,
    pgm,
    slant,
    straightened,
    turned,
    without_streaks,
)
from evenhand.records.second_reading import read_days_again
from evenhand.records.tesseract import TooLongError, orientation, recognize
from evenhand.records.words import Line, Word, lines_of

_DOUBT, _CLEAR, _FEW = 70.0, 85.0, 10
_OSD_SURE = 1.0
_UNSURE, _GUESS = 74.0, 45.0
_WIDE = 1.15
"""Pages wider than this, over their height, are asked how they lie: most were turned."""
_DUSTY = 1200.0
"""Specks on a million dots from which a page is read without them at once."""
_UNSURE_WORD, _DIRT, _SEVERAL = 12.0, 75.0, 4
_DARK, _LITTLE = 128, 0.02
_BETTER, _AT_LEAST = 6.0, 50.0


@dataclass(frozen=True, slots=True, kw_only=True)
class RecognizedPage:
    """What was read on a picture: lines of the straightened page, words on the page as it was, by how much it must be
    turned clockwise to be read, how sure its reader is (0 to 100); `fault` where it took too long. `level_words` are on
    the page straightened by `slant` degrees.
    """

    lines: tuple[Line, ...] = ()
    words: tuple[Word, ...] = ()
    level_words: tuple[Word, ...] = ()
    rotation: int = 0
    slant: float = 0.0
    sure: float = 0.0
    fault: str = ""


def recognized_page(picture: bytes) -> RecognizedPage:
    """The text of a picture (a portable graymap at 200 dots an inch). Raises OSError where tesseract cannot be called.

    The page is recognized as it lies; only where that gives little or unsure text, or words that stand higher than
    wide (text that runs up or down reads well, sideways), it is asked how the page lies, and it is read again.
    """
    gray = from_pgm(picture)
    is_photograph = is_uneven(gray)
    gray = evened(gray) if is_photograph else without_streaks(gray)
    is_clean = is_photograph or dust(gray) < _DUSTY
    gray = gray if is_clean else dusted(gray)
    try:
        page = _read(gray, 0)
        aspect = gray.shape[1] / gray.shape[0]
        if _is_doubtful(page, aspect):
            page = _read_turned(gray, page)
        if page.sure < _UNSURE and is_clean and not is_photograph:
            page = _better(page, _read(dusted(gray), page.rotation))
        page = _days_read_again(gray, page)
    except TooLongError:
        return RecognizedPage(fault="READ-LIMIT")
    return page


def _read(gray: Gray, rotation: int) -> RecognizedPage:
    upright = turned(gray, rotation)
    angle = slant(upright)
    level = straightened(upright, angle)
    read = recognize(pgm(level))
    if not read and _is_sparse(level):
        read = recognize(pgm(level), sparse=True)
    kept = [word for word in read if _is_kept(word)]
    aspect = level.shape[1] / level.shape[0]
    return RecognizedPage(
        lines=lines_of(kept, aspect=aspect),
        words=tuple(_back(word, angle, aspect) for word in kept),
        level_words=tuple(kept),
        rotation=rotation,
        slant=angle,
        sure=_sureness(kept),
    )


def _is_kept(word: Word) -> bool:
    """Whether a word is more than dirt: it has a letter or figure and is sure enough, or it has several.

    Tesseract gives figures between strokes no confidence at all, and reads them right.
    """
    signs = sum(sign.isalnum() for sign in word.text)
    return word.sure >= (_UNSURE_WORD if signs else _DIRT) or signs >= _SEVERAL


def _sureness(words: Sequence[Word]) -> float:
    """How sure the words are, weighed by their letters."""
    letters = sum(len(word.text) for word in words)
    return sum(len(word.text) * word.sure for word in words) / letters if letters else 0.0


def _is_sparse(gray: Gray) -> bool:
    """Whether little is on a page: a few large words stand there, if any."""
    return float((gray < _DARK).mean()) < _LITTLE


def _is_doubtful(page: RecognizedPage, aspect: float) -> bool:
    """Whether a page may lie otherwise than it seems: `aspect` is its width over its height."""
    if aspect > _WIDE:
        return True
    return page.sure < _DOUBT or (len(page.words) < _FEW and page.sure < _CLEAR) or _is_sideways(page.words, aspect)


def _is_sideways(words: Sequence[Word], aspect: float) -> bool:
    """Whether most longer words stand higher than wide, on a page of so much width over its height."""
    long = [word for word in words if len(word.text) >= 4]
    high = sum((word.bottom - word.top) > 1.1 * aspect * (word.right - word.left) for word in long)
    return len(long) >= 3 and high > len(long) / 2


def _read_turned(gray: Gray, page: RecognizedPage) -> RecognizedPage:
    """The page turned as it seems to lie; the better reading of the two."""
    aspect = gray.shape[1] / gray.shape[0]
    best, best_is_sideways = page, _is_sideways(page.words, aspect)
    for way in _ways(gray, page, best_is_sideways):
        other = _read(gray, way)
        if _is_sideways(other.words, 1 / aspect if way % 180 else aspect):
            continue
        if other.sure > (_AT_LEAST if best_is_sideways else best.sure + _BETTER):
            best, best_is_sideways = other, False
    return best


def _ways(gray: Gray, page: RecognizedPage, is_sideways: bool) -> list[int]:
    """By how much a page should be turned clockwise and read again: as it is said to lie, or where nothing can be said,
    as its words look.
    """
    lies = orientation(pgm(gray))
    if lies is not None and lies.sure >= _OSD_SURE:
        return [lies.rotation] if lies.rotation else []
    if is_sideways:
        return [90, 270]
    return [180] if page.words and page.sure < _AT_LEAST else []


def _days_read_again(gray: Gray, page: RecognizedPage) -> RecognizedPage:
    """The page with its unsure and missing days read once more; an illegible one stays as it is."""
    if page.sure < _AT_LEAST or len(page.words) < _FEW:
        return page
    level = straightened(turned(gray, page.rotation), page.slant)
    aspect = level.shape[1] / level.shape[0]
    words = read_days_again(level, page.lines, page.level_words)
    lines = lines_of(words, aspect=aspect)
    back = tuple(_back(word, page.slant, aspect) for word in words)
    return replace(page, lines=lines, words=back, level_words=())


def _better(first: RecognizedPage, second: RecognizedPage) -> RecognizedPage:
    """The reading that tells more: letters of words, weighed by how much surer than a guess they are."""
    told = [sum(len(word.text) * max(word.sure - _GUESS, 0.0) for word in page.words) for page in (first, second)]
    return first if told[0] >= told[1] else second


def _back(word: Word, angle: float, aspect: float) -> Word:
    """The word's box on the page before it was straightened: its middle moved back, its size kept."""
    if not angle:
        return word
    across, down = (word.left + word.right) / 2 - 0.5, (word.top + word.bottom) / 2 - 0.5
    turn = radians(angle)
    x = across * aspect * cos(turn) - down * sin(turn)
    y = across * aspect * sin(turn) + down * cos(turn)
    half_width, half_height = (word.right - word.left) / 2, (word.bottom - word.top) / 2
    left, top = x / aspect + 0.5 - half_width, y + 0.5 - half_height
    return Word(word.text, left, top, left + 2 * half_width, top + 2 * half_height, word.sure)
