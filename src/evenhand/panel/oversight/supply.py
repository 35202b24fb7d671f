"""Supply: which specialties run short in the coming weeks, from the queue, what usually arrives, and capacities.

The forecast is a sum, not a guess: the cases on hand are counted in the week in which they are due, those expected in
equal numbers, each week's capacity is shared out as far as it goes, and what is left over waits. Nothing in it is
random; every shortage names the cases, the specialties and the reviewers it was reckoned from.
"""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from evenhand.panel.matching.counts_in_words import counted
from evenhand.panel.matching.flow import FlowProblem, solve
from evenhand.panel.matching.standing import CaseToAssign, PanelDay, Standing
from evenhand.panel.requirements.fit import AreaUnderReview

Areas = tuple[AreaUnderReview, ...]
_WEEK = dt.timedelta(days=7)


@dataclass(frozen=True, slots=True, kw_only=True)
class Expected:
    """Cases of one kind that are expected to arrive, so many every week."""

    areas: Areas
    each_week: int


@dataclass(frozen=True, slots=True, kw_only=True)
class WeekForecast:
    """One week: the cases to be decided in it, those for which there is a place, and the kinds that run short."""

    week_of: dt.date
    demand: int
    capacity: int
    placed: int
    short: tuple["Short", ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Short:
    """Cases of one kind for which a week has no place: how many, who could take such, and why not."""

    areas: Areas
    count: int
    specialties: tuple[str, ...]
    reviewers: tuple[str, ...]
    words: str


def forecast(
    panel: PanelDay, queue: Iterable[CaseToAssign], expected: Iterable[Expected], weeks: int
) -> tuple[WeekForecast, ...]:
    """The coming weeks one by one, the first beginning on the panel's day; what a week cannot place waits for the next.

    Conflicts are left out of the account, for they turn on the single case: the truth is a little scarcer.
    """
    due = _due_by_week(panel, queue, weeks)
    arriving = Counter({arrival.areas: arrival.each_week for arrival in expected})
    waiting: Counter[Areas] = Counter()
    week_forecasts = []
    for number in range(weeks):
        waiting += due[number]
        if number:
            waiting += arriving
        week = _Week(panel, panel.day + number * _WEEK)
        placed = week.placed(waiting)
        short = waiting - placed
        week_forecasts.append(
            WeekForecast(
                week_of=week.first_on,
                demand=waiting.total(),
                capacity=sum(week.room.values()),
                placed=placed.total(),
                short=tuple(week.short(areas, count) for areas, count in sorted(short.items(), key=_order)),
            )
        )
        waiting = short
    return tuple(week_forecasts)


def _order(item: tuple[Areas, int]) -> tuple[int, str]:
    return -item[1], str(item[0])


def _due_by_week(panel: PanelDay, queue: Iterable[CaseToAssign], weeks: int) -> Mapping[int, Counter[Areas]]:
    """The seats of the queue by the week in which a review must begin to be in time."""
    due: dict[int, Counter[Areas]] = defaultdict(Counter)
    for case in queue:
        week = min((panel.must_begin_by(case) - panel.day).days // 7, weeks - 1)
        due[week][_kind(case.areas)] += case.reviewers
    return due


def _kind(areas: Areas) -> Areas:
    """A case's areas as a kind: lines of one treatment, region and condition are alike whatever they are called."""
    plain = {(area.treatment, area.region, area.condition) for area in areas}
    return tuple(
        AreaUnderReview(line=str(number), treatment=treatment, region=region, condition=condition)
        for number, (treatment, region, condition) in enumerate(sorted(plain), start=1)
    )


class _Week:
    """The capacity of one week: everybody who meets the requirements of the panel's day, for the days present."""

    def __init__(self, panel: PanelDay, first_on: dt.date) -> None:
        self.first_on, self._panel = first_on, panel
        self._standings = tuple(standing for standing in panel.standings if not standing.bars)
        self.room = {standing.id: self._room(standing) for standing in self._standings}

    def _room(self, standing: Standing) -> int:
        """The cases a reviewer can take in the week, by the working days present; in the first, less those taken."""
        capacity = standing.reviewer.capacity
        if capacity is None:
            return 0
        days = [self.first_on + dt.timedelta(days=number) for number in range(7)]
        working = [day for day in days if day.weekday() < 5]
        present = [day for day in working if not standing.reviewer.is_absent_on(day)]
        if self.first_on == self._panel.day:
            return min(standing.room, capacity.cases_per_week * len(present) // len(working))
        return capacity.cases_per_week * len(present) // len(working)

    def placed(self, waiting: Counter[Areas]) -> Counter[Areas]:
        """How many of the waiting cases of each kind find a place, the most that can together."""
        kinds = list(waiting)
        groups = self._groups()
        names = list(groups)
        arcs = [
            (number, group)
            for number, kind in enumerate(kinds)
            for group, name in enumerate(names)
            if self._may(groups[name][0], kind)
        ]
        problem = FlowProblem(
            seats=[waiting[kind] for kind in kinds],
            leave_cost=[1] * len(kinds),
            arc_case=[case for case, _ in arcs],
            arc_reviewer=[group for _, group in arcs],
            arc_cost=[0] * len(arcs),
            arc_most=[waiting[kinds[case]] for case, _ in arcs],
            places=[[0] * sum(self.room[standing.id] for standing in groups[name]) for name in names],
        )
        empty = solve(problem).empty
        return Counter({kind: waiting[kind] - left for kind, left in zip(kinds, empty, strict=True)})

    def _groups(self) -> dict[object, list[Standing]]:
        groups: dict[object, list[Standing]] = defaultdict(list)
        for standing in self._standings:
            groups[standing.schooling].append(standing)
        return groups

    def _may(self, standing: Standing, areas: Areas) -> bool:
        fit, is_appropriate = self._panel.fit(standing, areas)
        return is_appropriate and fit.score >= self._panel.rules.fit.floor

    def short(self, areas: Areas, count: int) -> Short:
        """A shortage with everything that explains it."""
        able = [standing for standing in self._standings if self._may(standing, areas)]
        places = sum(self.room[standing.id] for standing in able)
        specialties = self._panel.rules.fit.specialties_for(areas, self._panel.rules.fit.floor)
        kind = "; ".join(f"{area.treatment}, {area.region}, {area.condition or 'any condition'}" for area in areas)
        return Short(
            areas=areas,
            count=count,
            specialties=specialties,
            reviewers=tuple(standing.id for standing in able),
            words=(
                f"In the week of {self.first_on} {counted(count, 'case')} ({kind}) without a place. "
                f"{counted(len(able), 'reviewer')} certified in {' or '.join(specialties) or 'no one specialty'}, "
                f"with {counted(places, 'place')} for them and others."
            ),
        )
