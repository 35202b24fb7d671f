"""`evenhand serve` with its worker: jobs are done beside the pages, whatever is killed."""

import http.client
import os
import re
import select
import signal
import socket
import sqlite3
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from urllib.parse import urlencode

import pytest
from click.testing import CliRunner

from evenhand_web.commands import serve
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
    children = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            words = (process / "cmdline").read_bytes().split(b"\0")
            is_ours = f"EVENHAND_DATABASE={store}".encode() in (process / "environ").read_bytes().split(b"\0")
        except OSError:
            continue  # it ended meanwhile
        if is_ours and b"work" in words and lane.encode() in words:
            children.append(int(process.name))
    return children


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


@pytest.mark.slow
def test_a_request_that_hangs_keeps_the_server_from_its_end_for_ten_seconds_at_most(sqlite_store: str) -> None:
    """Somebody holds the database: a sign-in waits for it longer than a server that is told to end may."""
    with closing(sqlite3.connect(sqlite_store.removeprefix("sqlite:///"), isolation_level=None)) as held:
        with serving(sqlite_store) as server:
            _until(lambda: len(_workers(sqlite_store)) == 1)
            with closing(http.client.HTTPConnection(server.removeprefix("http://"), timeout=60)) as asked:
                asked.request("GET", "/sign-in")
                answer = asked.getresponse()
                cookie = str(answer.getheader("Set-Cookie")).partition(";")[0]
                token = re.findall(r'csrfmiddlewaretoken" value="([^"]+)', answer.read().decode())[0]
                held.execute("BEGIN IMMEDIATE")
                fields = {"csrfmiddlewaretoken": token, "email": "jo@example.org", "password": "a calm and even hand"}
                kind = {"Content-Type": "application/x-www-form-urlencoded", "Origin": server, "Cookie": cookie}
                asked.request("POST", "/sign-in", urlencode(fields), kind)
                assert not select.select([asked.sock], [], [], 2)[0]  # it hangs
            begun = time.monotonic()
        assert time.monotonic() - begun < 10
        held.execute("ROLLBACK")


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.0.2.7", "reviews.example.org"])
def test_pages_beyond_this_machine_want_tls_or_an_explicit_word(
    host: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("EVENHAND_DATA", str(tmp_path / "data"))
    told = CliRunner().invoke(serve, ["--host", host])
    assert told.exit_code == 1
    assert "--without-tls" in told.output
    assert not (tmp_path / "data").exists()
    begun: list[tuple[object, ...]] = []
    monkeypatch.setattr("evenhand_web.commands._serve", lambda *given: begun.append(given))
    assert CliRunner().invoke(serve, ["--host", host, "--without-tls"]).exit_code == 0
    monkeypatch.setenv("EVENHAND_HTTPS", "1")
    assert CliRunner().invoke(serve, ["--host", host]).exit_code == 0
    monkeypatch.delenv("EVENHAND_HTTPS")
    for near in ("127.0.0.1", "127.8.9.10", "::1", "localhost"):
        assert CliRunner().invoke(serve, ["--host", near]).exit_code == 0
    assert len(begun) == 6
