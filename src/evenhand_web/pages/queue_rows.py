"""A case as a row of a list: when it falls due, how near that is, and where the case stands."""

import datetime as dt
from collections.abc import Iterable
from typing import NamedTuple

from django.db.models import F
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from evenhand.docket.party import Role
from evenhand.programme.model import Programme
from evenhand_web.cases.legal_day import is_last_second
from evenhand_web.cases.models import NEVER, Case, ComparedCase
from evenhand_web.cases.spoken_days import weekday_dated
from evenhand_web.infrastructure.programmes import standing_programme
from evenhand_web.infrastructure.sealed_columns import column_of

_SOON = 3
IN_A_ROW = (
    "ident", "number", "programme", "stage", "priority", "due_at", "due_label", "due_holder", "house_due_at",
    "house_due_label", "received_on", "wrapped_key", "key_bucket",
)  # fmt: skip
"""The columns of a case that its row is made from: whoever reads no others asks for these alone."""
BESIDE = {
    "compared_as": F("compared__case_id"),
    "name_sealed": F("compared__name"),
    "claim_number_sealed": F("compared__claim_number"),
}
"""What lists read with a case to tell the applicant and the claim number in its row, as they lie sealed."""


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
    is_made_up: bool
    name: str = ""
    claim_number: str = ""
    coordinators: str = ""


def joined(titles: Iterable[tuple[str, str]]) -> dict[str, str]:
    """What stages or parts are called, by id: where programmes call one differently, by all its names."""
    names: dict[str, dict[str, None]] = {}
    for ident, title in titles:
        names.setdefault(ident, {})[title] = None
    return {ident: " / ".join(called) for ident, called in names.items()}


def queue_row(case: Case, now: dt.datetime, by_own_day: bool = False) -> QueueRow:
    """A case as one row of a list: by whoever's next duty, or by the organization's own. Name, claim number and
    coordinators are told where the case was read with them.
    """
    programme = standing_programme(case.programme)
    if programme is None:
        return _row_without_law(case)
    due_at = case.house_due_at if by_own_day else case.due_at
    due_holder = _own_holder(case) if by_own_day else case.due_holder
    return QueueRow(
        ident=case.ident,
        number=case.number,
        stage=stage_title(programme, case.stage),
        priority=case.priority,
        due=spoken_due(due_at, programme),
        due_label=case.house_due_label if by_own_day else case.due_label,
        due_holder=programme.label(due_holder) if due_holder else "",
        risk=risk(due_at, programme, now),
        received_on=case.received_on,
        is_made_up=programme.made_up,
        name=_beside(case, "name"),
        claim_number=_beside(case, "claim_number"),
        coordinators=_coordinators(case),
    )


def _beside(case: Case, name: str) -> str:
    """What is kept beside the docket of a case, opened; empty where nothing is, or the case was read without it."""
    if getattr(case, "compared_as", None) is None:
        return ""
    stored = getattr(case, f"{name}_sealed")
    return str(column_of(ComparedCase, name).opened_under([case], None if stored is None else bytes(stored)))


def _own_holder(case: Case) -> str:
    return Role.ORGANISATION.value if case.house_due_label else ""


def _coordinators(case: Case) -> str:
    known = getattr(case, "_prefetched_objects_cache", {}).get("assignees", ())
    return ", ".join(assignee.person.name for assignee in known)


def _row_without_law(case: Case) -> QueueRow:
    """A case whose programme has no version that could be read: it stays in the list, with an alarm."""
    return QueueRow(
        ident=case.ident,
        number=case.number,
        stage=case.stage.replace("_", " "),
        priority=case.priority,
        due="" if case.due_at == NEVER else weekday_dated(case.due_at.date()),
        due_label=case.due_label,
        due_holder=case.due_holder.replace("_", " "),
        risk=Risk("late", _("Its program cannot be read")),
        received_on=case.received_on,
        is_made_up=False,
    )


class OwnDuty(NamedTuple):
    """The next duty of the organization's own people in a case: until when, and what."""

    due_at: dt.datetime
    label: str


def own_duty(case: Case) -> OwnDuty:
    """What those who review and release have to do next in a case, whatever of others is late before it; where the
    organization owes nothing, what falls due of anybody.
    """
    if case.house_due_at == NEVER:
        return OwnDuty(case.due_at, case.due_label)
    return OwnDuty(case.house_due_at, case.house_due_label)


def spoken_due(due_at: dt.datetime, programme: Programme) -> str:
    """The day that ends with a due instant, with the hour where the period runs by the hour."""
    if due_at == NEVER:
        return ""
    due = due_at.astimezone(programme.zone)
    return weekday_dated(due.date() if is_last_second(due) else due)


def risk(due_at: dt.datetime, programme: Programme, now: dt.datetime) -> Risk:
    """How near a due instant is, in calendar days where the programme's days are counted."""
    if due_at == NEVER:
        return Risk("none", _("Nothing due"))
    days = (due_at.astimezone(programme.zone).date() - now.astimezone(programme.zone).date()).days
    if due_at < now:
        late = ngettext("Late by %(days)s day", "Late by %(days)s days", -days) % {"days": -days}
        return Risk("late", late if days else _("Late since today"))
    if days == 0:
        return Risk("soon", _("Due today"))
    left = ngettext("%(days)s day left", "%(days)s days left", days) % {"days": days}
    return Risk("soon" if days <= _SOON else "later", left)


def stage_title(programme: Programme, stage: str) -> str:
    """A stage as the programme calls it."""
    return next((rule.title for rule in programme.procedure.stages if rule.id == stage), stage.replace("_", " "))
