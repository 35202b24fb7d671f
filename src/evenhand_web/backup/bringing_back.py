"""Filling an installation from a backup that was opened, once its settings are read."""

import hashlib
import shutil
from pathlib import Path
from typing import BinaryIO

from django.conf import settings

from evenhand_web.backup.beside import unpack
from evenhand_web.backup.databases import bring_back, is_empty
from evenhand_web.backup.making import FILES
from evenhand_web.backup.opening import Opened
from evenhand_web.backup.parts import read_part
from evenhand_web.backup.refusal import BackupRefused
from evenhand_web.infrastructure.models import StoredFile
from evenhand_web.infrastructure.shelf import read
from evenhand_web.infrastructure.storage import storage
from evenhand_web.infrastructure.vault import DamagedError, Sealed


def fill(backup: Opened) -> None:
    """Bring back what lay beside, every database and every stored file. Raises BackupRefused where a part is damaged,
    or a database is not empty.
    """
    for described in backup.manifest["databases"]:
        if not is_empty(described["alias"]):
            raise BackupRefused("The database that EVENHAND_DATABASE names is not empty: name one that is.")
    unpack(b"".join(read_part(backup.folder, backup.part(backup.manifest["beside"]))), Path(settings.DATA))
    for described in backup.manifest["databases"]:
        bring_back(described["alias"], described["vendor"], read_part(backup.folder, backup.part(described)))
    place = storage()
    for ident, size, sha256 in backup.manifest["files"]:
        place.put(ident, _Copy(backup.folder / FILES / ident[:2] / ident, size, sha256).write)


class _Copy:
    """A stored file of a backup, sealed as it is."""

    def __init__(self, path: Path, size: int, sha256: str) -> None:
        self._path, self._size, self._sha256 = path, size, sha256

    def write(self, target: BinaryIO) -> Sealed:
        """Copy it; raises BackupRefused, and nothing counts, where it is not as it was."""
        try:
            with self._path.open("rb") as source:
                if hashlib.file_digest(source, "sha256").hexdigest() != self._sha256:
                    raise BackupRefused(f"The file {self._path.name} of the backup is damaged.")
                source.seek(0)
                shutil.copyfileobj(source, target)
        except OSError as error:
            raise BackupRefused(
                f"The file {self._path.name} of the backup cannot be read: {error.strerror}."
            ) from error
        return Sealed(self._size, self._sha256)


def unreadable_files() -> list[str]:
    """The stored files, by name, that do not open or do not say what they said."""
    return [file.ident for file in StoredFile.objects.filter(erased_at=None) if not _is_whole(file)]


def _is_whole(file: StoredFile) -> bool:
    digest = hashlib.sha256()
    try:
        for piece in read(file):
            digest.update(piece)
    except (DamagedError, OSError):
        return False
    return digest.hexdigest() == file.sha256
