"""Looking over the panel: what each reviewer was given and decided, and which kinds of case will find nobody."""

import datetime as dt
import secrets
from collections.abc import Iterator
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from django.utils.module_loading import import_string

from evenhand.docket.entry import Docket
from evenhand.docket.kind import EntryKind
from evenhand.panel.matching.standing import CaseToAssign
from evenhand.panel.oversight.disclosure import may_see_figures
from evenhand.panel.oversight.figures import ReviewerFigures, reviewer_figures
from evenhand.programme.model import Programme
from evenhand_web.accounts.models import Person, PersonRole
from evenhand_web.accounts.seam import part
from evenhand_web.cases.access import cases_in_reach
from evenhand_web.cases.models import DocketEntry
from evenhand_web.cases.seam import docket_from
from evenhand_web.panel.day import is_kept, rules_of
from evenhand_web.panel.describing import descriptions
from evenhand_web.placing.ranked import day_of
from evenhand_web.placing.waiting import waiting_cases
from evenhand_web.reviewing.models import Seat

if TYPE_CHECKING:
    from evenhand.panel.oversight.supply import WeekForecast

MOST_CASES = 1000
"""Over how many cases, the newest, figures are counted at once."""
_OF_A_REVIEW = (
    EntryKind.REVIEWER_ASSIGNED,
    EntryKind.REVIEWER_RECUSED,
    EntryKind.DETERMINATION_SIGNED,
    EntryKind.DETERMINATION_ISSUED,
    EntryKind.REMANDED,
    EntryKind.STRUCK,
)
"""The kinds of entry that figures are counted from."""


class Figures(NamedTuple):
    """What each reviewer was given and decided: over how many `cases` of how many that had a reviewer. `names` are
    those of the reviewers by id, empty for whoever may know of them by neither.
    """

    rows: tuple[ReviewerFigures, ...]
    cases: int
    of_cases: int
    names: dict[str, str]


class Supply(NamedTuple):
    """The coming weeks, reckoned from the described cases that wait: `undescribed` ones are not among them."""

    weeks: "tuple[WeekForecast, ...]"
    described: int
    undescribed: int
    caveat: str


def may_see_reviewers(person: Person, programme: Programme) -> bool:
    """Whether a person may see the figures of single reviewers: the programme's panel names the roles."""
    return may_see_figures(part(person), rules_of(programme.id).policy.disclosure)


def figures(person: Person, programme: Programme) -> Figures:
    """The figures of every reviewer over the newest cases of a programme. What was found counts once it is issued.

    The regulator knows reviewers by neither name nor id (LC 4610.6(f)): no row points to a case, or to a physician
    whose name was lawfully given away in one. The rows go by what was assigned, the most first; among equals, where
    nobody is named, by chance. Raises ValueError for somebody who may not see them: ask `may_see_reviewers` first.
    """
    given = Seat.objects.filter(standing__in=(Seat.Standing.ASSIGNED, Seat.Standing.STEPPED_DOWN, Seat.Standing.OVER))
    cases = cases_in_reach(person).filter(programme=programme.id, pk__in=given.values("case"))
    newest = list(cases.order_by("-pk").values_list("pk", flat=True)[:MOST_CASES])
    policy = rules_of(programme.id).policy.disclosure
    counted = list(reviewer_figures(_reviews(newest), part(person), policy).values())
    names = _names(person)
    rows = sorted(counted, key=lambda row: (-row.assigned, b"" if names else secrets.token_bytes(8)))
    return Figures(tuple(rows), len(newest), cases.count(), names)


def _reviews(cases: list[int]) -> Iterator[Docket]:
    """What the dockets of cases tell of their review: the entries that figures are counted from, and no other."""
    kept = DocketEntry.objects.filter(case__in=cases, kind__in=_OF_A_REVIEW).order_by("case", "number")
    for _, rows in groupby(kept.iterator(), key=lambda row: row.case_id):
        yield docket_from(rows)


def _names(person: Person) -> dict[str, str]:
    if person.role == PersonRole.REGULATOR:
        return {}
    return dict(Person.objects.filter(role=PersonRole.REVIEWER).values_list("ident", "name"))


def supply(programme: Programme, today: dt.date) -> Supply | None:
    """Which kinds of case find no reviewer in the coming weeks; None where no credential file is kept, for then nobody
    can be told to fit. Conflicts are left out, for they turn on the single case.
    """
    if not is_kept():
        return None
    rules, cases = rules_of(programme.id), list(waiting_cases(programme))
    known = descriptions(case.ident for case in cases)
    queue = [
        CaseToAssign(
            id=case.number, due_on=case.due_at.astimezone(programme.zone).date(), areas=known[case.ident].areas
        )
        for case in cases
        if case.ident in known
    ]
    # The solver is loaded by the first who asks for it, never by every process that serves pages.
    forecast = import_string("evenhand.panel.oversight.supply.forecast")
    weeks = forecast(day_of(programme.id, today), queue, (), rules.policy.supply_weeks)
    return Supply(weeks, len(queue), len(cases) - len(queue), rules.fit.caveat)
