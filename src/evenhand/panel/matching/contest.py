"""Contests: cases that compete for the same full reviewers, so that some of them must go without.

From each case with an empty seat one asks all who may be given it; a reviewer who still has room can be given the case
in exchange, one who is full leads on to the cases given instead. Where no room is met, nobody can help: that is the
reason, and the whole of it.
"""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass

from evenhand.panel.matching.candidates import Candidates


@dataclass(frozen=True, slots=True, kw_only=True)
class Contest:
    """Cases and reviewers by number: nobody else may decide these cases, and however the reviewers' places are shared
    out, some case of these stays without.
    """

    cases: frozenset[int]
    reviewers: frozenset[int]


@dataclass(slots=True)
class _Asked:
    """A pool of reviewers while the search goes on: those not yet met in it, and the first case that asked it."""

    left: Candidates
    first: int


class Search:
    """One search from the empty seats over all who may be given the cases, not the candidates alone.

    `pool` gives the reviewers who fit a case (one list for all cases of a kind), `may` whether one of them may be
    given this case, `holders` the cases given to each reviewer, `has_room` whether one has a place left.
    """

    def __init__(
        self,
        pool: Callable[[int], Candidates],
        may: Callable[[int, int], bool],
        holders: dict[int, list[int]],
        has_room: Callable[[int], bool],
    ) -> None:
        self._pool, self._may, self._holders, self._has_room = pool, may, holders, has_room
        self._leader: dict[int, int] = {}
        self._asked: dict[int, _Asked] = {}
        self._met: dict[int, int] = {}
        self.ways: list[tuple[int, int, int]] = []
        """The pairs along which the search went: case, reviewer, points."""
        self.meets_room = False

    def run(self, empty: list[int]) -> "Search":
        """The search, gone to its end from the cases with an empty seat."""
        for start in empty:
            waiting = [] if start in self._leader else [start]
            self._leader.setdefault(start, start)
            while waiting:
                case = waiting.pop()
                for reviewer in self._ask(case):
                    self.meets_room |= self._has_room(reviewer)
                    for holder in self._holders.get(reviewer, ()):
                        if holder not in self._leader:
                            self._leader[holder] = holder
                            waiting.append(holder)
                        self._join(holder, case)
        return self

    def _ask(self, case: int) -> list[int]:
        """The reviewers met for the first time who may be given a case. Cases that ask the same compete."""
        pool = self._pool(case)
        asked = self._asked.get(id(pool))
        if asked is None:
            asked = self._asked[id(pool)] = _Asked(left=pool, first=case)
        self._join(case, asked.first)
        fresh, left = [], []
        for reviewer, points in asked.left:
            if reviewer in self._met:
                self._join(case, self._met[reviewer])
            elif self._may(case, reviewer):
                self._met[reviewer] = case
                self.ways.append((case, reviewer, points))
                fresh.append(reviewer)
            else:
                left.append((reviewer, points))
        asked.left = left
        return fresh

    def _lead(self, case: int) -> int:
        while self._leader[case] != case:
            self._leader[case] = self._leader[self._leader[case]]
            case = self._leader[case]
        return case

    def _join(self, case: int, other: int) -> None:
        self._leader[self._lead(case)] = self._lead(other)

    def contests(self) -> tuple[Contest, ...]:
        """The contests, where the search met no room."""
        cases, reviewers = defaultdict[int, set[int]](set), defaultdict[int, set[int]](set)
        for case in self._leader:
            cases[self._lead(case)].add(case)
        for reviewer, case in self._met.items():
            reviewers[self._lead(case)].add(reviewer)
        return tuple(
            Contest(cases=frozenset(each), reviewers=frozenset(reviewers[lead])) for lead, each in cases.items()
        )
