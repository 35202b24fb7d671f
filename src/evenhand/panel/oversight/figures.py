"""Figures of single reviewers: how much they were given and decided, how long it took, what they found, what came back.

They are for the roles the house names, the medical director and the regulator: with few cases figures point to people
and to cases. What somebody found counts only once the determination has been issued.
"""

import datetime as dt
import statistics
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from evenhand.docket.aftermath import Remanded, Struck
from evenhand.docket.entry import Docket, DocketEntry
from evenhand.docket.party import Role
from evenhand.docket.review import DeterminationIssued, DeterminationSigned, ReviewerAssigned, ReviewerRecused
from evenhand.panel.oversight.disclosure import may_see_figures
from evenhand.panel.requirements.policy import DisclosurePolicy
from evenhand.treatment import Necessity


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewerFigures:
    """One reviewer's figures: cases `assigned`, `decided` and issued, left (`stepped_down`), decided and then
    `sent_back`; the lines decided by what was found of them; the days from assignment to signature, in order.
    """

    reviewer: str
    assigned: int
    decided: int
    stepped_down: int
    sent_back: int
    lines: Mapping[Necessity, int]
    days: tuple[int, ...]

    @property
    def median_days(self) -> float | None:
        """The median of the days from assignment to signature; None before anything was decided."""
        return statistics.median(self.days) if self.days else None


@dataclass(slots=True)
class _Sum:
    assigned: int = 0
    decided: int = 0
    stepped_down: int = 0
    sent_back: int = 0
    lines: Counter[Necessity] = field(default_factory=Counter)
    days: list[int] = field(default_factory=list)


def reviewer_figures(
    dockets: Iterable[Docket], asked_by: Role, policy: DisclosurePolicy
) -> Mapping[str, ReviewerFigures]:
    """The figures of every reviewer in these dockets, by opaque id. Raises ValueError for a role that may not see them:
    ask `may_see_figures` first.
    """
    if not may_see_figures(asked_by, policy):
        raise ValueError(f"figures of single reviewers are not for the role {asked_by}")
    sums: dict[str, _Sum] = defaultdict(_Sum)
    for docket in dockets:
        _Review(sums).follow(docket)
    return {
        name: ReviewerFigures(
            reviewer=name,
            assigned=total.assigned,
            decided=total.decided,
            stepped_down=total.stepped_down,
            sent_back=total.sent_back,
            lines=dict(total.lines),
            days=tuple(sorted(total.days)),
        )
        for name, total in sorted(sums.items())
    }


class _Review:
    """The review on one docket, followed entry by entry: who sits since when, who signed what, who decided it."""

    def __init__(self, sums: dict[str, _Sum]) -> None:
        self._sums = sums
        self._seated: dict[str, dt.date] = {}
        self._signed: dict[str, tuple[dt.date, DeterminationSigned]] = {}
        self._decided: list[str] = []

    def follow(self, docket: Docket) -> None:
        struck = {entry.payload.entry for entry in docket.entries if isinstance(entry.payload, Struck)}
        for entry in docket.entries:
            if entry.number not in struck:
                self._take(entry)

    def _take(self, entry: DocketEntry) -> None:
        payload = entry.payload
        if isinstance(payload, ReviewerAssigned):
            self._seated[payload.reviewer] = entry.on
            self._sums[payload.reviewer].assigned += 1
        elif isinstance(payload, ReviewerRecused):
            self._seated.pop(payload.reviewer, None)
            self._signed.pop(payload.reviewer, None)
            self._sums[payload.reviewer].stepped_down += 1
        elif isinstance(payload, DeterminationSigned) and payload.reviewer in self._seated:
            self._signed[payload.reviewer] = entry.on, payload
        elif isinstance(payload, DeterminationIssued):
            self._issue()
        elif isinstance(payload, Remanded):
            for name in self._decided:
                self._sums[name].sent_back += 1
            self._seated, self._decided = {}, []

    def _issue(self) -> None:
        for name, (signed_on, payload) in self._signed.items():
            known = self._sums[name]
            known.decided += 1
            known.days.append((signed_on - self._seated[name]).days)
            known.lines.update(finding.necessity for finding in payload.findings)
        self._decided, self._signed = list(self._signed), {}
