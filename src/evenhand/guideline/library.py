"""The library of guidelines: editions, what adopts them since when and for what, and recommendations as facts.

No sentence of a guideline stands in it: a recommendation is what is recommended, within which limits, where it stands
in the guideline, and how anybody here knows. Licensed text is pointed to and opened under the licensee's own link.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from evenhand.citation import VerificationStatus
from evenhand.guideline.conventions import Conventions


class Basis(StrEnum):
    """The day that decides whether an edition counts: of the request, of the service, or of the decision."""

    REQUEST = "request"
    SERVICE = "service"
    DECISION = "decision"


class Confidence(StrEnum):
    """How anybody here knows what a recommendation says, best first."""

    SEEN = "seen"
    """What is recommended and its limits were read in the source named."""
    IN_DECISION = "in_decision"
    """As a reviewer states the guideline in a published determination: one reading, sometimes wrong."""
    STANCE_ONLY = "stance_only"
    """What is recommended was read; limits and pages were not."""
    UNVERIFIED = "unverified"
    """Read in no source: it only asks for the page to be checked."""

    @property
    def words(self) -> str:
        """The confidence in words for a person."""
        return _CONFIDENCE[self]


_CONFIDENCE = {
    Confidence.SEEN: "read in the source",
    Confidence.IN_DECISION: "as a reviewer states it in a published determination: check it",
    Confidence.STANCE_ONLY: "its limits and pages were not read: check them",
    Confidence.UNVERIFIED: "not read by anybody here",
}


class Stance(StrEnum):
    """What a guideline says of a treatment."""

    RECOMMENDED = "recommended"
    OPTION = "recommended_as_an_option"
    WITH_CRITERIA = "recommended_with_criteria"
    NOT_RECOMMENDED = "not_recommended"
    UNDER_STUDY = "under_study"
    NONE = "no_recommendation"

    @property
    def words(self) -> str:
        """The stance as a sentence uses it: "not recommended"."""
        return self.value.replace("_", " ")


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """An edition of a guideline: whose, its title, the day or year it bears (empty where it has none), and the labels
    under which it is cited.
    """

    id: str
    body: str
    title: str
    dated: str
    labels: tuple[str, ...]
    source: str
    status: VerificationStatus
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Adoption:
    """An edition in the schedule of a programme: for which topics (the first names the line of its successors), under
    which section of law, since and until when, and for what.

    `basis` is the day that decides, `counts_from` the first such day; without a basis the order names none and the day
    of the decision is taken. `until` is None where no successor was seen.
    """

    edition: Edition
    topics: tuple[str, ...]
    section: str
    chapter: str
    since: dt.date
    until: dt.date | None
    basis: Basis | None
    counts_from: dt.date
    source: str
    status: VerificationStatus
    note: str = ""

    @property
    def line(self) -> str:
        """What tells the editions that follow one another: the first topic."""
        return self.topics[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class Outside:
    """An edition, or chapters of one, that the schedule has not adopted, and why that is said."""

    edition: Edition
    chapters: tuple[str, ...]
    reason: str
    source: str
    status: VerificationStatus


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit:
    """A limit of a recommendation: its name and numbers, or its words where it has none. Numbers count what the name
    says (visits, weeks, mg per day).
    """

    name: str
    least: Decimal | None = None
    most: Decimal | None = None
    more_than: Decimal | None = None
    value: Decimal | None = None
    words: str = ""

    def __str__(self) -> str:
        """The limit as a person reads it: `visits total 4 to 6`."""
        if self.least is not None and self.most is not None:
            return f"{self.name} {self.least} to {self.most}"
        numbers = ((self.least, "at least "), (self.most, "at most "), (self.more_than, "more than "), (self.value, ""))
        told = [f"{words}{number}" for number, words in numbers if number is not None]
        return " ".join(filter(None, [self.name, *told, self.words]))


@dataclass(frozen=True, slots=True, kw_only=True)
class Recommendation:
    """What an edition says of a treatment, as a fact.

    `stance`, `limits` and `criteria` are empty as far as nobody has read them; `pages_read` tells whether the page
    numbers were seen in a source.
    """

    id: str
    edition: Edition
    treatment: str
    names: tuple[str, ...]
    applies_to: str
    stance: Stance | None
    limits: tuple[Limit, ...]
    criteria: tuple[str, ...]
    pages: str
    pages_read: bool
    section: str
    sources: tuple[str, ...]
    confidence: Confidence

    @property
    def prompt(self) -> str:
        """What a person has to check before relying on it; empty where everything was read."""
        if self.confidence is Confidence.SEEN and (self.pages_read or not self.pages):
            return ""
        where = f"page {self.pages}" if self.pages else "the text"
        section = f", section {self.section!r}" if self.section else ""
        return f"Check {where} of {self.edition.title}, {self.edition.dated or 'as current'}{section}."


@dataclass(frozen=True, slots=True, kw_only=True)
class Library:
    """Everything known of guidelines in a programme."""

    conventions: Conventions
    editions: Mapping[str, Edition]
    adoptions: tuple[Adoption, ...]
    outside: tuple[Outside, ...]
    recommendations: tuple[Recommendation, ...]

    @property
    def topics(self) -> tuple[str, ...]:
        """Every topic of the schedule, each once, in the order of the file."""
        return tuple(dict.fromkeys(topic for adoption in self.adoptions for topic in adoption.topics))


def pointer(edition: Edition, links: Mapping[str, str], *, section: str = "", pages: str = "") -> str:
    """Where the licensee's own copy of an edition opens: the link that they set for its body, with {edition},
    {section} and {pages} filled in; empty where they set none.
    """
    link = links.get(edition.body, "")
    for name, value in (("edition", edition.dated), ("section", section), ("pages", pages)):
        link = link.replace(f"{{{name}}}", value.replace(" ", "%20"))
    return link
