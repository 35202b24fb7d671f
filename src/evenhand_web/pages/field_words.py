"""What the fields of payloads are called on a page, with a word of help where the name does not say enough."""

from typing import NamedTuple

from evenhand.docket import aftermath, assignment, intake


class Words(NamedTuple):
    """The label of a field and, where it helps, a sentence under it."""

    label: str
    help: str = ""


_OF_FIELD = {
    "affiliations_denied": Words("Affiliations denied"),
    "about": Words("Tells of entry"),
    "amount": Words("Amount in US dollars"),
    "answer": Words("Answer"),
    "applicant_is": Words("Who applied"),
    "appointed_on": Words("Appointed on"),
    "authorization_requested_on": Words("Request for authorization of"),
    "basis": Words("Basis", "The row of the fee schedule it comes from."),
    "basis_cited": Words("Guideline cited", "As the decision cites it. Leave empty where it cites none."),
    "becomes": Words("Stands now"),
    "case_number": Words("Case number"),
    "case_numbers": Words("Cases joined to this one", "One case number on each line."),
    "certified_by": Words("Certified by", "Only the treating physician, or the regulator, may certify."),
    "communicated_on": Words("Told to the physician on"),
    "count": Words("How many reviewers"),
    "cure_by": Words("To be supplied by"),
    "decided_on": Words("Decided on"),
    "designation_signed_on": Words("Representative designated on", "As the designation is dated."),
    "died_on": Words("Died on"),
    "document": Words("Document"),
    "documents": Words("Documents"),
    "due_dates": Words("Due days it tells"),
    "effect": Words("What it did to the request"),
    "effective_on": Words("From the day"),
    "entry": Words("Entry"),
    "field": Words("What was corrected"),
    "findings": Words("Findings"),
    "form": Words("Form of the oath, by its digest"),
    "form_enclosed": Words("Application form, envelope and notice came with it"),
    "found_untimely": Words("A board or court found the decision untimely"),
    "ground": Words("Ground"),
    "grounds": Words("Grounds", "One ground on each line."),
    "how": Words("How"),
    "injured_on": Words("Day of injury"),
    "instruction": Words("Instruction"),
    "instrument": Words("Settlement or award"),
    "is_conditional": Words("Refused only because information was missing"),
    "is_expedited": Words("It was an expedited decision"),
    "is_signed": Words("The paper is signed"),
    "language": Words("Language"),
    "liability_disputed": Words("Liability for the treatment is disputed as well"),
    "line": Words("Treatment"),
    "lines": Words("Treatments it admits", "Leave all unmarked to admit every one."),
    "method": Words("Manner of service"),
    "notice": Words("Notice"),
    "notice_served_on": Words("Notice of the resolution served on"),
    "on_medical_necessity": Words("It rests on medical necessity"),
    "ordered_by": Words("On whose order"),
    "organisation": Words("Organisation"),
    "outcome": Words("Finding"),
    "parties": Words("Parties"),
    "party": Words("Party"),
    "points": Words("Sworn to, point by point"),
    "priority": Words("Priority"),
    "proof": Words("Proof of service"),
    "qualifications": Words("Qualifications"),
    "question": Words("Question"),
    "reason": Words("Reason"),
    "reasons": Words("Reasons"),
    "received_by": Words("Came by"),
    "received_on": Words("Request received by the party on"),
    "request": Words("What is asked for"),
    "reviewer": Words("Reviewer"),
    "rule": Words("Rule that allows it"),
    "served_on": Words("Served on the worker on", "The day of mailing, where it was mailed."),
    "service": Words("Manner of service"),
    "successor": Words("Who goes on in the matter"),
    "to": Words("Given to"),
    "to_organisation": Words("To which organisation"),
    "track": Words("Track"),
    "treatments": Words("Disputed treatments"),
    "units": Words("Units authorised"),
    "ur_decision_attached": Words("The decision under review is attached"),
    "was": Words("Stood before"),
}
_OF_PAYLOAD = {
    (assignment.ExtensionGranted, "days"): Words("Days given"),
    (assignment.ConvertedToExpedited, "documents"): Words("Papers of the certification", "One on each line."),
    (intake.DeficiencyNoted, "reasons"): Words("What the application lacks"),
    (intake.UrDecisionFiled, "reasons"): Words("Reasons the decision gives", "In short, in its own words."),
    (aftermath.Closed, "reason"): Words("Why it is closed", "Such as: served, and the time to appeal is over."),
    (aftermath.LineAuthorised, "line"): Words("Treatment the payer authorises"),
    (aftermath.LineAuthorised, "units"): Words("Units authorised", "Empty for all. Fewer leave the rest in dispute."),
    (aftermath.LineSettled, "instrument"): Words("Settlement or award", "Its title and date."),
    (aftermath.LineWithdrawn, "line"): Words("Treatment the physician withdraws"),
    (aftermath.PetitionFiled, "grounds"): Words("Grounds", "Those the petition states."),
    (aftermath.Remanded, "to_organisation"): Words(
        "To which organisation", "To the same one again: another physician decides; who decided before is barred."
    ),
    (aftermath.Withdrawn, "party"): Words("Who withdraws", "Only the worker's side may."),
    (aftermath.Withdrawn, "reason"): Words("Reason", "As the paper gives it."),
    (assignment.MailReturned, "reason"): Words("What the carrier says", "Such as: moved, unknown, refused."),
    (intake.DeferralLifted, "service"): Words("How that notice was served"),
    (intake.LineSevered, "case_number"): Words("Goes on as case", "The number under which it runs from now on."),
    (intake.LineSevered, "line"): Words("Treatment to take out"),
    (aftermath.Struck, "entry"): Words("Entry that was a mistake", "It stays in the docket and counts no more."),
}


def words_of(payload: type, field: str) -> Words:
    """What a field of a payload is called; raises KeyError for one that has no words."""
    return _OF_PAYLOAD.get((payload, field)) or _OF_FIELD[field]
