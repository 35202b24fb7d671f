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
    found: list[Finding] = []
    for one in determination.analysis.lines:
        found += _uncited(one)
        found += _joined(determination, one)
        found += _other_quantities(determination, one)
    found += _missing_records(determination)
    found += _unread_basis(determination)
    return tuple(found)


def _finding(rule: str, message: str, key: str, severity: Severity, remedy: str) -> Finding:
    return Finding(rule=rule, message=message, severity=severity, place=Place(key=key), remedy=remedy)


def _uncited(one: LineAnalysis) -> Iterator[Finding]:
    if not one.citations:
        message = f"Line {one.line} cites no standard of evidence."
        yield _finding(
            "CHECK-CITATION", message, f"lines.{one.line}", Severity.MAJOR, "Cite what the finding rests on."
        )
    if not one.facts:
        message = f"Line {one.line} states no fact of the case."
        yield _finding(
            "CHECK-FACTS", message, f"lines.{one.line}", Severity.MAJOR, "State the facts, each with its page."
        )
    for cited in one.citations:
        if not cited.edition:
            message = f"Line {one.line} cites {cited.title} without its edition."
            yield _finding("CHECK-EDITION", message, f"lines.{one.line}", Severity.MINOR, "Name the edition in force.")


def _joined(determination: Determination, one: LineAnalysis) -> Iterator[Finding]:
    """A line of several parts wants a finding on each part."""
    parts = {component.id for component in determination.treatment(one.line).components}
    silent = parts - {part.component for part in one.components}
    if len(parts) > 1 and silent:
        message = f"Line {one.line} joins {len(parts)} parts; there is no finding on {', '.join(sorted(silent))}."
        yield _finding("CHECK-COMPONENTS", message, f"lines.{one.line}", Severity.MAJOR, "Find on each part.")
    findings = {part.necessity for part in one.components}
    if findings == {Necessity.NOT_NECESSARY} and one.necessity is Necessity.NECESSARY:
        message = f"Line {one.line} is found necessary and every part of it not."
        yield _finding("CHECK-COMPONENTS", message, f"lines.{one.line}", Severity.MAJOR, "Make line and parts agree.")
    if findings == {Necessity.NECESSARY} and one.necessity is Necessity.NOT_NECESSARY:
        message = f"Line {one.line} is found not necessary and every part of it necessary."
        yield _finding("CHECK-COMPONENTS", message, f"lines.{one.line}", Severity.MAJOR, "Make line and parts agree.")


def _other_quantities(determination: Determination, one: LineAnalysis) -> Iterator[Finding]:
    """Numbers of units in the reasons that are not the number in dispute, for the reader to reconcile."""
    units = determination.treatment(one.line).units
    if units.requested is None:
        return
    said = " ".join((one.question, one.answer, one.standard, *(fact.words for fact in one.facts)))
    others = sorted({int(number) for number, _ in _NUMBER.findall(said)} - {int(units.requested)})
    if others:
        numbers = ", ".join(map(str, others))
        message = f"Line {one.line} is for {units.requested:f} {units.unit}; its reasons also speak of {numbers}."
        yield _finding(
            "CHECK-QUANTITY", message, f"lines.{one.line}", Severity.NOTE, "See that each number is explained."
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
