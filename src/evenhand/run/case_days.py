"""The days a case folder states, looked at as days that somebody typed."""

import datetime as dt
from collections.abc import Iterator, Sequence, Set
from dataclasses import fields, replace
from typing import Protocol

from evenhand.docket.intake import ApplicationReceived, UrDecisionFiled
from evenhand.docket.payload import Payload
from evenhand.finding import Finding, Place
from evenhand.programme.facts import IN_ORDER, Intake
from evenhand.typed_days import TypedDay, impossible, look_at_days

_PLANNED = frozenset({"cure_by"})
"""Days that an entry states and that may be to come."""


class Stated(Protocol):
    """An entry as a case folder states it."""

    @property
    def payload(self) -> Payload | None:
        """What the entry says, as the payload of its kind; None where it says none that can be read."""

    @property
    def on(self) -> dt.date:
        """The day it says it happened."""

    @property
    def place(self) -> Place:
        """Where it stands."""

    @property
    def because(self) -> str:
        """Why it says what it says."""

    @property
    def marks(self) -> tuple[str, ...]:
        """The fields that this is about; all of them where none is named."""


def look_at_case_days(entries: Sequence[Stated], today: dt.date, intake: Intake) -> tuple[Finding, ...]:
    """What is to be said of the days of occurrence, request, decision, service and application in a case folder, and of
    every other day in it that cannot be.

    `today` is the day the case is looked at from. A day out of order is kept as printed where its entry says why
    (`because`) for that field.
    """
    typed, places, printed = [], {}, {}
    for entry, day in _stated(entries, intake):
        typed.append(day)
        places[day.field] = entry.place
        if entry.because and day.field in (entry.marks or (day.field,)):
            printed[day.field] = entry.because
    in_order = tuple(
        replace(finding, place=replace(places[finding.place.key], key=finding.place.key))
        for finding in look_at_days(tuple(typed), today, as_printed=printed)
    )
    return (*in_order, *_impossible(entries, {(places[day.field], day.field) for day in typed}, today))


def _impossible(entries: Sequence[Stated], seen: Set[tuple[Place, str]], today: dt.date) -> Iterator[Finding]:
    """What is to be said of the days that have no place in the order: those that an entry's payload states, and that of
    the entry, which may lie behind the day the case is looked at from, for a folder tells a case to its end.
    """
    for entry in entries:
        known_on = max(today, entry.on)
        own = (TypedDay("on", "day of the entry", entry.on), True, today)
        stated = ((typed, typed.field in _PLANNED, known_on) for typed in _days_of(entry.payload))
        for typed, is_planned, latest in (own, *stated):
            is_read = typed.day != dt.date.min  # stands in for a day that could not be read, which is said already
            if is_read and (entry.place, typed.field) not in seen:
                for finding in impossible(typed, latest, is_planned=is_planned):
                    yield replace(finding, place=replace(entry.place, key=typed.field))


def _days_of(payload: Payload | None) -> Iterator[TypedDay]:
    for field in fields(payload) if payload is not None else ():
        day = getattr(payload, field.name)
        if isinstance(day, dt.date):
            yield TypedDay(field.name, f"day {field.name.removesuffix('_on').replace('_', ' ')}", day)


def _stated(entries: Sequence[Stated], intake: Intake) -> Iterator[tuple[Stated, TypedDay]]:
    filed = [entry for entry in entries if isinstance(entry.payload, ApplicationReceived)][:1]
    decided = [entry for entry in entries if isinstance(entry.payload, UrDecisionFiled)][-1:]
    for entry in filed:
        if isinstance(entry.payload, ApplicationReceived):
            for use in IN_ORDER:
                yield from ((entry, day) for day in intake.typed_days(entry.payload, use))
    for entry in decided:
        if isinstance(entry.payload, UrDecisionFiled):
            yield entry, TypedDay("decided_on", "decision under review", entry.payload.decided_on)
            yield entry, TypedDay("served_on", "service of the decision", entry.payload.served_on)
    for entry in filed:
        yield entry, TypedDay("on", "receipt of the application", entry.on)
