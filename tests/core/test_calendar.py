"""A legal calendar counts as a person with a wall calendar would: day by day, crossing out what is closed."""

import calendar
import datetime as dt
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from evenhand.calendar import CalendarRules, Holiday, LegalCalendar, easter_sunday
from evenhand.citation import NoRuleInForce, VerificationStatus

FIRST, LAST = 2011, 2013
DAY = dt.timedelta(days=1)


@st.composite
def holidays(draw: st.DrawFn) -> Holiday:
    """A holiday by fixed day or n-th weekday, now and then moved, begun or ended within the calendar."""
    since = draw(st.none() | st.dates(dt.date(FIRST, 1, 1), dt.date(LAST, 12, 31)))
    until = draw(st.none() | st.dates(since or dt.date(FIRST, 1, 1), dt.date(LAST, 12, 31)))
    moved = draw(st.integers(-2, 2))
    if draw(st.booleans()):
        fixed = draw(st.dates(dt.date(2015, 1, 1), dt.date(2015, 12, 31)))
        return Holiday(name="H", month=fixed.month, day=fixed.day, plus_days=moved, since=since, until=until)
    nth, weekday = draw(st.sampled_from([1, 2, 3, 4, -1])), draw(st.integers(0, 6))
    month = draw(st.integers(1, 12))
    return Holiday(name="H", month=month, nth=nth, weekday=weekday, plus_days=moved, since=since, until=until)


@st.composite
def calendar_rules(draw: st.DrawFn) -> CalendarRules:
    """A small calendar of any weekend short of the whole week."""
    inside = st.dates(dt.date(FIRST, 1, 1), dt.date(LAST, 12, 31))
    return CalendarRules(
        id="any",
        title="calendar of the test",
        first_year=FIRST,
        last_year=LAST,
        weekend=draw(st.frozensets(st.integers(0, 6), max_size=3)),
        holidays=tuple(draw(st.lists(holidays(), max_size=5))),
        extra=tuple((day, "flood") for day in draw(st.lists(inside, max_size=2))),
        observed=draw(st.dictionaries(st.integers(0, 6), st.sampled_from([-1, 1, 2]), max_size=2)),
        citation="none",
        status=VerificationStatus.UNVERIFIED,
    )


def days_of_year(year: int) -> list[dt.date]:
    return [dt.date(year, 1, 1) + n * DAY for n in range(366 if calendar.isleap(year) else 365)]


def falls_on(holiday: Holiday, year: int) -> dt.date:
    """The day a holiday falls on, found by looking at every day of its month."""
    of_month = [day for day in days_of_year(year) if day.month == holiday.month]
    if holiday.day is not None:
        return next(day for day in of_month if day.day == holiday.day)
    weekdays = [day for day in of_month if day.weekday() == holiday.weekday]
    assert holiday.nth is not None
    return weekdays[holiday.nth - 1 if holiday.nth > 0 else holiday.nth]


def closed_days(rules: CalendarRules) -> set[dt.date]:
    """Every closed day, and those the neighbouring years' holidays close across New Year."""
    closed = {day for day, _ in rules.extra}
    for year in range(rules.first_year - 1, rules.last_year + 2):
        closed |= {day for day in days_of_year(year) if day.weekday() in rules.weekend}
        for holiday in rules.holidays:
            day = falls_on(holiday, year) + holiday.plus_days * DAY
            if (holiday.since and day < holiday.since) or (holiday.until and day > holiday.until):
                continue
            closed.add(day)
            if day.weekday() in rules.observed:
                closed.add(day + rules.observed[day.weekday()] * DAY)
    return closed


ANY_DAY = st.dates(dt.date(FIRST, 1, 1), dt.date(LAST, 12, 31))
WELL_INSIDE = st.dates(dt.date(FIRST, 1, 1), dt.date(LAST, 9, 30))


@given(calendar_rules())
def test_a_day_is_closed_exactly_when_a_reader_of_the_rules_crosses_it_out(rules: CalendarRules) -> None:
    counted, closed = LegalCalendar(rules), closed_days(rules)
    for year in range(FIRST, LAST + 1):
        for day in days_of_year(year):
            assert counted.is_closed(day) == (day in closed), day
            assert bool(counted.why_closed(day)) == (day in closed), day


@given(calendar_rules(), WELL_INSIDE)
def test_rolling_goes_to_the_next_open_day_and_no_further(rules: CalendarRules, day: dt.date) -> None:
    counted, closed = LegalCalendar(rules), closed_days(rules)
    expected = day
    while expected in closed:
        expected += DAY
    rolled = counted.roll(day)
    assert rolled == expected
    assert rolled >= day
    assert not counted.is_closed(rolled)
    assert counted.roll(rolled) == rolled


@given(calendar_rules(), WELL_INSIDE, st.integers(1, 30))
def test_open_days_are_counted_one_by_one(rules: CalendarRules, day: dt.date, count: int) -> None:
    counted, closed = LegalCalendar(rules), closed_days(rules)
    expected, left = day, count
    while left:
        expected += DAY
        left -= expected not in closed
    assert counted.add_open_days(day, count) == expected


@given(st.integers(1900, 2200), st.integers(1, 12), st.sampled_from([1, 2, 3, 4, -1]), st.integers(0, 6))
def test_the_nth_weekday_is_found_by_looking_at_the_month(year: int, month: int, nth: int, weekday: int) -> None:
    holiday = Holiday(name="H", month=month, nth=nth, weekday=weekday)
    assert holiday.on(year) == falls_on(holiday, year)


@given(calendar_rules(), st.dates())
def test_a_day_outside_the_years_read_is_refused_with_the_authority(rules: CalendarRules, day: dt.date) -> None:
    assume(not FIRST <= day.year <= LAST)
    counted = LegalCalendar(rules)
    for ask in (counted.is_closed, counted.why_closed, counted.roll, lambda one: counted.add_open_days(one, 1)):
        with pytest.raises(NoRuleInForce, match=f"covers {FIRST} to {LAST}") as refused:
            ask(day)
        assert refused.value.rule == "any"


def plain_calendar(first_year: int, last_year: int, **more: Any) -> LegalCalendar:
    """Saturdays and Sundays closed; holidays and their observance as given."""
    return LegalCalendar(
        CalendarRules(
            id="any",
            title="calendar of the test",
            first_year=first_year,
            last_year=last_year,
            weekend=frozenset({5, 6}),
            holidays=more.get("holidays", ()),
            observed=more.get("observed", {}),
            citation="none",
            status=VerificationStatus.UNVERIFIED,
        )
    )


def test_counting_past_the_last_year_is_refused() -> None:
    counted = plain_calendar(2015, 2016)
    assert dt.date(2016, 12, 31).weekday() == 5
    with pytest.raises(NoRuleInForce, match="No open day after"):
        counted.roll(dt.date(2016, 12, 31))
    with pytest.raises(NoRuleInForce, match="No 300 open days"):
        counted.add_open_days(dt.date(2016, 1, 1), 300)
    with pytest.raises(ValueError, match="at least one day"):
        counted.add_open_days(dt.date(2016, 1, 1), 0)


def test_a_holiday_of_the_next_year_may_close_the_last_day_of_this_one() -> None:
    """New Year's Day 2028 is a Saturday: where the Friday before is observed, 2027 ends a day early."""
    new_year = Holiday(name="New Year's Day", month=1, day=1)
    counted = plain_calendar(2026, 2027, holidays=(new_year,), observed={5: -1})
    assert counted.why_closed(dt.date(2027, 12, 31)) == "New Year's Day (observed)"


def test_a_holiday_states_where_it_falls() -> None:
    with pytest.raises(ValueError, match="neither a day nor an n-th weekday"):
        Holiday(name="H", month=5).on(2014)


@pytest.mark.parametrize(
    "day",
    ["2000-04-23", "2008-03-23", "2011-04-24", "2014-04-20", "2016-03-27", "2019-04-21", "2024-03-31", "2038-04-25"],
)
def test_easter_falls_where_the_churches_keep_it(day: str) -> None:
    kept = dt.date.fromisoformat(day)
    assert easter_sunday(kept.year) == kept


@given(st.integers(1900, 2199))
def test_easter_is_a_sunday_of_spring_reckoned_as_gauss_did(year: int) -> None:
    day = easter_sunday(year)
    assert day.weekday() == 6
    assert dt.date(year, 3, 22) <= day <= dt.date(year, 4, 25)
    m, n = {19: (24, 5), 20: (24, 5), 21: (24, 6)}[year // 100]
    moon = (19 * (year % 19) + m) % 30
    week = (2 * (year % 4) + 4 * (year % 7) + 6 * moon + n) % 7
    march = 22 + moon + week
    if march == 57 or (march == 56 and moon == 28 and year % 19 > 10):
        march -= 7
    assert day == dt.date(year, 3, 1) + dt.timedelta(days=march - 1)


def test_a_holiday_is_counted_from_easter() -> None:
    friday = Holiday(name="Good Friday", of_easter=True, plus_days=-2)
    assert friday.on(2024) == dt.date(2024, 3, 29)
    assert Holiday(name="Whit Monday", of_easter=True, plus_days=50).on(2025) == dt.date(2025, 6, 9)
