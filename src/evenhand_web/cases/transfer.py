"""A docket in and out of the database as the file it is."""

from django.db import transaction
from django.utils.translation import gettext_noop

from evenhand.docket.entry import Docket, occurrence_of
from evenhand.docket.file import encode, verify
from evenhand.docket.party import Role
from evenhand.finding import Finding, FindingKind, Place, Severity
from evenhand.procedure.export import export_for
from evenhand.procedure.permit import refusals
from evenhand.procedure.state import CaseState, read_case, state_after
from evenhand.programme.library import programme_named_by
from evenhand.programme.model import Programme
from evenhand_web.cases.bringing_in import bring_in
from evenhand_web.cases.case_search import case_numbered
from evenhand_web.cases.models import Case
from evenhand_web.cases.seam import docket_of
from evenhand_web.infrastructure.programmes import programme_of, standing_programme

_RULE = "CASE-IMPORT"
_REFUSED = FindingKind(
    rule=_RULE,
    severity=Severity.FATAL,
    message="{what}.",
    expected=gettext_noop("a docket that the programme's procedure allows, of a case not yet here"),
    remedy=gettext_noop("Look at the entry with the people who recorded it; nothing was imported."),
)


def import_docket(data: bytes, file: str, expected: str = "") -> tuple[Case | None, tuple[Finding, ...]]:
    """The case a docket file holds, entered whole under the programme that it names; None, with every fault, where a
    byte of it does not verify, it names another programme than is `expected` (by id; empty for any) or one that is not
    here, an entry is one the programme's procedure forbids, or its case is here already.
    """
    docket, findings = verify(data, file)
    if docket is None:
        return None, findings
    programme = programme_named_by(docket)
    law, here = standing_programme(programme), Place(file=file, line=1)
    if expected and programme != expected:
        return None, (_REFUSED.at(here, what=f"The case runs under {programme!r}, as its first entry says"),)
    if law is None:
        unknown = f"The case runs under {programme!r}, and no such programme can be used here"
        return None, (_REFUSED.at(here, what=unknown),)
    state, forbidden = _taken_in(docket, law, file)
    findings += forbidden
    if findings:
        return None, findings
    with transaction.atomic():
        if case_numbered(state.case_number) is not None:
            return None, (
                _REFUSED.at(
                    Place(file=file, line=1),
                    what="A case of this number is in the database already",
                ),
            )
        (case,) = bring_in([state])
    return case, ()


def _taken_in(docket: Docket, programme: Programme, file: str) -> tuple[CaseState, tuple[Finding, ...]]:
    """The state a docket puts its case in, and every entry that the procedure would not have let in, in one pass."""
    findings = []
    state = read_case(Docket(), programme)
    for entry in docket.entries:
        if entry.payload is not None:  # what was erased cannot be asked about any more
            reasons = refusals(state, programme, occurrence_of(entry))
            findings += [
                _REFUSED.at(Place(file=file, line=entry.number), what=f"{reason[:1].upper()}{reason[1:]}")
                for reason in reasons
            ]
        state = state_after(state, entry)
    if docket.entries[0].kind.value != "application_received":
        findings.append(
            _REFUSED.at(
                Place(file=file, line=1),
                what="The docket does not begin with an application",
            )
        )
    return state, tuple(findings)


def export_docket(case: Case, reader: Role | None = None) -> bytes:
    """The docket of a case as a file; whole, or as a role may see it: entries it may not see keep their digest and lose
    what they say, and the chain verifies all the same.
    """
    docket = docket_of(case)
    return encode(docket if reader is None else export_for(docket, programme_of(case.programme), reader))
