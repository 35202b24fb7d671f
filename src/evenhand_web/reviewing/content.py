"""What a draft says, part by part, as values: nothing in it is filled in beforehand, and nothing is ever proposed."""

from dataclasses import dataclass
from typing import Any, TypeVar

from evenhand.codec import from_plain, to_plain
from evenhand.determination.model import ContraryReport, EvidenceCitation, RecordFact, SummaryParagraph
from evenhand.finding import Place
from evenhand.treatment import Necessity

SUMMARY, STATEMENT, LINE = "summary", "statement", "line:"
"""The parts of a draft. A line's part is named after the line."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PartText:
    """What is said of one part of a line so far."""

    component: str
    necessity: Necessity | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LineText:
    """What is said of one line so far.

    `reused` names the line whose reasons were taken over; `adopted` says that the physician stands by reasons used
    twice for this line too.
    """

    necessity: Necessity | None = None
    question: str = ""
    answer: str = ""
    standard: str = ""
    higher_tiers: str = ""
    facts: tuple[RecordFact, ...] = ()
    citations: tuple[EvidenceCitation, ...] = ()
    parts: tuple[PartText, ...] = ()
    contrary: tuple[ContraryReport, ...] = ()
    reused: str = ""
    adopted: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SummaryText:
    """The clinical summary so far: a row for each sentence or paragraph, with the page it comes from."""

    paragraphs: tuple[SummaryParagraph, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementText:
    """How the physician's practice fits this case, as the letter tells it."""

    fit: str = ""


Text = LineText | SummaryText | StatementText
T = TypeVar("T", bound=LineText | SummaryText | StatementText)


def kind_of(part: str) -> type[LineText] | type[SummaryText] | type[StatementText]:
    """What a part of a draft holds."""
    if part.startswith(LINE):
        return LineText
    return SummaryText if part == SUMMARY else StatementText


def kept(text: Text) -> Any:
    """A text as its row keeps it: plain values for JSON, which `read` makes a text again."""
    return to_plain(text)


def read(kind: type[T], content: Any) -> T:
    """A text as it was stored; raises ValueError for a row that somebody changed behind our back."""
    value, findings = from_plain(kind, content, Place(key="draft"), "DRAFT")
    if value is None:
        raise ValueError(f"a stored draft cannot be read: {len(findings)} faults")
    return value
