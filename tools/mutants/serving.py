"""A plugin of pytest: with all tests loaded, it waits to be told of mutants and tries each in a fork of itself.

Nothing is loaded or gathered again, which takes longer than most tests. It is told a mutant on one pipe, a line of JSON
each, and answers on another: `killed` with the test that said so, `survived`, `hung`, or `cold` where the mutant has to
be tried in a process of its own.
"""

import json
import os
import resource
import signal
import time
from pathlib import Path
from typing import IO, Any

import pytest

from tools.mutants.patching import apply, changed_code

PIPES = "MUTANTS_PIPES"
"""The variable that names the two ends, `read,write`."""
_KILLED, _SURVIVED, _COLD = 1, 0, 3
_OUTCOMES = {_SURVIVED: "survived", _COLD: "cold", None: "hung", -signal.SIGXCPU: "hung", -signal.SIGKILL: "hung"}
ON_THE_WALL = 20
"""How many seconds may pass for each second of processor that a mutant may take: others may use the machine."""


@pytest.hookimpl(tryfirst=True)
def pytest_runtestloop(session: pytest.Session) -> bool:
    """Instead of running the tests once: serve until nothing more is asked."""
    read, write = (int(end) for end in os.environ[PIPES].split(","))
    items = {item.nodeid: item for item in session.items}
    with os.fdopen(read, encoding="utf-8") as asked, os.fdopen(write, "w", encoding="utf-8") as answers:
        _tell(answers, {"tests": len(items)})
        for line in asked:
            _tell(answers, _tried(session, items, json.loads(line)))
    return True


def _tell(answers: IO[str], what: dict[str, Any]) -> None:
    answers.write(json.dumps(what) + "\n")
    answers.flush()


def _tried(session: pytest.Session, items: dict[str, pytest.Item], asked: dict[str, Any]) -> dict[str, Any]:
    """How a mutant ended, in a child that is gone afterwards with all that it started."""
    note = Path(asked["note"])
    note.unlink(missing_ok=True)
    child = os.fork()
    if child == 0:
        os._exit(_in_the_child(session, [items[name] for name in asked["tests"] if name in items], asked, note))
    code, processor = _ended(child, asked["seconds"])
    outcome = _OUTCOMES.get(code, "killed")
    test = note.read_text(encoding="utf-8") if note.exists() else ""
    return {"outcome": outcome, "test": test, "processor": processor}


def _ended(child: int, seconds: float) -> tuple[int | None, float]:
    """The exit code of a child, None where it did not end in time and was ended; and its seconds of processor."""
    until = time.monotonic() + seconds * ON_THE_WALL
    while time.monotonic() < until:
        ended, status, used = os.wait4(child, os.WNOHANG)
        if ended:
            return os.waitstatus_to_exitcode(status), used.ru_utime + used.ru_stime
        time.sleep(0.02)
    os.killpg(child, signal.SIGKILL)
    _, _, used = os.wait4(child, 0)
    return None, used.ru_utime + used.ru_stime


def _in_the_child(session: pytest.Session, tests: list[pytest.Item], asked: dict[str, Any], note: Path) -> int:
    """Run the tests on the broken code up to the first that fails, and note which that was."""
    os.setsid()
    resource.setrlimit(resource.RLIMIT_CPU, (int(asked["seconds"]) + 1, int(asked["seconds"]) + 5))
    nowhere = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(nowhere, stream)
    path = asked["path"]
    changed = changed_code(path, Path(asked["sound"]).read_bytes(), Path(path).read_bytes())
    if changed is None or not tests or not apply(path, changed):
        return _COLD
    note.write_text(tests[0].nodeid, encoding="utf-8")
    try:
        for test, following in zip(tests, [*tests[1:], None], strict=True):
            note.write_text(test.nodeid, encoding="utf-8")
            test.config.hook.pytest_runtest_protocol(item=test, nextitem=following)
            if session.testsfailed:
                return _KILLED
    except BaseException:  # whatever a broken line raises where pytest expects nothing
        return _KILLED
    note.unlink(missing_ok=True)
    return _SURVIVED
