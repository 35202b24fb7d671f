"""Every kind of docket entry, and the payload each carries."""

from enum import StrEnum

from evenhand.docket import aftermath, assignment, intake, review


class EntryKind(StrEnum):
    """What an entry says happened; one payload type each, in `PAYLOAD_OF`."""

    APPLICATION_RECEIVED = "application_received"
    UR_DECISION_FILED = "ur_decision_filed"
    DEFICIENCY_NOTED = "deficiency_noted"
    INFORMATION_REQUESTED = "information_requested"
    INFORMATION_ANSWERED = "information_answered"
    ELIGIBILITY_FOUND = "eligibility_found"
    DEFERRAL_LIFTED = "deferral_lifted"
    CONSOLIDATED = "consolidated"
    LINE_SEVERED = "line_severed"
    ASSIGNED = "assigned"
    NOTICE_ISSUED = "notice_issued"
    DEPOSITED = "deposited"
    RECEIVED = "received"
    MAIL_RETURNED = "mail_returned"
    RECORDS_RECEIVED = "records_received"
    REFERRED_WITHOUT_RECORDS = "referred_without_records"
    CONVERTED_TO_EXPEDITED = "converted_to_expedited"
    EXTENSION_GRANTED = "extension_granted"
    ADMINISTRATOR_CHANGED = "administrator_changed"
    REVIEWER_PROPOSED = "reviewer_proposed"
    REVIEWER_ATTESTED = "reviewer_attested"
    REVIEWER_ASSIGNED = "reviewer_assigned"
    REVIEWER_RECUSED = "reviewer_recused"
    SEVERAL_REVIEWERS_APPROVED = "several_reviewers_approved"
    IDENTITY_DISCLOSED = "identity_disclosed"
    QUESTION_ASKED = "question_asked"
    QUESTION_ANSWERED = "question_answered"
    DETERMINATION_SIGNED = "determination_signed"
    DETERMINATION_ISSUED = "determination_issued"
    IMPLEMENTED = "implemented"
    PETITION_FILED = "petition_filed"
    SET_ASIDE = "set_aside"
    REMANDED = "remanded"
    CORRECTED = "corrected"
    SUPPLEMENTAL_ISSUED = "supplemental_issued"
    REOPENED = "reopened"
    WITHDRAWN = "withdrawn"
    LINE_WITHDRAWN = "line_withdrawn"
    LINE_AUTHORISED = "line_authorised"
    LINE_SETTLED = "line_settled"
    APPLICANT_DIED = "applicant_died"
    GUARDIAN_APPOINTED = "guardian_appointed"
    FEE_CHARGED = "fee_charged"
    PUBLISHED = "published"
    TAKEN_DOWN = "taken_down"
    STRUCK = "struck"
    CLOSED = "closed"


Payload = (
    intake.ApplicationReceived
    | intake.UrDecisionFiled
    | intake.DeficiencyNoted
    | intake.InformationRequested
    | intake.InformationAnswered
    | intake.EligibilityFound
    | intake.DeferralLifted
    | intake.Consolidated
    | intake.LineSevered
    | assignment.Assigned
    | assignment.NoticeIssued
    | assignment.Deposited
    | assignment.Received
    | assignment.MailReturned
    | assignment.RecordsReceived
    | assignment.ReferredWithoutRecords
    | assignment.ConvertedToExpedited
    | assignment.ExtensionGranted
    | assignment.AdministratorChanged
    | review.ReviewerProposed
    | review.ReviewerAttested
    | review.ReviewerAssigned
    | review.ReviewerRecused
    | review.SeveralReviewersApproved
    | review.IdentityDisclosed
    | review.QuestionAsked
    | review.QuestionAnswered
    | review.DeterminationSigned
    | review.DeterminationIssued
    | aftermath.Implemented
    | aftermath.PetitionFiled
    | aftermath.SetAside
    | aftermath.Remanded
    | aftermath.Corrected
    | aftermath.SupplementalIssued
    | aftermath.Reopened
    | aftermath.Withdrawn
    | aftermath.LineWithdrawn
    | aftermath.LineAuthorised
    | aftermath.LineSettled
    | aftermath.ApplicantDied
    | aftermath.GuardianAppointed
    | aftermath.FeeCharged
    | aftermath.Published
    | aftermath.TakenDown
    | aftermath.Struck
    | aftermath.Closed
)

PAYLOAD_OF: dict[EntryKind, type[Payload]] = dict(zip(EntryKind, Payload.__args__, strict=True))
"""The payload type of each kind: both lists above stand in the same order, and a test compares the names."""

KIND_OF: dict[type, EntryKind] = {payload: kind for kind, payload in PAYLOAD_OF.items()}
