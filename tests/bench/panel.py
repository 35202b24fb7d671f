"""Benchmark: assigning a queue to a panel, against scipy and networkx on the same problem in the same run.

Reviewers, names and affiliations are made up from a seed; with the reading material, one queue is put together from
20,000 rows of published decisions, else it is made up too. The times
are processor time of one core; the memory of a solver is what its own process holds at most, beyond what it held once
the problem was loaded.

scipy knows no capacities: for it every reviewer is written out place by place. networkx is run on the smaller problem
only, which it takes long enough for.

Run: python tests/bench/panel.py [--small]
"""

import argparse
import datetime as dt
import pickle
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import networkx
import numpy as np
from scipy.sparse import csr_matrix
from scipy.sparse.csgraph import min_weight_full_bipartite_matching

from evenhand.panel.instance.instance_file import (
    MatchInstance,
    instance_bytes,
    instance_findings,
    panel_day,
    read_instance,
)
from evenhand.panel.instance.synthetic_instance import synthetic_instance
from evenhand.panel.matching.flow import FlowProblem, solve
from evenhand.panel.matching.queue import Assignment, assign
from evenhand.panel.matching.ranking import ranking
from evenhand.panel.matching.standing import CaseToAssign, PanelDay
from evenhand.panel.requirements.law import law_on
from evenhand.panel.requirements.load import PanelRules, load_panel_rules
from evenhand.programme.library import programme_folder
from evenhand.programme.load import load_programme
from tests.bench._machine import heading, seconds
from tests.bench._published_rows import published_areas

DAY = dt.date(2026, 2, 2)
SEED = "bench"


def by_ortools(problem: FlowProblem) -> int:
    """The least cost by minimum-cost flow."""
    return solve(problem).cost


def by_scipy(problem: FlowProblem) -> int:
    """The least cost by a full matching of cases to places; a case may also be matched to its own empty seat."""
    starts = np.cumsum([0, *map(len, problem.places)])
    cases, reviewers = np.array(problem.arc_case), np.array(problem.arc_reviewer)
    counts = np.diff(starts)[reviewers]
    rows = np.repeat(cases, counts)
    offset = np.arange(counts.sum()) - np.repeat(np.cumsum(counts) - counts, counts)
    columns = np.repeat(starts[reviewers], counts) + offset
    costs = (
        np.repeat(np.array(problem.arc_cost), counts)
        + np.concatenate([np.array(place) for place in problem.places])[columns]
    )
    own = np.arange(len(problem.seats))
    matrix = csr_matrix(
        (
            np.concatenate([costs, problem.leave_cost]).astype(np.float64) + 1.0,
            (np.concatenate([rows, own]), np.concatenate([columns, starts[-1] + own])),
        ),
        shape=(len(own), int(starts[-1]) + len(own)),
    )
    matched_rows, matched_columns = min_weight_full_bipartite_matching(matrix)
    return round(float(matrix[matched_rows, matched_columns].sum())) - len(own)


def by_networkx(problem: FlowProblem) -> int:
    """The least cost by the network simplex method."""
    graph = networkx.MultiDiGraph()
    graph.add_node("end", demand=sum(problem.seats))
    for case, (seats, leave) in enumerate(zip(problem.seats, problem.leave_cost, strict=True)):
        graph.add_node(("case", case), demand=-seats)
        graph.add_edge(("case", case), "end", capacity=seats, weight=leave)
    for case, reviewer, cost in zip(problem.arc_case, problem.arc_reviewer, problem.arc_cost, strict=True):
        graph.add_edge(("case", case), ("reviewer", reviewer), capacity=1, weight=cost)
    for reviewer, places in enumerate(problem.places):
        for cost in places:
            graph.add_edge(("reviewer", reviewer), "end", capacity=1, weight=cost)
    return int(networkx.network_simplex(graph)[0])


SOLVERS: dict[str, Callable[[FlowProblem], int]] = {
    "OR-tools": by_ortools,
    "scipy": by_scipy,
    "networkx": by_networkx,
}


def peak_mib() -> float:
    """The most memory this process has held, in MiB. (What the system's accounting says of a child begins with its
    parent's.)
    """
    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM:")) / 1024


def solve_here(solver: str, path: Path) -> None:
    """Load a problem, solve it, print cost, seconds and MiB: the work of a process of its own."""
    problem = pickle.loads(path.read_bytes())
    before, started = peak_mib(), time.process_time()
    cost = SOLVERS[solver](problem)
    print(cost, time.process_time() - started, peak_mib() - before, before)


def compare(title: str, problem: FlowProblem, solvers: tuple[str, ...]) -> None:
    """The solvers on one problem, each in a process of its own; their costs must agree."""
    print(f"\n{title}: {len(problem.arc_case):,} arcs, {sum(map(len, problem.places)):,} places")
    costs = {}
    first = 0.0
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "problem"
        path.write_bytes(pickle.dumps(problem))
        for solver in solvers:
            told = subprocess.run(
                [sys.executable, __file__, "--solve", solver, str(path)], capture_output=True, text=True, check=True
            ).stdout.split()
            costs[solver], took, more, before = int(told[0]), *map(float, told[1:])
            first = first or took
            print(
                f"  {solver:9} {took:7.2f} s  {took / first:6.1f} times  "
                f"{more:6.0f} MiB beyond the {before:.0f} of the problem"
            )
    agree = len(set(costs.values())) == 1
    print(f"  least cost {costs[solvers[0]]:,}: {'all agree' if agree else f'THEY DISAGREE: {costs}'}")
    if not agree:
        raise SystemExit(1)


def the_rules() -> tuple[PanelRules, dict[str, object]]:
    """The panel's rules of the programme that comes with Evenhand, and its law."""
    folder = programme_folder("ca_wc")
    programme, _ = load_programme(folder)
    assert programme
    rules, findings = load_panel_rules(folder, programme.rules)
    assert rules, findings
    return rules, dict(programme.rules)


def made_instance(cases: int, reviewers: int, with_rows: bool) -> MatchInstance:
    """An instance; where it is to be from published rows and they are there, with what these were about."""
    instance = synthetic_instance("ca_wc", DAY, cases, reviewers, SEED)
    rows = published_areas(cases) if with_rows else ()
    told = (replace(case, areas=areas) for case, areas in zip(instance.cases, rows, strict=False))
    return replace(instance, cases=tuple(told)) if rows else instance


def build(
    cases: int, reviewers: int, most: int | None = None, *, with_rows: bool = False
) -> tuple[PanelDay, list[CaseToAssign], FlowProblem]:
    """An instance from its file to the flow, with the time of each part."""
    rows = published_areas(cases) if with_rows else ()
    data = instance_bytes(made_instance(cases, reviewers, with_rows))
    rules, law_rules = the_rules()
    if most:
        policy = replace(rules.policy, assignment=replace(rules.policy.assignment, candidates=most))
        rules = replace(rules, policy=policy)
    law, _ = law_on(law_rules, rules.binding, DAY)  # type: ignore[arg-type]
    parts: list[tuple[str, float]] = []

    def timed(what: str, action: Callable[[], object]) -> None:
        parts.append((what, seconds(action)))

    made: dict[str, object] = {}
    if rows:
        timed("rows", lambda: published_areas(cases))
    timed("read", lambda: made.update(instance=read_instance(data, "bench")[0]))
    instance = made["instance"]
    assert isinstance(instance, MatchInstance)
    timed("check", lambda: instance_findings(instance, rules, "bench"))
    timed("panel and conflicts", lambda: made.update(panel=panel_day(instance, law, rules)))
    panel = made["panel"]
    assert isinstance(panel, PanelDay)
    queue = sorted(instance.cases, key=lambda case: case.id)
    timed("candidates", lambda: made.update(assignment=Assignment(panel, queue, SEED)))
    assignment = made["assignment"]
    assert isinstance(assignment, Assignment)
    timed("flow", lambda: made.update(problem=assignment.problem()))
    problem = made["problem"]
    assert isinstance(problem, FlowProblem)
    told = ", ".join(f"{what} {took:.2f}" for what, took in parts)
    what = f"{cases:,} cases{' of published rows' if rows else ''}, {reviewers:,} reviewers"
    print(
        f"\n{what}, file of {len(data) / 1e6:.0f} MB: built in {sum(took for _, took in parts):.2f} s ({told}); "
        f"{peak_mib():.0f} MiB at most"
    )
    return panel, queue, problem


def rank(reviewers: int, cases: int) -> None:
    """Ranking the reviewers for one case after another, each case for the first time."""
    panel, queue, _ = build(cases, reviewers)
    times = sorted(seconds(lambda case=case: ranking(panel, case, SEED)) for case in queue)  # type: ignore[misc]
    p95 = times[int(len(times) * 0.95)] * 1000
    print(
        f"ranking {reviewers:,} reviewers for a case: median {statistics.median(times) * 1000:.1f} ms, p95 {p95:.1f} ms"
    )


def main() -> None:
    """Run and print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--solve", nargs=2, metavar=("SOLVER", "PROBLEM"))
    parser.add_argument("--small", action="store_true", help="a tenth of everything")
    chosen = parser.parse_args()
    if chosen.solve:
        solve_here(chosen.solve[0], Path(chosen.solve[1]))
        return
    part = 10 if chosen.small else 1
    print(heading("Assigning a queue to a panel"))
    _, _, problem = build(5000 // part, 800 // part)
    compare(f"{5000 // part:,} x {800 // part:,}, 30 candidates each", problem, ("OR-tools", "scipy", "networkx"))
    _, _, problem = build(5000 // part, 800 // part, most=800)
    compare(f"{5000 // part:,} x {800 // part:,}, everybody who may", problem, ("OR-tools", "scipy"))
    panel, queue, problem = build(20000 // part, 2000 // part, with_rows=True)
    compare(f"{20000 // part:,} x {2000 // part:,}, 30 candidates each", problem, ("OR-tools", "scipy"))
    print(f"  the whole assignment with its sentences: {seconds(lambda: assign(panel, queue, SEED)):.2f} s")
    rank(5000 // part, 300)


if __name__ == "__main__":
    main()
