"""Reading a paper of the mailroom: its pages counted and known again, its codes, and what it says of whose it is."""

import datetime as dt
import hashlib
import json
from collections.abc import Callable, Iterator
from functools import lru_cache
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from django.db import transaction

from evenhand.mailroom.cover_code import codes_in
from evenhand.mailroom.cover_parts import CoverPart, cover_parts
from evenhand.mailroom.paper_facts import PaperFacts, paper_facts
from evenhand.mailroom.taken_apart import page_codes, pages_apart
from evenhand.records.page import PageValues
from evenhand.records.page_reading import read_pages
from evenhand.records.page_signs import SignReader
from evenhand.records.recognition import RecognizedPage, recognized_page
from evenhand.records.record_words import load_record_words
from evenhand.records.whole_file import HeldFile
from evenhand_web.infrastructure import clock
from evenhand_web.infrastructure.models import StoredFile
from evenhand_web.infrastructure.programmes import programmes
from evenhand_web.infrastructure.shelf import put, read
from evenhand_web.mailroom.models import Item, ItemPage
from evenhand_web.mailroom.parting import part_item
from evenhand_web.records.media import kind_of_file
from evenhand_web.records.page_reader import contents, of_stored

SHOWN = 4
"""Of so many pages of a paper a picture is kept, to be looked at beside the cases."""
_RECOGNIZED = 12
"""Of so many pages that are pictures the words are read: whose a paper is stands on its first pages."""
_PNG, _FACTS = "image/png", "application/json"


class _FirstPictures:
    """Reads the words of the first pictures alone; a later one is a page whose words were not read."""

    def __init__(self) -> None:
        self._left = _RECOGNIZED

    def __call__(self, picture: bytes) -> RecognizedPage:
        self._left -= 1
        if self._left < 0:
            raise ValueError("the words of later pages are not needed here")
        return recognized_page(picture)


def read_item(item: Item, renew: Callable[[], None]) -> None:
    """Read a paper that was taken in, and write down what it says; one that was read is left as it is."""
    if item.read_at is not None:
        return
    if item.fault:
        _keep(item, PaperFacts(), [], [], [])
        return
    data = b"".join(read(item.file))
    stream = read_pages(data, recognize=_FirstPictures())
    values = list(_renewing(stream.values, renew))
    item.fault = stream.fault or kind_of_file(HeldFile(data)).fault
    codes = _codes(data, values)
    renew()
    facts = paper_facts(values, readers(), [code for each in codes.values() for code in each])
    parts = [] if item.fault else _parts(data, cover_parts(len(values), codes), renew)
    images = list(_images(item.file)) if values else []
    _keep(item, facts, [page_mark(page) for page in values], images, parts)


def _codes(data: bytes, values: list[PageValues]) -> dict[int, tuple[str, ...]]:
    """The codes of cover sheets on each page that bears one: as a picture, or as the signs beneath it."""
    pictured = page_codes(data) if any(map(_is_picture, values)) else {}
    told = {page.number: (*pictured.get(page.number, ()), *codes_in(page.text)) for page in values}
    return {number: tuple(dict.fromkeys(codes)) for number, codes in told.items() if codes}


class _Part(NamedTuple):
    """Pages of a scan under one cover sheet, put on the shelf as a file of their own."""

    pages: CoverPart
    file: StoredFile


def _parts(data: bytes, parts: tuple[CoverPart, ...], renew: Callable[[], None]) -> list[_Part]:
    """The parts of a scan with several cover sheets; none where it is one paper, or its pages cannot be taken apart."""
    if len(parts) < 2:
        return []
    taken: list[_Part] = []
    for part in parts:
        renew()
        piece = pages_apart(data, part.first, part.last)
        kind = kind_of_file(HeldFile(piece)) if piece else None
        if kind is None or kind.fault or not kind.media_type:
            return []
        taken.append(_Part(part, put([piece], kind.media_type)))
    return taken


def _is_picture(page: PageValues) -> bool:
    """Whether a page is a picture: elsewhere the code stands in the text, beneath its picture."""
    return bool(page.mark)


def _renewing(pages: Iterator[PageValues], renew: Callable[[], None]) -> Iterator[PageValues]:
    for page in pages:
        renew()
        yield page


def readers() -> tuple[SignReader, ...]:
    """What finds names and births under the labels that the programmes here know."""
    folders = sorted({law.folder for law in programmes()})
    return tuple(reader for folder in folders if (reader := _reader(folder)) is not None)


@lru_cache(maxsize=8)
def _reader(folder: Path) -> SignReader | None:
    words, _ = load_record_words(folder)
    return None if words is None else SignReader(words)


def page_mark(page: PageValues) -> str:
    """By what the same page is known again: its picture, else its words; empty for a page with neither."""
    if page.mark:
        return f"p{page.mark}"[:64]
    words = " ".join(page.text.split())
    return f"t{hashlib.sha256(words.encode()).hexdigest()}"[:64] if words else ""


def _images(file: StoredFile) -> Iterator[StoredFile | None]:
    held = contents(of_stored(file))
    for made in islice(held.made, SHOWN):
        yield put([made.png], _PNG) if made.png else None


def _keep(item: Item, facts: PaperFacts, marks: list[str], images: list[StoredFile | None], parts: list[_Part]) -> None:
    kept = put([json.dumps(_plain(facts)).encode()], _FACTS)
    with transaction.atomic():
        locked = Item.objects.select_for_update().get(pk=item.pk)
        if locked.read_at is not None:
            return
        kept.save(force_insert=True)
        for image in filter(None, images):
            image.save(force_insert=True)
        pictured = dict(enumerate(images, start=1))
        pages = enumerate(marks, start=1)
        ItemPage.objects.bulk_create(
            ItemPage(item=item, number=number, mark=mark, image=pictured.get(number)) for number, mark in pages
        )
        item.facts, item.pages, item.read_at = kept, len(marks), clock.now()
        item.save(update_fields=("facts", "pages", "read_at", "fault"))
        if parts and locked.state == Item.State.NEW:
            part_item(item, [(each.pages.first, each.pages.last, each.file) for each in parts])


def _plain(facts: PaperFacts) -> dict[str, object]:
    return {
        "text": facts.text,
        "codes": facts.codes,
        "numbers": facts.numbers,
        "names": facts.names,
        "born": [day.isoformat() for day in facts.born],
        "days": [day.isoformat() for day in facts.days],
    }


def facts_of(item: Item) -> PaperFacts:
    """What a paper says of whose it is; nothing where it was not read, or erased."""
    if item.facts is None or item.facts.wrapped_key is None:
        return PaperFacts()
    told = json.loads(b"".join(read(item.facts)))
    born, days = ([dt.date.fromisoformat(day) for day in told[name]] for name in ("born", "days"))
    return PaperFacts(
        text=told["text"],
        codes=tuple(told["codes"]),
        numbers=tuple(told["numbers"]),
        names=tuple(told["names"]),
        born=tuple(born),
        days=tuple(days),
    )
