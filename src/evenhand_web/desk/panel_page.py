"""The panel as its pages show it: a line for each reviewer, what ends in the coming months, one credential file."""

import datetime as dt
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import NamedTuple

from django.db.models import Count, Q

from evenhand.finding import Finding, Severity
from evenhand.panel.matching.standing import PanelDay
from evenhand.panel.oversight.overview import PanelRow, expiry_calendar, panel_rows
from evenhand.panel.people.credential_check import file_findings
from evenhand.panel.people.credentials import Expiry, Reviewer, expiries
from evenhand.panel.requirements.qualification import barred_on
from evenhand.panel.requirements.reliance import as_relied_on
from evenhand.programme.model import Programme
from evenhand_web.accounts.models import Person, PersonRole
from evenhand_web.cases.legal_day import local_now, office_today
from evenhand_web.panel.day import is_kept, kept_reviewer, law_of, rules_of
from evenhand_web.panel.keeping import Kept
from evenhand_web.placing.ranked import day_of
from evenhand_web.reviewing.models import Seat

_SOON = dt.timedelta(days=60)
_AHEAD = dt.timedelta(days=120)


class Outcome(NamedTuple):
    """What came of one file that was brought."""

    name: str
    kept: Kept

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Everything found but what is in order."""
        return tuple(finding for finding in self.kept.findings if finding.severity is not Severity.PASS)


class PanelLine(NamedTuple):
    """A reviewer in the list; `row` is None where no credential file is kept."""

    person: Person
    held: int
    row: PanelRow | None
    is_soon: bool


class Ending(NamedTuple):
    """A fact that stops counting, and whose: `name` is empty on a reviewer's own page. `is_past` where it has."""

    expiry: Expiry
    name: str
    is_past: bool


class Month(NamedTuple):
    """What ends in one month."""

    first: dt.date
    endings: tuple[Ending, ...]


class FilePage(NamedTuple):
    """A reviewer's credential file on a day: what bars, what is wrong with the file, its calendar by month."""

    reviewer: Reviewer
    bars: tuple[Finding, ...]
    faults: tuple[Finding, ...]
    months: tuple[Month, ...]


def panel_today(programme: Programme) -> PanelDay | None:
    """The panel under a programme's law today; None where no credential file is kept."""
    return day_of(programme.id, local_now(programme).date()) if is_kept() else None


def panel_lines(panel: PanelDay | None) -> tuple[PanelLine, ...]:
    """Everybody who reviews here, by name, as the panel of the day stands; without one nobody is looked at under any
    law.
    """
    today = panel.day if panel else office_today()
    rows = {row.reviewer: row for row in panel_rows(panel)} if panel else {}
    held = Count("seats", filter=Q(seats__standing=Seat.Standing.ASSIGNED))
    people = Person.objects.filter(role=PersonRole.REVIEWER, is_active=True).select_related("profile")
    return tuple(
        _line(reviewer, rows.get(reviewer.ident), today)
        for reviewer in people.annotate(held=held).order_by("name", "pk")
    )


def _line(person: Person, row: PanelRow | None, today: dt.date) -> PanelLine:
    held: int = person.held  # type: ignore[attr-defined]  # annotated by the query
    is_soon = bool(row and row.next_expiry and row.next_expiry.on - today <= _SOON)
    return PanelLine(person, held, row, is_soon)


def coming(panel: PanelDay) -> tuple[Month, ...]:
    """What stops counting in the whole panel in the coming months."""
    names = dict(Person.objects.filter(ident__in=panel.by_id).values_list("ident", "name"))
    return _months(
        Ending(expiry, names[expiry.reviewer], False) for expiry in expiry_calendar(panel, panel.day + _AHEAD)
    )


def file_page(programme: Programme, person: Person) -> FilePage | None:
    """The credential file of a reviewer today; None where none is kept."""
    reviewer = kept_reviewer(person.ident)
    if reviewer is None:
        return None
    today, rules = local_now(programme).date(), rules_of(programme.id)
    relied_on = as_relied_on(reviewer, rules.policy.reliance)
    findings = barred_on(reviewer, today, law_of(programme.id, today), rules)
    return FilePage(
        reviewer=reviewer,
        bars=tuple(finding for finding in findings if finding.severity is Severity.FATAL),
        faults=tuple(_faults(reviewer, today, programme)),
        months=_months(Ending(expiry, "", expiry.on <= today) for expiry in expiries(relied_on)),
    )


def _faults(reviewer: Reviewer, today: dt.date, programme: Programme) -> Iterator[Finding]:
    for finding in file_findings(reviewer, today, rules_of(programme.id).vocabulary):
        if finding.severity is not Severity.PASS:
            yield finding


def _months(endings: Iterable[Ending]) -> tuple[Month, ...]:
    grouped = groupby(endings, key=lambda ending: ending.expiry.on.replace(day=1))
    return tuple(Month(first, tuple(month_endings)) for first, month_endings in grouped)
