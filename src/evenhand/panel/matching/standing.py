"""The panel on a day: where each reviewer stands before any case is looked at, and how well each fits a case."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from evenhand.finding import Finding, Severity
from evenhand.panel.people.credentials import Reviewer
from evenhand.panel.requirements.fit import AreaUnderReview, Fit
from evenhand.panel.requirements.law import PanelLaw
from evenhand.panel.requirements.load import PanelRules
from evenhand.panel.requirements.qualification import barred_on, certified_areas_on, specialties_on
from evenhand.panel.requirements.reliance import as_relied_on
from evenhand.panel.ties.conflict import ConflictIndex
from evenhand.panel.ties.subjects import Subject

Schooling = tuple[frozenset[str], frozenset[str] | None]
"""The specialties that count for fit, and those certified, None for a profession that needs no certificate."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Load:
    """The work a reviewer already has: cases `open`, given `this_week`, and given in the `recent` weeks the house
    counts (this week among them).
    """

    reviewer: str
    open: int = 0
    this_week: int = 0
    recent: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Exclusion:
    """A reviewer who is out of a case, and why: stepped down, or decided it before it was sent back."""

    reviewer: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseToAssign:
    """A case that waits for a reviewer: when it is due, what it is about, who is in it, who is out of it.

    `reviewers` is how many are to sit, more than one only with the regulator's approval; `languages` are those of the
    record beside English, as BCP 47 tags.
    """

    id: str
    due_on: dt.date
    areas: tuple[AreaUnderReview, ...]
    subjects: tuple[Subject, ...] = ()
    excluded: tuple[Exclusion, ...] = ()
    reviewers: int = 1
    languages: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Where one reviewer stands on a day, whatever the case.

    `bars` are the failed requirements that need no case to be known; `specialties` what counts for fit; `certified`
    what counts for the law's appropriate area, None for a profession that needs no certificate; `room` the cases that
    may still be taken now; `present_on` the first day without absence.
    """

    reviewer: Reviewer
    bars: tuple[Finding, ...]
    specialties: frozenset[str]
    certified: frozenset[str] | None
    room: int
    load: Load
    present_on: dt.date
    has_preferred_licence: bool
    languages: frozenset[str]

    @property
    def id(self) -> str:
        """The reviewer's id."""
        return self.reviewer.id

    @property
    def schooling(self) -> Schooling:
        """All that fit turns on: who has the same fits every case alike."""
        return self.specialties, self.certified

    def load_percent(self, more: int, weeks: int) -> int:
        """The share of the capacity of so many weeks that is used once `more` cases are added, in whole percent."""
        return self.load_part(more, weeks, 100)

    def load_part(self, more: int, weeks: int, whole: int) -> int:
        """The same share in parts of a `whole`, rounded down; 0 for a reviewer without capacity."""
        per_week = self.reviewer.capacity.cases_per_week if self.reviewer.capacity else 0
        return whole * (self.load.recent + more) // (weeks * per_week) if per_week else 0


class PanelDay:
    """The panel on one day under its law: everybody's standing, in the order of their ids, and the conflicts."""

    def __init__(
        self,
        reviewers: Iterable[Reviewer],
        loads: Iterable[Load],
        law: PanelLaw,
        rules: PanelRules,
        conflicts: ConflictIndex,
    ) -> None:
        self.law, self.rules, self.conflicts = law, rules, conflicts
        self.day = law.day
        known = {load.reviewer: load for load in loads}
        ordered = sorted(reviewers, key=lambda reviewer: reviewer.id)
        self.standings = tuple(
            self._standing(reviewer, known.get(reviewer.id) or Load(reviewer=reviewer.id)) for reviewer in ordered
        )
        self.by_id: Mapping[str, Standing] = {standing.id: standing for standing in self.standings}
        self.alike = _alike(self.standings)
        """The standings put together where every case fits them alike and costs them the same points, load apart."""
        self._schoolings = frozenset(standing.schooling for standing in self.standings)
        self._fits: dict[tuple[AreaUnderReview, ...], dict[Schooling, tuple[Fit, bool]]] = {}

    def _standing(self, filed: Reviewer, load: Load) -> Standing:
        reviewer = as_relied_on(filed, self.rules.policy.reliance)
        findings = barred_on(reviewer, self.day, self.law, self.rules)
        states = {licence.state for licence in reviewer.licences_on(self.day)}
        return Standing(
            reviewer=reviewer,
            bars=tuple(finding for finding in findings if finding.severity is Severity.FATAL),
            specialties=specialties_on(reviewer, self.day, self.law, self.rules),
            certified=certified_areas_on(reviewer, self.day, self.law, self.rules),
            room=_room(reviewer, load),
            load=load,
            present_on=reviewer.next_present_on(self.day),
            has_preferred_licence=not self.law.preferred_state or self.law.preferred_state in states,
            languages=frozenset(
                language.tag for language in reviewer.languages if language.verification.holds_on(self.day)
            ),
        )

    def fit(self, standing: Standing, areas: tuple[AreaUnderReview, ...]) -> tuple[Fit, bool]:
        """How well a reviewer fits areas, and whether what the law counts is an appropriate area for each of them."""
        known = self._fits.get(areas)
        if known is None:
            known = self._fits[areas] = {schooling: self._fit(schooling, areas) for schooling in self._schoolings}
        return known[standing.schooling]

    def _fit(self, schooling: Schooling, areas: tuple[AreaUnderReview, ...]) -> tuple[Fit, bool]:
        specialties, certified = schooling
        table = self.rules.fit
        fit = table.fit(specialties, areas)
        counted = fit if certified is None else table.fit(certified, areas)
        return fit, min(fit.score, counted.score) >= table.appropriate

    def must_begin_by(self, case: CaseToAssign) -> dt.date:
        """The last day on which a reviewer can begin and be in time; today for a case that can no longer be."""
        return max(self.day, case.due_on - dt.timedelta(days=self.rules.policy.assignment.days_needed))

    def pair_cost(self, standing: Standing, fit: Fit, case: CaseToAssign) -> int:
        """The points one assignment costs, the reviewer's load apart: missing fit, preferred licence, languages."""
        policy = self.rules.policy.assignment
        cost = policy.fit * (100 - fit.score)
        if not standing.has_preferred_licence:
            cost += policy.not_preferred_state
        return cost + policy.language * sum(tag not in standing.languages for tag in case.languages)


def _alike(standings: Iterable[Standing]) -> tuple[tuple[Standing, ...], ...]:
    groups: dict[tuple[object, ...], list[Standing]] = defaultdict(list)
    for standing in standings:
        groups[standing.schooling, standing.has_preferred_licence, standing.languages].append(standing)
    return tuple(map(tuple, groups.values()))


def _room(reviewer: Reviewer, load: Load) -> int:
    if reviewer.capacity is None:
        return 0
    left = min(reviewer.capacity.cases_per_week - load.this_week, reviewer.capacity.open_at_once - load.open)
    return max(0, left)
