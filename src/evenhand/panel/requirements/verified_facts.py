"""What may be told of a physician outside the organization: the facts of the credential file that hold on a day, each
with the day on which its source confirmed it. No name, no number and no source is among them.
"""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from evenhand.determination.model import NO_APPOINTMENT, UNDISCIPLINED, ConfirmedFact
from evenhand.panel.people.credentials import Certification, Licence, Reviewer, SearchKind
from evenhand.panel.requirements.law import PanelLaw
from evenhand.panel.requirements.load import PanelRules
from evenhand.panel.requirements.reliance import as_relied_on

_ASKED_BY_SEARCH = {SearchKind.SANCTIONS: UNDISCIPLINED, SearchKind.APPOINTMENTS: NO_APPOINTMENT}
"""The requirement of the law that a search of a register answers."""


@dataclass(frozen=True, slots=True, kw_only=True)
class VerifiedFacts:
    """What a credential file says on a day that may be told: states of licence and specialties certified, by name,
    practice in words, and each of them once more with its day, the searches of registers among them.
    """

    licensed_in: tuple[str, ...]
    certifications: tuple[str, ...]
    practice: str
    confirmed: tuple[ConfirmedFact, ...]


def verified_facts(filed: Reviewer, law: PanelLaw, rules: PanelRules) -> VerifiedFacts:
    """The facts of a credential file that hold on the day of the law, by checks no older than the house relies on."""
    reviewer, known, day = as_relied_on(filed, rules.policy.reliance), rules.vocabulary, law.day
    licences = [
        licence
        for licence in reviewer.licences_on(day)
        if licence.discipline in law.professions and licence.state in known.states
    ]
    certificates = [
        certificate
        for certificate in reviewer.certifications_on(day)
        if certificate.board in known.boards and certificate.specialty in known.specialties
    ]
    practice = reviewer.practice
    is_practising = practice is not None and practice.hours_per_week > 0 and practice.verification.holds_on(day)
    return VerifiedFacts(
        licensed_in=tuple(dict.fromkeys(known.states[licence.state] for licence in licences)),
        certifications=tuple(dict.fromkeys(certificate.specialty for certificate in certificates)),
        practice=_practice_words(practice.hours_per_week, practice.since) if practice and is_practising else "",
        confirmed=tuple(_confirmed(reviewer, law, rules, licences, certificates)),
    )


def _practice_words(hours: int, since: dt.date) -> str:
    """How the letter goes on after "the physician is"."""
    return f"in clinical practice, {hours} hours a week, and began it in {since.year}"


def _confirmed(
    reviewer: Reviewer, law: PanelLaw, rules: PanelRules, licences: list[Licence], certificates: list[Certification]
) -> Iterator[ConfirmedFact]:
    day = law.day
    for licence in licences:
        words = f"Licensed in {rules.vocabulary.states[licence.state]}, without restriction"
        yield ConfirmedFact(words=words, on=licence.verification.verified_on)
    for certificate in certificates:
        words = f"Board certified in {certificate.specialty}"
        yield ConfirmedFact(words=words, on=certificate.verification.verified_on)
    if (practice := reviewer.practice) and practice.hours_per_week > 0 and practice.verification.holds_on(day):
        words = f"In clinical practice, {practice.hours_per_week} hours a week"
        yield ConfirmedFact(words=words, on=practice.verification.verified_on)
    for kind, requirement in _ASKED_BY_SEARCH.items():
        relied_on = [
            search.verification.verified_on
            for search in reviewer.searches
            if search.kind is kind and search.verification.holds_on(day)
        ]
        if relied_on and requirement in law.requirements and not _is_on_record(reviewer, kind, day):
            words = law.requirements[requirement].words
            yield ConfirmedFact(words=words[:1].upper() + words[1:], on=max(relied_on), of=requirement)


def _is_on_record(reviewer: Reviewer, kind: SearchKind, day: dt.date) -> bool:
    """Whether the file itself shows what the search looked for."""
    if kind is SearchKind.SANCTIONS:
        return bool(reviewer.sanctions)
    return any(
        appointment.since <= day and (appointment.until is None or day < appointment.until)
        for appointment in reviewer.appointments
    )
