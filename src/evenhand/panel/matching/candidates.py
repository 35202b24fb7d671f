"""Candidates: whom each case of a queue may be given, and which of them are looked at.

Not all pairs of a large panel and a large queue can be weighed. Of those who may be given a case, half of the places
go to the cheapest and half to others drawn by lot, so that a panel short of one specialty still finds its way; who is
left out is taken in where a case would otherwise go without (see `batch.py`).
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

from evenhand.panel.matching.ranking import LOTS, lot
from evenhand.panel.matching.standing import CaseToAssign, PanelDay

Candidates = list[tuple[int, int]]
"""Reviewers by number, each with the points of the pair."""


@dataclass(slots=True)
class _Pool:
    """The reviewers with room who fit one kind of case: in tiers of equal points, and all together in an order of
    lots.
    """

    tiers: list[tuple[int, list[int]]]
    shuffled: Candidates


class Eligible:
    """Whom each case of a queue may be given on a panel's day: everybody who fails no constraint.

    Cases and reviewers go by number: their positions in `queue` and in the panel's standings.
    """

    def __init__(self, panel: PanelDay, queue: list[CaseToAssign], seed: str) -> None:
        self._panel, self._queue, self._seed = panel, queue, seed
        self._numbers = {standing.id: number for number, standing in enumerate(panel.standings)}
        self._order = [number for number, standing in enumerate(panel.standings) if standing.room and not standing.bars]
        Random(seed).shuffle(self._order)
        self._alike = self._alike_for_cost()
        self._pools: dict[tuple[object, ...], _Pool] = {}
        self._kinds = [self._pool(case) for case in queue]
        self._barred = [self._out_of(case) for case in queue]
        self.latest = [panel.must_begin_by(case) for case in queue]

    def _out_of(self, case: CaseToAssign) -> frozenset[int]:
        names = self._panel.conflicts.touched(case.subjects) | {exclusion.reviewer for exclusion in case.excluded}
        return frozenset(self._numbers[name] for name in names if name in self._numbers)

    def _pool(self, case: CaseToAssign) -> _Pool:
        key = (case.areas, case.languages)
        pool = self._pools.get(key)
        if pool is None:
            pool = self._pools[key] = self._gathered(case)
        return pool

    def _alike_for_cost(self) -> dict[tuple[object, ...], list[int]]:
        """The reviewers with room, in an order of lots, put together where every case costs them the same points."""
        alike: dict[tuple[object, ...], list[int]] = defaultdict(list)
        for number in self._order:
            standing = self._panel.standings[number]
            alike[standing.schooling, standing.has_preferred_licence, standing.languages].append(number)
        return alike

    def _gathered(self, case: CaseToAssign) -> _Pool:
        points_of: dict[int, int] = {}
        tiers: dict[int, list[int]] = defaultdict(list)
        for numbers in self._alike.values():
            standing = self._panel.standings[numbers[0]]
            fit, is_appropriate = self._panel.fit(standing, case.areas)
            if is_appropriate and fit.score >= self._panel.rules.fit.floor:
                points = self._panel.pair_cost(standing, fit, case)
                tiers[points] += numbers
                points_of |= dict.fromkeys(numbers, points)
        everybody = [(number, points_of[number]) for number in self._order if number in points_of]
        return _Pool(tiers=sorted(tiers.items()), shuffled=everybody)

    def may_be_given(self, case: int, number: int) -> bool:
        """Whether a reviewer of the case's pool may be given this case: not in conflict, not excluded, in time."""
        return number not in self._barred[case] and self._panel.standings[number].present_on <= self.latest[case]

    def pool(self, case: int) -> Candidates:
        """The pool of a case's kind in an order of lots; the same list for all cases of the kind."""
        return self._kinds[case].shuffled

    def first(self, case: int, count: int) -> Candidates:
        """So many reviewers who may be given a case, or all there are: half the cheapest, half by lot of the others."""
        taken = dict(self._take(case, self._by_cost(case), (count + 1) // 2, {}))
        taken |= self._take(case, self._by_lot(case), count - len(taken), taken)
        return list(taken.items())

    def _take(self, case: int, offered: Iterator[tuple[int, int]], count: int, known: dict[int, int]) -> Candidates:
        taken: Candidates = []
        for number, points in offered:
            if len(taken) >= count:
                break
            if number not in known and self.may_be_given(case, number):
                taken.append((number, points))
        return taken

    def _by_cost(self, case: int) -> Iterator[tuple[int, int]]:
        """The pool tier by tier, each tier begun at a place drawn by lot."""
        for points, numbers in self._kinds[case].tiers:
            start = self._start(case, str(points), len(numbers))
            for number in range(start, start + len(numbers)):
                yield numbers[number % len(numbers)], points

    def _by_lot(self, case: int) -> Iterator[tuple[int, int]]:
        """The whole pool, begun at a place drawn by lot."""
        everybody = self._kinds[case].shuffled
        start = self._start(case, "all", len(everybody))
        for number in range(start, start + len(everybody)):
            yield everybody[number % len(everybody)]

    def _start(self, case: int, what: str, length: int) -> int:
        return lot(self._seed, self._queue[case].id, what) * length // LOTS
