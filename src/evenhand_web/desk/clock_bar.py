"""A clock as a bar: from its start to its due day, with how much of it has gone by."""

import datetime as dt
from typing import NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from evenhand.clock.due import Moment
from evenhand.clock.exposure import Exposure, exposure_of
from evenhand.clock.running import Clock, Standing, StandingState, clocks, standing
from evenhand.clock.served_days import days_told_otherwise
from evenhand.docket.party import Role
from evenhand.finding import Provenance
from evenhand.procedure.state import CaseState
from evenhand.programme.model import Programme
from evenhand_web.cases.spoken_days import weekday_dated

_ORDER = (
    StandingState.LATE,
    StandingState.RUNNING,
    StandingState.UNKNOWN,
    StandingState.LAPSED,
    StandingState.MET,
    StandingState.ENDED,
)


class ClockBar(NamedTuple):
    """One clock for the eye and for the ear. `told` are the days a served notice told, where they differ from the one
    computed now: both are facts. `begun_on`, `due_on` and `over_on` are where its bar lies in a picture (None: it has
    no such day); `words` say the same. `penalty` says what the regulator could assess for the lateness, where the law
    of the day names an amount.
    """

    label: str
    line: str
    holder: str
    css: str
    started: str
    due: str
    words: str
    begun_on: dt.date
    due_on: dt.date | None
    over_on: dt.date | None
    rule: str
    citation: str
    status: str
    provenance: str
    told: str
    penalty: str = ""


def clock_bars(state: CaseState, programme: Programme, now: dt.datetime) -> tuple[ClockBar, ...]:
    """Every clock of a case as a bar: what is late first, then what runs, then what is over."""
    bars = [(standing(clock, now, programme), clock) for clock in clocks(state, programme)]
    bars.sort(key=lambda bar: _order(bar[0], bar[1]))
    return tuple(
        _bar(clock, at, state, programme)._replace(penalty=_penalty(exposure_of(clock, now, programme), programme))
        for at, clock in bars
    )


def _penalty(exposed: Exposure | None, programme: Programme) -> str:
    """What the lateness of a clock exposes its holder to, in words."""
    if exposed is None or not exposed.amount:
        return ""
    return _("Possible penalty: up to $%(amount)s (%(rule)s). Only the %(regulator)s assesses one.") % {
        "amount": f"{exposed.amount:,.0f}",
        "rule": ", ".join((exposed.rule, *exposed.citation)),
        "regulator": programme.label(Role.REGULATOR),
    }


def _order(at: Standing, clock: Clock) -> tuple[bool, int, str]:
    is_over = clock.stopped is not None or clock.ended is not None or at.state is StandingState.LAPSED
    return is_over, _ORDER.index(at.state), str(clock.due.due) if clock.due else ""


def _bar(clock: Clock, at: Standing, state: CaseState, programme: Programme) -> ClockBar:
    over = clock.stopped or clock.ended
    marked = "" if clock.provenance is Provenance.STATED else clock.provenance.value
    return ClockBar(
        label=clock.label,
        line=clock.line,
        holder=programme.label(clock.holder),
        css=at.state.value,
        started=weekday_dated(clock.started.on),
        due=weekday_dated(_local(clock.due.due, programme)) if clock.due else "",
        words=standing_words(clock, at),
        begun_on=clock.started.on,
        due_on=_day(clock.due.due, programme) if clock.due else None,
        over_on=over.on if over else None,
        rule=clock.rule,
        citation="; ".join(clock.due.citation) if clock.due else "",
        status="" if clock.due is None or clock.due.status == "verified" else clock.due.status.value,
        provenance=marked,
        told=", ".join(map(weekday_dated, days_told_otherwise(clock, state, programme))),
    )


def _local(moment: Moment, programme: Programme) -> Moment:
    return moment.astimezone(programme.zone) if isinstance(moment, dt.datetime) else moment


def _day(moment: Moment, programme: Programme) -> dt.date:
    local = _local(moment, programme)
    return local.date() if isinstance(local, dt.datetime) else local


def _span(at: Standing) -> str:
    if at.hours is not None:
        return ngettext("%(count)s hour", "%(count)s hours", at.hours) % {"count": at.hours}
    return ngettext("%(count)s day", "%(count)s days", at.days or 0) % {"count": at.days}


def standing_words(clock: Clock, at: Standing) -> str:
    """Where a clock stands, in words."""
    span = _span(at)
    if clock.due is None:
        return clock.unanswered
    if at.state is StandingState.ENDED and clock.ended is not None:
        return _("Ended %(on)s, nothing left to do") % {"on": weekday_dated(clock.ended.on)}
    if at.state is StandingState.LAPSED:
        return _("Over since %(span)s, not used") % {"span": span}
    if clock.stopped is None and clock.ended is not None:
        return _("Late by %(span)s when it ended %(on)s") % {"span": span, "on": weekday_dated(clock.ended.on)}
    words, is_late = {"span": span}, at.state is StandingState.LATE
    if clock.stopped is None:
        return (_("Late by %(span)s") if is_late else _("%(span)s left")) % words
    words["done"] = _("Done %(on)s") % {"on": weekday_dated(clock.stopped.on)}
    return (_("%(done)s, late by %(span)s") if is_late else _("%(done)s, %(span)s to spare")) % words
