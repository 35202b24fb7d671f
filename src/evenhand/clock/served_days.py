"""Due days that a served notice told: facts of the docket, beside what is computed today."""

import datetime as dt

from evenhand.clock.due import legal_day
from evenhand.clock.running import Clock
from evenhand.docket.assignment import NoticeIssued
from evenhand.procedure.state import CaseState
from evenhand.programme.model import Programme


def days_told_otherwise(clock: Clock, state: CaseState, programme: Programme) -> tuple[dt.date, ...]:
    """The legal days that served notices told for a clock and that are not the day computed now, in their order."""
    computed = legal_day(clock.due.due, programme) if clock.due else None
    told = {
        served.on
        for entry in state.standing()
        if isinstance(entry.payload, NoticeIssued)
        for served in entry.payload.due_dates
        if served.rule == clock.rule
    }
    return tuple(sorted(told - {computed}))
