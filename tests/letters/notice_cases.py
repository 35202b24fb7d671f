"""Small cases, all made up, that stand just where each notice of the programme becomes owed."""

import datetime as dt
from decimal import Decimal

from evenhand.docket import aftermath, assignment, intake, review
from evenhand.docket.entry import Occurrence
from evenhand.docket.party import Actor, DocumentRef, MedicalRecord, Party, Role
from evenhand.docket.payload import Payload
from evenhand.treatment import DisputedTreatment, Necessity, Units
from tests.filing import filed, refiled

METHOD = "mail_ca"
ADDRESS = ("1450 Sample Street, Apt. 4", "Fresno, California 93721")
PARTIES = (
    Party(id="worker", role=Role.APPLICANT, name="María Peña (made up)", address=ADDRESS),
    Party(id="counsel", role=Role.REPRESENTATIVE, name="Jo Example, Esq.", organisation="Example Law", address=ADDRESS),
    Party(id="doctor", role=Role.PROVIDER, name="Pat Sample, M.D.", organisation="Sample Clinic", address=ADDRESS),
    Party(id="administrator", role=Role.PAYER, name="Sample Claims, Inc.", organisation="Claims unit", address=ADDRESS),
)
LINES = (
    DisputedTreatment(
        id="1",
        words="12 sessions of physical therapy, low back",
        units=Units(unit="sessions", requested=Decimal(12), authorised=Decimal(6)),
    ),
    DisputedTreatment(
        id="2",
        words="Gabapentin 300 mg, 90 capsules",
        units=Units(unit="capsules", requested=Decimal(90)),
        sudden_stop_may_harm=True,
    ),
    DisputedTreatment(
        id="3",
        words="MRI of the lumbar spine, already done",
        units=Units(unit="study", requested=Decimal(1)),
        given_already=True,
    ),
)
PAPER = DocumentRef(sha256="0" * 64, name="paper.pdf", media_type="application/pdf")


def _step(month: int, day: int, by: Role, payload: Payload) -> Occurrence:
    return Occurrence(payload=payload, on=dt.date(2015, month, day), by=Actor(role=by))


APPLICATION = filed(
    case_number="EX-0001",
    parties=PARTIES,
    treatments=LINES,
    injured_on=dt.date(2013, 8, 12),
    is_signed=True,
    ur_decision_attached=True,
    adj_number="ADJ0000001",
    examiner="Kim Sampler",
    examiner_office="Fresno",
)
FILED = _step(3, 2, Role.APPLICANT, APPLICATION)
REFUSED = _step(
    3,
    2,
    Role.APPLICANT,
    intake.UrDecisionFiled(
        decided_on=dt.date(2015, 2, 20),
        effect=intake.UrEffect.MODIFIED,
        service="mail_ca",
        served_on=dt.date(2015, 2, 20),
        communicated_on=dt.date(2015, 2, 20),
        liability_disputed=True,
    ),
)


def eligibility(outcome: intake.EligibilityOutcome, *reasons: str, lines: tuple[str, ...] = ()) -> Occurrence:
    return _step(3, 10, Role.REGULATOR, intake.EligibilityFound(outcome=outcome, reasons=reasons, lines=lines))


ELIGIBLE = eligibility(intake.EligibilityOutcome.ELIGIBLE)
IN_PART = _step(
    3,
    10,
    Role.REGULATOR,
    intake.EligibilityFound(
        outcome=intake.EligibilityOutcome.ELIGIBLE,
        lines=("1", "2"),
        refused=(intake.RefusedLine(line="3", reasons=("NOT_MEDICAL_NECESSITY",)),),
    ),
)
ASSIGNED = _step(3, 11, Role.REGULATOR, assignment.Assigned(organisation="Evenhand Review Organization"))
RECORDS = _step(
    3,
    20,
    Role.PAYER,
    assignment.RecordsReceived(
        party="administrator",
        documents=(
            MedicalRecord(id="R1", title="Progress reports", answers=("treating_reports", "application_form")),
            MedicalRecord(id="R2", title="Letter to the employee", answers=("given_to_employee", "basis_of_decision")),
            MedicalRecord(id="R3", title="Request for authorization", answers=("submitted_in_support",)),
        ),
    ),
)
UNDER_REVIEW = (
    FILED,
    REFUSED,
    ELIGIBLE,
    ASSIGNED,
    RECORDS,
    _step(
        3,
        23,
        Role.REVIEWER,
        review.ReviewerAttested(reviewer="R-1", affiliations_denied=("employer",), qualifications="spine"),
    ),
    _step(3, 23, Role.MEDICAL_DIRECTOR, review.ReviewerAssigned(reviewer="R-1", qualifications="spine")),
)
FINDINGS = (
    review.LineFinding(line="1", necessity=Necessity.NECESSARY),
    review.LineFinding(line="2", necessity=Necessity.NOT_NECESSARY),
    review.LineFinding(line="3", necessity=Necessity.NECESSARY),
)
DECIDED = (
    *UNDER_REVIEW,
    _step(4, 6, Role.REVIEWER, review.DeterminationSigned(reviewer="R-1", findings=FINDINGS, document=PAPER)),
    _step(4, 7, Role.MEDICAL_DIRECTOR, review.DeterminationIssued(findings=FINDINGS, documents=(PAPER,))),
)
ASKED = _step(
    3,
    24,
    Role.ORGANISATION,
    review.QuestionAsked(party="doctor", question="Were the earlier six sessions given?\n\nWhat did they change?"),
)
RECORDS_ASKED = _step(
    3,
    24,
    Role.ORGANISATION,
    assignment.RecordsAskedFor(
        party="administrator", records=("MRI report, Celia Orrin, MD, 8/19/2014", "Notes of therapy")
    ),
)
OVERDUE = (
    _step(
        3,
        11,
        Role.ORGANISATION,
        assignment.NoticeIssued(notice="assignment", party="administrator", language="en", documents=()),
    ),
    _step(3, 11, Role.ORGANISATION, assignment.Deposited(notice="assignment", party="administrator", method=METHOD)),
)
"""The notice of assignment made out and mailed to the claims administrator alone, whose clocks it starts."""
EXPEDITED = _step(3, 2, Role.APPLICANT, refiled(APPLICATION, priority=intake.Priority.EXPEDITED, certified_by="doctor"))
HASTY = _step(3, 2, Role.APPLICANT, refiled(APPLICATION, priority=intake.Priority.EXPEDITED))
"""Asked for in haste, and nobody certified it."""
JOINED = _step(3, 12, Role.ORGANISATION, intake.Consolidated(case_numbers=("EX-0002", "EX-0003")))
SET_ASIDE = (
    *DECIDED,
    _step(4, 20, Role.APPLICANT, aftermath.PetitionFiled(party="worker", grounds=("plain mistake of fact",))),
    _step(
        6,
        1,
        Role.ADJUDICATOR,
        aftermath.SetAside(
            ground="a plain mistake about a fact of ordinary knowledge",
            fact="the count of visits",
            lines=("1",),
            order="Order",
        ),
    ),
)


def _authorised(line: str, units: int | None = None) -> Occurrence:
    amount = None if units is None else Decimal(units)
    return _step(3, 16, Role.PAYER, aftermath.LineAuthorised(line=line, units=amount))


PAPERS = (MedicalRecord(id="R1", title="Application form", sha256="ab" * 32),)
CASES: dict[str, tuple[Occurrence, ...]] = {
    "receipt": (
        _step(3, 2, Role.APPLICANT, refiled(APPLICATION, is_signed=False, papers=PAPERS)),
        REFUSED,
    ),
    "deficiency": (
        FILED,
        _step(3, 4, Role.ORGANISATION, intake.DeficiencyNoted(reasons=("NO_SIGNATURE", "UR_DECISION_NOT_ATTACHED"))),
    ),
    "information_request": (
        FILED,
        REFUSED,
        _step(
            3,
            4,
            Role.REGULATOR,
            intake.InformationRequested(party="administrator", request="Is liability for the low back disputed?"),
        ),
    ),
    "eligible": (FILED, REFUSED, ELIGIBLE),
    "ineligible": (FILED, REFUSED, eligibility(intake.EligibilityOutcome.INELIGIBLE, "NO_SIGNATURE", "LATE")),
    "deferred": (FILED, REFUSED, eligibility(intake.EligibilityOutcome.DEFERRED, "LIABILITY_DISPUTE_DEFERRED")),
    "revived": (
        FILED,
        REFUSED,
        eligibility(intake.EligibilityOutcome.DEFERRED, "LIABILITY_DISPUTE_DEFERRED"),
        _step(5, 4, Role.PAYER, intake.DeferralLifted(notice_served_on=dt.date(2015, 5, 1), service="mail_ca")),
    ),
    "consolidation": (FILED, REFUSED, ELIGIBLE, JOINED),
    "not_expedited": (HASTY, REFUSED),
    "severance": (
        FILED,
        REFUSED,
        ELIGIBLE,
        JOINED,
        _step(
            3,
            13,
            Role.ORGANISATION,
            intake.LineSevered(line="2", case_number="EX-0004", reason="the treating physician certified a threat"),
        ),
    ),
    "assignment": (FILED, REFUSED, ELIGIBLE, ASSIGNED),
    "records_overdue": (FILED, REFUSED, ELIGIBLE, ASSIGNED, *OVERDUE),
    "records_overdue_expedited": (EXPEDITED, REFUSED, ELIGIBLE, ASSIGNED, *OVERDUE),
    "conversion": (
        FILED,
        REFUSED,
        ELIGIBLE,
        ASSIGNED,
        _step(3, 12, Role.PROVIDER, assignment.ConvertedToExpedited(certified_by="doctor")),
    ),
    "extension": (
        *UNDER_REVIEW,
        _step(
            4,
            1,
            Role.REGULATOR,
            assignment.ExtensionGranted(rule="CAWC-F-05", days=3, reason="the physician fell ill"),
        ),
    ),
    "administrator_change": (
        *UNDER_REVIEW,
        _step(
            3,
            25,
            Role.PAYER,
            assignment.AdministratorChanged(
                effective_on=dt.date(2015, 3, 24),
                organisation="Other Claims, Inc.",
                address=("9 Other Street", "Sacramento, CA 95814"),
            ),
        ),
    ),
    "question": (*UNDER_REVIEW, ASKED),
    "records_asked": (*UNDER_REVIEW, RECORDS_ASKED),
    "answer": (
        *UNDER_REVIEW,
        ASKED,
        _step(
            3, 26, Role.PROVIDER, review.QuestionAnswered(party="doctor", answer="Five were given. She walks farther.")
        ),
    ),
    "line_authorised": (FILED, REFUSED, ELIGIBLE, ASSIGNED, _authorised("2")),
    "line_withdrawn": (
        FILED,
        REFUSED,
        ELIGIBLE,
        ASSIGNED,
        _step(3, 16, Role.PROVIDER, aftermath.LineWithdrawn(line="2", reason="another drug is tried first")),
    ),
    "line_settled": (
        FILED,
        REFUSED,
        ELIGIBLE,
        ASSIGNED,
        _step(
            3,
            16,
            Role.PAYER,
            aftermath.LineSettled(
                line="3",
                instrument="a stipulation of the parties",
                form="stipulation",
                order="Award of March 14, 2015",
            ),
        ),
    ),
    "termination": (FILED, REFUSED, ELIGIBLE, ASSIGNED, *map(_authorised, ("1", "2", "3"))),
    "withdrawal": (
        FILED,
        REFUSED,
        _step(3, 9, Role.REPRESENTATIVE, aftermath.Withdrawn(party="counsel", is_signed=True, reason="agreement")),
    ),
    "determination": DECIDED,
    "correction": (
        *DECIDED,
        _step(
            4,
            9,
            Role.MEDICAL_DIRECTOR,
            aftermath.Corrected(field="date of injury", was="12/8/2013", becomes="8/12/2013", document=PAPER),
        ),
    ),
    "supplemental": (
        *DECIDED,
        _step(
            4,
            20,
            Role.MEDICAL_DIRECTOR,
            aftermath.SupplementalIssued(
                reviewer="R-1",
                treatments=(DisputedTreatment(id="4", words="Lumbar brace", units=Units(unit="brace")),),
                findings=(review.LineFinding(line="4", necessity=Necessity.NECESSARY),),
                documents=(PAPER,),
            ),
        ),
    ),
    "set_aside": SET_ASIDE,
    "remand": (
        *SET_ASIDE,
        _step(
            6,
            8,
            Role.REGULATOR,
            aftermath.Remanded(
                to_organisation="Second Review Organization",
                instruction="a different organization",
                ground="a plain mistake about a fact of ordinary knowledge",
                fact="the count of visits",
                lines=("1",),
                order="Order",
            ),
        ),
    ),
    "reopening": (
        *DECIDED,
        _step(9, 1, Role.ORGANISATION, aftermath.Closed(reason="carried out")),
        _step(9, 8, Role.REGULATOR, aftermath.Reopened(reason="line 3 was not paid for")),
    ),
    "invoice": (
        FILED,
        REFUSED,
        ELIGIBLE,
        ASSIGNED,
        _step(3, 11, Role.ORGANISATION, aftermath.FeeCharged(amount=Decimal(420), basis="CAWC-H-01")),
    ),
}
"""For each notice of the programme, by its id, what has happened when it becomes owed."""


VARIANTS: dict[str, tuple[str, tuple[Occurrence, ...]]] = {
    "a day to mend the application": (
        "deficiency",
        (
            FILED,
            REFUSED,
            _step(
                3,
                4,
                Role.ORGANISATION,
                intake.DeficiencyNoted(reasons=("NO_SIGNATURE",), cure_by=dt.date(2015, 3, 18)),
            ),
        ),
    ),
    "a request whose receipt is known": (
        "information_request",
        (
            FILED,
            _step(
                3,
                4,
                Role.REGULATOR,
                intake.InformationRequested(party="doctor", request="Which request?", received_on=dt.date(2015, 3, 6)),
            ),
        ),
    ),
    "eligible in part": (
        "eligible",
        (FILED, REFUSED, IN_PART),
    ),
    "ineligible while the time to apply runs": (
        "ineligible",
        (FILED, REFUSED, eligibility(intake.EligibilityOutcome.INELIGIBLE, "UR_DECISION_NOT_ATTACHED")),
    ),
    "certified by the regulator": (
        "conversion",
        (
            *UNDER_REVIEW,
            _step(3, 26, Role.REGULATOR, assignment.ConvertedToExpedited(certified_by="Administrative Director")),
        ),
    ),
    "authorized in part": ("line_authorised", (FILED, REFUSED, ELIGIBLE, ASSIGNED, _authorised("2", 30))),
    "expedited": ("assignment", (EXPEDITED, REFUSED, ELIGIBLE, ASSIGNED)),
    "no decision filed": ("assignment", (FILED, ELIGIBLE, ASSIGNED)),
}
"""Other ways by which a notice becomes owed: what the variant is, the notice, and what has happened."""
