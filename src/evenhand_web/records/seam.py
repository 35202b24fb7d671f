"""The record of a case as it can be read here: what the docket lists, with what was made of each document."""

import datetime as dt
from enum import StrEnum
from typing import NamedTuple

from django.utils.translation import gettext, gettext_noop

from evenhand.docket.assignment import RecordsReceived
from evenhand.docket.party import MedicalRecord
from evenhand.procedure.state import CaseState
from evenhand_web.cases.models import Case, CaseDocument
from evenhand_web.records.deciding import OTHER, DecidingClass, class_of
from evenhand_web.records.models import Reading

_FAULTS = {
    "READ-PDF": gettext_noop("The file is damaged and cannot be opened."),
    "READ-ENCRYPTED": gettext_noop("The file asks for a password."),
    "READ-EMPTY": gettext_noop("The file holds no page."),
    "READ-IMAGE": gettext_noop("The picture is damaged and cannot be opened."),
    "READ-SIZE": gettext_noop("The picture is larger than a page can be."),
    "READ-BINARY": gettext_noop("The file is no document that can be shown here."),
    "READ-LIMIT": gettext_noop("Reading the file took more time or memory than a page can need."),
    "READ-PAGE": gettext_noop("The page is damaged and cannot be shown."),
    "READ-FAILED": gettext_noop("Reading the file failed again and again."),
    "ERASED": gettext_noop("The file was erased."),
    "DAMAGED": gettext_noop("The file on our shelf is not as it was stored. It must be sent again."),
}
"""Why a document or a page cannot be read, in words, by the id of the fault."""


def fault_words(fault: str) -> str:
    """Why a document or a page cannot be read, in words; empty where it can, the id itself where nobody worded it."""
    return gettext(_FAULTS[fault]) if fault in _FAULTS else fault


class DocumentState(StrEnum):
    """What a reviewer can do with a document of the record."""

    MISSING = "missing"
    """It is cited somewhere, and has not come."""
    LISTED = "listed"
    """It is listed as received, and no file of it is here."""
    WAITING = "waiting"
    """Its pages are still to be made."""
    ILLEGIBLE = "illegible"
    READABLE = "readable"


class RecordDocument(NamedTuple):
    """A document of the record: as it is listed, when and with which entry it came, and its file and reading here."""

    record: MedicalRecord
    entry: int
    came_at: dt.datetime
    came_on: dt.date
    sender: str
    file: CaseDocument | None
    reading: Reading | None

    @property
    def kind(self) -> DecidingClass:
        """The class of the document by its title."""
        return class_of(self.record)

    @property
    def is_deciding(self) -> bool:
        """Whether it is one of those that decide a review."""
        return self.kind is not OTHER

    @property
    def state(self) -> DocumentState:
        """What can be done with it."""
        if not self.record.received:
            return DocumentState.MISSING
        if self.file is None:
            return DocumentState.LISTED
        if self.reading is None:
            return DocumentState.WAITING
        return DocumentState.ILLEGIBLE if self.reading.fault else DocumentState.READABLE

    @property
    def fault(self) -> str:
        """Why it cannot be read, in words; empty where it can."""
        return fault_words(self.reading.fault) if self.reading is not None else ""

    @property
    def counted(self) -> int:
        """How many pages its file has, those among them that could not be made; 0 where no file was read."""
        return self.reading.pages + self.reading.missing if self.reading else 0

    @property
    def pages(self) -> int:
        """How many pages it has here, or by its listing; 0 where neither tells."""
        return (self.reading.pages if self.reading else 0) or self.record.pages or 0


def record_of(case: Case, state: CaseState) -> tuple[RecordDocument, ...]:
    """Every document of the record in the order it was listed; a later listing under the same id takes its place."""
    files: dict[tuple[int, str], list[CaseDocument]] = {}
    for file in CaseDocument.objects.filter(case=case).select_related("file", "reading", "reading__text"):
        files.setdefault((file.entry, file.file.sha256), []).append(file)
    listed: dict[str, RecordDocument] = {}
    for entry in state.standing():
        if not isinstance(entry.payload, RecordsReceived):
            continue
        for record in entry.payload.documents:
            scan = _file(record, files.get((entry.number, record.sha256), []))
            reading = getattr(scan, "reading", None)
            sender = entry.payload.party
            listed[record.id] = RecordDocument(record, entry.number, entry.recorded_at, entry.on, sender, scan, reading)
    return tuple(listed.values())


def _file(record: MedicalRecord, files: list[CaseDocument]) -> CaseDocument | None:
    """The file of a listed document: of its digest, and of its name where two documents are the same bytes."""
    if not record.sha256 or not files:
        return None
    return next((file for file in files if file.name.rpartition(".")[0] == record.id), files[0])
