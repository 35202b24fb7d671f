"""Payloads after, or instead of, a determination: carrying out, challenge, correction, ending, publication."""

import datetime as dt
from dataclasses import dataclass, field
from dataclasses import field as dataclass_field
from decimal import Decimal
from enum import StrEnum

from evenhand.codec import ADDED_LATER
from evenhand.docket.party import Capacity, DocumentRef
from evenhand.docket.payload import Payload
from evenhand.docket.review import LineFinding
from evenhand.treatment import DisputedTreatment


@dataclass(frozen=True, slots=True, kw_only=True)
class Implemented(Payload):
    """The payer authorised or reimbursed one line."""

    line: str
    how: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PetitionFiled(Payload):
    """A verified petition against the determination, by party and ground.

    `lines` are those it challenges; where it names none, those decided against the party.
    """

    party: str
    grounds: tuple[str, ...]
    lines: tuple[str, ...] = field(default=(), metadata=ADDED_LATER)


class PetitionEnd(StrEnum):
    """How a petition ends that sets nothing aside."""

    DENIED = "denied"
    DISMISSED = "dismissed"


@dataclass(frozen=True, slots=True, kw_only=True)
class PetitionDenied(Payload):
    """The adjudicator denied or dismissed the petition of a party; `order` is its paper, by title and day."""

    party: str
    how: PetitionEnd
    order: str


@dataclass(frozen=True, slots=True, kw_only=True)
class UrFoundUntimely(Payload):
    """The adjudicator found the decision under review untimely once the review had begun: the review ends, and the
    adjudicator decides the treatment. `order` is its paper, by title and day.
    """

    order: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SetAside(Payload):
    """The adjudicator set the determination aside, on the ground named, for a `fact` found wrong.

    `lines` are those it sets aside, where it names none those petitioned against; the others stand. `order` is its
    paper, by title and day.
    """

    ground: str
    fact: str = field(default="", metadata=ADDED_LATER)
    lines: tuple[str, ...] = field(default=(), metadata=ADDED_LATER)
    order: str = field(default="", metadata=ADDED_LATER)


@dataclass(frozen=True, slots=True, kw_only=True)
class Remanded(Payload):
    """The dispute goes to a different organisation, or to a different reviewer in the same one.

    `lines` are those to be decided anew, where it names none those set aside; `ground`, `fact` and `order` as in the
    setting aside.
    """

    to_organisation: str
    instruction: str = ""
    ground: str = field(default="", metadata=ADDED_LATER)
    fact: str = field(default="", metadata=ADDED_LATER)
    lines: tuple[str, ...] = field(default=(), metadata=ADDED_LATER)
    order: str = field(default="", metadata=ADDED_LATER)


@dataclass(frozen=True, slots=True, kw_only=True)
class Corrected(Payload):
    """A clerical correction: what stood, what stands now. Only of a field that the programme lists as clerical.

    `without_seal` and `without_time_stamp` as of a determination.
    """

    field: str
    was: str
    becomes: str
    document: DocumentRef
    without_seal: str = dataclass_field(default="", metadata=ADDED_LATER)
    without_time_stamp: str = dataclass_field(default="", metadata=ADDED_LATER)


@dataclass(frozen=True, slots=True, kw_only=True)
class SupplementalIssued(Payload):
    """A determination on lines of the request that the application, and so the first determination, omitted.

    `treatments` are the omitted lines; `reviewer` the physician who found on them,
    by the id in this case: the parties read this. `without_seal` and `without_time_stamp` as of a determination.
    """

    reviewer: str
    treatments: tuple[DisputedTreatment, ...]
    findings: tuple[LineFinding, ...]
    documents: tuple[DocumentRef, ...]
    without_seal: str = dataclass_field(default="", metadata=ADDED_LATER)
    without_time_stamp: str = dataclass_field(default="", metadata=ADDED_LATER)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reopened(Payload):
    """The regulator opens a closed case again."""

    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Withdrawn(Payload):
    """The worker's side withdraws the application, in a signed paper."""

    party: str
    is_signed: bool
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LineWithdrawn(Payload):
    """The requesting physician withdraws one line."""

    line: str
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LineAuthorised(Payload):
    """The payer authorises one line in writing; the others continue."""

    line: str
    units: Decimal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LineSettled(Payload):
    """A settlement or award resolves the dispute over one line.

    `instrument` is its title and day, `form` what sort of instrument it is (one the programme lists), `order` the order
    that approves it, by title and day, where such an instrument needs one.
    """

    line: str
    instrument: str
    form: str = field(default="", metadata=ADDED_LATER)
    order: str = field(default="", metadata=ADDED_LATER)


@dataclass(frozen=True, slots=True, kw_only=True)
class LiabilityContested(Payload):
    """After the decision under review the payer disputes liability for a reason other than necessity, of the lines
    named, of all where none is named. What it suspends is the programme's to say.
    """

    reason: str
    lines: tuple[str, ...] = ()
    paper: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ApplicantDied(Payload):
    """The applicant died; who goes on in the matter, when known."""

    died_on: dt.date
    successor: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class GuardianAppointed(Payload):
    """A guardian, guardian ad litem or conservator acts for the applicant, or a successor in the applicant's place.

    `party` is the one acted for. Whoever acts takes part from then on where `name` is given; `paper` is the order or
    other paper it rests on, by title and day.
    """

    party: str
    appointed_on: dt.date
    capacity: Capacity = field(default=Capacity.GUARDIAN, metadata=ADDED_LATER)
    name: str = field(default="", metadata=ADDED_LATER)
    organisation: str = field(default="", metadata=ADDED_LATER)
    address: tuple[str, ...] = field(default=(), metadata=ADDED_LATER)
    language: str = field(default="en", metadata=ADDED_LATER)
    paper: str = field(default="", metadata=ADDED_LATER)


@dataclass(frozen=True, slots=True, kw_only=True)
class FeeCharged(Payload):
    """The fee of the review, in United States dollars, with the row of the schedule it comes from."""

    amount: Decimal
    basis: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Published(Payload):
    """The de-identified decision is public."""

    document: DocumentRef


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenDown(Payload):
    """A published decision is withdrawn from the public."""

    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Struck(Payload):
    """An earlier entry, by number, was a mistake; it stays in the docket and counts no more."""

    entry: int
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Closed(Payload):
    """The matter is at its end."""

    reason: str
