"""The shelf: files put away encrypted, read in ranges, and erased by destroying their key."""

import os
import secrets
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path

from django.conf import settings
from django.db import transaction

from evenhand_web.works import clock
from evenhand_web.works.keyring import keyring
from evenhand_web.works.models import DocumentView, StoredFile
from evenhand_web.works.queue import ask
from evenhand_web.works.vault import new_key, seal, unseal

DISCARD = "works.discard"
_MAKING = "making-"


def _path(ident: str) -> Path:
    return Path(settings.FILES) / ident[:2] / ident


def put(source: Iterable[bytes], media_type: str) -> StoredFile:
    """Put a file on the shelf under a random name; gives its row, still to be saved.

    The bytes are on the disk before the row is in the table, with all that is entered about them: what is refused, or
    a crash, leaves bytes that nobody can read, and the shelf is swept of them later.
    """
    ident, key, keys = secrets.token_hex(16), new_key(), keyring()
    folder = _path(ident).parent
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    handle, name = tempfile.mkstemp(prefix=_MAKING, dir=folder)
    with os.fdopen(handle, "wb") as target:
        sealed = seal(source, target, key)
        target.flush()
        os.fsync(target.fileno())
    os.replace(name, _path(ident))
    _settle(folder)
    return StoredFile(
        ident=ident,
        sha256=sealed.sha256,
        size=sealed.size,
        media_type=media_type,
        wrapped_key=keys.wrap(key, ident),
        master_key=keys.current,
        stored_at=clock.now(),
    )


def _settle(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def read(file: StoredFile, start: int = 0, stop: int | None = None) -> Iterator[bytes]:
    """The bytes of a stored file from `start` up to but not including `stop`, piece by piece.

    Raises FileNotFoundError for an erased file, DamagedError for one that is not as it was written.
    """
    if file.wrapped_key is None:
        raise FileNotFoundError(f"the file {file.ident} was erased")
    key = keyring().unwrap(bytes(file.wrapped_key), file.master_key, file.ident)
    with _path(file.ident).open("rb") as stored:
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
    _path(ident).unlink(missing_ok=True)


def rewrap(batch: int = 500) -> int:
    """Wrap file keys that lie under an older master key under the current one; gives how many were done (at most
    `batch`).
    """
    keys = keyring()
    with transaction.atomic():
        older = StoredFile.objects.select_for_update().filter(erased_at=None).exclude(master_key=keys.current)
        files = list(older[:batch])
        for file in files:
            if file.wrapped_key is None:
                continue
            key = keys.unwrap(bytes(file.wrapped_key), file.master_key, file.ident)
            file.wrapped_key, file.master_key = keys.wrap(key, file.ident), keys.current
            file.save(update_fields=("wrapped_key", "master_key"))
    return len(files)


def sweep(older_than_seconds: float = 24 * 3600) -> int:
    """Discard bytes on the shelf that no row knows, once they are old enough not to be in the making; gives how
    many.
    """
    swept, oldest = 0, clock.now().timestamp() - older_than_seconds
    for folder in Path(settings.FILES).glob("??"):
        paths = [path for path in folder.iterdir() if path.stat().st_mtime < oldest]
        names = [path.name for path in paths]
        known = set(StoredFile.objects.filter(ident__in=names).values_list("ident", flat=True))
        for path in paths:
            if path.name not in known:
                path.unlink(missing_ok=True)
                swept += 1
    return swept
