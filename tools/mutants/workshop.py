"""A copy of the repository in which lines are broken and tests run, so that nobody's files are touched."""

import hashlib
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterable, Sequence
from itertools import zip_longest
from pathlib import Path, PurePosixPath

from coverage import CoverageData

from tools.mutants.contexts import TIMES
from tools.mutants.operators import Mutant
from tools.mutants.serving import ON_THE_WALL
from tools.mutants.warm import Answer, WarmTests

GUARDED = (
    "clock", "docket", "eligibility", "notice.py", "panel/requirements/qualification.py",
    "panel/ties/attestation.py", "panel/ties/conflict.py", "panel/ties/independence.py", "procedure",
)  # fmt: skip
"""The modules of derived law, under src/evenhand."""
SUITES = ("tests/core", "tests/programmes", "tests/letters/test_notices.py", "tests/letters/test_line_notices.py")
"""The tests that are asked: those of the core and of the law. What the shell's pages say of it is not counted on."""
_LEFT_OUT = ("tests/core/test_house.py", "tests/core/test_confined.py", "tests/programmes/test_new_programme.py")
"""Tests of the form of the repository, or that start processes of their own: a rule of law is not theirs to guard."""
_MARKED = ("-m", "not slow and not recognition")
_FOLDERS = ("tests/core", "tests/programmes", "tests/letters")
_NOT_COPIED = ("out", "dist", "evenhand-data", ".git", ".venv*", "*_cache", ".hypothesis", "__pycache__")
_SLOWER, _STARTING = 4, 30
"""A broken line may make tests so many times slower, and starting takes so many seconds, before it counts as hung: of
processor.
"""


class Workshop:
    """The copy, under `folder`; `root` is the repository. `budget` is how many seconds of processor of tests, as they
    took when nothing was broken, one mutant is tried on at most.
    """

    def __init__(self, root: Path, folder: Path, budget: float) -> None:
        self._budget = budget
        self.root, self.tree, self._notes = root, folder / "tree", folder / "notes"
        self._data: CoverageData | None = None
        self._seconds: dict[str, float] = {}
        self._warm: WarmTests | None = None
        self._killers: dict[str, int] = {}

    def prepare(self) -> str:
        """Copy the repository and learn which tests touch which lines, as far as that is not known; the digest of both
        sources and tests. Raises SystemExit where a test fails with nothing broken: no mutant could be judged.
        """
        self._notes.mkdir(parents=True, exist_ok=True)
        known = self._notes / "digests.json"
        before: dict[str, str] = json.loads(known.read_text()) if known.exists() else {}
        digests = self._digests()
        shutil.copytree(self.root / "tools", self.tree / "tools", dirs_exist_ok=True)
        changed = sorted(path for path in before.keys() | digests.keys() if before.get(path) != digests.get(path))
        known.unlink(missing_ok=True)
        if before and all(_is_of_tests_alone(path) for path in changed):
            self._restore(digests.keys() - set(changed))
            self._learn_again(changed)
        else:
            shutil.rmtree(self.tree, ignore_errors=True)
            shutil.copytree(self.root, self.tree, ignore=shutil.ignore_patterns(*_NOT_COPIED), symlinks=True)
            self._learn(self._wanted(), {})
        known.write_text(json.dumps(digests))
        self._data = CoverageData(str(self._notes / "coverage"))
        self._data.read()
        self._warm = WarmTests(self.tree, self._notes, self._environment(), self._wanted())  # while nothing is broken
        return hashlib.sha256(json.dumps(digests, sort_keys=True).encode()).hexdigest()

    def tests_of(self, mutant: Mutant) -> list[str]:
        """The tests that touch the line of a mutant, in the order in which they are tried, as many as the budget of one
        mutant allows; of a line that runs on import, those that touch anything else in its file, or else any.
        """
        assert self._data is not None
        by_line = self._data.contexts_by_lineno(str(self.tree / mutant.path))
        named = set(by_line.get(mutant.line, ())) & self._seconds.keys()
        if not mutant.within or not named:
            named = {name for names in by_line.values() for name in names} & self._seconds.keys()
        chosen, left = list[str](), self._budget
        for name in self._in_order(named or set(self._seconds)):
            left -= self._seconds[name]
            if left < 0 and chosen:
                break
            chosen.append(name)
        return chosen

    def _in_order(self, named: set[str]) -> list[str]:
        """One example of every test before the second of any, so that a slow property that says the most is not crowded
        out by a hundred examples of a table; the quickest first, and before it what has killed mutants already.
        """
        examples: dict[str, list[str]] = {}
        for name in sorted(named, key=lambda name: (self._cost(name), name)):
            examples.setdefault(name.partition("[")[0], []).append(name)
        turns = zip_longest(*examples.values())
        return [name for turn in turns for name in turn if name is not None]

    def _cost(self, name: str) -> float:
        return self._seconds[name] / (1 + 4 * self._killers.get(name, 0))

    def answer(self, mutant: Mutant, tests: Sequence[str]) -> Answer:
        """What the tests say of a mutant: killed, hung (no end in time, which a test that is run would tell), or
        survived.
        """
        path = self.tree / mutant.path
        sound, kept = path.read_bytes(), path.stat()
        seconds = _STARTING + _SLOWER * sum(self._seconds[name] for name in tests)
        path.write_bytes(mutant.applied(sound))
        try:
            answer = self._answer(mutant, sound, tests, seconds)
        finally:
            path.write_bytes(sound)
            os.utime(path, ns=(kept.st_atime_ns, kept.st_mtime_ns))  # what was compiled before holds again
        if answer.test and not self._holds_by_itself(mutant.path, sound, answer.test, seconds):
            print(f"{answer.test} fails in a fork with nothing broken: it is asked no more.", flush=True)
            del self._seconds[answer.test]
            return self.answer(mutant, [name for name in tests if name != answer.test])
        if answer.test:
            self._killers[answer.test] = self._killers.get(answer.test, 0) + 1
        return answer

    def _holds_by_itself(self, path: str, sound: bytes, test: str, seconds: float) -> bool:
        """Whether a test that is said to have killed passes where nothing is broken; once for each test that kills."""
        if test in self._killers or self._warm is None:
            return True
        return self._warm.tried(path, sound, [test], seconds).outcome == "survived"

    def close(self) -> None:
        """End what was started."""
        if self._warm is not None:
            self._warm.close()

    def _answer(self, mutant: Mutant, sound: bytes, tests: Sequence[str], seconds: float) -> Answer:
        """From a fork of the process that has everything loaded; where the line runs on loading too and survives there,
        from a new process that loads everything with the line broken.
        """
        assert self._data is not None
        assert self._warm is not None
        answer = self._warm.tried(mutant.path, sound, tests, seconds)
        runs_on_loading = "" in self._data.contexts_by_lineno(str(self.tree / mutant.path)).get(mutant.line, ())
        if answer.outcome != "cold" and not (answer.outcome == "survived" and runs_on_loading):
            return answer
        before = os.times()
        try:
            code = self._pytest([*self._listed(tests), "-x", "--tb=no"], seconds * ON_THE_WALL)
            outcome = "killed" if code else "survived"
        except subprocess.TimeoutExpired:
            outcome = "hung"
        after = os.times()
        return Answer(
            outcome, "", after.children_user + after.children_system - before.children_user - before.children_system
        )

    def _wanted(self) -> list[str]:
        return [*SUITES, *(f"--ignore={path}" for path in _LEFT_OUT), *_MARKED]

    def _listed(self, tests: Iterable[str]) -> list[str]:
        listed = self._notes / "tests"
        listed.write_text("\n".join(tests))
        return [f"@{listed}"]

    def _restore(self, paths: Iterable[str]) -> None:
        """Put back what an earlier run left broken that was ended in the midst of a mutant."""
        for path in paths:
            if (self.root / path).read_bytes() != (self.tree / path).read_bytes():
                shutil.copy2(self.root / path, self.tree / path)

    def _learn_again(self, changed: list[str]) -> None:
        """Learn of test files that changed, or came, or went, in the copy that is there."""
        for path in changed:
            (self.tree / path).unlink(missing_ok=True)
            if (self.root / path).exists():
                shutil.copy2(self.root / path, self.tree / path)
        seconds = json.loads((self._notes / "times.json").read_text())
        kept = {name: taken for name, taken in seconds.items() if name.partition("::")[0] not in changed}
        there = [path for path in changed if (self.root / path).exists() and path not in _LEFT_OUT]
        self._learn([*there, *_MARKED] if there else [], kept)

    def _learn(self, files: list[str], kept: dict[str, float]) -> None:
        times = self._notes / "times.json"
        looked_at = ",".join(str(self.tree / "src/evenhand" / part) + ("" if "." in part else "/*") for part in GUARDED)
        measured = ["coverage", "run", f"--data-file={self._notes / 'coverage'}", f"--include={looked_at}"]
        wanted = [*files, "-p", "tools.mutants.contexts"]
        if files:
            print("Learning which tests touch which lines (minutes, if all is new) ...", flush=True)
            more = ["--append"] if kept else []
            if self._pytest(wanted, 1800, ["-m", *measured, *more], is_told=True):
                raise SystemExit("A test fails with nothing broken: mend it first.")
            kept = kept | json.loads(times.read_text())
        times.write_text(json.dumps(kept))
        self._seconds = kept

    def _pytest(self, more: list[str], seconds: float, by: Sequence[str] = (), *, is_told: bool = False) -> int:
        """The exit code of pytest in the copy."""
        command = [sys.executable, *by, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-p", "no:xdist", *more]
        done = subprocess.run(
            command, cwd=self.tree, env=self._environment(is_learning=is_told), timeout=seconds, check=False,
            stdout=None if is_told else subprocess.DEVNULL, stderr=None if is_told else subprocess.DEVNULL,
        )  # fmt: skip
        return done.returncode

    def _environment(self, *, is_learning: bool = False) -> dict[str, str]:
        """With `CI`, Hypothesis draws the same examples every time. What is compiled is kept for sound files only."""
        shared = os.environ.get("EVENHAND_SHARED") or str(self.root.parent / "shared")
        more = {
            "CI": "1",
            "PYTHONPATH": str(self.tree / "src"),
            "PYTHONPYCACHEPREFIX": str(self._notes / "bytecode"),
            "PYTHONDONTWRITEBYTECODE": "" if is_learning else "1",
            TIMES: str(self._notes / "times.json"),
        }
        if Path(shared).is_dir():
            more["EVENHAND_SHARED"] = shared
        return {**os.environ, **more}

    def _digests(self) -> dict[str, str]:
        """The digest of every file that sources and tests consist of, by its path."""
        paths = (path for part in ("src/evenhand", "tests") for path in (self.root / part).rglob("*"))
        return {
            path.relative_to(self.root).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
            for path in paths
            if path.is_file() and "__pycache__" not in path.parts and _is_asked(path.relative_to(self.root))
        }


def _is_asked(path: Path) -> bool:
    """Whether a file is source, or what the tests that are asked consist of."""
    return path.parts[0] == "src" or len(path.parts) == 2 or f"tests/{path.parts[1]}" in _FOLDERS


def _is_of_tests_alone(path: str) -> bool:
    """Whether a file holds tests that no other file takes anything from."""
    return path.startswith(SUITES) and PurePosixPath(path).name.startswith("test_")
