"""How what an entry says lies at rest: sealed under the key of its case, bound to the case, its place and the format.

Sealed bytes are one byte that names the format, a nonce of 12 bytes, and AES-256-GCM over the salt, a null byte and the
canonical payload: the very bytes that the chain's digest is made over, so that the salt is no plainer than what it
guards. Entries from before are canonical JSON, which begins with a brace, and are read as they are.
"""

from typing import NamedTuple

from evenhand_web.cases.models import Case
from evenhand_web.infrastructure.key_buckets import wrap
from evenhand_web.infrastructure.sealed_bytes import opened_beside, sealed_beside
from evenhand_web.infrastructure.vault import new_key

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


def sealed(case: Case, number: int, statement: Said) -> bytes:
    """What the entry of a number says, sealed under the key of its case."""
    return sealed_beside(case, f"docket {number}", statement.salt.encode() + b"\0" + statement.payload)


def opened(case: Case, number: int, stored: bytes) -> Said:
    """What the entry of a number says. Raises DamagedError where the bytes are not as they were sealed, or are of
    another case, another place or another format.
    """
    salt, _, payload = opened_beside(case, f"docket {number}", stored).partition(b"\0")
    return Said(payload, salt.decode())
