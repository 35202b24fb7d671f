"""The machine and what was told to the installation: configuration, TLS, disk, clock, and who reads its files."""

import ctypes
import datetime as dt
import os
import re
import shutil
import socket
import ssl
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.db import connection

from evenhand_web import settings as told
from evenhand_web.doctor.checked import Checked, fault, look, sound
from evenhand_web.first_start import KEY_FILES
from evenhand_web.infrastructure import clock
from evenhand_web.infrastructure.keyring import keyring
from evenhand_web.infrastructure.models import Job

_FULL, _NEARLY_FULL = 1 << 30, 5 << 30
_OWN = ("EVENHAND_DATA", "EVENHAND_SERVED_BY", "EVENHAND_SHARED")
_TLS_SECONDS, _WARN_DAYS = 5.0, 21
_UNSYNCHRONIZED = 5  # TIME_ERROR of adjtimex
_AHEAD = dt.timedelta(minutes=2)
_APART_SECONDS = 5.0


def configuration() -> Iterator[Checked]:
    """What the variables say, and what they should."""
    part = "configuration"
    known = {*re.findall(r"EVENHAND_[A-Z0-9_]+", told.__doc__ or ""), *_OWN}
    unknown = sorted(name for name in os.environ if name.startswith("EVENHAND_") and name not in known)
    if unknown:
        yield look(part, f"No setting is named {', '.join(unknown)}: it changes nothing. Look at its spelling.")
    if settings.ORGANISATION_ADDRESS == ["(address not set)"]:
        yield fault(part, "No letter is made without the sender's address: set EVENHAND_ORGANISATION_ADDRESS.")
    if not settings.HELP_TELEPHONE:
        words = "Letters tell an applicant that help is free, and no telephone of it: set EVENHAND_HELP_TELEPHONE."
        yield look(part, words)
    if "*" in settings.ALLOWED_HOSTS:
        yield look(part, "Any name is answered to: set EVENHAND_HOSTS to the names of this installation.")
    if not settings.EMAIL_HOST:
        yield look(part, "No mail goes out: it waits in the outbox until EVENHAND_MAIL names a server.")
    if settings.MFA != "required":
        yield look(part, f"A second factor is {settings.MFA}: EVENHAND_MFA=required asks everybody for one.")
    if settings.MADE_UP:
        yield look(part, "Cases may be opened under made-up law (EVENHAND_MADE_UP=1).")
    yield sound(part, f"The data folder is {settings.DATA}; {len(keyring().keys)} master keys are here.")


def owned_files() -> Iterator[Checked]:
    """Whether others on this machine may read keys, database or files."""
    part = "files"
    data = Path(settings.DATA)
    named = [Path(settings.KEYS) / name for name in KEY_FILES]
    if connection.vendor == "sqlite":
        database = str(settings.DATABASES["default"]["NAME"])
        named += [Path(f"{database}{suffix}") for suffix in ("", "-wal", "-shm")]
    open_to = [path for path in named if path.exists() and path.stat().st_mode & 0o077]
    is_shut = not data.stat().st_mode & 0o077
    keys = [path for path in open_to if path.name in KEY_FILES]
    if keys:
        yield fault(part, f"Others may read {_names(keys)}: chmod 600 them, and change the keys they held.")
    elif open_to and not is_shut:
        yield fault(part, f"Others on this machine may read {_names(open_to)}: chmod 600 them, or 700 their folder.")
    else:
        yield sound(part, "Keys and database are open to the user of the service alone.")
    beside = [path.name for path in named if path.parent == data and path.exists()]
    if beside:
        words = "lie beside the data they open: name another folder in EVENHAND_KEYS and move them there."
        yield look(part, f"{', '.join(beside)} {words}")


def _names(paths: list[Path]) -> str:
    return ", ".join(path.name for path in paths)


def tls() -> Iterator[Checked]:
    """Whether browsers reach the pages over TLS, and how long the certificate holds."""
    if not settings.IS_HTTPS:
        words = (
            "Pages are served without TLS: on this machine alone. Elsewhere put a proxy before them, EVENHAND_HTTPS=1."
        )
        yield (fault if settings.PROXIES else look)("TLS", words)
        return
    for host in settings.ALLOWED_HOSTS:
        if host not in ("localhost", "127.0.0.1", "[::1]", "*"):
            yield _certificate(host.lstrip("."))


def _certificate(host: str, port: int = 443) -> Checked:
    try:
        with (
            socket.create_connection((host, port), timeout=_TLS_SECONDS) as plain,
            ssl.create_default_context().wrap_socket(plain, server_hostname=host) as secured,
        ):
            ends = str((secured.getpeercert() or {})["notAfter"])
    except (OSError, KeyError) as refused:
        return fault("TLS", f"{host} does not answer over TLS as a browser wants it ({refused}).")
    left = int(ssl.cert_time_to_seconds(ends) - clock.now().timestamp()) // 86400
    words = f"The certificate of {host} ends in {left} days."
    return look("TLS", f"{words} Have it renewed.") if left <= _WARN_DAYS else sound("TLS", words)


def disk() -> Iterator[Checked]:
    """Whether the data folder can be written to, and how much room is left."""
    data = Path(settings.DATA)
    try:
        with tempfile.TemporaryFile(dir=data) as trial:
            trial.write(b"\0" * 4096)
            trial.flush()
            os.fsync(trial.fileno())
    except OSError as refused:
        yield fault("disk", f"Nothing can be written to {data}: {refused.strerror}.")
    usage = shutil.disk_usage(data)
    words = f"{usage.free / (1 << 30):.1f} GB of {usage.total / (1 << 30):.1f} are free where {data} lies."
    if usage.free < _FULL:
        yield fault("disk", f"{words} Make room now: without it no entry is recorded.")
    elif usage.free < _NEARLY_FULL:
        yield look("disk", f"{words} Make room.")
    else:
        yield sound("disk", words)


def clocks() -> Iterator[Checked]:
    """Whether this machine's clock is kept right, and agrees with the database and with what was recorded."""
    now = clock.now()
    latest = Job.objects.order_by("-created_at").values_list("created_at", flat=True).first()
    if latest is not None and latest > now + _AHEAD:
        yield fault(
            "clock", f"It is {now:%Y-%m-%d %H:%M} UTC here, and jobs were asked for at {latest:%Y-%m-%d %H:%M}."
        )
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT clock_timestamp()")
            apart = abs((cursor.fetchone()[0] - clock.now()).total_seconds())
        if apart > _APART_SECONDS:
            yield fault(
                "clock", f"This machine and the database's are {apart:.0f} seconds apart: have both set by NTP."
            )
    if is_synchronized():
        yield sound("clock", f"It is {now:%Y-%m-%d %H:%M:%S} UTC, kept by NTP.")
    else:
        yield look("clock", f"It is {now:%Y-%m-%d %H:%M:%S} UTC, and no NTP keeps it: legal days hang on it.")


def is_synchronized() -> bool:
    """Whether the kernel says that its clock is kept by NTP; False where it does not say."""
    if sys.platform != "linux":
        return False
    asked = ctypes.create_string_buffer(512)  # a struct timex that changes nothing, with room to spare
    return 0 <= int(ctypes.CDLL(None).adjtimex(asked)) < _UNSYNCHRONIZED
