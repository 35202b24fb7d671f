"""Taking an application in: as it was keyed or sent, whoever did so, to the case that begins with it."""

import datetime as dt
import hashlib
from dataclasses import dataclass, replace

from django.db import transaction

from evenhand.codec import NamedFacts
from evenhand.docket.entry import Docket, Occurrence
from evenhand.docket.intake import ApplicationReceived
from evenhand.docket.party import Actor, Party
from evenhand.finding import Provenance
from evenhand.likeness import Described, Named, Reading
from evenhand.panel.ties.subjects import Subject
from evenhand.treatment import DisputedTreatment
from evenhand_web.accounts.models import Person
from evenhand_web.accounts.seam import actor
from evenhand_web.cases.case_search import case_numbered
from evenhand_web.cases.docketing import open_case
from evenhand_web.cases.duplicates import Alike, alike, described_application, judge, note_beside
from evenhand_web.cases.numbering import next_number
from evenhand_web.cases.open_case import OpenCase
from evenhand_web.cases.papers import KeyedPaper, with_papers
from evenhand_web.infrastructure.programmes import programme_of
from evenhand_web.panel.describing import name_in_case

_UNSTATED = "What the application came as does not say it; taken as not so until somebody has looked"
_AT_OPENING = "Said when the case was opened."


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyedApplication:
    """An application for review as its paper or message states it. `case_number` is empty where the house gives the
    case its next number; `received_at` is the hour where the programme's days are counted, where it matters;
    `printed_days` are fields whose odd days are kept `as_printed`, with its reason, and `unstated` those of which it
    says nothing; `ur_decided_on` is the day of the decision under review as it tells it, to compare by; day of birth,
    and where the programme has no fact for it the claim number, have no place in a docket and serve to find duplicates.
    `named` are those it names beside the parties, of whom every physician has to be free; by some of them duplicates
    are found. `papers` are what it came as: the first documents of the reviewer's file.
    """

    programme: str
    case_number: str = ""
    received_on: dt.date
    received_at: dt.time | None = None
    received_by: str
    parties: tuple[Party, ...]
    treatments: tuple[DisputedTreatment, ...]
    is_signed: bool
    ur_decision_attached: bool
    facts: NamedFacts = ()
    printed_days: tuple[str, ...] = ()
    as_printed: str = ""
    unstated: tuple[str, ...] = ()
    claim_number: str = ""
    born_on: dt.date | None = None
    ur_decided_on: dt.date | None = None
    named: tuple[Subject, ...] = ()
    papers: tuple[KeyedPaper, ...] = ()

    @property
    def payload(self) -> ApplicationReceived:
        """The application as its docket holds it, every fact of its programme written out."""
        return ApplicationReceived(
            case_number=self.case_number,
            parties=self.parties,
            treatments=self.treatments,
            is_signed=self.is_signed,
            ur_decision_attached=self.ur_decision_attached,
            received_by=self.received_by,
            facts=programme_of(self.programme).intake.completed(self.facts),
        )

    @property
    def described(self) -> Described:
        """The application as far as it is compared with others."""
        return replace(
            described_application(self.payload, programme_of(self.programme)),
            claim_number=programme_of(self.programme).intake.claim_number(self.payload) or self.claim_number,
            born_on=self.born_on,
            ur_decided_on=self.ur_decided_on,
            named=self._compared,
        )

    @property
    def _compared(self) -> tuple[Named, ...]:
        """Whom of those it names applications are alike by, as far as the programme says."""
        roles = programme_of(self.programme).parties.compared
        by_role = {role.id: "; ".join(party.name for party in self.named if party.role == role.id) for role in roles}
        return tuple(Named(role.id, by_role[role.id], role.spoken) for role in roles if by_role[role.id])


Judged = tuple[tuple[str, str], ...]
"""What the person who opens a case says of cases that it may be: the id of each, and the verdict."""


class MayBeHereError(Exception):
    """An application that may be here already: the cases it may be, the likest first, and a token that says these were
    looked at.
    """

    def __init__(self, cases: tuple[Alike, ...]) -> None:
        super().__init__(f"the application may be one of {len(cases)} that are here")
        self.cases = cases
        self.token = hashlib.sha256(" ".join(like.case.head for like in cases).encode()).hexdigest()


def take_in(person: Person, application: KeyedApplication, looked_at: str = "", judged: Judged = ()) -> OpenCase:
    """The case that begins with an application, taken in by a person: in the name of the party that sent it, else in
    the person's own, with what is kept beside the docket and what the person says of the cases it may be, as far as
    these may be one with it.

    Raises MayBeHereError where it may be here already and `looked_at` is not the token of the cases it may be,
    NumberTakenError where its number is in use, NotNumberedError where it has none and its programme gives none,
    NotAllowed where the procedure forbids it, ValueError for a day still to come.
    """
    likely = likely_same(application, person)
    is_free = not application.case_number or case_numbered(application.case_number) is None
    if is_free and likely and (refusal := MayBeHereError(likely)).token != looked_at:
        raise refusal
    with transaction.atomic():
        application = _numbered(application)
        happened, scans = with_papers(_occurrence(application, person), application.papers, Docket())
        case = open_case(application.programme, happened, person, scans)
        note_beside(case.case, application.described)
        name_in_case(case.case.ident, application.named, person)
        others = {like.case.ident: like.case for like in likely}
        for ident, verdict in judged:
            if ident in others:
                judge(case.case, others[ident], verdict, _AT_OPENING, person, 0)
    return case


def _numbered(application: KeyedApplication) -> KeyedApplication:
    """An application under a number: its own, else the next one of the house for the year in which it was received."""
    if application.case_number:
        return application
    number = next_number(programme_of(application.programme), application.received_on.year)
    return replace(application, case_number=number)


def likely_same(application: KeyedApplication, person: Person) -> tuple[Alike, ...]:
    """The cases that an application reads as one with, of the programs a person works on. Who may know of a case is
    told that it is like the application, assigned to it or not: nothing else is shown.
    """
    return tuple(
        like
        for like in alike(application.described)
        if like.likeness.reading is Reading.ONE_APPLICATION and person.works_on(like.case.programme)
    )


def _occurrence(application: KeyedApplication, person: Person) -> Occurrence:
    on, hour = application.received_on, application.received_at
    at = dt.datetime.combine(on, hour, programme_of(application.programme).zone) if hour else None
    happened = Occurrence(payload=application.payload, on=on, at=at, by=_sender(application, person))
    happened = kept_as_printed(happened, application.printed_days, application.as_printed)
    if not application.unstated:
        return happened
    because = "; ".join(filter(None, (happened.because, _UNSTATED)))
    marks = (*happened.marks, *application.unstated)
    return replace(happened, provenance=Provenance.ASSUMED, because=because, marks=marks)


def kept_as_printed(happened: Occurrence, fields: tuple[str, ...], reason: str) -> Occurrence:
    """An occurrence some of whose days, by field, are kept as their paper prints them: nobody vouches for them."""
    if not fields:
        return happened
    told = f"Kept as printed: {reason}"
    return replace(happened, provenance=Provenance.ASSUMED, because=told, marks=fields)


def _sender(application: KeyedApplication, person: Person) -> Actor:
    """The party that sent the application, by the capacity it was made in; else who keyed it."""
    role = programme_of(application.programme).intake.sent_by(application.payload)
    for party in application.parties:
        if party.role is role:
            return Actor(role=party.role, id=party.id)
    return actor(person)
