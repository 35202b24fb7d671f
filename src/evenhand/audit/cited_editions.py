"""How the editions that a statement cites stood on the days a letter shows, by the programme's guideline library."""

import datetime as dt
from bisect import bisect
from dataclasses import dataclass, field
from functools import cached_property

from evenhand.guideline.cite import citations
from evenhand.guideline.cited import CitedGuideline
from evenhand.guideline.in_force import CaseDays
from evenhand.guideline.library import Library
from evenhand.guideline.patterns import Patterns
from evenhand.guideline.standing import CitedStanding, Standing, standing

_WRONG = (Standing.SUPERSEDED, Standing.NOT_YET, Standing.NO_SUCH_EDITION)
_EARLIER = dt.timedelta(days=30)
"""A request stands at most so long before the decision on it; the letter shows the decision only."""
_MOST_KEPT = 4096

_Span = tuple[int, int, int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class EditionsCited:
    """How the editions in a statement stood: those that did not count, each with whether that is sure, and whether one
    counted. It is not sure where it turns on the day of the request, which the letter leaves open.
    """

    wrong: tuple[tuple[CitedStanding, bool], ...] = ()
    is_right: bool = False


@dataclass(frozen=True)
class CitedEditions:
    """The library of a programme with what its guidelines are cited by; what was found of a statement is kept."""

    library: Library
    pattern: Patterns
    _read: dict[str, tuple[CitedGuideline, ...]] = field(default_factory=dict, compare=False, repr=False)
    _stood: dict[tuple[str, _Span], EditionsCited] = field(default_factory=dict, compare=False, repr=False)

    @cached_property
    def _changes(self) -> list[dt.date]:
        """The days on which an edition begins to count: between two of them every citation stands the same."""
        days = {adoption.counts_from for adoption in self.library.adoptions}
        return sorted(days | {adoption.since for adoption in self.library.adoptions})

    def stood(self, statement: str, decided: dt.date, denied: dt.date | None) -> EditionsCited:
        """How the editions that a statement cites stood in a case decided and denied on these days."""
        requested = denied or decided
        days = (decided, requested, decided - _EARLIER, requested - _EARLIER)
        first, second, third, fourth = (bisect(self._changes, day) for day in days)
        key = statement, (first, second, third, fourth)
        told = self._stood.get(key)
        if told is None:
            if len(self._stood) >= _MOST_KEPT:
                self._stood.clear()
            now, before = (CaseDays(decision=decision, request=request) for decision, request in (days[:2], days[2:]))
            told = self._stood[key] = self._compared(self._cited(statement), now, before)
        return told

    def _compared(self, cited: tuple[CitedGuideline, ...], now: CaseDays, before: CaseDays) -> EditionsCited:
        stands = [(each, standing(each, self.library, now)) for each in cited]
        return EditionsCited(
            wrong=tuple(
                [
                    (stand, standing(each, self.library, before).standing is stand.standing)
                    for each, stand in stands
                    if stand.standing in _WRONG
                ]
            ),
            is_right=any(stand.standing is Standing.IN_FORCE for _, stand in stands),
        )

    def _cited(self, statement: str) -> tuple[CitedGuideline, ...]:
        told = self._read.get(statement)
        if told is None:
            if len(self._read) >= _MOST_KEPT:
                self._read.clear()
            told = self._read[statement] = citations(statement, self.pattern)
        return told
