"""What must exist before the first page is served: the data folder, the signing secret and the master key."""

import base64
import os
import secrets
import tempfile
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

from evenhand_web.catalogues import compile_catalogues

SECRET_FILE, MASTER_KEYS_FILE, ANCHOR_KEY_FILE, CATALOGUES = "secret-key", "master-keys", "anchor-key", "locale"
KEY_FILES = (SECRET_FILE, MASTER_KEYS_FILE, ANCHOR_KEY_FILE)
"""Every file of the data folder that opens what is kept: it lies in no backup folder."""


def data_folder() -> Path:
    """The folder of the database, the files and the secrets: EVENHAND_DATA, or evenhand-data in the working folder."""
    return Path(os.environ.get("EVENHAND_DATA", "evenhand-data")).absolute()


def prepare(data: Path) -> None:
    """Make the data folder and, once, the secrets in it, readable by their owner alone.

    Two processes may start at the same moment: one of them makes a secret and both read it.
    """
    data.mkdir(parents=True, exist_ok=True, mode=0o700)
    _make_once(data / SECRET_FILE, secrets.token_urlsafe(64))
    _make_once(data / MASTER_KEYS_FILE, master_key_line())
    _make_once(data / ANCHOR_KEY_FILE, base64.b64encode(secrets.token_bytes(32)).decode())
    compile_catalogues(data / CATALOGUES)


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


def folder_of(variable: str) -> Path | None:
    """The folder an environment variable names; None where it is not set. Raises ImproperlyConfigured where it names
    none.
    """
    named = os.environ.get(variable, "")
    if named and not Path(named).is_dir():
        raise ImproperlyConfigured(f"{variable} names {named}, which is no folder.")
    return Path(named).absolute() if named else None
