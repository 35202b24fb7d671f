"""The file that opens a backup: it lies apart from it, and whoever has both has everything."""

import base64
import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from evenhand_web.backup.parts import Part
from evenhand_web.backup.refusal import BackupRefused

_FORMAT = 1


class KeyFile(NamedTuple):
    """What opens a backup: its manifest with the key of that; and what opens the installation once it is back: files by
    their name in the data folder, and the password of the organization's seal.
    """

    manifest: Part
    files: Mapping[str, bytes]
    seal_password: str = ""


def write_keys(path: Path, keys: KeyFile) -> None:
    """Write a file that only its owner reads. Raises BackupRefused where there is one already."""
    files = {name: base64.b64encode(data).decode() for name, data in keys.files.items()}
    written = {"evenhand_backup": _FORMAT, "manifest": keys.manifest._asdict(), "files": files}
    text = json.dumps(written | {"seal_password": keys.seal_password}, indent=1)
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except OSError as error:
        raise BackupRefused(f"The keys cannot be written to {path}: {error.strerror}.") from error
    with os.fdopen(handle, "w", encoding="ascii") as stream:
        stream.write(text + "\n")
        stream.flush()
        os.fsync(stream.fileno())


def read_keys(path: Path) -> KeyFile:
    """The keys in a file. Raises BackupRefused where it is no such file."""
    try:
        written = json.loads(path.read_bytes())
        if written["evenhand_backup"] != _FORMAT:
            raise BackupRefused(f"{path} is of format {written['evenhand_backup']}: a newer Evenhand reads it.")
        files = {str(name): base64.b64decode(data, validate=True) for name, data in written["files"].items()}
        keys = KeyFile(Part(**written["manifest"]), files, str(written["seal_password"]))
    except OSError as error:
        raise BackupRefused(f"{path} cannot be read: {error.strerror}.") from error
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise BackupRefused(f"{path} is no file of keys that `evenhand backup` wrote.") from error
    if any(Path(name).name != name for name in keys.files):
        raise BackupRefused(f"{path} names files outside the data folder.")
    return keys
