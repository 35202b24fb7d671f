"""Days as people type them: what cannot be, what is out of order, and what is kept as its paper prints it."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evenhand.finding import Severity
from evenhand.typed_days import TypedDay, impossible, look_at_days, offsets_of_hour, twice_words

TODAY = dt.date(2026, 11, 28)
NAMES = ("injury", "request", "decision", "service", "application")
DAYS = st.dates(dt.date(1900, 1, 1), TODAY)


def typed(*days: dt.date | None) -> tuple[TypedDay, ...]:
    return tuple(TypedDay(name, f"day of {name}", day) for name, day in zip(NAMES, days, strict=True))


@given(st.lists(st.none() | DAYS, min_size=5, max_size=5))
def test_days_in_order_are_silent_and_days_out_of_order_are_not(days: list[dt.date | None]) -> None:
    known = [day for day in days if day is not None]
    findings = look_at_days(typed(*days), TODAY)
    assert bool(findings) is (known != sorted(known))
    assert all(finding.severity is Severity.MAJOR for finding in findings)


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (dt.date(26, 1, 5), "before 1900"),
        (dt.date(206, 1, 5), "before 1900"),
        (dt.date(1899, 12, 31), "before 1900"),
        (dt.date(1900, 1, 1), ""),
        (TODAY, ""),
        (TODAY + dt.timedelta(1), "in the future"),
        (dt.date(9999, 12, 31), "in the future"),
    ],
)
def test_what_cannot_be_is_refused(day: dt.date, words: str) -> None:
    findings = look_at_days((), TODAY, others=(TypedDay("born_on", "date of birth", day),))
    assert [finding.severity for finding in findings] == ([Severity.FATAL] if words else [])
    assert all(words in finding.message and "born_on" in str(finding) for finding in findings)


def test_an_odd_day_is_kept_as_printed_with_its_reason() -> None:
    odd = typed(dt.date(2026, 1, 5), None, dt.date(2025, 12, 1), None, dt.date(2026, 2, 2))
    [asked] = look_at_days(odd, TODAY)
    assert (asked.severity, asked.place.key) == (Severity.MAJOR, "decision")
    [kept] = look_at_days(odd, TODAY, as_printed={"decision": "the letter says December"})
    assert kept.severity is Severity.WARNING
    assert "the letter says December" in kept.message
    assert look_at_days(odd, TODAY, as_printed={"decision": " "}) == (asked,)


def test_a_planned_day_may_be_to_come_but_not_beyond_ten_years() -> None:
    today = dt.date(2024, 6, 12)
    assert impossible(TypedDay("on", "day", dt.date(2034, 6, 1)), today, is_planned=True) == ()
    (finding,) = impossible(TypedDay("on", "day", dt.date(2094, 6, 1)), today, is_planned=True)
    assert finding.message == "The day, 2094-06-01, lies too far ahead: it is 2024-06-12 there."
    (finding,) = impossible(TypedDay("on", "day", dt.date(2024, 6, 13)), today)
    assert "still to come: it is 2024-06-12 there" in finding.message


@pytest.mark.parametrize(
    ("day", "hour", "named"),
    [
        (dt.date(2024, 11, 3), dt.time(0, 59), ()),
        (dt.date(2024, 11, 3), dt.time(1), ("PDT", "PST")),
        (dt.date(2024, 11, 3), dt.time(1, 59), ("PDT", "PST")),
        (dt.date(2024, 11, 3), dt.time(2), ()),
        (dt.date(2024, 3, 10), dt.time(2, 30), ()),  # it never was
        (dt.date(2024, 6, 12), dt.time(1, 30), ()),
    ],
)
def test_an_hour_that_was_twice_may_mean_two(day: dt.date, hour: dt.time, named: tuple[str, ...]) -> None:
    assert offsets_of_hour(day, hour, ZoneInfo("America/Los_Angeles")) == named


def test_an_hour_that_was_twice_is_said_with_how_to_write_each() -> None:
    zone = ZoneInfo("America/Los_Angeles")
    words = twice_words(dt.date(2026, 11, 1), dt.time(1, 30), zone)
    assert all(part in words for part in ("01:30-07:00 for the first (PDT)", "01:30-08:00 for the second (PST)"))
    assert twice_words(dt.date(2026, 11, 1), dt.time(2), zone) == ""
