"""A docket in and out of the database as the file it is."""

from django.db import transaction

from evenhand.docket.entry import Docket, erase, occurrence_of
from evenhand.docket.file import encode, verify
from evenhand.docket.party import Role
from evenhand.finding import Finding, Place, Severity
from evenhand.procedure.permit import refusals
from evenhand.procedure.state import CaseState, read_case, state_after
from evenhand.programme.model import Programme
from evenhand_web.accounts.models import Person
from evenhand_web.accounts.seam import part
from evenhand_web.cases.following import Entered, followed
from evenhand_web.cases.models import Case, DocketEntry
from evenhand_web.cases.programmes import programme_of
from evenhand_web.cases.queue_columns import cached
from evenhand_web.cases.seam import docket_of, row_of

_RULE = "CASE-IMPORT"


def import_docket(data: bytes, file: str, programme: str) -> tuple[Case | None, tuple[Finding, ...]]:
    """The case a docket file holds, entered whole; None, with every fault, where a byte of it does not verify, an entry
    is one the programme's procedure forbids, or its case is here already.
    """
    docket, findings = verify(data, file)
    if docket is None:
        return None, findings
    law = programme_of(programme)
    state, forbidden = _taken_in(docket, law, file)
    findings += forbidden
    if findings:
        return None, findings
    with transaction.atomic():
        columns = cached(state)
        if Case.objects.filter(number=columns["number"]).exists():
            return None, (_fault("A case of this number is in the database already", file, 1),)
        case = Case.objects.create(programme=programme, **columns)
        DocketEntry.objects.bulk_create(row_of(case, entry, None) for entry in docket.entries)
        followed(Entered(case, state, 0, None))
    return case, ()


def _taken_in(docket: Docket, programme: Programme, file: str) -> tuple[CaseState, tuple[Finding, ...]]:
    """The state a docket puts its case in, and every entry that the procedure would not have let in, in one pass."""
    findings = []
    state = read_case(Docket(), programme)
    for entry in docket.entries:
        if entry.payload is not None:  # what was erased cannot be asked about any more
            reasons = refusals(state, programme, occurrence_of(entry))
            findings += [_fault(reason, file, entry.number) for reason in reasons]
        state = state_after(state, entry)
    if docket.entries[0].kind.value != "application_received":
        findings.append(_fault("The docket does not begin with an application", file, 1))
    return state, tuple(findings)


def _fault(message: str, file: str, line: int) -> Finding:
    return Finding(
        rule=_RULE,
        message=f"{message[:1].upper()}{message[1:]}.",
        severity=Severity.FATAL,
        place=Place(file=file, line=line),
        expected="a docket that the programme's procedure allows, of a case not yet here",
        remedy="Look at the entry with the people who recorded it; nothing was imported.",
    )


def export_docket(case: Case, person: Person | None = None) -> bytes:
    """The docket of a case as a file. For a person, entries they may not see keep their digest and lose what they say:
    the chain verifies all the same.
    """
    docket = docket_of(case)
    reader: Role | None = part(person) if person else None
    if reader is not None:
        kinds = programme_of(case.programme).procedure.kinds
        for entry in docket.entries:
            if reader not in kinds[entry.kind].visible_to:
                docket = erase(docket, entry.number)
    return encode(docket)
