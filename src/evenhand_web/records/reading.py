"""Reading a document of the record once: its pages as images on the shelf, its text beside them."""

import json
import logging
from collections.abc import Callable

from django.db import transaction

from evenhand_web.cases.models import CaseDocument
from evenhand_web.infrastructure import clock, shelf
from evenhand_web.infrastructure.models import StoredFile
from evenhand_web.infrastructure.quiet_log import failure
from evenhand_web.infrastructure.vault import DamagedError
from evenhand_web.records.made_page import MadePage
from evenhand_web.records.media import PNG
from evenhand_web.records.models import Page, Reading, Sorting
from evenhand_web.records.page_reader import contents, of_stored

TEXTS = "application/json"
ERASED, DAMAGED_FILE, NO_PAGE, FAILED = "ERASED", "DAMAGED", "READ-PAGE", "READ-FAILED"
_LOG = logging.getLogger("evenhand.records")


def read_document(document: CaseDocument, renew: Callable[[], None]) -> Reading | None:
    """Make the pages of a document, unless that was done; `renew` is called between pages. Gives None where it was.

    A document that cannot be read has a Reading too, which says why.
    """
    if Reading.objects.filter(document=document).exists():
        return None
    if document.file.erased_at is not None:
        return given_up(document, ERASED)
    try:
        extracted = contents(of_stored(document.file))
    except DamagedError as error:
        _LOG.error("document %s: %s", document.pk, failure(error))
        return given_up(document, DAMAGED_FILE)
    pages, files, texts = list[Page](), list[StoredFile](), list[str]()
    for made in extracted.made:
        renew()
        image = shelf.put([made.png], PNG) if made.png else None
        pages.append(_page(made, image))
        files += [image] if image else []
        texts.append(made.text)
    shown = sum(not page.fault for page in pages)
    fault = extracted.fault or ("" if shown else NO_PAGE)
    reading = Reading(document=document, pages=len(pages), missing=max(extracted.pages - len(pages), 0), fault=fault)
    return _kept(reading, pages, files, texts)


def given_up(document: CaseDocument, fault: str) -> Reading:
    """Write down that a document cannot be read, and why."""
    reading, _ = Reading.objects.get_or_create(document=document, defaults={"fault": fault, "read_at": clock.now()})
    return reading


def _page(made: MadePage, image: StoredFile | None) -> Page:
    has_text = bool(made.text.strip())
    return Page(
        number=made.number, image=image, width=made.width, height=made.height, has_text=has_text, fault=made.fault
    )


def _kept(reading: Reading, pages: list[Page], files: list[StoredFile], texts: list[str]) -> Reading:
    text = shelf.put([json.dumps(texts).encode()], TEXTS) if texts else None
    with transaction.atomic():
        for file in files + ([text] if text else []):
            file.save(force_insert=True)
        reading.text, reading.read_at = text, clock.now()
        reading.save(force_insert=True)
        for page in pages:
            page.reading, page.image = reading, page.image  # the image has its key only now
        Page.objects.bulk_create(pages)
    return reading


def texts_of(reading: Reading) -> list[str]:
    """The text of every page of a document that was read, in their order."""
    if reading.text is None or reading.text.wrapped_key is None:
        return []
    texts: list[str] = json.loads(b"".join(shelf.read(reading.text)))
    return texts


def erase_document(document: CaseDocument) -> None:
    """Erase a document of the record for good, with everything that was made of it. No page or command does so yet."""
    with transaction.atomic():
        shelf.erase(document.file)
        sorting = Sorting.objects.filter(document=document).select_related("values").first()
        if sorting is not None and sorting.values is not None:
            shelf.erase(sorting.values)
        reading = Reading.objects.filter(document=document).select_related("text").first()
        if reading is None:
            return
        for page in reading.page_set.exclude(image=None).select_related("image"):
            if page.image is not None:
                shelf.erase(page.image)
        if reading.text is not None:
            shelf.erase(reading.text)
