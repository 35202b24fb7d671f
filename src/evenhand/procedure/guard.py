"""Guards: what the flags of a case cannot tell, because it stands in the payload.

Each guard takes the state of the case and the occurrence to be entered and gives the reason it must not be, or "". A
programme's procedure names the guards of each kind; removing any one of them makes a test of the invariants fail.
"""

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Any

from evenhand.docket.assignment import Deposited, ExtensionGranted
from evenhand.docket.entry import Occurrence
from evenhand.docket.intake import EligibilityOutcome
from evenhand.docket.kind import KIND_OF, EntryKind
from evenhand.docket.party import PARTY_ROLES, Role
from evenhand.docket.review import DeterminationSigned
from evenhand.procedure.challenge import OF_CHALLENGES
from evenhand.procedure.law import rule_in_case
from evenhand.procedure.line import LineStatus
from evenhand.procedure.reading import QUESTION_OF
from evenhand.procedure.reviewer_in_case import is_among, who_took_part
from evenhand.procedure.state import CaseState
from evenhand.procedure.taking_part import OF_TAKING_PART
from evenhand.procedure.tally import prevailing
from evenhand.programme.needs import Meaning
from evenhand.programme.rule import DeadlineValue, InForce, Law, NotInForce, Unread

Guard = Callable[[CaseState, Occurrence, Any], str]


def parties_are_distinct(_: CaseState, __: Occurrence, payload: Any) -> str:
    """An application names each party and each line once, and at least one line."""
    parties = [party.id for party in payload.parties]
    lines = [treatment.id for treatment in payload.treatments]
    if len(set(parties)) != len(parties) or len(set(lines)) != len(lines):
        return "two parties or two lines carry the same id"
    return "" if lines else "the application names no disputed treatment"


def units_are_possible(_: CaseState, __: Occurrence, payload: Any) -> str:
    """No line has negative units, or more authorised than requested."""
    for treatment in payload.treatments:
        units = treatment.units
        amounts = [amount for amount in (units.requested, units.authorised, units.disputed) if amount is not None]
        if any(amount < 0 for amount in amounts):
            return f"line {treatment.id} has more units authorised than requested, or fewer than none"
    return ""


def party_is_known(state: CaseState, _: Occurrence, payload: Any) -> str:
    """The party named takes part in the case, or did before another took its place."""
    return "" if payload.party in state.roles else f"{payload.party!r} is no party of this case"


def line_is_live(state: CaseState, _: Occurrence, payload: Any) -> str:
    """The line named is still in dispute."""
    status = state.lines.get(payload.line)
    if status is LineStatus.DISPUTED:
        return ""
    return f"line {payload.line!r} is {status or 'no line of this case'}"


def line_is_to_be_provided(state: CaseState, happened: Occurrence, payload: Any) -> str:
    """The line named was found necessary, and that stands: only that is carried out."""
    names = ("line_necessary", "line_not_necessary", "line_set_aside", "line_remanded")
    told = [event for name in names for event in state.events.get(name, ()) if event.line == payload.line]
    last = max(told, key=lambda event: event.entry, default=None)
    is_necessary = last is not None and last.name == "line_necessary" and last.on <= happened.on
    return "" if is_necessary else f"line {payload.line!r} was not found necessary"


def lines_are_in_dispute(state: CaseState, _: Occurrence, payload: Any) -> str:
    """A finding admits lines that are in dispute, all of them where it names none."""
    unknown = sorted(set(payload.lines) - set(state.live_lines()))
    return f"line {', '.join(unknown)} is not in dispute" if unknown else ""


def reasons_are_given(_: CaseState, __: Occurrence, payload: Any) -> str:
    """A finding other than eligible says why."""
    if payload.outcome is EligibilityOutcome.ELIGIBLE or payload.reasons:
        return ""
    return f"a finding of {payload.outcome} gives at least one reason"


def service_is_known(state: CaseState, _: Occurrence, payload: Any) -> str:
    """A manner of service, where one is given, is one for which the programme knows the days."""
    manner = payload.method if isinstance(payload, Deposited) else payload.service
    services = state.programme.services
    return "" if not manner or manner in services else f"{manner!r} is no manner of service: {', '.join(services)}"


def notice_is_owed(state: CaseState, happened: Occurrence, payload: Any) -> str:
    """A notice is one the programme knows, and what makes it owed has happened; an overdue clock is told by time
    alone.
    """
    rule = next((rule for rule in state.programme.notices if rule.id == payload.notice), None)
    if rule is None:
        return f"{payload.notice!r} is no notice of this programme"
    if not state.flags.issuperset(rule.when) or not state.flags.isdisjoint(rule.unless):
        return f"the {payload.notice} notice is not owed in this case"
    owed = state.last(rule.owed_on)
    if rule.owed_on.startswith("overdue:") or (owed is not None and owed.on <= happened.on):
        return ""
    return f"nothing has made the {payload.notice} notice owed yet"


def notice_was_issued(state: CaseState, happened: Occurrence, payload: Any) -> str:
    """What is served was issued to that party first."""
    number = state.issued_to.get(payload.notice, {}).get(payload.party)
    return _not_yet(state, number, happened, f"the {payload.notice} has not been issued to {payload.party!r}")


def notice_was_deposited(state: CaseState, happened: Occurrence, payload: Any) -> str:
    """What is received or returned was sent to that party first."""
    number = state.deposited_to.get(payload.notice, {}).get(payload.party)
    return _not_yet(state, number, happened, f"the {payload.notice} has not been sent to {payload.party!r}")


def _not_yet(state: CaseState, number: int | None, happened: Occurrence, refusal: str) -> str:
    if number is None:
        return refusal
    return f"{refusal} on {happened.on}" if state.docket.entries[number - 1].on > happened.on else ""


def certified_by_physician_or_regulator(state: CaseState, happened: Occurrence, payload: Any) -> str:
    """Only those whom the programme entitles certify that a review must run fast: the treating physician, the
    regulator; where it bars haste for services given, those cannot be expedited.
    """
    intake = state.programme.intake
    certifiers = intake.hastening.certifiers if intake.hastening else ()
    by_office = happened.by.role in certifiers and happened.by.role not in PARTY_ROLES
    if state.roles.get(payload.certified_by, "") not in certifiers and not by_office:
        named = " or the ".join(state.programme.label(role) for role in certifiers) or "nobody"
        return f"only the {named} may certify an imminent and serious threat"
    live = tuple(state.treatments[line] for line in state.live_lines())
    if live and intake.bars_haste(live):
        return "a service already given cannot be expedited"
    return ""


def extension_is_allowed(state: CaseState, happened: Occurrence, payload: Any) -> str:
    """An extension gives at least one day, and with those before it in this review no more than the rule it rests on;
    where the text of that rule has not been read, nobody here can say how many are too many.
    """
    programme = state.programme
    if payload.rule not in {rule.clock.longer_by for rule in programme.clocked if rule.clock and rule.clock.longer_by}:
        return f"{payload.rule!r} is no rule by which a period is prolonged"
    law = law_of_extension(state, payload.rule, happened.on)
    match law:
        case NotInForce():
            return law.message.rstrip(".")
        case Unread():
            return "" if payload.days > 0 else f"an extension gives at least one day, not {payload.days}"
        case InForce(version=version):
            most = version.value.periods[0].count if isinstance(version.value, DeadlineValue) else 0
            given = _extended_by(state, payload.rule)
            if 0 < payload.days <= most - given:
                return ""
            spent = f" in all, and {given} are given" if given else ""
            return f"{law.rule} allows 1 to {most} days{spent}, not {payload.days}"


def _extended_by(state: CaseState, rule_id: str) -> int:
    """The days that a rule has already given in the present review."""
    remand = state.last(EntryKind.REMANDED.value)
    since = remand.entry if remand else 0
    granted = [
        entry.payload
        for entry in state.standing()
        if entry.number > since and isinstance(entry.payload, ExtensionGranted)
    ]
    return sum(extension.days for extension in granted if extension.rule == rule_id)


def law_of_extension(state: CaseState, rule_id: str, on: dt.date) -> Law:
    """What the rule by which a period is prolonged says in a case, for an extension granted on a day."""
    return rule_in_case(state, state.programme.rule(rule_id), on)


def a_liability_dispute_is_open(state: CaseState, happened: Occurrence, _: Any) -> str:
    """Resolved is what the decision under review left in dispute, or what the application was deferred for."""
    events, deferred = state.programme.procedure.events, state.programme.flag(Meaning.DEFERRED)
    raised_by = (events[name].sets for name in ("liability_disputed", "liability_contested") if name in events)
    waiting = {deferred, *(flag for flags in raised_by for flag in flags)} & state.flags
    if not waiting:
        return "no dispute over liability is open"
    begun_on = min(state.raised_on[flag] for flag in waiting)
    return "" if begun_on <= happened.on else f"it is dated {happened.on}, before the dispute of {begun_on}"


def reviewer_is_free(state: CaseState, _: Occurrence, payload: Any) -> str:
    """The physician has not stepped down from this case and did not decide it before a remand."""
    reviewers = state.reviewers
    if payload.reviewer in reviewers.recused:
        return f"{payload.reviewer} stepped down from this case"
    if payload.reviewer in reviewers.excluded:
        return f"{payload.reviewer} decided this case before it was remanded"
    return ""


def reviewer_has_attested(state: CaseState, happened: Occurrence, payload: Any) -> str:
    """The physician swore to be qualified and free of conflict before the file opens."""
    sworn_on = state.reviewers.attested.get(payload.reviewer)
    return "" if sworn_on and sworn_on <= happened.on else f"{payload.reviewer} has not attested"


def a_seat_is_open(state: CaseState, _: Occurrence, payload: Any) -> str:
    """No more physicians decide than the programme says or the regulator approved; nobody sits twice."""
    reviewers = state.reviewers
    if payload.reviewer in reviewers.assigned:
        return f"{payload.reviewer} is assigned already"
    if len(reviewers.assigned) >= reviewers.seats:
        return f"the case has {len(reviewers.assigned)} reviewer of {reviewers.seats} allowed"
    return ""


def reviewer_is_assigned(state: CaseState, happened: Occurrence, payload: Any) -> str:
    """The physician named is assigned to this case now."""
    since = state.reviewers.assigned.get(payload.reviewer)
    return "" if since and since <= happened.on else f"{payload.reviewer} is not assigned to this case"


def the_panel_may_decide(state: CaseState, happened: Occurrence, _: Any) -> str:
    """Who signs, or to issue everybody who sits, attested and is free; no more sit than allowed, after a strike too."""
    reviewers, acting = state.reviewers, happened.payload
    deciding = {acting.reviewer} if isinstance(acting, DeterminationSigned) else set(reviewers.assigned)
    unsworn = [
        name
        for name, since in reviewers.assigned.items()
        if name in deciding and since <= happened.on < reviewers.attested.get(name, dt.date.max)
    ]
    barred = sorted(deciding & reviewers.assigned.keys() & (reviewers.recused | reviewers.excluded))
    if unsworn or barred:
        return f"{', '.join(unsworn + barred)} may not decide this case"
    return "" if len(reviewers.assigned) <= reviewers.seats else "more reviewers are assigned than were approved"


def several_means_more_than_one(state: CaseState, _: Occurrence, payload: Any) -> str:
    """An approval of several reviewers names at least two, and no fewer than are assigned."""
    least = max(2, len(state.reviewers.assigned))
    return "" if payload.count >= least else f"an approval of several reviewers names at least {least} here"


def disclosure_is_ordered(state: CaseState, _: Occurrence, payload: Any) -> str:
    """A reviewer's name is given away only of one who sat or signed here, to somebody, on an order, with its reason."""
    if not is_among(state.written, payload.reviewer, who_took_part(state.standing())):
        return f"{payload.reviewer!r} neither sat in this case nor signed in it"
    told = {"order": payload.ordered_by, "reason": payload.reason, "recipient": payload.to}
    missing = [what for what, value in told.items() if not value.strip()]
    return f"the disclosure names no {' and no '.join(missing)}" if missing else ""


def every_live_line_is_answered(state: CaseState, _: Occurrence, payload: Any) -> str:
    """Each line still in dispute has one finding, and no other line has one."""
    answered = [finding.line for finding in payload.findings]
    if len(set(answered)) != len(answered):
        return "a line is answered twice"
    if set(answered) == set(state.live_lines()):
        return ""
    return f"it answers {', '.join(answered) or 'no line'}; in dispute are {', '.join(state.live_lines()) or 'none'}"


def omitted_lines_are_answered(state: CaseState, _: Occurrence, payload: Any) -> str:
    """A supplemental determination answers new lines, each once, by a physician who decided the case."""
    lines = [treatment.id for treatment in payload.treatments]
    if not lines or set(lines) & set(state.lines) or len(set(lines)) != len(lines):
        return "a supplemental determination is for lines that were omitted"
    if sorted(lines) != sorted(finding.line for finding in payload.findings):
        return "each omitted line is answered once"
    decided = state.reviewers.signed.keys() & state.reviewers.assigned.keys()
    decided_it = is_among(state.written, payload.reviewer, decided)
    return "" if decided_it else f"{payload.reviewer} did not decide this case"


def all_reviewers_signed(state: CaseState, _: Occurrence, __: Any) -> str:
    """Every assigned physician has signed, and they are as many as the programme asks for."""
    reviewers = state.reviewers
    waiting = reviewers.assigned.keys() - reviewers.signed.keys()
    if waiting:
        return f"{', '.join(sorted(waiting))} has not signed"
    needed = state.programme.procedure.panel(state.flags).count
    return (
        f"{needed} reviewers decide this case, and {len(reviewers.assigned)} signed"
        if needed > len(reviewers.assigned)
        else ""
    )


def findings_are_those_signed(state: CaseState, _: Occurrence, payload: Any) -> str:
    """What is issued is what the physicians found: the majority, and on an even split the side that the programme
    names.
    """
    decided = prevailing(state)
    issued = {finding.line: finding.necessity for finding in payload.findings}
    differing = [line for line, necessity in issued.items() if decided.get(line) is not necessity]
    return f"line {', '.join(differing)} is not decided as signed" if differing else ""


def ground_is_given(_: CaseState, __: Occurrence, payload: Any) -> str:
    """A determination is set aside on a ground."""
    return "" if payload.ground.strip() else "it names no ground"


def a_reason_is_given(_: CaseState, __: Occurrence, payload: Any) -> str:
    """What departs from the usual course says why."""
    return "" if payload.reason.strip() else "it gives no reason"


def party_was_asked(state: CaseState, happened: Occurrence, payload: Any) -> str:
    """Only who was asked, and has not answered, answers."""
    asked = state.to_answer[QUESTION_OF[KIND_OF[type(happened.payload)]]]
    return "" if payload.party in asked else f"nothing asked of {payload.party!r} waits for an answer"


def more_than_the_decision_is_there(state: CaseState, _: Occurrence, __: Any) -> str:
    """Nobody decides on what the decision under review says alone: some other paper of the record has come."""
    return "" if state.has_medical_record else "nothing has come but the papers of the decision under review itself"


def units_are_some(_: CaseState, __: Occurrence, payload: Any) -> str:
    """An authorisation that counts units gives at least a part of one."""
    return "" if payload.units is None or payload.units > 0 else f"an authorisation of {payload.units} is none"


def withdrawal_is_signed(state: CaseState, _: Occurrence, payload: Any) -> str:
    """Only the worker's side withdraws, in a signed paper."""
    if state.roles.get(payload.party, "") not in (Role.APPLICANT, Role.REPRESENTATIVE):
        return "only the applicant's side may withdraw the application"
    return "" if payload.is_signed else "a withdrawal is signed"


def amount_is_not_negative(_: CaseState, __: Occurrence, payload: Any) -> str:
    """Money is never below zero."""
    return "" if payload.amount >= 0 else f"a fee of {payload.amount} is below zero"


def entry_can_be_struck(state: CaseState, _: Occurrence, payload: Any) -> str:
    """A strike names an earlier entry that stands, other than the application, other strikes, and a determination that
    somebody was sent: that is set aside, not struck.
    """
    entries = state.docket.entries
    if not 1 <= payload.entry <= len(entries) or payload.entry in state.struck:
        return f"entry {payload.entry} does not stand in this docket"
    if payload.entry in state.corrected:
        return f"entry {state.corrected[payload.entry]} stands in the place of entry {payload.entry}: strike that first"
    kind = entries[payload.entry - 1].kind
    if entries[payload.entry - 1].instead_of is not None and kind is not EntryKind.STRUCK:
        return ""  # what it corrects stands again
    deposits = [event for notice in _DECIDES for event in state.events.get(f"deposited:{notice}", ())]
    was_sent = any(event.entry > payload.entry for event in deposits)
    if kind in _NEVER_STRUCK or (kind in _DECIDES.values() and was_sent):
        return f"an entry of kind {kind} cannot be struck"
    return ""


_NEVER_STRUCK = (EntryKind.APPLICATION_RECEIVED, EntryKind.STRUCK)
_DECIDES = {"determination": EntryKind.DETERMINATION_ISSUED, "supplemental": EntryKind.SUPPLEMENTAL_ISSUED}


GUARDS: Mapping[str, Guard] = {
    guard.__name__: guard
    for guard in (
        parties_are_distinct,
        units_are_possible,
        party_is_known,
        line_is_live,
        line_is_to_be_provided,
        lines_are_in_dispute,
        reasons_are_given,
        service_is_known,
        notice_is_owed,
        notice_was_issued,
        notice_was_deposited,
        certified_by_physician_or_regulator,
        extension_is_allowed,
        a_liability_dispute_is_open,
        reviewer_is_free,
        reviewer_has_attested,
        a_seat_is_open,
        reviewer_is_assigned,
        the_panel_may_decide,
        several_means_more_than_one,
        disclosure_is_ordered,
        every_live_line_is_answered,
        omitted_lines_are_answered,
        all_reviewers_signed,
        findings_are_those_signed,
        ground_is_given,
        a_reason_is_given,
        party_was_asked,
        more_than_the_decision_is_there,
        units_are_some,
        withdrawal_is_signed,
        amount_is_not_negative,
        entry_can_be_struck,
        *OF_CHALLENGES,
        *OF_TAKING_PART,
    )
}
