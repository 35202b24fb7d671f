"""Taking from a folder: whole files that nobody writes any more, each once, and away from it only when it is kept.

A file is left where it is while it is young, while another process has it open for writing, or where it changes as it
is read. It is removed once it is on the shelf, was read back from there, and is the same still.
"""

import datetime as dt
import hashlib
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any, NamedTuple

from evenhand.mailroom.message_parts import sender_of
from evenhand.mailroom.received import Manner
from evenhand.plain_file import plain_stream
from evenhand_web.infrastructure import clock
from evenhand_web.infrastructure.shelf import read
from evenhand_web.mailroom.models import Delivery
from evenhand_web.mailroom.taking import Arrived, take_in

_LEASES = find_spec("fcntl") and import_module("fcntl")
"""What tells that a file is open for writing, where the system has it."""

SETTLED = 10.0
"""For so many seconds a file has to be left alone before it is taken."""
LARGEST = 512 * 1024 * 1024
_DEEPEST = 4
_UNFINISHED = (".tmp", ".part", ".partial", ".filepart", ".crdownload", ".download", ".lock", ".swp", "~")
_STAMPED = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:[ T_-]+(\d{2})[.:h-]?(\d{2}))?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Folder:
    """A folder as a door: the id of the door, where it is, and how what lies in it came. `stamped` is the stamp of all
    that lies in it, where whoever takes it says so; else that of the folder a file lies in, by its name.
    `sender_in_name` finds the sender in the name of a file.
    """

    door: str
    path: Path
    manner: Manner
    is_mail: bool = False
    stamped: tuple[dt.date, dt.time | None] | None = None
    sender_in_name: re.Pattern[str] | None = None


class Taken(NamedTuple):
    """What was taken from a folder, and what was left in it, each with the reason in words."""

    deliveries: tuple[Delivery, ...]
    left: tuple[tuple[Path, str], ...]


def take_from_folder(folder: Folder, *, settled: float = SETTLED) -> Taken:
    """Take every file of a folder, and of the folders in it, that nobody writes any more; `settled` is for how many
    seconds it was left alone. Raises OSError where the folder cannot be looked into.
    """
    deliveries, left = list[Delivery](), list[tuple[Path, str]]()
    for path in sorted(_files(folder.path, _DEEPEST)):
        try:
            outcome = _taken(folder, path, settled)
        except OSError as error:
            outcome = error.strerror or type(error).__name__
        if isinstance(outcome, Delivery):
            deliveries.append(outcome)
        elif outcome:
            left.append((path, outcome))
    return Taken(tuple(deliveries), tuple(left))


def _files(folder: Path, depth: int) -> Iterator[Path]:
    with os.scandir(folder) as entries:
        listed = [entry for entry in entries if not entry.name.startswith(".")]
    for entry in listed:
        if entry.is_dir(follow_symlinks=False):
            if depth > 1:
                yield from _files(Path(entry.path), depth - 1)
        elif entry.is_file(follow_symlinks=False) and not entry.name.lower().endswith(_UNFINISHED):
            yield Path(entry.path)


def _taken(folder: Folder, path: Path, settled: float) -> Delivery | str:
    """What came as a file; or why it is left, empty where it has gone meanwhile."""
    try:
        stream = plain_stream(path)
    except FileNotFoundError:
        return ""
    with stream:
        before = os.fstat(stream.fileno())
        if reason := _unsettled(before, settled) or _written_to(stream.fileno()):
            return reason
        data = stream.read(LARGEST + 1)
        after = os.fstat(stream.fileno())
    if _sign(before) != _sign(after) or len(data) != after.st_size:
        return "it changed while it was read"
    delivery = take_in(_arrived(folder, path, data, after))
    if _read_back(delivery) != hashlib.sha256(data).hexdigest():
        return "it was kept, and could not be read back as it was: it stays here"
    _remove(path, after)
    return delivery


def _unsettled(file: os.stat_result, settled: float) -> str:
    if not file.st_size:
        return "it is empty"
    if file.st_size > LARGEST:
        return f"it is larger than the {LARGEST:,} bytes that are taken at once"
    age = clock.now().timestamp() - max(file.st_mtime, file.st_ctime)
    return f"it changed less than {settled:g} seconds ago" if age < settled else ""


def _written_to(handle: int) -> str:
    """Why a file is left that a process of this machine has open for writing: none is lent then (Linux alone tells)."""
    if not hasattr(_LEASES, "F_SETLEASE"):
        return ""
    locks: Any = _LEASES
    try:
        locks.fcntl(handle, locks.F_SETLEASE, locks.F_RDLCK)
        locks.fcntl(handle, locks.F_SETLEASE, locks.F_UNLCK)
    except BlockingIOError:
        return "another process is writing it"
    except OSError:
        return ""  # a file system that lends none, or a file of somebody else
    return ""


def _sign(file: os.stat_result) -> tuple[int, ...]:
    return file.st_dev, file.st_ino, file.st_size, file.st_mtime_ns


def _arrived(folder: Folder, path: Path, data: bytes, file: os.stat_result) -> Arrived:
    place = path.relative_to(folder.path)
    day, hour = folder.stamped or stamp_of(place.parent) or (None, None)
    is_paper = folder.manner is Manner.PAPER
    is_mail = folder.is_mail or path.suffix.lower() == ".eml"
    sender = folder.sender_in_name.search(path.name) if folder.sender_in_name else None
    at = min(dt.datetime.fromtimestamp(file.st_mtime, dt.UTC), clock.now())
    return Arrived(
        door=folder.door,
        mark=f"{place.as_posix()} {file.st_ino} {file.st_mtime_ns}",
        manner=folder.manner,
        name=path.name,
        data=data,
        arrived_at=at,
        sender=(sender[1] or "") if sender else sender_of(data) if is_mail else "",
        stamped_on=day if is_paper else None,
        stamped_at=hour if is_paper else None,
        is_message=is_mail,
    )


def stamp_of(place: Path) -> tuple[dt.date, dt.time | None] | None:
    """The stamp that the name of the nearest folder tells: 2026-03-02, or 2026-03-02 0915; None where none does."""
    for name in reversed(place.parts):
        if match := _STAMPED.fullmatch(name):
            year, month, day, hour, minute = match.groups()
            try:
                on = dt.date(int(year), int(month), int(day))
                return on, dt.time(int(hour), int(minute)) if hour else None
            except ValueError:
                continue
    return None


def _read_back(delivery: Delivery) -> str:
    digest = hashlib.sha256()
    for piece in read(delivery.file):
        digest.update(piece)
    return digest.hexdigest()


def _remove(path: Path, file: os.stat_result) -> None:
    """Remove a file that is kept, unless another has taken its name since."""
    try:
        if _sign(path.stat(follow_symlinks=False)) == _sign(file):
            path.unlink()
    except FileNotFoundError:
        return
