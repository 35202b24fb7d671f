"""Who may be reviewed: what the programme's rules say of an application, reason by reason, for whoever decides it.

Nothing is decided here. Each reason code of the programme that Evenhand knows has one check; it gives a Finding that
the bar was looked for and is absent (pass) or stands (major), with the rule and its citation. The numbers and days
come from the rules.
"""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from evenhand.docket.intake import ApplicationReceived, EligibilityOutcome, UrDecisionFiled
from evenhand.docket.kind import EntryKind
from evenhand.eligibility.application import applicant, late, no_signature, not_attached
from evenhand.eligibility.asked import Answer, Asked, EarlierApplication, UnjudgedPair
from evenhand.eligibility.decision import (
    conditional,
    liability,
    no_ur_decision,
    not_necessity,
    out_of_scope,
    untimely_ur,
)
from evenhand.eligibility.earlier import authorised, decided_before, duplicate, withdrawn
from evenhand.finding import Finding, Place, Severity
from evenhand.procedure.law import rule_in_case
from evenhand.procedure.state import CaseState
from evenhand.programme.model import Programme, Reason
from evenhand.programme.rule import InForce, RuleVersion, Statement


@dataclass(frozen=True, slots=True, kw_only=True)
class EligibilityReading:
    """What the rules point to: an outcome with its reason codes, and the Finding of every check."""

    outcome: EligibilityOutcome
    reasons: tuple[str, ...]
    findings: tuple[Finding, ...]


def eligibility(
    state: CaseState,
    programme: Programme,
    as_of: dt.datetime,
    earlier: tuple[EarlierApplication, ...] = (),
    law_on: dt.date | None = None,
    unjudged: tuple[UnjudgedPair, ...] = (),
) -> EligibilityReading:
    """Read an application against every reason a programme knows for refusing or deferring it.

    `earlier` are other applications of the same applicant, `unjudged` those that read as one with it and of which
    nobody has said what they are. With `law_on` every rule speaks in its version of that day.
    A rule whose text is unknown gives a Finding and bars nothing.
    """
    application, ur = _payload(state, EntryKind.APPLICATION_RECEIVED), _payload(state, EntryKind.UR_DECISION_FILED)
    if not isinstance(application, ApplicationReceived):
        raise ValueError("there is no application to read")
    asked = Asked(
        state=state,
        programme=programme,
        application=application,
        ur=ur if isinstance(ur, UrDecisionFiled) else None,
        earlier=earlier,
        as_of=as_of,
        facts={},
        law_on=law_on,
        unjudged=unjudged,
    )
    return _read(asked)


def _read(asked: Asked) -> EligibilityReading:
    barred: list[Reason] = []
    findings: list[Finding] = []
    for code, check in CHECKS.items():
        if (reason := asked.programme.reasons.get(code)) is None:
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


def _version(asked: Asked, reason: Reason) -> tuple[RuleVersion | None, tuple[Finding, ...]]:
    rule = asked.programme.rule(reason.rule)
    today = asked.as_of.astimezone(asked.programme.zone).date()
    law = rule.in_force(asked.law_on) if asked.law_on else rule_in_case(asked.state, rule, today)
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


CHECKS: Mapping[str, Callable[[Asked], Answer]] = {
    "NO_UR_DECISION": no_ur_decision,
    "OUT_OF_SCOPE_DATE": out_of_scope,
    "NOT_MEDICAL_NECESSITY": not_necessity,
    "INELIGIBLE_APPLICANT": applicant,
    "NO_SIGNATURE": no_signature,
    "UR_DECISION_NOT_ATTACHED": not_attached,
    "LATE": late,
    "CONDITIONALLY_NON_CERTIFIED": conditional,
    "UR_UNTIMELY_WCAB": untimely_ur,
    "LIABILITY_DISPUTE_DEFERRED": liability,
    "DUPLICATE": duplicate,
    "PRIOR_DETERMINATION": decided_before,
    "AUTHORIZED_BEFORE_ASSIGNMENT": authorised,
    "WITHDRAWN": withdrawn,
}
