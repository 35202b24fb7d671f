"""Payloads on who takes part: who comes in, takes another's place or leaves, and what was written wrongly.

Whoever comes in is known from then on as its role and the number of the entry (`payer-12`). What the application says
of them stays on the docket; letters made after such an entry carry what it says, and no day moves.
"""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from evenhand.docket.party import Capacity
from evenhand.docket.payload import Payload


@dataclass(frozen=True, slots=True, kw_only=True)
class RepresentationChanged(Payload):
    """An attorney or agent comes in for the applicant, takes the place of another (`replaces`, a party), or, where no
    name is given, that one leaves.

    `paper` is the notice of representation, the substitution or the dismissal, by title and day.
    """

    capacity: Capacity
    effective_on: dt.date
    paper: str
    replaces: str = ""
    name: str = ""
    organisation: str = ""
    address: tuple[str, ...] = ()
    language: str = "en"


@dataclass(frozen=True, slots=True, kw_only=True)
class PhysicianChanged(Payload):
    """Another physician treats the applicant: beside the one who requested the treatment, or in the place of a party
    (`replaces`). `paper` is the request or order of the change, by title and day.
    """

    effective_on: dt.date
    paper: str
    name: str
    replaces: str = ""
    organisation: str = ""
    address: tuple[str, ...] = ()
    language: str = "en"
    npi: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PartyCorrected(Payload):
    """A party was written wrongly: this is the right name, and what else is given; what is left empty stays.

    `is_another` tells that the wrong person or company was named, not that a name was misspelt: what was sent to the
    wrong one counts for nobody, and the right one is owed it.
    """

    party: str
    name: str
    reason: str
    organisation: str = ""
    address: tuple[str, ...] = ()
    language: str = ""
    npi: str = ""
    is_another: bool = False


class Particular(StrEnum):
    """What else an application may say wrongly of a case."""

    CLAIM_NUMBER = "claim_number"
    TREATMENT_WORDS = "treatment_words"


@dataclass(frozen=True, slots=True, kw_only=True)
class ParticularCorrected(Payload):
    """The claim number, or the words of a line, were written wrongly: what stood, what stands now, how it is known."""

    particular: Particular
    was: str
    becomes: str
    reason: str
    line: str = ""
