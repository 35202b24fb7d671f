"""Days as people type them, looked at where they are typed: what cannot be is refused, what is odd is said.

A day to come, a year before 1900 and days out of their order are Findings beside the field. Papers do carry odd days:
one out of order may be kept as printed, with a reason, and then stays said without being refused.
"""

import datetime as dt
from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import NamedTuple

from evenhand.finding import Finding, FindingKind, Place, Severity

_RULE = "TYPED-DAY"
_REFUSED = FindingKind(
    rule=_RULE,
    severity=Severity.FATAL,
    message="The {name}, {day}, {what}.",
    expected="{expected}",
    remedy="Look at the paper and type the day again.",
)
_FIRST_YEAR = 1900
_NOT_AHEAD, _FARTHEST = dt.timedelta(0), dt.timedelta(days=3653)
"""How far ahead a day may lie: one that has happened not at all, one that is only planned ten years."""


class TypedDay(NamedTuple):
    """A day somebody typed: the `field` it stands in, what it is called to people, and the day."""

    field: str
    name: str
    day: dt.date | None


def look_at_days(
    in_order: tuple[TypedDay, ...],
    today: dt.date,
    *,
    others: tuple[TypedDay, ...] = (),
    as_printed: Mapping[str, str] | None = None,
) -> tuple[Finding, ...]:
    """What is to be said of typed days on a legal day.

    `in_order` are days of which none lies before the one above it (injury, request, decision, service, application);
    those nobody knows are passed over. `others` have no place in that order. `as_printed` gives, by field, the reason
    for which a day out of order is kept as its paper prints it. A fatal Finding bars; a major one asks; a warning only
    says.
    """
    kept = as_printed or {}
    findings = [finding for typed in (*in_order, *others) for finding in _possible(typed, today)]
    known = [typed for typed in in_order if typed.day is not None]
    return (*findings, *(_out_of_order(before, after, kept) for before, after in _inverted(known)))


def impossible(typed: TypedDay, today: dt.date, *, is_planned: bool = False) -> tuple[Finding, ...]:
    """Why a typed day cannot be: it lies before 1900, or is still to come; one that is planned, such as a shift or a
    task, may be to come, but within ten years.
    """
    return tuple(_possible(typed, today, _FARTHEST if is_planned else _NOT_AHEAD))


def clock_change(day: dt.date, hour: dt.time, zone: dt.tzinfo) -> str:
    """Why an hour was not on a day where its clocks are read: they were put forward over it. Empty where it was."""
    typed = dt.datetime.combine(day, hour, zone)
    shown = typed.astimezone(dt.UTC).astimezone(zone)
    if shown.replace(tzinfo=None) == typed.replace(tzinfo=None):
        return ""
    return f"On {day} the clocks were put forward, and there was no {hour:%H:%M}: type the hour the paper means."


def offsets_of_hour(day: dt.date, hour: dt.time, zone: dt.tzinfo) -> tuple[str, ...]:
    """What an hour may mean that was twice on a day, because the clocks were put back over it: the name of the time of
    each, the first first. Empty where it was once, or never.
    """
    twice = [dt.datetime.combine(day, hour.replace(fold=fold), zone) for fold in (0, 1)]
    is_twice = not clock_change(day, hour, zone) and twice[0].utcoffset() != twice[1].utcoffset()
    return tuple(moment.tzname() or "" for moment in twice) if is_twice else ()


def twice_words(day: dt.date, hour: dt.time, zone: dt.tzinfo) -> str:
    """That an hour was twice on a day, because the clocks were put back over it, and how it is written so that it means
    one. Empty where it was once, or never.
    """
    named = offsets_of_hour(day, hour, zone)
    if not named:
        return ""
    first, second = (dt.datetime.combine(day, hour.replace(fold=fold), zone).isoformat()[-6:] for fold in (0, 1))
    return (
        f"On {day} the clocks were put back, and {hour:%H:%M} was twice: write {hour:%H:%M}{first} for the first "
        f"({named[0]}), {hour:%H:%M}{second} for the second ({named[1]})."
    )


def is_before_all_days(day: dt.date) -> bool:
    """Whether a day lies before 1900, as one whose year was typed in two digits or with a slip does."""
    return day.year < _FIRST_YEAR


def _possible(typed: TypedDay, today: dt.date, ahead: dt.timedelta = _NOT_AHEAD) -> Iterator[Finding]:
    if typed.day is None:
        return
    if typed.day - today > ahead:
        what, expected = (
            ("lies too far ahead", "a day of the next ten years")
            if ahead
            else ("lies in the future, still to come", "a day that has come")
        )
        yield _REFUSED.at(
            Place(key=typed.field),
            name=typed.name,
            day=typed.day,
            what=f"{what}: it is {today:%Y-%m-%d} there",
            expected=expected,
        )
    if is_before_all_days(typed.day):
        yield _REFUSED.at(
            Place(key=typed.field),
            name=typed.name,
            day=typed.day,
            what=f"lies before {_FIRST_YEAR}",
            expected="the year in four digits, as the paper means it",
        )


def _inverted(known: list[TypedDay]) -> Iterator[tuple[TypedDay, TypedDay]]:
    for before, after in pairwise(known):
        if before.day is not None and after.day is not None and after.day < before.day:
            yield before, after


def _out_of_order(before: TypedDay, after: TypedDay, kept: Mapping[str, str]) -> Finding:
    reason = kept.get(after.field, "").strip() or kept.get(before.field, "").strip()
    told = f"The {after.name} ({after.day}) lies before the {before.name} ({before.day})."
    return Finding(
        rule=_RULE,
        message=f"{told} Kept as printed: {reason}" if reason else told,
        severity=Severity.WARNING if reason else Severity.MAJOR,
        place=Place(key=after.field),
        expected=f"the {after.name} on or after the {before.name}",
        remedy="" if reason else "Type the day again, or keep it as printed and say why.",
    )
