"""The record as it is sorted: a document's papers as they are proposed, and beside them the pages of one."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from django.http import Http404
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from evenhand.records.changed_lines import ChangedLines
from evenhand.records.page_runs import page_runs
from evenhand.records.record_words import RecordWords
from evenhand.records.sorting import Apart, SortedPaper
from evenhand_web.cases.open_case import OpenCase
from evenhand_web.cases.spoken_days import dated
from evenhand_web.desk.case_page import case_frame
from evenhand_web.records.file_words import fault_words
from evenhand_web.records.models import Page, Reading
from evenhand_web.records.reading import texts_of
from evenhand_web.records.seam import record_of
from evenhand_web.records.sorted_record import (
    PaperPlace,
    SortedDocument,
    SortedRecord,
    differences,
    sorted_record,
)


class Tag(NamedTuple):
    """A word on a paper, and how it looks."""

    css: str
    words: str


class CopyShown(NamedTuple):
    """The paper that another is a copy of: in words, where it stands, and what differs (None: too long to compare)."""

    words: str
    file: str
    first: int
    is_near: bool
    changes: tuple[ChangedLines, ...] | None = ()


class PaperRow(NamedTuple):
    """A paper in the list: the page that names it, its pages and its type in words, and what is to be said of it."""

    paper: SortedPaper
    pages: str
    type: str
    day: str
    tags: tuple[Tag, ...]
    is_current: bool
    copy: CopyShown | None

    @property
    def first(self) -> int:
        """The page by which it is named in its file."""
        return self.paper.first


class DocumentRow(NamedTuple):
    """A document in the list of those that were read."""

    title: str
    ident: str
    file: str
    unaccepted: int
    to_judge: int
    fault: str
    is_current: bool


class PageShown(NamedTuple):
    """A page of the paper: its picture, or its text, or why there is neither."""

    number: int
    page: Page | None
    text: str
    fault: str


def sorting_page(case: OpenCase, file: str, first: int, page: int) -> dict[str, Any]:
    """What the page shows: of the document whose file is named, or of the first that wants somebody; Http404 for a file
    that is not of this record.
    """
    record = sorted_record(case)
    shown = case_frame(case, "case_record") | {
        "record": record,
        "certain": 0,
        "is_told_apart": record.words is not None,
    }
    document = record.with_file(file) if file else _wanting(record)
    if file and document is None:
        raise Http404
    if document is None or record.words is None:
        return shown
    titles = {each.record.id: each.record.title for each in record_of(case.case, case.state)}
    shown |= {"documents": tuple(_documents(record, document, titles)), "document": document}
    if not document.papers.papers:
        return shown
    paper = _paper(document, first)
    return shown | {
        "title": titles.get(document.ident, document.ident),
        "rows": tuple(_rows(record, record.words, document, paper, titles)),
        "paper": paper,
        "pages": _pages_of(document, paper),
        "page": _page(document, paper, page),
        "types": types_of(record.words),
        "certain": len(certain(document)),
    }


def types_of(words: RecordWords) -> tuple[tuple[str, str], ...]:
    """The types of papers that a programme knows, each with its name."""
    return tuple((kind.id, kind.name) for kind in words.types.values())


def certain(document: SortedDocument) -> tuple[int, ...]:
    """The papers of a document of which the reader is sure, and that nobody has accepted yet."""
    return tuple(paper.first for paper in document.papers.papers if paper.is_sure and not paper.accepted)


def next_wanting(document: SortedDocument, after: int) -> int:
    """The next paper of a document that nobody has accepted, from a page on, then from its beginning; else 0."""
    waiting = [paper.first for paper in document.papers.papers if not paper.accepted]
    return next((first for first in waiting if first > after), waiting[0] if waiting else 0)


def _wanting(record: SortedRecord) -> SortedDocument | None:
    ranked = sorted(record.documents, key=lambda each: (not each.sorting.to_judge, not each.sorting.unaccepted))
    return ranked[0] if ranked else None


def _paper(document: SortedDocument, first: int) -> SortedPaper:
    """The paper that a page lies in; without one, the first that nobody has accepted."""
    wanted = first or next_wanting(document, 0) or document.papers.papers[0].first
    paper = next((paper for paper in document.papers.papers if wanted in paper.pages), None)
    if paper is None:
        raise Http404
    return paper


def _documents(record: SortedRecord, current: SortedDocument, titles: dict[str, str]) -> Iterator[DocumentRow]:
    for each in record.documents:
        yield DocumentRow(
            title=titles.get(each.ident, each.ident),
            ident=each.ident,
            file=each.document.file.ident,
            unaccepted=each.sorting.unaccepted,
            to_judge=each.sorting.to_judge,
            fault=fault_words(each.sorting.fault),
            is_current=each.document.pk == current.document.pk,
        )


def _rows(
    record: SortedRecord, words: RecordWords, document: SortedDocument, current: SortedPaper, titles: dict[str, str]
) -> Iterator[PaperRow]:
    for paper in document.papers.papers:
        is_current = paper.first == current.first
        yield PaperRow(
            paper=paper,
            pages=page_runs(paper.pages),
            type=type_words(paper, words),
            day=dated(paper.day) if paper.day else "",
            tags=tuple(_tags(paper)),
            is_current=is_current,
            copy=_copy(record, document, paper, titles, is_compared=is_current),
        )


def type_words(paper: SortedPaper, words: RecordWords) -> str:
    """The type of a paper; where its reader was not sure the likeliest, as a question."""
    if paper.type is None:
        return _("Cannot be read")
    if paper.is_certain or paper.accepted or not paper.choices:
        return words.types[paper.type].name if paper.type in words.types else paper.type
    names = [words.types[choice].name for choice in paper.choices if choice in words.types]
    return _("Not sure: %(choices)s?") % {"choices": _(" or ").join(names)}


def _tags(paper: SortedPaper) -> Iterator[Tag]:
    if paper.apart is Apart.PROPOSED:
        yield Tag("late", _("Another person's?"))
    if paper.apart is Apart.CONFIRMED:
        yield Tag("late", _("Set apart"))
    if paper.accepted:
        yield Tag("met", _("Accepted"))
        return
    if not paper.is_certain or paper.type is None:
        yield Tag("soon", _("Look at its type"))
    if not paper.is_day_certain:
        yield Tag("soon", _("Look at its day"))


def _copy(
    record: SortedRecord, document: SortedDocument, paper: SortedPaper, titles: dict[str, str], *, is_compared: bool
) -> CopyShown | None:
    """What a paper is a copy of. It is never left out of the list for that."""
    places = (PaperPlace(document.document.pk, page) for page in paper.pages)
    copy = next((record.copies[place] for place in places if place in record.copies), None)
    origin = record.at(copy.of) if copy is not None else None
    if copy is None or origin is None or origin == (document, paper):
        return None
    of, first = origin
    told = {"title": titles.get(of.ident, of.ident), "id": of.ident, "pages": page_runs(first.pages)}
    words = _("%(title)s, %(id)s, page %(pages)s") % told
    changes = differences((document, paper), origin) if copy.is_near and is_compared else ()
    return CopyShown(words, of.document.file.ident, first.first, copy.is_near, changes)


def _reading(document: SortedDocument) -> Reading | None:
    return Reading.objects.select_related("text").filter(document=document.document).first()


def _pages_of(document: SortedDocument, paper: SortedPaper) -> tuple[Page, ...]:
    """The pages of a paper that were made, as its thumbnails show them."""
    rows = Page.objects.filter(reading__document=document.document, number__in=paper.pages)
    return tuple(rows.order_by("number"))


def _page(document: SortedDocument, paper: SortedPaper, number: int) -> PageShown:
    wanted = number if number in paper.pages else paper.first
    reading = _reading(document)
    page = Page.objects.filter(reading=reading, number=wanted).first() if reading is not None else None
    if reading is None or page is None:
        return PageShown(wanted, None, "", _("Its pages are still being made. Look again in a minute."))
    texts = texts_of(reading) if not page.image_id else []
    text = texts[wanted - 1] if wanted <= len(texts) else ""
    return PageShown(wanted, page, text, fault_words(page.fault))


def count_words(unaccepted: int, to_judge: int) -> str:
    """What waits on the page where a record is sorted, in words; empty where nothing does."""
    if to_judge:
        told = ngettext("%(pages)s page may be another person's", "%(pages)s pages may be another person's", to_judge)
        return told % {"pages": to_judge}
    told = ngettext("%(papers)s paper to look at", "%(papers)s papers to look at", unaccepted)
    return told % {"papers": unaccepted} if unaccepted else ""
