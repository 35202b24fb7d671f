"""Watching for conflicts: at proposal, attestation and signing, and again whenever the graph of affiliations changes.

An open case whose reviewer has become conflicted stops: nothing may be signed in it until the reviewer is replaced or
a person has cleared the question.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from evenhand.codec import canonical
from evenhand.docket.digest import sha256_hex
from evenhand.panel.ties.affiliations import Affiliations
from evenhand.panel.ties.conflict import Conflict, ConflictIndex
from evenhand.panel.ties.subjects import Subject


class Moment(StrEnum):
    """When a check for conflicts is made."""

    PROPOSAL = "proposal"
    ATTESTATION = "attestation"
    SIGNING = "signing"
    GRAPH_CHANGED = "graph_changed"


@dataclass(frozen=True, slots=True, kw_only=True)
class ConflictCheck:
    """A check that was made: of whom, in which case, when and on which state of the graph, and what it found."""

    case: str
    reviewer: str
    moment: Moment
    on: dt.date
    graph: str
    conflicts: tuple[Conflict, ...]

    @property
    def stops(self) -> bool:
        """Whether the case stops: something bars, or waits for a person."""
        return bool(self.conflicts)

    @property
    def words(self) -> str:
        """The result in words, for the case's record."""
        if not self.conflicts:
            return f"No conflict of {self.reviewer} found at {self.moment} on {self.on}."
        told = " ".join(conflict.words for conflict in self.conflicts)
        return f"The case stops: {self.reviewer}, checked at {self.moment} on {self.on}. {told}"


def graph_fingerprint(graph: Affiliations) -> str:
    """The SHA-256 of a graph of affiliations, by which a check says on what it rests."""
    return sha256_hex(canonical(graph))


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenAssignment:
    """A reviewer sitting on an open case, with the case's subjects."""

    case: str
    reviewer: str
    subjects: tuple[Subject, ...]


def check(index: ConflictIndex, assignment: OpenAssignment, moment: Moment, on: dt.date, graph: str) -> ConflictCheck:
    """The check of one reviewer in one case; `graph` is the fingerprint of the graph the index was built from."""
    conflicts = index.conflicts(assignment.subjects).get(assignment.reviewer, ())
    return ConflictCheck(
        case=assignment.case, reviewer=assignment.reviewer, moment=moment, on=on, graph=graph, conflicts=conflicts
    )


def stopped(
    index: ConflictIndex, assignments: Iterable[OpenAssignment], on: dt.date, graph: str
) -> tuple[ConflictCheck, ...]:
    """The open cases that stop now that the graph has changed."""
    checks = (check(index, assignment, Moment.GRAPH_CHANGED, on, graph) for assignment in assignments)
    return tuple(conflict_check for conflict_check in checks if conflict_check.stops)
