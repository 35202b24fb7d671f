"""Bytes sealed under the key of a case (or file), bound to it, to their place and to the format.

Sealed bytes are one byte that names the format, a nonce of 12 bytes, and AES-256-GCM over what they say.
"""

from functools import lru_cache
from typing import Protocol

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from evenhand_web.infrastructure.key_buckets import Wrapped, unwrap
from evenhand_web.infrastructure.keyring import NONCE, fresh_nonce
from evenhand_web.infrastructure.vault import DamagedError

FORMAT = b"\x01"


class Keyed(Protocol):
    """What has a key of its own, under the key of a bucket: a case, a stored file. Both are None once it was erased."""

    ident: str

    @property
    def wrapped_key(self) -> bytes | memoryview | None:
        """The key, wrapped."""

    @property
    def key_bucket(self) -> str | None:
        """The bucket under whose key the key lies."""


def key_of(keyed: Keyed) -> bytes:
    """The key of a case. Raises DamagedError where it has none, or it does not open."""
    if keyed.wrapped_key is None or keyed.key_bucket is None:
        raise DamagedError(f"{keyed.ident} has no key: it was erased, or never sealed")
    return _key(Wrapped(bytes(keyed.wrapped_key), keyed.key_bucket), keyed.ident)


def sealed_beside(keyed: Keyed, place: str, plain: bytes) -> bytes:
    """What is kept of a case in a place, sealed under the key of the case."""
    nonce = fresh_nonce()
    return FORMAT + nonce + seal_with(key_of(keyed), nonce, bound_to(keyed.ident, place), plain)


def opened_beside(keyed: Keyed, place: str, stored: bytes) -> bytes:
    """What is kept of a case in a place. Raises DamagedError where the bytes are not as they were sealed, or are of
    another case, another place or another format.
    """
    if stored[:1] != FORMAT:
        raise DamagedError(f"{place} names format {stored[:1].hex() or 'none'}, which is not known here")
    cipher = _cipher(key_of(keyed))
    try:
        return cipher.decrypt(stored[1 : 1 + NONCE], stored[1 + NONCE :], bound_to(keyed.ident, place))
    except (InvalidTag, ValueError) as error:
        raise DamagedError(f"{place} of {keyed.ident} does not verify") from error


def bound_to(ident: str, place: str) -> bytes:
    """What sealed bytes are bound to: the format, the case by opaque id, and the place, as `docket 7` for entry 7."""
    return FORMAT + f"{ident} {place}".encode()


def seal_with(key: bytes, nonce: bytes, bound: bytes, plain: bytes) -> bytes:
    """The sealed bytes after format and nonce."""
    return _cipher(key).encrypt(nonce, plain, bound)


@lru_cache(maxsize=512)
def _key(wrapped: Wrapped, ident: str) -> bytes:
    """A page opens some twenty entries of one case: its key is unwrapped once."""
    return unwrap(wrapped, ident)


@lru_cache(maxsize=512)
def _cipher(key: bytes) -> AESGCM:
    return AESGCM(key)
