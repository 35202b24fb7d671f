"""Making a backup while the installation runs."""

import base64
import os
import tempfile
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path
from typing import NamedTuple

from django.conf import settings
from django.db import connections

from evenhand_web.backup.beside import KEYS_OF_SEAL, archive
from evenhand_web.backup.databases import copy_of
from evenhand_web.backup.key_file import KeyFile, write_keys
from evenhand_web.backup.parts import Part, copied, pieces, write_manifest, write_part
from evenhand_web.backup.refusal import BackupRefused
from evenhand_web.first_start import ANCHOR_KEY_FILE, MASTER_KEYS_FILE, SECRET_FILE, secret_of
from evenhand_web.infrastructure import clock
from evenhand_web.infrastructure.keyring import keyring
from evenhand_web.infrastructure.models import StoredFile
from evenhand_web.infrastructure.storage import Storage, storage

FILES = "files"
_SEAL = f"seal{KEYS_OF_SEAL}"
_SECRET = ("DATABASE", "SECRET", "KEY", "PASSWORD")
_OF_MACHINE = ("EVENHAND_DATA", "EVENHAND_MAIL")
"""Of a machine and not of the installation, or with a password in it, as what has a word of `_SECRET` in its name."""


class Made(NamedTuple):
    """What a backup holds: how many stored files, of how many bytes, and the names of those that the database knows and
    that are not there.
    """

    files: int
    size: int
    missing: tuple[str, ...]


def make_backup(folder: Path, keys: Path) -> Made:
    """Copy the installation into an empty folder, and what opens it into a file. Raises BackupRefused, with what to do.

    The database is copied first, at one instant; every stored file that it knows lies on the shelf by then.
    """
    folder, keys = folder.absolute(), keys.absolute()
    _check(folder, keys)
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    parts, idents = [], list[str]()
    with tempfile.TemporaryDirectory(prefix=".backup-", dir=settings.DATA) as making:
        for alias in connections:
            with copy_of(alias, Path(making)) as database:
                part = write_part(folder, f"database-{alias}", database.contents)
                idents += database.idents
            parts.append({"alias": alias, "vendor": database.vendor} | part._asdict())
        beside = _beside(folder, Path(making))
    rows, missing = _files(folder, idents)
    os.sync()  # the files first: who finds the manifest finds them all
    manifest = {
        "made_at": clock.now().isoformat(),
        "version": version("evenhand"),
        "databases": parts,
        "beside": beside._asdict(),
        "files": rows,
        "settings": _settings(),
    }
    write_keys(keys, KeyFile(write_manifest(folder, manifest), _opening(), settings.SEAL_PASSWORD))
    return Made(len(rows), sum(row[1] for row in rows), missing)


def _check(folder: Path, keys: Path) -> None:
    data = Path(settings.DATA).resolve()
    if folder.exists() and not (folder.is_dir() and next(folder.iterdir(), None) is None):
        raise BackupRefused(f"{folder} is not empty: name a folder that is, or is not there yet.")
    if data in (folder.resolve(), *folder.resolve().parents):
        raise BackupRefused(f"{folder} lies in the data folder, and would be lost with it: name another place.")
    if folder.resolve() in keys.resolve().parents:
        raise BackupRefused(f"{keys} lies in the backup, which it opens: name a file elsewhere.")
    if keys.exists():
        raise BackupRefused(f"{keys} is there already: the keys of another backup are not written over.")
    if not keys.parent.is_dir():
        raise BackupRefused(f"There is no folder {keys.parent} for the keys.")


def _beside(folder: Path, making: Path) -> Part:
    path = making / "beside.tar"
    archive(path, making)
    with path.open("rb") as stream:
        return write_part(folder, "beside", pieces(stream))


def _files(folder: Path, idents: list[str]) -> tuple[list[tuple[str, int, str]], tuple[str, ...]]:
    """Copy the stored files, sealed as they are; gives name, length and SHA-256 of each, and which are not there."""
    place, rows, missing = storage(), list[tuple[str, int, str]](), list[str]()
    (folder / FILES).mkdir(mode=0o700)
    for ident in idents:
        copy = _copied(place, ident, folder / FILES / ident[:2] / ident)
        if copy is not None:
            rows.append((ident, *copy))
        elif not StoredFile.objects.exclude(erased_at=None).filter(ident=ident).exists():  # not erased meanwhile
            missing.append(ident)
    return rows, tuple(missing)


def _copied(place: Storage, ident: str, target: Path) -> tuple[int, str] | None:
    try:
        with place.open(ident) as stored:
            return copied(stored, target)
    except FileNotFoundError:
        return None


def _opening() -> dict[str, bytes]:
    """What opens the installation, by its name in the data folder, wherever it was told from."""
    lines = (f"{ident}:{base64.b64encode(key).decode()}\n" for ident, key in keyring().keys.items())
    opening = {SECRET_FILE: f"{settings.SECRET_KEY}\n".encode(), MASTER_KEYS_FILE: "".join(lines).encode()}
    if anchor_key := secret_of("EVENHAND_ANCHOR_KEY", settings.ANCHOR_KEY_FILE_PATH):
        opening[ANCHOR_KEY_FILE] = f"{anchor_key}\n".encode()
    opening |= {path.name: path.read_bytes() for path in Path(settings.DATA).glob(f"*{KEYS_OF_SEAL}")}
    if settings.SEAL_FILE and (seal := Path(settings.SEAL_FILE)).is_file():
        opening[_SEAL] = seal.read_bytes()
    return opening


def _settings() -> dict[str, str]:
    return dict(_told())


def _told() -> Iterator[tuple[str, str]]:
    for name, value in sorted(os.environ.items()):
        is_secret = name in _OF_MACHINE or any(word in name for word in _SECRET)
        if name.startswith("EVENHAND_") and not is_secret:
            yield name, value
