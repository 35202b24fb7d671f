"""A case as a row of a list: when it falls due, how near that is, and where the case stands."""

import datetime as dt
from typing import NamedTuple

from evenhand.programme.model import Programme
from evenhand_web.cases.legal_day import is_last_second
from evenhand_web.cases.models import NEVER, Case
from evenhand_web.cases.programmes import programme_of
from evenhand_web.cases.spoken_days import said

_SOON = 3


class Risk(NamedTuple):
    """How near a case is to being late: a word for the style sheet, and words for people."""

    css: str
    words: str


class QueueRow(NamedTuple):
    """One case in the queue."""

    ident: str
    number: str
    stage: str
    priority: str
    due: str
    due_label: str
    due_holder: str
    risk: Risk
    received_on: dt.date


def queue_row(case: Case, now: dt.datetime) -> QueueRow:
    """A case as one row of a list."""
    programme = programme_of(case.programme)
    return QueueRow(
        ident=case.ident,
        number=case.number,
        stage=stage_title(programme, case.stage),
        priority=case.priority,
        due=spoken_due(case, programme),
        due_label=case.due_label,
        due_holder=programme.label(case.due_holder) if case.due_holder else "",
        risk=risk(case, programme, now),
        received_on=case.received_on,
    )


def spoken_due(case: Case, programme: Programme) -> str:
    """The next due day of a case, with the hour where the period runs by the hour."""
    if case.due_at == NEVER:
        return ""
    due = case.due_at.astimezone(programme.zone)
    return said(due.date() if is_last_second(due) else due)


def risk(case: Case, programme: Programme, now: dt.datetime) -> Risk:
    """How near a case is to being late, in calendar days where the programme's days are counted."""
    if case.due_at == NEVER:
        return Risk("none", "Nothing due")
    days = (case.due_at.astimezone(programme.zone).date() - now.astimezone(programme.zone).date()).days
    if case.due_at < now:
        return Risk("late", f"Late by {-days} day{'' if days == -1 else 's'}" if days else "Late since today")
    if days == 0:
        return Risk("soon", "Due today")
    return Risk("soon" if days <= _SOON else "later", f"{days} day{'' if days == 1 else 's'} left")


def stage_title(programme: Programme, stage: str) -> str:
    """A stage as the programme calls it."""
    return next((rule.title for rule in programme.procedure.stages if rule.id == stage), stage.replace("_", " "))
