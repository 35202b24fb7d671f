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
from evenhand.docket.intake import ApplicationReceived, EligibilityOutcome, UrDecisionFiled, UrEffect
from evenhand.docket.kind import EntryKind
from evenhand.docket.party import Role
from evenhand.finding import Finding, Place, Provenance, Severity
from evenhand.procedure.law import selecting_day
from evenhand.procedure.line import LineStatus
from evenhand.procedure.state import CaseState
from evenhand.programme.facts import FactUse, Period
from evenhand.programme.model import Programme, Reason
from evenhand.programme.rule import InForce, RuleVersion, Statement


@dataclass(frozen=True, slots=True, kw_only=True)
class EarlierApplication:
    """An application of the same applicant: its number, the day of the decision it disputed, its lines, whether it
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


Answer = tuple[bool | None, str, Provenance]
"""Whether the bar stands (None: a person must look), the sentence that says why or why not, and the provenance of what
that rests on.
"""


def eligibility(
    state: CaseState, programme: Programme, as_of: dt.datetime, earlier: tuple[EarlierApplication, ...] = ()
) -> EligibilityReading:
    """Read an application against every reason a programme knows for refusing or deferring it.

    `earlier` are other applications of the same applicant. A rule whose text is unknown gives a Finding and bars
    nothing.
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
    )
    barred: list[Reason] = []
    findings: list[Finding] = []
    for code, check in CHECKS.items():
        reason = programme.reasons.get(code)
        if reason is None:
            continue
        version, rule_findings = _version(state, programme, reason, as_of)
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


def _version(
    state: CaseState, programme: Programme, reason: Reason, as_of: dt.datetime
) -> tuple[RuleVersion | None, tuple[Finding, ...]]:
    rule = programme.rule(reason.rule)
    law = rule.in_force(selecting_day(state, rule, as_of.astimezone(programme.zone).date()))
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
        return True, "No decision under review is in the file.", provenance
    reviewable = {UrEffect.DENIED, UrEffect.MODIFIED}
    if asked.facts.get("delayed_in_scope"):
        reviewable.add(UrEffect.DELAYED)
    return ur.effect not in reviewable, f"The request was {ur.effect} on {ur.decided_on}.", provenance


def _out_of_scope(asked: _Asked) -> Answer:
    """In scope is what occurred late enough, or was told late enough, or is of a kind that the law names and told late
    enough. A period with days on both sides of the bound is for a person to judge.
    """
    facts, told_on = asked.facts, _told_on(asked)
    period = asked.programme.intake.occurrence(asked.application)
    since = facts.get("occurred_on_or_after", dt.date.min)
    is_recent = period is not None and period.first >= since
    is_told_late = told_on is not None and told_on >= facts.get("communicated_on_or_after", dt.date.min)
    from_on = facts.get("flagged_on_or_after")
    is_of_the_kind = facts.get("flagged", "") in asked.state.flags
    is_flagged = is_of_the_kind and from_on is not None and told_on is not None and told_on >= from_on
    in_scope = is_recent or is_told_late or is_flagged
    provenance = _provenance(asked, EntryKind.UR_DECISION_FILED, "communicated_on")
    sentence = _scope_sentence(asked, period, told_on, in_scope)
    if is_recent:
        provenance = Provenance.STATED
    elif not in_scope and period is not None and period.last >= since:
        return None, f"Which of its days counts is for a person to judge. {sentence}", provenance
    return not in_scope, sentence, provenance


def _told_on(asked: _Asked) -> dt.date | None:
    """When the decision under review was told, or else made."""
    return (asked.ur.communicated_on or asked.ur.decided_on) if asked.ur else None


def _scope_sentence(asked: _Asked, period: Period | None, told_on: dt.date | None, in_scope: bool) -> str:
    rule = asked.programme.intake.used_as(FactUse.OCCURRENCE)
    about = f"A dispute with the {rule.spoken} {period}" if rule and period else "The dispute"
    told = f"told to the physician on {told_on}" if told_on else "not told to the physician on any day known"
    return f"{about} and a decision {told} {'lies' if in_scope else 'does not lie'} in scope."


def _not_necessity(asked: _Asked) -> Answer:
    stands = asked.ur is not None and not asked.ur.on_medical_necessity
    what = "does not rest" if stands else "rests"
    provenance = _provenance(asked, EntryKind.UR_DECISION_FILED, "on_medical_necessity")
    return stands, f"The refusal {what} on medical necessity.", provenance


def _applicant(asked: _Asked) -> Answer:
    application, ur, intake = asked.application, asked.ur, asked.programme.intake
    who = intake.capacity(application)
    fields = tuple(filter(None, (intake.name_of(FactUse.CAPACITY), intake.name_of(FactUse.DESIGNATION))))
    provenance = _provenance(asked, EntryKind.APPLICATION_RECEIVED, *fields or ("",))
    if not who:
        return None, "No paper says in what capacity the applicant applies: ask.", provenance
    if asked.facts.get(who) is not True:
        return True, f"An applicant of the kind {who!r} may not apply.", provenance
    if asked.facts.get(f"{who}_named_only_after_decision"):
        signed_on = intake.day_of(application, FactUse.DESIGNATION)
        if signed_on is None:
            return True, f"The {_spoken(who)}'s designation is not in the file.", provenance
        if ur is not None and signed_on < ur.decided_on:
            named = f"The {_spoken(who)} was designated on {signed_on}, before the decision of {ur.decided_on}."
            return True, named, provenance
    if asked.facts.get(f"{who}_needs_representation") and not _has_representative(asked):
        unknown = f"An {_spoken(who)} applied" if who[:1] in "aeiou" else f"A {_spoken(who)} applied"
        return None, f"{unknown}, and no paper on file says whom the {_spoken(who)} represents: ask.", provenance
    return False, f"The applicant ({_spoken(who)}) may apply.", provenance


def _spoken(who: str) -> str:
    return who.replace("_", " ")


def _has_representative(asked: _Asked) -> bool:
    named = asked.programme.intake.day_of(asked.application, FactUse.DESIGNATION) is not None
    return named or any(party.role is Role.REPRESENTATIVE for party in asked.state.parties.values())


def _no_signature(asked: _Asked) -> Answer:
    stands = bool(asked.facts.get("signature_required")) and not asked.application.is_signed
    provenance = _provenance(asked, EntryKind.APPLICATION_RECEIVED, "is_signed")
    return stands, f"The application is {'not signed' if stands else 'signed, or need not be'}.", provenance


def _not_attached(asked: _Asked) -> Answer:
    required = bool(asked.facts.get("ur_decision_required"))
    curable = bool(asked.facts.get("missing_decision_curable"))
    missing = required and not asked.application.ur_decision_attached
    if missing and _was_sent_in_time(asked):
        sent = "The decision was not attached; the applicant's side sent it within the time to apply."
        return False, sent, _provenance(asked, EntryKind.UR_DECISION_FILED, "decided_on")
    provenance = _provenance(asked, EntryKind.APPLICATION_RECEIVED, "ur_decision_attached")
    if missing and curable:
        return (
            False,
            "The decision is not attached; ask for it, as the rule of that time lets it be sent later.",
            provenance,
        )
    return missing, f"The decision under review is {'not attached' if missing else 'attached'}.", provenance


def _windows(asked: _Asked) -> list[Clock]:
    return [clock for clock in clocks(asked.state, asked.programme) if _is_window(clock, asked.programme)]


def _was_sent_in_time(asked: _Asked) -> bool:
    """Whether the applicant's side sent the decision itself before the time to apply was over."""
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
    provenance = _provenance(asked, EntryKind.UR_DECISION_FILED, "found_untimely")
    return stands, f"The decision under review {what} untimely.", provenance


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
    words = {treatment.words.casefold() for treatment in asked.application.treatments}
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
