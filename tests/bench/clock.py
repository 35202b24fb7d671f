"""How fast due dates are computed: over every deadline of a programme, any trigger day and manner of service, against a
plain day-by-day walk that gives only the day and no steps.
"""

import argparse
import datetime as dt
import random
from calendar import monthrange
from collections import Counter
from typing import NamedTuple

from evenhand.citation import NoRuleInForce
from evenhand.clock.due import due_date
from evenhand.programme.library import programme_folder
from evenhand.programme.load import load_programme
from evenhand.programme.model import Programme
from evenhand.programme.rule import DeadlineValue, Period, RuleKind, RuleVersion, ServiceDays, Unit
from tests.bench._machine import heading, seconds

FULL, PEER = 1_000_000, 50_000
DAY = dt.timedelta(days=1)


class Request(NamedTuple):
    """One due date asked for."""

    rule: str
    trigger: dt.date
    service: str
    facts: dict[str, dt.date]


def requests(programme: Programme, count: int, draw: random.Random) -> list[Request]:
    """Due dates of every deadline in turn, each drawn anew: a day of 2013 to 2028, a manner of service."""
    deadlines = [rule for rule in programme.rules.values() if rule.kind is RuleKind.DEADLINE]
    services, first = ["", *programme.services], dt.date(2013, 1, 1).toordinal()
    triggers = []
    for number in range(count):
        rule = deadlines[number % len(deadlines)]
        day = dt.date.fromordinal(first + draw.randrange(16 * 365))
        triggers.append(Request(rule.id, day, draw.choice(services), {rule.selected_by: day}))
    return triggers


def answers(programme: Programme, asked: list[Request]) -> list[dt.date | None]:
    """The due day of each request; None where the law gives none."""
    days: list[dt.date | None] = []
    for rule, trigger, service, facts in asked:
        try:
            due = due_date(programme, rule, trigger, service=service, facts=facts).due
        except NoRuleInForce:
            days.append(None)
        else:
            days.append(due if type(due) is dt.date else None)
    return days


class Walker:
    """The peer: the same law, counted day by day on a set of closed days, without steps, citations or messages."""

    def __init__(self, programme: Programme) -> None:
        self.programme = programme
        self.closed = {name: self._closed(name) for name in programme.calendars}

    def _closed(self, name: str) -> set[dt.date]:
        calendar = self.programme.calendars[name]
        first, last = dt.date(calendar.rules.first_year, 1, 1), dt.date(calendar.rules.last_year, 12, 31)
        days = [first + number * DAY for number in range((last - first).days + 1)]
        return {day for day in days if calendar.is_closed(day)}

    def due(self, request: Request) -> dt.date | None:
        """The due day; None where there is no period, or it runs by the hour."""
        programme = self.programme
        rule = programme.rules[request.rule]
        version = self._version(request.rule, request.trigger)
        longer = 0
        while rule.lengthens and version is not None and isinstance(version.value, DeadlineValue):
            longer += version.value.periods[0].count
            rule = programme.rules[rule.lengthens]
            version = self._version(rule.id, request.trigger)
        if version is None or not isinstance(version.value, DeadlineValue):
            return None
        manner = request.service or programme.rules[request.rule].default_service
        value = version.value
        periods = value.periods if value.by_service is None else tuple(filter(None, [value.by_service.get(manner)]))
        if not periods or any(period.unit is Unit.HOURS for period in periods):
            return None
        return min(self._end(period, request.trigger, longer, value, manner) for period in periods)

    def _version(self, rule: str, day: dt.date) -> RuleVersion | None:
        due = None
        for version in self.programme.rules[rule].versions:
            if version.since <= day:
                due = version
        return due if due is not None and due.value is not None else None

    def _end(self, period: Period, day: dt.date, longer: int, value: DeadlineValue, manner: str) -> dt.date:
        served_on = day
        if period.unit is Unit.MONTHS:
            month = day.month - 1 + period.count
            year, month = day.year + month // 12, month % 12 + 1
            day = dt.date(year, month, min(day.day, monthrange(year, month)[1]))
        else:
            day = self._count(day, period.count, period.counts_on)
        day = self._count(day, longer, "")
        if value.extended_by_service and manner:
            version = self._version(value.extended_by_service, served_on)
            added = version.value if version and isinstance(version.value, ServiceDays) else ServiceDays(days={})
            day = self._count(day, added.days.get(manner, 0), "")
            day = self._count(day, added.open_days.get(manner, 0), added.counts_on)
        while period.rolls_on and day in self.closed[period.rolls_on]:
            day += DAY
        return day

    def _count(self, day: dt.date, count: int, calendar: str) -> dt.date:
        closed = self.closed.get(calendar, ())
        while count:
            day += DAY
            count -= day not in closed
        return day


def main() -> None:
    """Compute, compare with the peer, print."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--count", type=int, default=FULL, help="how many due dates")
    count = options.parse_args().count
    programme, findings = load_programme(programme_folder("ca_wc"))
    if programme is None:
        raise SystemExit("\n".join(map(str, findings)))
    asked = requests(programme, count, random.Random(4610))
    got: list[dt.date | None] = []
    walker, walked = Walker(programme), list[dt.date | None]()
    spent = seconds(lambda: got.extend(answers(programme, asked)))
    part = asked[:PEER]
    peer = seconds(lambda: walked.extend(map(walker.due, part))) / len(part)
    told = Counter(day is None for day in got)
    print(heading(f"{len(asked):,} due dates over {len({question.rule for question in asked})} rules"))
    print(f"{'evenhand, with steps and citations':40} {len(asked) / spent:>10,.0f} due dates/s")
    print(
        f"{'day-by-day walk, the day alone':40} {1 / peer:>10,.0f} due dates/s; ratio {peer * len(asked) / spent:.1f}"
    )
    print(f"{'a day':40} {told[False]:>10,}")
    print(f"{'hours, or no law in force or read':40} {told[True]:>10,}")
    agree = sum(day == other for day, other in zip(walked, got, strict=False))
    print(f"{'agree with the walk':40} {agree:>10,} of {len(part):,}")


if __name__ == "__main__":
    main()
