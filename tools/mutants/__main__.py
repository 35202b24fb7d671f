"""`make mutants`: break a drawn sample of the lines of derived law, one at a time, and say which no test notices.

What was tried is kept in out/mutants, so that a run that was ended goes on where it stood. What a test killed stays
killed while its file is unchanged; what survived is tried again after sources or tests changed.
"""

import argparse
import hashlib
import json
import random
import re
import signal
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tools.house import ROOT
from tools.mutants.operators import Mutant, mutants
from tools.mutants.score import score
from tools.mutants.workshop import GUARDED, Workshop

EXPLAINED = ROOT / "docs" / "mutants.md"
"""Where every survivor that stays is named with its reason."""
_OUT = ROOT / "out" / "mutants"


def all_mutants(root: Path = ROOT) -> Iterator[Mutant]:
    """Every mutant of the guarded modules, file by file."""
    for part in GUARDED:
        place = root / "src" / "evenhand" / part
        for path in [place] if place.is_file() else sorted(place.rglob("*.py")):
            yield from mutants(path.relative_to(root).as_posix(), path.read_text(encoding="utf-8"))


def explained(page: str) -> frozenset[str]:
    """The names of the survivors that a page explains: what stands in double backticks at the start of a row."""
    return frozenset(re.findall(r"^\| ``(.+?)`` \|", page, re.MULTILINE))


class Tried:
    """What earlier runs found, a line for each mutant in a file that only grows."""

    def __init__(self, path: Path, digest: str) -> None:
        self._path, self._digest = path, digest
        path.parent.mkdir(parents=True, exist_ok=True)
        lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
        self._answers: dict[tuple[Any, ...], str] = {}
        for line in lines:
            answer = json.loads(line)
            if answer["outcome"] != "survived" or answer["digest"] == digest:
                self._answers[tuple(answer["mutant"])] = answer["outcome"]

    def outcome(self, mutant: Mutant) -> str | None:
        """How it ended, if it was tried and nothing changed since that could change it."""
        return self._answers.get(self._key(mutant))

    def keep(self, mutant: Mutant, outcome: str, seconds: float) -> None:
        """Write down how it ended, and the seconds of processor."""
        key = self._answers[self._key(mutant)] = outcome
        line = {"mutant": self._key(mutant), "name": mutant.name, "outcome": key, "processor": round(seconds, 1)}
        with self._path.open("a", encoding="utf-8") as file:
            file.write(json.dumps({**line, "digest": self._digest}, ensure_ascii=False) + "\n")

    def _key(self, mutant: Mutant) -> tuple[Any, ...]:
        text = (ROOT / mutant.path).read_bytes()
        return (mutant.path, hashlib.sha256(text).hexdigest(), mutant.start, mutant.end, mutant.new)


def tried_in_time(
    drawn: list[Mutant], workshop: Workshop, tried: Tried, minutes: float
) -> Iterator[tuple[Mutant, str]]:
    """Each drawn mutant and how it ended, until the minutes are over."""
    until = time.monotonic() + minutes * 60
    for number, mutant in enumerate(drawn, start=1):
        outcome = tried.outcome(mutant)
        if outcome is None:
            if time.monotonic() > until:
                return
            tests = workshop.tests_of(mutant)
            answer = workshop.answer(mutant, tests)
            outcome = answer.outcome
            tried.keep(mutant, outcome, answer.processor)
            by = f" by {answer.test}" if answer.test else ""
            print(f"{number:4} {outcome:8} {answer.processor:5.1f} s, {mutant.path}:{mutant.line}{by}", flush=True)
        yield mutant, outcome


def main() -> None:
    """Draw, try, and tell."""
    parser = argparse.ArgumentParser(prog="python -m tools.mutants", description=__doc__)
    parser.add_argument("--count", type=int, default=400, help="mutants to draw (400)")
    parser.add_argument("--seed", default="1", help="another seed draws another sample")
    parser.add_argument("--minutes", type=float, default=60, help="no mutant is begun after so many (60)")
    parser.add_argument("--budget", type=float, default=20, help="seconds of tests one mutant is tried on (20)")
    parser.add_argument("--only", default="", help="draw only from mutants whose name holds this text")
    options = parser.parse_args()
    population = [mutant for mutant in all_mutants() if options.only in mutant.name]
    drawn = random.Random(options.seed).sample(population, min(options.count, len(population)))
    workshop = Workshop(ROOT, _OUT, options.budget)
    tried = Tried(_OUT / "tried.jsonl", workshop.prepare())
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("Ended; what was tried is kept."))
    try:
        ended = list(tried_in_time(drawn, workshop, tried, options.minutes))
    finally:
        workshop.close()
    known = explained(EXPLAINED.read_text(encoding="utf-8"))
    survivors = [mutant for mutant, outcome in ended if outcome == "survived"]
    for mutant in survivors:
        mark = "explained" if mutant.name in known else "NOT NAMED"
        print(f"{mark}  line {mutant.line}, {mutant.name}")
    unexplained = sum(mutant.name not in known for mutant in survivors)
    print(f"{len(population)} mutants, {len(drawn)} drawn with seed {options.seed}, {len(ended)} tried.")
    if ended:
        print(f"Killed: {score(len(ended) - len(survivors), len(ended))}.")
    print(f"Survivors: {len(survivors)}, of which {unexplained} are not named in {EXPLAINED.relative_to(ROOT)}.")


if __name__ == "__main__":
    main()
