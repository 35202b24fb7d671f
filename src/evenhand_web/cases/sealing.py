"""How what an entry says lies at rest: sealed under the key of its case, bound to the case, its place and the format.

Sealed bytes are one byte that names the format, a nonce of 12 bytes, and AES-256-GCM over the salt, a null byte and the
canonical payload: the very bytes that the chain's digest is made over, so that the salt is no plainer than what it
guards. Entries from before are canonical JSON, which begins with a brace, and are read as they are.
"""

from functools import lru_cache
from typing import NamedTuple

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from evenhand_web.cases.models import Case
from evenhand_web.infrastructure.key_buckets import Wrapped, unwrap, wrap
from evenhand_web.infrastructure.keyring import NONCE, fresh_nonce
from evenhand_web.infrastructure.vault import DamagedError, new_key

FORMAT = b"\x01"
PLAIN = b"{"
"""How the bytes of an entry begin that was never sealed."""


class Said(NamedTuple):
    """What an entry says: the bytes of its payload, and the salt of its digest."""

    payload: bytes
    salt: str


def give_key(case: Case) -> None:
    """Give a case a key of its own, unless it has one; the case is still to be saved, in the same transaction."""
    if case.wrapped_key is None:
        case.wrapped_key, case.key_bucket = wrap(new_key(), case.ident)


def key_of(case: Case) -> bytes:
    """The key of a case. Raises DamagedError where it has none, or it does not open."""
    if case.wrapped_key is None or case.key_bucket is None:
        raise DamagedError(f"the case {case.ident} has no key: it was erased, or never sealed")
    return _key(Wrapped(bytes(case.wrapped_key), case.key_bucket), case.ident)


def sealed(case: Case, number: int, statement: Said) -> bytes:
    """What the entry of a number says, sealed under the key of its case."""
    return sealed_beside(case, f"docket {number}", statement.salt.encode() + b"\0" + statement.payload)


def opened(case: Case, number: int, stored: bytes) -> Said:
    """What the entry of a number says. Raises DamagedError where the bytes are not as they were sealed, or are of
    another case, another place or another format.
    """
    salt, _, payload = opened_beside(case, f"docket {number}", stored).partition(b"\0")
    return Said(payload, salt.decode())


def sealed_beside(case: Case, place: str, plain: bytes) -> bytes:
    """What is kept of a case in a place, sealed under the key of the case."""
    nonce = fresh_nonce()
    return FORMAT + nonce + seal_with(key_of(case), nonce, bound_to(case.ident, place), plain)


def opened_beside(case: Case, place: str, stored: bytes) -> bytes:
    """What is kept of a case in a place. Raises DamagedError as `opened` does."""
    if stored[:1] != FORMAT:
        raise DamagedError(f"{place} names format {stored[:1].hex() or 'none'}, which is not known here")
    cipher = _cipher(key_of(case))
    try:
        return cipher.decrypt(stored[1 : 1 + NONCE], stored[1 + NONCE :], bound_to(case.ident, place))
    except (InvalidTag, ValueError) as error:
        raise DamagedError(f"{place} of the case {case.ident} does not verify") from error


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


@lru_cache(maxsize=64)
def _cipher(key: bytes) -> AESGCM:
    return AESGCM(key)
