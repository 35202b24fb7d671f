"""The documents of the reviewer's file, as entries of the docket list them: the papers of the intake come first."""

from collections.abc import Iterable

from evenhand.docket.assignment import RecordsReceived
from evenhand.docket.entry import DocketEntry
from evenhand.docket.kind import EntryKind
from evenhand.docket.party import MedicalRecord

INTAKE = (EntryKind.APPLICATION_RECEIVED, EntryKind.UR_DECISION_FILED, EntryKind.INFORMATION_ANSWERED)
"""The kinds of entry whose papers are documents of the reviewer's file: what the review was asked for with."""
BRINGS_DOCUMENTS = (*INTAKE, EntryKind.RECORDS_RECEIVED)
"""The kinds of entry that bring documents into the reviewer's file."""


def documents_of(entry: DocketEntry) -> tuple[MedicalRecord, ...]:
    """The documents that an entry brings into the reviewer's file, in its order; none of an erased entry."""
    if isinstance(entry.payload, RecordsReceived):
        return entry.payload.documents
    return entry.payload.papers if entry.payload is not None and entry.kind in INTAKE else ()


def listed_documents(entries: Iterable[DocketEntry]) -> tuple[MedicalRecord, ...]:
    """Every document of the reviewer's file that these entries list, those of the intake first; a later listing under
    the same id stands in the place of the earlier.
    """
    listed: dict[str, MedicalRecord] = {}
    for entry in sorted(entries, key=lambda entry: entry.kind not in INTAKE):
        listed |= {document.id: document for document in documents_of(entry)}
    return tuple(listed.values())
