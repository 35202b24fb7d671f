"""Rows of cases as values of the core, and entries of the core as rows."""

import json
from collections.abc import Iterable

from evenhand.codec import canonical, canonical_plain
from evenhand.docket.entry import Docket
from evenhand.docket.entry import DocketEntry as Entry
from evenhand.docket.file import encode_entry, entry_of
from evenhand.finding import Place
from evenhand.procedure.state import CaseState, read_case
from evenhand_web.accounts.models import Person
from evenhand_web.cases.models import Case, DocketEntry
from evenhand_web.cases.sealing import PLAIN, Said, opened, sealed
from evenhand_web.infrastructure.kept_questions import KeptQuestion
from evenhand_web.infrastructure.programmes import programme_of

_ENTRIES = KeptQuestion(lambda case: DocketEntry.objects.filter(case_id=case).order_by("number"), -1)


class BrokenDocketError(Exception):
    """Rows that are no docket: somebody reached around the triggers. Only ids are named."""


def docket_of(case: Case) -> Docket:
    """The docket of a case. Raises BrokenDocketError where a row cannot be read."""
    rows = _ENTRIES.rows(case.pk)
    for row in rows:
        row.case = case
    return docket_from(rows)


def state_of(case: Case) -> CaseState:
    """What the docket of a case says now, under its programme. Raises BrokenDocketError where a row cannot be read.

    Nothing else in the shell reads the docket of a case into its state: who also wants the day and the rights of a
    person asks for an `OpenCase`, which reads by this.
    """
    return read_case(docket_of(case), programme_of(case.programme))


def docket_from(rows: Iterable[DocketEntry]) -> Docket:
    """Rows, in the order of their numbers, as a docket. Raises BrokenDocketError where one cannot be read."""
    return Docket(entries=tuple(map(entry_from, rows)))


def entry_from(row: DocketEntry) -> Entry:
    """One row as an entry of the core. Raises BrokenDocketError where it cannot be read, and DamagedError where what it
    says does not open.
    """
    plain = json.loads(bytes(row.header))
    if tuple(map(plain.get, ("number", "kind", "hash"))) != (row.number, row.kind, row.hash):
        raise BrokenDocketError(f"entry {row.number} of case {row.case_id}: its columns do not say what it says")
    statement = _said_by(row)
    plain["payload"] = None if statement is None else json.loads(statement.payload)
    plain["salt"] = None if statement is None else statement.salt
    entry, findings = entry_of(plain, Place(line=row.number))
    if entry is None:
        raise BrokenDocketError(f"entry {row.number} of case {row.case_id}: {len(findings)} faults")
    return entry


def _said_by(row: DocketEntry) -> Said | None:
    """What a row says, sealed or from before that; None once it was lawfully erased."""
    if row.payload is None:
        return None
    stored = bytes(row.payload)
    if stored.startswith(PLAIN):
        return Said(stored, row.salt or "")
    if row.salt:
        raise BrokenDocketError(f"entry {row.number} of case {row.case_id}: a salt lies beside what is sealed")
    return opened(row.case, row.number, stored)


def row_of(case: Case, entry: Entry, entered_by: Person | None) -> DocketEntry:
    """An entry of the core as a row of a case that has its key, not yet saved: what it says is sealed."""
    plain = json.loads(encode_entry(entry))
    header = {name: value for name, value in plain.items() if name not in ("payload", "salt")}
    payload = None
    if entry.payload is not None:
        payload = sealed(case, entry.number, Said(canonical(entry.payload), entry.salt or ""))
    return DocketEntry(
        case=case,
        number=entry.number,
        kind=entry.kind.value,
        on=entry.on,
        recorded_at=entry.recorded_at,
        header=canonical_plain(header),
        payload=payload,
        salt=None if payload is None else "",
        hash=entry.hash,
        entered_by=entered_by,
    )
