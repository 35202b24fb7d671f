"""What is wrong with a credential file as a paper: contradictions, impossible days, words nobody knows.

A contradiction does not say which of two facts is true. Until somebody has asked the source, the file as a whole
cannot be relied on, and the reviewer is barred.
"""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from itertools import combinations

from evenhand.finding import Finding, FindingKind, Place, Severity
from evenhand.panel.people.credentials import (
    DISCIPLINED,
    Discipline,
    Licence,
    LicenceStatus,
    Reviewer,
    SearchKind,
    Verification,
)
from evenhand.panel.people.npi import is_npi
from evenhand.panel.people.vocabulary import Vocabulary

CONTRADICTION = "PANEL-CONTRADICTION"
_CONTRADICTED = FindingKind(
    rule=CONTRADICTION,
    severity=Severity.MAJOR,
    expected="facts that can be true together",
    remedy="Ask the source, correct the file with the day it answered; until then no case is assigned.",
)
_NO_FACT = FindingKind(
    rule="PANEL-FILE",
    severity=Severity.MAJOR,
    expected="{expected}",
    remedy="Correct the fact with its source and bring the credential file again.",
)
_TWO_FILES = FindingKind(
    rule=CONTRADICTION,
    severity=Severity.FATAL,
    message="Two files are {value}'s.",
    expected="one holder",
    remedy="Find out whether the two files are one person's, and keep one.",
)
_SHARED = FindingKind(
    rule=CONTRADICTION,
    severity=Severity.MAJOR,
    message="The {what} {value} belongs to {holder} and to {other}.",
    expected="one holder",
    remedy="Find out whether the two files are one person's, and keep one.",
)
_HOURS_OF_A_WEEK = 168


def contradictions(reviewer: Reviewer) -> tuple[Finding, ...]:
    """The facts of a file that cannot both be true, as Findings of weight MAJOR under `PANEL-CONTRADICTION`."""
    messages = (message for check in _CONTRADICTIONS for message in check(reviewer))
    return tuple(_CONTRADICTED.at(Place(key=reviewer.id), what=message) for message in messages)


def _same_licence_twice(reviewer: Reviewer) -> Iterator[str]:
    for licence, other in combinations(reviewer.licences, 2):
        if (licence.state, licence.number) == (other.state, other.number):
            differing = [
                name
                for name in ("discipline", "status", "issued_on", "expires_on")
                if getattr(licence, name) != getattr(other, name)
            ]
            if differing:
                differs = " and ".join(differing)
                yield f"The {licence.state} license {licence.number} stands twice, with different {differs}."


def _licences_overlap(reviewer: Reviewer) -> Iterator[str]:
    for licence, other in combinations(reviewer.licences, 2):
        if (licence.state, licence.discipline) != (other.state, other.discipline) or licence.number == other.number:
            continue
        if {licence.status, other.status} <= {LicenceStatus.ACTIVE, *DISCIPLINED} and _overlap(licence, other):
            yield (
                f"Two {licence.state} licenses for the same discipline run at the same time: {licence.number} "
                f"({licence.status}) and {other.number} ({other.status}). A state gives one."
            )


def _overlap(licence: Licence, other: Licence) -> bool:
    first, last = dt.date.min, dt.date.max
    return max(licence.issued_on or first, other.issued_on or first) < min(
        licence.expires_on or last, other.expires_on or last
    )


def _both_degrees(reviewer: Reviewer) -> Iterator[str]:
    held = {licence.discipline for licence in reviewer.licences}
    if {Discipline.MD, Discipline.DO} <= held:
        yield "One license is for a doctor of medicine and one for a doctor of osteopathic medicine."


def _certificate_twice(reviewer: Reviewer) -> Iterator[str]:
    for certificate, other in combinations(reviewer.certifications, 2):
        if (certificate.board, certificate.specialty) == (
            other.board,
            other.specialty,
        ) and certificate.expires_on != other.expires_on:
            yield f"The certificate in {certificate.specialty} ({certificate.board}) stands twice, with different ends."


def _active_but_disciplined(reviewer: Reviewer) -> Iterator[str]:
    disciplined = [licence for licence in reviewer.licences if licence.status in DISCIPLINED]
    searched = any(search.kind is SearchKind.SANCTIONS for search in reviewer.searches)
    if disciplined and searched and not reviewer.sanctions:
        licence = disciplined[0]
        numbered = f"{licence.state} license {licence.number}"
        yield f"The {numbered} is {licence.status}, yet the search for sanctions shows none."


_CONTRADICTIONS: tuple[Callable[[Reviewer], Iterator[str]], ...] = (
    _same_licence_twice,
    _licences_overlap,
    _both_degrees,
    _certificate_twice,
    _active_but_disciplined,
)


def file_findings(reviewer: Reviewer, day: dt.date, vocabulary: Vocabulary) -> tuple[Finding, ...]:
    """Everything wrong with one credential file as read on a day: its contradictions, impossible days and amounts,
    and specialties, boards and states that the vocabulary does not know.
    """
    faults = (pair for check in _CHECKS for pair in check(reviewer, day, vocabulary))
    return contradictions(reviewer) + tuple(
        _NO_FACT.at(Place(key=reviewer.id), what=message, expected=expected) for message, expected in faults
    )


Said = Iterator[tuple[str, str]]


def _npi(reviewer: Reviewer, _: dt.date, __: Vocabulary) -> Said:
    if not is_npi(reviewer.npi):
        yield (
            f"{reviewer.npi!r} is no National Provider Identifier.",
            "ten digits, the last of them checking the others",
        )


def _days(reviewer: Reviewer, day: dt.date, _: Vocabulary) -> Said:
    for what, since, until in _spans(reviewer):
        if since and until and until <= since:
            yield f"The {what} ends on {until}, not after it began on {since}.", "an end after the beginning"
        if since and since > day:
            yield f"The {what} begins on {since}, after the day it is read ({day}).", "a beginning in the past"


def _spans(reviewer: Reviewer) -> Iterator[tuple[str, dt.date | None, dt.date | None]]:
    for licence in reviewer.licences:
        yield f"{licence.state} licence {licence.number}", licence.issued_on, licence.expires_on
    for certificate in reviewer.certifications:
        yield f"certificate in {certificate.specialty}", certificate.certified_on, certificate.expires_on
    for appointment in reviewer.appointments:
        yield f"{appointment.kind} appointment", appointment.since, appointment.until


def _verifications(reviewer: Reviewer, day: dt.date, _: Vocabulary) -> Said:
    for verification in _each_verification(reviewer):
        if verification.verified_on > day:
            yield (
                f"{verification.source} is said to have answered on {verification.verified_on}, after {day}.",
                "a day in the past",
            )
        if verification.next_on <= verification.verified_on:
            yield (
                f"{verification.source} is due again on {verification.next_on}, not after {verification.verified_on}.",
                "a later day",
            )
        if not verification.source.strip():
            yield "A fact names no source.", "who was asked"


def _each_verification(reviewer: Reviewer) -> Iterator[Verification]:
    yield from (licence.verification for licence in reviewer.licences)
    yield from (certificate.verification for certificate in reviewer.certifications)
    yield from (appointment.verification for appointment in reviewer.appointments)
    yield from (sanction.verification for sanction in reviewer.sanctions)
    yield from (search.verification for search in reviewer.searches)
    yield from (language.verification for language in reviewer.languages)
    if reviewer.practice:
        yield reviewer.practice.verification


def _words(reviewer: Reviewer, _: dt.date, vocabulary: Vocabulary) -> Said:
    for certificate in reviewer.certifications:
        if certificate.specialty not in vocabulary.specialties:
            yield (
                f"{certificate.specialty!r} is no specialty of this programme.",
                vocabulary.near(certificate.specialty),
            )
        if certificate.board not in vocabulary.boards:
            known = ", ".join(vocabulary.boards)
            yield f"{certificate.board!r} is not among the boards this programme recognises.", f"one of {known}"
    for licence in reviewer.licences:
        if licence.state not in vocabulary.states:
            yield f"{licence.state!r} is no state of the United States.", "its postal code, such as CA"


def _amounts(reviewer: Reviewer, day: dt.date, _: Vocabulary) -> Said:
    practice, capacity = reviewer.practice, reviewer.capacity
    if practice and not 0 <= practice.hours_per_week <= _HOURS_OF_A_WEEK:
        yield f"A week of practice has {practice.hours_per_week} hours.", f"0 to {_HOURS_OF_A_WEEK}"
    if practice and practice.since > day:
        yield f"Clinical practice begins on {practice.since}, after {day}.", "a day in the past"
    if capacity and (capacity.cases_per_week < 0 or capacity.open_at_once < 0):
        yield "A capacity is below zero.", "zero or more cases"
    for absence in reviewer.absences:
        if absence.last_on < absence.first_on:
            yield f"An absence ends on {absence.last_on}, before it begins.", "a last day on or after the first"


_CHECKS: tuple[Callable[[Reviewer, dt.date, Vocabulary], Said], ...] = (
    _npi,
    _days,
    _verifications,
    _words,
    _amounts,
)


def panel_findings(reviewers: Iterable[Reviewer], day: dt.date, vocabulary: Vocabulary) -> tuple[Finding, ...]:
    """Everything wrong with a panel: each file, and one id, identifier or licence given to two reviewers."""
    findings: list[Finding] = []
    holders: dict[tuple[str, str], int] = {}
    files = tuple(reviewers)
    for position, reviewer in enumerate(files):
        findings += file_findings(reviewer, day, vocabulary)
        for number in _unique_numbers(reviewer):
            holder = holders.setdefault(number, position)
            if holder != position:
                findings.append(_shared(number, files[holder].id, reviewer.id))
    return tuple(findings)


def _unique_numbers(reviewer: Reviewer) -> Iterator[tuple[str, str]]:
    yield "id", reviewer.id
    if reviewer.npi:
        yield "NPI", reviewer.npi
    for state, number in dict.fromkeys((licence.state, licence.number) for licence in reviewer.licences):
        yield "license", f"{state} {number}"


def _shared(number: tuple[str, str], holder: str, other: str) -> Finding:
    what, value = number
    if what == "id":
        return _TWO_FILES.at(Place(key=other), value=value)
    return _SHARED.at(Place(key=other), what=what, value=value, holder=holder, other=other)
