"""Bringing an installation back from a backup, into an empty data folder."""

import os
from pathlib import Path
from typing import Any, NamedTuple

from evenhand_web.backup.key_file import KeyFile, read_keys
from evenhand_web.backup.parts import Part, read_manifest
from evenhand_web.backup.refusal import BackupRefused
from evenhand_web.first_start import KEY_FILES


class Opened(NamedTuple):
    """A backup that was opened: its folder, its keys, and what it says that it holds."""

    folder: Path
    keys: KeyFile
    manifest: dict[str, Any]

    def part(self, described: dict[str, Any]) -> Part:
        """A part of the backup, from its row in the manifest. Raises KeyError where the row lacks one of its facts."""
        return Part(*(described[name] for name in Part._fields))


def open_backup(folder: Path, keys: Path, data: Path, keys_folder: Path) -> Opened:
    """Open a backup, and put its keys into the folder of the keys (and the seal into the data folder), so that settings
    can be read. Raises BackupRefused where the data folder is not empty, there are keys already, or the backup does not
    open.
    """
    if data.exists() and not (data.is_dir() and next(data.iterdir(), None) is None):
        raise BackupRefused(f"{data} is not empty: EVENHAND_DATA must name a folder that is, or is not there yet.")
    read = read_keys(keys)
    manifest = read_manifest(folder, read.manifest)
    places = {name: (keys_folder if name in KEY_FILES else data) / name for name in read.files}
    if there := [str(path) for path in places.values() if path.exists()]:
        raise BackupRefused(f"{', '.join(there)} is there already, and is not written over.")
    for place in (data, keys_folder):
        place.mkdir(parents=True, exist_ok=True, mode=0o700)
    for name, opening in read.files.items():
        with os.fdopen(os.open(places[name], os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as target:
            target.write(opening)
    return Opened(folder, read, manifest)
