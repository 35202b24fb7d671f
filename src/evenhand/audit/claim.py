"""What an audit says: a claim or a question, of what kind, about which lines, with both passages and whose paper it
is."""

from dataclasses import dataclass, field
from enum import StrEnum

from evenhand.finding import Finding, Place


class Kind(StrEnum):
    """What contradicts what; the list is closed."""

    QUANTITY = "quantity"
    SIDE = "side"
    BODY_PART = "body_part"
    DATE = "date"
    DOSE = "dose"
    DRUG = "drug"
    SEX = "sex"
    AGE = "age"
    OUTCOME_VS_REASONS = "outcome_vs_reasons"
    ABSENCE_CONTRADICTED = "absence_contradicted"
    GUIDELINE_BODY_PART = "guideline_body_part"
    GUIDELINE_PHASE = "guideline_phase"
    EDITION = "edition"
    PAGE_AS_SECTION = "page_as_section"
    BUNDLE = "bundle"
    COPIED_REASONS = "copied_reasons"
    WRONG_TEST = "wrong_test"
    NOT_ANSWERED = "not_answered"
    OTHER = "other"


class Party(StrEnum):
    """Whose fault a finding speaks of."""

    REVIEWER = "reviewer"
    """The reviewer's, or the review organization's."""
    PAYER = "payer"
    """The administrator's, which leaves the determination as it is."""
    FORM = "form"
    """The printed form's: what every letter of that program and year lacks."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """Words of the letter and where they stand."""

    words: str
    place: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim(Finding):
    """One thing that an audit says of a letter.

    `lines` are the disputed treatments it speaks of, counted from 1, none where it speaks of the letter as a whole.
    A `prompt` asks and never counts against a letter. `passage` is what it is about, `against` what that passage
    contradicts.
    """

    kind: Kind = Kind.OTHER
    lines: tuple[int, ...] = ()
    prompt: bool = False
    party: Party = Party.REVIEWER
    passage: Passage | None = None
    against: tuple[Passage, ...] = field(default=())
