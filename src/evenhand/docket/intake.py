"""Payloads from application to eligibility."""

import datetime as dt
from dataclasses import dataclass, field
from enum import StrEnum

from evenhand.codec import ADDED_LATER
from evenhand.docket.party import Party
from evenhand.docket.payload import Payload
from evenhand.treatment import DisputedTreatment


class Priority(StrEnum):
    """How fast the law wants the review."""

    REGULAR = "regular"
    EXPEDITED = "expedited"


class Track(StrEnum):
    """Which of a programme's periods a dispute runs under."""

    STANDARD = "standard"
    FORMULARY = "formulary"


class UrEffect(StrEnum):
    """What utilization review did to the request."""

    DENIED = "denied"
    MODIFIED = "modified"
    DELAYED = "delayed"
    APPROVED = "approved"


class EligibilityOutcome(StrEnum):
    """The finding on a request for review."""

    ELIGIBLE = "eligible"
    INELIGIBLE = "ineligible"
    DEFERRED = "deferred"


@dataclass(frozen=True, slots=True, kw_only=True)
class ApplicationReceived(Payload):
    """The request for review as it arrived; the entry's day is the day of *receipt*.

    `applicant_is` says in what capacity it was made (employee, agent, guardian, conservator, successor, attorney,
    emergency_provider); a designation
    counts only when signed after the decision under review. `authorization_requested_on` is the day of the request for
    authorization, where a paper states it. `certified_by` is the party who certified in writing that an imminent and
    serious threat makes it expedited, empty where nobody did. `injured_through` is the last day of an injury that went
    on for a time (cumulative trauma), of which `injured_on` is the first.
    """

    case_number: str
    parties: tuple[Party, ...]
    treatments: tuple[DisputedTreatment, ...]
    injured_on: dt.date
    is_signed: bool
    ur_decision_attached: bool
    priority: Priority = Priority.REGULAR
    track: Track = Track.STANDARD
    applicant_is: str = "employee"
    designation_signed_on: dt.date | None = None
    received_by: str = "mail"
    authorization_requested_on: dt.date | None = None
    certified_by: str = ""
    injured_through: dt.date | None = field(default=None, metadata=ADDED_LATER)

    @property
    def last_injured_on(self) -> dt.date:
        """The day of injury; the last day of one that went on for a time."""
        return self.injured_through or self.injured_on


@dataclass(frozen=True, slots=True, kw_only=True)
class UrDecisionFiled(Payload):
    """The utilization review decision under review. Days None are days no paper states.

    `is_conditional` marks a refusal for missing information; `form_enclosed` whether the application form and notice
    went with it; `basis_cited` is the payer's guideline, empty when none was cited.
    """

    decided_on: dt.date
    effect: UrEffect
    service: str
    served_on: dt.date | None = None
    communicated_on: dt.date | None = None
    on_medical_necessity: bool = True
    is_conditional: bool = False
    is_expedited: bool = False
    found_untimely: bool = False
    form_enclosed: bool = True
    liability_disputed: bool = False
    basis_cited: str = ""
    reasons: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DeficiencyNoted(Payload):
    """What the application lacks, by the programme's reason codes, and the day by which it may be cured."""

    reasons: tuple[str, ...]
    cure_by: dt.date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class InformationRequested(Payload):
    """The regulator's or organisation's request for information reasonably needed to decide eligibility."""

    party: str
    request: str
    received_on: dt.date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class InformationAnswered(Payload):
    """A party's answer to such a request."""

    party: str
    answer: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RefusedLine:
    """A line that a finding of eligibility leaves out, and why, by the programme's reason codes."""

    line: str
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class EligibilityFound(Payload):
    """The eligibility finding with its reason codes; `lines` are the treatments it admits (all when empty).

    `refused` gives the reasons for each line that it does not admit.
    """

    outcome: EligibilityOutcome
    reasons: tuple[str, ...] = ()
    lines: tuple[str, ...] = ()
    refused: tuple[RefusedLine, ...] = field(default=(), metadata=ADDED_LATER)


@dataclass(frozen=True, slots=True, kw_only=True)
class DeferralLifted(Payload):
    """Service of the notice showing that the liability dispute is resolved; it starts the window anew."""

    notice_served_on: dt.date
    service: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Consolidated(Payload):
    """Applications joined to this one; each keeps its number, priority and clock."""

    case_numbers: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LineSevered(Payload):
    """A line taken out of a consolidated review so that its own faster clock is not delayed."""

    line: str
    case_number: str
    reason: str
