"""The signature: every gate in words, then one transaction that enters the finding with the reasons it rests on."""

from collections.abc import Iterable
from dataclasses import replace
from typing import NamedTuple

from django.db import transaction

from evenhand.audit.answer import Answers
from evenhand.codec import canonical
from evenhand.determination.assemble import assemble, findings_of
from evenhand.determination.check import check_determination
from evenhand.determination.model import Determination
from evenhand.docket.party import MedicalRecord
from evenhand.docket.review import DeterminationSigned
from evenhand.finding import Finding, Severity
from evenhand_web.accounts.models import Notification
from evenhand_web.accounts.notifications import notify
from evenhand_web.cases.docketing import Attached
from evenhand_web.cases.entering import enter_own
from evenhand_web.cases.open_case import OpenCase
from evenhand_web.infrastructure import clock
from evenhand_web.infrastructure.seam import document_ref
from evenhand_web.infrastructure.shelf import put
from evenhand_web.panel.seam import standing_of
from evenhand_web.records.seam import RecordDocument
from evenhand_web.reviewing.analysis import analysis_of
from evenhand_web.reviewing.check_answers import keep_answers
from evenhand_web.reviewing.credential_check import bars_in
from evenhand_web.reviewing.gates import denial_gate, line_gates, return_gates, statement_gates
from evenhand_web.reviewing.models import Return
from evenhand_web.reviewing.oath import oath_gate, sworn_by
from evenhand_web.reviewing.reading_gates import anchor_gates, reading_gates
from evenhand_web.reviewing.tie_check import tie_gate
from evenhand_web.reviewing.workspace import Workspace

_MEDIA_TYPE = "application/json"


class Readiness(NamedTuple):
    """What stands before a signature: the determination as it would be signed, and what is to be said of it."""

    determination: Determination | None
    findings: tuple[Finding, ...]

    @property
    def barring(self) -> tuple[Finding, ...]:
        """What must be mended first."""
        return tuple(finding for finding in self.findings if finding.severity.rank >= Severity.MAJOR.rank)

    @property
    def remarks(self) -> tuple[Finding, ...]:
        """What is to be looked at, and bars nothing."""
        return tuple(finding for finding in self.findings if finding.severity.rank < Severity.MAJOR.rank)

    @property
    def may_sign(self) -> bool:
        """Whether nothing stands before the signature."""
        return self.determination is not None and not self.barring


def readiness(work: Workspace) -> Readiness:
    """Whether a draft can be signed, and everything that is to be said of it first."""
    file, record = work.file, work.record
    state, programme, standing = file.state, file.programme, standing_of(file.viewer, file.case.programme, file.today)
    findings = [
        *return_gates(work.open_returns),
        *line_gates(work.written, state, programme),
        *reading_gates(record),
        *anchor_gates(work.written, record),
        *denial_gate(work.written, state, programme, record.record),
        *statement_gates(work.written, standing),
        *bars_in(file.case, state, file.viewer.ident, file.today),
        *tie_gate(file.case, state, file.viewer.ident, file.today),
        *oath_gate(file),
    ]
    analysis = analysis_of(work.written, state, standing, sworn_by(file))
    if len(analysis.lines) < len(work.written.lines):
        return Readiness(None, tuple(findings))  # what the core would say of it the gates have said
    determination, core_findings = assemble(state, analysis, programme, file.today)
    if determination:
        determination = replace(_known(determination, record.record, file), reading=record.reading)
        core_findings += check_determination(determination)
    barred = {finding.place.key for finding in findings}
    findings += [
        finding
        for finding in core_findings
        if finding.severity.rank < Severity.MAJOR.rank or _place(finding) not in barred
    ]
    return Readiness(determination, tuple(findings))


def _known(determination: Determination, documents: Iterable[RecordDocument], file: OpenCase) -> Determination:
    """A determination whose list of the record tells what is known here: the pages that were counted, wherever a file
    was read, else who stated them, and who sent a document of which no author is listed.
    """
    by_id = {document.record.id: document for document in documents}
    records = tuple(_told(listed, by_id.get(listed.id), file) for listed in determination.records)
    return replace(determination, records=records)


def _told(listed: MedicalRecord, document: RecordDocument | None, file: OpenCase) -> MedicalRecord:
    if document is None:
        return listed
    sender = file.state.parties.get(document.sender) if listed.received else None
    author = listed.author or (f"sent by the {file.programme.label(sender.role)}" if sender else "")
    pages = document.counted or listed.pages
    return replace(listed, pages=pages, author=author, pages_by=document.pages_by)


def _place(finding: Finding) -> str:
    """The place of a core finding as the gates name it: what a gate has said of a line is not said twice."""
    return finding.place.key.replace("lines.", "line ")


def sign(work: Workspace, ready: Readiness, length: int, answered: Answers | None = None) -> OpenCase:
    """Enter the reviewer's signature with the determination it is put to, and answer what had come back; gives the case
    with the signature. `answered` is what was answered to the checks: it is kept with the case, its digest entered.

    Raises ValueError where a gate bars the signature or none is wanted, StaleError where the docket has grown past
    `length` entries since the page was opened, NotAllowed where the procedure forbids it.
    """
    file, determination = work.file, ready.determination
    if determination is None or not ready.may_sign or not work.may_sign:
        raise ValueError("nothing is signed that a gate bars, and nothing twice")
    stored, name = put([canonical(determination) + b"\n"], _MEDIA_TYPE), _name_in(file)
    payload = DeterminationSigned(
        reviewer=file.viewer.ident,
        findings=findings_of(determination.analysis),
        document=document_ref(stored, name),
        answers=answered.digest if answered else "",
    )
    with transaction.atomic():
        entered = enter_own(file, length, payload, [Attached(stored, name)])
        if answered:
            keep_answers(entered.case, entered.length, answered)
        replied = {"answered_at": clock.now(), "answered_by": entered.length}
        Return.objects.filter(pk__in=[sent_back.pk for sent_back in work.open_returns]).update(**replied)
        for sent_back in work.open_returns:
            place = (Notification.Kind.RETURN_ANSWERED, "release_case", file.case.ident)
            notify(f"answered:{sent_back.pk}", [sent_back.by], *place)
    return entered


def _name_in(file: OpenCase) -> str:
    """The name of the next analysis in a case, which no other there has: the determination's own where one reviewer
    decides and signs once, else numbered.
    """
    number = 1 + sum(isinstance(entry.payload, DeterminationSigned) for entry in file.docket.entries)
    is_alone = file.state.reviewers.seats == 1 and number == 1
    return "determination.json" if is_alone else f"analysis-{number}.json"
