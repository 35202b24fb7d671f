"""A case before the panel: who may be proposed in which order, who may not and why, as the core reckons it."""

import datetime as dt
from collections.abc import Iterator
from typing import NamedTuple

from django.utils.translation import gettext as _

from evenhand.panel.matching.ranking import Candidate, Constraint, Ranking, Refusal, misfits, ranking, refusal
from evenhand.panel.matching.standing import CaseToAssign, Exclusion, PanelDay
from evenhand_web.accounts.models import Person
from evenhand_web.cases.models import Case
from evenhand_web.cases.open_case import OpenCase
from evenhand_web.cases.spoken_days import written_out
from evenhand_web.panel.day import panel_day, rules_of
from evenhand_web.panel.describing import Described, described
from evenhand_web.panel.models import FloorRequest
from evenhand_web.placing.absence import away_on
from evenhand_web.reviewing.models import Refusal as Refused
from evenhand_web.reviewing.models import Seat
from evenhand_web.reviewing.workload import loads

_MOST_REFUSED = 25


class RankedCandidate(NamedTuple):
    """Somebody who may be proposed, with all that explains it."""

    person: Person
    candidate: Candidate

    @property
    def points(self) -> str:
        """What the proposal costs, by what it is for."""
        return ", ".join(f"{points} for {what}" for what, points in self.candidate.points if points)


class RankedRefusal(NamedTuple):
    """Somebody of an appropriate area who may not be proposed; `asked` is a wish to go below the floor."""

    person: Person
    refusal: Refusal
    score: int
    asked: FloorRequest | None

    @property
    def is_only_floor(self) -> bool:
        """Whether a second person could allow it."""
        return self.refusal.constraints == {Constraint.FLOOR}

    @property
    def is_conflict(self) -> bool:
        """Whether an affiliation stands in the way, or a question about one."""
        return bool(self.refusal.constraints & {Constraint.CONFLICT, Constraint.QUESTION})


class Ranked(NamedTuple):
    """The panel before one case."""

    panel: PanelDay
    case: CaseToAssign
    ranking: Ranking
    candidates: tuple[RankedCandidate, ...]
    refused: tuple[RankedRefusal, ...]

    @property
    def caveat(self) -> str:
        """What is told beside everything built on weights that nobody has approved."""
        return self.panel.rules.fit.caveat


def day_of(programme: str, day: dt.date) -> PanelDay:
    """The panel on a day with the work its reviewers have."""
    return panel_day(programme, day, loads(day, rules_of(programme).policy.assignment.recent_weeks))


def to_assign(opened: OpenCase, description: Described) -> CaseToAssign:
    """A case as it waits for a reviewer: its number, its next due day, areas, subjects, and who is out of it."""
    return CaseToAssign(
        id=opened.case.number,
        due_on=opened.case.due_at.astimezone(opened.programme.zone).date(),
        areas=tuple(area for area in description.areas if area.line in opened.state.live_lines()),
        subjects=description.all_subjects(opened.state.parties.values(), opened.programme),
        excluded=tuple(_excluded(opened.case, opened.today)),
    )


def _excluded(case: Case, today: dt.date) -> Iterator[Exclusion]:
    for reviewer, until in away_on(today).items():
        yield Exclusion(reviewer=reviewer, reason=_("away until %(until)s") % {"until": written_out(until)})
    for refused in Refused.objects.filter(case=case).select_related("reviewer"):
        yield Exclusion(
            reviewer=refused.reviewer.ident, reason=_("would not take it: %(reason)s") % {"reason": refused.reason}
        )
    for seat in Seat.objects.filter(case=case).select_related("reviewer"):
        yield Exclusion(reviewer=seat.reviewer.ident, reason=seat.get_standing_display())


def ranked(opened: OpenCase) -> Ranked | None:
    """The panel before a case; None where nobody has said yet what the case is about."""
    description = described(opened.case.ident)
    if description is None:
        return None
    panel, case = day_of(opened.case.programme, opened.today), to_assign(opened, description)
    panel_ranking = ranking(panel, case, seed(opened))
    people = {reviewer.ident: reviewer for reviewer in Person.objects.filter(ident__in=panel.by_id)}
    return Ranked(
        panel=panel,
        case=case,
        ranking=panel_ranking,
        candidates=tuple(
            RankedCandidate(people[candidate.reviewer], candidate) for candidate in panel_ranking.candidates
        ),
        refused=tuple(_refused(opened, panel, case, people)),
    )


def seed(opened: OpenCase) -> str:
    """What the lots of a case are drawn from: the digest of its first entry, which was salted before anybody could know
    who would be in the panel, and which nobody can change.
    """
    return opened.docket.entries[0].hash


def _refused(
    opened: OpenCase, panel: PanelDay, case: CaseToAssign, people: dict[str, Person]
) -> Iterator[RankedRefusal]:
    asked = {
        request.reviewer_id: request
        for request in FloorRequest.objects.filter(case=opened.case.ident).select_related("asked_by")
    }
    told = 0
    for standing in panel.standings:
        if told == _MOST_REFUSED or Constraint.AREA in misfits(panel, case, standing):
            continue
        grounds = refusal(panel, case, standing)
        if grounds.failed:
            told += 1
            person = people[standing.id]
            yield RankedRefusal(person, grounds, panel.fit(standing, case.areas)[0].score, asked.get(person.pk))
