"""The record as its reviewer has looked at it: what was opened, what was set aside, what came since."""

import datetime as dt
from typing import NamedTuple

from django.db.models import Min

from evenhand_web.cases.open_case import OpenCase
from evenhand_web.infrastructure import clock
from evenhand_web.infrastructure.models import DocumentView
from evenhand_web.records.deciding import in_reading_order
from evenhand_web.records.seam import RecordDocument, record_of
from evenhand_web.reviewing.models import Dismissal, Draft
from evenhand_web.reviewing.saved_parts import draft_of


class SeenDocument(NamedTuple):
    """A document of the record: whether the reviewer opened it, why it was set aside where it was, and whether it came
    after the reviewer had begun to read.
    """

    document: RecordDocument
    is_opened: bool
    dismissed: str
    is_new: bool


class SeenRecord(NamedTuple):
    """The whole record, in reading order."""

    documents: tuple[SeenDocument, ...]

    @property
    def record(self) -> tuple[RecordDocument, ...]:
        """Its documents without what the reviewer did with each."""
        return tuple(seen.document for seen in self.documents)

    @property
    def opened(self) -> frozenset[str]:
        """The ids of those that were opened."""
        return frozenset(seen.document.record.id for seen in self.documents if seen.is_opened)

    @property
    def dismissed(self) -> frozenset[str]:
        """The ids of those that were set aside with a reason."""
        return frozenset(seen.document.record.id for seen in self.documents if seen.dismissed)


def seen_record(case: OpenCase, draft: Draft | None) -> SeenRecord:
    """The record of a case as the reviewer who has it open has looked at it, the deciding documents first."""
    documents = {document.record.id: document for document in record_of(case.case, case.state)}
    looks = _first_looks(case)
    began = min(looks.values(), default=None)
    reasons = _dismissed(draft)
    ordered = in_reading_order(document.record for document in documents.values())
    return SeenRecord(
        tuple(_seen(documents[record.id], looks, began, reasons.get(record.id, "")) for record in ordered)
    )


def _dismissed(draft: Draft | None) -> dict[str, str]:
    if draft is None:
        return {}
    return dict(Dismissal.objects.filter(draft=draft).order_by("pk").values_list("record", "reason"))


def _first_looks(case: OpenCase) -> dict[int, dt.datetime]:
    """When the reviewer first opened each document of the record, by its row: from the access log, which cannot be
    talked out of it. What a search shows of a document opens it not.
    """
    views = DocumentView.objects.filter(case=case.case.ident, viewer=case.viewer.ident, stop__gt=0)
    columns = ("file__image_of__reading__document", "file__text_of__document")
    looks: dict[int, dt.datetime] = {}
    for image_of, text_of, at in views.values_list(*columns).annotate(first=Min("at")):
        document = image_of or text_of
        if document is not None:
            looks[document] = min(at, looks.get(document, at))
    return looks


def _seen(
    document: RecordDocument, looks: dict[int, dt.datetime], began: dt.datetime | None, dismissed: str
) -> SeenDocument:
    is_opened = document.file is not None and document.file.pk in looks
    return SeenDocument(document, is_opened, dismissed, began is not None and document.came_at > began)


def dismiss(case: OpenCase, document: RecordDocument, reason: str) -> Dismissal:
    """Set a document aside unopened, with the reason, for the reviewer who has the case open."""
    draft = draft_of(case.case, case.viewer)
    return Dismissal.objects.create(draft=draft, record=document.record.id, reason=reason, made_at=clock.now())
