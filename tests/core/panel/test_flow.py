"""The flow is the cheapest there is: compared with every possible assignment of small problems."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evenhand.panel.matching.flow import FlowProblem, solve


@st.composite
def problems(draw: st.DrawFn) -> FlowProblem:
    """A small problem with everything in it: several seats, missing arcs, places that cost more as they fill."""
    cases, reviewers = draw(st.integers(0, 4)), draw(st.integers(0, 3))
    arcs = [pair for pair in product(range(cases), range(reviewers)) if draw(st.booleans())]
    places = [sorted(draw(st.lists(st.integers(0, 20), max_size=3))) for _ in range(reviewers)]
    return FlowProblem(
        seats=[draw(st.integers(1, 2)) for _ in range(cases)],
        leave_cost=[draw(st.integers(0, 200)) for _ in range(cases)],
        arc_case=[case for case, _ in arcs],
        arc_reviewer=[reviewer for _, reviewer in arcs],
        arc_cost=[draw(st.integers(0, 50)) for _ in arcs],
        arc_most=[1] * len(arcs),
        places=places,
    )


def cheapest(problem: FlowProblem) -> int:
    """The least cost of all assignments, tried one by one."""
    costs = []
    for chosen in product((False, True), repeat=len(problem.arc_case)):
        used = [position for position, taken in enumerate(chosen) if taken]
        held = [
            [position for position in used if problem.arc_case[position] == case] for case in range(len(problem.seats))
        ]
        load = [sum(problem.arc_reviewer[arc] == reviewer for arc in used) for reviewer in range(len(problem.places))]
        fits = all(len(each) <= seats for each, seats in zip(held, problem.seats, strict=True))
        if fits and all(count <= len(places) for count, places in zip(load, problem.places, strict=True)):
            costs.append(
                sum(problem.arc_cost[arc] for arc in used)
                + sum(sum(places[:count]) for count, places in zip(load, problem.places, strict=True))
                + sum(
                    (seats - len(each)) * leave
                    for each, seats, leave in zip(held, problem.seats, problem.leave_cost, strict=True)
                )
            )
    return min(costs)


@given(problems())
def test_the_flow_is_as_cheap_as_the_cheapest_of_all(problem: FlowProblem) -> None:
    flow = solve(problem)
    assert flow.cost == cheapest(problem)
    seated = [sum(problem.arc_case[arc] == case for arc in flow.used) for case in range(len(problem.seats))]
    assert [filled + empty for filled, empty in zip(seated, flow.empty, strict=True)] == problem.seats
    assert flow == solve(problem)


def test_costs_too_large_to_add_up_are_refused() -> None:
    huge = FlowProblem(seats=[1], leave_cost=[2**61], arc_case=[], arc_reviewer=[], arc_cost=[], arc_most=[], places=[])
    with pytest.raises(ValueError, match="too large"):
        solve(huge)
