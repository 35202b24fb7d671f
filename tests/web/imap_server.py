"""A real IMAP server (pymap) on the loopback, with one mailbox that is empty at the beginning."""

import imaplib
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

USER, PASSWORD = "imr", "correct horse"
_SECONDS = 60.0
_START = "import sys; from pymap.main import main; sys.exit(main())"


class Mailbox(NamedTuple):
    """A mailbox as a door names it, and the port of its server."""

    address: str
    port: int

    def send(self, *messages: bytes, came: str | None = None) -> None:
        """Lay messages into the mailbox, as a mail server does; `came` is when, as IMAP writes it."""
        server = imaplib.IMAP4("127.0.0.1", self.port, timeout=10)
        server.login(USER, PASSWORD)
        for message in messages:
            answer, _ = server.append("INBOX", "", f'"{came}"' if came else "", message)
            assert answer == "OK"
        server.logout()

    def flags(self) -> list[bytes]:
        """What the server tells of the flags of its messages."""
        server = imaplib.IMAP4("127.0.0.1", self.port, timeout=10)
        server.login(USER, PASSWORD)
        server.select("INBOX", readonly=True)
        told = server.uid("FETCH", "1:*", "(FLAGS)")[1]
        server.logout()
        return [line for line in told if isinstance(line, bytes)]


@contextmanager
def imap_server() -> Iterator[Mailbox]:
    """A server while it is wanted. It counts its messages anew every time it is started."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    where = ["--host", "127.0.0.1", "--port", str(port), "--no-tls"]
    demo = ["dict", "--demo-data", "--demo-user", USER, "--demo-password", PASSWORD]
    process = subprocess.Popen(
        [sys.executable, "-c", _START, *where, *demo], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        _wait(process, port)
        _empty(port)
        yield Mailbox(f"imap://{USER}@127.0.0.1:{port}/INBOX", port)
    finally:
        process.kill()
        process.wait()


def _wait(process: "subprocess.Popen[bytes]", port: int) -> None:
    until = time.monotonic() + _SECONDS
    while time.monotonic() < until and process.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
            return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError("the IMAP server did not start")


def _empty(port: int) -> None:
    server = imaplib.IMAP4("127.0.0.1", port, timeout=10)
    server.login(USER, PASSWORD)
    server.select("INBOX")
    server.store("1:*", "+FLAGS", "\\Deleted")
    server.expunge()
    server.logout()


def password_file(folder: Path) -> Path:
    """The file a door reads the password from."""
    path = folder / "password"
    path.write_text(PASSWORD + "\n")
    return path
