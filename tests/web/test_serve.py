"""`evenhand serve` with its worker: jobs are done beside the pages, whatever is killed."""

import os
import signal
import socket
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from evenhand_web.infrastructure.models import Job
from evenhand_web.infrastructure.queue import ask
from evenhand_web.infrastructure.shelf import DISCARD
from tests.web.live import serving


def _until(holds: Callable[[], bool], seconds: float = 30) -> None:
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end, "it did not happen in time"
        time.sleep(0.05)


def _workers(store: str, lane: str = "house") -> list[int]:
    """The processes that work a lane of the queue of this database."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            words = (process / "cmdline").read_bytes().split(b"\0")
            is_ours = f"EVENHAND_DATABASE={store}".encode() in (process / "environ").read_bytes().split(b"\0")
        except OSError:
            continue  # it ended meanwhile
        if is_ours and b"work" in words and lane.encode() in words:
            found.append(int(process.name))
    return found


def _is_done(key: str) -> bool:
    return Job.objects.filter(key=key, state=Job.State.DONE).exists()


@pytest.mark.postgresql(slow=True)
def test_a_killed_worker_is_followed_by_another(store: str) -> None:
    with serving(store):
        ask("house", DISCARD, "first", {"ident": "0" * 32})
        _until(lambda: _is_done("first"))
        (worker,) = _workers(store)
        os.kill(worker, signal.SIGKILL)
        ask("house", DISCARD, "second", {"ident": "0" * 32})
        _until(lambda: _is_done("second"))
        assert _workers(store) != [worker]
    _until(lambda: _workers(store) == [])


def _answers(server: str) -> bool:
    host, _, port = server.removeprefix("http://").partition(":")
    try:
        socket.create_connection((host, int(port)), timeout=1).close()
    except OSError:
        return False
    return True


def _parent(process: int) -> int:
    status = Path(f"/proc/{process}/status").read_text(encoding="ascii")
    return int(next(line for line in status.splitlines() if line.startswith("PPid:")).split()[1])


@pytest.mark.postgresql(slow=True)
def test_nothing_outlives_a_killed_server(store: str) -> None:
    with serving(store) as server:
        assert _answers(server)
        _until(lambda: len(_workers(store)) == len(_workers(store, "pages")) == 1)
        (worker,) = _workers(store)
        os.kill(_parent(_parent(worker)), signal.SIGKILL)
        _until(lambda: _workers(store) == _workers(store, "pages") == [] and not _answers(server))
