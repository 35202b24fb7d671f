"""What the assignment of a queue gives. It stands apart from the assigning, so that whoever only shows an outcome needs
no solver.
"""

from dataclasses import dataclass

from evenhand.panel.matching.unassigned import Shortage


@dataclass(frozen=True, slots=True, kw_only=True)
class Assigned:
    """A case given to a reviewer, with the fit and its sentence, the points it costs without load, and the lot."""

    case: str
    reviewer: str
    score: int
    sentence: str
    points: int
    lot: int


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadChange:
    """A reviewer's share of capacity used, in percent, before and after the batch, and the cases given in it."""

    reviewer: str
    before: int
    after: int
    given: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """The outcome: who gets what, what nobody can take and why, the load before and after, the seed it was drawn by."""

    seed: str
    assigned: tuple[Assigned, ...]
    unassigned: tuple[Shortage, ...]
    loads: tuple[LoadChange, ...]
    cost: int
    arcs: int
