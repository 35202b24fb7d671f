"""A record read as a whole: documents of all files, each named and dated, copies, what is cited, what is another's."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace

from evenhand.finding import Finding
from evenhand.records.author_name import author_of, role_of
from evenhand.records.cited import Citation, Held, citations, match
from evenhand.records.copies import Compared, copies
from evenhand.records.document_type import TypeReading, type_of
from evenhand.records.page import PageValues
from evenhand.records.page_signs import PageSigns, SignReader
from evenhand.records.person_names import stands_in
from evenhand.records.record_words import DocumentType, RecordWords
from evenhand.records.reviewed_list import ReviewedLists
from evenhand.records.service_day import ServiceDay, Window, common_day, service_day
from evenhand.records.splitting import split
from evenhand.records.whose import Person, is_of_another, likeliest_person

_SHEET = 14
_LIKELY = 2
"""So many of the likeliest types must give one day, where the type is not certain."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordDocument:
    """A document of the record. `pages` are numbers in its file; `duplicate_of` and `near` are places among all."""

    pages: tuple[int, ...]
    type: str | None
    choices: tuple[str, ...]
    is_certain: bool
    title: str | None
    author: str | None
    author_role: str | None
    date_of_service: dt.date | None
    is_date_certain: bool
    report_date: dt.date | None
    is_other_person: bool = False
    duplicate_of: int | None = None
    near: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CitedDocument:
    """A document that a decision lists as reviewed; `document` is its place among all, None where it did not come."""

    type: str | None
    author: str | None
    day: dt.date | None
    on_page: int
    document: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class FileReading:
    """One file of the record: its pages, its documents, what its decisions cite, and what is wrong with it."""

    file: str
    pages: tuple[PageValues, ...]
    documents: tuple[RecordDocument, ...]
    cited: tuple[CitedDocument, ...]
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class FilePages:
    """The pages of a file as they were read, and what was wrong with it."""

    file: str
    pages: tuple[PageValues, ...]
    findings: tuple[Finding, ...] = ()


@dataclass(slots=True, kw_only=True)
class _Draft:
    file: int
    signs: list[PageSigns]
    kind: TypeReading
    document: RecordDocument


def read_record(
    files: Sequence[FilePages], words: RecordWords, person: Person | None = None, received: dt.date | None = None
) -> tuple[FileReading, ...]:
    """The record that files of pages make.

    `person` says whose it is; where nobody says, it is the one most pages name, if one is. `received` is the day it
    came.
    """
    reader = SignReader(words)
    signs = [[reader.signs(page) for page in file.pages] for file in files]
    every = [page for pages in signs for page in pages]
    whose = person or likeliest_person(every)
    injured = common_day((day.day, day.sure) for page in every for day in page.days if day.label in words.injured)
    born = whose.born if whose else None
    window = Window(injured=injured, born=born, received=received)
    drafts = [
        _draft(number, [pages[place] for place in places], words, whose, window)
        for number, pages in enumerate(signs)
        for places in split(pages)
    ]
    constant = frozenset(day for day in (injured, born) if day is not None)
    _link_copies(drafts, words, constant)
    cited = _cited(drafts, words, ReviewedLists(words, reader.names), constant)
    return tuple(_file(number, file, drafts, cited) for number, file in enumerate(files))


def _draft(file: int, pages: list[PageSigns], words: RecordWords, whose: Person | None, window: Window) -> _Draft:
    kind = type_of(pages, words)
    told = [page for page in pages if page.is_told]
    is_other = whose is not None and is_of_another(told, whose)
    day = _day(told, kind, words, Window() if is_other else window, is_headless=not pages[0].is_told)
    definition = words.types.get(kind.type or "")
    is_sheet = definition is not None and definition.fallback and sum(len(page.words) for page in told) <= _SHEET
    author = None if is_sheet else _author(told, definition, words, whose)
    document = RecordDocument(
        pages=tuple(page.page.number for page in pages),
        type=kind.type,
        choices=() if kind.is_certain else kind.choices,
        is_certain=kind.is_certain,
        title=kind.title.text if kind.title else None,
        author=author,
        author_role=role_of(author, definition.role if definition else ""),
        date_of_service=day.day,
        is_date_certain=day.is_certain,
        report_date=_report_day(told, words),
        is_other_person=is_other,
    )
    return _Draft(file=file, signs=pages, kind=kind, document=document)


def _author(
    told: Sequence[PageSigns], kind: DocumentType | None, words: RecordWords, whose: Person | None
) -> str | None:
    if kind and kind.by_person:
        return whose.name if whose and any(stands_in(whose.name, page.words) for page in told) else None
    return author_of(told, words, whose.name if whose else "", asks=bool(kind and kind.asks))


def _day(
    told: Sequence[PageSigns], kind: TypeReading, words: RecordWords, window: Window, *, is_headless: bool
) -> ServiceDay:
    """The day of service; of one whose first page cannot be read (`is_headless`) it is never certain."""
    if kind.type is None or not told:
        return ServiceDay(day=None, is_certain=False)
    day = _day_as(kind.type, told, words, window)
    if kind.is_certain or not day.is_certain:
        return day
    if is_headless:
        return replace(day, is_certain=False)
    agree = all(_day_as(choice, told, words, window).day == day.day for choice in kind.choices[:_LIKELY])
    return replace(day, is_certain=agree)


def _day_as(kind: str, told: Sequence[PageSigns], words: RecordWords, window: Window) -> ServiceDay:
    """The day of service that a document has if it is of a type: which day counts depends on that."""
    definition = words.types[kind]
    if definition.fallback and (sum(len(page.words) for page in told) <= _SHEET or told[0].is_listing):
        return ServiceDay(day=None, is_certain=True)
    return service_day(told, definition, words, window, last_of_many=definition.many_visits)


def _report_day(told: Sequence[PageSigns], words: RecordWords) -> dt.date | None:
    """The latest day under a label of reporting or signing; None where none stands."""
    days = [day.day for page in told for day in page.days if day.label in words.report_days]
    return max(days, default=None)


def _link_copies(drafts: Sequence[_Draft], words: RecordWords, constant: frozenset[dt.date]) -> None:
    compared = [
        Compared(
            words=tuple(word for page in draft.signs for word in page.words),
            type=draft.document.type,
            day=draft.document.date_of_service,
            is_recognised=any(page.is_recognised for page in draft.signs),
            is_day_certain=draft.document.is_date_certain,
            other_days=_other_days(draft, words, constant),
            pages=len(draft.signs),
            marks=tuple(page.page.mark for page in draft.signs if not page.page.blank),
        )
        for draft in drafts
    ]
    for draft, copy in zip(drafts, copies(compared), strict=True):
        draft.document = replace(draft.document, duplicate_of=copy.duplicate_of, near=copy.near)


def _other_days(draft: _Draft, words: RecordWords, constant: frozenset[dt.date]) -> frozenset[dt.date]:
    """The days that a document names beside its day of service, the birth and the injury (`constant` in a record)."""
    labels = words.born | words.injured
    days = {day.day for page in draft.signs for day in page.days if day.label not in labels}
    return frozenset(days - constant - {draft.document.date_of_service})


def _cited(
    drafts: Sequence[_Draft], words: RecordWords, lists: ReviewedLists, constant: frozenset[dt.date]
) -> dict[int, list[CitedDocument]]:
    """What the decisions in each file cite, matched with all documents."""
    held = [_held(draft, words, constant) for draft in drafts]
    cited: dict[int, list[CitedDocument]] = {}
    for draft in drafts:
        definition = words.types.get(draft.document.type or "")
        is_copy = draft.document.duplicate_of is not None or draft.document.near is not None
        if definition is None or not definition.lists_reviewed or draft.document.is_other_person or is_copy:
            continue
        taken: frozenset[int] = frozenset()
        is_read = any(page.is_recognised for page in draft.signs)
        for citation in _once(citations(draft.signs, lists)):
            if is_read and citation.day is None:
                continue  # its day was lost: whether it came cannot be told
            place = match(citation, held, taken)
            taken |= {place} if place is not None else set()
            cited.setdefault(draft.file, []).append(
                CitedDocument(
                    type=citation.type,
                    author=citation.author,
                    day=citation.day,
                    on_page=citation.on_page,
                    document=place,
                )
            )
    return cited


def _once(cited: Sequence[Citation]) -> list[Citation]:
    return list({(citation.type, citation.day, citation.author): citation for citation in reversed(cited)}.values())[
        ::-1
    ]


def _held(draft: _Draft, words: RecordWords, constant: frozenset[dt.date]) -> Held:
    document = draft.document
    days = [day for day in (document.date_of_service, document.report_date) if day is not None]
    return Held(
        type=document.type,
        choices=draft.kind.choices,
        author=document.author,
        days=tuple(days),
        is_recognised=any(page.is_recognised for page in draft.signs),
        is_own=not document.is_other_person,
        is_certain=document.is_certain,
        is_day_certain=document.is_date_certain,
        other_days=_other_days(draft, words, constant),
    )


def _file(number: int, file: FilePages, drafts: Sequence[_Draft], cited: dict[int, list[CitedDocument]]) -> FileReading:
    documents = tuple(draft.document for draft in drafts if draft.file == number)
    return FileReading(
        file=file.file,
        pages=file.pages,
        documents=documents,
        cited=tuple(cited.get(number, ())),
        findings=file.findings,
    )
