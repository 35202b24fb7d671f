"""Databases as a backup holds them: a consistent copy while they are written to, and the way back into an empty one.

SQLite is copied by its own online backup, PostgreSQL by its own pg_dump and pg_restore from one snapshot.
"""

import os
import shutil
import sqlite3
import subprocess
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import IO, NamedTuple

from django.db import connections, transaction
from psycopg.conninfo import make_conninfo

from evenhand_web.backup.parts import pieces
from evenhand_web.backup.refusal import BackupRefused
from evenhand_web.infrastructure.models import StoredFile

_KEPT = f"SELECT ident FROM {StoredFile._meta.db_table} WHERE wrapped_key IS NOT NULL ORDER BY id"
SQLITE, POSTGRESQL = "sqlite", "postgresql"


class Copied(NamedTuple):
    """A database at one instant: what it says, piece by piece, and the names of the stored files that it knows."""

    vendor: str
    idents: tuple[str, ...]
    contents: Iterator[bytes]


@contextmanager
def copy_of(alias: str, making: Path) -> Iterator[Copied]:
    """A database of this installation at one instant; `making` is a folder for what lies there meanwhile."""
    if connections[alias].vendor == POSTGRESQL:
        with _dumped(alias) as copied:
            yield copied
    else:
        with _snapshot(str(connections[alias].settings_dict["NAME"]), making / f"{alias}.sqlite3") as copied:
            yield copied


def snapshot(name: Path, path: Path) -> None:
    """Copy an SQLite database that others write to, as it is at one instant, into a file for its owner alone."""
    with closing(sqlite3.connect(name, timeout=60)) as source, closing(sqlite3.connect(path)) as target:
        source.backup(target)
        target.execute("PRAGMA journal_mode=DELETE")  # the copy is one file
    path.chmod(0o600)


@contextmanager
def _snapshot(name: str, path: Path) -> Iterator[Copied]:
    if not Path(name).is_file():
        raise BackupRefused(f"There is no database {name} yet: run `evenhand migrate` first.")
    snapshot(Path(name), path)
    with closing(sqlite3.connect(path)) as target:
        tables = {row[0] for row in target.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        is_main = StoredFile._meta.db_table in tables
        idents = tuple(row[0] for row in target.execute(_KEPT)) if is_main else ()
    with path.open("rb") as stream:
        yield Copied(SQLITE, idents, pieces(stream))
    path.unlink()


@contextmanager
def _dumped(alias: str) -> Iterator[Copied]:
    with transaction.atomic(using=alias), connections[alias].cursor() as cursor, tempfile.TemporaryFile() as errors:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        cursor.execute("SELECT pg_export_snapshot()")
        snapshot = cursor.fetchone()[0]
        cursor.execute("SELECT to_regclass(%s)", [StoredFile._meta.db_table])
        idents: tuple[str, ...] = ()
        if cursor.fetchone()[0] is not None:
            cursor.execute(_KEPT)
            idents = tuple(row[0] for row in cursor.fetchall())
        words = ("pg_dump", "--format=custom", f"--snapshot={snapshot}")
        with subprocess.Popen(_command(alias, *words), env=_told(alias), stdout=subprocess.PIPE, stderr=errors) as dump:
            if dump.stdout is None:
                raise ValueError("pg_dump is heard through a pipe")
            yield Copied(POSTGRESQL, idents, pieces(dump.stdout))
        _ended(dump.returncode, "pg_dump", errors)


def is_empty(alias: str) -> bool:
    """Whether nothing is in a database of this installation yet."""
    connection = connections[alias]
    if connection.vendor == POSTGRESQL:
        return not connection.introspection.table_names()
    return not Path(str(connection.settings_dict["NAME"])).exists()


def bring_back(alias: str, vendor: str, contents: Iterable[bytes]) -> None:
    """Fill an empty database of this installation. Raises BackupRefused where it is of another kind."""
    connection = connections[alias]
    if connection.vendor != vendor:
        raise BackupRefused(
            f"The backup is of {vendor}, EVENHAND_DATABASE names {connection.vendor}: name an empty {vendor}."
        )
    if vendor == SQLITE:
        name = str(connection.settings_dict["NAME"])
        with os.fdopen(os.open(name, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as target:
            target.writelines(contents)
            target.flush()
            os.fsync(target.fileno())
        return
    words = ("pg_restore", "--single-transaction", "--exit-on-error")
    with tempfile.TemporaryFile() as errors:
        with subprocess.Popen(
            _command(alias, *words), env=_told(alias), stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=errors
        ) as restore:
            if restore.stdin is None:
                raise ValueError("pg_restore is spoken to through a pipe")
            try:
                restore.stdin.writelines(contents)
            except BrokenPipeError:
                pass  # it ended: it says why
            finally:
                restore.stdin.close()
        _ended(restore.returncode, "pg_restore", errors)


def _command(alias: str, program: str, *words: str) -> list[str]:
    """A command line of PostgreSQL's own program. The password is not in it: others could read it there."""
    path = shutil.which(program)
    if path is None:
        raise BackupRefused(f"{program} is not installed: it comes with PostgreSQL (Debian: postgresql-client).")
    described = connections[alias].settings_dict
    named = {"dbname": "NAME", "user": "USER", "host": "HOST", "port": "PORT"}
    given = {word: described[key] for word, key in named.items() if described[key]} | described["OPTIONS"]
    return [path, *words, "--no-owner", "--no-privileges", "--dbname", make_conninfo(**given)]


def _told(alias: str) -> dict[str, str]:
    password = connections[alias].settings_dict["PASSWORD"]
    return os.environ | ({"PGPASSWORD": password} if password else {})


def _ended(code: int, program: str, errors: IO[bytes]) -> None:
    if code:
        errors.seek(0)
        told = errors.read().decode("utf-8", "replace").strip().splitlines()
        raise BackupRefused(f"{program} failed: {told[0] if told else f'it ended with {code}'}")
