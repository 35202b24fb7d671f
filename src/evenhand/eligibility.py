"""Who may be reviewed: what the programme's rules say of an application, reason by reason, for whoever decides it.

Nothing is decided here. Each reason code of the programme that Evenhand knows has one check; it gives a Finding that
the bar was looked for and is absent (pass) or stands (major), with the rule and its citation. The numbers and days
come from the rules.
"""

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from evenhand.clock.due import legal_day, spoken
from evenhand.clock.running import Clock, StandingState, clocks, standing
from evenhand.docket.intake import ApplicationReceived, EligibilityOutcome, Track, UrDecisionFiled, UrEffect
from evenhand.docket.kind import EntryKind
from evenhand.docket.party import Capacity, Role
from evenhand.finding import Finding, Place, Provenance, Severity
from evenhand.procedure.law import selecting_day
from evenhand.procedure.line import LineStatus
from evenhand.procedure.state import CaseState
from evenhand.programme.model import Programme, Reason
from evenhand.programme.rule import InForce, RuleVersion, Statement


@dataclass(frozen=True, slots=True, kw_only=True)
class EarlierApplication:
    """An application of the same employee: its number, the day of the decision it disputed, its lines, whether it
    was decided; the reason codes for which it was refused, and whether it was withdrawn.
    """

    case_number: str
    ur_decided_on: dt.date
    lines: tuple[str, ...]
    is_decided: bool
    refused_for: tuple[str, ...] = ()
    is_withdrawn: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class EligibilityReading:
    """What the rules point to: an outcome with its reason codes, and the Finding of every check."""

    outcome: EligibilityOutcome
    reasons: tuple[str, ...]
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Asked:
    """All a check may look at. `facts` are those of the version of its rule in force."""

    state: CaseState
    programme: Programme
    application: ApplicationReceived
    ur: UrDecisionFiled | None
    earlier: tuple[EarlierApplication, ...]
    as_of: dt.datetime
    facts: Mapping[str, Any]
    law_on: dt.date | None


Answer = tuple[bool | None, str, Provenance]
"""Whether the bar stands (None: a person must look), the sentence that says why or why not, and the provenance of what
that rests on.
"""


def eligibility(
    state: CaseState,
    programme: Programme,
    as_of: dt.datetime,
    earlier: tuple[EarlierApplication, ...] = (),
    law_on: dt.date | None = None,
) -> EligibilityReading:
    """Read an application against every reason a programme knows for refusing or deferring it.

    `earlier` are other applications of the same employee. With `law_on` every rule speaks in its version of that day. A
    rule whose text is unknown gives a Finding and bars nothing.
    """
    application, ur = _payload(state, EntryKind.APPLICATION_RECEIVED), _payload(state, EntryKind.UR_DECISION_FILED)
    if not isinstance(application, ApplicationReceived):
        raise ValueError("there is no application to read")
    asked = _Asked(
        state=state,
        programme=programme,
        application=application,
        ur=ur if isinstance(ur, UrDecisionFiled) else None,
        earlier=earlier,
        as_of=as_of,
        facts={},
        law_on=law_on,
    )
    barred: list[Reason] = []
    findings: list[Finding] = []
    for code, check in CHECKS.items():
        if (reason := programme.reasons.get(code)) is None:
            continue
        version, rule_findings = _version(asked, reason)
        findings += rule_findings
        facts = version.value.facts if version and isinstance(version.value, Statement) else {}
        answer = check(replace(asked, facts=facts))
        if version is not None:
            findings.append(_finding(reason, version, answer))
            barred += [reason] if answer[0] else []
    return EligibilityReading(
        outcome=_outcome(barred), reasons=tuple(reason.code for reason in barred), findings=tuple(findings)
    )


def _payload(state: CaseState, kind: EntryKind) -> object:
    event = state.last(kind.value)
    return state.docket.entries[event.entry - 1].payload if event else None


def _outcome(barred: list[Reason]) -> EligibilityOutcome:
    outcomes = {reason.outcome for reason in barred}
    if EligibilityOutcome.INELIGIBLE.value in outcomes:
        return EligibilityOutcome.INELIGIBLE
    return EligibilityOutcome.DEFERRED if outcomes else EligibilityOutcome.ELIGIBLE


def _version(asked: _Asked, reason: Reason) -> tuple[RuleVersion | None, tuple[Finding, ...]]:
    rule = asked.programme.rule(reason.rule)
    today = asked.as_of.astimezone(asked.programme.zone).date()
    law = rule.in_force(asked.law_on or selecting_day(asked.state, rule, today))
    if isinstance(law, InForce):
        return law.version, ()
    place = Place(key="application")
    return None, (Finding(rule=rule.id, message=law.message, citation=law.citation, place=place, topic=reason.code),)


_SEVERITY: Mapping[bool | None, Severity] = {True: Severity.MAJOR, False: Severity.PASS, None: Severity.WARNING}


def _finding(reason: Reason, version: RuleVersion, answer: Answer) -> Finding:
    stands, message, provenance = answer
    return Finding(
        rule=reason.rule,
        message=message,
        severity=_SEVERITY[stands],
        citation="; ".join(version.citation),
        place=Place(key="application"),
        topic=reason.code,
        provenance=provenance,
    )


def _provenance(asked: _Asked, kind: EntryKind, *fields: str) -> Provenance:
    event = asked.state.last(kind.value)
    if event is None:
        return Provenance.STATED
    entry = asked.state.docket.entries[event.entry - 1]
    return max((entry.provenance_of(field) for field in fields), key=lambda provenance: provenance.rank)


def _no_ur_decision(asked: _Asked) -> Answer:
    ur = asked.ur
    provenance = _provenance(asked, EntryKind.UR_DECISION_FILED, "effect")
    if ur is None:
        return True, "No utilization review decision is in the file.", provenance
    reviewable = {UrEffect.DENIED, UrEffect.MODIFIED}
    if asked.facts.get("delayed_in_scope"):
        reviewable.add(UrEffect.DELAYED)
    return ur.effect not in reviewable, f"Utilization review {ur.effect} the request on {ur.decided_on}.", provenance


def _out_of_scope(asked: _Asked) -> Answer:
    injured_on, ur, facts = asked.application.last_injured_on, asked.ur, asked.facts
    told_on = (ur.communicated_on or ur.decided_on) if ur else None
    is_recent_injury = injured_on >= facts.get("injury_on_or_after", dt.date.min)
    is_recent_decision = told_on is not None and told_on >= facts.get("communicated_on_or_after", dt.date.min)
    formulary_from = facts.get("formulary_on_or_after")
    is_formulary = asked.application.track is Track.FORMULARY
    in_formulary = is_formulary and formulary_from is not None and told_on is not None and told_on >= formulary_from
    in_scope = is_recent_injury or is_recent_decision or in_formulary
    provenance = _provenance(asked, EntryKind.UR_DECISION_FILED, "communicated_on")
    if is_recent_injury:
        provenance = Provenance.STATED
    where = "lies" if in_scope else "does not lie"
    told = f"told to the physician on {told_on}" if told_on else "not told to the physician on any day known"
    return not in_scope, f"The injury of {injured_on} with a decision {told} {where} in scope.", provenance


def _not_necessity(asked: _Asked) -> Answer:
    stands = asked.ur is not None and not asked.ur.on_medical_necessity
    what = "does not rest" if stands else "rests"
    return (
        stands,
        f"The refusal {what} on medical necessity.",
        _provenance(asked, EntryKind.UR_DECISION_FILED, "on_medical_necessity"),
    )


def _applicant(asked: _Asked) -> Answer:
    application, ur = asked.application, asked.ur
    who = application.applicant_is
    provenance = _provenance(asked, EntryKind.APPLICATION_RECEIVED, "applicant_is", "designation_signed_on")
    if asked.facts.get(who) is not True:
        return True, f"An applicant of the kind {who!r} may not apply.", provenance
    named_only_after = bool(asked.facts.get("agent_named_only_after_decision"))
    if who == "agent" and named_only_after:
        signed_on = application.designation_signed_on
        if signed_on is None:
            return True, "The agent's designation is not in the file.", provenance
        if ur is not None and signed_on < ur.decided_on:
            return True, f"The agent was designated on {signed_on}, before the decision of {ur.decided_on}.", provenance
    if who == "attorney" and asked.facts.get("attorney_needs_representation") and not _has_representative(asked):
        return None, "An attorney applied, and no paper on file says whom the attorney represents: ask.", provenance
    return False, f"The applicant ({who.replace('_', ' ')}) may apply.", provenance


def _has_representative(asked: _Asked) -> bool:
    """Whether a paper of the representation is on file: a designation, a notice of it, or a substitution."""
    on_file = Capacity.ATTORNEY in asked.state.capacities.values()
    return on_file or asked.application.designation_signed_on is not None


def _no_signature(asked: _Asked) -> Answer:
    stands = bool(asked.facts.get("signature_required")) and not asked.application.is_signed
    return (
        stands,
        f"The application is {'not signed' if stands else 'signed, or need not be'}.",
        _provenance(asked, EntryKind.APPLICATION_RECEIVED, "is_signed"),
    )


def _not_attached(asked: _Asked) -> Answer:
    required = bool(asked.facts.get("ur_decision_required"))
    curable = bool(asked.facts.get("missing_decision_curable"))
    missing = required and not asked.application.ur_decision_attached
    if missing and _was_sent_in_time(asked):
        sent = "The decision was not attached; the worker's side sent it within the time to apply."
        return False, sent, _provenance(asked, EntryKind.UR_DECISION_FILED, "decided_on")
    provenance = _provenance(asked, EntryKind.APPLICATION_RECEIVED, "ur_decision_attached")
    if missing and curable and not _cure_is_over(asked):
        return (
            False,
            "The decision is not attached; ask for it, as the rule of that time lets it be sent later.",
            provenance,
        )
    return missing, f"The decision under review is {'not attached' if missing else 'attached'}.", provenance


def _windows(asked: _Asked) -> list[Clock]:
    return [clock for clock in _clocks(asked) if _is_window(clock, asked.programme)]


def _clocks(asked: _Asked) -> tuple[Clock, ...]:
    return clocks(asked.state, asked.programme, asked.law_on)


def _cure_is_over(asked: _Asked) -> bool:
    """Whether the time in which what was missing could be sent, once it was asked for, went by without it."""
    cures = [clock for clock in _clocks(asked) if clock.rule == asked.facts.get("cured_under")]
    return any(standing(clock, asked.as_of, asked.programme).state is StandingState.LATE for clock in cures)


def _was_sent_in_time(asked: _Asked) -> bool:
    """Whether the worker's side sent the decision itself before the time to apply was over."""
    sides = (Role.APPLICANT, Role.REPRESENTATIVE, Role.PROVIDER)
    sent = [
        entry.on
        for entry in asked.state.standing()
        if isinstance(entry.payload, UrDecisionFiled) and entry.by.role in sides
    ]
    lasts = [clock.due.due for clock in _windows(asked) if clock.due is not None]
    return bool(sent and lasts) and min(sent) <= max(legal_day(last, asked.programme) for last in lasts)


def _late(asked: _Asked) -> Answer:
    windows = _windows(asked)
    if _waits_for_liability(asked):
        return False, "The time to apply waits until the dispute over liability is resolved.", Provenance.STATED
    dated = [clock for clock in windows if clock.due is not None]
    if not dated:
        why = windows[-1].unanswered if windows else "No paper states when and how the decision was served."
        return None, f"The last day to apply cannot be computed: ask. {why}", Provenance.STATED
    clock = max(dated, key=lambda clock: (clock.started.entry, clock.started.on))
    now = standing(clock, asked.as_of, asked.programme)
    if clock.due is None or clock.stopped is None:
        return False, "The application is not in yet.", clock.provenance
    due, came = spoken(clock.due.due), spoken(clock.stopped.on)
    late = now.state is StandingState.LATE
    how = f"{now.days} days late" if late else "in time"
    return late, f"The application came on {came}, {how}: the last day was {due} ({clock.rule}).", clock.provenance


def _is_window(clock: Clock, programme: Programme) -> bool:
    rule = programme.rules[clock.rule].clock
    return rule is not None and EntryKind.APPLICATION_RECEIVED.value in rule.stops


def _conditional(asked: _Asked) -> Answer:
    reviewable = asked.facts.get("conditional_refusal_reviewable", True)
    stands = asked.ur is not None and asked.ur.is_conditional and not reviewable
    what = "only for want of information" if stands else "not only for want of information"
    return stands, f"The request was refused {what}.", _provenance(asked, EntryKind.UR_DECISION_FILED, "is_conditional")


def _untimely_ur(asked: _Asked) -> Answer:
    reviewable = asked.facts.get("untimely_decision_reviewable", True)
    stands = asked.ur is not None and asked.ur.found_untimely and not reviewable
    what = "was found" if stands else "was not found"
    return (
        stands,
        f"The decision under review {what} untimely.",
        _provenance(asked, EntryKind.UR_DECISION_FILED, "found_untimely"),
    )


def _waits_for_liability(asked: _Asked) -> bool:
    """Whether the decision under review left liability in dispute, and no notice of its resolution was served."""
    disputed = asked.ur is not None and asked.ur.liability_disputed
    return disputed and asked.state.last("liability_resolved") is None


def _liability(asked: _Asked) -> Answer:
    disputed = asked.ur is not None and asked.ur.liability_disputed
    stands = _waits_for_liability(asked)
    what = "and the dispute is not resolved" if stands else "or the dispute is resolved"
    sentence = (
        f"Liability is disputed for another reason, {what}."
        if disputed
        else "Liability is not disputed for another reason."
    )
    return stands, sentence, _provenance(asked, EntryKind.UR_DECISION_FILED, "liability_disputed")


def _same_dispute(asked: _Asked) -> Iterator[EarlierApplication]:
    words = {treatment.words.casefold() for treatment in asked.state.treatments.values()}
    for earlier in asked.earlier:
        if words & {line.casefold() for line in earlier.lines}:
            yield earlier


def _duplicate(asked: _Asked) -> Answer:
    ur = asked.ur
    same = [
        earlier
        for earlier in _same_dispute(asked)
        if ur is not None and earlier.ur_decided_on == ur.decided_on and not _may_be_cured(asked, earlier)
    ]
    if same:
        return True, f"Case {same[0].case_number} is on the same treatment and the same decision.", Provenance.STATED
    return False, "No other application on the same treatment and decision is known.", Provenance.STATED


def _may_be_cured(asked: _Asked, earlier: EarlierApplication) -> bool:
    """Whether an earlier application leaves room for this one: withdrawn, or refused only for what can be cured."""
    reasons = [asked.programme.reasons.get(code) for code in earlier.refused_for]
    return earlier.is_withdrawn or (bool(reasons) and all(reason and reason.is_curable for reason in reasons))


def _decided_before(asked: _Asked) -> Answer:
    """An earlier determination is weighed by a person, line by line; it bars nothing by itself."""
    same = [earlier for earlier in _same_dispute(asked) if earlier.is_decided]
    if not same:
        return False, "No earlier determination on the same treatment is known.", Provenance.STATED
    told = ", ".join(f"{earlier.case_number} (on the decision of {earlier.ur_decided_on})" for earlier in same)
    weigh = (
        "Weigh whether it concerns the same physician or practice group on unchanged facts within the time a denial "
        "stands; it can bar no more than that line, and a new decision on necessity is a new dispute."
    )
    return None, f"The same treatment was decided before: case {told}. {weigh}", Provenance.STATED


def _authorised(asked: _Asked) -> Answer:
    statuses = set(asked.state.lines.values())
    stands = bool(statuses) and statuses == {LineStatus.AUTHORISED} and "assigned" not in asked.state.flags
    return (
        stands,
        f"The payer has {'authorised every line' if stands else 'not authorised every line'}.",
        Provenance.STATED,
    )


def _withdrawn(asked: _Asked) -> Answer:
    stands = asked.state.last(EntryKind.WITHDRAWN.value) is not None
    return stands, f"The application {'has been' if stands else 'has not been'} withdrawn.", Provenance.STATED


CHECKS: Mapping[str, Callable[[_Asked], Answer]] = {
    "NO_UR_DECISION": _no_ur_decision,
    "OUT_OF_SCOPE_DATE": _out_of_scope,
    "NOT_MEDICAL_NECESSITY": _not_necessity,
    "INELIGIBLE_APPLICANT": _applicant,
    "NO_SIGNATURE": _no_signature,
    "UR_DECISION_NOT_ATTACHED": _not_attached,
    "LATE": _late,
    "CONDITIONALLY_NON_CERTIFIED": _conditional,
    "UR_UNTIMELY_WCAB": _untimely_ur,
    "LIABILITY_DISPUTE_DEFERRED": _liability,
    "DUPLICATE": _duplicate,
    "PRIOR_DETERMINATION": _decided_before,
    "AUTHORIZED_BEFORE_ASSIGNMENT": _authorised,
    "WITHDRAWN": _withdrawn,
}
