"""The documents of a case by their titles, and one page of one of them."""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from evenhand.docket.assignment import NoticeIssued
from evenhand_web.accounts.models import PersonRole
from evenhand_web.cases.access import documents_for, may_see
from evenhand_web.cases.models import CaseDocument
from evenhand_web.cases.open_case import OpenCase
from evenhand_web.desk.case_page import case_frame
from evenhand_web.desk.notices_owed import notice_title
from evenhand_web.desk.sorting_page import count_words
from evenhand_web.desk.still_open import erasure_rows
from evenhand_web.pages.entry_words import titled
from evenhand_web.records.file_words import fault_words
from evenhand_web.records.models import Page, Reading
from evenhand_web.records.reading import texts_of
from evenhand_web.records.seam import RecordDocument, pages_apart, record_of
from evenhand_web.records.sorted_record import open_sorting


class DocumentLine(NamedTuple):
    """A document by its title: what is known of it, its file where one is here, and why it is illegible where it is."""

    title: str
    about: tuple[str, ...]
    pages: int
    file: CaseDocument | None
    fault: str
    can_open: bool
    is_missing: bool
    apart: int = 0
    can_download: bool = True


class DocumentPage(NamedTuple):
    """One page of a document: its title, the page, its text where it has any, and why it cannot be shown."""

    title: str
    file: CaseDocument
    reading: Reading
    page: Page
    text: str
    fault: str

    @property
    def before(self) -> int:
        """The number of the page before; 0 on the first."""
        return self.page.number - 1

    @property
    def after(self) -> int:
        """The number of the page after; 0 on the last."""
        return self.page.number + 1 if self.page.number < self.reading.pages else 0


def record_page(case: OpenCase) -> dict[str, Any]:
    """The record as it is listed, and beside it what was made or kept here."""
    files = _files(case)
    listed = [document for document in record_of(case.case, case.state) if _is_seen(case, document.entry)]
    sorts = case.viewer.role == PersonRole.COORDINATOR
    shown = {document.file.pk for document in listed if document.file}
    kept = [_kept(case, file) for file in files if file.pk not in shown]
    labels = {party.id: party.name for party in case.state.parties.values()}
    return case_frame(case, "case_record") | {
        "documents": [_listed(document, labels, sorts=sorts) for document in listed],
        "kept": kept,
        "waiting": count_words(*open_sorting(case.case)),
        "sorts": sorts,
        "erasures": tuple(erasure_rows(case, tuple(files))),
    }


def _is_seen(case: OpenCase, entry: int) -> bool:
    return may_see(case.viewer, case.docket.entries[entry - 1], case.programme)


def _files(case: OpenCase) -> list[CaseDocument]:
    documents = documents_for(case.viewer, case.case).select_related("reading").order_by("entry", "id")
    return [document for document in documents if _is_seen(case, document.entry)]


def _listed(document: RecordDocument, labels: Mapping[str, str], *, sorts: bool) -> DocumentLine:
    record = document.record
    about = (record.id, record.author, record.dated, document.kind.title, labels.get(document.sender, ""))
    return DocumentLine(
        title=record.title,
        about=tuple(dict.fromkeys(filter(None, about))),
        pages=document.pages,
        file=document.file,
        fault=document.fault,
        can_open=_can_open(document.reading),
        is_missing=not record.received,
        apart=len(document.apart),
        can_download=sorts or not document.apart,
    )


def _kept(case: OpenCase, file: CaseDocument) -> DocumentLine:
    reading = getattr(file, "reading", None)
    fault = fault_words(reading.fault) if reading else ""
    pages = reading.pages if reading else 0
    return DocumentLine(_entry_title(case, file.entry), (file.name,), pages, file, fault, _can_open(reading), False)


def _entry_title(case: OpenCase, number: int) -> str:
    """What an entry brought: a notice by its own title and whom it is to, else what the programme calls the entry."""
    payload = case.docket.entries[number - 1].payload
    if not isinstance(payload, NoticeIssued):
        return titled(case, number)
    party = case.state.parties.get(payload.party)
    told = {"notice": notice_title(case, payload.notice), "to": party.name if party else payload.party}
    return _("%(notice)s, to %(to)s") % told


def _can_open(reading: Reading | None) -> bool:
    return reading is not None and reading.pages > 0


def document_page(case: OpenCase, ident: str, number: int) -> DocumentPage:
    """A page of a document for who may see the entry it came with; Http404 where there is no such page."""
    documents = documents_for(case.viewer, case.case).select_related("reading__text", "sorting")
    file = get_object_or_404(documents, file__ident=ident)
    page = Page.objects.select_related("image").filter(reading__document=file, number=number).first()
    if page is None or not _is_seen(case, file.entry) or file.file.wrapped_key is None:
        raise Http404
    if may_not_see(case, file, number):
        words = _("This page is set apart: it is, or may be, another person's. Nobody but the coordinators can see it.")
        return DocumentPage(_title(case, file), file, file.reading, Page(number=number), "", words)
    texts = texts_of(file.reading)
    text = texts[number - 1] if number <= len(texts) else ""
    return DocumentPage(_title(case, file), file, file.reading, page, text, fault_words(page.fault))


def may_not_see(case: OpenCase, file: CaseDocument, number: int = 0) -> bool:
    """Whether a page of a file, or with 0 the file whole, is kept from who has the case open: pages that may be another
    person's are for who sorts the record alone.
    """
    apart = pages_apart(file)
    return case.viewer.role != PersonRole.COORDINATOR and bool(apart) and (not number or number in apart)


def _title(case: OpenCase, file: CaseDocument) -> str:
    listed: Iterator[str] = (
        document.record.title for document in record_of(case.case, case.state) if document.file == file
    )
    return next(listed, _entry_title(case, file.entry))
