"""What lies in the data folder beside database, files and keys: it goes along as one archive."""

import io
import os
import shutil
import tarfile
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.db import connection, connections

from evenhand_web.backup.databases import snapshot
from evenhand_web.backup.refusal import BackupRefused
from evenhand_web.first_start import CATALOGUES, KEY_FILES
from evenhand_web.trace.connection import trace_file

OWN_PROGRAMMES, SENDERS, TRACE = "own-programmes", "senders.toml", "trace.sqlite3"
KEYS_OF_SEAL = ".p12"
_BESIDE_SQLITE = ("", "-wal", "-shm", "-journal")


def archive(target: Path, left_out: Path) -> None:
    """Write everything of the data folder that a backup does not hold in another way; `left_out` is its own folder."""
    data = Path(settings.DATA)
    keys = {folder / name for folder in (data, Path(settings.KEYS)) for name in KEY_FILES}
    omitted = {left_out, Path(settings.FILES), data / CATALOGUES, *keys, *_databases()}
    with tarfile.open(target, "w") as tar:
        for path in _files(data, omitted):
            tar.add(path, path.relative_to(data).as_posix(), recursive=False)
        if settings.PROGRAMMES is not None:
            for path in _files(Path(settings.PROGRAMMES), set()):
                tar.add(path, f"{OWN_PROGRAMMES}/{path.relative_to(settings.PROGRAMMES).as_posix()}", recursive=False)
        senders = Path(settings.SENDERS_FILE)
        if senders.is_file() and senders != data / SENDERS:
            tar.add(senders, SENDERS, recursive=False)
        if connection.vendor == "sqlite" and trace_file().is_file():
            # others write to it: its file and its log, read one after the other, would not belong together
            snapshot(trace_file(), left_out / TRACE)
            tar.add(left_out / TRACE, TRACE, recursive=False)


def _databases() -> Iterator[Path]:
    kept = [Path(each.settings_dict["NAME"]) for each in connections.all() if each.vendor == "sqlite"]
    for path in (*kept, trace_file()):
        yield from (Path(f"{path}{end}").absolute() for end in _BESIDE_SQLITE)


def _files(folder: Path, omitted: set[Path]) -> Iterator[Path]:
    """The regular files of a folder, without those omitted, what is in the making, and keys of a seal."""
    for place, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if Path(place, name) not in omitted and not name.startswith("."))
        for name in sorted(names):
            path = Path(place, name)
            if path not in omitted and path.suffix != KEYS_OF_SEAL and path.is_file() and not path.is_symlink():
                yield path


def unpack(contents: bytes, data: Path) -> None:
    """Put the files of such an archive back: the trace beside the database, the others in the folder. Raises
    BackupRefused where a trace is there already.
    """
    if connection.vendor == "sqlite" and trace_file().exists():
        raise BackupRefused(f"There is a trace in {trace_file()}, and none is written over: name an empty place.")
    with tarfile.open(fileobj=io.BytesIO(contents)) as tar:
        tar.extractall(data, filter="data")
    if (data / TRACE).is_file():
        shutil.move(data / TRACE, trace_file())
