"""A copy of the repository in which lines are broken and tests run, so that nobody's files are touched."""

import hashlib
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

from coverage import CoverageData

from tools.mutants.contexts import TIMES
from tools.mutants.operators import Mutant

GUARDED = (
    "clock", "docket", "eligibility.py", "notice.py", "panel/requirements/qualification.py",
    "panel/ties/attestation.py", "panel/ties/conflict.py", "panel/ties/independence.py", "procedure",
)  # fmt: skip
"""The modules of derived law, under src/evenhand."""
SUITES = ("tests/core", "tests/programmes", "tests/letters/test_notices.py", "tests/letters/test_line_notices.py")
"""The tests that are asked: those of the core and of the law. What the shell's pages say of it is not counted on."""
_LEFT_OUT = ("tests/core/test_house.py", "tests/core/test_confined.py", "tests/programmes/test_new_programme.py")
"""Tests of the form of the repository, or that start processes of their own: a rule of law is not theirs to guard."""
_NOT_COPIED = ("out", "dist", "evenhand-data", ".git", ".venv*", "*_cache", ".hypothesis", "__pycache__")
_BUDGET = 30.0
"""Seconds of tests, as they took when nothing was broken, that one mutant is tried on at most."""
_SLOWER, _STARTING = 4, 30
"""A broken line may make tests so many times slower, and starting takes so many seconds, before it counts as hung."""


class Workshop:
    """The copy, under `folder`; `root` is the repository."""

    def __init__(self, root: Path, folder: Path) -> None:
        self.root, self.tree, self._notes = root, folder / "tree", folder / "notes"
        self._data: CoverageData | None = None
        self._seconds: dict[str, float] = {}

    def prepare(self) -> str:
        """Copy the repository and learn which tests touch which lines, unless that is known; the digest of both sources
        and tests. Raises SystemExit where a test fails with nothing broken: no mutant could be judged.
        """
        digest = self._digest()
        self._notes.mkdir(parents=True, exist_ok=True)
        known = self._notes / "digest"
        if not known.exists() or known.read_text() != digest:
            known.unlink(missing_ok=True)
            shutil.rmtree(self.tree, ignore_errors=True)
            shutil.copytree(self.root, self.tree, ignore=shutil.ignore_patterns(*_NOT_COPIED), symlinks=True)
            self._learn()
            known.write_text(digest)
        self._data = CoverageData(str(self._notes / "coverage"))
        self._data.read()
        self._seconds = json.loads((self._notes / "times.json").read_text())
        return digest

    def tests_of(self, mutant: Mutant) -> list[str]:
        """The tests that touch the line of a mutant, the quickest first, as many as the budget of one mutant allows;
        of a line that runs on import, those that touch anything else in its file.
        """
        assert self._data is not None
        by_line = self._data.contexts_by_lineno(str(self.tree / mutant.path))
        named = {name for name in by_line.get(mutant.line, ()) if name}
        if not mutant.within or not named:
            named = {name for names in by_line.values() for name in names if name}
        chosen, left = list[str](), _BUDGET
        for name in sorted(named & self._seconds.keys(), key=lambda name: (self._seconds[name], name)):
            left -= self._seconds[name]
            if left < 0 and chosen:
                break
            chosen.append(name)
        return chosen

    def outcome(self, mutant: Mutant, tests: Sequence[str]) -> str:
        """What the tests say of a mutant: killed, hung (no end in time, which a test that is run would tell), or
        survived.
        """
        path = self.tree / mutant.path
        sound, kept = path.read_bytes(), path.stat()
        seconds = _STARTING + _SLOWER * sum(self._seconds[name] for name in tests)
        path.write_bytes(mutant.applied(sound))
        try:
            code = self._pytest([*self._listed(tests), "-x", "--tb=no"], seconds)
        except subprocess.TimeoutExpired:
            return "hung"
        finally:
            path.write_bytes(sound)
            os.utime(path, ns=(kept.st_atime_ns, kept.st_mtime_ns))  # what was compiled before holds again
        return "killed" if code else "survived"

    def _listed(self, tests: Iterable[str]) -> list[str]:
        listed = self._notes / "tests"
        listed.write_text("\n".join(tests))
        return [f"@{listed}"]

    def _learn(self) -> None:
        left_out = [f"--ignore={path}" for path in _LEFT_OUT]
        wanted = [*SUITES, *left_out, "-m", "not slow and not recognition", "-p", "tools.mutants.contexts"]
        measured = [
            "coverage",
            "run",
            f"--data-file={self._notes / 'coverage'}",
            f"--source={self.tree / 'src/evenhand'}",
        ]
        print("Learning which tests touch which lines (some minutes) ...", flush=True)
        if self._pytest(wanted, 1800, ["-m", *measured], is_told=True):
            raise SystemExit("A test fails with nothing broken: mend it first.")

    def _pytest(self, more: list[str], seconds: float, by: Sequence[str] = (), *, is_told: bool = False) -> int:
        """The exit code of pytest in the copy."""
        command = [sys.executable, *by, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-p", "no:xdist", *more]
        done = subprocess.run(
            command, cwd=self.tree, env=self._environment(is_learning=is_told), timeout=seconds, check=False,
            stdout=None if is_told else subprocess.DEVNULL, stderr=None if is_told else subprocess.DEVNULL,
        )  # fmt: skip
        return done.returncode

    def _environment(self, *, is_learning: bool) -> dict[str, str]:
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

    def _digest(self) -> str:
        digest = hashlib.sha256()
        for folder in ("src/evenhand", "tests"):
            for path in sorted((self.root / folder).rglob("*")):
                if path.is_file() and "__pycache__" not in path.parts:
                    digest.update(f"{path.relative_to(self.root)}\0".encode() + path.read_bytes())
        return digest.hexdigest()
