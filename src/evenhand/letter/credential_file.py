"""A reviewer's credential file as one paper: standing, every fact with its source, and what ends next."""

import datetime as dt
from collections.abc import Iterator, Mapping
from typing import Any

from babel import Locale, UnknownLocaleError

from evenhand.finding import Finding, Severity
from evenhand.letter.value import Values
from evenhand.panel.people.credential_check import file_findings
from evenhand.panel.people.credentials import Capacity, Discipline, Reviewer, Verification, expiries
from evenhand.panel.requirements.law import PanelLaw
from evenhand.panel.requirements.load import PanelRules
from evenhand.panel.requirements.qualification import barred_on, specialties_on
from evenhand.panel.requirements.reliance import as_relied_on

_NONE = "\u2013"
_DISCIPLINES = {
    Discipline.MD: "doctor of medicine",
    Discipline.DO: "doctor of osteopathic medicine",
    Discipline.OTHER: "another healing art",
}
_SOON = dt.timedelta(days=180)


def credential_file_values(
    reviewer: Reviewer, law: PanelLaw, rules: PanelRules, *, programme: str, organisation: str
) -> Values:
    """What the wording `credential_file` asks for: the reviewer's file as of the day of the law, under its
    requirements. `programme` and `organisation` are their titles.
    """
    relied_on = as_relied_on(reviewer, rules.policy.reliance)
    bars = tuple(bar for bar in barred_on(reviewer, law.day, law, rules) if bar.severity is Severity.FATAL)
    return {
        "organisation": organisation,
        "programme": programme,
        "on": law.day,
        "id": reviewer.id,
        "name": reviewer.name,
        "npi": reviewer.npi or _NONE,
        "takes": _takes(reviewer.capacity),
        "specialties": tuple(sorted(specialties_on(relied_on, law.day, law, rules))),
        "may_review": not bars,
        "bar_count": len(bars),
        "requirements": tuple(_requirements(law, bars)),
        "faults": tuple(finding.message for finding in file_findings(reviewer, law.day, rules.vocabulary)),
        "facts": tuple(_facts(relied_on)),
        "expiries": tuple(_expiries(relied_on, law.day)),
    }


def _requirements(law: PanelLaw, bars: tuple[Finding, ...]) -> Iterator[dict[str, str]]:
    """Each requirement with its outcome; then what bars beside them, such as a file that contradicts itself."""
    for term in law.requirements.values():
        failed = [_reason(bar) for bar in bars if bar.topic == term.id]
        yield {
            "words": term.words,
            "citation": term.citation,
            "outcome": "No. " + " ".join(failed) if failed else "Yes",
        }
    for bar in bars:
        if bar.topic not in law.requirements:
            expected = bar.expected or bar.topic
            yield {"words": expected, "citation": bar.citation or "the file itself", "outcome": f"No. {_reason(bar)}"}


def _reason(bar: Finding) -> str:
    """What a bar says of the reviewer whose file this is, without naming them again."""
    reason = bar.message.partition(" may not review: ")[2] or bar.message
    return reason[:1].upper() + reason[1:]


def _facts(reviewer: Reviewer) -> Iterator[Mapping[str, str]]:
    for licence in reviewer.licences:
        fact = f"{licence.state} license {licence.number}, {_discipline(licence.discipline)}, {licence.status}"
        yield _fact(fact, licence.issued_on, licence.expires_on, licence.verification)
    for certificate in reviewer.certifications:
        fact = f"Certified in {certificate.specialty}, {certificate.board}"
        yield _fact(fact, certificate.certified_on, certificate.expires_on, certificate.verification)
    if reviewer.practice:
        practice = reviewer.practice
        fact = f"Clinical practice, {practice.hours_per_week} hours a week"
        yield _fact(fact, practice.since, None, practice.verification)
    for office in reviewer.appointments:
        yield _fact(f"Appointment: {office.kind}", office.since, office.until, office.verification)
    for sanction in reviewer.sanctions:
        state = "pending" if sanction.is_pending else "taken"
        yield _fact(f"{sanction.action}, {sanction.body}, {state}", sanction.on, None, sanction.verification)
    for search in reviewer.searches:
        yield _fact(f"Search for {search.kind}", None, None, search.verification)
    for language in reviewer.languages:
        yield _fact(f"Reads {_language(language.tag)}", None, None, language.verification)


def _fact(fact: str, since: dt.date | None, until: dt.date | None, known: Verification) -> Mapping[str, str]:
    return {
        "fact": fact,
        "since": _day(since),
        "until": _day(until),
        "source": known.source or _NONE,
        "verified": _day(known.verified_on),
        "due": _day(known.next_on),
    }


def _discipline(discipline: Discipline) -> str:
    return _DISCIPLINES.get(discipline, discipline.value)


def _language(tag: str) -> str:
    """A language by its English name, or by its tag where the name is not known."""
    try:
        return Locale.parse(tag, sep="-").get_display_name("en") or tag
    except (UnknownLocaleError, ValueError):
        return tag


def _takes(capacity: Capacity | None) -> str:
    if capacity is None:
        return "no case: no capacity is stated"
    return f"{capacity.cases_per_week} cases a week, {capacity.open_at_once} open at once"


def _day(day: dt.date | None) -> str:
    return day.isoformat() if day else _NONE


def _expiries(reviewer: Reviewer, day: dt.date) -> Iterator[dict[str, Any]]:
    """What ends or falls due in the half year after a day."""
    for expiry in expiries(reviewer):
        if day <= expiry.on <= day + _SOON:
            yield {
                "on": expiry.on,
                "what": f"{expiry.fact} {'is due for verification' if expiry.is_verification else 'ends'}",
            }
