"""A case made up for the tests of release: everything up to a reviewer's signature."""

import datetime as dt
from typing import Any

from evenhand.codec import canonical
from evenhand.determination.assemble import assemble, findings_of
from evenhand.determination.model import (
    Analysis,
    EvidenceCitation,
    LineAnalysis,
    RecordFact,
    ReviewerStatement,
    SummaryParagraph,
)
from evenhand.docket.assignment import Assigned, RecordsReceived, ReferredWithoutRecords
from evenhand.docket.entry import Occurrence
from evenhand.docket.intake import EligibilityFound, EligibilityOutcome, UrDecisionFiled, UrEffect
from evenhand.docket.party import Actor, DocumentRef, MedicalRecord, Role
from evenhand.docket.review import DeterminationSigned, ReviewerAssigned, ReviewerAttested, ReviewerProposed
from evenhand.procedure.state import read_case
from evenhand.treatment import Necessity
from evenhand_web.cases.docketing import Attached, enter_in
from evenhand_web.cases.models import Case
from evenhand_web.cases.seam import docket_of
from evenhand_web.infrastructure.programmes import programme_of
from evenhand_web.infrastructure.shelf import put
from tests.web.cast import entered, new_case

REVIEWER, REVIEWER_NAME = "R-4711", "quillon"
DAY = dt.date(2024, 6, 10)
SIGNED_ON = dt.date(2024, 6, 11)


def assigned_case(number: str = "IMR-1", **changed: Any) -> Case:
    """A case that was found eligible and assigned, its application as changed: notices are owed in it."""
    case = new_case(number, **changed)
    filed = UrDecisionFiled(
        decided_on=dt.date(2024, 5, 20),
        served_on=dt.date(2024, 5, 20),
        communicated_on=dt.date(2024, 5, 20),
        service="mail_ca",
        effect=UrEffect.DENIED,
        on_medical_necessity=True,
    )
    case = entered(case, filed, Role.APPLICANT, dt.date(2024, 6, 3), "worker")
    case = entered(case, EligibilityFound(outcome=EligibilityOutcome.ELIGIBLE, lines=("1",)), Role.REGULATOR, DAY)
    return entered(case, Assigned(organisation="Sample IMRO"), Role.REGULATOR, DAY)


def signed_case(number: str = "IMR-1", answer: str = "The record shows no lasting gain.", **changed: Any) -> Case:
    """A case whose reviewer has signed; its application as changed."""
    case = assigned_case(number, **changed)
    records = RecordsReceived(
        party="payer", documents=(MedicalRecord(id="R1", title="Progress report", pages=3),), method="mail_ca"
    )
    case = entered(case, records, Role.PAYER, DAY, "payer")
    case = entered(case, ReferredWithoutRecords(reason="Asked for twice"), Role.ORGANISATION, DAY)
    case = entered(case, ReviewerProposed(reviewer=REVIEWER), Role.ORGANISATION, DAY)
    sworn = ReviewerAttested(reviewer=REVIEWER, affiliations_denied=("Sample Mutual",), qualifications="PM&R")
    case = entered(case, sworn, Role.REVIEWER, DAY)
    case = entered(case, ReviewerAssigned(reviewer=REVIEWER, qualifications="PM&R"), Role.ORGANISATION, DAY)
    return sign(case, answer)


def sign(
    case: Case,
    answer: str,
    necessity: Necessity = Necessity.NOT_NECESSARY,
    reviewer: str = REVIEWER,
    on: dt.date = SIGNED_ON,
) -> Case:
    """The case signed, once more where it was before."""
    current = Case.objects.get(pk=case.pk)
    programme = programme_of(current.programme)
    written = analysis(answer, necessity)
    determination, findings = assemble(read_case(docket_of(current), programme), written, programme, on)
    assert determination is not None, findings
    file = put([canonical(determination) + b"\n"], "application/json")
    ref = DocumentRef(sha256=file.sha256, name="determination.json", media_type="application/json")
    payload = DeterminationSigned(reviewer=reviewer, findings=findings_of(written), document=ref)
    happened = Occurrence(payload=payload, on=on, by=Actor(role=Role.REVIEWER))
    return enter_in(current, current.length, happened, None, [Attached(file, "determination.json")])


def analysis(answer: str, necessity: Necessity) -> Analysis:
    """What a physician might write of six sessions of massage."""
    line = LineAnalysis(
        line="1",
        necessity=necessity,
        question="Are six sessions of massage medically necessary?",
        answer=answer,
        facts=(RecordFact(words="No change in function is reported", record="R1", page=2),),
        citations=(EvidenceCitation(title="A guideline of the tests", edition="2023", section="", pages="", tier="1"),),
        standard="The guideline asks for measured gain before more is given.",
    )
    reviewer = ReviewerStatement(
        licensed_in=("California",),
        certifications=("Physical Medicine and Rehabilitation",),
        practice="Sees patients weekly",
        fit="Treats the spine",
        independent_of=("Sample Mutual",),
        holds_no_evaluator_appointment=True,
        has_no_discipline=True,
    )
    summary = (SummaryParagraph(words="A worker with neck pain.", record="R1", page=1),)
    return Analysis(lines=(line,), summary=summary, reviewer=reviewer, basis={})
