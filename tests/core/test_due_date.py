"""Due dates are the sums a careful clerk would do on paper: day by day, in the fixed order, each step written down."""

import datetime as dt
from calendar import monthrange
from collections.abc import Mapping
from dataclasses import replace
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evenhand.calendar import LegalCalendar
from evenhand.citation import NoRuleInForce, VerificationStatus
from evenhand.clock.due import due_date, legal_day, spoken
from evenhand.clock.examples import check_examples
from evenhand.programme.library import programme_folder
from evenhand.programme.load import load_programme
from evenhand.programme.model import Programme
from evenhand.programme.rule import (
    ArguedRoll,
    DeadlineValue,
    Force,
    MonthEnd,
    Period,
    Receipt,
    Rule,
    RuleKind,
    RuleVersion,
    ServiceDays,
    Unit,
    Value,
)

FREEDONIA, _FINDINGS = load_programme(programme_folder("freedonia"))
assert FREEDONIA is not None, [str(finding) for finding in _FINDINGS]
LAND: Programme = FREEDONIA
OFFICE = LAND.calendars["office"]
DAY = dt.timedelta(days=1)
BEGINNING = dt.date(2010, 1, 1)
DAYS = st.dates(dt.date(2010, 1, 1), dt.date(2028, 12, 31))
PACIFIC = ZoneInfo("America/Los_Angeles")


def version(value: Value | None, since: dt.date = BEGINNING, force: Force = Force.IN_FORCE) -> RuleVersion:
    return RuleVersion(
        since=since,
        force=force,
        value=value,
        citation=("FWC 1",),
        status=VerificationStatus.VERIFIED,
        must_read="the Code as printed",
    )


def rule(name: str, *versions: RuleVersion, kind: RuleKind = RuleKind.DEADLINE, lengthens: str = "") -> Rule:
    return Rule(
        id=name, kind=kind, title=name, text="", selected_by="ur_decision", versions=versions, lengthens=lengthens
    )


def land_with(*rules: Rule, zone: ZoneInfo = LAND.zone) -> Programme:
    return replace(LAND, rules={rule.id: rule for rule in rules}, zone=zone)


PERIODS = st.one_of(
    st.builds(
        Period, count=st.integers(0, 60), unit=st.just(Unit.CALENDAR_DAYS), rolls_on=st.sampled_from(["", "office"])
    ),
    st.builds(
        Period,
        count=st.integers(0, 14),
        unit=st.just(Unit.MONTHS),
        rolls_on=st.sampled_from(["", "office"]),
        month_end=st.sampled_from(MonthEnd),
    ),
    st.builds(Period, count=st.integers(1, 40), unit=st.just(Unit.OPEN_DAYS), counts_on=st.just("office")),
)
EXTENSIONS = st.builds(
    lambda days, open_days: ServiceDays(days=days, open_days=open_days, counts_on="office"),
    st.dictionaries(st.sampled_from(["post", "abroad"]), st.integers(0, 20)),
    st.dictionaries(st.just("wire"), st.integers(0, 5)),
)


def walked(day: dt.date, count: int) -> dt.date:
    """So many days on, one at a time."""
    for _ in range(count):
        day += DAY
    return day


def walked_open(day: dt.date, count: int, office: LegalCalendar) -> dt.date:
    """So many open days on, one at a time."""
    while count:
        day += DAY
        count -= not office.is_closed(day)
    return day


def months_on(day: dt.date, count: int, month_end: MonthEnd) -> dt.date:
    """So many months on, one at a time."""
    year, month = day.year, day.month
    for _ in range(count):
        year, month = (year, month + 1) if month < 12 else (year + 1, 1)
    while (days_of_month := day.day) > monthrange(year, month)[1]:
        if month_end is MonthEnd.FIRST_OF_NEXT:
            return dt.date(year, month, monthrange(year, month)[1]) + DAY
        return dt.date(year, month, monthrange(year, month)[1])
    return dt.date(year, month, days_of_month)


def on_paper(day: dt.date, period: Period, added: ServiceDays, manner: str, longer_by: int) -> tuple[dt.date, dt.date]:
    """The raw end and the due day of one period: the period, the days granted, the days for service, one roll."""
    if period.unit is Unit.MONTHS:
        raw = months_on(day, period.count, period.month_end)
    elif period.unit is Unit.OPEN_DAYS:
        raw = walked_open(day, period.count, OFFICE)
    else:
        raw = walked(day, period.count)
    raw = walked(raw, longer_by)
    raw = walked_open(walked(raw, added.days.get(manner, 0)), added.open_days.get(manner, 0), OFFICE)
    due = raw
    while period.rolls_on and OFFICE.is_closed(due):
        due += DAY
    return raw, due


@given(DAYS, st.lists(PERIODS, min_size=1, max_size=3), EXTENSIONS, st.sampled_from(["", *LAND.services]), st.data())
def test_a_due_date_is_the_sum_on_paper(
    day: dt.date, periods: list[Period], added: ServiceDays, manner: str, data: st.DataObject
) -> None:
    longer_by = data.draw(st.integers(0, 9))
    term = rule("TERM", version(DeadlineValue(periods=tuple(periods), extended_by_service="POST")))
    land = land_with(term, rule("POST", version(added), kind=RuleKind.SERVICE_EXTENSION))
    if not manner and (added.days or added.open_days):
        with pytest.raises(NoRuleInForce, match="How it was served is not known"):
            due_date(land, "TERM", day, service=manner, longer_by=longer_by)
        return
    got = due_date(land, "TERM", day, service=manner, longer_by=longer_by)
    ends = [on_paper(day, period, added, manner, longer_by) for period in periods]
    assert got.due == min(due for _, due in ends)
    assert (got.raw, got.due) in ends
    assert got.steps[0].to == day
    assert got.steps[-1].to == got.due
    assert all(str(step) for step in got.steps)


@given(DAYS, PERIODS, st.integers(0, 9), st.integers(0, 9))
def test_a_rule_that_lengthens_adds_its_days_before_the_roll(
    day: dt.date, period: Period, more: int, granted: int
) -> None:
    longer = Period(count=more, unit=Unit.CALENDAR_DAYS, rolls_on="office")
    land = land_with(
        rule("TERM", version(DeadlineValue(periods=(period,)))),
        rule("LONGER", version(DeadlineValue(periods=(longer,))), lengthens="TERM"),
    )
    got = due_date(land, "LONGER", day, longer_by=granted)
    assert (got.raw, got.due) == on_paper(day, period, ServiceDays(days={}), "", more + granted)
    assert got.rule == "LONGER"


@given(DAYS, st.lists(PERIODS, min_size=2, max_size=2), st.sampled_from(["post", "wire"]))
def test_service_may_select_the_period(day: dt.date, periods: list[Period], manner: str) -> None:
    by_service = dict(zip(("post", "wire"), periods, strict=True))
    land = land_with(rule("TERM", version(DeadlineValue(by_service=by_service))))
    got = due_date(land, "TERM", day, service=manner)
    assert (got.raw, got.due) == on_paper(day, by_service[manner], ServiceDays(days={}), "", 0)


@given(DAYS, st.integers(1, 60))
def test_the_earlier_of_two_readings_is_told_and_the_later_stands_beside_it(day: dt.date, count: int) -> None:
    argued = ArguedRoll(rolls_on="office", citation=("FWC 2",), against=("FWC 1",))
    land = land_with(
        rule("PLAIN", version(DeadlineValue(periods=(Period(count=count, unit=Unit.CALENDAR_DAYS),)))),
        rule("TERM", version(DeadlineValue(periods=(Period(count=count, unit=Unit.CALENDAR_DAYS, argued=argued),)))),
    )
    plain, got = due_date(land, "PLAIN", day), due_date(land, "TERM", day)
    assert got.due == plain.due
    rolled = walked(day, count)
    while OFFICE.is_closed(rolled):
        rolled += DAY
    assert (got.not_late_until or got.due) == rolled
    told = [step.citation for step in got.steps if step.to == rolled and step.what == "would roll over"]
    assert told == (["FWC 2"] if rolled != got.due else [])
    assert sum(step.many for step in got.steps) == count


@pytest.mark.parametrize(
    ("trigger", "manner", "due"),
    [
        ("2014-03-07T17:29", "", "2014-03-08"),
        ("2014-03-07T17:30", "", "2014-03-08"),
        ("2014-03-07T17:31", "", "2014-03-11"),
        ("2014-03-07", "", "2014-03-08"),
        ("2014-03-07", "post", "2014-03-11"),
        ("2014-03-07", "wire", "2014-03-08"),
    ],
)
def test_a_paper_counts_as_received_when_the_law_says(trigger: str, manner: str, due: str) -> None:
    """After closing time on the next open day (Fri to Mon), by post so many days after it was sent."""
    receipt = Receipt(until=dt.time(17, 30), counts_on="office", deemed={"post": 3}, citation="FWC 9")
    period = Period(count=1, unit=Unit.CALENDAR_DAYS)
    land = land_with(rule("TERM", version(DeadlineValue(periods=(period,), receipt=receipt))))
    moment = dt.datetime.fromisoformat(trigger).replace(tzinfo=LAND.zone) if "T" in trigger else None
    got = due_date(land, "TERM", moment or dt.date.fromisoformat(trigger), service=manner)
    assert got.due == dt.date.fromisoformat(due)
    assert sum(step.many for step in got.steps) == (4 if manner == "post" else 1)  # a day that only moves counts none


@pytest.mark.parametrize("manner", ["", "by_hand"])
def test_a_missing_manner_of_service_is_named_with_those_there_are(manner: str) -> None:
    land = land_with(
        rule("TERM", version(DeadlineValue(by_service={"post": Period(count=1, unit=Unit.CALENDAR_DAYS)})))
    )
    with pytest.raises(NoRuleInForce, match=r"TERM .*manner of service \(post\).*'service'") as refused:
        due_date(land, "TERM", dt.date(2014, 1, 2), service=manner)
    assert refused.value.rule == "TERM"
    assert refused.value.citation == "FWC 1"


def elapsed(first: dt.datetime, last: dt.datetime) -> float:
    return (last.timestamp() - first.timestamp()) / 3600


INSTANTS = st.builds(dt.datetime.fromtimestamp, st.integers(1_262_400_000, 1_859_000_000), st.just(PACIFIC))


@given(INSTANTS, st.integers(0, 300), st.sampled_from(["", "post"]))
def test_hours_are_real_hours_whatever_the_clocks_on_the_wall_do(start: dt.datetime, hours: int, manner: str) -> None:
    """24 hours across the night of the change are 24 hours of waiting, and no holiday holds them up."""
    term = rule("HASTE", version(DeadlineValue(periods=(Period(count=hours, unit=Unit.HOURS),))))
    got = due_date(land_with(term, zone=PACIFIC), "HASTE", start, service=manner)
    assert isinstance(got.due, dt.datetime)
    assert elapsed(start, got.due) == hours
    assert got.due == got.raw
    assert got.due.tzinfo is PACIFIC


@pytest.mark.parametrize(
    ("start", "wall"),
    [
        ("2014-03-08T10:00-08:00", "Sun 2014-03-09 11:00 PDT"),
        ("2014-11-01T10:00-07:00", "Sun 2014-11-02 09:00 PST"),
        ("2014-07-03T14:00-07:00", "Fri 2014-07-04 14:00 PDT"),
    ],
)
def test_a_day_of_hours_across_the_change_of_the_clocks(start: str, wall: str) -> None:
    term = rule("HASTE", version(DeadlineValue(periods=(Period(count=24, unit=Unit.HOURS),))))
    got = due_date(land_with(term, zone=PACIFIC), "HASTE", dt.datetime.fromisoformat(start))
    assert spoken(got.due) == wall


def test_hours_from_a_day_run_from_its_beginning_and_say_so() -> None:
    term = rule("HASTE", version(DeadlineValue(periods=(Period(count=24, unit=Unit.HOURS),))))
    got = due_date(land_with(term, zone=PACIFIC), "HASTE", dt.date(2014, 3, 9))
    assert spoken(got.due) == "Mon 2014-03-10 01:00 PDT"
    assert any("hour is not known" in step.what for step in got.steps)


@given(INSTANTS, PERIODS)
def test_days_run_from_the_legal_day_of_an_instant(start: dt.datetime, period: Period) -> None:
    """An instant given in another zone is of the day it is in the programme's own."""
    land = land_with(rule("TERM", version(DeadlineValue(periods=(period,)))), zone=PACIFIC)
    abroad = start.astimezone(ZoneInfo("Asia/Tokyo"))
    assert legal_day(abroad, land) == start.date()
    assert due_date(land, "TERM", abroad).due == due_date(land, "TERM", start.date()).due


@pytest.mark.parametrize(
    ("day", "count", "clamped", "following"),
    [
        ("2014-01-31", 1, "2014-02-28", "2014-03-01"),
        ("2016-01-31", 1, "2016-02-29", "2016-03-01"),
        ("2016-02-29", 12, "2017-02-28", "2017-03-01"),
        ("2013-08-31", 4, "2013-12-31", "2013-12-31"),
        ("2013-10-31", 1, "2013-11-30", "2013-12-01"),
        ("2013-12-30", 2, "2014-02-28", "2014-03-01"),
        ("2014-01-15", 12, "2015-01-15", "2015-01-15"),
        ("2014-12-01", 0, "2014-12-01", "2014-12-01"),
    ],
)
def test_months_that_end_before_the_day(day: str, count: int, clamped: str, following: str) -> None:
    for month_end, expected in ((MonthEnd.CLAMP, clamped), (MonthEnd.FIRST_OF_NEXT, following)):
        period = Period(count=count, unit=Unit.MONTHS, month_end=month_end)
        land = land_with(rule("TERM", version(DeadlineValue(periods=(period,)))))
        assert due_date(land, "TERM", dt.date.fromisoformat(day)).due == dt.date.fromisoformat(expected)


def test_the_earliest_of_several_ends_governs_hours_and_days_mixed() -> None:
    both = (Period(count=72, unit=Unit.HOURS), Period(count=3, unit=Unit.CALENDAR_DAYS))
    start = dt.datetime(2014, 7, 1, 9, tzinfo=PACIFIC)
    for periods in (both, both[::-1]):
        land = land_with(rule("TERM", version(DeadlineValue(periods=periods))), zone=PACIFIC)
        assert due_date(land, "TERM", start).due == start + dt.timedelta(hours=72)


def test_where_the_law_gives_nothing_nothing_is_computed() -> None:
    one_day = DeadlineValue(periods=(Period(count=1, unit=Unit.CALENDAR_DAYS),))
    term = rule(
        "TERM",
        version(None, dt.date(2012, 1, 1), Force.NOT_IN_FORCE),
        version(one_day, dt.date(2013, 1, 1)),
        version(None, dt.date(2014, 1, 1), Force.UNKNOWN),
    )
    land = land_with(term, rule("LIST", version(ServiceDays(days={})), kind=RuleKind.SERVICE_EXTENSION))
    for day, words in (
        ("2011-12-31", "no version"),
        ("2012-12-31", "not in force"),
        ("2014-01-01", "has not been read: read the Code as printed first"),
    ):
        with pytest.raises(NoRuleInForce, match=words) as refused:
            due_date(land, "TERM", dt.date.fromisoformat(day))
        assert refused.value.citation == "FWC 1"
    assert due_date(land, "TERM", dt.date(2013, 12, 31)).due == dt.date(2014, 1, 1)
    with pytest.raises(NoRuleInForce, match="no period of time"):
        due_date(land, "LIST", dt.date(2014, 1, 1))
    with pytest.raises(NoRuleInForce, match=r"no rule 'TERN'.*TERM"):
        due_date(land, "TERN", dt.date(2014, 1, 1))


@given(DAYS, st.dates(dt.date(2011, 1, 1), dt.date(2027, 1, 1)), st.booleans())
def test_the_selecting_day_chooses_the_version_and_the_answer_says_so(
    day: dt.date, changed_on: dt.date, given_as_fact: bool
) -> None:
    terms = [DeadlineValue(periods=(Period(count=count, unit=Unit.CALENDAR_DAYS),)) for count in (10, 20)]
    land = land_with(rule("TERM", version(terms[0]), version(terms[1], changed_on)))
    selecting = changed_on - DAY if given_as_fact else day
    facts: Mapping[str, dt.date] = {"ur_decision": selecting} if given_as_fact else {}
    got = due_date(land, "TERM", day, facts=facts)
    assert got.due == day + dt.timedelta(days=10 if selecting < changed_on else 20)
    assert got.version_since == (BEGINNING if selecting < changed_on else changed_on)
    assert ("was not given" in got.selected_by) is not given_as_fact


def test_an_instant_selects_the_version_of_its_legal_day() -> None:
    """Eleven at night on 31 December in California is the next year in London."""
    terms = [DeadlineValue(periods=(Period(count=count, unit=Unit.CALENDAR_DAYS),)) for count in (10, 20)]
    land = land_with(rule("TERM", version(terms[0]), version(terms[1], dt.date(2015, 1, 1))), zone=PACIFIC)
    late = dt.datetime(2015, 1, 1, 7, tzinfo=dt.UTC)
    assert due_date(land, "TERM", dt.date(2014, 12, 30), facts={"ur_decision": late}).due == dt.date(2015, 1, 9)


def test_what_cannot_be_used_is_the_programmers_mistake() -> None:
    land = land_with(rule("TERM", version(DeadlineValue(periods=(Period(count=1, unit=Unit.HOURS),)))))
    with pytest.raises(ValueError, match="needs its offset"):
        due_date(land, "TERM", dt.datetime(2014, 1, 2, 9))  # noqa: DTZ001
    with pytest.raises(ValueError, match="'pigeon' is no manner of service"):
        due_date(land, "TERM", dt.date(2014, 1, 2), service="pigeon")


def test_every_worked_example_agrees_with_its_rule() -> None:
    assert check_examples(LAND) == ()
    deadlines = [rule for rule in LAND.rules.values() if rule.kind is RuleKind.DEADLINE]
    assert all(deadline.examples for deadline in deadlines)


def test_a_wrong_example_is_said_with_its_line() -> None:
    right = LAND.rules["FREE-03"]
    wrong = replace(right, examples=(replace(right.examples[0], due=dt.date(2016, 5, 9)),))
    [finding] = check_examples(replace(LAND, rules={**LAND.rules, "FREE-03": wrong}))
    assert finding.place.line == right.examples[0].line
    assert "Tue 2016-05-10" in finding.message
