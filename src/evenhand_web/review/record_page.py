"""The record as the reviewer sees it: what decides first, how much was seen, and one page beside the draft."""

import datetime as dt
from typing import NamedTuple

from django.http import Http404
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from evenhand_web.accounts.models import Person
from evenhand_web.cases.open_case import OpenCase
from evenhand_web.records.dated import days
from evenhand_web.records.file_words import fault_words
from evenhand_web.records.models import Page
from evenhand_web.records.page_texts import page_texts
from evenhand_web.records.seam import DocumentState, RecordDocument, record_of
from evenhand_web.reviewing.models import PageSeen
from evenhand_web.reviewing.record_seen import SeenDocument, SeenRecord


class Badge(NamedTuple):
    """A word on a document, and how it looks."""

    css: str
    words: str


class DocumentRow(NamedTuple):
    """A document in the list: how it stands to be read, and what was said where it was not seen whole."""

    seen: SeenDocument
    badges: tuple[Badge, ...]

    @property
    def document(self) -> RecordDocument:
        """The document itself."""
        return self.seen.document

    @property
    def wants_word(self) -> bool:
        """Whether a word on this document alone is wanted: it decides and was not seen whole, or cannot be read."""
        return self.seen.wants and (self.seen.decides or self.document.state is DocumentState.ILLEGIBLE)

    @property
    def wants_copy(self) -> bool:
        """Whether a readable copy can be asked for."""
        return self.seen.wants and self.document.state is DocumentState.ILLEGIBLE

    @property
    def can_open(self) -> bool:
        """Whether there is something to look at."""
        return self.document.state in (DocumentState.READABLE, DocumentState.ILLEGIBLE)

    @property
    def progress(self) -> str:
        """How much of it was seen, in words; empty where no page of it can be seen."""
        return progress(self.seen) if self.document.state is DocumentState.READABLE else ""


def progress(seen: SeenDocument) -> str:
    """How much of a document was seen, in words."""
    if seen.is_whole:
        return ngettext("seen", "all seen", seen.pages)
    return _("%(seen)s of %(pages)s seen") % {"seen": len(seen.seen), "pages": seen.pages}


class RestRow(NamedTuple):
    """The documents of one kind that do not decide and were neither seen nor left out: how many, their pages, and the
    days between which they lie (None where none bears a day).
    """

    kind: str
    title: str
    documents: int
    pages: int
    since: dt.date | None
    until: dt.date | None


def rest_rows(record: SeenRecord) -> tuple[RestRow, ...]:
    """What does not decide and is still to be seen or left out, by kind, in reading order."""
    kinds: dict[str, list[SeenDocument]] = {}
    for seen in record.wanting:
        if not seen.decides and seen.document.state is DocumentState.READABLE:
            kinds.setdefault(seen.document.kind.id, []).append(seen)
    return tuple(_rest(group) for group in kinds.values())


def _rest(group: list[SeenDocument]) -> RestRow:
    kind = group[0].document.kind
    told = sorted(day for seen in group for day in days(seen.document.record.dated))
    pages = sum(seen.pages - len(seen.seen) for seen in group)
    return RestRow(kind.id, kind.title, len(group), pages, told[0] if told else None, told[-1] if told else None)


def document_rows(record: SeenRecord) -> tuple[DocumentRow, ...]:
    """The record of an open file as a list shows it."""
    return tuple(DocumentRow(seen, tuple(_badges(seen))) for seen in record.documents)


def _badges(seen: SeenDocument) -> list[Badge]:
    state = seen.document.state
    badges = [Badge("later", _("Decides"))] if seen.decides else []
    if state is DocumentState.MISSING:
        return [*badges, Badge("late", _("Cited but missing"))]
    if state is DocumentState.LISTED:
        return [*badges, Badge("unknown", _("Listed, no file here"))]
    if state is DocumentState.ILLEGIBLE:
        badges.append(Badge("late", _("Illegible")))
    if state is DocumentState.WAITING:
        badges.append(Badge("unknown", _("Pages are being made")))
    if count := len(seen.document.apart):
        words = ngettext("%(count)s page set apart", "%(count)s pages set apart", count) % {"count": count}
        badges.append(Badge("unknown", words))
    if state is DocumentState.APART:
        return badges
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
    is_seen: bool = False
    is_apart: bool = False

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


def page_shown(document: RecordDocument, number: int, person: Person | None = None) -> PageShown:
    """A page of a document that was read, with whether a person has seen it; Http404 where there is no such page."""
    page = Page.objects.select_related("image", "reading__text").filter(reading=document.reading, number=number).first()
    if document.reading is None or page is None:
        raise Http404
    if number in document.apart:
        return set_apart(document, number)
    texts = page_texts(document)
    text = texts[number - 1] if number <= len(texts) else ""
    is_seen = PageSeen.objects.filter(person=person, document=document.file, page=number).exists() if person else False
    return PageShown(document, number, page, text, fault_words(page.fault), is_seen)


def pages_shown(document: RecordDocument) -> tuple[PageShown, ...]:
    """Every page of a document that was read and can be shown; Http404 where there is none."""
    if document.reading is None or not document.reading.pages:
        raise Http404
    texts = dict(enumerate(page_texts(document), start=1))
    pages = Page.objects.filter(reading=document.reading).order_by("number")
    return tuple(
        set_apart(document, page.number)
        if page.number in document.apart
        else PageShown(document, page.number, page, texts.get(page.number, ""), fault_words(page.fault))
        for page in pages
    )


def set_apart(document: RecordDocument, number: int) -> PageShown:
    """What stands for a page that is set apart: nothing of it."""
    words = _("This page is set apart: it is, or may be, another person's. Nobody but the coordinators can see it.")
    return PageShown(document, number, Page(number=number), "", words, is_apart=True)
