"""One variable names the database: `sqlite:///path/to/file` or `postgresql://user:password@host:port/name`."""

from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

_PRAGMAS = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA secure_delete=ON; PRAGMA foreign_keys=ON;"
"""FULL, because a docket entry once shown as recorded must outlive a power cut; secure_delete, because an erased key
must leave no trace in the file.
"""


def database_of(url: str, default: Path) -> dict[str, Any]:
    """Django's description of the database a URL names; an empty URL is the SQLite file `default`.

    Raises ValueError for any other kind of database.
    """
    if not url:
        return _sqlite(str(default))
    parts = urlsplit(url)
    if parts.scheme == "sqlite":
        return _sqlite(unquote(parts.path.removeprefix("/") if parts.path.startswith("//") else parts.path))
    if parts.scheme not in ("postgres", "postgresql"):
        raise ValueError(
            f"EVENHAND_DATABASE begins with {parts.scheme!r}; expected is sqlite:///file or postgresql://host/name"
        )
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or "",
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": dict(parse_qsl(parts.query)),
    }


def _sqlite(name: str) -> dict[str, Any]:
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": name,
        "CONN_MAX_AGE": 600,
        "OPTIONS": {"transaction_mode": "IMMEDIATE", "timeout": 20, "init_command": _PRAGMAS},
    }
