"""A case as a picture over time: what it came past, and each clock from its start to its due day."""

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from textwrap import shorten
from typing import NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from evenhand.clock.running import StandingState
from evenhand_web.cases.spoken_days import dated
from evenhand_web.desk.clock_bar import ClockBar
from evenhand_web.pages.case_head import Milestone

WIDTH, _LEFT, _RIGHT, _ROW, _TOP = 1120, 330, 52, 24, 64
_LETTERS, _TICKS = 46, 7


class ClockRow(NamedTuple):
    """A clock in the picture: its number in the table, its name, its bar, what of it is over, and where it was done."""

    number: int
    name: str
    words: str
    css: str
    y: int
    x: int
    length: int
    over_x: int
    over: int
    done: int


class Mark(NamedTuple):
    """Something at one place of the time: a milestone, or a day of the scale."""

    x: int
    words: str


class Timeline(NamedTuple):
    """Everything to be drawn, how high it is, and what it shows in words for who cannot see it."""

    rows: tuple[ClockRow, ...]
    milestones: tuple[Mark, ...]
    scale: tuple[Mark, ...]
    today: int
    height: int
    described: str


def timeline(bars: Sequence[ClockBar], way: Sequence[Milestone], today: dt.date) -> Timeline | None:
    """The picture of a case's clocks; None where none has started. Its numbers are those of the rows of the table."""
    if not bars:
        return None
    days = [day for bar in bars for day in (bar.begun_on, bar.due_on, bar.over_on) if day]
    first, last = min(days), max((*days, today))
    span = max((last - first).days, 1)

    def place(day: dt.date) -> int:
        return _LEFT + round((min(max(day, first), last) - first).days / span * (WIDTH - _LEFT - _RIGHT))

    return Timeline(
        rows=tuple(_row(number, bar, place, today) for number, bar in enumerate(bars, start=1)),
        milestones=tuple(Mark(place(step.day), f"{step.title}: {step.on}") for step in way if step.day),
        scale=tuple(_scale(first, last, place)),
        today=place(today),
        height=_TOP + _ROW * len(bars) + 8,
        described=_described(bars, first, last),
    )


def _row(number: int, bar: ClockBar, place: Callable[[dt.date], int], today: dt.date) -> ClockRow:
    begun, due = place(bar.begun_on), place(bar.due_on) if bar.due_on else None
    until = place(bar.over_on or today)
    name = _("%(clock)s, line %(line)s") % {"clock": bar.label, "line": bar.line} if bar.line else bar.label
    is_over = due is not None and until > due and bar.css != StandingState.LAPSED
    return ClockRow(
        number=number,
        name=shorten(f"{number}. {name}", _LETTERS, placeholder=" …"),
        words=f"{name}: {bar.words}",
        css=bar.css,
        y=_TOP + _ROW * (number - 1),
        x=begun,
        length=max((until if due is None else due) - begun, 3),
        over_x=due if is_over and due is not None else 0,
        over=max(until - due, 3) if is_over and due is not None else 0,
        done=place(bar.over_on) if bar.over_on else 0,
    )


def _scale(first: dt.date, last: dt.date, place: Callable[[dt.date], int]) -> Iterator[Mark]:
    """Some days at even distances, as many as there is room for."""
    steps = max(min(_TICKS, (last - first).days), 1)
    for step in range(steps + 1):
        day = first + (last - first) * step // steps
        yield Mark(place(day), dated(day))


def _described(bars: Sequence[ClockBar], first: dt.date, last: dt.date) -> str:
    late = sum(bar.css == StandingState.LATE for bar in bars)
    running = sum(bar.css == StandingState.RUNNING for bar in bars)
    words = ngettext("%(count)s clock", "%(count)s clocks", len(bars)) % {"count": len(bars)}
    told = {"clocks": words, "first": dated(first), "last": dated(last), "late": late, "running": running}
    return (
        _("%(clocks)s between %(first)s and %(last)s: %(late)s late, %(running)s running. The table tells each.") % told
    )
