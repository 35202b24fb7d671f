"""Disputed treatments: the lines of a request for authorization, in its own words, and the parts each line bundles."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum


class Outcome(StrEnum):
    """The word a determination prints for a line. It always speaks of the *denial*: upheld means it stands."""

    UPHELD = "UPHELD"
    OVERTURNED = "OVERTURNED"
    OVERTURNED_IN_PART = "OVERTURNED_IN_PART"


class Necessity(StrEnum):
    """What the physician found of a line or component: the fact stored, from which the Outcome's word is derived."""

    NECESSARY = "necessary"
    NOT_NECESSARY = "not_necessary"
    NECESSARY_IN_PART = "necessary_in_part"


_WORD = {
    Necessity.NECESSARY: Outcome.OVERTURNED,
    Necessity.NOT_NECESSARY: Outcome.UPHELD,
    Necessity.NECESSARY_IN_PART: Outcome.OVERTURNED_IN_PART,
}


def outcome(necessity: Necessity) -> Outcome:
    """The word for a necessity finding: medically necessary overturns the denial, not necessary upholds it (LC
    4610.6(c), (e)).
    """
    return _WORD[necessity]


_COUNTED_BY_NAME = (
    "application appointment bottle box brace can capsule carton case container course day device dose encounter "
    "hour injection inhaler jar kit level mile month night pack package packet pad pair patch pen piece pill "
    "procedure rental roll session set suppository syringe tablet test treatment tube unit vial visit week "
)
_COUNTABLE = frozenset(_COUNTED_BY_NAME.split())
"""The units that requests count by name; a measure such as mg or ml is the same for every amount."""
_PLURAL = {"box": "boxes", "patch": "patches", "brace": "braces", "study": "studies", "suppository": "suppositories"}


def counted(unit: str, amount: Decimal) -> str:
    """A unit of a request in the form its amount asks for: 1 session, 12 sessions. A unit of other words, or one that
    is not counted by name, stays as it was written.
    """
    if amount == 1:
        return next((name for name in _forms() if unit == _plural(name)), unit)
    return _plural(unit) if unit in _forms() else unit


def _forms() -> frozenset[str]:
    return _COUNTABLE | _PLURAL.keys()


def _plural(name: str) -> str:
    return _PLURAL.get(name, f"{name}s")


@dataclass(frozen=True, slots=True, kw_only=True)
class Units:
    """How much of a treatment: what was requested, what of it the payer already authorised, and so what is disputed.

    `unit` is the word of the request ("session", "tablet"); amounts count those units. `None` means the paper does
    not say.
    """

    unit: str
    requested: Decimal | None = None
    authorised: Decimal | None = None

    @property
    def disputed(self) -> Decimal | None:
        """Requested less authorised; None where the request states no amount."""
        if self.requested is None:
            return None
        return self.requested - (self.authorised or Decimal(0))


@dataclass(frozen=True, slots=True, kw_only=True)
class Component:
    """One part of a line that may fare otherwise than its neighbours: a modality, a drug with dose and days, a body
    part.
    """

    id: str
    words: str
    category: str = ""
    body_part: str = ""
    code_slot: str = ""
    """A place for the payer's procedure code; descriptors are licensed and never stored."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DisputedTreatment:
    """One line of the request for authorization that utilization review denied or modified (LC 4610.5(c)(1)).

    `words` are the request's own; `given_already` tells whether the service was rendered before the dispute, which
    decides between authorising and reimbursing; `sudden_stop_may_harm` asks the letter for a safety sentence.
    """

    id: str
    words: str
    units: Units
    components: tuple[Component, ...] = ()
    given_already: bool = False
    sudden_stop_may_harm: bool = False
