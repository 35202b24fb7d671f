"""Attestation: what a reviewer swears before the file of a case opens, and who is out of it whatever they swear.

A reviewer answers for each subject of the case that there is no material affiliation, and for each disputed line to
know condition, treatment and guidelines. The form is known by its digest: when parties or lines change, an old oath
no longer covers it.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from evenhand.codec import canonical
from evenhand.docket.digest import sha256_hex
from evenhand.finding import Finding, Place, Severity
from evenhand.panel.people.vocabulary import Vocabulary
from evenhand.panel.requirements.fit import AreaUnderReview
from evenhand.panel.requirements.law import LegalTerm, PanelLaw
from evenhand.panel.ties.conflict import Conflict
from evenhand.panel.ties.subjects import Subject
from evenhand.procedure.state import CaseState

RULE = "PANEL-ATTESTATION"


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """One thing to be sworn: that there is no affiliation with a subject, or knowledge of a line."""

    id: str
    words: str
    citation: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AttestationForm:
    """What must be attested in one case: no affiliation with each subject, qualification for each line."""

    case: str
    affiliations: tuple[Point, ...]
    qualifications: tuple[Point, ...]

    @property
    def digest(self) -> str:
        """The SHA-256 of the form, by which an attestation says what it answers."""
        return sha256_hex(canonical(self))


def attestation_form(
    case: str,
    subjects: tuple[Subject, ...],
    areas: tuple[AreaUnderReview, ...],
    law: PanelLaw,
    vocabulary: Vocabulary,
) -> tuple[AttestationForm, tuple[Finding, ...]]:
    """The form for a case: a point for each named subject and each line; with a Finding for each role that no subject
    was named for, and for each subject whose role the law does not know.
    """
    findings = [_unknown_role(subject, case) for subject in subjects if subject.role not in law.subjects]
    named = {subject.role for subject in subjects}
    findings += [_nobody_named(term, case) for role, term in law.subjects.items() if role in _ALWAYS - named]
    known = law.requirements.get("knowledgeable_clinician")
    form = AttestationForm(
        case=case,
        affiliations=tuple(_no_affiliation(subject, law) for subject in subjects if subject.role in law.subjects),
        qualifications=tuple(_knowledge(area, vocabulary, known) for area in areas),
    )
    return form, tuple(findings)


_ALWAYS = frozenset({"employer", "claims_administrator", "physician", "employee"})
"""The roles that every case has somebody in."""


def _no_affiliation(subject: Subject, law: PanelLaw) -> Point:
    term = law.subjects[subject.role]
    return Point(
        id=f"{subject.role}:{subject.name}",
        words=f"no material professional, familial or financial affiliation with {subject.name} ({term.words})",
        citation=term.citation,
    )


def _knowledge(area: AreaUnderReview, vocabulary: Vocabulary, known: LegalTerm | None) -> Point:
    treatment = vocabulary.treatments.get(area.treatment)
    region = vocabulary.regions.get(area.region, area.region)
    words = treatment.words if treatment else area.treatment
    return Point(
        id=f"line:{area.line}",
        words=f"knowledge of the condition, of {words} ({region}) and of the guidelines for it, line {area.line}",
        citation=known.citation if known else "",
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Attestation:
    """A reviewer's answers: the ids of the points sworn to, and what was disclosed instead of an oath, by point.

    `form` is the digest of the form that was answered.
    """

    case: str
    reviewer: str
    on: dt.date
    form: str
    sworn: tuple[str, ...]
    disclosed: tuple[tuple[str, str], ...] = ()


def attestation_findings(
    form: AttestationForm, attestation: Attestation, conflicts: tuple[Conflict, ...]
) -> tuple[Finding, ...]:
    """Why an attestation does not open the file: another form, points unanswered or disclosed, an affiliation that the
    graph shows although it was denied. None when it does.
    """
    findings = []
    if attestation.form != form.digest or attestation.case != form.case:
        findings.append(
            _fault(attestation, "It answers another form than the case has now.", "the form as it is today")
        )
    disclosed = dict(attestation.disclosed)
    for point in (*form.affiliations, *form.qualifications):
        if point.id in disclosed:
            message = f"Disclosed instead of sworn: {disclosed[point.id]} ({point.words})."
            findings.append(_fault(attestation, message, "an oath, or another reviewer", point.citation))
        elif point.id not in attestation.sworn:
            findings.append(
                _fault(attestation, f"Not sworn: {point.words}.", "an answer to every point", point.citation)
            )
    known = {point.id for point in (*form.affiliations, *form.qualifications)}
    for name in (*attestation.sworn, *disclosed):
        if name not in known:
            findings.append(_fault(attestation, f"{name!r} is no point of the form.", "the points of the form"))
    findings += [_contradicted(attestation, conflict) for conflict in conflicts]
    return tuple(findings)


def _contradicted(attestation: Attestation, conflict: Conflict) -> Finding:
    term = conflict.term or conflict.role
    return _fault(attestation, conflict.words, "no material affiliation", f"{conflict.role.citation}; {term.citation}")


def _fault(attestation: Attestation, message: str, expected: str, citation: str = "") -> Finding:
    return Finding(
        rule=RULE,
        message=message,
        severity=Severity.FATAL,
        citation=citation,
        place=Place(key=f"{attestation.case}, {attestation.reviewer}"),
        expected=expected,
        remedy="The file stays closed. Ask the reviewer to attest again, or propose another.",
    )


def _unknown_role(subject: Subject, case: str) -> Finding:
    return Finding(
        rule=RULE,
        message=f"{subject.name} is named as {subject.role!r}, which is no subject of the rule on conflicts.",
        severity=Severity.MAJOR,
        place=Place(key=case),
        expected="a role that the programme's rule lists",
        remedy="Correct the role; until then nobody is asked about this name.",
    )


def _nobody_named(term: LegalTerm, case: str) -> Finding:
    return Finding(
        rule=RULE,
        message=f"Nobody is named as {term.words}.",
        severity=Severity.WARNING,
        citation=term.citation,
        place=Place(key=case),
        expected="a name from the application or the decision",
        remedy="Name them from the case's papers before a reviewer is asked.",
    )


def excluded(state: CaseState) -> Mapping[str, str]:
    """Who may not be assigned to a case whatever they swear, with the reason: who stepped down or was taken off, and
    who decided it before a remand (LC 4610.6(i) asks for a different reviewer).
    """
    reasons = dict.fromkeys(sorted(state.reviewers.recused), "stepped down from this case or was taken off it")
    return reasons | dict.fromkeys(sorted(state.reviewers.excluded), "decided this case before it was sent back")
