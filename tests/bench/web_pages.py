"""How fast the desk answers with 100,000 cases: queue, case and search, over SQLite, from one process.

Processor time is that of the serving process for each answer; latency is what 8 connections see that ask without a
pause. Queries are counted in this process. The yardstick is Django's own admin over the same tables: its list of cases,
its page of one case with the entries below, its search. Both are asked in one process there, without a server between.
"""

import argparse
import json
import os
import random
import subprocess
import sys
from pathlib import Path
from typing import Any

from tests.bench._machine import heading
from tests.bench._web_ask import ASKED, CONNECTIONS, KINDS, Measured, alone, answered, serving
from tests.bench._web_guard import MOST_SHARE, Guarded, guarded
from tests.bench._web_store import FULL, store

MOST_MS, MOST_QUERIES, MOST_P95, MOST_MIB = 12, 12, 120, 250


def main() -> None:
    """Build what is not there yet, measure, print."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--cases", type=int, default=FULL, help="how many cases the database holds")
    options.add_argument("--profile", choices=KINDS, help="print where the time of one kind of page goes, and end")
    given = options.parse_args()
    folder = store(given.cases)
    if given.profile:
        alone(given.profile, given.cases, profiled=True)
        return
    print(
        heading(
            f"The desk with {given.cases:,} cases; one process, {CONNECTIONS} connections, {ASKED:,} answers a page"
        )
    )
    with serving(folder) as server:
        for kind in KINDS:
            _say(kind, answered(server, kind, given.cases), alone(kind, given.cases))
        _say_guard(guarded(given.cases))
        print(f"{'memory of the serving process':36} {server.mebibytes():>8.0f} MiB; at most {MOST_MIB} wanted")
    _compare(folder, given.cases)


def _say(kind: str, seen: Measured, counted: tuple[float, int]) -> None:
    milliseconds, queries = counted
    print(
        f"{kind:36} {seen.cpu_ms:>8.1f} ms of processor time (at most {MOST_MS}), {queries} queries (at most "
        f"{MOST_QUERIES}); p50 {seen.p50_ms:.0f} ms, p95 {seen.p95_ms:.0f} ms (at most {MOST_P95}); without a server "
        f"{milliseconds:.1f} ms"
    )


def _say_guard(cost: Guarded) -> None:
    print(
        f"{'sealing and trace, of a case page':36} {cost.sealing:>8.2f} and {cost.trace:.2f} of {cost.page:.1f} ms: "
        f"{cost.share:.1%} (at most {MOST_SHARE:.0%})"
    )


def _compare(folder: Path, cases: int) -> None:
    """Ask Django's admin the same things, in a process of its own that has it installed."""
    command = [sys.executable, "-m", "tests.bench._web_peer", str(folder), str(cases)]
    answer = subprocess.run(command, check=True, capture_output=True, text=True, env=os.environ | {"PYTHONPATH": "."})
    peer: dict[str, Any] = json.loads(answer.stdout)
    for kind, (milliseconds, queries) in peer.items():
        ratio = alone(kind, cases)[0] / milliseconds
        print(f"{kind + ', the admin':36} {milliseconds:>8.1f} ms, {queries} queries; ours takes {ratio:.2f} of that")


if __name__ == "__main__":
    random.seed(4610)
    main()
