"""The day's queue: every waiting case given a reviewer at once, at the least cost over all of them.

As many cases as possible are assigned; where not all can be, those due soonest are; then fit, preferred licence,
languages and even load decide, and among equals the lot. The same panel, queue and seed give the same list, in
whatever order they are handed in.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable

from evenhand.panel.matching.candidates import Eligible
from evenhand.panel.matching.contest import Search
from evenhand.panel.matching.flow import FlowProblem, FlowSolution, solve
from evenhand.panel.matching.queue_outcome import Assigned, Batch, LoadChange
from evenhand.panel.matching.ranking import POINT, load_weight, lot
from evenhand.panel.matching.standing import CaseToAssign, PanelDay, Standing
from evenhand.panel.matching.unassigned import Reasons, Shortage, grouped

_URGENCIES = 10
"""Grades of urgency: a case due today or late has the highest, one due in as many days or more the lowest."""


def assign(panel: PanelDay, cases: Iterable[CaseToAssign], seed: str) -> Batch:
    """The cheapest assignment of a queue of cases, with a reason for each that remains.

    Raises ValueError where two cases share an id.
    """
    queue = sorted(cases, key=lambda case: case.id)
    if len({case.id for case in queue}) != len(queue):
        raise ValueError("two cases of the queue share an id")
    assignment = Assignment(panel, queue, seed)
    solution = assignment.settled()
    given = assignment.given(solution)
    assigned = tuple(
        _assigned(panel, case, panel.standings[number], seed)
        for case, numbers in zip(queue, given, strict=True)
        for number in sorted(numbers)
    )
    return Batch(
        seed=seed,
        assigned=assigned,
        unassigned=assignment.shortages(solution),
        loads=_loads(panel, assigned),
        cost=solution.cost,
        arcs=sum(map(len, assignment.candidates)),
    )


def _assigned(panel: PanelDay, case: CaseToAssign, standing: Standing, seed: str) -> Assigned:
    fit, _ = panel.fit(standing, case.areas)
    return Assigned(
        case=case.id,
        reviewer=standing.id,
        score=fit.score,
        sentence=panel.rules.fit.sentence(fit, case.areas),
        points=panel.pair_cost(standing, fit, case),
        lot=lot(seed, case.id, standing.id),
    )


def _loads(panel: PanelDay, assigned: tuple[Assigned, ...]) -> tuple[LoadChange, ...]:
    given = Counter(assignment.reviewer for assignment in assigned)
    weeks = panel.rules.policy.assignment.recent_weeks
    return tuple(
        LoadChange(
            reviewer=standing.id,
            before=standing.load_percent(0, weeks),
            after=standing.load_percent(given[standing.id], weeks),
            given=given[standing.id],
        )
        for standing in panel.standings
    )


class Assignment:
    """A queue on its way to reviewers: the candidates of each case by number, and the flow over them."""

    def __init__(self, panel: PanelDay, queue: list[CaseToAssign], seed: str) -> None:
        self.panel, self.queue, self.seed = panel, queue, seed
        self.eligible = Eligible(panel, queue, seed)
        count = panel.rules.policy.assignment.candidates
        self.candidates = [
            dict(self.eligible.first(number, max(count, case.reviewers))) for number, case in enumerate(queue)
        ]

    def settled(self) -> FlowSolution:
        """The cheapest flow that leaves as few seats empty as can be: while a way to somebody with room was left out
        of the candidates, it is taken in.
        """
        while True:
            solution = solve(self.problem())
            search = self.search(solution)
            fresh = [way for way in search.ways if way[1] not in self.candidates[way[0]]]
            if not (search.meets_room and fresh):
                return solution
            for case, reviewer, points in fresh:
                self.candidates[case][reviewer] = points

    def search(self, solution: FlowSolution) -> Search:
        """The search for room from the empty seats of a flow."""
        holders: dict[int, list[int]] = defaultdict(list)
        for case, numbers in enumerate(self.given(solution)):
            for number in numbers:
                holders[number].append(case)
        search = Search(
            pool=self.eligible.pool,
            may=self.eligible.may_be_given,
            holders=holders,
            has_room=lambda number: len(holders[number]) < self.panel.standings[number].room,
        )
        return search.run([case for case, seats in enumerate(solution.empty) if seats])

    def problem(self) -> FlowProblem:
        """The queue as a flow. Costs are counted in lots; an empty seat is dearer than any exchange of reviewers could
        save, and the dearer the sooner its case is due.
        """
        names = [standing.id for standing in self.panel.standings]
        arcs = [
            (number, reviewer, points * POINT + lot(self.seed, case.id, names[reviewer]))
            for number, case in enumerate(self.queue)
            for reviewer, points in self.candidates[number].items()
        ]
        places = [
            [load_weight(self.panel, standing, more) for more in range(1, standing.room + 1)]
            for standing in self.panel.standings
        ]
        dearest_arc = max((cost for _, _, cost in arcs), default=0)
        dearest_place = max((each[-1] for each in places if each), default=0)
        exchange = (dearest_arc + dearest_place + 1) * (len(places) + 1)
        return FlowProblem(
            seats=[case.reviewers for case in self.queue],
            leave_cost=[exchange * (_URGENCIES + self._urgency(case)) for case in self.queue],
            arc_case=[case for case, _, _ in arcs],
            arc_reviewer=[reviewer for _, reviewer, _ in arcs],
            arc_cost=[cost for _, _, cost in arcs],
            arc_most=[1] * len(arcs),
            places=places,
        )

    def _urgency(self, case: CaseToAssign) -> int:
        return max(0, min(_URGENCIES - 1, _URGENCIES - 1 - (case.due_on - self.panel.day).days))

    def given(self, solution: FlowSolution) -> list[list[int]]:
        """The numbers of the reviewers each case is given to."""
        pairs = [(case, reviewer) for case, each in enumerate(self.candidates) for reviewer in each]
        given: list[list[int]] = [[] for _ in self.queue]
        for used in solution.used:
            case, reviewer = pairs[used]
            given[case].append(reviewer)
        return given

    def shortages(self, solution: FlowSolution) -> tuple[Shortage, ...]:
        """The reasons for the seats that stay empty: too few candidates at all, or a contest for the same reviewers."""
        reasons = Reasons(self.panel)
        shortages = []
        for contest in self.search(solution).contests():
            short = [case for case in contest.cases if solution.empty[case]]
            alone = [case for case in short if len(self.candidates[case]) < self.queue[case].reviewers]
            shortages += [reasons.without_candidates(self.queue[case], solution.empty[case]) for case in alone]
            seats = sum(solution.empty[case] for case in short if case not in alone)
            if seats:
                cases = [self.queue[case] for case in sorted(contest.cases)]
                reviewers = [self.panel.standings[number].id for number in sorted(contest.reviewers)]
                shortages.append(reasons.contest(cases, seats, reviewers))
        return grouped(shortages)
