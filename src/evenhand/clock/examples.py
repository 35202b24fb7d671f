"""Worked examples beside the rules, checked: the lawyer's sum against the computed one."""

import datetime as dt

from evenhand.citation import NoRuleInForce
from evenhand.clock.due import Moment, due_date, spoken
from evenhand.finding import Finding, Place, Severity
from evenhand.programme.model import Programme
from evenhand.programme.rule import Rule, WorkedExample


def check_examples(programme: Programme) -> tuple[Finding, ...]:
    """Every worked example whose due date or raw end the rule does not give, as a fatal Finding at the example's
    line.
    """
    findings = []
    for rule in programme.rules.values():
        for example in rule.examples:
            difference = _difference(programme, rule, example)
            if difference:
                findings.append(_disagrees(rule, example, difference))
    return tuple(findings)


def in_zone(moment: Moment, programme: Programme) -> Moment:
    """A moment as the programme means it: an instant without offset is its local time."""
    if isinstance(moment, dt.datetime) and moment.tzinfo is None:
        return moment.replace(tzinfo=programme.zone)
    return moment


def _difference(programme: Programme, rule: Rule, example: WorkedExample) -> str:
    trigger = in_zone(example.trigger, programme)
    try:
        got = due_date(programme, rule.id, trigger, service=example.service, facts=example.facts)
    except (NoRuleInForce, ValueError) as error:
        return str(error)
    if got.due != in_zone(example.due, programme):
        return f"the rule gives {spoken(got.due)}, the example {spoken(in_zone(example.due, programme))}"
    if example.raw is not None and got.raw != in_zone(example.raw, programme):
        return f"the rule gives the raw end {spoken(got.raw)}, the example {spoken(in_zone(example.raw, programme))}"
    return ""


def _disagrees(rule: Rule, example: WorkedExample, difference: str) -> Finding:
    return Finding(
        rule=rule.id,
        message=f"A worked example of {rule.id} disagrees with the rule: {difference}.",
        severity=Severity.FATAL,
        place=Place(file=rule.file, line=example.line, key=f"rules.{rule.id}.examples"),
        expected="example and rule to agree",
        remedy="Work the sum again by hand, then correct whichever is wrong.",
    )
