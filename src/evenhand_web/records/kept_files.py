"""Files that were chosen in a form which came back: kept for a day, so that nobody has to choose them again."""

import datetime as dt
import secrets
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from django.db import transaction

from evenhand_web.accounts.models import Person
from evenhand_web.infrastructure import clock
from evenhand_web.infrastructure.shelf import erase, put, read
from evenhand_web.records.media import FileKind
from evenhand_web.records.models import KeptFile

KEPT_FOR = dt.timedelta(days=1)
_AT_ONCE = 200


class ChosenFile(NamedTuple):
    """A file that pages can be made of, as it was chosen: its name, its size in bytes, its kind, and its bytes."""

    name: str
    size: int
    kind: FileKind
    pieces: Iterable[bytes]


def keep(person: Person, chosen: ChosenFile) -> KeptFile:
    """Keep a file that a person chose until the form is sent again, or a day is over."""
    stored = put(chosen.pieces, chosen.kind.media_type)
    with transaction.atomic():
        stored.save(force_insert=True)
        return KeptFile.objects.create(
            ident=secrets.token_urlsafe(32),
            person=person,
            file=stored,
            name=chosen.name[-200:],
            notes=list(chosen.kind.notes),
            kept_at=clock.now(),
        )


def kept_file(ident: str) -> KeptFile | None:
    """A file that was kept, by what the form was given for it; None where it is gone."""
    kept = KeptFile.objects.select_related("file").filter(ident=ident[:43], file__wrapped_key__isnull=False).first()
    return kept if kept is not None and kept.kept_at > clock.now() - KEPT_FOR else None


def as_chosen(kept: KeptFile) -> ChosenFile:
    """A kept file as it was chosen."""
    kind = FileKind(kept.file.media_type, "", tuple(kept.notes))
    return ChosenFile(kept.name, kept.file.size, kind, _pieces(kept))


def _pieces(kept: KeptFile) -> Iterator[bytes]:
    yield from read(kept.file)


def erase_old() -> int:
    """Erase the files that were kept for a day, some hundred at a time; gives how many."""
    old = list(KeptFile.objects.filter(kept_at__lte=clock.now() - KEPT_FOR).select_related("file")[:_AT_ONCE])
    for kept in old:
        with transaction.atomic():
            erase(kept.file)
            kept.delete()
    return len(old)
