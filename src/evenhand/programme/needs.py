"""What the software needs of a programme: the meaning of a few flags, the kinds of entry without which no case runs,
and the clock of the determination. Every other name is the programme's own.

A flag's meaning follows from the event that raises it, or is declared under `[flags]` of `programme.toml`. A kind that
a programme leaves out is one that nobody enters under it.
"""

from collections.abc import Mapping
from enum import StrEnum
from typing import NamedTuple

from evenhand.docket.kind import EntryKind


class Meaning(StrEnum):
    """What the software has to know of a case by a flag."""

    ELIGIBLE = "eligible"
    DEFERRED = "deferred"
    EXPEDITED = "expedited"
    DOCUMENTED = "documented"
    SIGNED = "signed"
    ISSUED = "issued"


class FlagNeed(NamedTuple):
    """A flag that is needed: its meaning, the event that raises it, whether it may be missing, and what for."""

    meaning: Meaning
    raised_by: str
    is_needed: bool
    why: str


FLAGS: tuple[FlagNeed, ...] = (
    FlagNeed(Meaning.ELIGIBLE, "eligibility_found:eligible", True, "who may be joined and assigned"),
    FlagNeed(Meaning.DEFERRED, "eligibility_found:deferred", False, "what a dispute over liability holds up"),
    FlagNeed(Meaning.EXPEDITED, "priority:expedited", False, "which cases run in haste"),
    FlagNeed(Meaning.DOCUMENTED, "documentation_received", True, "which cases wait for a physician"),
    FlagNeed(Meaning.SIGNED, "determination_signed", True, "which cases wait for release"),
    FlagNeed(Meaning.ISSUED, "determination_issued", True, "which cases are decided"),
)
"""Every flag whose meaning the software knows."""

KINDS: Mapping[EntryKind, str] = {
    EntryKind.APPLICATION_RECEIVED: "a case begins with it",
    EntryKind.UR_DECISION_FILED: "it is what is reviewed",
    EntryKind.ELIGIBILITY_FOUND: "it says whether there is a review",
    EntryKind.ASSIGNED: "it gives the case to the organization",
    EntryKind.NOTICE_ISSUED: "it tells of every letter",
    EntryKind.DEPOSITED: "it tells of every service",
    EntryKind.RECORDS_RECEIVED: "the record is what is decided on",
    EntryKind.REVIEWER_ATTESTED: "nobody decides without an oath",
    EntryKind.REVIEWER_ASSIGNED: "somebody has to decide",
    EntryKind.DETERMINATION_SIGNED: "it is the decision",
    EntryKind.DETERMINATION_ISSUED: "it ends the review",
    EntryKind.STRUCK: "a mistake is struck by it",
}
"""The kinds of entry that somebody must be able to make under every programme, each with why."""

DECIDING_EVENTS = (
    "determination_signed",
    "determination_issued",
    "deposited_to_all:determination",
)
"""What ends the time for a determination, in the order in which it happens."""
