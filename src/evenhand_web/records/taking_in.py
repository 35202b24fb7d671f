"""Taking records in: each document listed under its number, its scan on the shelf, and the entry that names them."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, replace

from django.db import transaction

from evenhand.docket.assignment import RecordsReceived
from evenhand.docket.entry import Occurrence
from evenhand.docket.party import Actor, MedicalRecord
from evenhand_web.cases.docketing import Attached, enter_after_reading
from evenhand_web.cases.entering import enter_keyed
from evenhand_web.cases.open_case import OpenCase
from evenhand_web.cases.papers import record_numbers
from evenhand_web.diary.tasks import ask_to_certify
from evenhand_web.infrastructure.shelf import put
from evenhand_web.records.file_words import beside_pages
from evenhand_web.records.media import SUFFIXES
from evenhand_web.records.paper_check import paper_findings
from evenhand_web.records.seam import record_of


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyedRecord:
    """One document of the record as it is listed to every party; `scan` is its bytes, in pieces, and their media type,
    None where there is no scan; `notes` are ids of what lies in its file beside its pages.
    """

    title: str
    author: str = ""
    dated: str = ""
    pages: int | None = None
    answers: tuple[str, ...] = ()
    is_received: bool = True
    scan: tuple[Iterable[bytes], str] | None = None
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyedRecords:
    """Records that came together: from which party, in which manner, on which day and, where it matters, at which
    instant. `may_be_danger` says that somebody saw in them what may point to an imminent and serious threat.
    """

    sender: Actor
    method: str
    on: dt.date
    at: dt.datetime | None = None
    documents: tuple[KeyedRecord, ...]
    may_be_danger: bool = False


def take_in_records(case: OpenCase, length: int, keyed: KeyedRecords) -> OpenCase:
    """The case with records received, numbered on from those it has, on a docket `length` entries long; among its
    findings is each file that came before under another number, or that holds something beside its pages.

    Where a task has the case open, nobody keyed them. Raises what entering raises (StaleError, NotAllowed, ValueError
    for a day to come).
    """
    records, attached = _shelved(case, keyed.documents)
    payload = RecordsReceived(party=keyed.sender.id, documents=records, method=keyed.method)
    happened = Occurrence(payload=payload, on=keyed.on, at=keyed.at, by=keyed.sender)
    with transaction.atomic():
        if case.person is None:  # what filed itself: nobody keyed it
            longer = enter_after_reading(case, length, happened, None, attached)
        else:
            longer = enter_keyed(case, length, happened, attached)
        if keyed.may_be_danger:
            ask_to_certify(f"danger:{longer.case.head}", longer.case, "A record that came in", case.viewer)
    came = {record.id for record in records}
    told = paper_findings(record_of(longer.case, longer.state))
    of_these = tuple(finding for finding in told if finding.place.key in came)
    beside = tuple(finding for document in keyed.documents for finding in beside_pages(document.title, document.notes))
    return replace(longer, findings=(*longer.findings, *of_these, *beside))


def _shelved(
    case: OpenCase, documents: Iterable[KeyedRecord]
) -> tuple[tuple[MedicalRecord, ...], tuple[Attached, ...]]:
    """The documents under their numbers, with every scan put on the shelf."""
    numbers, records, attached = record_numbers(case.docket), list[MedicalRecord](), list[Attached]()
    for document in documents:
        ident, sha256 = next(numbers), ""
        if document.scan is not None:
            pieces, media_type = document.scan
            stored = put(pieces, media_type)
            sha256 = stored.sha256
            attached.append(Attached(stored, f"{ident}.{SUFFIXES[media_type]}"))
        records.append(_listed(document, ident, sha256))
    return tuple(records), tuple(attached)


def _listed(document: KeyedRecord, ident: str, sha256: str) -> MedicalRecord:
    return MedicalRecord(
        id=ident,
        title=document.title,
        author=document.author,
        dated=document.dated,
        pages=document.pages,
        answers=document.answers,
        sha256=sha256,
        received=document.is_received,
    )
