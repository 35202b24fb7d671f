"""What several reviewers found together: most of them, and on an even split the side of providing (LC 4610.6(e))."""

import pytest

from evenhand.docket.review import LineFinding
from evenhand.procedure.tally import tally
from evenhand.programme.model import Side
from evenhand.treatment import Necessity

N, P, NOT = Necessity.NECESSARY, Necessity.NECESSARY_IN_PART, Necessity.NOT_NECESSARY


@pytest.mark.parametrize(
    ("cast", "prevails"),
    [
        ((NOT,), NOT),
        ((N,), N),
        ((N, NOT), N),
        ((P, NOT), P),
        ((NOT, NOT, N), NOT),
        ((NOT, N, N), N),
        ((NOT, N, P), N),
        ((NOT, P, P), P),
        ((NOT, NOT, N, P), N),
        ((NOT, NOT, NOT, N), NOT),
        ((N, P), N),
    ],
)
def test_most_reviewers_prevail_and_an_even_split_is_for_the_patient(
    cast: tuple[Necessity, ...], prevails: Necessity
) -> None:
    analyses = tuple((LineFinding(line="1", necessity=vote), LineFinding(line="2", necessity=N)) for vote in cast)
    assert tally(analyses, Side.PROVIDING) == {"1": prevails, "2": N}
    assert tally(analyses[::-1], Side.PROVIDING) == tally(analyses, Side.PROVIDING)
