"""What lies in the data folder beside database, files and keys: it goes along as one archive."""

import io
import os
import tarfile
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.db import connections

from evenhand_web.first_start import CATALOGUES, KEY_FILES

OWN_PROGRAMMES, SENDERS = "own-programmes", "senders.toml"
KEYS_OF_SEAL = ".p12"
_BESIDE_SQLITE = ("", "-wal", "-shm", "-journal")


def archive(target: Path, left_out: Path) -> None:
    """Write everything of the data folder that a backup does not hold in another way; `left_out` is its own folder."""
    data = Path(settings.DATA)
    omitted = {left_out, Path(settings.FILES), data / CATALOGUES, *(data / name for name in KEY_FILES), *_databases()}
    with tarfile.open(target, "w") as tar:
        for path in _files(data, omitted):
            tar.add(path, path.relative_to(data).as_posix(), recursive=False)
        if settings.PROGRAMMES is not None:
            for path in _files(Path(settings.PROGRAMMES), set()):
                tar.add(path, f"{OWN_PROGRAMMES}/{path.relative_to(settings.PROGRAMMES).as_posix()}", recursive=False)
        senders = Path(settings.SENDERS_FILE)
        if senders.is_file() and senders != data / SENDERS:
            tar.add(senders, SENDERS, recursive=False)


def _databases() -> Iterator[Path]:
    for connection in connections.all():
        if connection.vendor == "sqlite":
            yield from (Path(f"{connection.settings_dict['NAME']}{end}").absolute() for end in _BESIDE_SQLITE)


def _files(folder: Path, omitted: set[Path]) -> Iterator[Path]:
    """The regular files of a folder, without those omitted, what is in the making, and keys of a seal."""
    for place, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if Path(place, name) not in omitted and not name.startswith("."))
        for name in sorted(names):
            path = Path(place, name)
            if path not in omitted and path.suffix != KEYS_OF_SEAL and path.is_file() and not path.is_symlink():
                yield path


def unpack(contents: bytes, data: Path) -> None:
    """Put the files of such an archive back, and nothing outside the folder."""
    with tarfile.open(fileobj=io.BytesIO(contents)) as tar:
        tar.extractall(data, filter="data")
