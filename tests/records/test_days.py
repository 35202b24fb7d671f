"""Days are read as papers write them, and as machines misread them."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evenhand.records.days import written_days

WAYS = (
    "{m}/{d}/{y}",
    "{m:02}-{d:02}-{y}",
    "{m}.{d}.{y}",
    "{y}-{m:02}-{d:02}",
    "{M} {d}, {y}",
    "{B}. {d} {y}",
    "{d} {B} {y}",
    "{d:02}-{B}-{y}",
)
DAYS = st.dates(dt.date(1920, 1, 1), dt.date(2049, 12, 31))


def written(day: dt.date, way: str) -> str:
    return way.format(m=day.month, d=day.day, y=day.year, M=day.strftime("%B"), B=day.strftime("%b"))


@given(
    DAYS,
    st.sampled_from(WAYS),
    st.sampled_from(("", "Date of exam: ", "(", "seen on ")),
    st.sampled_from(("", ".", ")", ", 9:15 am")),
)
def test_a_day_written_in_any_way_is_read(day: dt.date, way: str, before: str, after: str) -> None:
    text = before + written(day, way) + after
    days = written_days(text)
    assert [written.day for written in days] == [day]
    assert text[days[0].start : days[0].end].strip() == written(day, way)
    assert not days[0].mended


@given(st.dates(dt.date(2000, 1, 1), dt.date(2039, 12, 31)))
def test_a_year_of_two_figures_is_of_this_century_up_to_39(day: dt.date) -> None:
    assert [written.day for written in written_days(f"{day.month}/{day.day}/{day.year % 100:02}")] == [day]


@given(DAYS, DAYS)
def test_both_ends_of_a_range_are_read(first: dt.date, last: dt.date) -> None:
    text = f"{first.month}/{first.day}/{first.year}-{last.month}/{last.day}/{last.year}"
    assert [written.day for written in written_days(text)] == [first, last]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("O3/l4/2O24", dt.date(2024, 3, 14)),
        ("Januarv 5, 2021", dt.date(2021, 1, 5)),
        ("0ctober 12, 2020", dt.date(2020, 10, 12)),
        ("03 / 04 / 2024", dt.date(2024, 3, 4)),
    ],
)
def test_what_was_misread_is_mended_and_says_so(text: str, day: dt.date) -> None:
    (read,) = written_days(text)
    assert (read.day, read.mended) == (day, "/ " not in text)


@pytest.mark.parametrize(
    "text",
    [
        "13/45/2020",
        "L4-5 and 4/5",
        "555-12-1234",
        "10/325",
        "M54.16",
        "blood pressure 120/80",
        "February 30, 2021",
        "9792.10.5",
    ],
)
def test_what_is_no_day_is_passed_over(text: str) -> None:
    assert written_days(text) == ()
