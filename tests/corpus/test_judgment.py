"""What people decided about a prepared letter: lifted, masked, and nothing laid bare that nobody looked at."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from evenhand.corpus.judgment import Judgment, judged, places_of
from evenhand.corpus.redaction import Kind, Redaction

TEXT = "Mr. Roe saw Dr. Quux. ROE came back."
ROE = Redaction(start=4, end=7, kind=Kind.NAME, why="a name")
QUUX = Redaction(start=16, end=20, kind=Kind.UNSURE, why="in no list")


def _masked(judgments: list[Judgment]) -> list[str]:
    return [TEXT[mask.start : mask.end] for mask in judged(TEXT, [ROE, QUUX], judgments)]


def test_a_passage_is_lifted_whole_or_not_at_all() -> None:
    assert _masked([Judgment(16, 20, True, Kind.UNSURE, "a test")]) == ["Roe"]
    assert _masked([Judgment(17, 20, True, Kind.UNSURE, "a test")]) == ["Roe", "Quux"]


def test_the_last_judgment_counts() -> None:
    lifted, masked = Judgment(16, 20, True, Kind.UNSURE, "a test"), Judgment(16, 20, False, Kind.NAME, "a nurse")
    assert _masked([lifted, masked]) == ["Roe", "Quux"]
    assert _masked([masked, lifted]) == ["Roe"]


def test_words_are_found_whatever_their_capitals_and_spaces() -> None:
    assert list(places_of(TEXT, "roe")) == [(4, 7), (22, 25)]
    assert list(places_of("Ana\n  Roe and ana roe", "Ana Roe")) == [(0, 9), (14, 21)]
    assert list(places_of(TEXT, "  ")) == []
    assert list(places_of(TEXT, "Rowe")) == []


@given(st.lists(st.tuples(st.integers(0, 36), st.integers(0, 36), st.booleans()), max_size=6))
def test_whatever_is_lifted_nothing_stays_masked_twice_and_nothing_else_is_bared(
    decided: list[tuple[int, int, bool]],
) -> None:
    judgments = [Judgment(min(a, b), max(a, b), lifted, Kind.NAME, "because") for a, b, lifted in decided if a != b]
    masks = judged(TEXT, [ROE, QUUX], judgments)
    assert all(before.end <= after.start for before, after in pairwise(masks))
    lifted = [judgment for judgment in judgments if judgment.is_lifted]
    if not any(judgment.start <= ROE.start and ROE.end <= judgment.end for judgment in lifted):
        assert any(mask.start <= ROE.start and ROE.end <= mask.end for mask in masks)
