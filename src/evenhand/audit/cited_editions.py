"""How the editions that a statement cites stood on the days a letter shows, by the programme's guideline library."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field

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


@dataclass(frozen=True, slots=True)
class CitedEditions:
    """The library of a programme with what its guidelines are cited by; statements already read are kept."""

    library: Library
    pattern: Patterns
    _read: dict[str, tuple[CitedGuideline, ...]] = field(default_factory=dict, compare=False, repr=False)

    def wrong(self, statement: str, decided: dt.date, denied: dt.date | None) -> Iterator[tuple[CitedStanding, bool]]:
        """Each citation of an edition that did not count, or that there is none of.

        The flag tells whether that is sure; not where it turns on the day of the request, which the letter leaves open.
        """
        for cited in self._cited(statement):
            stand = standing(cited, self.library, CaseDays(decision=decided, request=denied))
            if stand.standing not in _WRONG:
                continue
            earlier = denied and standing(
                cited, self.library, CaseDays(decision=decided - _EARLIER, request=denied - _EARLIER)
            )
            yield stand, not earlier or earlier.standing is stand.standing

    def stand(self, statement: str, day: dt.date) -> bool:
        """Whether a statement cites an edition that counted on a day."""
        days = CaseDays(decision=day, request=day)
        return any(
            standing(cited, self.library, days).standing is Standing.IN_FORCE for cited in self._cited(statement)
        )

    def _cited(self, statement: str) -> tuple[CitedGuideline, ...]:
        told = self._read.get(statement)
        if told is None:
            if len(self._read) >= _MOST_KEPT:
                self._read.clear()
            told = self._read[statement] = citations(statement, self.pattern)
        return told
