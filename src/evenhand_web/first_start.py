"""What must exist before the first page is served: the data folder, the signing secret and the master key."""

import base64
import os
import secrets
import tempfile
from collections.abc import Iterable
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

from evenhand_web.catalogues import compile_catalogues

SECRET_FILE, MASTER_KEYS_FILE, ERASURE_KEYS_FILE = "secret-key", "master-keys", "erasure-keys"
ANCHOR_KEY_FILE, CATALOGUES = "anchor-key", "locale"
KEY_FILES = (SECRET_FILE, MASTER_KEYS_FILE, ERASURE_KEYS_FILE, ANCHOR_KEY_FILE)
"""Every file that opens what is kept, or signs for it: it lies in no backup folder."""


def data_folder() -> Path:
    """The folder of the database, the files and the secrets: EVENHAND_DATA, or evenhand-data in the working folder."""
    return Path(os.environ.get("EVENHAND_DATA", "evenhand-data")).absolute()


def keys_folder() -> Path:
    """The folder of the keys: EVENHAND_KEYS, or the data folder."""
    named = os.environ.get("EVENHAND_KEYS", "")
    return Path(named).absolute() if named else data_folder()


def prepare(data: Path, keys: Path | None = None) -> None:
    """Make the data folder, the folder of the keys and, once, the keys in it, readable by their owner alone. Raises
    ImproperlyConfigured where a key lies in the data folder and not in that of the keys: another in its place would
    open nothing.

    Two processes may start at the same moment: one of them makes a key and both read it.
    """
    place = keys or data
    for folder in (data, place):
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    _check_moved(data, place)
    _make_once(place / SECRET_FILE, secrets.token_urlsafe(64))
    for name, variable, line in (
        (MASTER_KEYS_FILE, "EVENHAND_MASTER_KEYS", master_key_line()),
        (ERASURE_KEYS_FILE, "EVENHAND_ERASURE_KEYS", master_key_line()),
        (ANCHOR_KEY_FILE, "EVENHAND_ANCHOR_KEY", base64.b64encode(secrets.token_bytes(32)).decode()),
    ):
        if not os.environ.get(variable):
            _make_once(place / name, line)
    compile_catalogues(data / CATALOGUES)
    shut([*data.glob("*.sqlite3*"), *(place / name for name in KEY_FILES)])


def shut(paths: Iterable[Path]) -> None:
    """Leave files that are ours to their owner alone, whatever their folder lets others do."""
    for path in paths:
        if path.is_file() and path.stat().st_mode & 0o077 and path.stat().st_uid == os.geteuid():
            path.chmod(0o600)


def _check_moved(data: Path, place: Path) -> None:
    left = [name for name in KEY_FILES if place != data and (data / name).exists() and not (place / name).exists()]
    if left:
        raise ImproperlyConfigured(
            f"{', '.join(left)} still lies in {data}, and EVENHAND_KEYS names {place}: move it there, with its rights."
        )


def master_key_line() -> str:
    """A new master key as one line of the key file: its id, a colon, 32 random bytes in base64."""
    return f"{secrets.token_hex(4)}:{base64.b64encode(secrets.token_bytes(32)).decode()}"


def _make_once(path: Path, text: str) -> None:
    if path.exists():
        return
    handle, name = tempfile.mkstemp(dir=path.parent)
    with os.fdopen(handle, "w", encoding="ascii") as stream:
        stream.write(text + "\n")
        stream.flush()
        os.fsync(stream.fileno())
    try:
        os.link(name, path)
    except FileExistsError:
        pass  # another process was first, and its secret counts
    finally:
        os.unlink(name)


def secret_of(variable: str, file: Path) -> str:
    """A secret from an environment variable or else its file; empty where there is neither yet."""
    given = os.environ.get(variable, "")
    if given or not file.is_file():
        return given
    return file.read_text(encoding="ascii").strip()


def file_of(variable: str) -> Path | None:
    """The file an environment variable names; None where it is not set. Raises ImproperlyConfigured where it names
    none.
    """
    named = os.environ.get(variable, "")
    if named and not Path(named).is_file():
        raise ImproperlyConfigured(f"{variable} names {named}, which is no file.")
    return Path(named).absolute() if named else None


def folder_of(variable: str) -> Path | None:
    """The folder an environment variable names; None where it is not set. Raises ImproperlyConfigured where it names
    none.
    """
    named = os.environ.get(variable, "")
    if named and not Path(named).is_dir():
        raise ImproperlyConfigured(f"{variable} names {named}, which is no folder.")
    return Path(named).absolute() if named else None
