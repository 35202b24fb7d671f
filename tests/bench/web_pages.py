"""How fast the desk answers with 2,000 and with 100,000 cases: queue, case and search, over SQLite.

Two processes serve; latency is what 8 connections see that ask without a pause, processor time that of the serving
processes for each answer. The yardstick is Django's own admin over the same tables: its list of cases, its page of one
case with the entries below, its search. Both sides are asked by turns in processes of their own, without a server
between, and the middle of the pairs is told: user and system time, so that what else the machine does counts little.
"""

import argparse
import logging
import os
import random
import subprocess
import sys
from pathlib import Path

from tests.bench._machine import heading
from tests.bench._web_ask import ASKED, CONNECTIONS, KINDS, PROCESSES, Measured, alone, answered, serving
from tests.bench._web_guard import MOST_SHARE, Guarded, guarded
from tests.bench._web_pairs import ROUNDS, Pair, both_sides, paired
from tests.bench._web_side import AT_ONCE
from tests.bench._web_side import KINDS as COMPARED
from tests.bench._web_store import FULL, SMALL, store

MOST_MS, MOST_QUERIES, MOST_P95, MOST_MIB = 12, 12, 120, 250
MOST_OF_THE_ADMIN = {"queue": 0.5, "case": 0.5, "docket": 0.5, "search by name": 0.05}


def main() -> None:
    """Build what is not there yet, measure, print."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--cases", type=int, help=f"how many cases the database holds ({SMALL:,}, then {FULL:,})")
    options.add_argument("--profile", choices=KINDS, help="print where the time of one kind of page goes, and end")
    options.add_argument("--unserved", action="store_true", help="compare with the admin alone")
    given = options.parse_args()
    sizes = [given.cases] if given.cases else [SMALL, FULL]
    if not given.cases and not given.profile:
        for size in sizes:  # each in a process of its own: Django is set up over one database
            _again(size)
        return
    logging.disable(logging.INFO)
    folder = store(sizes[0])
    if given.profile:
        alone(given.profile, sizes[0], profiled=True)
        return
    _measure(folder, sizes[0], is_served=not given.unserved)


def _again(size: int) -> None:
    done = subprocess.run([sys.executable, __file__, "--cases", str(size)], check=False)
    if done.returncode:
        raise SystemExit(done.returncode)


def _measure(folder: Path, cases: int, *, is_served: bool) -> None:
    print(
        heading(
            f"The desk with {cases:,} cases; {PROCESSES} processes, {CONNECTIONS} connections, {ASKED:,} answers a page"
        )
    )
    print(
        "processes that waited for the processor over one, five and fifteen minutes:", *map(_rounded, os.getloadavg())
    )
    if is_served:
        with serving(folder) as server:
            for kind in KINDS:
                _say(kind, answered(server, kind, cases), alone(kind, cases))
            print(f"{'memory of a process that serves':36} {server.mebibytes():>8.0f} MiB; at most {MOST_MIB} wanted")
    _say_guard(guarded(cases))
    with both_sides(folder, cases) as sides:
        for kind in COMPARED:
            _say_pair(kind, paired(sides, kind))


def _rounded(load: float) -> str:
    return f"{load:.0f}"


def _say(kind: str, seen: Measured, counted: tuple[float, int]) -> None:
    milliseconds, queries = counted
    print(
        f"{kind:36} {seen.cpu_ms:>8.1f} ms of processor time (at most {MOST_MS}), {queries} queries (at most "
        f"{MOST_QUERIES}); p50 {seen.p50_ms:.0f} ms, p95 {seen.p95_ms:.0f} ms (at most {MOST_P95}); without a server "
        f"{milliseconds:.1f} ms",
        flush=True,
    )


def _say_guard(cost: Guarded) -> None:
    print(
        f"{'sealing and trace, of a case page':36} {cost.sealing:>8.2f} and {cost.trace:.2f} of {cost.page:.1f} ms: "
        f"{cost.share:.1%} (at most {MOST_SHARE:.0%})",
        flush=True,
    )


def _say_pair(kind: str, pair: Pair) -> None:
    print(
        f"{kind + ', beside the admin':36} {pair.ours:>8.1f} ms, {pair.our_queries} queries; the admin "
        f"{pair.admin:.1f} ms, {pair.admin_queries} queries; ours takes {pair.share:.3f} of that "
        f"(at most {MOST_OF_THE_ADMIN[kind]}), "
        f"{pair.least:.3f} to {pair.most:.3f} in {ROUNDS} pairs of {AT_ONCE} answers",
        flush=True,
    )


if __name__ == "__main__":
    random.seed(4610)
    main()
