"""The record of a case as it can be read here: what the docket lists, with what was made of each document."""

import datetime as dt
from enum import StrEnum
from typing import NamedTuple

from evenhand.docket.entry import DocketEntry
from evenhand.docket.kind import EntryKind
from evenhand.docket.listing import INTAKE, documents_of
from evenhand.docket.party import MedicalRecord
from evenhand.procedure.state import CaseState
from evenhand.programme.record_kinds import OTHER, RecordKind
from evenhand.records.sorting import papers_from
from evenhand_web.cases.models import Case, CaseDocument
from evenhand_web.records.file_words import fault_words
from evenhand_web.records.models import Reading


class DocumentState(StrEnum):
    """What a reviewer can do with a document of the record."""

    MISSING = "missing"
    """It is cited somewhere, and has not come."""
    LISTED = "listed"
    """It is listed as received, and no file of it is here."""
    WAITING = "waiting"
    """Its pages are still to be made."""
    ILLEGIBLE = "illegible"
    APART = "apart"
    """Every page of it is set apart as another person's."""
    READABLE = "readable"


class RecordDocument(NamedTuple):
    """A document of the record: as it is listed, when and with which entry it came, its file and reading here, its kind
    by its title, who stated its pages where nobody counted them, and the numbers of the pages that are set apart as
    another person's: nobody but who sorts the record sees them.
    """

    record: MedicalRecord
    came_with: DocketEntry
    file: CaseDocument | None
    reading: Reading | None
    kind: RecordKind
    pages_by: str = ""
    apart: frozenset[int] = frozenset()

    @property
    def entry(self) -> int:
        """The number of the entry it came with."""
        return self.came_with.number

    @property
    def came_at(self) -> dt.datetime:
        """The instant at which its entry was recorded."""
        return self.came_with.recorded_at

    @property
    def came_on(self) -> dt.date:
        """The day it came."""
        return self.came_with.on

    @property
    def sender(self) -> str:
        """The party it came from, by id; empty where no party sent it."""
        return getattr(self.came_with.payload, "party", "") or self.came_with.by.id

    @property
    def is_of_intake(self) -> bool:
        """Whether it is a paper of the intake: what the review was asked for with."""
        return self.came_with.kind in INTAKE

    @property
    def state(self) -> DocumentState:
        """What can be done with it."""
        if not self.record.received:
            return DocumentState.MISSING
        if self.file is None:
            return DocumentState.LISTED
        if self.reading is None:
            return DocumentState.WAITING
        if self.reading.fault:
            return DocumentState.ILLEGIBLE
        return DocumentState.READABLE if self.to_see else DocumentState.APART

    @property
    def fault(self) -> str:
        """Why it cannot be read, in words; empty where it can."""
        return fault_words(self.reading.fault) if self.reading is not None else ""

    @property
    def counted(self) -> int:
        """How many pages its file has, those among them that could not be made; 0 where no file was read."""
        return self.reading.pages + self.reading.missing if self.reading else 0

    @property
    def to_see(self) -> int:
        """How many pages of its file there are to be seen: all that were counted but those set apart."""
        return max(self.counted - len(self.apart), 0)

    @property
    def pages(self) -> int:
        """How many pages it has here, or by its listing; 0 where neither tells."""
        return (self.reading.pages if self.reading else 0) or self.record.pages or 0


def _stated_by(document: RecordDocument, state: CaseState) -> str:
    """Who stated the pages of a document that nobody counted: the party it came from, by name; empty where they were
    counted, or nobody said how many there are.
    """
    if document.counted or document.record.pages is None:
        return ""
    sender = state.parties.get(document.sender)
    return sender.name if sender is not None else state.programme.label(document.came_with.by.role)


def record_of(case: Case, state: CaseState) -> tuple[RecordDocument, ...]:
    """Every document of the record in the order it was listed; a later listing under the same id takes its place."""
    files: dict[str, list[CaseDocument]] = {}
    for file in case.documents.select_related("file", "reading", "reading__text", "sorting"):
        files.setdefault(file.file.sha256, []).append(file)
    listed: dict[str, RecordDocument] = {}
    for entry in state.standing():
        for record in documents_of(entry):
            scan = _file(record, entry.number, files.get(record.sha256, []))
            reading = getattr(scan, "reading", None)
            kind = _kind(record, entry, state)
            document = RecordDocument(record, entry, scan, reading, kind, apart=pages_apart(scan))
            listed[record.id] = document._replace(pages_by=_stated_by(document, state))
    return tuple(sorted(listed.values(), key=lambda document: not document.is_of_intake))


def pages_apart(file: CaseDocument | None) -> frozenset[int]:
    """The pages of a file that are set apart as another person's; none where nobody has read it."""
    sorting = getattr(file, "sorting", None)
    if sorting is None or not sorting.apart or not sorting.papers:
        return frozenset()
    return papers_from(sorting.papers).pages_apart


def _kind(record: MedicalRecord, entry: DocketEntry, state: CaseState) -> RecordKind:
    """The kind of a document by its title; what came as the decision under review is that, whatever it is called, where
    its title fits no kind.
    """
    kinds = state.programme.record_kinds
    told = kinds.kind_of(record.title)
    if told is not OTHER or entry.kind is not EntryKind.UR_DECISION_FILED:
        return told
    return next((kind for kind in kinds.kinds if kind.is_of_the_decision), OTHER)


def _file(record: MedicalRecord, entry: int, files: list[CaseDocument]) -> CaseDocument | None:
    """The file of a listed document: of its digest, and of its entry and name where two documents are the same bytes.
    What a correction brings stands under the entry it corrects.
    """
    if not record.sha256 or not files:
        return None
    return max(files, key=lambda file: (file.name.rpartition(".")[0] == record.id, file.entry == entry))
