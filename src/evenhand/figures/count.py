"""What a figure is made of: a share with its interval, days with their median, a number of cases, a sum of dollars.

Each keeps the cases it counts, so that whoever reads the number can open them.
"""

import math
from decimal import Decimal
from typing import NamedTuple

# The normal quantile of a two-sided interval of 95 %, as Wilson (1927) uses it.
_Z = 1.959963984540054


class Interval(NamedTuple):
    """Bounds of a share, each from 0 to 1."""

    low: float
    high: float


class Share(NamedTuple):
    """How many of some cases: those counted and the rest, each by id. A case stands once for each of its lines where
    lines are counted.
    """

    counted: tuple[str, ...]
    rest: tuple[str, ...]

    @property
    def of(self) -> int:
        """How many there are in all."""
        return len(self.counted) + len(self.rest)

    @property
    def share(self) -> float | None:
        """The share from 0 to 1; None of nothing."""
        return len(self.counted) / self.of if self.of else None

    @property
    def interval(self) -> Interval | None:
        """Wilson's 95 % interval of the share; None of nothing.

        Wilson, Probable inference, the law of succession, and statistical inference, J. Am. Stat. Assoc. 22 (1927) 209.
        """
        share = self.share
        if share is None:
            return None
        weight = _Z * _Z / self.of
        middle = (share + weight / 2) / (1 + weight)
        half = math.sqrt(share * (1 - share) * weight + weight * weight / 4) / (1 + weight)
        return Interval(max(0.0, middle - half), min(1.0, middle + half))


class Spread(NamedTuple):
    """Calendar days of some cases, each with its id."""

    days: tuple[tuple[int, str], ...]

    @property
    def median(self) -> float | None:
        """The middle of the days in order, of an even number the mean of the two in the middle; None of nothing."""
        ordered = sorted(count for count, _ in self.days)
        if not ordered:
            return None
        upper = len(ordered) // 2
        return ordered[upper] if len(ordered) % 2 else (ordered[upper - 1] + ordered[upper]) / 2

    @property
    def ninetieth(self) -> int | None:
        """The least number of days that at least nine of ten cases do not exceed (nearest rank); None of nothing."""
        ordered = sorted(count for count, _ in self.days)
        return ordered[math.ceil(len(ordered) * 0.9) - 1] if ordered else None


class Cases(NamedTuple):
    """A number of cases, each by id; once for each happening where happenings are counted."""

    counted: tuple[str, ...]


class Sum(NamedTuple):
    """An amount in United States dollars, with the cases it comes from."""

    amount: Decimal
    cases: tuple[str, ...]


Value = Share | Spread | Cases | Sum
