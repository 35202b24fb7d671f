"""Taking an application in: as it was keyed or sent, whoever did so, to the case that begins with it."""

import datetime as dt
import hashlib
from collections.abc import Collection
from dataclasses import dataclass, replace
from types import MappingProxyType

from django.db import transaction

from evenhand.docket.entry import Occurrence
from evenhand.docket.intake import ApplicationReceived, Priority, Track
from evenhand.docket.party import Actor, Party, Role
from evenhand.finding import Provenance
from evenhand.likeness import Described, Reading
from evenhand.panel.ties.subjects import Subject
from evenhand.treatment import DisputedTreatment
from evenhand_web.accounts.models import Person
from evenhand_web.accounts.seam import actor
from evenhand_web.cases.case_search import case_numbered
from evenhand_web.cases.docketing import open_case
from evenhand_web.cases.duplicates import Alike, alike, note_beside
from evenhand_web.cases.open_case import OpenCase
from evenhand_web.infrastructure.programmes import programme_of
from evenhand_web.panel.describing import name_in_case, subject

PARTY_IDS = MappingProxyType(
    {
        Role.APPLICANT: "worker",
        Role.REPRESENTATIVE: "representative",
        Role.PROVIDER: "physician",
        Role.PAYER: "payer",
    }
)
"""What a docket calls the party of each role that an application names."""
_SUBMITTED_BY = {"employee": Role.APPLICANT, "attorney": Role.REPRESENTATIVE, "agent": Role.REPRESENTATIVE}


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyedApplication:
    """An application for review as its paper or message states it. `received_at` is the hour where the programme's
    days are counted, where it matters; `printed_days` are fields whose odd days are kept `as_printed`, with its
    reason; claim number, day of birth and employer have no place in a docket and serve to find duplicates. `named` are
    those it names beside the parties, of whom, and of the employer, every physician has to be free.
    """

    programme: str
    case_number: str
    received_on: dt.date
    received_at: dt.time | None = None
    received_by: str
    injured_on: dt.date
    applicant_is: str
    parties: tuple[Party, ...]
    treatments: tuple[DisputedTreatment, ...]
    is_signed: bool
    ur_decision_attached: bool
    priority: Priority = Priority.REGULAR
    track: Track = Track.STANDARD
    certified_by: str = ""
    designation_signed_on: dt.date | None = None
    authorization_requested_on: dt.date | None = None
    injured_through: dt.date | None = None
    printed_days: tuple[str, ...] = ()
    as_printed: str = ""
    claim_number: str = ""
    born_on: dt.date | None = None
    employer: str = ""
    named: tuple[Subject, ...] = ()

    @property
    def all_named(self) -> tuple[Subject, ...]:
        """Everybody it names beside the parties, the employer among them."""
        return (*([subject("employer", self.employer)] if self.employer.strip() else ()), *self.named)

    @property
    def described(self) -> Described:
        """The application as far as it is compared with others."""
        return Described(
            name=" ".join(party.name for party in self.parties if party.role is Role.APPLICANT),
            injured_on=self.injured_on,
            treatments=tuple(treatment.words for treatment in self.treatments),
            claim_number=self.claim_number,
            born_on=self.born_on,
            employer=self.employer,
            physician=" ".join(party.name for party in self.parties if party.role is Role.PROVIDER),
            physician_npi=next((party.npi for party in self.parties if party.role is Role.PROVIDER), ""),
        )


class MayBeHereError(Exception):
    """An application that may be here already: the cases it may be, the likest first, and a token that says these were
    looked at.
    """

    def __init__(self, cases: tuple[Alike, ...]) -> None:
        super().__init__(f"the application may be one of {len(cases)} that are here")
        self.cases = cases
        self.token = hashlib.sha256(" ".join(like.case.head for like in cases).encode()).hexdigest()


def take_in(person: Person, application: KeyedApplication, looked_at: str = "") -> OpenCase:
    """The case that begins with an application, taken in by a person: in the name of the party that sent it, else in
    the person's own, with what is kept beside the docket.

    Raises MayBeHereError where it may be here already and `looked_at` is not the token of the cases it may be,
    NumberTakenError where its number is in use, NotAllowed where the procedure forbids it, ValueError for a day still
    to come.
    """
    if case_numbered(application.case_number) is None:
        _look_for(application, looked_at)
    with transaction.atomic():
        case = open_case(application.programme, _occurrence(application, person), person)
        note_beside(case.case, application.described)
        name_in_case(case.case.ident, application.all_named, person)
    return case


def _look_for(application: KeyedApplication, looked_at: str) -> None:
    likely = tuple(like for like in alike(application.described) if like.likeness.reading is Reading.ONE_APPLICATION)
    if likely and (refusal := MayBeHereError(likely)).token != looked_at:
        raise refusal


def _occurrence(application: KeyedApplication, person: Person) -> Occurrence:
    payload = ApplicationReceived(
        case_number=application.case_number,
        parties=application.parties,
        treatments=application.treatments,
        injured_on=application.injured_on,
        is_signed=application.is_signed,
        ur_decision_attached=application.ur_decision_attached,
        priority=application.priority,
        track=application.track,
        applicant_is=application.applicant_is,
        designation_signed_on=application.designation_signed_on,
        received_by=application.received_by,
        authorization_requested_on=application.authorization_requested_on,
        certified_by=application.certified_by,
        injured_through=application.injured_through,
    )
    on, hour = application.received_on, application.received_at
    at = dt.datetime.combine(on, hour, programme_of(application.programme).zone) if hour else None
    by = _sender(application.applicant_is, application.parties, person)
    happened = Occurrence(payload=payload, on=on, at=at, by=by)
    return kept_as_printed(happened, application.printed_days, application.as_printed)


def kept_as_printed(happened: Occurrence, fields: tuple[str, ...], reason: str) -> Occurrence:
    """An occurrence some of whose days, by field, are kept as their paper prints them: nobody vouches for them."""
    if not fields:
        return happened
    told = f"Kept as printed: {reason}"
    return replace(happened, provenance=Provenance.ASSUMED, because=told, marks=fields)


def _sender(applicant_is: str, parties: Collection[Party], person: Person) -> Actor:
    role = _SUBMITTED_BY.get(applicant_is, Role.PROVIDER)
    for party in parties:
        if party.role is role:
            return Actor(role=party.role, id=party.id)
    return actor(person)
