"""Destroying keys: what was erased opens nowhere any more, in no older copy of the database and in no log of it.

The buckets of what is erased are made anew: whatever else they hold is wrapped under their new keys. All bucket keys
are wrapped under a new erasure key, and the old one is destroyed. An older copy of the database holds bucket keys under
the old erasure key alone.
"""

from collections.abc import Callable, Collection

from django.conf import settings
from django.db import transaction

from evenhand_web.infrastructure import key_buckets
from evenhand_web.infrastructure.idents import new_bucket_ident
from evenhand_web.infrastructure.key_buckets import Wrapped, closed, locked_buckets, opened, unwrap, wrap_under
from evenhand_web.infrastructure.keyring import Keyring, add_master_key, erasure_keyring, is_told, keep_only, keyring
from evenhand_web.infrastructure.models import KeyBucket, StoredFile
from evenhand_web.infrastructure.vault import new_key

ERASURE_KEYS = "EVENHAND_ERASURE_KEYS"
_AT_ONCE = 500

Move = Callable[[str, str], None]
_MOVES: dict[str, Move] = {}


class KeysToldError(Exception):
    """The erasure keys come from the environment, and no new one is there yet: nothing is erased."""


def moves_keys(move: Move) -> Move:
    """Say that a function wraps the keys of its app that lie in a bucket, the old one by id, under the new one."""
    _MOVES[f"{move.__module__}.{move.__name__}"] = move
    return move


def destroy_keys(slots: Collection[int]) -> None:
    """Make the buckets of these slots anew, in the transaction of the caller, who has taken away the keys of what is
    erased; the old erasure key is destroyed once that is committed. Raises KeysToldError.
    """
    buckets = locked_buckets()
    masters, used = keyring(), {bucket.erasure_key for bucket in buckets}
    erasures = _with_new_key(used)
    keys = {bucket.slot: opened(bucket, masters, erasures) for bucket in buckets}
    for bucket in buckets:
        if bucket.slot in slots:
            _make_anew(bucket, masters, erasures)
        else:
            closed(bucket, keys[bucket.slot], masters, erasures)
    left = [bucket for bucket in buckets if bucket.slot not in slots]
    KeyBucket.objects.bulk_update(left, ("wrapped_key", "master_key", "erasure_key"))
    transaction.on_commit(forget_old_keys)


def _with_new_key(used: Collection[str]) -> Keyring:
    """The erasure keys with a new one before them. Where they are told from outside it has to be there already."""
    if not is_told(ERASURE_KEYS):
        add_master_key(settings.ERASURE_KEYS_FILE_PATH)
    elif erasure_keyring().current in used:
        raise KeysToldError(
            f"The erasure keys come from {ERASURE_KEYS}, and this program cannot destroy one there: put a new key "
            "before the others (an id, a colon, 32 random bytes in base64), start everything again, and erase then."
        )
    return erasure_keyring()


def _make_anew(bucket: KeyBucket, masters: Keyring, erasures: Keyring) -> None:
    old, bucket.ident = bucket.ident, new_bucket_ident()
    key_buckets.remember(old)  # its key is needed once more, and its row is about to go
    closed(bucket, new_key(), masters, erasures).save()
    for move in _MOVES.values():
        move(old, bucket.ident)


def forget_old_keys() -> tuple[str, ...]:
    """Destroy the erasure keys that are older than the one in use; gives the ids of those that have to be destroyed by
    hand, because they come from the environment. One that is newer is about to be used.
    """
    if len(erasure_keyring().keys) == 1:
        return ()
    with transaction.atomic():
        used = {bucket.erasure_key for bucket in locked_buckets()}
        ring = erasure_keyring()
        order = list(ring.keys)
        if len(used) != 1 or not used <= set(order):
            return ()
        kept = order[: order.index(next(iter(used))) + 1]
        if len(kept) == len(order) or is_told(ERASURE_KEYS):
            return tuple(order[len(kept) :])
        keep_only(settings.ERASURE_KEYS_FILE_PATH, Keyring(ring.current, {ident: ring.keys[ident] for ident in kept}))
    return ()


@moves_keys
def move_file_keys(old: str, new: str) -> None:
    """The keys of stored files."""
    while files := list(StoredFile.objects.select_for_update().filter(master_key=old)[:_AT_ONCE]):
        for file in files:
            key = unwrap(Wrapped(bytes(file.wrapped_key or b""), old), file.ident)
            file.wrapped_key, file.master_key = wrap_under(new, key, file.ident)
        StoredFile.objects.bulk_update(files, ("wrapped_key", "master_key"))
