"""Payloads from application to eligibility."""

import datetime as dt
from dataclasses import dataclass, field
from enum import StrEnum

from evenhand.codec import ADDED_LATER, INLINE, FactValue, NamedFacts
from evenhand.docket.party import Party
from evenhand.docket.payload import Payload
from evenhand.treatment import DisputedTreatment


class Priority(StrEnum):
    """How fast the law wants the review."""

    REGULAR = "regular"
    EXPEDITED = "expedited"


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

    `facts` are what a programme has every application, or some, state besides: by name, as they are written. What each
    means, and which are required, the programme declares.
    """

    case_number: str
    parties: tuple[Party, ...]
    treatments: tuple[DisputedTreatment, ...]
    is_signed: bool
    ur_decision_attached: bool
    received_by: str = "mail"
    facts: NamedFacts = field(default=(), metadata=INLINE)

    def fact(self, name: str) -> FactValue:
        """A fact by its name, as it is written; None where nobody states it."""
        return dict(self.facts).get(name)


def facts_of(**stated: dt.date | bool | str | None) -> NamedFacts:
    """Facts by name as a docket holds them: days and instants in ISO 8601, in the order of their names."""
    return tuple(sorted((name, _written(value)) for name, value in stated.items()))


def _written(value: dt.date | bool | str | None) -> FactValue:
    if isinstance(value, dt.date):
        return value.isoformat()
    return f"{value}" if isinstance(value, str) else value


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
