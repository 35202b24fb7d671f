"""A figure drawn: bars from nought, or points with their interval, as SVG; what it shows stands in the table beside it.

Drawn by hand, so that a report needs no engine of plots, is the same bytes wherever it is made, and prints alike on
paper and on screen. Colours keep a contrast of 3 to 1 and more on white and on the dark page.
"""

from collections.abc import Sequence
from html import escape
from typing import NamedTuple

_WIDTH, _LABELS, _NUMBERS, _ROW, _TOP = 640, 210, 86, 26, 30
_INK, _DARK, _BAR, _LINE = "#5b6b78", "#1d2730", "#2f7fb5", "#8d9aa5"
_LONGEST = 34
_STEPS = (1, 2, 2.5, 5, 10)


class Mark(NamedTuple):
    """A row of a plot: its label, its value, what is written at it, and the interval that belongs to it, if any."""

    label: str
    value: float
    written: str
    low: float | None = None
    high: float | None = None


def bars(marks: Sequence[Mark], unit: str, most: float | None = None) -> str:
    """Rows of bars from nought, with the interval of each where it has one. `unit` stands at the axis; `most` is the
    end of the axis where the values have a natural one, such as 100 of a percentage.

    Raises ValueError for no marks, or a value below nought.
    """
    if not marks or min(mark.value for mark in marks) < 0:
        raise ValueError("a plot has a row at least, and no value below nought")
    end = most or _rounded(max(mark.high or mark.value for mark in marks))
    room = _WIDTH - _LABELS - _NUMBERS
    height = _TOP + _ROW * len(marks) + 8
    parts = [*_axis(end, unit, room, height)]
    for place, mark in enumerate(marks):
        parts += _row(mark, _TOP + _ROW * place, room / end)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {height}" '
        f'font-family="Libertinus Serif, serif" font-size="13">{"".join(parts)}</svg>'
    )


def _row(mark: Mark, top: int, scale: float) -> list[str]:
    middle, length = top + _ROW / 2, mark.value * scale
    parts = [
        _text(_LABELS - 8, middle + 4, _short(mark.label), "end"),
        f'<rect x="{_LABELS}" y="{top + 6}" width="{length:.1f}" height="{_ROW - 12}" fill="{_BAR}"/>',
    ]
    end = _LABELS + length
    if mark.low is not None and mark.high is not None:
        low, high = _LABELS + mark.low * scale, _LABELS + mark.high * scale
        line = f"M{low:.1f} {middle}H{high:.1f}M{low:.1f} {middle - 4}v8M{high:.1f} {middle - 4}v8"
        for ink, width in (("#ffffff", 3.5), (_DARK, 1.5)):
            parts.append(f'<path d="{line}" stroke="{ink}" stroke-width="{width}" fill="none"/>')
        end = max(end, high)
    return [*parts, _text(end + 6, middle + 4, mark.written)]


def _axis(end: float, unit: str, room: float, height: int) -> list[str]:
    parts = []
    for step in range(5):
        x = _LABELS + room * step / 4
        parts.append(f'<path d="M{x:.1f} {_TOP - 6}V{height - 4}" stroke="{_LINE}" stroke-width="0.5"/>')
        parts.append(_text(x, _TOP - 11, f"{end * step / 4:,.6g}", "middle"))
    return [*parts, _text(_LABELS - 8, _TOP - 11, unit, "end")]


def _text(x: float, y: float, words: str, anchor: str = "start") -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" fill="{_INK}">{escape(words)}</text>'


def _short(words: str) -> str:
    """A label that fits its column; the table beside the plot has it whole."""
    return words if len(words) <= _LONGEST else f"{words[: _LONGEST - 1]}\u2026"


def _rounded(value: float) -> float:
    """The end of an axis: a round number that is no less than the value, and no less than 4."""
    if value <= 4:
        return 4
    power = 10.0 ** (len(f"{int(value)}") - 1)
    return next(step * power for step in _STEPS if step * power >= value)
