"""The keys that wrap other keys: master keys, and erasure keys, of which the older are destroyed after an erasure.

They touch no file and no entry themselves, so that turning to a new one is quick.
"""

import base64
import binascii
import os
import tempfile
from pathlib import Path
from typing import NamedTuple

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from evenhand_web.first_start import master_key_line, secret_of
from evenhand_web.infrastructure.vault import DamagedError

NONCE = 12
"""How many bytes of a wrapped key are its nonce."""


class Keyring(NamedTuple):
    """All master keys by id; new files are wrapped under `current`."""

    current: str
    keys: dict[str, bytes]

    def wrap(self, file_key: bytes, ident: str) -> bytes:
        """A file's key under the current master key, bound to the file's name: moved to another row it opens
        nothing.
        """
        nonce = fresh_nonce()
        return nonce + AESGCM(self.keys[self.current]).encrypt(nonce, file_key, ident.encode())

    def unwrap(self, wrapped: bytes, master_key: str, ident: str) -> bytes:
        """A file's key again. Raises DamagedError where the master key is gone or the row was tampered with."""
        if master_key not in self.keys:
            raise DamagedError(f"the master key {master_key} is not on this machine")
        try:
            return AESGCM(self.keys[master_key]).decrypt(wrapped[:NONCE], wrapped[NONCE:], ident.encode())
        except InvalidTag as error:
            raise DamagedError("the wrapped key does not verify") from error


def fresh_nonce() -> bytes:
    """A nonce that was used for nothing else: random, as a key wraps few others."""
    return os.urandom(NONCE)


def keyring() -> Keyring:
    """The master keys from EVENHAND_MASTER_KEYS or the key file, newest first; ImproperlyConfigured where there is
    none.
    """
    return _ring("EVENHAND_MASTER_KEYS", settings.MASTER_KEYS_FILE_PATH, "master key")


def erasure_keyring() -> Keyring:
    """The erasure keys from EVENHAND_ERASURE_KEYS or their file, newest first; ImproperlyConfigured where there is
    none.
    """
    return _ring("EVENHAND_ERASURE_KEYS", settings.ERASURE_KEYS_FILE_PATH, "erasure key")


def _ring(variable: str, path: Path, what: str) -> Keyring:
    keys: dict[str, bytes] = {}
    for line in secret_of(variable, path).split():
        ident, _, encoded = line.partition(":")
        try:
            keys[ident] = base64.b64decode(encoded, validate=True)
        except binascii.Error as error:
            raise ImproperlyConfigured(f"the {what} {ident!r} is not written in base64") from error
        if len(keys[ident]) != 32:
            raise ImproperlyConfigured(f"the {what} {ident!r} is not 32 bytes long")
    if not keys:
        raise ImproperlyConfigured(f"There is no {what} yet: run `evenhand migrate` once to make one.")
    return Keyring(next(iter(keys)), keys)


def is_told(variable: str) -> bool:
    """Whether keys come from an environment variable, where nothing here can change them."""
    return bool(os.environ.get(variable))


def lines_of(keys: Keyring) -> str:
    """The keys as their file holds them, a line each, the newest first."""
    return "".join(f"{ident}:{base64.b64encode(key).decode()}\n" for ident, key in keys.keys.items())


def add_master_key(path: Path) -> str:
    """Put a new key before the others in a key file; gives its id. The file is replaced whole."""
    line = master_key_line()
    replace_file(path, f"{line}\n{path.read_text(encoding='ascii')}")
    return line.partition(":")[0]


def keep_only(path: Path, keys: Keyring) -> None:
    """Leave these keys in a key file and destroy the others."""
    replace_file(path, lines_of(keys))


def replace_file(path: Path, text: str) -> None:
    """Replace a file of keys, whole or not at all, by another for its owner alone. The bytes of the old one are written
    over, which a disk that moves its blocks about may keep all the same.
    """
    handle, name = tempfile.mkstemp(dir=path.parent)
    with os.fdopen(handle, "w", encoding="ascii") as stream:
        stream.write(text)
        stream.flush()
        os.fsync(stream.fileno())
    with path.open("r+b") as old:
        length = len(old.read())
        os.replace(name, path)
        _settle(path.parent)  # or a power cut could bring back the name of the old file, with nothing in it
        old.seek(0)
        old.write(b"\0" * length)
        old.flush()
        os.fsync(old.fileno())


def _settle(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
