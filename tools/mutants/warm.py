"""The process that has all tests loaded and tries mutants in forks of itself: started, asked, ended."""

import json
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import IO, NamedTuple

from tools.mutants.serving import PIPES


class Answer(NamedTuple):
    """How a mutant ended, the test that said so ("" where none did or none was named), and the seconds of processor."""

    outcome: str
    test: str
    processor: float


class WarmTests:
    """One process for a whole run. `tree` is the copy, `notes` a folder for what is told by file."""

    def __init__(self, tree: Path, notes: Path, environment: Mapping[str, str], wanted: Sequence[str]) -> None:
        asked, asking = os.pipe()
        answers, answering = os.pipe()
        command = [sys.executable, "-m", "pytest", "-q", "-s", "-p", "no:cacheprovider", "-p", "no:xdist"]
        with (notes / "serving.log").open("w", encoding="utf-8") as log:
            self._process = subprocess.Popen(
                [*command, "--tb=no", "-p", "tools.mutants.serving", *wanted], cwd=tree, pass_fds=(asked, answering),
                env={**environment, PIPES: f"{asked},{answering}"}, stdin=subprocess.DEVNULL, stdout=log, stderr=log,
            )  # fmt: skip
        os.close(asked)
        os.close(answering)
        self._tree, self._notes = tree, notes
        self._asking: IO[str] = os.fdopen(asking, "w", encoding="utf-8")
        self._answers: IO[str] = os.fdopen(answers, encoding="utf-8")
        if not self._answers.readline():
            raise SystemExit(f"The tests could not be loaded; {notes / 'serving.log'} says why.")

    def tried(self, path: str, sound: bytes, tests: Sequence[str], seconds: float) -> Answer:
        """What the tests say of a file of the copy that is broken now; `sound` is its text when it is not. The outcome
        is killed, survived, hung, or cold where only a process of its own can tell.
        """
        kept = self._notes / "sound.py"
        kept.write_bytes(sound)
        told = {"path": str(self._tree / path), "sound": str(kept), "note": str(self._notes / "failed.txt")}
        self._asking.write(json.dumps({**told, "tests": list(tests), "seconds": seconds}) + "\n")
        self._asking.flush()
        answer = json.loads(self._answers.readline())
        return Answer(answer["outcome"], answer["test"], answer["processor"])

    def close(self) -> None:
        """End the process: nothing more is asked."""
        self._asking.close()
        self._process.wait(timeout=60)
        self._answers.close()
