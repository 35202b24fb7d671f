"""One case: who may decide it, in order, with the reasons; and who may not, by the constraint each fails.

Among equals the order is drawn by lot from a seed: nobody can steer a case, and whoever has the seed can draw again.
"""

import datetime as dt
import heapq
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from hashlib import blake2b

from evenhand.panel.matching.counts_in_words import counted
from evenhand.panel.matching.standing import CaseToAssign, PanelDay, Standing
from evenhand.panel.requirements.fit import Fit

LOTS = 1024
"""How many lots there are."""

POINT = 16 * LOTS
"""What a point of cost weighs in lots. A lot weighs less than a sixteenth of a point, so that it decides only among
equals: an even load goes before it.
"""


class Constraint(StrEnum):
    """What keeps a reviewer from a case, in the order in which it is asked."""

    AREA = "area"
    """No appropriate area (LC 139.5(d)(4)(B))."""
    FLOOR = "floor"
    """An appropriate area, but below the house's floor: a second person may allow it."""
    QUALIFICATION = "qualification"
    EXCLUDED = "excluded"
    CONFLICT = "conflict"
    QUESTION = "question"
    """An affiliation or name that a person must settle first."""
    TIME = "time"
    """Absent until it is too late."""
    CAPACITY = "capacity"


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A reviewer who may be proposed: the fit and its sentence, the points the proposal costs by what they are for,
    the lot drawn, the case's percentage of capacity before and after.
    """

    reviewer: str
    fit: Fit
    sentence: str
    points: tuple[tuple[str, int], ...]
    lot: int
    load_before: int
    load_after: int

    @property
    def cost(self) -> int:
        """All points together; the fewer the better."""
        return sum(points for _, points in self.points)


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """A reviewer who may not be proposed: every constraint failed, each with its reason in words."""

    reviewer: str
    failed: tuple[tuple[Constraint, str], ...]

    @property
    def constraints(self) -> frozenset[Constraint]:
        """What the reviewer fails, without the words: the kinds alone, as counts of the queue use them."""
        return frozenset(constraint for constraint, _ in self.failed)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranking:
    """The answer for one case: how many may be proposed, the first of them in order, and how many fail each constraint
    (a reviewer who fails several counts in each).
    """

    case: str
    eligible: int
    candidates: tuple[Candidate, ...]
    failing: Mapping[Constraint, int]
    panel: int

    @property
    def words(self) -> str:
        """The outcome in a sentence."""
        told = f"{self.eligible} of {counted(self.panel, 'reviewer')} may be proposed for {self.case}."
        counts = ", ".join(f"{constraint} {count}" for constraint, count in self.failing.items() if count)
        return f"{told} Kept from it: {counts}." if counts else told


def lot(seed: str, case: str, reviewer: str) -> int:
    """The lot drawn for a reviewer in a case, 0 to 1023, the lower the sooner: the same for the same seed."""
    drawn = blake2b(f"{seed}\0{case}\0{reviewer}".encode(), digest_size=2).digest()
    return int.from_bytes(drawn, "big") % LOTS


def ranking(panel: PanelDay, case: CaseToAssign, seed: str, most: int = 25) -> Ranking:
    """The reviewers who may be proposed for a case, at most `most` of them in order of cost, ties by lot."""
    obstacles = obstacles_to(panel, case)
    failing = dict.fromkeys(Constraint, 0)
    eligible: list[tuple[int, int, str, Standing, Fit]] = []
    for alike in panel.alike:
        fit, _ = panel.fit(alike[0], case.areas)
        misfit, pair_cost = misfits(panel, case, alike[0]), panel.pair_cost(alike[0], fit, case)
        for standing in alike:
            if failed := (*misfit, *obstacles.of(standing)):
                for constraint in failed:
                    failing[constraint] += 1
            else:
                cost = pair_cost + load_cost(panel, standing, 1)
                eligible.append((cost, lot(seed, case.id, standing.id), standing.id, standing, fit))
    first = heapq.nsmallest(most, eligible, key=lambda ranked: ranked[:3])
    return Ranking(
        case=case.id,
        eligible=len(eligible),
        candidates=tuple(candidate(panel, case, standing, fit, drawn) for _, drawn, _, standing, fit in first),
        failing=failing,
        panel=len(panel.standings),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Obstacles:
    """What stands between one case and a reviewer beside the fit: who is in conflict (True where it bars, False where a
    person is asked), who is excluded, and the last day to begin.
    """

    conflicts: Mapping[str, bool]
    excluded: Mapping[str, str]
    latest: dt.date

    def of(self, standing: Standing) -> tuple[Constraint, ...]:
        """The constraints that keep one reviewer from the case, however well they fit it."""
        name, failed = standing.reviewer.id, []
        if standing.bars:
            failed.append(Constraint.QUALIFICATION)
        if name in self.excluded:
            failed.append(Constraint.EXCLUDED)
        if name in self.conflicts:
            failed.append(Constraint.CONFLICT if self.conflicts[name] else Constraint.QUESTION)
        if standing.present_on > self.latest:
            failed.append(Constraint.TIME)
        if not standing.room:
            failed.append(Constraint.CAPACITY)
        return tuple(failed)


def obstacles_to(panel: PanelDay, case: CaseToAssign) -> Obstacles:
    """What stands in the way of a case on the panel's day."""
    return Obstacles(
        conflicts=panel.conflicts.weighed(case.subjects),
        excluded={exclusion.reviewer: exclusion.reason for exclusion in case.excluded},
        latest=panel.must_begin_by(case),
    )


def misfits(panel: PanelDay, case: CaseToAssign, standing: Standing) -> tuple[Constraint, ...]:
    """The constraint of fit that a reviewer fails; none for one who fits."""
    fit, is_appropriate = panel.fit(standing, case.areas)
    if not is_appropriate:
        return (Constraint.AREA,)
    return (Constraint.FLOOR,) if fit.score < panel.rules.fit.floor else ()


def load_cost(panel: PanelDay, standing: Standing, more: int) -> int:
    """The points that the `more`-th further case costs by the load it makes; never less than the one before it."""
    return load_weight(panel, standing, more) // POINT


def load_weight(panel: PanelDay, standing: Standing, more: int) -> int:
    """The same in lots, finer than a point: each percent of the capacity of the weeks counted costs its points."""
    policy = panel.rules.policy.assignment
    return policy.load * standing.load_part(more, policy.recent_weeks, 100 * POINT)


def candidate(panel: PanelDay, case: CaseToAssign, standing: Standing, fit: Fit, drawn: int) -> Candidate:
    """A reviewer's proposal with everything that explains it."""
    policy = panel.rules.policy.assignment
    unread = [tag for tag in case.languages if tag not in standing.languages]
    points = [("fit missing", policy.fit * (100 - fit.score)), ("load", load_cost(panel, standing, 1))]
    if not standing.has_preferred_licence:
        points.append((f"no {panel.law.preferred_state} license", policy.not_preferred_state))
    if unread:
        points.append((f"does not read {', '.join(unread)}", policy.language * len(unread)))
    return Candidate(
        reviewer=standing.id,
        fit=fit,
        sentence=panel.rules.fit.sentence(fit, case.areas),
        points=tuple(points),
        lot=drawn,
        load_before=standing.load_percent(0, policy.recent_weeks),
        load_after=standing.load_percent(1, policy.recent_weeks),
    )


def refusal(panel: PanelDay, case: CaseToAssign, standing: Standing) -> Refusal:
    """Why a reviewer may not be proposed for a case, constraint by constraint in words; empty for one who may."""
    conflicts = panel.conflicts.conflicts(case.subjects).get(standing.id, ())
    obstacles = obstacles_to(panel, case)
    failed = (*misfits(panel, case, standing), *obstacles.of(standing))
    fit, _ = panel.fit(standing, case.areas)
    capacity = standing.reviewer.capacity
    words = {
        Constraint.AREA: panel.rules.fit.sentence(fit, case.areas),
        Constraint.FLOOR: panel.rules.fit.sentence(fit, case.areas),
        Constraint.QUALIFICATION: _joined(bar.message for bar in standing.bars),
        Constraint.EXCLUDED: obstacles.excluded.get(standing.id, ""),
        Constraint.CONFLICT: _joined(conflict.words for conflict in conflicts),
        Constraint.QUESTION: _joined(conflict.words for conflict in conflicts),
        Constraint.TIME: f"absent until {standing.present_on}, to begin by {obstacles.latest}",
        Constraint.CAPACITY: (
            f"{standing.load.this_week} of {capacity.cases_per_week} cases a week taken, {standing.load.open} of "
            f"{capacity.open_at_once} open"
            if capacity
            else "no capacity stated"
        ),
    }
    return Refusal(reviewer=standing.id, failed=tuple((constraint, words[constraint]) for constraint in failed))


def _joined(sentences: Iterable[str]) -> str:
    return " ".join(sentences)
