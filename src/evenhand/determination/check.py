"""Checking a determination before it is issued: what its letter would lack, and where it contradicts itself.

The checks look at form, never at the outcome: none of them says what the physician should have found.
"""

import re
from collections.abc import Iterator

from evenhand.determination.model import Determination, LineAnalysis
from evenhand.finding import Finding, FindingKind, Place, Provenance, Severity
from evenhand.treatment import Necessity

_NUMBER = re.compile(r"\b(\d+)\s+(session|visit|tablet|dose|treatment)s?\b", re.IGNORECASE)
_UNCITED = FindingKind(
    rule="CHECK-CITATION",
    severity=Severity.MAJOR,
    message="Line {line} cites no standard of evidence.",
    remedy="Cite what the finding rests on.",
)
_NO_FACTS = FindingKind(
    rule="CHECK-FACTS",
    severity=Severity.MAJOR,
    message="Line {line} states no fact of the case.",
    remedy="State the facts, each with its page.",
)
_NO_EDITION = FindingKind(
    rule="CHECK-EDITION",
    severity=Severity.MINOR,
    message="Line {line} cites {title} without its edition.",
    remedy="Name the edition in force.",
)
_PARTS_SILENT = FindingKind(
    rule="CHECK-COMPONENTS",
    severity=Severity.MAJOR,
    message="Line {line} joins {count} parts; there is no finding on {silent}.",
    remedy="Find on each part.",
)
_NO_PART_NECESSARY = FindingKind(
    rule="CHECK-COMPONENTS",
    severity=Severity.MAJOR,
    message="Line {line} is found necessary and every part of it not.",
    remedy="Make line and parts agree.",
)
_EVERY_PART_NECESSARY = FindingKind(
    rule="CHECK-COMPONENTS",
    severity=Severity.MAJOR,
    message="Line {line} is found not necessary and every part of it necessary.",
    remedy="Make line and parts agree.",
)
_OTHER_QUANTITIES = FindingKind(
    rule="CHECK-QUANTITY",
    severity=Severity.NOTE,
    message="Line {line} is for {units:f} {unit}; its reasons also speak of {numbers}.",
    remedy="See that each number is explained.",
)
_RECORD_MISSING = FindingKind(
    rule="CHECK-RECORDS",
    severity=Severity.WARNING,
    message="{id}, {title}, is cited and did not come.",
    remedy="Ask for it again, or say why not.",
)


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


def _place(line: LineAnalysis) -> Place:
    return Place(key=f"lines.{line.line}")


def _uncited(line: LineAnalysis) -> Iterator[Finding]:
    if not line.citations:
        yield _UNCITED.at(_place(line), line=line.line)
    if not line.facts:
        yield _NO_FACTS.at(_place(line), line=line.line)
    for cited in line.citations:
        if not cited.edition:
            yield _NO_EDITION.at(_place(line), line=line.line, title=cited.title)


def _joined(determination: Determination, line: LineAnalysis) -> Iterator[Finding]:
    """A line of several parts wants a finding on each part."""
    parts = {component.id for component in determination.treatment(line.line).components}
    silent = parts - {part.component for part in line.components}
    if len(parts) > 1 and silent:
        yield _PARTS_SILENT.at(_place(line), line=line.line, count=len(parts), silent=", ".join(sorted(silent)))
    findings = {part.necessity for part in line.components}
    if findings == {Necessity.NOT_NECESSARY} and line.necessity is Necessity.NECESSARY:
        yield _NO_PART_NECESSARY.at(_place(line), line=line.line)
    if findings == {Necessity.NECESSARY} and line.necessity is Necessity.NOT_NECESSARY:
        yield _EVERY_PART_NECESSARY.at(_place(line), line=line.line)


def _other_quantities(determination: Determination, line: LineAnalysis) -> Iterator[Finding]:
    """Numbers of units in the reasons that are not the number in dispute, for the reader to reconcile."""
    units = determination.treatment(line.line).units
    if units.requested is None:
        return
    reasons = " ".join((line.question, line.answer, line.standard, *(fact.words for fact in line.facts)))
    others = sorted({int(number) for number, _ in _NUMBER.findall(reasons)} - {int(units.requested)})
    if others:
        numbers = ", ".join(map(str, others))
        yield _OTHER_QUANTITIES.at(
            _place(line), line=line.line, units=units.requested, unit=units.unit, numbers=numbers
        )


def _missing_records(determination: Determination) -> Iterator[Finding]:
    for record in determination.records:
        if not record.received:
            yield _RECORD_MISSING.at(Place(key="records"), id=record.id, title=record.title)


def _unread_basis(determination: Determination) -> Iterator[Finding]:
    for path, basis in determination.analysis.basis.items():
        yield Finding(
            rule="CHECK-PROVENANCE",
            message=f"What stands under {path} is {basis.provenance}: {basis.because}",
            severity=Severity.NOTE,
            place=Place(key=path),
            provenance=Provenance(basis.provenance),
        )
