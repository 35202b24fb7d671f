"""What an entry of each kind says of a case, and what it completes."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any

from evenhand.docket import aftermath, assignment, intake, review
from evenhand.docket.entry import DocketEntry
from evenhand.docket.event import Event, events
from evenhand.docket.kind import EntryKind
from evenhand.docket.party import Role
from evenhand.procedure.fact_events import fact_events
from evenhand.procedure.joined import is_owed
from evenhand.procedure.line import LIVE, LineStatus
from evenhand.procedure.party_effects import OF_PARTIES
from evenhand.procedure.reading import ONLY_REVIVED, QUESTION_OF, CaseReading
from evenhand.treatment import Necessity

_ALL_ANSWERED = {
    EntryKind.INFORMATION_ANSWERED: "information_all_answered",
    EntryKind.QUESTION_ANSWERED: "questions_all_answered",
}


def take(case: CaseReading, entry: DocketEntry) -> None:
    """Read one entry: first what its payload says, then the events it tells of and those they complete."""
    kind, payload = entry.kind, entry.payload
    says, completes = _SAYS.get(kind), _COMPLETES.get(kind)
    if says is not None and payload is not None:
        says(case, payload, entry)
    for event in (*events(entry, case.roles), *fact_events(entry, case.programme, case.roles)):
        case.happen(event)
    if completes is not None:
        completes(case, entry)


def _application(case: CaseReading, payload: intake.ApplicationReceived, _: DocketEntry) -> None:
    case.case_number = payload.case_number
    case.claim_number = case.programme.intake.claim_number(payload)
    case.parties = {party.id: party for party in payload.parties}
    case.roles = {party.id: party.role.value for party in payload.parties}
    case.treatments = {treatment.id: treatment for treatment in payload.treatments}
    case.lines = {treatment.id: LineStatus.DISPUTED for treatment in payload.treatments}


def _eligibility(case: CaseReading, payload: intake.EligibilityFound, _: DocketEntry) -> None:
    case.petitions = {}
    for line in case.live_lines():
        if payload.lines and line not in payload.lines:
            case.lines[line] = LineStatus.NOT_ADMITTED


def _notice_issued(case: CaseReading, payload: assignment.NoticeIssued, entry: DocketEntry) -> None:
    case.issued_to.setdefault(payload.notice, {})[payload.party] = entry.number
    case.deposited_to.setdefault(payload.notice, {}).pop(payload.party, None)
    if payload.about is not None:
        case.told_of.add((payload.notice, payload.party, payload.about))


def _asked(case: CaseReading, payload: intake.InformationRequested | review.QuestionAsked, entry: DocketEntry) -> None:
    case.to_answer[entry.kind].add(payload.party)


def _gave(case: CaseReading, payload: intake.InformationAnswered | review.QuestionAnswered, entry: DocketEntry) -> None:
    case.to_answer[QUESTION_OF[entry.kind]].discard(payload.party)


def _deposited(case: CaseReading, payload: assignment.Deposited, entry: DocketEntry) -> None:
    case.deposited_to.setdefault(payload.notice, {}).setdefault(payload.party, entry.number)


def _records(case: CaseReading, payload: assignment.RecordsReceived, _: DocketEntry) -> None:
    of_the_decision = {record.id for record in case.programme.required_records if record.is_of_the_decision}
    sent = case.answered_by.setdefault(case.roles.get(payload.party, ""), set())
    for document in payload.documents:
        if document.received:
            case.answered.update(document.answers)
            sent.update(document.answers)
            if not document.answers or not of_the_decision.issuperset(document.answers):
                case.has_medical_record = True


def _attested(case: CaseReading, payload: review.ReviewerAttested, entry: DocketEntry) -> None:
    sworn_on = case.attested.get(payload.reviewer, entry.on)
    case.attested[payload.reviewer] = min(sworn_on, entry.on)


def _assigned(case: CaseReading, payload: review.ReviewerAssigned, entry: DocketEntry) -> None:
    case.assigned[payload.reviewer] = entry.on
    case.signed.pop(payload.reviewer, None)


def _recused(case: CaseReading, payload: review.ReviewerRecused, _: DocketEntry) -> None:
    case.recused.add(payload.reviewer)
    case.assigned.pop(payload.reviewer, None)
    case.signed.pop(payload.reviewer, None)


def _several(case: CaseReading, payload: review.SeveralReviewersApproved, _: DocketEntry) -> None:
    case.approved = payload.count


def _signed(case: CaseReading, payload: review.DeterminationSigned, _: DocketEntry) -> None:
    case.signed[payload.reviewer] = payload.findings


def _supplemental(case: CaseReading, payload: aftermath.SupplementalIssued, entry: DocketEntry) -> None:
    case.treatments |= {treatment.id: treatment for treatment in payload.treatments}
    _issued(case, payload, entry)


def _issued(
    case: CaseReading, payload: review.DeterminationIssued | aftermath.SupplementalIssued, _: DocketEntry
) -> None:
    if isinstance(payload, review.DeterminationIssued):
        case.petitions = {}
    for finding in payload.findings:
        case.lines[finding.line] = LineStatus.DECIDED


def _petition(case: CaseReading, payload: aftermath.PetitionFiled, _: DocketEntry) -> None:
    """A petition challenges the lines it names, or else those decided against its party."""
    is_payers = case.roles.get(payload.party) == Role.PAYER
    against = tuple(line for line, necessary in case.lines_found().items() if necessary is is_payers)
    if not is_payers and case.may_revive:
        against += tuple(line for line, status in case.lines.items() if status is LineStatus.NOT_ADMITTED)
    case.petitions[payload.party] = payload.lines or against


def _petition_gone(case: CaseReading, payload: aftermath.PetitionDenied, entry: DocketEntry) -> None:
    lines = case.petitions.pop(payload.party, ())
    still = {line for challenged in case.petitions.values() for line in challenged}
    for line in lines:
        if line not in still and line not in case.contested:
            case.follow("line_petition_ended", entry, line=line)
    if not case.petitions:
        case.follow("no_petition_left", entry)


def _ur_untimely(case: CaseReading, _: aftermath.UrFoundUntimely, entry: DocketEntry) -> None:
    """What is still to be decided goes to the adjudicator; where nothing was, nothing ends a second time."""
    live = case.live_lines()
    for line in live:
        case.lines[line] = LineStatus.ADJUDICATED
    if live:
        case.follow("no_line_left", entry)


def _set_aside(case: CaseReading, payload: aftermath.SetAside, entry: DocketEntry) -> None:
    """An order sets aside the lines it names, or else those petitioned against, or else all that were decided; a line
    that the finding of eligibility left out comes back into dispute.
    """
    petitioned = {line for challenged in case.petitions.values() for line in challenged}
    decided = [line for line, status in case.lines.items() if status is LineStatus.DECIDED]
    named = payload.lines or petitioned if case.may_revive else ()
    left_out = [line for line in named if case.lines.get(line) is LineStatus.NOT_ADMITTED]
    undone = [line for line in payload.lines or petitioned if line in decided] or ([] if left_out else decided)
    for line in undone:
        case.follow("line_set_aside", entry, line=line)
    for line in left_out:
        case.lines[line] = LineStatus.DISPUTED
        case.follow("line_revived", entry, line=line)
    if left_out and not undone:
        _only_revived(case, entry, is_decided=bool(decided))


def _only_revived(case: CaseReading, entry: DocketEntry, *, is_decided: bool) -> None:
    """An order that touches nothing but lines that were left out takes them into the review: nothing is sent back, and
    what was decided of the others stands.
    """
    case.petitions = {}
    case.follow(ONLY_REVIVED, entry)
    if is_decided:
        case.signed = {}
        for sent in (case.issued_to, case.deposited_to):
            sent.pop("determination", None)
        case.follow("revived_after_decision", entry)


def _to_be_decided_anew(case: CaseReading, payload: aftermath.Remanded) -> list[str]:
    """The lines that a remand names, or else those set aside since the one before, or else all that were decided."""
    earlier = max((event.entry for event in case.events.get("line_remanded", ())), default=0)
    gone = {event.line for event in case.events.get("line_set_aside", ()) if event.entry > earlier}
    decided = [line for line, status in case.lines.items() if status is LineStatus.DECIDED]
    return [line for line in decided if line in (payload.lines or gone)] or decided


def _remanded(case: CaseReading, payload: aftermath.Remanded, entry: DocketEntry) -> None:
    case.excluded |= case.assigned.keys() | case.signed.keys()
    case.assigned, case.signed, case.approved = {}, {}, 0
    for line in _to_be_decided_anew(case, payload):
        case.lines[line] = LineStatus.DISPUTED
        case.follow("line_remanded", entry, line=line)
    case.petitions = {}
    # What was sent of the determination that is gone says nothing about the one to come.
    for sent in (case.issued_to, case.deposited_to):
        sent.pop("determination", None)


def _authorised(case: CaseReading, payload: aftermath.LineAuthorised, _: DocketEntry) -> None:
    """Authorising fewer units than are disputed leaves the rest of the line in dispute."""
    if case.lines.get(payload.line) not in LIVE:
        return
    treatment = case.treatments.get(payload.line)
    left = treatment.units.disputed if treatment is not None else None
    if treatment is None or left is None or payload.units is None or payload.units >= left:
        case.lines[payload.line] = LineStatus.AUTHORISED
        return
    authorised = (treatment.units.authorised or Decimal(0)) + payload.units
    case.treatments[payload.line] = replace(treatment, units=replace(treatment.units, authorised=authorised))


def _contested(case: CaseReading, payload: aftermath.LiabilityContested, entry: DocketEntry) -> None:
    for line in payload.lines or tuple(case.lines):
        case.contested.add(line)
        case.follow("line_liability_contested", entry, line=line)


def _resolved_liability(case: CaseReading, payload: intake.DeferralLifted, entry: DocketEntry) -> None:
    """What the decision under review left in dispute starts the time to apply; what was disputed later only lets the
    duty to carry out run again, unless a petition still suspends it.
    """
    if not case.flags.isdisjoint(("deferred", "liability_disputed")):
        served_on, field = payload.notice_served_on, "notice_served_on"
        case.happen(Event("deferral_resolved", served_on, entry.number, None, payload.service, "", field))
    petitioned = {line for challenged in case.petitions.values() for line in challenged}
    for line in sorted(case.contested - petitioned):
        case.follow("line_liability_resolved", entry, line=line)
    case.contested = set()


def _line_is(status: LineStatus) -> Any:
    """What leaves the dispute was in it. A line that was decided or left out stays so: it can have been in dispute when
    the entry was made only where the order that brought it back was struck since.
    """

    def says(case: CaseReading, payload: Any, _: DocketEntry) -> None:
        if case.lines.get(payload.line) in LIVE:
            case.lines[payload.line] = status

    return says


_SAYS: Mapping[EntryKind, Callable[[CaseReading, Any, DocketEntry], None]] = {
    EntryKind.APPLICATION_RECEIVED: _application,
    EntryKind.ELIGIBILITY_FOUND: _eligibility,
    EntryKind.INFORMATION_REQUESTED: _asked,
    EntryKind.INFORMATION_ANSWERED: _gave,
    EntryKind.QUESTION_ASKED: _asked,
    EntryKind.QUESTION_ANSWERED: _gave,
    EntryKind.NOTICE_ISSUED: _notice_issued,
    EntryKind.DEPOSITED: _deposited,
    EntryKind.RECORDS_RECEIVED: _records,
    EntryKind.REVIEWER_ATTESTED: _attested,
    EntryKind.REVIEWER_ASSIGNED: _assigned,
    EntryKind.REVIEWER_RECUSED: _recused,
    EntryKind.SEVERAL_REVIEWERS_APPROVED: _several,
    EntryKind.DETERMINATION_SIGNED: _signed,
    EntryKind.DETERMINATION_ISSUED: _issued,
    EntryKind.SUPPLEMENTAL_ISSUED: _supplemental,
    EntryKind.PETITION_FILED: _petition,
    EntryKind.LINE_WITHDRAWN: _line_is(LineStatus.WITHDRAWN),
    EntryKind.LINE_AUTHORISED: _authorised,
    EntryKind.LINE_SETTLED: _line_is(LineStatus.SETTLED),
    EntryKind.LINE_SEVERED: _line_is(LineStatus.SEVERED),
    EntryKind.LIABILITY_CONTESTED: _contested,
    EntryKind.DEFERRAL_LIFTED: _resolved_liability,
    **OF_PARTIES,
}
"""What the payload of an entry of each kind changes; the kinds left out change nothing but by their events."""


def _recorded(case: CaseReading, entry: DocketEntry) -> None:
    """The record is complete by whatever all have sent; that one of them alone has sent all is told apart, for one's
    papers do not discharge another's duty.
    """
    for role, sent in case.answered_by.items():
        name = f"records_complete:{role}"
        if role and name not in case.events and case.required <= sent:
            case.follow(name, entry)
    if "records_complete" in case.events:
        return
    if case.required <= case.answered:
        case.follow("records_complete", entry)
        _documented(case, entry)


def _found_in_part(case: CaseReading, entry: DocketEntry) -> None:
    payload = entry.payload
    if isinstance(payload, intake.EligibilityFound):
        for refused in payload.refused:
            case.follow("line_refused", entry, line=refused.line)
    _resolved(case, entry)


def _petitioned(case: CaseReading, entry: DocketEntry) -> None:
    payload = entry.payload
    if isinstance(payload, aftermath.PetitionFiled):
        for line in case.petitions.get(payload.party, ()):
            case.follow("line_petitioned", entry, line=line)


def _ordered(effect: Callable[[CaseReading, Any, DocketEntry], None]) -> Callable[[CaseReading, DocketEntry], None]:
    """What an order does to lines, once its own event has happened; an erased one does nothing."""

    def complete(case: CaseReading, entry: DocketEntry) -> None:
        if entry.payload is not None:
            effect(case, entry.payload, entry)

    return complete


def _resolved(case: CaseReading, entry: DocketEntry) -> None:
    if not case.live_lines():
        case.follow("no_line_left", entry)


def _answered(case: CaseReading, entry: DocketEntry) -> None:
    if not case.to_answer[QUESTION_OF[entry.kind]]:
        case.follow(_ALL_ANSWERED[entry.kind], entry)


def _signed_by_all(case: CaseReading, entry: DocketEntry) -> None:
    """The determination is signed with the last analysis; what was erased is taken to have been the last."""
    if entry.payload is None or case.have_all_signed():
        case.follow("determination_signed", entry)


def _stepped_down(case: CaseReading, entry: DocketEntry) -> None:
    """Who steps down may leave nobody, or only such as have signed."""
    if not case.assigned:
        case.follow("no_reviewer_left", entry)
    elif case.have_all_signed() and entry.payload is not None:
        case.follow("determination_signed", entry)


def _documented(case: CaseReading, entry: DocketEntry) -> None:
    if "documentation_received" not in case.events:
        case.follow("documentation_received", entry)


def _all_sent(case: CaseReading, entry: DocketEntry) -> None:
    payload = entry.payload
    if not isinstance(payload, assignment.Deposited):
        return
    sent_to = case.deposited_to[payload.notice]
    if sent_to[payload.party] == entry.number:
        audience, issued_to = case.audience.get(payload.notice, ()), case.issued_to.get(payload.notice, {})
        made_owed = case.events.get(case.owed_on.get(payload.notice, ""), ())
        since = made_owed[-1].entry if made_owed else 0
        owed = {
            party.id
            for party in case.parties.values()
            if party.role in audience and is_owed(case.joined, issued_to, party.id, since)
        }
        if owed and owed <= sent_to.keys():
            case.follow(f"deposited_to_all:{payload.notice}", entry, payload.method)


def _implementable(case: CaseReading, entry: DocketEntry) -> None:
    payload = entry.payload
    if not isinstance(payload, review.DeterminationIssued | aftermath.SupplementalIssued):
        return
    for finding in payload.findings:
        treatment = case.treatments.get(finding.line)
        if treatment is not None and finding.necessity is not Necessity.NOT_NECESSARY:
            when = "already" if treatment.given_already else "not_yet"
            case.follow(f"line_necessary_{when}_given", entry, line=finding.line)


_COMPLETES: Mapping[EntryKind, Callable[[CaseReading, DocketEntry], None]] = {
    EntryKind.INFORMATION_ANSWERED: _answered,
    EntryKind.QUESTION_ANSWERED: _answered,
    EntryKind.ELIGIBILITY_FOUND: _found_in_part,
    EntryKind.PETITION_FILED: _petitioned,
    EntryKind.PETITION_DENIED: _ordered(_petition_gone),
    EntryKind.SET_ASIDE: _ordered(_set_aside),
    EntryKind.REMANDED: _ordered(_remanded),
    EntryKind.UR_FOUND_UNTIMELY: _ordered(_ur_untimely),
    EntryKind.DEPOSITED: _all_sent,
    EntryKind.RECORDS_RECEIVED: _recorded,
    EntryKind.REFERRED_WITHOUT_RECORDS: _documented,
    EntryKind.REVIEWER_RECUSED: _stepped_down,
    EntryKind.DETERMINATION_SIGNED: _signed_by_all,
    EntryKind.DETERMINATION_ISSUED: _implementable,
    EntryKind.SUPPLEMENTAL_ISSUED: _implementable,
    EntryKind.LINE_WITHDRAWN: _resolved,
    EntryKind.LINE_AUTHORISED: _resolved,
    EntryKind.LINE_SETTLED: _resolved,
    EntryKind.LINE_SEVERED: _resolved,
}
"""What an entry of each kind may complete."""
