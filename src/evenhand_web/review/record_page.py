"""The record as the reviewer sees it: what decides first, with badges, and one page beside the draft."""

import datetime as dt
from typing import NamedTuple

from django.db.models import Min
from django.http import Http404

from evenhand_web.cases.open_case import OpenCase
from evenhand_web.infrastructure.models import DocumentView
from evenhand_web.records.deciding import in_reading_order
from evenhand_web.records.models import Page
from evenhand_web.records.reading import texts_of
from evenhand_web.records.seam import FAULTS, DocumentState, RecordDocument, record_of
from evenhand_web.reviewing.models import Dismissal, Draft


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
        """Whether it decides, and was neither opened nor set aside."""
        return self.document.is_deciding and not self.is_opened and not self.dismissed

    @property
    def can_open(self) -> bool:
        """Whether there is something to look at."""
        return self.document.state in (DocumentState.READABLE, DocumentState.ILLEGIBLE)


class RecordPage(NamedTuple):
    """The whole record, in reading order."""

    rows: tuple[DocumentRow, ...]

    @property
    def record(self) -> tuple[RecordDocument, ...]:
        """Its documents."""
        return tuple(row.document for row in self.rows)

    @property
    def opened(self) -> frozenset[str]:
        """The ids of those that were opened."""
        return frozenset(row.document.record.id for row in self.rows if row.is_opened)

    @property
    def dismissed(self) -> frozenset[str]:
        """The ids of those that were set aside with a reason."""
        return frozenset(row.document.record.id for row in self.rows if row.dismissed)


def record_page(file: OpenCase, draft: Draft | None) -> RecordPage:
    """The record of an open file, the deciding documents first."""
    documents = {document.record.id: document for document in record_of(file.case, file.state)}
    seen = _first_looks(file)
    began = min(seen.values(), default=None)
    dismissed = _dismissed(draft)
    ordered = in_reading_order(document.record for document in documents.values())
    rows = [_row(documents[record.id], seen, began, dismissed.get(record.id, "")) for record in ordered]
    return RecordPage(tuple(rows))


def _dismissed(draft: Draft | None) -> dict[str, str]:
    if draft is None:
        return {}
    return dict(Dismissal.objects.filter(draft=draft).order_by("pk").values_list("record", "reason"))


def _first_looks(file: OpenCase) -> dict[int, dt.datetime]:
    """When the reviewer first opened each document of the record, by its row: from the access log, which cannot be
    talked out of it. What a search shows of a document opens it not.
    """
    views = DocumentView.objects.filter(case=file.case.ident, viewer=file.viewer.ident, stop__gt=0)
    columns = ("file__image_of__reading__document", "file__text_of__document")
    looks: dict[int, dt.datetime] = {}
    for image_of, text_of, at in views.values_list(*columns).annotate(first=Min("at")):
        document = image_of or text_of
        if document is not None:
            looks[document] = min(at, looks.get(document, at))
    return looks


def _row(
    document: RecordDocument, seen: dict[int, dt.datetime], began: dt.datetime | None, dismissed: str
) -> DocumentRow:
    is_opened = document.file is not None and document.file.pk in seen
    return DocumentRow(document, tuple(_badges(document, began, is_opened=is_opened)), is_opened, dismissed)


def _badges(document: RecordDocument, began: dt.datetime | None, *, is_opened: bool) -> list[Badge]:
    state = document.state
    if state is DocumentState.MISSING:
        return [Badge("late", "Cited but missing")]
    if state is DocumentState.LISTED:
        return [Badge("unknown", "Listed, no file here")]
    badges = [Badge("late", "Illegible")] if state is DocumentState.ILLEGIBLE else []
    if state is DocumentState.WAITING:
        badges.append(Badge("unknown", "Pages are being made"))
    if not is_opened:
        badges.append(Badge("soon unopened", "Unopened"))
        if began is not None and document.came_at > began:
            badges.append(Badge("running unopened", "New"))
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
    return PageShown(document, number, page, text, FAULTS.get(page.fault, page.fault))
