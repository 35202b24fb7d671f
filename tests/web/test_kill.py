"""kill -9 in the middle of the work, again and again: nothing is lost, nothing is done twice."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from evenhand_web.accounts.models import SignInAttempt
from evenhand_web.infrastructure.models import Job
from evenhand_web.infrastructure.queue import ask

JOBS = 120


def _worker(store: str, folder: Path) -> "subprocess.Popen[bytes]":
    root = Path(__file__).parents[2]
    more = {"EVENHAND_DATABASE": store, "PYTHONPATH": str(root)}
    return subprocess.Popen(
        [sys.executable, "-m", "tests.web.killed_worker", str(folder)], env=os.environ | more, cwd=root
    )


@pytest.mark.postgresql(slow=True)
def test_killed_workers_lose_nothing_and_double_nothing(store: str, tmp_path: Path) -> None:
    for number in range(JOBS):
        ask("house", "mark", f"mark-{number:03}")
        ask("letters", "write", f"write-{number:03}")
    kills = 0
    for _ in range(3):
        before = Job.objects.filter(state=Job.State.DONE).count()
        doomed = _worker(store, tmp_path)
        while doomed.poll() is None and Job.objects.filter(state=Job.State.DONE).count() < before + 40:
            time.sleep(0.01)
        if doomed.poll() is None:
            doomed.kill()
            kills += 1
        doomed.wait()
    assert kills >= 2
    pair = [_worker(store, tmp_path), _worker(store, tmp_path)]
    assert [process.wait(timeout=60) for process in pair] == [0, 0]
    marks = SignInAttempt.objects.filter(address__startswith="mark-").values_list("address", flat=True)
    assert sorted(marks) == [f"mark-{number:03}" for number in range(JOBS)]
    assert len(list(tmp_path.glob("write-*"))) == JOBS
    assert Job.objects.filter(state=Job.State.DONE).count() == 2 * JOBS
