"""Files that were chosen in a form which came back: kept for a day, so that nobody has to choose them again."""

import datetime as dt
import re
import secrets
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from django.db import transaction

from evenhand_web.accounts.models import Person
from evenhand_web.infrastructure import clock
from evenhand_web.infrastructure.models import StoredFile
from evenhand_web.infrastructure.shelf import erase, put, read
from evenhand_web.records.media import PNG, FileKind
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
    return keep_stored(person, put(chosen.pieces, chosen.kind.media_type), chosen.name, chosen.kind.notes)


def keep_stored(
    person: Person, stored: StoredFile, name: str, notes: Iterable[str], pages: int | None = None, first: bytes = b""
) -> KeptFile:
    """Keep a file that lies on the shelf, its row still to be saved, with the picture of its first page (PNG)."""
    picture = put([first], PNG) if first else None
    with transaction.atomic():
        for file in filter(None, (stored, picture)):
            file.save(force_insert=True)
        return KeptFile.objects.create(
            ident=secrets.token_urlsafe(32),
            person=person,
            file=stored,
            name=name[-200:],
            notes=list(notes),
            pages=pages,
            first_page=picture,
            kept_at=clock.now(),
        )


def title_of(name: str) -> str:
    """A title for a paper from the name of its file: without its ending and with blanks where names of files have
    other signs.
    """
    stem = re.sub(r"\.[A-Za-z]{2,5}$", "", name.replace("\\", "/").rpartition("/")[2])
    return " ".join(re.sub(r"[_+]|%20", " ", stem).split())[:200]


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


def let_go(kept: KeptFile) -> None:
    """Erase a kept file that is needed no longer: it was entered, its person took it away, or its day is over."""
    with transaction.atomic():
        for file in filter(None, (kept.file, kept.first_page)):
            erase(file)
        kept.delete()


def erase_old() -> int:
    """Erase the files that were kept for a day, some hundred at a time; gives how many."""
    old = KeptFile.objects.filter(kept_at__lte=clock.now() - KEPT_FOR).select_related("file", "first_page")
    gone = list(old[:_AT_ONCE])
    for kept in gone:
        let_go(kept)
    return len(gone)
