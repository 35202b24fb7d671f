"""Minimum-cost flow, the one place that uses OR-tools.

Cases send one unit for each seat to reviewers, or straight to the end as unassigned; reviewers send theirs on through
places that cost more as they fill. The flow found is the cheapest there is, and the same for the same problem.
"""

from dataclasses import dataclass

import numpy as np
from ortools.graph.python.min_cost_flow import SimpleMinCostFlow

_MOST_COST = 2**61


@dataclass(frozen=True, slots=True, kw_only=True)
class FlowProblem:
    """An assignment as a flow. Cases and reviewers are numbered from 0.

    `seats` and `leave_cost` give for each case how many are to sit and what leaving a seat empty costs. The arcs are
    four lists of equal length: case, reviewer, cost of each unit, most units. `places` gives for each reviewer the
    cost of each further case, which never falls.
    """

    seats: list[int]
    leave_cost: list[int]
    arc_case: list[int]
    arc_reviewer: list[int]
    arc_cost: list[int]
    arc_most: list[int]
    places: list[list[int]]


@dataclass(frozen=True, slots=True, kw_only=True)
class FlowSolution:
    """The cheapest assignment: the positions of the arcs used, the empty seats of each case, the whole cost."""

    used: list[int]
    empty: list[int]
    cost: int


def solve(problem: FlowProblem) -> FlowSolution:
    """The assignment of least cost, exact. Raises ValueError where costs are too large to be added up safely."""
    cases, reviewers = len(problem.seats), len(problem.places)
    if not cases:
        return FlowSolution(used=[], empty=[], cost=0)
    end = cases + reviewers
    dearest = max(problem.leave_cost + problem.arc_cost, default=0)
    if dearest * (end + 1) > _MOST_COST:
        raise ValueError(f"a cost of {dearest} is too large for {cases} cases and {reviewers} reviewers")
    flow = SimpleMinCostFlow()
    arcs = flow.add_arcs_with_capacity_and_unit_cost(
        np.array(problem.arc_case, dtype=np.int32),
        np.array(problem.arc_reviewer, dtype=np.int32) + np.int32(cases),
        np.array(problem.arc_most, dtype=np.int64),
        np.array(problem.arc_cost, dtype=np.int64),
    )
    leaving = flow.add_arcs_with_capacity_and_unit_cost(
        np.arange(cases, dtype=np.int32),
        np.full(cases, end, dtype=np.int32),
        np.array(problem.seats, dtype=np.int64),
        np.array(problem.leave_cost, dtype=np.int64),
    )
    _add_places(flow, problem.places, cases, end)
    supplies = np.zeros(end + 1, dtype=np.int64)
    supplies[:cases] = problem.seats
    supplies[end] = -sum(problem.seats)
    flow.set_nodes_supplies(np.arange(end + 1, dtype=np.int32), supplies)
    status = flow.solve()
    if status != flow.OPTIMAL:
        raise ValueError(f"no flow was found: {status.name}")
    return FlowSolution(
        used=[int(arc) for arc in np.flatnonzero(flow.flows(arcs))],
        empty=[int(seats) for seats in flow.flows(leaving)],
        cost=int(flow.optimal_cost()),
    )


def _add_places(flow: SimpleMinCostFlow, places: list[list[int]], first: int, end: int) -> None:
    """One arc for each run of places of equal cost."""
    tails: list[int] = []
    capacities: list[int] = []
    costs: list[int] = []
    for reviewer, each in enumerate(places):
        for position, cost in enumerate(each):
            if position and each[position - 1] == cost:
                capacities[-1] += 1
            else:
                tails.append(first + reviewer)
                capacities.append(1)
                costs.append(cost)
    flow.add_arcs_with_capacity_and_unit_cost(
        np.array(tails, dtype=np.int32),
        np.full(len(tails), end, dtype=np.int32),
        np.array(capacities, dtype=np.int64),
        np.array(costs, dtype=np.int64),
    )
