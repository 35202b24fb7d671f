"""Who must be told: the notices a case owes, to whom, since when and by when."""

import datetime as dt
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from evenhand.citation import NoRuleInForce
from evenhand.clock.due import DueDate, Moment, due_date, legal_day
from evenhand.clock.running import clocks_of
from evenhand.docket.event import Event
from evenhand.docket.party import Party
from evenhand.procedure.joined import is_owed, present_holder
from evenhand.procedure.state import CaseState
from evenhand.programme.model import NoticeRule, Programme

_OVERDUE = "overdue:"


class OwedNotice(NamedTuple):
    """One notice owed to one party.

    `since` is the event that made it owed; `issued` the number of the docket entry that discharged it, None while it is
    outstanding; `due` when it falls due, None where the law says at once (`unanswered` is empty) or gives no answer.
    """

    notice: str
    party: str
    rule: str
    letter: str
    since: Event
    issued: int | None
    due: DueDate | None
    unanswered: str = ""


def notices(state: CaseState, programme: Programme, as_of: dt.date) -> tuple[OwedNotice, ...]:
    """Every notice the case owes or owed up to a legal day, in the order of the programme, party by party."""
    owed: list[OwedNotice] = []
    for rule in programme.notices:
        if state.flags.issuperset(rule.when) and state.flags.isdisjoint(rule.unless):
            for since in _happened(state, programme, rule, as_of):
                owed += _owed(state, programme, rule, since)
    return tuple(owed)


def outstanding(state: CaseState, programme: Programme, as_of: dt.date) -> tuple[OwedNotice, ...]:
    """The notices owed and not yet issued on a legal day."""
    return tuple(owed for owed in notices(state, programme, as_of) if owed.issued is None)


def audience(state: CaseState, programme: Programme, owed: OwedNotice) -> tuple[Party, ...]:
    """Everybody to whom a notice goes that one of them is owed: the parties of its roles, or whom the entry names."""
    rule = next(rule for rule in programme.notices if rule.id == owed.notice)
    return tuple(_addressed(state, rule, owed.since))


def _addressed(state: CaseState, rule: NoticeRule, since: Event) -> Iterator[Party]:
    issued_to = state.issued_to.get(rule.id, {})
    named = _named(state, since) if rule.named_only else None
    for party in state.parties.values():
        is_addressed = party.role in rule.to and named in (None, party.id)
        if is_addressed and is_owed(state.joined, issued_to, party.id, since.entry):
            yield party


def _happened(state: CaseState, programme: Programme, rule: NoticeRule, as_of: dt.date) -> Iterable[Event]:
    """What makes a notice owed, the last of it up to a day; for a notice to who is named only, the last that names
    each, and for one of each line, the last of that line.
    """
    if rule.owed_on.startswith(_OVERDUE):
        return _overdue(state, programme, rule.owed_on, as_of)
    happened = state.events.get(rule.owed_on)
    if happened is None:
        return ()
    told = [event for event in happened if event.on <= as_of]
    if rule.each_line:
        return {event.line: event for event in told}.values()
    return {_named(state, event): event for event in told}.values() if rule.named_only else told[-1:]


def _overdue(state: CaseState, programme: Programme, name: str, as_of: dt.date) -> list[Event]:
    for clock in clocks_of(programme.rule(name.removeprefix(_OVERDUE)), state, programme):
        if clock.due is None or clock.ended is not None:
            continue
        late_on = legal_day(clock.due.due, programme) + dt.timedelta(days=1)
        met = clock.stopped is not None and clock.stopped.on < late_on
        if not met and late_on <= as_of:
            return [Event(name, late_on, clock.started.entry)]
    return []


def _owed(state: CaseState, programme: Programme, rule: NoticeRule, since: Event) -> Iterator[OwedNotice]:
    due, unanswered = _due(programme, rule, since)
    issued_to = state.issued_to.get(rule.id, {})
    for party in _addressed(state, rule, since):
        number = issued_to.get(party.id)
        is_told = not rule.each_line or (rule.id, party.id, since.entry) in state.told_of
        issued = number if number is not None and number >= since.entry and is_told else None
        yield OwedNotice(rule.id, party.id, rule.rule, rule.letter, since, issued, due, unanswered)


def _named(state: CaseState, since: Event) -> str:
    """The party that the entry behind an event names, or whoever took its place."""
    return present_holder(state.joined, str(getattr(state.docket.entries[since.entry - 1].payload, "party", "")))


def _due(programme: Programme, rule: NoticeRule, since: Event) -> tuple[DueDate | None, str]:
    if not rule.deadline:
        return None, ""
    trigger: Moment = since.at if since.at is not None else since.on
    try:
        return due_date(programme, rule.deadline, trigger, service=since.service), ""
    except NoRuleInForce as missing:
        return None, str(missing)
