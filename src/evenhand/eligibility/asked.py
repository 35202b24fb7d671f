"""What is asked when an application is read against one reason, and how it is answered."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from evenhand.docket.intake import ApplicationReceived, UrDecisionFiled
from evenhand.docket.kind import EntryKind
from evenhand.finding import Provenance
from evenhand.procedure.state import CaseState
from evenhand.programme.model import Programme


@dataclass(frozen=True, slots=True, kw_only=True)
class EarlierApplication:
    """An application of the same applicant: its number, the day of the decision it disputed, its lines, whether it
    was decided; the reason codes for which it was refused, and whether it was withdrawn.
    """

    case_number: str
    ur_decided_on: dt.date
    lines: tuple[str, ...]
    is_decided: bool
    refused_for: tuple[str, ...] = ()
    is_withdrawn: bool = False


class UnjudgedPair(NamedTuple):
    """A case that reads as one application with this one, and of which nobody has said what the two are: its number,
    how alike the two are of 100, and why.
    """

    case_number: str
    score: int
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """All a check may look at. `facts` are those of the version of its rule in force."""

    state: CaseState
    programme: Programme
    application: ApplicationReceived
    ur: UrDecisionFiled | None
    earlier: tuple[EarlierApplication, ...]
    as_of: dt.datetime
    facts: Mapping[str, Any]
    law_on: dt.date | None
    unjudged: tuple[UnjudgedPair, ...] = ()


Answer = tuple[bool | None, str, Provenance]
"""Whether the bar stands (None: a person must look), the sentence that says why or why not, and the provenance of what
that rests on.
"""


def provenance_in(asked: Asked, kind: EntryKind, *fields: str) -> Provenance:
    """The least sure provenance among fields of the last entry of a kind; stated where there is none."""
    event = asked.state.last(kind.value)
    if event is None:
        return Provenance.STATED
    entry = asked.state.docket.entries[event.entry - 1]
    return max((entry.provenance_of(field) for field in fields), key=lambda provenance: provenance.rank)
