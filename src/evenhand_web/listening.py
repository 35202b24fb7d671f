"""What keeps two servers apart: a port belongs to one, and where two work one folder both are told so.

The server of the pages opens its port with SO_REUSEPORT, for its processes share it; so would a second server, unseen,
and each would answer some of the requests.
"""

import errno
import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from evenhand_web.first_start import CATALOGUES

try:
    import fcntl

    has_locks = True
except ImportError:  # no system that has none is one to serve on
    has_locks = False

_kept: list[object] = []
"""What this process holds until it ends: nobody else has it meanwhile."""


class PortRefused(Exception):
    """Nothing can be served at an address and port; the words say why, and what to do."""


def claim_port(host: str, port: int) -> None:
    """Have a port for this process and those it begins. Raises PortRefused; port 0 is any free one."""
    if port == 0:
        return
    _claim_beside(host, port)
    try:
        family, kind, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
    except OSError as error:
        raise PortRefused(_why(host, port, error)) from error


def _claim_beside(host: str, port: int) -> None:
    """Two that begin in the same moment both find the port free: on Linux a name beside it goes to one of them."""
    if not hasattr(socket, "AF_UNIX") or not Path("/proc/self").exists():
        return
    name = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    try:
        name.bind(f"\0evenhand serve {host} {port}")
    except OSError as error:
        name.close()
        if error.errno == errno.EADDRINUSE:
            raise PortRefused(_why(host, port, error)) from error
        return
    _kept.append(name)


def _why(host: str, port: int, error: OSError) -> str:
    if error.errno == errno.EADDRINUSE:
        return (
            f"Port {port} of {host} is taken: another program listens there, perhaps another `evenhand serve` with "
            "another database. Two would share the port and each answer some of the requests. End the other, or say "
            "--port with another number."
        )
    if error.errno in (errno.EACCES, errno.EPERM):
        return (
            f"This account may not listen on port {port} of {host}: ports below 1024 are the system's. Say --port with "
            "a higher number, and let the proxy before the pages listen on the lower one."
        )
    if error.errno == errno.EADDRNOTAVAIL or isinstance(error, socket.gaierror):
        return f"This machine has no address {host}: say --host with an address of its own, as 127.0.0.1."
    return f"Nothing can listen on port {port} of {host}: {error.strerror or error}."


def free_port(host: str, port: int) -> int | None:
    """The port, or one that nobody listens on where it is taken; None where nothing can listen on that host."""
    for wanted in (port, 0):
        with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            with suppress(OSError):
                probe.bind((host, wanted))
                return int(probe.getsockname()[1])
    return None


def is_alone(folder: Path) -> bool:
    """Whether no other process serves or works this data folder; from now on this one does, until it ends."""
    if not has_locks:
        return True
    held = os.open(folder, os.O_RDONLY)
    _kept.append(held)
    try:
        fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


@contextmanager
def one_at_a_time(folder: Path) -> Iterator[None]:
    """While a process brings the database of a data folder up to date, others wait."""
    if not has_locks:
        yield
        return
    held = os.open(folder / CATALOGUES, os.O_RDONLY)
    try:
        fcntl.flock(held, fcntl.LOCK_EX)
        yield
    finally:
        os.close(held)
