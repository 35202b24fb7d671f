"""Files that come in parts: begun, taken part by part in their order, and kept once whole.

Each part lies on the shelf under a key of its own, as every file does. What nobody went on with for a day is erased,
and what one person has on its way and kept together is bounded.
"""

import hashlib
import itertools
from collections.abc import Iterable, Iterator

from django.db import IntegrityError, transaction
from django.db.models import Sum
from django.utils.translation import gettext

from evenhand_web.accounts.models import Person
from evenhand_web.infrastructure import clock
from evenhand_web.infrastructure.models import StoredFile
from evenhand_web.infrastructure.shelf import discard, erase, put, read
from evenhand_web.records.file_words import refused
from evenhand_web.records.first_page import first_page
from evenhand_web.records.kept_files import KEPT_FOR, keep_stored, let_go
from evenhand_web.records.media import FileKind, kind_of_file
from evenhand_web.records.models import KeptFile, Upload, UploadPart
from evenhand_web.records.shelved_file import ShelvedFile

PART = 8 * 1024 * 1024
LARGEST = 500 * 1024 * 1024
MOST_BYTES, MOST_FILES = 4 * LARGEST, 200
"""What one person may have on its way and kept at a time."""
_PART_TYPE = "application/octet-stream"
_AT_ONCE = 50


class UploadError(Exception):
    """Why a file, or a part of one, is not taken, in words; `status` is the HTTP status that says so."""

    def __init__(self, words: str, status: int) -> None:
        super().__init__(words)
        self.status = status


def begin(person: Person, name: str, size: int, mark: str) -> Upload:
    """The upload of a file of so many bytes: the one that its person began and did not end, where name, size and mark
    are the same, or a new one. Raises UploadError where it is empty, too large, or more than one person may bring.
    """
    if not 0 < size <= LARGEST:
        largest = LARGEST // 1024**2
        raise UploadError(
            gettext("%(name)s is empty.") % {"name": name}
            if size <= 0
            else gettext("%(name)s is larger than the %(largest)s MB that one file may have. Send it in several.")
            % {"name": name, "largest": largest},
            413 if size > 0 else 422,
        )
    same = Upload.objects.filter(person=person, name=name[-200:], size=size, mark=mark[:40], kept=None)
    with transaction.atomic():
        Person.objects.select_for_update().get(pk=person.pk)  # one after the other, so that the bound holds
        going_on = same.order_by("pk").last() if mark else None
        if going_on is not None:
            return going_on
        _check_room(person, size)
        return Upload.objects.create(person=person, name=name[-200:], size=size, mark=mark[:40], touched_at=clock.now())


def _check_room(person: Person, size: int) -> None:
    coming = Upload.objects.filter(person=person, kept=None)
    kept = KeptFile.objects.filter(person=person)
    held = (coming.aggregate(all=Sum("size"))["all"] or 0) + (kept.aggregate(all=Sum("file__size"))["all"] or 0)
    if held + size > MOST_BYTES or coming.count() + kept.count() >= MOST_FILES:
        raise UploadError(
            gettext(
                "You have as much waiting here as one person may: %(most)s files, or %(bytes)s MB together. Enter or "
                "remove some of them, and send this one then."
            )
            % {"most": MOST_FILES, "bytes": MOST_BYTES // 1024**2},
            409,
        )


def take_part(upload: Upload, start: int, data: bytes, digest: str = "") -> int:
    """Take the part that begins at a byte; gives how many bytes of the file are here now. A part that is here already
    changes nothing. `digest` is its SHA-256 in hexadecimal, where the browser could reckon it.

    Raises UploadError for a part out of order, of the wrong length, or not as it was sent.
    """
    expected = min(PART, upload.size - start)
    if start % PART or not 0 <= start < upload.size:
        raise UploadError(gettext("A part cannot begin at byte %(start)s of this file.") % {"start": start}, 422)
    if len(data) != expected:
        words = gettext("A part came cut short: %(came)s of %(expected)s bytes. It is sent again.")
        raise UploadError(words % {"came": len(data), "expected": expected}, 400)
    if digest and digest != hashlib.sha256(data).hexdigest():
        raise UploadError(gettext("A part did not come as it was sent. It is sent again."), 422)
    if start > upload.received:
        words = gettext("The part that begins at byte %(start)s came before its turn: byte %(next)s is next.")
        raise UploadError(words % {"start": start, "next": upload.received}, 409)
    return upload.received if start < upload.received else _taken(upload, start, data)


def _taken(upload: Upload, start: int, data: bytes) -> int:
    stored = put([data], _PART_TYPE)
    try:
        with transaction.atomic():
            now = Upload.objects.select_for_update().get(pk=upload.pk)
            if now.received == start:
                stored.save(force_insert=True)
                UploadPart.objects.create(upload=now, start=start, file=stored)
                now.received, now.touched_at = start + len(data), clock.now()
                now.save(update_fields=("received", "touched_at"))
                return now.received
    except (IntegrityError, Upload.DoesNotExist):
        now = None
    discard(stored.ident)  # the same part came from another window meanwhile
    if now is None:
        raise UploadError(gettext("This file was removed in another window. Choose it again."), 410)
    return now.received


def parts_of(upload: Upload) -> list[UploadPart]:
    """The parts that are here, in their order."""
    return list(upload.parts.select_related("file").order_by("start"))


def finish(upload: Upload) -> Upload:
    """Put the parts of a file together, look what it is, and keep it: the upload with what is kept. Asked again it
    gives the same.

    Raises UploadError where parts are missing, or no page can be made of the file: then its parts are erased.
    """
    with transaction.atomic():
        upload = Upload.objects.select_for_update().select_related("kept__file").get(pk=upload.pk)
    if upload.kept is not None:
        return upload
    if upload.received < upload.size:
        words = gettext("%(received)s of %(size)s bytes are here. Send the rest first.")
        raise UploadError(words % {"received": upload.received, "size": upload.size}, 409)
    whole, kind = _joined(upload)
    pages, picture = first_page(whole)
    with transaction.atomic():
        now = Upload.objects.select_for_update().get(pk=upload.pk)
        if now.kept is None:
            now.kept = keep_stored(upload.person, whole, upload.name, kind.notes, pages, picture)
            now.save(update_fields=("kept",))
            _erase_parts(now)
            return now
    discard(whole.ident)  # another window was faster
    return now


def _joined(upload: Upload) -> tuple[StoredFile, FileKind]:
    """The file of all parts, its row not yet saved, and its kind."""
    whole = put(_bytes(upload), _PART_TYPE)
    kind = kind_of_file(ShelvedFile(whole))
    if kind.fault:
        discard(whole.ident)
        remove(upload)
        raise UploadError(f"{upload.name}: {refused(kind.fault)}", 422)
    whole.media_type = kind.media_type
    return whole, kind


def _bytes(upload: Upload) -> Iterator[bytes]:
    return itertools.chain.from_iterable(read(part.file) for part in parts_of(upload))


def _erase_parts(upload: Upload) -> None:
    for part in parts_of(upload):
        part.delete()
        erase(part.file)


def remove(upload: Upload) -> None:
    """Erase a file that is on its way, or was kept from it."""
    with transaction.atomic():
        _erase_parts(upload)
        if upload.kept is not None:
            let_go(upload.kept)
        else:
            upload.delete()


def unfinished(person: Person) -> Iterable[Upload]:
    """What a person began to send and did not end, the newest first."""
    return Upload.objects.filter(person=person, kept=None, touched_at__gt=clock.now() - KEPT_FOR).order_by("-pk")


def not_entered(person: Person) -> Iterable[Upload]:
    """What a person sent whole and did not enter yet, the newest first."""
    whole = Upload.objects.filter(person=person, kept__kept_at__gt=clock.now() - KEPT_FOR)
    return whole.select_related("kept__file").order_by("-pk")


def erase_unfinished() -> int:
    """Erase what nobody went on with for a day, some at a time; gives how many."""
    old = list(Upload.objects.filter(kept=None, touched_at__lte=clock.now() - KEPT_FOR)[:_AT_ONCE])
    for upload in old:
        remove(upload)
    return len(old)
