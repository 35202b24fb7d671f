"""A PostgreSQL server of the tests' own: private, on a socket in a folder of its own, gone afterwards."""

import getpass
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

NEITHER = "no PostgreSQL server: neither Debian's package postgresql nor the wheel pgserver is installed"
_OPTIONS = "-c listen_addresses= -c fsync=off -c max_connections=300 -c shared_buffers=64MB"


def server_programs() -> Path | None:
    """The folder of initdb and pg_ctl: Debian's newest, else that of the wheel which carries a server."""
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin/pg_ctl"))
    if debian:
        return debian[-1].parent
    wheel = find_spec("pgserver")
    carried = Path(wheel.origin).parent / "pginstall" / "bin" if wheel and wheel.origin else None
    return carried if carried and carried.is_dir() else None


@contextmanager
def private_server(programs: Path) -> Iterator[Path]:
    """A running server; gives the folder of its socket. It never runs as root: then its own user does."""
    folder = Path(tempfile.mkdtemp(prefix="evenhand-pg-"))
    owner = "postgres" if os.geteuid() == 0 else getpass.getuser()
    if os.geteuid() == 0:
        shutil.chown(folder, owner)

    def run(program: str, *more: str) -> None:
        command = [str(programs / program), "-D", str(folder / "data"), *more]
        user = owner if os.geteuid() == 0 else None
        subprocess.run(command, check=True, user=user, cwd=folder, stdout=subprocess.DEVNULL, timeout=60)

    run("initdb", "--username=evenhand", "--auth=trust", "--encoding=UTF8", "--locale=C", "--no-sync")
    run("pg_ctl", "-w", "-l", str(folder / "log"), "-o", f"{_OPTIONS} -k {folder}", "start")
    try:
        yield folder
    finally:
        run("pg_ctl", "-w", "-m", "immediate", "stop")
        shutil.rmtree(folder, ignore_errors=True)
