"""The record as its reviewer has seen it: page by page, what was left out and why, what came since."""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Mapping
from typing import NamedTuple

from django.db.models import Min

from evenhand.determination.model import DocumentReading
from evenhand.programme.record_kinds import RecordKinds
from evenhand_web.cases.open_case import OpenCase
from evenhand_web.infrastructure.models import DocumentView
from evenhand_web.records.deciding import deciding_documents, in_reading_order
from evenhand_web.records.seam import DocumentState, RecordDocument, record_of
from evenhand_web.reviewing.analysis import Written
from evenhand_web.reviewing.models import Draft, PageSeen


class SeenDocument(NamedTuple):
    """A document of the record: the numbers of the pages that its reviewer has seen, whether it decides, why it was
    not seen whole where that was said, whether it was opened, and whether it came after the reviewer had begun to read.
    """

    document: RecordDocument
    seen: frozenset[int]
    decides: bool
    reason: str
    is_opened: bool
    is_new: bool

    @property
    def pages(self) -> int:
        """How many pages it has: counted where a file was read, else as listed; 0 where nobody knows."""
        return self.document.counted or self.document.record.pages or 0

    @property
    def is_whole(self) -> bool:
        """Whether every page of it was seen."""
        return self.document.counted > 0 and len(self.seen - self.document.apart) >= self.document.to_see

    @property
    def wants(self) -> bool:
        """Whether it has still to be seen, or a word to be said why not. What is listed and was never here wants one
        only where it decides.
        """
        is_here = self.document.file is not None
        return not self.is_whole and not self.reason and (self.decides or is_here)

    @property
    def reading(self) -> DocumentReading:
        """How it was read, as the letter tells it."""
        unread = "" if self.document.state is DocumentState.READABLE else _WHY.get(self.document.state, "")
        kept = (self.document.fault or unread, _told_apart(self.document), "" if self.is_whole else self.reason)
        why = " ".join(filter(None, kept))
        return DocumentReading(record=self.document.record.id, pages=self.pages, seen=len(self.seen), reason=why)


def _told_apart(document: RecordDocument) -> str:
    """That pages of a document are another person's, and stand in nobody's sight."""
    count = len(document.apart)
    if not count:
        return ""
    return (
        f"{count} page of another person is set apart."
        if count == 1
        else f"{count} pages of another person are set apart."
    )


_WHY = {
    DocumentState.MISSING: "It did not come.",
    DocumentState.LISTED: "It is listed, and no file of it is here.",
    DocumentState.WAITING: "Its pages were still being made.",
}


class SeenRecord(NamedTuple):
    """The whole record, in reading order."""

    documents: tuple[SeenDocument, ...]

    @property
    def record(self) -> tuple[RecordDocument, ...]:
        """Its documents without what the reviewer did with each."""
        return tuple(seen.document for seen in self.documents)

    @property
    def wanting(self) -> tuple[SeenDocument, ...]:
        """Those that have still to be seen, or a word to be said why not."""
        return tuple(seen for seen in self.documents if seen.wants)

    @property
    def pages(self) -> int:
        """How many pages the record has."""
        return sum(seen.pages for seen in self.documents)

    @property
    def pages_seen(self) -> int:
        """How many of them were seen."""
        return sum(len(seen.seen) for seen in self.documents)

    @property
    def reading(self) -> tuple[DocumentReading, ...]:
        """How each document was read, as the letter tells it: in the order of their numbers."""
        listed = sorted(self.documents, key=lambda seen: (len(seen.document.record.id), seen.document.record.id))
        return tuple(seen.reading for seen in listed)


def seen_record(case: OpenCase, draft: Draft | None, written: Written) -> SeenRecord:
    """The record of a case as the reviewer who has it open has seen it, the deciding documents first; `written` is the
    draft as it stands, whose anchors decide, too.
    """
    kinds, record = case.programme.record_kinds, record_of(case.case, case.state)
    decided = case.state.last("ur_decision")
    decides = deciding_documents(record, kinds, decided.on if decided else None, anchored(written))
    pages, looks, reasons = _pages_seen(case), _first_looks(case), _reasons(draft)
    began = min(looks.values(), default=None)
    return SeenRecord(
        tuple(
            SeenDocument(
                document=document,
                seen=pages.get(document.file.pk, frozenset()) if document.file else frozenset(),
                decides=document.record.id in decides,
                reason=reasons.get(document.record.id, ""),
                is_opened=document.file is not None and document.file.pk in looks,
                is_new=began is not None and document.came_at > began,
            )
            for document in _ordered(record, kinds)
        )
    )


def anchored(written: Written) -> frozenset[str]:
    """The ids of the documents that a draft anchors something to."""
    facts = [fact.record for line in written.lines.values() for fact in line.facts]
    facts += [report.record for line in written.lines.values() for report in line.contrary]
    return frozenset(filter(None, (*facts, *(paragraph.record for paragraph in written.summary.paragraphs))))


def _reasons(draft: Draft | None) -> dict[str, str]:
    if draft is None:
        return {}
    left_out = draft.dismissals.order_by("pk")
    return {dismissal.record: dismissal.reason for dismissal in left_out}


def _pages_seen(case: OpenCase) -> Mapping[int, frozenset[int]]:
    """The pages that the reviewer has seen, by the row of their document."""
    pages_of: dict[int, set[int]] = defaultdict(set)
    mine = PageSeen.objects.filter(person=case.viewer, document__case=case.case)
    for document, page in mine.values_list("document", "page"):
        pages_of[document].add(page)
    return {document: frozenset(pages) for document, pages in pages_of.items()}


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


def _ordered(record: Collection[RecordDocument], kinds: RecordKinds) -> list[RecordDocument]:
    """The papers of the intake first, then the deciding documents."""
    return sorted(in_reading_order(record, kinds), key=lambda document: not document.is_of_intake)
