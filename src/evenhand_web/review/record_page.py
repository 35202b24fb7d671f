"""The record as the reviewer sees it: what decides first, with badges, and one page beside the draft."""

from typing import NamedTuple

from django.http import Http404
from django.utils.translation import gettext as _

from evenhand_web.cases.open_case import OpenCase
from evenhand_web.records.models import Page
from evenhand_web.records.reading import texts_of
from evenhand_web.records.seam import DocumentState, RecordDocument, fault_words, record_of
from evenhand_web.reviewing.record_seen import SeenDocument, SeenRecord


class Badge(NamedTuple):
    """A word on a document, and how it looks."""

    css: str
    words: str


class DocumentRow(NamedTuple):
    """A document in the list: how it stands to be read, and what was said where it was not opened."""

    document: RecordDocument
    badges: tuple[Badge, ...]
    is_opened: bool
    dismissed: str

    @property
    def wants(self) -> bool:
        """Whether it decides, and was neither opened nor marked as not reviewed."""
        return self.document.is_deciding and not self.is_opened and not self.dismissed

    @property
    def can_open(self) -> bool:
        """Whether there is something to look at."""
        return self.document.state in (DocumentState.READABLE, DocumentState.ILLEGIBLE)


def document_rows(record: SeenRecord) -> tuple[DocumentRow, ...]:
    """The record of an open file as a list shows it."""
    return tuple(
        DocumentRow(seen.document, tuple(_badges(seen)), seen.is_opened, seen.dismissed) for seen in record.documents
    )


def _badges(seen: SeenDocument) -> list[Badge]:
    state = seen.document.state
    if state is DocumentState.MISSING:
        return [Badge("late", _("Cited but missing"))]
    if state is DocumentState.LISTED:
        return [Badge("unknown", _("Listed, no file here"))]
    badges = [Badge("late", _("Illegible"))] if state is DocumentState.ILLEGIBLE else []
    if state is DocumentState.WAITING:
        badges.append(Badge("unknown", _("Pages are being made")))
    if not seen.is_opened:
        badges.append(Badge(_("soon unopened"), _("Unopened")))
        if seen.is_new:
            badges.append(Badge(_("running unopened"), _("New")))
    return badges


class PageShown(NamedTuple):
    """One page of one document. A page of plain text has no image: `text` is all of it then."""

    document: RecordDocument
    number: int
    page: Page
    text: str
    fault: str

    @property
    def before(self) -> int:
        """The number of the page before; 0 on the first."""
        return self.number - 1

    @property
    def after(self) -> int:
        """The number of the page after; 0 on the last."""
        return self.number + 1 if self.document.reading and self.number < self.document.reading.pages else 0


def document_of(file: OpenCase, ident: str) -> RecordDocument:
    """A document of the record by its id; Http404 where there is none."""
    document = next((document for document in record_of(file.case, file.state) if document.record.id == ident), None)
    if document is None:
        raise Http404
    return document


def page_shown(document: RecordDocument, number: int) -> PageShown:
    """A page of a document that was read; Http404 where there is no such page."""
    page = Page.objects.select_related("image", "reading__text").filter(reading=document.reading, number=number).first()
    if document.reading is None or page is None:
        raise Http404
    texts = texts_of(document.reading)
    text = texts[number - 1] if number <= len(texts) else ""
    return PageShown(document, number, page, text, fault_words(page.fault))
