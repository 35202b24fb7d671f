"""Checking what a programme says of its panel, against its own law through the years."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from evenhand.finding import Finding, FindingKind, Severity
from evenhand.panel.requirements.law import PanelLaw, law_on
from evenhand.panel.requirements.load import load_panel_rules
from evenhand.panel.requirements.qualification import requirement_findings
from evenhand.panel.ties.terms import CHAINS
from evenhand.programme.rule import Rule

_RELATION_UNKNOWN = FindingKind(
    severity=Severity.FATAL,
    message="The programme lists the family relation {id!r}, and nothing here can find it.",
    expected="one of {relations}",
    remedy="Correct the id in the programme's rule, or write the steps that lead to it.",
)


def check_panel(folder: Path, law: Mapping[str, Rule]) -> tuple[Finding, ...]:
    """Everything wrong with the folder `panel` of a programme: its files, and each requirement and family relation that
    the rules bound there list at any time and that nothing here can tell. `law` are the programme's rules by id.
    """
    rules, findings = load_panel_rules(folder, law)
    if rules is None:
        return findings
    bound = [law[rule_id] for rule_id in rules.binding.rules.values()]
    days = sorted({version.since for rule in bound for version in rule.versions})
    told = [finding for day in days for finding in _untold(law_on(law, rules.binding, day)[0])]
    return (*findings, *dict.fromkeys(told))


def _untold(law: PanelLaw) -> Iterator[Finding]:
    yield from requirement_findings(law)
    yield from (
        _RELATION_UNKNOWN.at(law=term, id=term.id, relations=", ".join(CHAINS))
        for term in law.relations.values()
        if term.id not in CHAINS
    )
