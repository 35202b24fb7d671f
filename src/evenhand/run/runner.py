"""Running a case: the entries of its folder under the procedure, the notices the law owes, the determination and its
service.
"""

import datetime as dt
import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from evenhand.determination.assemble import assemble, findings_of
from evenhand.determination.model import Dated, Determination
from evenhand.docket.assignment import Deposited, NoticeIssued
from evenhand.docket.entry import Docket, Occurrence, append
from evenhand.docket.kind import KIND_OF, EntryKind
from evenhand.docket.party import Actor, DocumentRef, Party, Role
from evenhand.docket.payload import Payload
from evenhand.docket.review import DeterminationIssued, DeterminationSigned, LineFinding
from evenhand.finding import Finding, FindingKind, Place, Severity, is_fatal
from evenhand.letter.foresee import due_dates_started, with_notice_served
from evenhand.notice import OwedNotice, outstanding
from evenhand.procedure.permit import refusals, unread_law
from evenhand.procedure.state import CaseState, read_case, state_after
from evenhand.procedure.tally import prevailing
from evenhand.run.case_folder import CaseFolder, Planned

_REFUSED = FindingKind(
    rule="CASE-PROCEDURE",
    severity=Severity.FATAL,
    message="{what}.",
    expected="entries in an order the procedure allows",
    remedy="Correct the entry, or the one it depends on, in case.toml.",
)

_ORGANISATION = Actor(role=Role.ORGANISATION)
DETERMINATION = "determination"


@dataclass(frozen=True, slots=True, kw_only=True)
class MadeDocument:
    """A document as made: its place under the case's output folder, and its bytes."""

    ref: DocumentRef
    data: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Press:
    """What turns the values of a case into documents.

    `notice` makes one notice for one party on a day; `proof` the proof that it, or the determination, was sent;
    `analysis` the paper a physician signs, under a name; `determination` the letter in all its forms, of the signature
    that prevails among all. Each gives the documents and whatever is wrong with them.
    """

    notice: Callable[[CaseFolder, CaseState, OwedNotice, dt.date], tuple[tuple[MadeDocument, ...], tuple[Finding, ...]]]
    proof: Callable[[CaseFolder, CaseState, str, Party, dt.date], tuple[tuple[MadeDocument, ...], tuple[Finding, ...]]]
    analysis: Callable[[Determination, str], MadeDocument]
    determination: Callable[
        [CaseFolder, CaseState, "Signed", Sequence["Signed"]], tuple[tuple[MadeDocument, ...], tuple[Finding, ...]]
    ]


class Signed(NamedTuple):
    """What a reviewer signed: who, the determination as they see it, and the paper."""

    reviewer: str
    determination: Determination
    document: MadeDocument


@dataclass(slots=True, kw_only=True)
class Run:
    """A case as run so far; complete when `findings` holds nothing fatal."""

    folder: CaseFolder
    state: CaseState
    documents: list[MadeDocument] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    determination: Determination | None = None
    signed: list[Signed] = field(default_factory=list)

    @property
    def docket(self) -> Docket:
        """The docket as it has been written."""
        return self.state.written


def run_case(folder: CaseFolder, press: Press) -> Run:
    """Run a case from its folder to its end.

    Entries the procedure forbids are Findings at their place in the file, and the run goes on with them so that each
    fault is said once. Notices owed before an entry's day, and at the end, are made, issued and deposited as the
    folder's service plan says.
    """
    run = Run(folder=folder, state=read_case(Docket(), folder.programme))
    for planned in folder.entries:
        _serve_owed(run, press, planned.on)
        payload = planned.payload or _completed(run, press, planned)
        if payload is not None:
            _enter(run, planned.occurrence(payload), planned.place)
    _serve_owed(run, press, folder.as_of)
    return run


def _serve_owed(run: Run, press: Press, as_of: dt.date) -> None:
    """Make and send what is owed up to a day; each notice bears the day it became owed, and none an earlier day than
    the entry before it.
    """
    if is_fatal(run.findings) or not run.docket.entries:
        return
    state = run.state
    for owed in sorted(outstanding(state, run.folder.programme, as_of), key=lambda notice: notice.since.on):
        on = max(owed.since.on, run.docket.entries[-1].on)
        documents, faults = press.notice(run.folder, state, owed, on)
        run.findings += faults
        if is_fatal(faults):
            return
        run.documents += documents
        served = with_notice_served(state, run.folder.programme, owed, on, run.folder.service)
        issued = NoticeIssued(
            notice=owed.notice,
            party=owed.party,
            language=state.parties[owed.party].language,
            documents=tuple(document.ref for document in documents),
            due_dates=due_dates_started(state, served, run.folder.programme),
            about=owed.since.entry,
        )
        _serve(run, issued, on)
        _deposit(run, press, owed.notice, owed.party, on)


def _deposit(run: Run, press: Press, notice: str, party: str, on: dt.date) -> None:
    state = run.state
    proof, faults = press.proof(run.folder, state, notice, state.parties[party], on)
    run.findings += faults
    run.documents += proof
    refs = tuple(document.ref for document in proof)
    _serve(run, Deposited(notice=notice, party=party, method=run.folder.service.method, proof=refs), on)


def _serve(run: Run, payload: Payload, on: dt.date) -> None:
    plan = run.folder.service
    happened = Occurrence(payload=payload, on=on, by=_ORGANISATION, provenance=plan.provenance, because=plan.because)
    _enter(run, happened, Place(key=f"service of {on}"))


def _enter(run: Run, happened: Occurrence, place: Place) -> None:
    programme = run.folder.programme
    for reason in refusals(run.state, programme, happened):
        run.findings.append(_refused(happened, reason, place))
    run.findings += [replace(finding, place=place) for finding in unread_law(run.state, programme, happened)]
    recorded_at = _recorded_at(run, happened)
    longer = append(run.docket, happened, recorded_at=recorded_at, salt=_salt(run), programme=programme.mark)
    run.state = state_after(run.state, longer.entries[-1])


def _recorded_at(run: Run, happened: Occurrence) -> dt.datetime:
    """An example's instants of recording are its own days: noon, or the instant known, and never before the entry it
    follows.
    """
    noon = dt.datetime.combine(happened.on, dt.time(12), run.folder.programme.zone)
    at = happened.at or noon
    entries = run.docket.entries
    return max(at, entries[-1].recorded_at) if entries else at


def _salt(run: Run) -> str:
    """A salt that a second run gives again; a case of a live docket takes its salts from the system's randomness."""
    seed = f"{run.folder.case_number}\0{len(run.docket.entries)}\0{run.docket.head}"
    return hashlib.sha256(seed.encode()).hexdigest()[:32]


def _completed(run: Run, press: Press, planned: Planned) -> Payload | None:
    if is_fatal(run.findings):
        return None
    if planned.kind is EntryKind.DETERMINATION_SIGNED:
        return _signed(run, press, planned)
    if planned.kind is EntryKind.DETERMINATION_ISSUED:
        return _issued(run, press, planned)
    return None


def _signed(run: Run, press: Press, planned: Planned) -> Payload | None:
    folder = run.folder
    reviewer = planned.fields.get("reviewer")
    if not isinstance(reviewer, str):
        run.findings.append(_REFUSED.at(planned.place, what="the signing reviewer is not named"))
        return None
    analysis = folder.analysis_of(reviewer)
    determination, faults = assemble(run.state, analysis, folder.programme, planned.on)
    run.findings += faults
    if determination is None:
        return None
    run.determination = determination
    document = press.analysis(determination, _name_of_analysis(run))
    run.documents.append(document)
    run.signed.append(Signed(reviewer, determination, document))
    return DeterminationSigned(reviewer=reviewer, findings=findings_of(analysis), document=document.ref)


def _name_of_analysis(run: Run) -> str:
    """The name of the next analysis: that of the determination where one reviewer decides, else numbered."""
    number = len(run.signed) + 1
    is_alone = run.state.reviewers.seats == 1 and number == 1
    return f"{DETERMINATION}.json" if is_alone else f"analysis-{number}.json"


def name_of_determination(state: CaseState) -> str:
    """The name, without its ending, of the next determination of a case: one made after a remand has a number, for the
    first stays in the docket.
    """
    earlier = sum(entry.kind is EntryKind.DETERMINATION_ISSUED for entry in state.docket.entries)
    return f"{DETERMINATION}-{earlier + 1}" if earlier else DETERMINATION


def _issued(run: Run, press: Press, planned: Planned) -> Payload | None:
    """The determination as issued: the last signature whose findings are those that prevail."""
    if not run.signed:
        return None
    findings = tuple(LineFinding(line=line, necessity=necessity) for line, necessity in prevailing(run.state).items())
    current = list({each.reviewer: each for each in run.signed if each.reviewer in run.state.reviewers.signed}.values())
    deciding = next((each for each in reversed(current) if _says(each, findings)), None)
    if deciding is None:
        message = "no signed analysis alone says what prevails on every line, or a line is evenly split"
        run.findings.append(_REFUSED.at(planned.place, what=message))
        return None
    issued = replace(deciding.determination, decided=Dated(on=planned.on))
    run.determination = issued
    documents, faults = press.determination(run.folder, run.state, deciding._replace(determination=issued), current)
    run.findings += faults
    if is_fatal(faults):
        return None
    run.documents += documents
    signed = [each.document.ref for each in current]
    letters = [document.ref for document in documents]
    return DeterminationIssued(findings=findings, documents=(*signed, *letters))


def _says(signed: Signed, findings: tuple[LineFinding, ...]) -> bool:
    necessities = {finding.line: finding.necessity for finding in findings_of(signed.determination.analysis)}
    return bool(necessities) and necessities == {finding.line: finding.necessity for finding in findings}


def _refused(happened: Occurrence, reason: str, place: Place) -> Finding:
    kind = KIND_OF[type(happened.payload)].value
    return _REFUSED.at(place, what=f"{kind} on {happened.on} contradicts the docket before it: {reason}")
