"""Checking a determination before it is issued: what its letter would lack, and where it contradicts itself.

The checks look at form, never at the outcome: none of them says what the physician should have found.
"""

import re
from collections.abc import Iterator

from evenhand.determination.model import Determination, LineAnalysis
from evenhand.finding import Finding, Place, Provenance, Severity
from evenhand.treatment import Necessity

_NUMBER = re.compile(r"\b(\d+)\s+(session|visit|tablet|dose|treatment)s?\b", re.IGNORECASE)


def check_determination(determination: Determination) -> tuple[Finding, ...]:
    """Everything a careful director would ask about before release, each as a Finding with its place in the
    analysis.
    """
    findings: list[Finding] = []
    for line in determination.analysis.lines:
        findings += _uncited(line)
        findings += _joined(determination, line)
        findings += _other_quantities(determination, line)
    findings += _missing_records(determination)
    findings += _unread_basis(determination)
    return tuple(findings)


def _finding(rule: str, message: str, key: str, severity: Severity, remedy: str) -> Finding:
    return Finding(rule=rule, message=message, severity=severity, place=Place(key=key), remedy=remedy)


def _uncited(line: LineAnalysis) -> Iterator[Finding]:
    if not line.citations:
        message = f"Line {line.line} cites no standard of evidence."
        yield _finding(
            "CHECK-CITATION", message, f"lines.{line.line}", Severity.MAJOR, "Cite what the finding rests on."
        )
    if not line.facts:
        message = f"Line {line.line} states no fact of the case."
        yield _finding(
            "CHECK-FACTS", message, f"lines.{line.line}", Severity.MAJOR, "State the facts, each with its page."
        )
    for cited in line.citations:
        if not cited.edition:
            message = f"Line {line.line} cites {cited.title} without its edition."
            yield _finding("CHECK-EDITION", message, f"lines.{line.line}", Severity.MINOR, "Name the edition in force.")


def _joined(determination: Determination, line: LineAnalysis) -> Iterator[Finding]:
    """A line of several parts wants a finding on each part."""
    parts = {component.id for component in determination.treatment(line.line).components}
    silent = parts - {part.component for part in line.components}
    if len(parts) > 1 and silent:
        message = f"Line {line.line} joins {len(parts)} parts; there is no finding on {', '.join(sorted(silent))}."
        yield _finding("CHECK-COMPONENTS", message, f"lines.{line.line}", Severity.MAJOR, "Find on each part.")
    findings = {part.necessity for part in line.components}
    if findings == {Necessity.NOT_NECESSARY} and line.necessity is Necessity.NECESSARY:
        message = f"Line {line.line} is found necessary and every part of it not."
        yield _finding("CHECK-COMPONENTS", message, f"lines.{line.line}", Severity.MAJOR, "Make line and parts agree.")
    if findings == {Necessity.NECESSARY} and line.necessity is Necessity.NOT_NECESSARY:
        message = f"Line {line.line} is found not necessary and every part of it necessary."
        yield _finding("CHECK-COMPONENTS", message, f"lines.{line.line}", Severity.MAJOR, "Make line and parts agree.")


def _other_quantities(determination: Determination, line: LineAnalysis) -> Iterator[Finding]:
    """Numbers of units in the reasons that are not the number in dispute, for the reader to reconcile."""
    units = determination.treatment(line.line).units
    if units.requested is None:
        return
    reasons = " ".join((line.question, line.answer, line.standard, *(fact.words for fact in line.facts)))
    others = sorted({int(number) for number, _ in _NUMBER.findall(reasons)} - {int(units.requested)})
    if others:
        numbers = ", ".join(map(str, others))
        message = f"Line {line.line} is for {units.requested:f} {units.unit}; its reasons also speak of {numbers}."
        yield _finding(
            "CHECK-QUANTITY", message, f"lines.{line.line}", Severity.NOTE, "See that each number is explained."
        )


def _missing_records(determination: Determination) -> Iterator[Finding]:
    for record in determination.records:
        if not record.received:
            message = f"{record.id}, {record.title}, is cited and did not come."
            yield _finding("CHECK-RECORDS", message, "records", Severity.WARNING, "Ask for it again, or say why not.")


def _unread_basis(determination: Determination) -> Iterator[Finding]:
    for path, basis in determination.analysis.basis.items():
        yield Finding(
            rule="CHECK-PROVENANCE",
            message=f"What stands under {path} is {basis.provenance}: {basis.because}",
            severity=Severity.NOTE,
            place=Place(key=path),
            provenance=Provenance(basis.provenance),
        )
