"""A server as an organisation runs it, for the tests that need a real one."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def serving(store: str, *more: str) -> Iterator[str]:
    """`evenhand serve` on a database; gives the address of its pages."""
    port = free_port()
    environment = os.environ | {"EVENHAND_DATABASE": store, "EVENHAND_DATA": str(Path(settings.DATA))}
    command = [sys.executable, "-m", "evenhand_web", "serve", "--port", str(port), *more]
    server = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        wait_for(port, server)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait(timeout=30)


def work_off_beside(store: str) -> None:
    """Do everything that is due on a database in a worker of its own, as `evenhand work` does."""
    environment = os.environ | {"EVENHAND_DATABASE": store, "EVENHAND_DATA": str(Path(settings.DATA))}
    command = [sys.executable, "-m", "evenhand_web", "work", "--until-empty"]
    subprocess.run(command, env=environment, check=True, stdout=subprocess.DEVNULL, timeout=120)


def wait_for(port: int, server: "subprocess.Popen[bytes]") -> None:
    """Wait until a server answers; raises RuntimeError where it ended, or never does."""
    for _ in range(300):
        if server.poll() is not None:
            raise RuntimeError(f"the server ended with {server.returncode}")
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError("the server does not answer")
