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

import psycopg
from django.db import connection
from psycopg.sql import SQL, Composable, Composed, Identifier, Literal

MISSING = "no PostgreSQL server: neither Debian's package postgresql nor the wheel pgserver is installed"
_OPTIONS = "-c listen_addresses= -c fsync=off -c max_connections=300 -c shared_buffers=64MB"

_KEPT = "kept"
"""The schema in which a database keeps the rows it began with."""


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


class PostgresDatabase:
    """The one database of a private server. Going back to what it was takes a hundredth of what making one takes."""

    def __init__(self, folder: Path) -> None:
        """Make the database on the server whose socket lies in a folder."""
        self._address = f"host={folder} user=evenhand dbname=evenhand"
        self.url = f"postgresql://evenhand@/evenhand?host={folder}"
        self._restoring: SQL | Composed = SQL("")
        with psycopg.connect(f"host={folder} user=evenhand dbname=postgres", autocommit=True) as session:
            session.execute("CREATE DATABASE evenhand")

    def remember(self) -> None:
        """Take what every table and every sequence holds now for what a test begins with."""
        with psycopg.connect(self._address) as session:
            tables = session.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'").fetchall()
            numbers = session.execute(
                "SELECT sequencename, coalesce(last_value, start_value), last_value IS NOT NULL FROM pg_sequences"
            ).fetchall()
            steps: list[Composable] = [
                SQL("SET LOCAL session_replication_role = replica")
            ]  # no trigger, no foreign key
            session.execute(SQL("CREATE SCHEMA {}").format(Identifier(_KEPT)))
            for (name,) in tables:
                there, kept = Identifier("public", name), Identifier(_KEPT, name)
                session.execute(SQL("CREATE TABLE {} AS TABLE {}").format(kept, there))
                steps.append(SQL("DELETE FROM {}").format(there))
                if session.execute(SQL("SELECT 1 FROM {} LIMIT 1").format(kept)).fetchone():
                    steps.append(SQL("INSERT INTO {} SELECT * FROM {}").format(there, kept))
            for name, last, is_called in numbers:
                steps.append(SQL("SELECT setval({}::regclass, {}, {})").format(*map(Literal, (name, last, is_called))))
        self._restoring = SQL("; ").join(steps)

    def restore(self) -> None:
        """Put everybody else out, such as what a killed process left, and begin again with what was remembered."""
        with psycopg.connect(self._address) as session:
            session.execute(
                "SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity "
                "WHERE datname = current_database() AND backend_type = 'client backend' AND pid <> pg_backend_pid()"
            )
            session.execute(self._restoring)


def asked_for_the_trace() -> int:
    """How many statements of a page are those of its line in the trace: it lies in the same store with PostgreSQL, in a
    file of its own with SQLite.
    """
    return 5 if connection.vendor == "postgresql" else 0
