"""The roster: for each day and part, who is on duty and which hours nobody is."""

import datetime as dt
from collections.abc import Iterable
from typing import NamedTuple
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from evenhand_web.accounts.models import PersonRole
from evenhand_web.diary.duty import NEEDED
from evenhand_web.diary.models import Shift

DAYS = 14
Span = tuple[dt.datetime, dt.datetime]


class Stint(NamedTuple):
    """One shift as far as it lies in a day."""

    shift: int
    name: str
    hours: str


class Cell(NamedTuple):
    """One part on one day: who is on duty, and the hours nobody is, as words; empty where somebody always is."""

    part: str
    stints: tuple[Stint, ...]
    open: str


class DayRow(NamedTuple):
    """One day of the roster."""

    day: dt.date
    cells: tuple[Cell, ...]


def roster_page(shifts: Iterable[Shift], first: dt.date, zone: ZoneInfo) -> tuple[DayRow, ...]:
    """The days from `first` on, each part in its own cell. `shifts` are those that touch these days."""
    kept = list(shifts)
    return tuple(_row(first + dt.timedelta(days=number), kept, zone) for number in range(DAYS))


def day_span(day: dt.date, zone: ZoneInfo) -> Span:
    """A day as the office lives it, from its first instant to that of the next, in UTC; it may have 23 or 25 hours."""
    begin = dt.datetime.combine(day, dt.time(), zone).astimezone(dt.UTC)
    return begin, dt.datetime.combine(day + dt.timedelta(days=1), dt.time(), zone).astimezone(dt.UTC)


def _row(day: dt.date, shifts: list[Shift], zone: ZoneInfo) -> DayRow:
    begin, end = day_span(day, zone)
    touching = [shift for shift in shifts if shift.begins_at < end and shift.ends_at > begin]
    return DayRow(day, tuple(_cell(role, touching, (begin, end), zone) for role in NEEDED))


def _cell(role: PersonRole, shifts: list[Shift], day: Span, zone: ZoneInfo) -> Cell:
    own = sorted(
        (shift for shift in shifts if shift.person.role == role), key=lambda shift: (shift.begins_at, shift.pk)
    )
    spans = [(max(shift.begins_at, day[0]), min(shift.ends_at, day[1])) for shift in own]
    stints = tuple(
        Stint(shift.pk, shift.person.name, _said(span, day, zone)) for shift, span in zip(own, spans, strict=True)
    )
    return Cell(str(role.label), stints, ", ".join(_said(span, day, zone) for span in uncovered(spans, day)))


def uncovered(spans: Iterable[Span], day: Span) -> list[Span]:
    """The stretches of a day that none of the spans covers."""
    gaps, reached = [], day[0]
    for begin, end in sorted(spans):
        if begin > reached:
            gaps.append((reached, begin))
        reached = max(reached, end)
    return [*gaps, (reached, day[1])] if reached < day[1] else gaps


def _said(span: Span, day: Span, zone: ZoneInfo) -> str:
    if span == day:
        return _("all day")
    begin = f"{span[0].astimezone(zone):%H:%M}"
    return f"{begin} to {'24:00' if span[1] == day[1] else f'{span[1].astimezone(zone):%H:%M}'}"
