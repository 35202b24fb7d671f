"""One port has one server, and two that work one folder do nothing twice and are told of one another."""

import os
import socket
import subprocess
import sys
import time
from contextlib import ExitStack
from pathlib import Path

import pytest
from click.testing import CliRunner

from evenhand_web.commands import serve
from evenhand_web.infrastructure.models import Job
from evenhand_web.infrastructure.queue import ask
from evenhand_web.infrastructure.shelf import DISCARD
from evenhand_web.listening import PortRefused, claim_port, is_alone
from tests.web.live import free_port, serving

HERE = "127.0.0.1"


@pytest.fixture
def shared_port() -> "socket.socket":
    """A server that shares its port, as that of the pages does."""
    server = socket.socket()
    server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
    server.bind((HERE, 0))
    server.listen()
    return server


def test_a_second_server_refuses_a_port_that_the_first_would_share(
    shared_port: "socket.socket", monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("EVENHAND_DATA", str(tmp_path / "data"))
    with shared_port:
        port = shared_port.getsockname()[1]
        told = CliRunner().invoke(serve, ["--port", str(port)])
    assert told.exit_code == 1
    for words in (f"Port {port} of {HERE} is taken", "evenhand serve", "--port with another number"):
        assert words in told.output
    assert not (tmp_path / "data").exists()  # and nothing was begun


def test_a_port_that_was_served_a_moment_ago_is_free() -> None:
    with socket.socket() as server:
        server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        server.bind((HERE, 0))
        server.listen()
        port = server.getsockname()[1]
        with socket.create_connection((HERE, port)) as asked:
            answering, _ = server.accept()
            answering.close()
            asked.recv(1)
    claim_port(HERE, port)


@pytest.mark.parametrize(
    ("host", "words"), [("192.0.2.7", "no address 192.0.2.7"), ("no such host", "no address no such host")]
)
def test_where_nothing_can_listen_is_said(host: str, words: str) -> None:
    with pytest.raises(PortRefused, match=words):
        claim_port(host, free_port())


@pytest.mark.skipif(not Path("/proc/self").exists(), reason="names beside a port are Linux's")
def test_of_two_that_begin_in_one_moment_one_is_refused() -> None:
    port = free_port()
    claim_port(HERE, port)  # free, and nobody listens yet
    with pytest.raises(PortRefused, match="is taken"):
        claim_port(HERE, port)


_ASKED = """
import pathlib, sys
from evenhand_web.listening import is_alone
sys.exit(not is_alone(pathlib.Path(sys.argv[1])))
"""


def test_a_folder_is_known_to_be_worked_until_its_process_ends(tmp_path: Path) -> None:
    def asked() -> int:
        return subprocess.run([sys.executable, "-c", _ASKED, str(tmp_path)], check=False, timeout=60).returncode

    assert (asked(), asked()) == (0, 0)  # the first has ended
    assert is_alone(tmp_path)
    assert asked() == 1


@pytest.mark.slow
def test_two_servers_on_one_folder_do_nothing_twice(sqlite_store: str) -> None:
    with ExitStack() as running:
        for _ in range(2):
            running.enter_context(serving(sqlite_store))
        for number in range(40):
            ask("house", DISCARD, f"job-{number}", {"ident": "0" * 32})
        end = time.monotonic() + 60
        jobs = Job.objects.filter(key__startswith="job-")
        while jobs.filter(state=Job.State.DONE).count() < 40:
            assert time.monotonic() < end
            time.sleep(0.1)
        assert set(jobs.values_list("attempts", flat=True)) == {1}


@pytest.mark.slow
def test_two_servers_that_begin_on_an_empty_folder_make_one_database(tmp_path: Path) -> None:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("EVENHAND_")}
    environment |= {"EVENHAND_DATA": str(tmp_path)}
    command = [sys.executable, "-m", "evenhand_web", "migrate"]
    both = [subprocess.Popen(command, env=environment, stderr=subprocess.PIPE) for _ in range(2)]
    for process in both:
        _, told = process.communicate(timeout=180)
        assert process.returncode == 0, told.decode()
