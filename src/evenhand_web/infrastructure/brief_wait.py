"""Writing what may be left out: it waits for a database that others hold for a moment only."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection

_BRIEF_MILLISECONDS = 250


@contextmanager
def brief_wait() -> Iterator[None]:
    """Let a statement wait for SQLite's one writer no longer than a quarter of a second; it then raises
    OperationalError. PostgreSQL holds single rows, and is asked as ever.
    """
    if connection.vendor != "sqlite":
        yield
        return
    usual = int(connection.settings_dict["OPTIONS"].get("timeout", 5) * 1000)
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA busy_timeout = {_BRIEF_MILLISECONDS}")
        try:
            yield
        finally:
            cursor.execute(f"PRAGMA busy_timeout = {usual}")
