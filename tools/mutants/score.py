"""The share of mutants that a test kills, with the interval in which the share of all mutants lies."""

from math import sqrt
from typing import NamedTuple

_Z = 1.959964
"""Of the normal distribution: 95 % lie within."""


class Score(NamedTuple):
    """A share and its 95 % interval, each from 0 to 1."""

    share: float
    low: float
    high: float

    def __str__(self) -> str:
        return f"{self.share:.1%} (95 % interval {self.low:.1%} to {self.high:.1%})"


def score(killed: int, tried: int) -> Score:
    """The score by Wilson's interval, which holds for small samples and near 100 %. Raises ValueError when none was
    tried.
    """
    if not 0 <= killed <= tried or tried == 0:
        raise ValueError("a score needs mutants, and no more killed than tried")
    share, spread = killed / tried, _Z**2 / tried
    middle = (share + spread / 2) / (1 + spread)
    half = _Z * sqrt(share * (1 - share) / tried + spread / (4 * tried)) / (1 + spread)
    return Score(share, max(0.0, middle - half), min(1.0, middle + half))
