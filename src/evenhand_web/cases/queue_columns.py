"""What the queue shows of a case, computed from its docket alone: stage, holder, and the next duty that falls due."""

import datetime as dt
from collections.abc import Iterator
from typing import Any, NamedTuple

from evenhand.clock.running import clocks
from evenhand.docket.intake import Priority
from evenhand.docket.party import Role
from evenhand.notice import outstanding
from evenhand.procedure.permit import stage
from evenhand.procedure.state import CaseState
from evenhand.programme.model import Programme
from evenhand.programme.needs import Meaning
from evenhand_web.cases.earlier_applications import claim_key
from evenhand_web.cases.legal_day import last_second
from evenhand_web.cases.models import NEVER


class Duty(NamedTuple):
    """Something to be done: the last instant for it, what it is, by which rule, and who must do it."""

    due_at: dt.datetime
    label: str
    rule: str
    holder: str


def cached(state: CaseState) -> dict[str, Any]:
    """The cached columns of a case. Nothing in them depends on today."""
    docket, programme = state.docket, state.programme
    now = stage(state, programme)
    is_expedited = programme.flag(Meaning.EXPEDITED) in state.flags
    nothing = Duty(NEVER, "", "", "")
    waiting = tuple(duties(state, programme))
    due = min(waiting, default=nothing)
    house_due = min((duty for duty in waiting if duty.holder == Role.ORGANISATION), default=nothing)
    return {
        "number": state.case_number,
        "head": docket.head,
        "length": len(docket.entries),
        "fingerprint": programme.fingerprint,
        "stage": now.id,
        "holder": now.holder,
        "priority": (Priority.EXPEDITED if is_expedited else Priority.REGULAR).value,
        "due_at": due.due_at,
        "due_label": due.label[:120],
        "due_rule": due.rule,
        "due_holder": due.holder,
        "house_due_at": house_due.due_at,
        "house_due_label": house_due.label[:120],
        "received_on": docket.entries[0].on,
        "claim": claim_key(state),
    }


def duties(state: CaseState, programme: Programme) -> Iterator[Duty]:
    """Every duty a case still waits for: clocks that run, less those that only limit a right, and notices owed.

    A notice owed without a day falls due on the day that made it owed. Notices that only the passing of time makes owed
    are left to the clock that lapsed, those that are made at once to whoever is told that one was not.
    """
    for clock in clocks(state, programme):
        waits = clock.stopped is None and clock.ended is None and clock.due is not None
        if waits and clock.due is not None and not clock.is_right:
            yield Duty(last_second(clock.due.due, programme), clock.label, clock.rule, clock.holder)
    titles = {notice.id: notice.title for notice in programme.notices if not notice.at_once}
    for owed in outstanding(state, programme, state.docket.entries[-1].on):
        if owed.notice not in titles:
            continue
        due = owed.due.due if owed.due else owed.since.on
        label = f"Notice: {titles[owed.notice]}"
        yield Duty(last_second(due, programme), label, owed.rule, Role.ORGANISATION.value)
