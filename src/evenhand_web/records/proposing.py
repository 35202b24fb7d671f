"""The reader proposes: each document of a record is sorted into papers before anybody sees a page of it, and read again
with all others when the last of them has come.
"""

import datetime as dt
import logging
from collections.abc import Callable, Sequence

from django.db import transaction

from evenhand.records.page import PageValues
from evenhand.records.record import FilePages, FileReading, read_record
from evenhand.records.record_words import RecordWords
from evenhand.records.sorting import SortedFile, papers_from, plain_papers, proposed, proposed_anew
from evenhand.records.whose import Person as WhoseRecord
from evenhand_web.cases.models import Case, CaseDocument, ComparedCase
from evenhand_web.cases.seam import state_of
from evenhand_web.diary.models import Task
from evenhand_web.diary.tasks import raise_task
from evenhand_web.infrastructure import clock
from evenhand_web.infrastructure.programmes import programme_of
from evenhand_web.infrastructure.quiet_log import failure
from evenhand_web.infrastructure.vault import DamagedError
from evenhand_web.records.models import Sorting, SortingStep, WholeRecord
from evenhand_web.records.page_values import ReadPages, read_values, shelved, values_of, words_in

PROPOSED = "proposed"
_WITHIN_THE_DAY = dt.timedelta(days=1)
_DAMAGED = "DAMAGED"
_LOG = logging.getLogger("evenhand.records")


def sort_document(document: CaseDocument, renew: Callable[[], None]) -> Sorting | None:
    """Read a document and sort its pages into papers, once; `renew` is called between pages. Gives None where that was
    done, or its programme does not say how papers are told apart.

    What may be another person's is set apart from then on, and somebody is asked to look within the day.
    """
    words = words_in(programme_of(document.case.programme).folder)
    if words is None or document.file.wrapped_key is None or Sorting.objects.filter(document=document).exists():
        return None
    try:
        values = read_values(document.file, renew)
    except DamagedError as error:
        _LOG.error("document %s: %s", document.pk, failure(error))
        values = ReadPages((), _DAMAGED)
    reading = _read([(document, values.pages)], words)
    papers = proposed(reading[0].documents)
    kept = shelved(values.pages) if values.pages else None
    with transaction.atomic():
        if kept is not None:
            kept.save(force_insert=True)
        sorting = Sorting(document=document, values=kept, fault=values.fault, read_at=clock.now())
        _write(sorting, papers)
        tell_apart(sorting)
    return sorting


def read_whole(case: Case) -> None:
    """Read all documents of a case together: copies among their papers and what their decisions cite, and what nobody
    has put right yet as it looks beside the others. What a person said of a paper stays.
    """
    words = words_in(programme_of(case.programme).folder)
    if words is None:
        return
    state = state_of(case)
    sortings = [sorting for sorting in sortings_of(case) if sorting.document.entry not in state.struck]
    readings = _read([(sorting.document, values_of(sorting)) for sorting in sortings], words)
    with transaction.atomic():
        for sorting, reading in zip(sortings, readings, strict=True):
            held = Sorting.objects.select_for_update(of=("self",)).select_related("document__file").get(pk=sorting.pk)
            standing = papers_of(held)
            papers = proposed_anew(standing, proposed(reading.documents))
            if papers != standing:
                held.version += 1
                _write(held, papers)
                tell_apart(held)
        told = {"content": _whole(sortings, readings), "files": len(sortings), "read_at": clock.now()}
        row = WholeRecord.objects.filter(case=case).first() or WholeRecord(case=case)
        for name, value in told.items():
            setattr(row, name, value)
        row.save()


def sortings_of(case: Case) -> Sequence[Sorting]:
    """The documents of a case that were read, in the order they came."""
    rows = Sorting.objects.filter(document__case=case, document__file__erased_at=None)
    return list(rows.select_related("document__file", "document__case", "values").order_by("document__entry", "pk"))


def papers_of(sorting: Sorting) -> SortedFile:
    """The papers of a document as they stand; none where it was erased."""
    return papers_from(sorting.papers) if sorting.papers else SortedFile()


def _read(
    documents: Sequence[tuple[CaseDocument, tuple[PageValues, ...]]], words: RecordWords
) -> tuple[FileReading, ...]:
    if not documents:
        return ()
    case = documents[0][0].case
    entries = {entry.number: entry.on for entry in state_of(case).written.entries}
    received = max((entries[document.entry] for document, _ in documents), default=None)
    files = [FilePages(file=str(document.pk), pages=pages) for document, pages in documents]
    return read_record(files, words, _whose(case), received)


def _whose(case: Case) -> WhoseRecord | None:
    row = ComparedCase.objects.filter(case=case).first()
    return WhoseRecord(name=row.name, born=row.born_on) if row is not None and row.name else None


def _write(sorting: Sorting, papers: SortedFile) -> None:
    keep(sorting, papers)
    SortingStep.objects.create(
        sorting=sorting, version=sorting.version, did=PROPOSED, papers=plain_papers(papers), at=clock.now()
    )


def keep(sorting: Sorting, papers: SortedFile) -> None:
    """Write the papers of a document and what is counted of them, in the transaction of the caller."""
    sorting.papers = plain_papers(papers)
    sorting.apart = len(papers.pages_apart)
    waiting = [paper for paper in papers.papers if paper.is_apart and not paper.accepted]
    sorting.to_judge = sum(len(paper.pages) for paper in waiting)
    sorting.unaccepted = sum(not paper.accepted for paper in papers.papers)
    sorting.save()


def tell_apart(sorting: Sorting) -> None:
    """Have somebody look within the day at pages that were set apart; the same papers are told once."""
    if not sorting.to_judge:
        return
    papers = papers_of(sorting)
    count = f"{sorting.to_judge} page" if sorting.to_judge == 1 else f"{sorting.to_judge} pages"
    words = (
        f"{count} of document {document_ident(sorting.document)} may be another person's. Nobody but coordinators can "
        "see them. Look at them on the page Sort the record, and say whose they are."
    )
    case = sorting.document.case
    raise_task(apart_key(sorting, papers), Task.Kind.INCIDENT, words, _WITHIN_THE_DAY, case)


def apart_key(sorting: Sorting, papers: SortedFile | None = None) -> str:
    """By what the task about papers set apart in a document is known; without papers, how all those of it begin."""
    firsts = [paper.first for paper in papers.papers if paper.is_apart] if papers else []
    return f"apart:{sorting.document.pk}:{','.join(map(str, firsts))}"[:120]


def document_ident(document: CaseDocument) -> str:
    """The id under which a document is listed in its docket."""
    name: str = document.name
    return name.rpartition(".")[0] or name


def _whole(sortings: Sequence[Sorting], readings: Sequence[FileReading]) -> dict[str, object]:
    """What all files say together, as JSON: papers by the row of their document and the page that names them there."""
    places = [
        [sorting.document.pk, document.pages[0]]
        for sorting, reading in zip(sortings, readings, strict=True)
        for document in reading.documents
    ]
    documents = [document for reading in readings for document in reading.documents]
    copies = [
        {"of": place, "first": places[origin], "is_near": document.duplicate_of is None}
        for place, document in zip(places, documents, strict=True)
        if (origin := document.near if document.duplicate_of is None else document.duplicate_of) is not None
    ]
    cited = [
        {
            "type": citation.type,
            "author": citation.author,
            "day": citation.day.isoformat() if citation.day else None,
            "at": [sorting.document.pk, citation.on_page],
            "document": None if citation.document is None else places[citation.document],
        }
        for sorting, reading in zip(sortings, readings, strict=True)
        for citation in reading.cited
    ]
    return {"copies": copies, "cited": cited}
