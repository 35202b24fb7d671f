"""One transaction with the store of the trace, in the words of the database at hand."""

import os
import sqlite3
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.db import DatabaseError, connection, transaction

Execute = Callable[[str, Sequence[Any]], list[Any]]
_SECONDS = 10.0
_PRAGMAS = "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;"
"""NORMAL, because every page waits for its line: a process that dies loses none, a power cut those of the last half
minute, which the system had not put on the disk yet. The chain holds together either way.
"""
_LOCK = 7_246_113
"""The number by which writers to the trace wait for one another in PostgreSQL."""
_SAID = "a line of the trace is never changed or deleted"
TABLE = (
    "CREATE TABLE IF NOT EXISTS trace_line (number BIGINT PRIMARY KEY, at TEXT NOT NULL, who TEXT NOT NULL, "
    "act TEXT NOT NULL, about TEXT NOT NULL, case_ident TEXT NOT NULL, more TEXT NOT NULL, digest TEXT NOT NULL)",
    "CREATE INDEX IF NOT EXISTS trace_line_who ON trace_line (who, number)",
    "CREATE INDEX IF NOT EXISTS trace_line_case ON trace_line (case_ident, number)",
    "CREATE INDEX IF NOT EXISTS trace_line_at ON trace_line (at)",
)
CUTS = (
    "CREATE TABLE IF NOT EXISTS trace_cut (number BIGINT PRIMARY KEY, digest TEXT NOT NULL, at TEXT NOT NULL, "
    "because TEXT NOT NULL)",
)
"""Up to which line older ones were deleted when their time was over, with the digest of that line."""
_STOP = f"BEGIN SELECT RAISE(ABORT, '{_SAID}'); END"
_SQLITE_KEPT = (
    "DROP TRIGGER IF EXISTS trace_line_kept",
    "CREATE TRIGGER IF NOT EXISTS trace_line_stays BEFORE DELETE ON trace_line "
    f"WHEN OLD.number > COALESCE((SELECT MAX(number) FROM trace_cut), 0) {_STOP}",
    f"CREATE TRIGGER IF NOT EXISTS trace_line_fixed BEFORE UPDATE ON trace_line {_STOP}",
    f"CREATE TRIGGER IF NOT EXISTS trace_cut_stays BEFORE DELETE ON trace_cut {_STOP}",
    f"CREATE TRIGGER IF NOT EXISTS trace_cut_fixed BEFORE UPDATE ON trace_cut {_STOP}",
)
POSTGRESQL_KEPT = (
    "CREATE FUNCTION trace_line_refuse() RETURNS trigger LANGUAGE plpgsql AS "
    f"$$ BEGIN RAISE EXCEPTION '{_SAID}'; END $$",
    "CREATE TRIGGER trace_line_kept BEFORE DELETE OR UPDATE ON trace_line "
    "FOR EACH ROW EXECUTE FUNCTION trace_line_refuse()",
)
POSTGRESQL_CUT = (
    "CREATE OR REPLACE FUNCTION trace_line_refuse() RETURNS trigger LANGUAGE plpgsql AS "
    "$$ BEGIN IF TG_TABLE_NAME = 'trace_line' AND TG_OP = 'DELETE' AND "
    "OLD.number <= COALESCE((SELECT MAX(number) FROM trace_cut), 0) THEN RETURN OLD; END IF; "
    f"RAISE EXCEPTION '{_SAID}'; END $$",
    "CREATE TRIGGER trace_cut_kept BEFORE DELETE OR UPDATE ON trace_cut "
    "FOR EACH ROW EXECUTE FUNCTION trace_line_refuse()",
)
_open = threading.local()


class TraceAwayError(Exception):
    """The trace cannot be reached or written: nothing is shown or done of which it would have to tell."""


def trace_file() -> Path:
    """The file of the trace beside the SQLite database in use."""
    return Path(str(connection.settings_dict["NAME"])).with_suffix(".trace.sqlite3")


@contextmanager
def statements(*, is_writing: bool = False) -> Iterator[Execute]:
    """A transaction in which statements, with %s for their values, are executed and give their rows; while one is
    writing, others wait. Raises TraceAwayError.
    """
    try:
        with (_sqlite if connection.vendor == "sqlite" else _postgresql)(is_writing) as execute:
            yield execute
    except (sqlite3.Error, DatabaseError, OSError) as error:
        raise TraceAwayError(f"the trace cannot be {'written' if is_writing else 'read'}: {error}") from error


@contextmanager
def _sqlite(is_writing: bool) -> Iterator[Execute]:
    session = _session(trace_file())
    session.execute("BEGIN IMMEDIATE" if is_writing else "BEGIN")
    try:
        yield lambda query, values: session.execute(query.replace("%s", "?"), values).fetchall()
        session.execute("COMMIT")
    except BaseException:
        session.rollback()
        raise


def _session(path: Path) -> sqlite3.Connection:
    """This thread's connection to the file of the trace, which is made where there is none: for its owner alone."""
    kept: tuple[Path, int, sqlite3.Connection] | None = getattr(_open, "kept", None)
    if kept is not None and kept[:2] == (path, os.getpid()) and path.exists():
        return kept[2]
    os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
    session = sqlite3.connect(path, timeout=_SECONDS, isolation_level=None)
    session.executescript(_PRAGMAS)
    for statement in (*TABLE, *CUTS, *_SQLITE_KEPT):
        session.execute(statement)
    _open.kept = (path, os.getpid(), session)
    return session


@contextmanager
def _postgresql(is_writing: bool) -> Iterator[Execute]:
    with transaction.atomic(), connection.cursor() as cursor:
        if is_writing:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])

        def execute(query: str, values: Sequence[Any]) -> list[Any]:
            cursor.execute(query, values)
            return cursor.fetchall() if cursor.description else []

        yield execute
