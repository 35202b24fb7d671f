"""The record of a case as it is sorted now: every document with its papers, which are copies, and what is missing."""

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from evenhand.records.changed_lines import ChangedLines, changed_lines
from evenhand.records.cited_again import cited_again
from evenhand.records.completeness import Gap, gaps
from evenhand.records.record import CitedDocument, FileReading
from evenhand.records.record_words import RecordWords
from evenhand.records.sorting import SortedFile, SortedPaper, as_documents
from evenhand_web.cases.models import Case, CaseDocument
from evenhand_web.cases.open_case import OpenCase
from evenhand_web.records.models import Sorting, WholeRecord
from evenhand_web.records.page_values import values_of, words_in
from evenhand_web.records.proposing import document_ident, papers_of, sortings_of


class PaperPlace(NamedTuple):
    """A paper by the document it lies in and the page that names it there."""

    document: int
    first: int


class PaperCopy(NamedTuple):
    """That a paper is a copy of an earlier one; near where the two are not the same word for word."""

    of: PaperPlace
    is_near: bool


class SortedDocument(NamedTuple):
    """A document of the record with its papers."""

    sorting: Sorting
    papers: SortedFile

    @property
    def document(self) -> CaseDocument:
        """The document itself."""
        return self.sorting.document

    @property
    def ident(self) -> str:
        """The id under which it is listed."""
        return document_ident(self.document)


class SortedRecord(NamedTuple):
    """All documents of a case that were read, and the copies among their papers."""

    documents: tuple[SortedDocument, ...]
    copies: dict[PaperPlace, PaperCopy]
    cited: tuple[dict[str, Any], ...]
    words: RecordWords | None

    @property
    def unaccepted(self) -> int:
        """How many papers nobody has accepted yet."""
        return sum(each.sorting.unaccepted for each in self.documents)

    @property
    def to_judge(self) -> int:
        """How many pages that may be another person's nobody has looked at."""
        return sum(each.sorting.to_judge for each in self.documents)

    def with_file(self, ident: str) -> SortedDocument | None:
        """The document whose file bears an opaque id; None where none of them does."""
        return next((each for each in self.documents if each.document.file.ident == ident), None)

    def at(self, place: PaperPlace) -> tuple[SortedDocument, SortedPaper] | None:
        """The paper that lies at a place now, whatever was joined or parted since; None where it is gone."""
        document = next((each for each in self.documents if each.document.pk == place.document), None)
        paper = (
            next((paper for paper in document.papers.papers if place.first in paper.pages), None) if document else None
        )
        return (document, paper) if document is not None and paper is not None else None


def sorted_record(case: OpenCase) -> SortedRecord:
    """The record of a case as it is sorted now, in the order its documents came."""
    documents = tuple(
        SortedDocument(sorting, papers_of(sorting))
        for sorting in sortings_of(case.case)
        if sorting.document.entry not in case.state.struck
    )
    whole = WholeRecord.objects.filter(case=case.case).select_related("case").first()
    content = whole.content if whole is not None else {}
    copies = {
        PaperPlace(*told["of"]): PaperCopy(PaperPlace(*told["first"]), told["is_near"])
        for told in content.get("copies", ())
    }
    words = words_in(case.programme.folder)
    return SortedRecord(documents, copies, tuple(content.get("cited", ())), words)


def record_gaps(record: SortedRecord, requested: dt.date | None) -> tuple[Gap, ...]:
    """What the record lacks, papers as a person put them right; places of citations name files by their opaque ids.

    `requested` is the day of the request for authorization, None where nobody stated it.
    """
    if record.words is None or not record.documents:
        return ()
    return gaps(tuple(_as_readings(record)), record.words.needs, requested)


def _as_readings(record: SortedRecord) -> Iterator[FileReading]:
    documents = [(each, paper) for each in record.documents for paper in each.papers.papers]
    every = tuple(document for each in record.documents for document in as_documents(each.papers))
    settled = {place for place, (_, paper) in enumerate(documents) if paper.accepted}
    places = {(each.document.pk, page): place for place, (each, paper) in enumerate(documents) for page in paper.pages}
    told = [_cited(citation, places) for citation in record.cited]
    now = cited_again(told, every, settled)
    for each in record.documents:
        own = tuple(
            citation for citation, plain in zip(now, record.cited, strict=True) if plain["at"][0] == each.document.pk
        )
        yield FileReading(file=each.document.file.ident, pages=(), documents=as_documents(each.papers), cited=own)


def _cited(plain: dict[str, Any], places: dict[tuple[int, int], int]) -> CitedDocument:
    named = plain["document"]
    return CitedDocument(
        type=plain["type"],
        author=plain["author"],
        day=dt.date.fromisoformat(plain["day"]) if plain["day"] else None,
        on_page=plain["at"][1],
        document=places.get((named[0], named[1])) if named else None,
    )


def differences(
    here: tuple[SortedDocument, SortedPaper], there: tuple[SortedDocument, SortedPaper]
) -> tuple[ChangedLines, ...] | None:
    """What stands in one copy of a paper and not in another; None where they are too long to be compared."""
    return changed_lines(_lines(*here), _lines(*there))


def _lines(document: SortedDocument, paper: SortedPaper) -> Sequence[str]:
    pages = {page.number: page for page in values_of(document.sorting)}
    return [line.words for number in paper.pages if number in pages for line in pages[number].lines]


def open_sorting(case: Case) -> tuple[int, int]:
    """How many papers of a case nobody has accepted, and how many pages nobody has looked at that may be another's."""
    rows = Sorting.objects.filter(document__case=case, document__file__erased_at=None)
    counted = list(rows.values_list("unaccepted", "to_judge"))
    return sum(papers for papers, _ in counted), sum(pages for _, pages in counted)
