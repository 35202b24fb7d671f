"""Credentials: what is known of a reviewer, each fact with where it comes from and until when it may be relied on.

A fact counts on the days before its `expires_on` and on the days before the next verification is due. On either day
it stops counting, and an assignment that needs it is blocked.
"""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum


class Discipline(StrEnum):
    """The healing art a licence is for. Which of them make a physician is for the programme's law to say."""

    MD = "md"
    DO = "do"
    PSYCHOLOGIST = "psychologist"
    ACUPUNCTURIST = "acupuncturist"
    OPTOMETRIST = "optometrist"
    DENTIST = "dentist"
    PODIATRIST = "podiatrist"
    CHIROPRACTOR = "chiropractor"
    OTHER = "other"


class LicenceStatus(StrEnum):
    """What the licensing board says of a licence."""

    ACTIVE = "active"
    RESTRICTED = "restricted"
    """Probation, a limited licence, terms and conditions."""
    SUSPENDED = "suspended"
    REVOKED = "revoked"
    SURRENDERED = "surrendered"
    INACTIVE = "inactive"
    UNVERIFIED = "unverified"
    """Stated by the holder or a registry; the board has not been asked."""


DISCIPLINED = frozenset(
    {LicenceStatus.RESTRICTED, LicenceStatus.SUSPENDED, LicenceStatus.REVOKED, LicenceStatus.SURRENDERED}
)
"""The statuses that show an action against the holder."""


class SearchKind(StrEnum):
    """What was looked for, so that finding nothing is a fact too."""

    SANCTIONS = "sanctions"
    APPOINTMENTS = "appointments"


@dataclass(frozen=True, slots=True, kw_only=True)
class Verification:
    """Where a fact comes from: the source asked, the day it answered, the day on which it must be asked again."""

    source: str
    verified_on: dt.date
    next_on: dt.date

    def holds_on(self, day: dt.date) -> bool:
        """Whether the fact may be relied on: verified by then, and the next verification not yet due."""
        return self.verified_on <= day < self.next_on


@dataclass(frozen=True, slots=True, kw_only=True)
class Licence:
    """A licence of one state (postal code, such as "CA"); on `expires_on` it counts no more."""

    state: str
    number: str
    discipline: Discipline
    status: LicenceStatus
    verification: Verification
    issued_on: dt.date | None = None
    expires_on: dt.date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Certification:
    """A board's certificate in a specialty of the programme's vocabulary; without `expires_on` it has no end."""

    board: str
    specialty: str
    verification: Verification
    certified_on: dt.date | None = None
    expires_on: dt.date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Practice:
    """Active clinical practice: hours a week, and since when."""

    hours_per_week: int
    since: dt.date
    verification: Verification


@dataclass(frozen=True, slots=True, kw_only=True)
class Appointment:
    """An office that may bar from reviewing, such as a qualified medical evaluator's ("qme"); without `until` it is
    held still.
    """

    kind: str
    since: dt.date
    verification: Verification
    until: dt.date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sanction:
    """A disciplinary action or loss of privileges, taken or pending, by a hospital, government or regulatory body."""

    body: str
    action: str
    on: dt.date
    verification: Verification
    is_pending: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Search:
    """A register was searched; what it gave stands among the facts, and where it gave nothing, that is known."""

    kind: SearchKind
    verification: Verification


@dataclass(frozen=True, slots=True, kw_only=True)
class Language:
    """A language in which the reviewer reads a record, by BCP 47 tag."""

    tag: str
    verification: Verification


@dataclass(frozen=True, slots=True, kw_only=True)
class Capacity:
    """How much work a reviewer takes: cases a week, and cases open at once."""

    cases_per_week: int
    open_at_once: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Absence:
    """Days on which the reviewer takes no case, the first and the last included."""

    first_on: dt.date
    last_on: dt.date


@dataclass(frozen=True, slots=True, kw_only=True)
class Reviewer:
    """A physician of the panel by opaque id, with the whole credential file.

    `name` stays inside the organisation, and so do `other_names`, former ones among them, which count where conflicts
    are looked for; `npi` is the National Provider Identifier. Facts stand in the order in which they were entered.
    """

    id: str
    name: str
    npi: str
    licences: tuple[Licence, ...] = ()
    certifications: tuple[Certification, ...] = ()
    practice: Practice | None = None
    appointments: tuple[Appointment, ...] = ()
    sanctions: tuple[Sanction, ...] = ()
    searches: tuple[Search, ...] = ()
    languages: tuple[Language, ...] = ()
    capacity: Capacity | None = None
    absences: tuple[Absence, ...] = ()
    other_names: tuple[str, ...] = ()

    def licences_on(self, day: dt.date) -> tuple[Licence, ...]:
        """The licences that count on a day: active, begun, not expired, verified and not due again."""
        return tuple(
            licence
            for licence in self.licences
            if licence.status is LicenceStatus.ACTIVE
            and _runs(licence.issued_on, licence.expires_on, day)
            and licence.verification.holds_on(day)
        )

    def certifications_on(self, day: dt.date) -> tuple[Certification, ...]:
        """The certificates that count on a day: given, not expired, verified and not due again."""
        return tuple(
            certificate
            for certificate in self.certifications
            if _runs(certificate.certified_on, certificate.expires_on, day) and certificate.verification.holds_on(day)
        )

    def is_absent_on(self, day: dt.date) -> bool:
        """Whether the reviewer takes no case that day."""
        return any(absence.first_on <= day <= absence.last_on for absence in self.absences)

    def next_present_on(self, day: dt.date) -> dt.date:
        """The day itself, or the first after it on which the reviewer is not absent."""
        while away := [absence.last_on for absence in self.absences if absence.first_on <= day <= absence.last_on]:
            day = max(away) + dt.timedelta(days=1)
        return day


def _runs(since: dt.date | None, expires_on: dt.date | None, day: dt.date) -> bool:
    return (since is None or since <= day) and (expires_on is None or day < expires_on)


@dataclass(frozen=True, slots=True, kw_only=True)
class Expiry:
    """A day on which a fact of a reviewer's file stops counting; `is_verification` where only the check falls due."""

    reviewer: str
    fact: str
    on: dt.date
    is_verification: bool


def expiries(reviewer: Reviewer) -> tuple[Expiry, ...]:
    """Every day on which a fact of the file stops counting, earliest first: the reviewer's expiry calendar."""
    endings = [
        Expiry(reviewer=reviewer.id, fact=fact, on=on, is_verification=is_verification)
        for fact, expires_on, verification in _facts(reviewer)
        for on, is_verification in ((expires_on, False), (verification.next_on, True))
        if on is not None
    ]
    return tuple(sorted(endings, key=lambda expiry: (expiry.on, expiry.fact, expiry.is_verification)))


def _facts(reviewer: Reviewer) -> list[tuple[str, dt.date | None, Verification]]:
    """Each fact of the file in words, with its own end and its verification."""
    facts: list[tuple[str, dt.date | None, Verification]] = [
        (f"{licence.state} license {licence.number}", licence.expires_on, licence.verification)
        for licence in reviewer.licences
    ]
    facts += [
        (
            f"certificate in {certificate.specialty} ({certificate.board})",
            certificate.expires_on,
            certificate.verification,
        )
        for certificate in reviewer.certifications
    ]
    if reviewer.practice:
        facts.append(("clinical practice", None, reviewer.practice.verification))
    facts += [
        (f"{appointment.kind} appointment", appointment.until, appointment.verification)
        for appointment in reviewer.appointments
    ]
    facts += [(f"search for {search.kind}", None, search.verification) for search in reviewer.searches]
    facts += [(f"language {language.tag}", None, language.verification) for language in reviewer.languages]
    return facts
