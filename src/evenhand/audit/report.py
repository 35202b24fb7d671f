"""The audit as plain values, for programs and for tables."""

import re
from collections import Counter
from collections.abc import Sequence
from typing import Any

from evenhand.audit.check import CHECKS
from evenhand.audit.context import AuditLaw
from evenhand.determination.published import PublishedDetermination, finding_json
from evenhand.finding import Finding, Provenance, Severity
from evenhand.programme.model import Programme

_UNPRINTABLE = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufdd0-\ufdef\ufffe\uffff\ud800-\udfff]"
)


def printable(words: str) -> str:
    """Words of a letter for a screen: characters that would steer it, or that no document may hold, are replaced."""
    return _UNPRINTABLE.sub("\ufffd", words)


def heaviest_first(findings: Sequence[Finding]) -> list[Finding]:
    """Findings from the heaviest to the lightest, each weight in the order in which the checks were made."""
    return sorted(findings, key=lambda finding: -finding.severity.rank)


def counts(findings: Sequence[Finding]) -> dict[str, int]:
    """How many findings there are of each weight, heaviest first; weights that do not occur are left out."""
    tally = Counter(finding.severity for finding in findings)
    return {
        severity.value: tally[severity]
        for severity in sorted(Severity, key=lambda severity: -severity.rank)
        if tally[severity]
    }


def audit_json(letter: PublishedDetermination, findings: Sequence[Finding], programme: Programme) -> dict[str, Any]:
    """One letter's audit as plain values for JSON: what the checks said and, apart from it, what reading it said."""
    return {
        "file": letter.file,
        "case_number": letter.case_number,
        "decision_date": letter.decision_date.isoformat() if letter.decision_date else None,
        "programme": {"id": programme.id, "fingerprint": programme.fingerprint},
        "counts": counts(findings),
        "findings": [_finding_json(finding) for finding in findings],
        "reading": [finding_json(finding) for finding in letter.findings],
    }


def _finding_json(finding: Finding) -> dict[str, Any]:
    plain = {"check": finding.check, "topic": finding.topic, **finding_json(finding)}
    if finding.provenance is not Provenance.STATED:
        plain["built_on"] = finding.provenance.value
    return plain


def checks_table(law: AuditLaw) -> str:
    """The checks of a programme as a Markdown table: id, title, topic, what it looks at, rules it rests on, weight."""
    rows = ["| Check | What is checked | Topic | Looks at | Rests on | Weight |", "|---|---|---|---|---|---|"]
    for rule in law.checks:
        check = CHECKS[rule.name]
        rests = ", ".join(dict.fromkeys(rule.rules.values()))
        rows.append(f"| {rule.id} | {rule.title} | {check.topic} | {check.looks_at} | {rests} | {rule.severity} |")
    return "\n".join(rows)
