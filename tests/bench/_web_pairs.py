"""Our pages and those of Django's admin by turns, so that both meet the machine as it is at that moment."""

import json
import os
import statistics
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from tests.bench._web_side import ADMIN, OURS

ROUNDS = 15


class Pair(NamedTuple):
    """Both sides of one kind of page: milliseconds of processor time in the middle, queries, and our share of the
    admin's time in the middle of all pairs, the least and the most of a pair.
    """

    ours: float
    admin: float
    our_queries: int
    admin_queries: int
    share: float
    least: float
    most: float


class _Process:
    def __init__(self, name: str, folder: Path, cases: int) -> None:
        command = [sys.executable, "-m", "tests.bench._web_side", name, str(folder), str(cases)]
        pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.DEVNULL}
        environment = os.environ | {"PYTHONPATH": "."}
        self._process = subprocess.Popen(command, text=True, env=environment, **pipes)  # type: ignore[call-overload]

    def ask(self, kind: str) -> dict[str, float]:
        self._process.stdin.write(f"{kind}\n")
        self._process.stdin.flush()
        line = self._process.stdout.readline()
        if not line:
            raise SystemExit(f"one side of the comparison ended before it answered for {kind}")
        answer: dict[str, float] = json.loads(line)
        return answer

    def end(self) -> None:
        self._process.stdin.close()
        self._process.wait(timeout=30)


@contextmanager
def both_sides(folder: Path, cases: int) -> Iterator[tuple[_Process, _Process]]:
    """The two processes, until the block ends."""
    sides = _Process(OURS, folder, cases), _Process(ADMIN, folder, cases)
    try:
        yield sides
    finally:
        for side in sides:
            side.end()


def paired(sides: tuple[_Process, _Process], kind: str) -> Pair:
    """Ask both for a kind of page by turns, after once that is not counted."""
    for side in sides:
        side.ask(kind)
    answers = [tuple(side.ask(kind) for side in sides) for _ in range(ROUNDS)]
    shares = [ours["ms"] / admin["ms"] for ours, admin in answers]
    ours, admin = (statistics.median(pair[place]["ms"] for pair in answers) for place in (0, 1))
    our_queries, admin_queries = (int(answers[0][place]["queries"]) for place in (0, 1))
    share = statistics.median(shares)
    return Pair(ours, admin, our_queries, admin_queries, share, min(shares), max(shares))
