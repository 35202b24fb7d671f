"""Sealed bytes in a folder of this machine."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import BinaryIO

from django.conf import settings

from evenhand_web.infrastructure.storage import Write
from evenhand_web.infrastructure.vault import Sealed

_MAKING = "making-"


class FolderStorage:
    """The folder `settings.FILES`, in 256 folders by the first two digits of the name."""

    def __init__(self) -> None:
        self._root = Path(settings.FILES)

    def _path(self, ident: str) -> Path:
        return self._root / ident[:2] / ident

    def put(self, ident: str, write: Write) -> Sealed:
        """Write beside the place, settle it on the disk, then rename: a name never holds half a file."""
        folder = self._path(ident).parent
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        handle, name = tempfile.mkstemp(prefix=_MAKING, dir=folder)
        try:
            with os.fdopen(handle, "wb") as target:
                sealed = write(target)
                target.flush()
                os.fsync(target.fileno())
        except OSError:  # a full disk: half a file would keep others from what room is left
            Path(name).unlink(missing_ok=True)
            raise
        os.replace(name, self._path(ident))
        _settle(folder)
        return sealed

    def open(self, ident: str) -> AbstractContextManager[BinaryIO]:
        """The file of a name."""
        return self._path(ident).open("rb")

    def discard(self, ident: str) -> None:
        """Delete the file of a name."""
        self._path(ident).unlink(missing_ok=True)

    def older(self, than: float, shelf: str) -> Iterator[str]:
        """Every file last written before an instant, those that were never finished among them."""
        folder = self._root / shelf
        for path in folder.iterdir() if folder.is_dir() else ():
            if path.stat().st_mtime < than:
                if path.name.startswith(_MAKING):
                    path.unlink(missing_ok=True)
                yield path.name


def _settle(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
