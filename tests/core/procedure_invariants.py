"""What must hold of every docket, whatever the procedure's table says: each rule one small function.

An invariant looks at one entry and the past it follows, and says what is wrong with it, if anything. None of this is
derived from a procedure or its guards; where the two disagree, one of them is wrong.
"""

from collections import Counter
from collections.abc import Iterator
from decimal import Decimal

from evenhand.docket.party import Role
from tests.core.acts import (
    AFTER_THE_DETERMINATION,
    BEFORE_THE_DETERMINATION,
    MAY,
    NAMES_A_PARTY,
    NEEDS_A_REASON,
    OF_THE_OPEN_CASE,
    OF_THE_REVIEW,
    K,
)
from tests.core.decision_invariants import OF_THE_DECISION
from tests.core.party_invariants import OF_THE_PARTIES
from tests.core.past import Invariant, Past, Told, not_before


def everyone_keeps_to_their_part(_: Past, entry: Told) -> Iterator[str]:
    """The regulator alone finds on eligibility, extends and approves several reviewers; a reviewer swears, signs and
    steps down; the adjudicator alone sets aside; the public enters nothing.
    """
    if entry.kind not in MAY[entry.by.role]:
        yield f"{entry.by.role} does not enter {entry.kind}"


def a_case_begins_with_its_application(past: Past, entry: Told) -> Iterator[str]:
    """One application, before everything else, and nothing dated before it."""
    application = past.application
    if (application is None) != (entry.kind is K.APPLICATION_RECEIVED):
        yield "the application comes first and once"
    if application is not None and entry.on < application.on:
        yield f"{entry.kind} is dated before the application"


def an_application_is_possible(_: Past, entry: Told) -> Iterator[str]:
    """Each party and each line once, at least one line, units that can be."""
    if entry.kind is not K.APPLICATION_RECEIVED:
        return
    named = Counter([("party", party.id) for party in entry.payload.parties])
    named += Counter([("line", treatment.id) for treatment in entry.payload.treatments])
    if not entry.payload.treatments or max(named.values()) > 1:
        yield "a party or line twice, or no line"
    for line in entry.payload.treatments:
        requested, authorised = line.units.requested, line.units.authorised or Decimal(0)
        if authorised < 0 or (requested is not None and not 0 <= authorised <= requested):
            yield f"impossible units of {line.id}"


def who_is_named_takes_part(past: Past, entry: Told) -> Iterator[str]:
    """Nobody outside the case is asked, told, heard."""
    if entry.kind in NAMES_A_PARTY and entry.payload.party not in past.parties():
        yield f"{entry.payload.party} is no party"


def money_and_units_are_never_negative(_: Past, entry: Told) -> Iterator[str]:
    """Fees are zero or more; what is authorised is more than nothing."""
    if entry.kind is K.FEE_CHARGED and entry.payload.amount < 0:
        yield "a negative fee"
    if entry.kind is K.LINE_AUTHORISED and entry.payload.units is not None and entry.payload.units <= 0:
        yield "an authorisation of nothing"


def a_manner_of_service_is_one_the_programme_knows(past: Past, entry: Told) -> Iterator[str]:
    """Days depend on the manner of service, so it is one of those for which the law gives days."""
    manner = getattr(entry.payload, "method", "") if entry.kind is K.DEPOSITED else ""
    if entry.kind in (K.UR_DECISION_FILED, K.DEFERRAL_LIFTED):
        manner = entry.payload.service
    if manner and manner not in past.world.services:
        yield f"nobody knows service by {manner}"


def eligibility_is_found_once_and_with_reasons(past: Past, entry: Told) -> Iterator[str]:
    """A finding is final unless it defers, names lines of the case, and says why it does not admit."""
    if entry.kind is not K.ELIGIBILITY_FOUND:
        return
    before = past.final_finding()
    if before is not None and before.payload.outcome == "eligible":
        yield "eligibility was found already"
    if before is not None and past.determination() is not None:
        yield "the case is decided"
    codes = [*entry.payload.reasons, *(code for refusal in entry.payload.refused for code in refusal.reasons)]
    if not set(codes) <= past.world.reasons:
        yield "a reason nobody knows"
    if entry.payload.outcome == "eligible":
        if entry.payload.reasons:
            yield "eligible, and yet a reason against it"
        left_out = set(past.open_lines()) - set(entry.payload.lines or past.open_lines())
        if sorted(refusal.line for refusal in entry.payload.refused if refusal.reasons) != sorted(left_out):
            yield "a line left out without a reason of its own"
    if entry.payload.outcome != "eligible" and not entry.payload.reasons:
        yield "not eligible, and no reason given"
    if not set(entry.payload.lines) <= set(past.treatments()):
        yield "it admits a line that nobody disputes"


def screening_ends_with_the_finding(past: Past, entry: Told) -> Iterator[str]:
    """Deficiencies and requests for information belong to the time before the finding."""
    if entry.kind in (K.DEFICIENCY_NOTED, K.INFORMATION_REQUESTED) and past.final_finding() is not None:
        yield f"{entry.kind} after the finding on eligibility"


def answers_follow_questions(past: Past, entry: Told) -> Iterator[str]:
    """Nobody answers before anybody asked, and only who was asked."""
    for answer, question in (
        (K.INFORMATION_ANSWERED, K.INFORMATION_REQUESTED),
        (K.QUESTION_ANSWERED, K.QUESTION_ASKED),
    ):
        if entry.kind is answer:
            yield from not_before(entry, past.last(question), str(question))
            if not past.owes_an_answer(entry.payload.party, question, answer):
                yield f"{entry.payload.party} owes no answer"


def what_departs_from_the_usual_says_why(_: Past, entry: Told) -> Iterator[str]:
    """A reason stands behind whatever is prolonged, cut short, taken back or done without."""
    if entry.kind in NEEDS_A_REASON and not entry.payload.reason.strip():
        yield f"{entry.kind} without a reason"


def a_deferral_is_lifted_while_it_lasts(past: Past, entry: Told) -> Iterator[str]:
    """Only a dispute over liability that is open is resolved: one the case was deferred for, or one that a decision
    under review names.
    """
    if entry.kind is K.DEFERRAL_LIFTED:
        deferral = past.last(K.ELIGIBILITY_FOUND) if past.is_deferred() else None
        disputes = (past.liability_disputed(), deferral, past.liability_contested())
        open_ones = [dispute for dispute in disputes if dispute is not None]
        if not open_ones:
            yield "no dispute over liability is open"
        yield from not_before(entry, min(open_ones, key=lambda dispute: dispute.on, default=None), "the dispute")


def review_needs_eligibility_and_then_assignment(past: Past, entry: Told) -> Iterator[str]:
    """Joining and assigning need an eligible case; records, reviewers, extension and fee an assigned one."""
    if entry.kind in (K.CONSOLIDATED, K.ASSIGNED):
        if not past.is_eligible():
            yield f"{entry.kind} of a case not found eligible"
        yield from not_before(entry, past.final_finding(), "eligibility")
    if entry.kind is K.ASSIGNED and past.of(K.ASSIGNED):
        yield "assigned already"
    if entry.kind in (
        K.RECORDS_RECEIVED, K.REFERRED_WITHOUT_RECORDS, K.EXTENSION_GRANTED, K.REVIEWER_PROPOSED, K.REVIEWER_ATTESTED,
        K.REVIEWER_ASSIGNED, K.SEVERAL_REVIEWERS_APPROVED, K.FEE_CHARGED, K.UR_FOUND_UNTIMELY,
        K.RECORDS_ASKED_FOR,
    ):  # fmt: skip
        yield from not_before(entry, past.last(K.ASSIGNED), "assignment")


def a_line_leaves_once(past: Past, entry: Told) -> Iterator[str]:
    """Only a line in dispute is withdrawn, authorised, settled or severed; only joined reviews sever."""
    leaves = entry.kind in (K.LINE_WITHDRAWN, K.LINE_AUTHORISED, K.LINE_SETTLED, K.LINE_SEVERED)
    if leaves and entry.payload.line not in past.open_lines():
        yield f"line {entry.payload.line} is not in dispute"
    if entry.kind is K.LINE_SEVERED:
        yield from not_before(entry, past.last(K.CONSOLIDATED), "consolidation")


def nothing_runs_after_the_end(past: Past, entry: Told) -> Iterator[str]:
    """A withdrawn or closed case, and one with no line left, stands still; a closed one takes no new facts."""
    if entry.kind in OF_THE_REVIEW and past.is_over():
        yield f"{entry.kind} after the case was over"
    if entry.kind in OF_THE_OPEN_CASE and past.is_closed():
        yield f"{entry.kind} in a closed case"
    if entry.kind is K.REOPENED:
        if not past.is_closed():
            yield "what is not closed cannot be opened"
        yield from not_before(entry, past.last(K.CLOSED), "closing")


def the_determination_ends_the_review(past: Past, entry: Told) -> Iterator[str]:
    """One live determination; what leads to one is over, what follows from one needs it standing."""
    live = past.determination()
    if live is not None and entry.kind in BEFORE_THE_DETERMINATION:
        yield f"{entry.kind} after the determination"
    if entry.kind in AFTER_THE_DETERMINATION:
        yield from not_before(entry, live, "the determination")
        if past.is_set_aside() and entry.kind not in (K.REMANDED, K.PUBLISHED):
            yield f"{entry.kind} on a determination that was set aside"


def a_notice_tells_what_happened(past: Past, entry: Told) -> Iterator[str]:
    """A determination is announced while it stands, and not before; an assignment once it was made, of a day on which
    the case was eligible; nothing that no law tells of.
    """
    if entry.kind is K.NOTICE_ISSUED and entry.payload.notice == "determination":
        yield from not_before(entry, past.determination(), "the determination")
    if entry.kind is K.NOTICE_ISSUED and entry.payload.notice == "assignment":
        yield from not_before(entry, past.final_finding(), "eligibility")
        if not past.of(K.ASSIGNED):
            yield "nobody was assigned"
    if entry.kind is K.NOTICE_ISSUED and entry.payload.notice not in past.world.notices:
        yield f"nobody knows a notice of {entry.payload.notice}"


def service_follows_issue_and_receipt_follows_service(past: Past, entry: Told) -> Iterator[str]:
    """What is handed over was made out to that party before; what is received or comes back was handed over."""
    if entry.kind is K.DEPOSITED:
        made_out = past.made_out_to(entry.payload.notice, entry.payload.party)
        yield from not_before(entry, made_out, f"the {entry.payload.notice} was made out")
    if entry.kind in (K.RECEIVED, K.MAIL_RETURNED):
        sent = past.sent_to(entry.payload.notice, entry.payload.party)
        yield from not_before(entry, sent, f"the {entry.payload.notice} was sent")


def haste_is_certified(past: Past, entry: Told) -> Iterator[str]:
    """Made expedited once, on the word of the treating physician or the regulator, for something not yet given."""
    if entry.kind is not K.CONVERTED_TO_EXPEDITED:
        return
    certifier = past.parties().get(entry.payload.certified_by)
    if entry.by.role is not Role.REGULATOR and (certifier is None or certifier.role is not Role.PROVIDER):
        yield "nobody entitled certified it"
    if past.is_expedited():
        yield "expedited already"
    if all(past.treatments()[line].given_already for line in past.open_lines()):
        yield "everything was given already"


def an_extension_is_what_the_law_allows(past: Past, entry: Told) -> Iterator[str]:
    """At least a day, and all together at most what the rule it names gives."""
    if entry.kind is K.EXTENSION_GRANTED:
        before = [
            earlier.payload.days
            for earlier in past.round.of(K.EXTENSION_GRANTED)
            if earlier.payload.rule == entry.payload.rule
        ]
        most = past.world.extensions.get(entry.payload.rule, 0) - sum(before)
        if not 0 < entry.payload.days <= most:
            yield f"{entry.payload.days} days under {entry.payload.rule}, which gives {most}"


def records_that_came_are_not_missing(past: Past, entry: Told) -> Iterator[str]:
    """A case is sent on without the record only where the record has not come."""
    if entry.kind is K.REFERRED_WITHOUT_RECORDS and past.documented_on() is not None:
        yield "the record has come, or it went on without it before"


def the_workers_side_withdraws_and_signs(past: Past, entry: Told) -> Iterator[str]:
    """A withdrawal is the applicant's or representative's, and signed."""
    if entry.kind is K.WITHDRAWN:
        party = past.parties().get(entry.payload.party)
        if party is None or party.role not in (Role.APPLICANT, Role.REPRESENTATIVE) or not entry.payload.is_signed:
            yield "not signed by the worker's side"


def a_fee_is_charged_once(past: Past, entry: Told) -> Iterator[str]:
    """One fee for one review."""
    if entry.kind is K.FEE_CHARGED and past.of(K.FEE_CHARGED):
        yield "a second fee"


def what_is_public_was_published(past: Past, entry: Told) -> Iterator[str]:
    """A decision is published when it is not public, and taken down when it is."""
    last = past.last(K.PUBLISHED, K.TAKEN_DOWN)
    is_public = last is not None and last.kind is K.PUBLISHED
    if entry.kind is K.PUBLISHED and is_public:
        yield "public already"
    if entry.kind is K.TAKEN_DOWN:
        if not is_public:
            yield "nothing is public"
        yield from not_before(entry, last, "publication")


def a_strike_names_a_mistake_that_can_be_one(past: Past, entry: Told) -> Iterator[str]:
    """An entry that stands; not the application, not a strike, not a determination somebody was already sent."""
    if entry.kind is not K.STRUCK:
        return
    struck = next((earlier for earlier in past.entries if earlier.number == entry.payload.entry), None)
    if struck is None or struck.kind in (K.APPLICATION_RECEIVED, K.STRUCK):
        yield f"entry {entry.payload.entry} cannot be struck"
    elif struck.kind in (K.DETERMINATION_ISSUED, K.SUPPLEMENTAL_ISSUED):
        later = past.after(struck.number).of(K.DEPOSITED)
        if any(notice.payload.notice in ("determination", "supplemental") for notice in later):
            yield "a determination that was sent"


INVARIANTS: tuple[Invariant, ...] = (
    everyone_keeps_to_their_part,
    a_case_begins_with_its_application,
    an_application_is_possible,
    who_is_named_takes_part,
    money_and_units_are_never_negative,
    a_manner_of_service_is_one_the_programme_knows,
    eligibility_is_found_once_and_with_reasons,
    screening_ends_with_the_finding,
    answers_follow_questions,
    what_departs_from_the_usual_says_why,
    a_deferral_is_lifted_while_it_lasts,
    review_needs_eligibility_and_then_assignment,
    a_line_leaves_once,
    nothing_runs_after_the_end,
    the_determination_ends_the_review,
    a_notice_tells_what_happened,
    service_follows_issue_and_receipt_follows_service,
    haste_is_certified,
    an_extension_is_what_the_law_allows,
    records_that_came_are_not_missing,
    the_workers_side_withdraws_and_signs,
    a_fee_is_charged_once,
    what_is_public_was_published,
    a_strike_names_a_mistake_that_can_be_one,
    *OF_THE_DECISION,
    *OF_THE_PARTIES,
)


def violations(past: Past, entry: Told) -> dict[str, str]:
    """What an entry would break, by the name of the invariant."""
    return {rule.__name__: violation for rule in INVARIANTS for violation in rule(past, entry)}
