"""The release queue: signed determinations by the day something falls due, and what keeps one from release."""

import datetime as dt
from typing import NamedTuple

from django.utils.translation import gettext as _

from evenhand_web.accounts.models import Person
from evenhand_web.cases.models import Case
from evenhand_web.director.access import released_by
from evenhand_web.infrastructure.programmes import programme_of
from evenhand_web.letters.models import LETTER, UNDERWAY, Issue
from evenhand_web.pages.queue_rows import Risk, risk, spoken_due
from evenhand_web.reviewing.models import Return

MOST = 100


class ReleaseRow(NamedTuple):
    """One case: when it falls due, and where it stands: to be released, sent back, being issued, stopped."""

    ident: str
    number: str
    priority: str
    due: str
    due_label: str
    risk: Risk
    standing: str
    css: str
    is_made_up: bool


class ReleaseQueue(NamedTuple):
    """The first cases in the queue, and how many there are."""

    rows: tuple[ReleaseRow, ...]
    waiting: int


def release_queue(person: Person, now: dt.datetime) -> ReleaseQueue:
    """The cases a person may release, those due first at the top."""
    cases = released_by(person)
    first_cases = list(cases.order_by("due_at", "id")[:MOST])
    keys = [case.pk for case in first_cases]
    back = set(Return.objects.filter(case__in=keys, answered_at=None).values_list("case_id", flat=True))
    going = (*UNDERWAY, Issue.State.STOPPED)
    asked = Issue.objects.filter(case__in=keys, what=LETTER, state__in=going).order_by("pk")
    states = dict(asked.values_list("case_id", "state"))
    return ReleaseQueue(
        tuple(_row(case, now, case.pk in back, states.get(case.pk)) for case in first_cases), cases.count()
    )


def _row(case: Case, now: dt.datetime, is_back: bool, state: str | None) -> ReleaseRow:
    programme = programme_of(case.programme)
    standing, css = _standing(is_back, state)
    return ReleaseRow(
        ident=case.ident,
        number=case.number,
        priority=case.priority,
        due=spoken_due(case.due_at, programme),
        due_label=case.due_label,
        risk=risk(case.due_at, programme, now),
        standing=standing,
        css=css,
        is_made_up=programme.made_up,
    )


def _standing(is_back: bool, state: str | None) -> tuple[str, str]:
    if is_back:
        return _("Sent back, with the reviewer"), "ended"
    if state == Issue.State.STOPPED:
        return _("Issue stopped: look again"), "late"
    if state is not None:
        return _("Being issued"), "running"
    return _("To be read and released"), "unknown"
