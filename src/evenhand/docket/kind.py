"""Every kind of docket entry, and the payload each carries: a new kind is one line of the table."""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Self

from evenhand.docket import aftermath, assignment, intake, own, party_change, review
from evenhand.docket.payload import Payload


class EntryKind(StrEnum):
    """What an entry says happened, by the name it has in dockets, with the payload type that such an entry carries."""

    payload: type[Payload]

    def __new__(cls, name: str, payload: type[Payload] = Payload) -> Self:
        """A kind that is its name, so that it is written and compared as one. Looked up, it is by its name alone."""
        kind = str.__new__(cls, name)
        kind._value_ = name
        kind.payload = payload
        return kind

    APPLICATION_RECEIVED = "application_received", intake.ApplicationReceived
    UR_DECISION_FILED = "ur_decision_filed", intake.UrDecisionFiled
    DEFICIENCY_NOTED = "deficiency_noted", intake.DeficiencyNoted
    INFORMATION_REQUESTED = "information_requested", intake.InformationRequested
    INFORMATION_ANSWERED = "information_answered", intake.InformationAnswered
    ELIGIBILITY_FOUND = "eligibility_found", intake.EligibilityFound
    DEFERRAL_LIFTED = "deferral_lifted", intake.DeferralLifted
    CONSOLIDATED = "consolidated", intake.Consolidated
    LINE_SEVERED = "line_severed", intake.LineSevered
    ASSIGNED = "assigned", assignment.Assigned
    NOTICE_ISSUED = "notice_issued", assignment.NoticeIssued
    DEPOSITED = "deposited", assignment.Deposited
    RECEIVED = "received", assignment.Received
    MAIL_RETURNED = "mail_returned", assignment.MailReturned
    RECORDS_RECEIVED = "records_received", assignment.RecordsReceived
    RECORDS_ASKED_FOR = "records_asked_for", assignment.RecordsAskedFor
    REFERRED_WITHOUT_RECORDS = "referred_without_records", assignment.ReferredWithoutRecords
    CONVERTED_TO_EXPEDITED = "converted_to_expedited", assignment.ConvertedToExpedited
    EXTENSION_GRANTED = "extension_granted", assignment.ExtensionGranted
    ADMINISTRATOR_CHANGED = "administrator_changed", assignment.AdministratorChanged
    REVIEWER_PROPOSED = "reviewer_proposed", review.ReviewerProposed
    REVIEWER_ATTESTED = "reviewer_attested", review.ReviewerAttested
    REVIEWER_ASSIGNED = "reviewer_assigned", review.ReviewerAssigned
    REVIEWER_RECUSED = "reviewer_recused", review.ReviewerRecused
    SEVERAL_REVIEWERS_APPROVED = "several_reviewers_approved", review.SeveralReviewersApproved
    IDENTITY_DISCLOSED = "identity_disclosed", review.IdentityDisclosed
    QUESTION_ASKED = "question_asked", review.QuestionAsked
    QUESTION_ANSWERED = "question_answered", review.QuestionAnswered
    DETERMINATION_SIGNED = "determination_signed", review.DeterminationSigned
    DETERMINATION_ISSUED = "determination_issued", review.DeterminationIssued
    IMPLEMENTED = "implemented", aftermath.Implemented
    PETITION_FILED = "petition_filed", aftermath.PetitionFiled
    PETITION_DENIED = "petition_denied", aftermath.PetitionDenied
    UR_FOUND_UNTIMELY = "ur_found_untimely", aftermath.UrFoundUntimely
    SET_ASIDE = "set_aside", aftermath.SetAside
    REMANDED = "remanded", aftermath.Remanded
    CORRECTED = "corrected", aftermath.Corrected
    SUPPLEMENTAL_ISSUED = "supplemental_issued", aftermath.SupplementalIssued
    REOPENED = "reopened", aftermath.Reopened
    WITHDRAWN = "withdrawn", aftermath.Withdrawn
    LINE_WITHDRAWN = "line_withdrawn", aftermath.LineWithdrawn
    LINE_AUTHORISED = "line_authorised", aftermath.LineAuthorised
    LINE_SETTLED = "line_settled", aftermath.LineSettled
    APPLICANT_DIED = "applicant_died", aftermath.ApplicantDied
    GUARDIAN_APPOINTED = "guardian_appointed", aftermath.GuardianAppointed
    REPRESENTATION_CHANGED = "representation_changed", party_change.RepresentationChanged
    PHYSICIAN_CHANGED = "physician_changed", party_change.PhysicianChanged
    PARTY_CORRECTED = "party_corrected", party_change.PartyCorrected
    PARTICULAR_CORRECTED = "particular_corrected", party_change.ParticularCorrected
    LIABILITY_CONTESTED = "liability_contested", aftermath.LiabilityContested
    FEE_CHARGED = "fee_charged", aftermath.FeeCharged
    PUBLISHED = "published", aftermath.Published
    TAKEN_DOWN = "taken_down", aftermath.TakenDown
    STRUCK = "struck", aftermath.Struck
    CLOSED = "closed", aftermath.Closed
    OWN_ENTRY = "own_entry", own.OwnEntry


KIND_OF: Mapping[type[Payload], EntryKind] = MappingProxyType({kind.payload: kind for kind in EntryKind})
"""The kind of entry that carries a payload, by the payload's type."""
