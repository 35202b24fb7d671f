"""Calendars of legal days: which days an office or a court is closed, and counting over them.

A calendar covers whole years, stated in its data. Asking it about a day outside them raises `NoRuleInForce`: a
holiday list that nobody has read is not a list without holidays.
"""

import datetime as dt
from calendar import monthrange
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from evenhand.citation import NoRuleInForce, VerificationStatus


@dataclass(frozen=True, slots=True, kw_only=True)
class Holiday:
    """One yearly holiday as a statute words it: a fixed month and day, the n-th weekday of a month (-1 is the last), or
    Easter Sunday of the Western churches (`of_easter`).

    `weekday` is 0 for Monday to 6 for Sunday; `plus_days` moves from the day so found (the day *after* Thanksgiving);
    `since` and `until` are the first and last day on which the holiday is law.
    """

    name: str
    month: int = 0
    day: int | None = None
    nth: int | None = None
    weekday: int | None = None
    plus_days: int = 0
    of_easter: bool = False
    since: dt.date | None = None
    until: dt.date | None = None
    citation: str = ""
    status: VerificationStatus = VerificationStatus.UNVERIFIED

    def on(self, year: int) -> dt.date | None:
        """The day of this holiday in a year; None where the holiday is not law on that day."""
        holiday = self._nominal(year) + dt.timedelta(days=self.plus_days)
        if (self.since and holiday < self.since) or (self.until and holiday > self.until):
            return None
        return holiday

    def _nominal(self, year: int) -> dt.date:
        if self.of_easter:
            return easter_sunday(year)
        if self.day is not None:
            return dt.date(year, self.month, self.day)
        if self.nth is None or self.weekday is None:
            raise ValueError(f"holiday {self.name!r} states neither a day nor an n-th weekday")
        days_in_month = monthrange(year, self.month)[1]
        if self.nth > 0:
            first = dt.date(year, self.month, 1)
            return first + dt.timedelta(days=(self.weekday - first.weekday()) % 7 + 7 * (self.nth - 1))
        last = dt.date(year, self.month, days_in_month)
        return last - dt.timedelta(days=(last.weekday() - self.weekday) % 7 + 7 * (-self.nth - 1))


def easter_sunday(year: int) -> dt.date:
    """Easter Sunday of a year in the Gregorian calendar, by the reckoning of the Western churches (Meeus, Jones and
    Butcher).
    """
    century, of_century = divmod(year, 100)
    golden = year % 19
    moved = (century - (century + 8) // 25 + 1) // 3
    epact = (19 * golden + century - century // 4 - moved + 15) % 30
    to_sunday = (32 + 2 * (century % 4) + 2 * (of_century // 4) - epact - of_century % 4) % 7
    late = (golden + 11 * epact + 22 * to_sunday) // 451
    month, day = divmod(epact + to_sunday - 7 * late + 114, 31)
    return dt.date(year, month, day + 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarRules:
    """The data of one calendar: weekend, holidays, single closures by date, and how a weekend holiday is observed.

    `weekend` holds weekday numbers (Monday 0). `observed` maps the weekday a holiday falls on to the days to move
    for an additional closure: {6: 1} closes the Monday after a Sunday holiday.
    """

    id: str
    title: str
    first_year: int
    last_year: int
    weekend: frozenset[int]
    holidays: tuple[Holiday, ...]
    extra: tuple[tuple[dt.date, str], ...] = ()
    observed: Mapping[int, int]
    observed_by: str = ""
    citation: str
    status: VerificationStatus


_WEEKDAY = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


class LegalCalendar:
    """A calendar ready for counting: closed days with their reason, in constant time per question."""

    __slots__ = ("_base", "_closed", "_next_open", "_open_before", "_open_days", "_size", "rules")

    def __init__(self, rules: CalendarRules) -> None:
        self.rules = rules
        first = dt.date(rules.first_year, 1, 1).toordinal()
        last = dt.date(rules.last_year, 12, 31).toordinal()
        self._base = first
        self._size = last - first + 1
        self._closed = MappingProxyType(_closures(rules))
        is_open = [ordinal not in self._closed for ordinal in range(first, last + 1)]
        self._next_open = tuple(_next_open(is_open, first))
        self._open_days = tuple(first + offset for offset, opened in enumerate(is_open) if opened)
        self._open_before = tuple(_running_count(is_open))

    def _offset(self, day: dt.date) -> int:
        offset = day.toordinal() - self._base
        if not 0 <= offset < self._size:
            raise NoRuleInForce(
                self.rules.id,
                f"The {self.rules.title} covers {self.rules.first_year} to {self.rules.last_year}; "
                f"{day:%Y-%m-%d} lies outside. Add the years to calendars.toml after reading the holiday lists.",
                self.rules.citation,
            )
        return offset

    def _leaves(self, what: str) -> NoRuleInForce:
        return NoRuleInForce(self.rules.id, f"{what} in the {self.rules.title}.", self.rules.citation)

    def is_closed(self, day: dt.date) -> bool:
        """Whether the day does not count: weekend or holiday."""
        self._offset(day)
        return day.toordinal() in self._closed

    def why_closed(self, day: dt.date) -> str:
        """The name of what closes the day ("Saturday", "Christmas Day"); empty when it is open."""
        self._offset(day)
        return self._closed.get(day.toordinal(), "")

    def roll(self, day: dt.date) -> dt.date:
        """The day itself when open, else the next open day."""
        ordinal = self._next_open[self._offset(day)]
        if ordinal < 0:
            raise self._leaves(f"No open day after {day:%Y-%m-%d}")
        return dt.date.fromordinal(ordinal)

    def add_open_days(self, day: dt.date, count: int) -> dt.date:
        """The day `count` open days after `day`, which itself is not counted; `count` ≥ 1."""
        if count < 1:
            raise ValueError("a period of open days counts at least one day")
        index = self._open_before[self._offset(day) + 1] + count - 1
        if index >= len(self._open_days):
            raise self._leaves(f"No {count} open days after {day:%Y-%m-%d}")
        return dt.date.fromordinal(self._open_days[index])


def _closures(rules: CalendarRules) -> dict[int, str]:
    first, last = dt.date(rules.first_year, 1, 1), dt.date(rules.last_year, 12, 31)
    closed = {
        ordinal: _WEEKDAY[(ordinal - 1) % 7]
        for ordinal in range(first.toordinal(), last.toordinal() + 1)
        if (ordinal - 1) % 7 in rules.weekend
    }
    # A holiday of a year beside may be moved, or observed, across New Year into this calendar.
    for year in range(rules.first_year - 1, rules.last_year + 2):
        for holiday in rules.holidays:
            day = holiday.on(year)
            if day is None:
                continue
            closed[day.toordinal()] = holiday.name
            if day.weekday() in rules.observed:
                moved = day + dt.timedelta(days=rules.observed[day.weekday()])
                how = f"observed {rules.observed_by}".rstrip()
                closed.setdefault(moved.toordinal(), f"{holiday.name} ({how})")
    for day, name in rules.extra:
        closed[day.toordinal()] = name
    return closed


def _next_open(is_open: list[bool], first: int) -> list[int]:
    following_open = [-1] * len(is_open)
    following = -1
    for offset in range(len(is_open) - 1, -1, -1):
        if is_open[offset]:
            following = first + offset
        following_open[offset] = following
    return following_open


def _running_count(flags: Iterable[bool]) -> list[int]:
    counts = [0]
    for flag in flags:
        counts.append(counts[-1] + flag)
    return counts
