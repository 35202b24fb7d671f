"""Payloads after, or instead of, a determination: carrying out, challenge, correction, ending, publication."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from evenhand.docket.party import DocumentRef
from evenhand.docket.review import LineFinding
from evenhand.treatment import DisputedTreatment


@dataclass(frozen=True, slots=True, kw_only=True)
class Implemented:
    """The payer authorised or reimbursed one line."""

    line: str
    how: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PetitionFiled:
    """A verified petition against the determination, by party and ground."""

    party: str
    grounds: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SetAside:
    """The adjudicator set the determination aside, on the ground named."""

    ground: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Remanded:
    """The dispute goes to a different organisation, or to a different reviewer in the same one."""

    to_organisation: str
    instruction: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Corrected:
    """A clerical correction: what stood, what stands now. Never an outcome, units or reasons."""

    field: str
    was: str
    becomes: str
    document: DocumentRef


@dataclass(frozen=True, slots=True, kw_only=True)
class SupplementalIssued:
    """A determination on lines of the request that the application, and so the first determination, omitted.

    `treatments` are the omitted lines; `reviewer` the physician who found on them.
    """

    reviewer: str
    treatments: tuple[DisputedTreatment, ...]
    findings: tuple[LineFinding, ...]
    documents: tuple[DocumentRef, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reopened:
    """The regulator opens a closed case again."""

    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Withdrawn:
    """The worker's side withdraws the application, in a signed paper."""

    party: str
    is_signed: bool
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LineWithdrawn:
    """The requesting physician withdraws one line."""

    line: str
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LineAuthorised:
    """The payer authorises one line in writing; the others continue."""

    line: str
    units: Decimal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LineSettled:
    """A settlement or award resolves the dispute over one line."""

    line: str
    instrument: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ApplicantDied:
    """The applicant died; who goes on in the matter, when known."""

    died_on: dt.date
    successor: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class GuardianAppointed:
    """A guardian or conservator acts for the applicant."""

    party: str
    appointed_on: dt.date


@dataclass(frozen=True, slots=True, kw_only=True)
class FeeCharged:
    """The fee of the review, in United States dollars, with the row of the schedule it comes from."""

    amount: Decimal
    basis: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """The de-identified decision is public."""

    document: DocumentRef


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenDown:
    """A published decision is withdrawn from the public."""

    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Struck:
    """An earlier entry, by number, was a mistake; it stays in the docket and counts no more."""

    entry: int
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Closed:
    """The matter is at its end."""

    reason: str
