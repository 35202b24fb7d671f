"""One variable names the database: `sqlite:///path/to/file` or `postgresql://user:password@host:port/name`."""

import ipaddress
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

_SAID = frozenset({"verify-full", "verify-ca", "require", "disable"})
"""The words of `sslmode` that mean one thing; `allow` and `prefer` mean whatever the server does."""

_PRAGMAS = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA secure_delete=ON; PRAGMA foreign_keys=ON;"
"""FULL, because a docket entry once shown as recorded must outlive a power cut; secure_delete, because an erased key
must leave no trace in the file.
"""


def database_of(url: str, default: Path) -> dict[str, Any]:
    """Django's description of the database a URL names; an empty URL is the SQLite file `default`.

    Raises ImproperlyConfigured for any other kind of database, and for one on another machine of which the URL does not
    say how the connection is guarded.
    """
    if not url:
        return _sqlite(str(default))
    parts = urlsplit(url)
    if parts.scheme == "sqlite":
        return _sqlite(unquote(parts.path.removeprefix("/") if parts.path.startswith("//") else parts.path))
    if parts.scheme not in ("postgres", "postgresql"):
        raise ImproperlyConfigured(
            f"EVENHAND_DATABASE begins with {parts.scheme!r}; expected is sqlite:///file or postgresql://host/name"
        )
    options = dict(parse_qsl(parts.query))
    _check_guarded(options.get("host") or options.get("hostaddr") or parts.hostname or "", options)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or "",
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": options,
    }


def _check_guarded(hosts: str, options: dict[str, str]) -> None:
    """Refuse a connection to another machine of which nobody has said how it is guarded: the default of PostgreSQL's
    own library goes on in the clear where the server offers no TLS.
    """
    far = [host for host in hosts.split(",") if not _is_here(host)]
    if far and options.get("sslmode", "") not in _SAID:
        raise ImproperlyConfigured(
            f"EVENHAND_DATABASE names a database on {', '.join(far)}, and everything in it would cross the net in the "
            "clear where the server offers no TLS. Add ?sslmode=verify-full&sslrootcert=FILE (or verify-ca, or "
            "require, which checks no certificate); sslmode=disable where nobody can listen."
        )


def _is_here(host: str) -> bool:
    """Whether a host, a socket's folder or none is on this machine."""
    if not host or host.startswith("/") or host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def _sqlite(name: str) -> dict[str, Any]:
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": name,
        "CONN_MAX_AGE": 600,
        "OPTIONS": {"transaction_mode": "IMMEDIATE", "timeout": 20, "init_command": _PRAGMAS},
    }
