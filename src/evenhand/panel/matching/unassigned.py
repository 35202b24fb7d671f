"""Why cases remain without a reviewer: the constraint that fails, told so that somebody can act on it."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from evenhand.panel.matching.counts_in_words import counted
from evenhand.panel.matching.ranking import Constraint, Obstacles, misfits, obstacles_to
from evenhand.panel.matching.standing import CaseToAssign, PanelDay, Standing

Failing = frozenset[Constraint]
_NAMED = 5
_GIVES_WAY = tuple(Constraint)
"""The constraints as they can give way: the law's area and requirements never, capacity soonest."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shortage:
    """Cases that remain without a reviewer for one and the same reason.

    `seats` is how many seats stay empty among them; `reason` the constraint that failed, in words; `constraints` the
    smallest set which, were it lifted, would let somebody in; `nearest` the reviewers kept out of every one of the
    cases by no more than that.
    """

    cases: tuple[str, ...]
    seats: int
    reason: str
    constraints: tuple[Constraint, ...]
    nearest: tuple[str, ...]
    is_contest: bool = False

    @property
    def words(self) -> str:
        """The reason, and what would have to give way."""
        if self.is_contest or not self.constraints:
            return self.reason
        whom = _names(self.nearest) if self.nearest else "somebody"
        each = "" if self.nearest else ", for each case another"
        constraints = _and(_WORDS[constraint] for constraint in self.constraints)
        return f"{self.reason} Were it not for {constraints}, {whom} could{each}."


class Reasons:
    """The reasons of a panel on a day; what does not turn on one case's people is worked out once."""

    def __init__(self, panel: PanelDay) -> None:
        self._panel = panel
        self._usual: dict[tuple[object, ...], dict[str, Failing]] = {}

    def without_candidates(self, case: CaseToAssign, seats: int) -> Shortage:
        """The reason for a case that fewer reviewers can be given than it has seats."""
        failing = self._failing(case)
        counted_by = Counter(failing.values())
        free = counted_by.pop(frozenset(), 0)
        fewest = min(map(len, counted_by), default=0)
        smallest: Failing = max(
            (constraints for constraints in counted_by if len(constraints) == fewest),
            key=lambda constraints: (min(map(_GIVES_WAY.index, constraints), default=0), counted_by[constraints]),
            default=frozenset(),
        )
        nearest = tuple(name for name, constraints in failing.items() if smallest and constraints == smallest)
        told = (
            self._told(case, counted_by)
            if not free
            else f"It asks for {counted(case.reviewers, 'reviewer')}; {free} can be given."
        )
        return Shortage(cases=(case.id,), seats=seats, reason=told, constraints=_ordered(smallest), nearest=nearest)

    def _failing(self, case: CaseToAssign) -> dict[str, Failing]:
        """What each reviewer fails, by id: nearly always what is usual for such a case, but for its own people."""
        panel, obstacles = self._panel, obstacles_to(self._panel, case)
        key = (case.areas, obstacles.latest)
        usual = self._usual.get(key)
        if usual is None:
            nobody = Obstacles(conflicts={}, excluded={}, latest=obstacles.latest)
            usual = self._usual[key] = {
                standing.id: self._failed(case, standing, nobody) for standing in panel.standings
            }
        touched = {*obstacles.conflicts, *obstacles.excluded} & panel.by_id.keys()
        return usual | {name: self._failed(case, panel.by_id[name], obstacles) for name in touched}

    def _failed(self, case: CaseToAssign, standing: Standing, obstacles: Obstacles) -> Failing:
        return frozenset((*misfits(self._panel, case, standing), *obstacles.of(standing)))

    def _told(self, case: CaseToAssign, counted_by: Counter[Failing]) -> str:
        """The constraint at which the last of the panel drops out, asked in order, after those already passed."""
        if not counted_by:
            return "The panel is empty."
        left, passed = set(counted_by), ""
        for constraint in Constraint:
            remaining = {constraints for constraints in left if constraint not in constraints}
            if not remaining:
                return f"No reviewer{passed} {_FAILS[constraint](self._panel, case)}."
            if constraint is Constraint.FLOOR or (constraint in _PASSED and remaining != left):
                passed += _PASSED[constraint](self._panel, case)
            left = remaining
        raise ValueError("a reviewer who fails a constraint fails one of the list")

    def contest(self, cases: list[CaseToAssign], seats: int, reviewers: list[str]) -> Shortage:
        """The reason for cases that compete for the same reviewers, of whose seats so many stay empty."""
        room = sum(self._panel.by_id[reviewer].room for reviewer in reviewers)
        asked = sum(case.reviewers for case in cases)
        return Shortage(
            cases=tuple(case.id for case in cases),
            seats=seats,
            constraints=(Constraint.CAPACITY,),
            nearest=tuple(reviewers),
            is_contest=True,
            reason=(
                f"{counted(asked, 'seat')} compete for {counted(room, 'place')} of "
                f"{counted(len(reviewers), 'reviewer')} ({_names(reviewers)}), who alone fit and are free of conflict; "
                f"left without: {counted(seats, 'seat')}, the last due."
            ),
        )


def grouped(shortages: Iterable[Shortage]) -> tuple[Shortage, ...]:
    """Shortages of one reason put together, the largest first."""
    same: dict[tuple[object, ...], list[Shortage]] = defaultdict(list)
    for shortage in shortages:
        same[shortage.reason, shortage.constraints, shortage.is_contest].append(shortage)
    joined = [
        replace(
            each[0],
            cases=tuple(sorted(case for shortage in each for case in shortage.cases)),
            seats=sum(shortage.seats for shortage in each),
            nearest=_in_all([shortage.nearest for shortage in each]),
        )
        for each in same.values()
    ]
    return tuple(sorted(joined, key=lambda shortage: (-shortage.seats, shortage.cases)))


def _in_all(lists: list[tuple[str, ...]]) -> tuple[str, ...]:
    common = set(lists[0]).intersection(*lists[1:])
    return tuple(name for name in lists[0] if name in common)


def _certified(panel: PanelDay, case: CaseToAssign) -> str:
    fit = panel.rules.fit
    names = fit.specialties_for(case.areas, fit.floor)
    shown = " or ".join(names[:_NAMED]) + (" or the like" if len(names) > _NAMED else "")
    return f" certified in {shown}" if names else " with all the areas the lines ask for"


Told = Callable[[PanelDay, CaseToAssign], str]

_PASSED: dict[Constraint, Told] = {
    Constraint.FLOOR: _certified,
    Constraint.QUALIFICATION: lambda _, __: " who meets every requirement",
    Constraint.EXCLUDED: lambda _, __: " not excluded",
    Constraint.CONFLICT: lambda _, __: " without conflict",
    Constraint.QUESTION: lambda _, __: " without an open question of conflict",
    Constraint.TIME: lambda panel, case: f" present before {panel.must_begin_by(case)}",
}
"""What the words say of those who are left once a constraint is passed at which somebody dropped out."""

_FAILS: dict[Constraint, Told] = {
    Constraint.AREA: lambda panel, case: f"is{_certified(panel, case)}, and nobody else has an appropriate area",
    Constraint.FLOOR: lambda panel, case: (
        f"is{_certified(panel, case)} or reaches the floor of {panel.rules.fit.floor}"
    ),
    Constraint.QUALIFICATION: lambda panel, _: f"meets every requirement on {panel.day}",
    Constraint.EXCLUDED: lambda _, __: "is left who is not excluded",
    Constraint.CONFLICT: lambda _, __: "is without conflict",
    Constraint.QUESTION: lambda _, __: "is without conflict before a person has answered what is asked",
    Constraint.TIME: lambda panel, case: f"is present before {panel.must_begin_by(case)}",
    Constraint.CAPACITY: lambda panel, case: f"has capacity before {panel.must_begin_by(case)}",
}

_WORDS = {
    Constraint.AREA: "the area",
    Constraint.FLOOR: "the floor",
    Constraint.QUALIFICATION: "a requirement",
    Constraint.EXCLUDED: "the exclusion",
    Constraint.CONFLICT: "a conflict",
    Constraint.QUESTION: "an open question of conflict",
    Constraint.TIME: "absence",
    Constraint.CAPACITY: "capacity",
}


def _ordered(constraints: Failing) -> tuple[Constraint, ...]:
    return tuple(constraint for constraint in Constraint if constraint in constraints)


def _and(words: Iterable[str]) -> str:
    return " and ".join(words)


def _names(reviewers: Iterable[str]) -> str:
    names = list(reviewers)
    shown = ", ".join(names[:_NAMED])
    return shown if len(names) <= _NAMED else f"{shown} and {len(names) - _NAMED} more"
