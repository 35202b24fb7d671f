"""Clocks: the deadlines that run on a docket, each with its holder, and where each stands on a given day."""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from typing import NamedTuple

from evenhand.citation import NoRuleInForce
from evenhand.clock.due import DueDate, Moment, due_date, last_instant, legal_day
from evenhand.docket.assignment import ExtensionGranted
from evenhand.docket.event import Event
from evenhand.docket.kind import EntryKind
from evenhand.finding import Provenance
from evenhand.procedure.joined import holders
from evenhand.procedure.law import rule_in_case
from evenhand.procedure.state import CaseState
from evenhand.programme.model import Programme
from evenhand.programme.rule import ClockRule, DeadlineValue, InForce, Rule, RuleVersion, Unread


class Clock(NamedTuple):
    """A deadline running, or run out, on one case.

    `due` is None where the law's period is unknown or needs a fact nobody stated: `unanswered` then says which.
    `stopped` is the event that met it, `ended` one that left it without an outcome (what was late by then stays late);
    `is_right` tells the time to use a right. `line` names the treatment where each has its own clock, `party` who was
    asked where each who is has one.
    """

    rule: str
    label: str
    holder: str
    line: str
    started: Event
    stopped: Event | None
    ended: Event | None
    due: DueDate | None
    unanswered: str
    provenance: Provenance
    is_right: bool = False
    party: str = ""


class StandingState(StrEnum):
    """Where a clock stands."""

    RUNNING = "running"
    MET = "met"
    LATE = "late"
    LAPSED = "lapsed"
    """The time to use a right is over and the right was not used."""
    ENDED = "ended"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Where a clock stands: `days` left while running, spare when met, late when late; calendar days, never negative.

    `hours` says the same in whole hours for clocks that run by the hour, else None.
    """

    state: StandingState
    days: int
    hours: int | None = None


def clocks(state: CaseState, programme: Programme, law_on: dt.date | None = None) -> tuple[Clock, ...]:
    """Every clock a case has or had, in the order of the programme's rules; nothing here depends on today.

    With `law_on` every rule speaks in its version of that day, whatever day the case's own facts would select.
    """
    return tuple(clock for rule in programme.clocked for clock in clocks_of(rule, state, programme, law_on))


def clocks_of(rule: Rule, state: CaseState, programme: Programme, law_on: dt.date | None = None) -> list[Clock]:
    """The clocks of one rule on a case, as `clocks` gives them: one for each line where the rule says so, and for each
    time it began.
    """
    clock = rule.clock
    if clock is None or not state.flags.issuperset(clock.when) or not state.flags.isdisjoint(clock.unless):
        return []
    if clock.per == "party":
        return [_clock(state, programme, rule, "", span, law_on) for span in _of_each_asked(state, clock)]
    return [
        _clock(state, programme, rule, line, span, law_on)
        for line in (state.lines if clock.per == "line" else ("",))
        for span in _spans(state, programme, clock, line)
    ]


def decision_clock(state: CaseState, programme: Programme) -> Clock | None:
    """The clock of a case's determination: of those that decide the one begun last, and of several begun by one entry
    the one due first; None where none has begun.
    """
    deciding = [clock for rule in programme.deciding for clock in clocks_of(rule, state, programme)]
    begun_last = max((clock.started.entry for clock in deciding), default=0)
    last = [clock for clock in deciding if clock.started.entry == begun_last]
    dated = [(last_instant(clock.due.due, programme), clock) for clock in last if clock.due is not None]
    if dated:
        return min(dated, key=lambda candidate: candidate[0])[1]
    return last[0] if last else None


class _Span(NamedTuple):
    """One run of a clock: the event that starts it, the entries it lies between, and whether it is the clock's first.

    A first run may be met before it starts: who acts early has acted in time. Where `parties` are named, one and
    whoever took its place, no act of another party falls into it.
    """

    begun: Event
    after: int
    until: int
    is_first: bool
    parties: frozenset[str] = frozenset()

    def holds(self, event: Event) -> bool:
        """Whether an event falls into this run."""
        if self.parties and event.party and event.party not in self.parties:
            return False
        return self.after < event.entry < self.until and (self.is_first or event.on >= self.begun.on)


_NO_ENTRY, _EVERY_ENTRY = 0, 1 << 62


def _spans(state: CaseState, programme: Programme, clock: ClockRule, line: str) -> list[_Span]:
    """The runs of a clock: its starts, those a renewal asks for anew, and those that restarts begin by themselves."""
    if state.events.keys().isdisjoint((*clock.renewed_by, *clock.restarts)):
        start = _start(state, clock, line, programme, (_NO_ENTRY, _EVERY_ENTRY))
        return [_Span(start, _NO_ENTRY, _EVERY_ENTRY, True)] if start else []
    spans = []
    for after, until in pairwise([_NO_ENTRY, *_entries(state, clock.renewed_by, line), _EVERY_ENTRY]):
        start = _start(state, clock, line, programme, (after, until))
        restarts = _of_line(state, clock.restarts, line) if start or clock.per != "line" else []
        inside = [event for event in restarts if after < event.entry < until]
        begun = ([start] if start else []) + sorted(inside, key=lambda event: event.entry)
        for position, event in enumerate(begun):
            following = begun[position + 1].entry if position + 1 < len(begun) else until
            lower = after if position == 0 else event.entry - 1
            spans.append(_Span(event, lower, following, after == _NO_ENTRY and position == 0))
    return spans


def _of_each_asked(state: CaseState, clock: ClockRule) -> list[_Span]:
    """A run for every time a party was asked, until that party, or whoever took its place, has answered."""
    return [
        _Span(event, event.entry, _EVERY_ENTRY, False, frozenset((event.party, *holders(state.joined, event.party))))
        for name in clock.starts
        for event in state.events.get(name, ())
    ]


def _of_line(state: CaseState, names: tuple[str, ...], line: str) -> list[Event]:
    """The events so named that concern a line, or the whole case."""
    told = (event for name in names for event in state.events.get(name, ()))
    return [event for event in told if not event.line or not line or event.line == line]


def _entries(state: CaseState, names: tuple[str, ...], line: str) -> list[int]:
    return sorted(event.entry for event in _of_line(state, names, line))


def _start(
    state: CaseState, clock: ClockRule, line: str, programme: Programme, within: tuple[int, int]
) -> Event | None:
    happened = []
    for name in clock.starts:
        event = _occurrence(state, name, line, within, clock.starts_at_last)
        if event is not None:
            happened.append(event)
        elif not clock.starts_at_first:
            return None
    if not happened:
        return None
    held = [event for name in clock.not_before for event in state.events.get(name, ())[:1]]
    if len(happened) + len(held) < 2:
        return happened[0]
    choose = min if clock.starts_at_first else max
    start = choose(happened, key=lambda event: _order(event, programme))
    return max((start, *held), key=lambda event: _order(event, programme))


def _occurrence(state: CaseState, name: str, line: str, within: tuple[int, int], is_last: bool) -> Event | None:
    after, until = within
    occurrences = state.events.get(name, ())
    for event in reversed(occurrences) if is_last else occurrences:
        if after < event.entry < until and (not event.line or not line or event.line == line):
            return event
    return None


def _order(event: Event, programme: Programme) -> tuple[dt.date, dt.datetime]:
    return event.on, last_instant(event.at or event.on, programme)


def _clock(state: CaseState, programme: Programme, rule: Rule, line: str, span: _Span, law_on: dt.date | None) -> Clock:
    clock = rule.clock
    if clock is None:
        raise ValueError(f"{rule.id} runs no clock")
    stopped = _next(state, clock.stops, line, span)
    ended = _next(state, clock.ended_by, line, span)
    due, unanswered = _due(state, programme, rule, span, law_on)
    told = (span.begun,) if stopped is None else (span.begun, stopped)
    return Clock(
        rule=rule.id,
        label=clock.label,
        holder=state.roles.get(span.begun.party, rule.holder) if span.parties else rule.holder,
        line=line,
        started=span.begun,
        stopped=stopped,
        ended=None if stopped is not None else ended,
        due=due,
        unanswered=unanswered,
        provenance=state.provenance(*told),
        is_right=clock.is_right,
        party=span.begun.party if span.parties else "",
    )


def _next(state: CaseState, names: tuple[str, ...], line: str, span: _Span) -> Event | None:
    """The first by its legal day of the events so named that fall into a run."""
    earliest: Event | None = None
    for name in names:
        for event in state.events.get(name, ()):
            is_of_line = not event.line or not line or event.line == line
            is_earlier = earliest is None or (event.on, event.entry) < (earliest.on, earliest.entry)
            if is_of_line and is_earlier and span.holds(event):
                earliest = event
    return earliest


def _due(
    state: CaseState, programme: Programme, rule: Rule, span: _Span, law_on: dt.date | None
) -> tuple[DueDate | None, str]:
    selecting = state.last(rule.selected_by)
    selected_on = law_on if law_on is not None else selecting.on if selecting is not None else None
    facts = {rule.selected_by: selected_on} if selected_on is not None else {}
    longer_by = _granted(state, rule.clock.longer_by, span) if rule.clock and rule.clock.longer_by else 0
    begun = span.begun
    trigger: Moment = begun.at if begun.at is not None else begun.on
    try:
        due = due_date(programme, rule.id, trigger, service=begun.service, facts=facts, longer_by=longer_by)
    except NoRuleInForce as missing:
        return None, str(missing)
    return due, ""


def _granted(state: CaseState, extension: str, span: _Span) -> int:
    """The days of extension granted in one run of a clock under the rule that allows them: all together no more than
    that rule gives, where its text has been read.
    """
    days = 0
    for event in state.events.get(EntryKind.EXTENSION_GRANTED.value, ()):
        payload = state.docket.entries[event.entry - 1].payload
        if span.holds(event) and isinstance(payload, ExtensionGranted) and payload.rule == extension:
            days += payload.days
    most = most_granted(state, extension, span.begun.on)
    return days if most is None else min(days, most)


def most_granted(state: CaseState, extension: str, on: dt.date) -> int | None:
    """The most days that the rule of an extension gives in all; None where nobody has read its text."""
    match rule_in_case(state, state.programme.rule(extension), on):
        case InForce(version=RuleVersion(value=DeadlineValue(periods=(period, *_)))):
            return period.count
        case Unread():
            return None
    return 0


def standing(clock: Clock, as_of: dt.datetime, programme: Programme) -> Standing:
    """Where a clock stands at an instant: running, met or late, with the calendar days between then (or its stop)
    and its due day.

    What ended late was late until it ended, and stays so. An act after the due day is not late while another reading of
    the law gives it more time.
    """
    if clock.due is None:
        return Standing(state=StandingState.UNKNOWN, days=0)
    over = clock.stopped or clock.ended
    until: Moment = as_of if over is None else over.at or over.on
    days, hours, is_late = _distance(clock.due.due, until, programme)
    contested = clock.due.not_late_until
    if is_late and contested is not None and not _distance(contested, until, programme)[2]:
        days, is_late = 0, False
    if is_late:
        lapsed = clock.is_right and clock.stopped is None
        return Standing(state=StandingState.LAPSED if lapsed else StandingState.LATE, days=days, hours=hours)
    if clock.stopped is None and clock.ended is not None:
        return Standing(state=StandingState.ENDED, days=0)
    state = StandingState.RUNNING if clock.stopped is None else StandingState.MET
    return Standing(state=state, days=days, hours=hours)


def _distance(due: Moment, until: Moment, programme: Programme) -> tuple[int, int | None, bool]:
    days = (legal_day(until, programme) - legal_day(due, programme)).days
    if isinstance(due, dt.datetime) and isinstance(until, dt.datetime):
        seconds = (until - due).total_seconds()
        return abs(days), int(abs(seconds) // 3600), seconds > 0
    return abs(days), None, days > 0
