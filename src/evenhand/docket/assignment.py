"""Payloads from assignment to a complete record: notices, service, records, conversion, extension."""

import datetime as dt
from dataclasses import dataclass, field

from evenhand.codec import ADDED_LATER
from evenhand.docket.party import DocumentRef, MedicalRecord
from evenhand.docket.payload import Payload


@dataclass(frozen=True, slots=True, kw_only=True)
class Assigned(Payload):
    """The case is with a review organisation."""

    organisation: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ServedDueDate:
    """A due date as a notice tells it: the rule it was computed from, and the day."""

    rule: str
    on: dt.date


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeIssued(Payload):
    """A notice made for one party: which duty it discharges, in which language, as which documents.

    `due_dates` are those of the clocks its service starts: once served they are facts, whatever a later computation
    says. `about` is the number of the entry that made it owed, None where it tells of all that did so far.
    """

    notice: str
    party: str
    language: str
    documents: tuple[DocumentRef, ...]
    due_dates: tuple[ServedDueDate, ...] = ()
    about: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Deposited(Payload):
    """A notice or the determination handed to the carrier, or sent: service by mail is complete then (CCP 1013(a)).

    `proof` is the proof of service made out for it, where there is one. `anew` says, of what was served a second time,
    why the party's rights run from this service; where it is empty they run from the first.
    """

    notice: str
    party: str
    method: str
    proof: tuple[DocumentRef, ...] = ()
    anew: str = field(default="", metadata=ADDED_LATER)


@dataclass(frozen=True, slots=True, kw_only=True)
class Received(Payload):
    """A party's receipt of a notice or of the determination."""

    notice: str
    party: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MailReturned(Payload):
    """Mail that came back, with the carrier's reason."""

    notice: str
    party: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordsReceived(Payload):
    """Medical records from one party, document by document. Completeness is derived from these, never entered."""

    party: str
    documents: tuple[MedicalRecord, ...]
    method: str = "electronic"


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordsAskedFor(Payload):
    """One party asked for papers that the record lacks, each named in words. It moves no clock: what was due stays
    due.
    """

    party: str
    records: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferredWithoutRecords(Payload):
    """The case goes to review although the payer's records never came; why, and what was tried."""

    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ConvertedToExpedited(Payload):
    """A regular review made expedited on a written certification of imminent and serious threat."""

    certified_by: str
    documents: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ExtensionGranted(Payload):
    """The regulator's approval of a longer period: the rule that allows it, the days given and why."""

    rule: str
    days: int
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AdministratorChanged(Payload):
    """Another claims administrator answers for the claim from the given day, and takes the place of the one before.

    `name` is who is written to there, the organisation itself where empty. Entries from before addresses were asked
    have none: they put nobody in another's place.
    """

    effective_on: dt.date
    organisation: str
    name: str = field(default="", metadata=ADDED_LATER)
    address: tuple[str, ...] = field(default=(), metadata=ADDED_LATER)
    language: str = field(default="en", metadata=ADDED_LATER)
