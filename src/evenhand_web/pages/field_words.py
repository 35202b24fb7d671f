"""What the fields of payloads are called on a page, with a word of help where the name does not say enough."""

from typing import NamedTuple

from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from evenhand.docket import aftermath, assignment, intake, party_change


class Words(NamedTuple):
    """The label of a field and, where it helps, a sentence under it."""

    label: str
    help: str = ""


_OF_FIELD = {
    "address": Words(_("Address"), _("As it goes on the envelope.")),
    "affiliations_denied": Words(_("Affiliations denied")),
    "about": Words(_("Tells of entry")),
    "amount": Words(_("Amount in US dollars")),
    "answer": Words(_("Answer")),
    "anew": Words(
        _("Why the party's rights run from this service"),
        _("Of what is served again. Left empty, they run from the first service."),
    ),
    "appointed_on": Words(_("Appointed on")),
    "answers": Words(_("Answers to the checks, by their digest")),
    "basis": Words(_("Basis"), _("The row of the fee schedule it comes from.")),
    "basis_cited": Words(_("Guideline cited"), _("As the decision cites it. Leave empty where it cites none.")),
    "becomes": Words(_("Stands now")),
    "capacity": Words(_("In what capacity")),
    "case_number": Words(_("Case number")),
    "case_numbers": Words(_("Cases consolidated with this one"), _("One case number on each line.")),
    "own_kind": Words(_("Kind of entry")),
    "certified_by": Words(_("Certified by"), _("Only the treating physician, or the regulator, may certify.")),
    "communicated_on": Words(_("Told to the physician on")),
    "count": Words(_("How many reviewers")),
    "cure_by": Words(_("To be supplied by")),
    "decided_on": Words(_("Decided on")),
    "died_on": Words(_("Died on")),
    "document": Words(_("Document")),
    "documents": Words(_("Documents")),
    "due_dates": Words(_("Due days it tells")),
    "effect": Words(_("What it did to the request")),
    "effective_on": Words(_("From the day")),
    "entry": Words(_("Entry")),
    "facts": Words(_("What it states besides")),
    "field": Words(_("What was corrected")),
    "fact": Words(_("Fact found wrong"), _("As the order names it.")),
    "findings": Words(_("Findings")),
    "form": Words(_("Form of the attestation, by its digest")),
    "form_enclosed": Words(_("Application form, envelope and notice came with it")),
    "found_untimely": Words(_("A board or court found the decision untimely")),
    "ground": Words(_("Ground")),
    "grounds": Words(_("Grounds"), _("One ground on each line.")),
    "how": Words(_("How")),
    "instruction": Words(_("Instruction")),
    "instrument": Words(_("Settlement or award")),
    "is_another": Words(
        _("Another person or company was meant"), _("What was sent to the wrong one counts for nobody.")
    ),
    "is_conditional": Words(_("Refused only because information was missing")),
    "is_expedited": Words(_("It was an expedited decision")),
    "is_signed": Words(_("The paper is signed")),
    "language": Words(_("Language")),
    "liability_disputed": Words(_("Liability for the treatment is disputed as well")),
    "line": Words(_("Treatment")),
    "lines": Words(_("Treatments it admits"), _("Leave all unmarked to admit every one.")),
    "method": Words(_("Manner of service")),
    "name": Words(_("Name")),
    "npi": Words(_("National Provider Identifier")),
    "notice": Words(_("Notice")),
    "notice_served_on": Words(_("Notice of the resolution served on")),
    "on_medical_necessity": Words(_("It rests on medical necessity")),
    "order": Words(_("Order"), _("Its title and day.")),
    "ordered_by": Words(_("On whose order")),
    "organisation": Words(_("Organization")),
    "outcome": Words(_("Finding")),
    "without_seal": Words(_("Issued without the seal, decided by")),
    "without_time_stamp": Words(_("Sealed without a time stamp")),
    "papers": Words(_("Papers it rests on")),
    "paper": Words(_("Paper it rests on"), _("Its title and day.")),
    "particular": Words(_("What was written wrongly")),
    "parties": Words(_("Parties")),
    "party": Words(_("Party")),
    "points": Words(_("Attested, point by point")),
    "proof": Words(_("Proof of service")),
    "qualifications": Words(_("Qualifications")),
    "question": Words(_("Question")),
    "reason": Words(_("Reason")),
    "reasons": Words(_("Reasons")),
    "received_by": Words(_("Came by")),
    "received_on": Words(_("Request received by the party on")),
    "replaces": Words(_("Takes the place of")),
    "request": Words(_("What is asked for")),
    "reviewer": Words(_("Reviewer")),
    "refused": Words(_("Why the others are not admitted"), _("At least one reason for each treatment it leaves out.")),
    "rule": Words(_("Rule that allows it")),
    "served_on": Words(_("Served on the applicant on"), _("The day of mailing, where it was mailed.")),
    "service": Words(_("Manner of service")),
    "successor": Words(_("Who goes on in the matter")),
    "to": Words(_("Given to")),
    "to_organisation": Words(_("To which organization")),
    "treatments": Words(_("Disputed treatments")),
    "units": Words(_("Units authorized")),
    "ur_decision_attached": Words(_("The decision under review is attached")),
    "was": Words(_("Stood before")),
}
_OF_PAYLOAD = {
    (assignment.ExtensionGranted, "days"): Words(_("Days given")),
    (assignment.ConvertedToExpedited, "documents"): Words(_("Papers of the certification"), _("One on each line.")),
    (assignment.RecordsAskedFor, "party"): Words(_("Who is asked")),
    (assignment.RecordsAskedFor, "records"): Words(_("Papers that are missing"), _("One on each line.")),
    (intake.DeficiencyNoted, "reasons"): Words(_("What the application lacks")),
    (intake.UrDecisionFiled, "reasons"): Words(_("Reasons the decision gives"), _("In short, in its own words.")),
    (aftermath.Closed, "reason"): Words(_("Why it is closed"), _("Such as: served, and the time to appeal is over.")),
    (aftermath.LineAuthorised, "line"): Words(_("Treatment the payer authorizes")),
    (aftermath.LineAuthorised, "units"): Words(
        _("Units authorized"), _("Empty for all. Fewer leave the rest in dispute.")
    ),
    (aftermath.LineSettled, "instrument"): Words(_("Settlement or award"), _("Its title and date.")),
    (aftermath.LineSettled, "form"): Words(_("What sort of paper it is")),
    (aftermath.LineSettled, "order"): Words(_("Order that approves it"), _("Its title and day.")),
    (aftermath.LiabilityContested, "lines"): Words(_("Treatments"), _("Leave all unmarked for every one.")),
    (aftermath.GuardianAppointed, "party"): Words(_("Acts for")),
    (assignment.AdministratorChanged, "organisation"): Words(_("Who takes over")),
    (assignment.AdministratorChanged, "name"): Words(_("Who is written to there"), _("Empty for the organization.")),
    (party_change.ParticularCorrected, "line"): Words(_("Treatment"), _("Where its words were wrong.")),
    (party_change.PartyCorrected, "party"): Words(_("Who was written wrongly")),
    (party_change.PartyCorrected, "name"): Words(_("Right name"), _("What else is left empty stays as it is.")),
    (party_change.RepresentationChanged, "name"): Words(_("Who comes in"), _("Empty where somebody only leaves.")),
    (aftermath.LineWithdrawn, "line"): Words(_("Treatment the physician withdraws")),
    (aftermath.PetitionFiled, "grounds"): Words(_("Grounds"), _("Those the petition states.")),
    (aftermath.PetitionDenied, "how"): Words(_("How it ended")),
    (aftermath.PetitionDenied, "party"): Words(_("Whose petition")),
    (aftermath.PetitionFiled, "lines"): Words(
        _("Treatments it challenges"), _("Leave all unmarked for every one decided against this party.")
    ),
    (aftermath.Remanded, "lines"): Words(_("Treatments to be decided anew"), _("What is not named stands.")),
    (aftermath.SetAside, "lines"): Words(_("Treatments it sets aside"), _("What is not named stands.")),
    (aftermath.Remanded, "to_organisation"): Words(
        _("To which organization"), _("To the same one again: another physician decides; who decided before is barred.")
    ),
    (aftermath.Withdrawn, "party"): Words(_("Who withdraws"), _("Only the applicant's side may.")),
    (aftermath.Withdrawn, "reason"): Words(_("Reason"), _("As the paper gives it.")),
    (assignment.MailReturned, "reason"): Words(
        _("What the returned envelope says"), _("Such as: moved, unknown, refused.")
    ),
    (intake.DeferralLifted, "service"): Words(_("How that notice was served")),
    (intake.LineSevered, "case_number"): Words(_("Goes on as case"), _("The number under which it runs from now on.")),
    (intake.LineSevered, "line"): Words(_("Treatment to sever")),
    (aftermath.Struck, "entry"): Words(_("Entry that was a mistake"), _("It stays in the docket and counts no more.")),
}


def words_of(payload: type, field: str) -> Words:
    """What a field of a payload is called; raises KeyError for one that has no words."""
    words = _OF_PAYLOAD.get((payload, field)) or _OF_FIELD[field]
    return Words(gettext(words.label), gettext(words.help) if words.help else "")
