"""What bandit finds in the code, held against the exceptions that give a reason; `make lint` asks for it."""

import json
import subprocess
import sys
import tomllib
from collections.abc import Iterable, Iterator
from fnmatch import fnmatch
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[1]
EXCEPTIONS = Path(__file__).with_name("security_exceptions.toml")


class Flaw(NamedTuple):
    """Something bandit finds: the id of its test, the file (from the root) with its line, and its words."""

    test: str
    path: str
    line: int
    words: str


class Excepted(NamedTuple):
    """What is right all the same: a test, the files it may find in, and why."""

    test: str
    paths: tuple[str, ...]
    why: str

    def covers(self, flaw: Flaw) -> bool:
        """Whether a flaw is one of these."""
        return flaw.test == self.test and any(fnmatch(flaw.path, path) for path in self.paths)


def exceptions(text: str) -> tuple[Excepted, ...]:
    """The exceptions of the file's text. Raises ValueError for one without a reason."""
    read = tuple(
        Excepted(row["test"], tuple(row["paths"]), row["why"].strip()) for row in tomllib.loads(text)["exception"]
    )
    if silent := [each.test for each in read if not each.why]:
        raise ValueError(f"no reason is given for {', '.join(silent)}")
    return read


def faults(flaws: Iterable[Flaw], excepted: Iterable[Excepted]) -> Iterator[str]:
    """A line for each flaw that no exception covers, and for each exception, or path of one, that covers none."""
    unexplained, given = list(flaws), list(excepted)
    for flaw in unexplained:
        if not any(each.covers(flaw) for each in given):
            yield f"{flaw.path}:{flaw.line}: {flaw.test} {flaw.words}"
    for each in given:
        for path in each.paths:
            if not any(each._replace(paths=(path,)).covers(flaw) for flaw in unexplained):
                yield f"{EXCEPTIONS.name}: {each.test} is found nowhere in {path} any more: take the line out"


def flaws_of(report: str) -> tuple[Flaw, ...]:
    """The flaws in bandit's JSON. Raises ValueError where it could not read a file."""
    told = json.loads(report)
    if told["errors"]:
        raise ValueError(f"bandit could not read {told['errors']}")
    rows = told["results"]
    return tuple(Flaw(row["test_id"], row["filename"], row["line_number"], row["issue_text"]) for row in rows)


def main() -> int:
    """Run bandit over the code and say what is left; 0 where nothing is."""
    asked = [sys.executable, "-m", "bandit", "-q", "-r", "src", "tools", "-f", "json"]
    ran = subprocess.run(asked, cwd=ROOT, capture_output=True, text=True, check=False)
    left = list(faults(flaws_of(ran.stdout), exceptions(EXCEPTIONS.read_text(encoding="utf-8"))))
    print("\n".join(left) or "bandit: nothing but what tools/security_exceptions.toml gives reasons for")
    return 1 if left else 0


if __name__ == "__main__":
    sys.exit(main())
