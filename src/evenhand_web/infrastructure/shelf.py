"""The shelf: files put away encrypted, read in ranges, and erased by destroying their key."""

import secrets
from collections.abc import Iterable, Iterator

from django.db import transaction
from django.db.models.signals import pre_save
from django.dispatch import receiver

from evenhand_web.infrastructure import clock
from evenhand_web.infrastructure.key_buckets import IDENT_LETTERS, Wrapped, is_there, unwrap, wrap
from evenhand_web.infrastructure.keyring import keyring
from evenhand_web.infrastructure.models import DocumentView, StoredFile
from evenhand_web.infrastructure.queue import ask
from evenhand_web.infrastructure.storage import Storage, storage
from evenhand_web.infrastructure.vault import new_key, seal, unseal

DISCARD = "works.discard"
SHELVES = tuple(f"{number:02x}" for number in range(256))
_AT_ONCE = 500


def put(source: Iterable[bytes], media_type: str) -> StoredFile:
    """Put a file on the shelf under a random name; gives its row, still to be saved.

    The bytes are kept for good before the row is in the table, with all that is entered about them: what is refused, or
    a crash, leaves bytes that nobody can read, and the shelf is swept of them later.
    """
    ident, key = secrets.token_hex(16), new_key()
    wrapped = wrap(key, ident)
    sealed = storage().put(ident, lambda target: seal(source, target, key))
    return StoredFile(
        ident=ident,
        sha256=sealed.sha256,
        size=sealed.size,
        media_type=media_type,
        wrapped_key=wrapped.key,
        master_key=wrapped.bucket,
        stored_at=clock.now(),
    )


@receiver(pre_save, sender=StoredFile)
def stay_readable(instance: StoredFile, **told: object) -> None:
    """Wrap the key of a new file anew where something in its bucket was erased since it was put on the shelf."""
    if instance._state.adding and len(instance.master_key) == IDENT_LETTERS and not is_there(instance.master_key):
        instance.wrapped_key, instance.master_key = wrap(key_of(instance), instance.ident)


def read(file: StoredFile, start: int = 0, stop: int | None = None) -> Iterator[bytes]:
    """The bytes of a stored file from `start` up to but not including `stop`, piece by piece.

    Raises FileNotFoundError for an erased file, DamagedError for one that is not as it was written.
    """
    if file.wrapped_key is None:
        raise FileNotFoundError(f"the file {file.ident} was erased")
    key = key_of(file)
    with storage().open(file.ident) as stored:
        yield from unseal(stored, key, file.size, start, stop)


def viewed(file: StoredFile, viewer: str, case: str, start: int = 0, stop: int | None = None) -> Iterator[bytes]:
    """The bytes of a stored file for somebody's eyes: the access log says so before the first byte is given."""
    until = file.size if stop is None else stop
    DocumentView.objects.create(file=file, viewer=viewer, case=case, at=clock.now(), start=start, stop=until)
    return read(file, start, stop)


def erase(file: StoredFile) -> None:
    """Erase a file for good: its key is destroyed now, in one transaction with the order to discard its bytes. What it
    was stays known by its digest.
    """
    with transaction.atomic():
        gone = {"wrapped_key": None, "master_key": "", "erased_at": clock.now()}
        if StoredFile.objects.filter(pk=file.pk, erased_at=None).update(**gone):
            ask("house", DISCARD, f"discard:{file.ident}", {"ident": file.ident})


def discard(ident: str) -> None:
    """Take the bytes of an erased file off the shelf, unless that was done."""
    storage().discard(ident)


def key_of(file: StoredFile) -> bytes:
    """The key of a file that was not erased. Raises DamagedError where it does not open."""
    if file.wrapped_key is None:
        raise FileNotFoundError(f"the file {file.ident} was erased")
    wrapped = Wrapped(bytes(file.wrapped_key), file.master_key)
    if len(wrapped.bucket) == IDENT_LETTERS:
        return unwrap(wrapped, file.ident)
    return keyring().unwrap(wrapped.key, wrapped.bucket, file.ident)


def rewrap(batch: int = 500) -> int:
    """Wrap file keys that lie under a master key, as the first ones did, under that of their bucket; gives how many
    were (at most `batch`).
    """
    masters = list(keyring().keys)
    with transaction.atomic():
        older = StoredFile.objects.select_for_update().filter(master_key__in=masters, erased_at=None)
        files = list(older[:batch])
        for file in files:
            file.wrapped_key, file.master_key = wrap(key_of(file), file.ident)
            file.save(update_fields=("wrapped_key", "master_key"))
    return len(files)


def sweep(older_than_seconds: float = 24 * 3600, shelves: Iterable[str] = SHELVES) -> int:
    """Discard bytes that no row knows, once they are old enough not to be in the making; gives how many."""
    oldest, place = clock.now().timestamp() - older_than_seconds, storage()
    return sum(_swept(list(place.older(oldest, shelf)), place) for shelf in shelves)


def _swept(names: list[str], place: Storage) -> int:
    known: set[str] = set()
    for at in range(0, len(names), _AT_ONCE):
        batch = names[at : at + _AT_ONCE]
        known |= set(StoredFile.objects.filter(ident__in=batch).values_list("ident", flat=True))
    lost = [name for name in names if name not in known]
    for name in lost:
        place.discard(name)
    return len(lost)
