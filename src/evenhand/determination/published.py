"""A published determination as it stands on paper: what the letter shows and nothing more.

The richer determination that Evenhand itself issues is another value; this one is read from somebody's letter. What the
letter does not show is `None` (or empty), never a guess, and every value can be traced to the characters it stands in.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any, TypeAlias

from evenhand.finding import Finding, Place
from evenhand.treatment import Outcome

Span: TypeAlias = tuple[int, int]
"""Character offsets into the text as read: start, and end (excluded)."""


class Layout(StrEnum):
    """The printed form of a determination, named by the year in which it was first seen."""

    NOTICE_2013 = "2013"
    """Numbered holdings: the request "is (not) medically necessary and appropriate"; September 2013."""
    LETTER_2013 = "2013-12"
    """Numbered holdings in the sections of 2014, with a header and the date of the letter; December 2013."""
    PROFESSIONAL_REVIEW = "2013-review"
    """A "Medical Professional Review": what is at issue, and the reasons why it is or is not necessary; 2013."""
    GRID_2014 = "2014"
    """A grid of dates, the reviewer described in a sentence, one block for each disputed treatment."""
    CREDENTIALS_2016 = "2016"
    """As 2014, with the reviewer's licensure and specialty on lines of their own."""
    EVENHAND = "evenhand"
    """A determination that Evenhand itself made out."""
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedTreatment:
    """One disputed treatment as a letter decides it; `None` where the letter does not show the part."""

    title: str | None
    """The words that stand before the outcome, with what of the request the payer had authorised."""
    outcome: Outcome | None
    payer_guideline: str | None
    """The whole printed statement of what the payer relied on, also when it says that nothing was cited."""
    reviewer_guideline: str | None
    rationale: str | None
    spans: Mapping[str, Span] = field(default_factory=dict, compare=False, repr=False)
    """Where each of the fields above stands in the text as read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedDetermination:
    """What a published letter shows. Days are days as printed; `priority` and `specialty` are in the letter's words."""

    case_number: str | None
    priority: str | None
    date_assigned: date | None
    date_of_injury: date | None
    decision_date: date | None
    ur_denial_date: date | None
    application_received: date | None
    licensure: tuple[str, ...]
    """States of the reviewer's licence, in the letter's order."""
    specialty: str | None
    """The printed certifications; from the 2014 sentence the certification and its subspecialty, joined by a comma."""
    summary: str | None
    treatments: tuple[PublishedTreatment, ...]
    layout: Layout
    findings: tuple[Finding, ...] = ()
    how_made: str | None = None
    """The letter's statement on the reviewer: independence, practice, how selected."""
    file: str = ""
    values: Mapping[str, Any] | None = None
    """Of a determination that Evenhand made out: every value printed in it, by the name of its blank."""
    spans: Mapping[str, Span] = field(default_factory=dict, compare=False, repr=False)
    """Where each field and section stands in the text as read; see `place`."""

    def place(self, name: str, treatment: int | None = None) -> Place:
        """The place of a field or section (`how_made`, `summary`, a date ...), or of a field of one treatment.

        A part the letter does not show has a place with no offsets.
        """
        spans = self.spans if treatment is None else self.treatments[treatment].spans
        start, end = spans.get(name, (None, None))
        key = name if treatment is None else f"treatment {treatment + 1}, {name}"
        return Place(file=self.file, key=key, start=start, end=end)


_DATES = ("date_assigned", "date_of_injury", "decision_date", "ur_denial_date", "application_received")


def to_json(published: PublishedDetermination) -> dict[str, Any]:
    """The letter as plain values for JSON: days in ISO form, lists for tuples, `None` for what is not shown.

    Rows of many files name theirs beside.
    """
    days = {name: getattr(published, name) for name in _DATES}
    plain = {
        "case_number": published.case_number,
        "priority": published.priority,
        **{name: day.isoformat() if day else None for name, day in days.items()},
        "licensure": list(published.licensure),
        "specialty": published.specialty,
        "summary": published.summary,
        "treatments": [_treatment_json(treatment) for treatment in published.treatments],
        "findings": [finding_json(finding) for finding in published.findings],
        "layout": published.layout.value,
    }
    return plain if published.values is None else {**plain, "values": published.values}


def refused_json(file: str, findings: Sequence[Finding]) -> dict[str, Any]:
    """The row of a file that holds no letter that could be read: its name, no values, and the reasons."""
    nothing: dict[str, Any] = dict.fromkeys(("case_number", "priority", *_DATES))
    told = [finding_json(finding) for finding in findings]
    return {
        "file": file,
        **nothing,
        "licensure": [],
        "specialty": None,
        "summary": None,
        "treatments": [],
        "findings": told,
        "layout": None,
    }


def _treatment_json(treatment: PublishedTreatment) -> dict[str, str | None]:
    return {
        "title": treatment.title,
        "outcome": treatment.outcome.value if treatment.outcome else None,
        "payer_guideline": treatment.payer_guideline,
        "reviewer_guideline": treatment.reviewer_guideline,
        "rationale": treatment.rationale,
    }


def finding_json(finding: Finding) -> dict[str, Any]:
    """A Finding as plain values; parts that say nothing are left out."""
    place = {name: getattr(finding.place, name) for name in ("file", "line", "column", "key", "page", "start", "end")}
    plain = {
        "rule": finding.rule,
        "severity": finding.severity.value,
        "message": finding.message,
        "expected": finding.expected,
        "remedy": finding.remedy,
        "citation": finding.citation,
        "place": {name: value for name, value in place.items() if value not in ("", None)},
    }
    return {name: value for name, value in plain.items() if value not in ("", {})}
