"""Payloads of the review: the physician, the questions, the signature, the issue."""

from dataclasses import dataclass, field
from enum import StrEnum

from evenhand.codec import ADDED_LATER
from evenhand.docket.party import DocumentRef
from evenhand.docket.payload import Payload
from evenhand.treatment import Necessity


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewerProposed(Payload):
    """A physician proposed for the case, by opaque id."""

    reviewer: str
    reasons: str = ""


class OathMatter(StrEnum):
    """What one point of a physician's oath is about."""

    AFFILIATION = "affiliation"
    """To be free of material affiliation with a subject of the case."""
    REQUIREMENT = "requirement"
    """To be what the law asks of a reviewer."""
    LINE = "line"
    """To know condition, treatment and guidelines of a disputed line."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OathPoint:
    """One point sworn to: `id` is the term of the law, or the line, `name` whom of the case it is about."""

    matter: OathMatter
    id: str
    name: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewerAttested(Payload):
    """The physician's oath: no material affiliation with any of the named persons, and qualified for this treatment.

    `affiliations_denied` and `qualifications` say it in words. `points` are what was sworn, one by one, and `form` the
    digest of the form that asked for them; an oath that was entered in words alone has neither.
    """

    reviewer: str
    affiliations_denied: tuple[str, ...]
    qualifications: str
    form: str = field(default="", metadata=ADDED_LATER)
    points: tuple[OathPoint, ...] = field(default=(), metadata=ADDED_LATER)

    @property
    def says_something(self) -> bool:
        """Whether anything is sworn: points, or the words of both parts of the oath."""
        denied = any(words.strip() for words in self.affiliations_denied)
        return bool(self.points) or (denied and bool(self.qualifications.strip()))


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewerAssigned(Payload):
    """The physician who decides. `qualifications` is all the parties are told."""

    reviewer: str
    qualifications: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewerRecused(Payload):
    """The physician steps down or is taken off, with the reason."""

    reviewer: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SeveralReviewersApproved(Payload):
    """The regulator's written approval of more than one reviewer."""

    count: int
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class IdentityDisclosed(Payload):
    """A reviewer's name was given to somebody outside the organisation: `to` whom, on whose order, and why. `reviewer`
    is the id in this case, for others than the organisation read this.
    """

    reviewer: str
    to: str
    ordered_by: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionAsked(Payload):
    """A reviewer's question to a party, asked in the organization's name and copied to all."""

    party: str
    question: str


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionAnswered(Payload):
    """The party's answer, copied to all."""

    party: str
    answer: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LineFinding:
    """What the physician found of one line."""

    line: str
    necessity: Necessity


@dataclass(frozen=True, slots=True, kw_only=True)
class DeterminationSigned(Payload):
    """One reviewer's signed analysis: the finding on each line and the document that gives the reasons.

    `answers` is the digest of what the reviewer answered to the checks, which stays with the organization; empty where
    no check was made.
    """

    reviewer: str
    findings: tuple[LineFinding, ...]
    document: DocumentRef
    answers: str = field(default="", metadata=ADDED_LATER)


@dataclass(frozen=True, slots=True, kw_only=True)
class DeterminationIssued(Payload):
    """The determination as the organisation issues it; deemed the regulator's own.

    `without_seal` says who decided that it leaves without the organization's seal, and why; `without_time_stamp` why
    its seal carries no time stamp of a third party, where a service was to give one.
    """

    findings: tuple[LineFinding, ...]
    documents: tuple[DocumentRef, ...]
    without_seal: str = field(default="", metadata=ADDED_LATER)
    without_time_stamp: str = field(default="", metadata=ADDED_LATER)
