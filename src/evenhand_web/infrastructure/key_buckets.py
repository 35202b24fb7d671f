"""The keys between: every file and every case has a key of its own, wrapped under one of 256 bucket keys. A bucket key
is wrapped under a master key and then under an erasure key.

An erasure makes the bucket of what is erased anew, wraps all bucket keys under a new erasure key, and destroys the old
one: what an older copy of the database holds of bucket keys then opens nothing.
"""

import hashlib
from functools import cache
from typing import NamedTuple

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.db import connection, transaction

from evenhand_web.infrastructure.idents import new_bucket_ident
from evenhand_web.infrastructure.keyring import NONCE, Keyring, erasure_keyring, fresh_nonce, keyring
from evenhand_web.infrastructure.models import KeyBucket
from evenhand_web.infrastructure.vault import DamagedError, new_key

SLOTS = 256
IDENT_LETTERS = 16


class Wrapped(NamedTuple):
    """A key at rest: its bytes, and the bucket under whose key they are."""

    key: bytes
    bucket: str


def slot_of(ident: str) -> int:
    """In which of the buckets the key of a file or case of this name lies."""
    return hashlib.sha256(ident.encode()).digest()[0]


def wrap(key: bytes, ident: str) -> Wrapped:
    """A key wrapped for the file or case of this name, and for no other. In a transaction its bucket stays as it is
    until the end.
    """
    buckets = KeyBucket.objects.all()
    if connection.in_atomic_block:
        buckets = buckets.select_for_update()
    return wrap_under(buckets.values_list("ident", flat=True).get(slot=slot_of(ident)), key, ident)


def is_there(bucket: str) -> bool:
    """Whether a bucket was not made anew meanwhile; in a transaction it stays as it is until the end."""
    buckets = KeyBucket.objects.filter(ident=bucket)
    return bool(buckets.select_for_update() if connection.in_atomic_block else buckets)


def wrap_under(bucket: str, key: bytes, ident: str) -> Wrapped:
    """A key wrapped under the key of a bucket by its id, bound to the name of what it opens."""
    nonce = fresh_nonce()
    return Wrapped(nonce + AESGCM(_bucket_key(bucket)).encrypt(nonce, key, ident.encode()), bucket)


def unwrap(wrapped: Wrapped, ident: str) -> bytes:
    """A key again. Raises DamagedError where its bucket is gone, or the row was tampered with."""
    try:
        cipher = AESGCM(_bucket_key(wrapped.bucket))
        return cipher.decrypt(wrapped.key[:NONCE], wrapped.key[NONCE:], ident.encode())
    except InvalidTag as error:
        raise DamagedError("the wrapped key does not verify") from error


def remember(bucket: str) -> None:
    """Have the key of a bucket at hand that is about to be made anew."""
    _bucket_key(bucket)


@cache
def _bucket_key(ident: str) -> bytes:
    """The key of a bucket, asked for once in the life of a process: a bucket made anew has another id."""
    bucket = KeyBucket.objects.filter(ident=ident).first()
    if bucket is None:
        raise DamagedError(f"the bucket {ident} of keys is gone")
    return opened(bucket, keyring(), erasure_keyring())


def opened(bucket: KeyBucket, masters: Keyring, erasures: Keyring) -> bytes:
    """The key of a bucket, by the keys given. Raises DamagedError where one of them is not among them."""
    inner = erasures.unwrap(bytes(bucket.wrapped_key), bucket.erasure_key, bucket.ident)
    return masters.unwrap(inner, bucket.master_key, bucket.ident)


def closed(bucket: KeyBucket, key: bytes, masters: Keyring, erasures: Keyring) -> KeyBucket:
    """The bucket with its key wrapped under the current keys, not yet saved."""
    bucket.wrapped_key = erasures.wrap(masters.wrap(key, bucket.ident), bucket.ident)
    bucket.master_key, bucket.erasure_key = masters.current, erasures.current
    return bucket


def new_bucket(slot: int, masters: Keyring, erasures: Keyring) -> KeyBucket:
    """A new bucket for a slot, not yet saved."""
    return closed(KeyBucket(ident=new_bucket_ident(), slot=slot), new_key(), masters, erasures)


def rewrap_buckets() -> int:
    """Wrap bucket keys that lie under an older master key under the current one; gives how many were."""
    masters = keyring()
    if not KeyBucket.objects.exclude(master_key=masters.current).exists():
        return 0
    with transaction.atomic():
        older = [bucket for bucket in locked_buckets() if bucket.master_key != masters.current]
        erasures = erasure_keyring()
        for bucket in older:
            closed(bucket, opened(bucket, masters, erasures), masters, erasures._replace(current=bucket.erasure_key))
        KeyBucket.objects.bulk_update(older, ("wrapped_key", "master_key"))
    return len(older)


def locked_buckets() -> list[KeyBucket]:
    """All buckets, which nobody else changes, nor the file of erasure keys, until the transaction ends."""
    return list(KeyBucket.objects.select_for_update().order_by("slot"))
