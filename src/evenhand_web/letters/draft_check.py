"""The gate in the work: the letter that a draft comes to, checked as it will be at release, before it is signed.

What would keep it from leaving at the director's stands before the physician signs. What the checks of the audit say of
its words is to be answered, and bars nothing.
"""

from collections.abc import Iterator
from typing import NamedTuple

from django.utils.translation import gettext_noop

from evenhand.audit.claim import Claim
from evenhand.determination.assemble import findings_of
from evenhand.determination.model import Determination
from evenhand.docket.entry import Occurrence, append
from evenhand.docket.kind import EntryKind
from evenhand.docket.party import Actor, DocumentRef, Role
from evenhand.docket.payload import Payload
from evenhand.docket.review import DeterminationIssued, DeterminationSigned, LineFinding
from evenhand.finding import Finding, FindingKind, Place, Severity
from evenhand.letter.case_letter import Letter, determination_letter, supplemental_letter
from evenhand.letter.characters import on_screen
from evenhand.letter.document import Document
from evenhand.letter.letter_check import LetterChecked
from evenhand.procedure.permit import refusals
from evenhand.procedure.state import CaseState, read_case
from evenhand.procedure.tally import prevailing
from evenhand.programme.model import Programme
from evenhand.programme.stop import Stop
from evenhand_web.cases.open_case import OpenCase
from evenhand_web.cases.particulars import particulars_of
from evenhand_web.letters.checking import checks_of
from evenhand_web.letters.house_ties import house_bars
from evenhand_web.letters.organization import house
from evenhand_web.reviewing.signing import Readiness, readiness
from evenhand_web.reviewing.supplement import decided_state, supplement_entry, supplements_as
from evenhand_web.reviewing.workspace import Workspace

_AT_RELEASE = FindingKind(
    rule="RELEASE",
    severity=Severity.FATAL,
    message=gettext_noop("It could not be released: {reason}"),
    remedy=gettext_noop("Correct it, or tell the coordinator: nothing can be issued while it stands."),
)

_OF_THE_HOUSE = FindingKind(
    rule="RELEASE",
    severity=Severity.WARNING,
    message="{reason}",
    remedy=gettext_noop("The organization answers it before a release; it does not bar your signature."),
)


class DraftChecked(NamedTuple):
    """A draft before its signature: whether it can be signed, the letter it comes to, and what the checks say of it."""

    ready: Readiness
    letter: Document | None
    checked: LetterChecked

    @property
    def claims(self) -> tuple[Claim, ...]:
        """What the checks say of the letter's words."""
        return self.checked.claims


def draft_checked(work: Workspace) -> DraftChecked:
    """A draft with everything that stands before its signature, what would be fatal at release among it."""
    ready, file = readiness(work), work.file
    if ready.determination is None:
        return DraftChecked(ready, None, LetterChecked(()))
    letter, told = _made(file, ready.determination)
    fatal = (*_unmade(file, told), *_barred(file, ready.determination))
    seen = {finding.message for finding in ready.findings}
    more = tuple(finding for finding in fatal if finding.message not in seen)
    checked = checks_of(file, letter)
    return DraftChecked(ready._replace(findings=(*ready.findings, *more)), letter, checked)


def _made(file: OpenCase, determination: Determination) -> Letter:
    """The letter that a draft comes to; on omitted lines, the supplemental one."""
    known, beside = house(file.programme, on_screen), particulars_of(file.case)
    if not file.omitted:
        return determination_letter(known, file.state, determination, "-", particulars=beside)
    told = supplement_entry(file, determination, file.viewer.ident)
    return supplemental_letter(known, decided_state(file), determination, "-", told, particulars=beside)


def _unmade(file: OpenCase, told: tuple[Finding, ...]) -> Iterator[Finding]:
    """Why the letter cannot be made."""
    if Stop.LETTER in file.programme.fatal:
        yield from (finding for finding in told if finding.severity is Severity.FATAL)


def _barred(file: OpenCase, determination: Determination) -> Iterator[Finding]:
    """What would keep the determination from being issued once it is signed; what the organization has still to do, as
    a remark. Attestation and credentials of who signs are among the gates before a signature already.
    """
    if Stop.DOCKET in file.programme.fatal:
        for reason in _refused_at_issue(file, determination):
            yield _AT_RELEASE.at(Place(key="release"), topic=Stop.DOCKET, reason=f"{reason}.")
    for reason in house_bars(file):
        yield _OF_THE_HOUSE.at(Place(key="release"), reason=reason)


def _refused_at_issue(file: OpenCase, determination: Determination) -> tuple[str, ...]:
    """Why the docket would refuse the issue if this were signed now, with what would prevail then; none while others
    have still to sign, or their findings have still to be reconciled: that bars nobody's signature.
    """
    if file.omitted:
        told, state = supplement_entry(file, determination, file.viewer.ident), decided_state(file)
        by = Actor(role=supplements_as(file.programme))
        return refusals(state, file.programme, Occurrence(payload=told, on=file.today, by=by))
    reviewers = file.state.reviewers
    if reviewers.assigned.keys() - reviewers.signed.keys() - {file.viewer.ident}:
        return ()
    document = DocumentRef(sha256="0" * 64, name="determination.json", media_type="application/json")
    findings = findings_of(determination.analysis)
    state = _with(file, DeterminationSigned(reviewer=file.viewer.ident, findings=findings, document=document))
    counted = prevailing(state)
    if counted.keys() != set(state.live_lines()):
        return ()
    issued = tuple(LineFinding(line=line, necessity=necessity) for line, necessity in counted.items())
    by, issue = Actor(role=_issuer(file.programme)), DeterminationIssued(findings=issued, documents=())
    return refusals(state, file.programme, Occurrence(payload=issue, on=file.today, by=by))


def _issuer(programme: Programme) -> Role:
    """As whom a determination is issued under a programme: the first of those who may whom it names."""
    allowed = programme.procedure.kinds[EntryKind.DETERMINATION_ISSUED].by
    parts = (Role.MEDICAL_DIRECTOR, Role.ORGANISATION, *allowed)
    return next((role for role in parts if role in allowed), Role.MEDICAL_DIRECTOR)


def _with(file: OpenCase, payload: Payload) -> CaseState:
    happened = Occurrence(payload=payload, on=file.today, by=Actor(role=Role.REVIEWER))
    recorded = file.docket.entries[-1].recorded_at
    return read_case(append(file.state.docket, happened, recorded_at=recorded, salt=""), file.programme)
