"""Who must be told: the notices a case owes, to whom, since when and by when."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from evenhand.citation import NoRuleInForce
from evenhand.clock.due import DueDate, Moment, due_date, legal_day
from evenhand.clock.running import Clock, clocks
from evenhand.docket.event import Event
from evenhand.procedure.state import CaseState
from evenhand.programme.model import NoticeRule, Programme

_OVERDUE = "overdue:"


@dataclass(frozen=True, slots=True, kw_only=True)
class OwedNotice:
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
    found: list[OwedNotice] = []
    running: tuple[Clock, ...] | None = None
    for rule in programme.notices:
        if not state.flags.issuperset(rule.when) or not state.flags.isdisjoint(rule.unless):
            continue
        if rule.owed_on.startswith(_OVERDUE):
            running = clocks(state, programme) if running is None else running
            found += _owed(state, programme, rule, _overdue(running, rule.owed_on, programme, as_of))
        else:
            happened = state.last(rule.owed_on)
            if happened is not None and happened.on <= as_of:
                found += _owed(state, programme, rule, happened)
    return tuple(found)


def outstanding(state: CaseState, programme: Programme, as_of: dt.date) -> tuple[OwedNotice, ...]:
    """The notices owed and not yet issued on a legal day."""
    return tuple(owed for owed in notices(state, programme, as_of) if owed.issued is None)


def _overdue(running: tuple[Clock, ...], name: str, programme: Programme, as_of: dt.date) -> Event | None:
    for clock in running:
        if clock.rule != name.removeprefix(_OVERDUE) or clock.due is None or clock.ended is not None:
            continue
        late_on = legal_day(clock.due.due, programme) + dt.timedelta(days=1)
        met = clock.stopped is not None and clock.stopped.on < late_on
        if not met and late_on <= as_of:
            return Event(name, late_on, clock.started.entry)
    return None


def _owed(state: CaseState, programme: Programme, rule: NoticeRule, since: Event | None) -> Iterator[OwedNotice]:
    if since is None:
        return
    due, unanswered = _due(programme, rule, since)
    issued_to = state.issued_to.get(rule.id, {})
    named = _named(state, since) if rule.named_only else None
    for party in state.parties.values():
        if party.role in rule.to and named in (None, party.id):
            number = issued_to.get(party.id)
            is_for_this = number is not None and number >= since.entry
            yield OwedNotice(
                notice=rule.id,
                party=party.id,
                rule=rule.rule,
                letter=rule.letter,
                since=since,
                issued=number if is_for_this else None,
                due=due,
                unanswered=unanswered,
            )


def _named(state: CaseState, since: Event) -> str:
    """The party that the entry behind an event names."""
    return str(getattr(state.docket.entries[since.entry - 1].payload, "party", ""))


def _due(programme: Programme, rule: NoticeRule, since: Event) -> tuple[DueDate | None, str]:
    if not rule.deadline:
        return None, ""
    trigger: Moment = since.at if since.at is not None else since.on
    try:
        return due_date(programme, rule.deadline, trigger, service=since.service), ""
    except NoRuleInForce as missing:
        return None, str(missing)
