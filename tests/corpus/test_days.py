"""Days as they are written are the days they mean."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evenhand.corpus.case_days import age_band, interval
from evenhand.corpus.written_days import written_days

DAYS = st.dates(dt.date(1930, 1, 1), dt.date(2029, 12, 31))
FORMS = ("%m/%d/%Y", "%m-%d-%Y", "%d.%m.%Y", "%Y-%m-%d", "%B %d, %Y", "%d %b %Y", "%b. %d %Y", "%m/%d/%y", "%m%d%Y")


@given(DAYS, st.sampled_from(FORMS))
def test_a_day_in_any_form_is_among_the_days_it_may_mean(day: dt.date, form: str) -> None:
    assert (day.year, day.month, day.day) in written_days(day.strftime(form))


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("the fourteenth of March, nineteen sixty-two", {(1962, 3, 14)}),
        ("March twenty-first, nineteen hundred and fifty", {(1950, 3, 21)}),
        ("July first, two thousand four", {(2004, 7, 1)}),
        ("March 1962", {(1962, 3, 0)}),
        ("04/05/1962", {(1962, 4, 5), (1962, 5, 4)}),
        ("13/14/1962", set()),
        ("30.5/30/16", set()),
        ("11111111", set()),
    ],
)
def test_days_in_words_and_doubtful_ones(written: str, meant: set[tuple[int, int, int]]) -> None:
    assert written_days(written) == meant


@given(st.text(max_size=40))
def test_any_passage_may_be_asked(passage: str) -> None:
    assert all(1 <= day[1] <= 12 and 0 <= day[2] <= 31 for day in written_days(passage))


@given(DAYS, st.integers(-4000, 4000))
def test_an_interval_is_the_days_between(occurred_on: dt.date, apart: int) -> None:
    day = occurred_on + dt.timedelta(apart)
    told = interval(frozenset({(day.year, day.month, day.day)}), occurred_on)
    assert told == "the day of injury" if apart == 0 else told.startswith(f"{abs(apart):,} day")
    assert apart == 0 or told.endswith("after the injury" if apart > 0 else "before the injury")


def test_no_interval_without_the_day_of_injury() -> None:
    assert interval(frozenset({(2016, 3, 1)}), None) == ""


@given(st.integers(0, 120), st.integers(1, 20))
def test_an_age_lies_in_its_band(age: int, width: int) -> None:
    low, _, high = age_band(age, width).partition(" to ")
    assert int(low) <= age <= int(high or low) < int(low) + width


def test_a_band_has_a_width() -> None:
    with pytest.raises(ValueError, match="one year wide"):
        age_band(40, 0)
