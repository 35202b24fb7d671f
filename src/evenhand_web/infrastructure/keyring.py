"""The master keys: they wrap the keys of files and touch no file themselves, so that turning to a new one is quick."""

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

_NONCE = 12


class Keyring(NamedTuple):
    """All master keys by id; new files are wrapped under `current`."""

    current: str
    keys: dict[str, bytes]

    def wrap(self, file_key: bytes, ident: str) -> bytes:
        """A file's key under the current master key, bound to the file's name: moved to another row it opens
        nothing.
        """
        nonce = os.urandom(_NONCE)
        return nonce + AESGCM(self.keys[self.current]).encrypt(nonce, file_key, ident.encode())

    def unwrap(self, wrapped: bytes, master_key: str, ident: str) -> bytes:
        """A file's key again. Raises DamagedError where the master key is gone or the row was tampered with."""
        if master_key not in self.keys:
            raise DamagedError(f"the master key {master_key} is not on this machine")
        try:
            return AESGCM(self.keys[master_key]).decrypt(wrapped[:_NONCE], wrapped[_NONCE:], ident.encode())
        except InvalidTag as error:
            raise DamagedError("the wrapped key does not verify") from error


def keyring() -> Keyring:
    """The keys from EVENHAND_MASTER_KEYS or the key file, newest first; ImproperlyConfigured where there is none."""
    keys: dict[str, bytes] = {}
    for line in secret_of("EVENHAND_MASTER_KEYS", settings.MASTER_KEYS_FILE_PATH).split():
        ident, _, encoded = line.partition(":")
        try:
            keys[ident] = base64.b64decode(encoded, validate=True)
        except binascii.Error as error:
            raise ImproperlyConfigured(f"the master key {ident!r} is not written in base64") from error
        if len(keys[ident]) != 32:
            raise ImproperlyConfigured(f"the master key {ident!r} is not 32 bytes long")
    if not keys:
        raise ImproperlyConfigured("There is no master key yet: run `evenhand migrate` once to make one.")
    return Keyring(next(iter(keys)), keys)


def add_master_key(path: Path) -> str:
    """Put a new master key before the others in the key file; gives its id. The file is replaced whole."""
    line = master_key_line()
    handle, name = tempfile.mkstemp(dir=path.parent)
    with os.fdopen(handle, "w", encoding="ascii") as stream:
        stream.write(f"{line}\n{path.read_text(encoding='ascii')}")
        stream.flush()
        os.fsync(stream.fileno())
    os.replace(name, path)
    return line.partition(":")[0]
