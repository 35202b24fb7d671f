"""The figures of a month, against what twenty cases come to when they are counted by hand."""

import datetime as dt
from dataclasses import replace
from decimal import Decimal
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evenhand.figures.case_facts import CaseFacts, LatenessFacts
from evenhand.figures.count import Cases, Share, Spread, Sum, Value
from evenhand.figures.defined import MEASURES, figures
from evenhand.figures.measure import TOO_FEW, UNNAMED, Asked
from evenhand.figures.month import Month, Year, read_period
from tests.core.figures.twenty import CASES, ZONE

MARCH = Month(2026, 3)
AFTER = dt.datetime(2026, 4, 10, 9, tzinfo=ZONE)
WITHIN = dt.datetime(2026, 3, 24, 9, tzinfo=ZONE)


def of(
    ident: str, as_of: dt.datetime = AFTER, minimum: int = 1, cases: tuple[CaseFacts, ...] = CASES
) -> dict[str, Value]:
    asked = Asked(cases=cases, month=MARCH, as_of=as_of, minimum=minimum)
    return {figure.group: figure.value for figure in figures(asked)[ident]}


def share(value: Value) -> tuple[int, int]:
    """How many of how many."""
    assert isinstance(value, Share)
    return len(value.counted), value.of


class _Days(NamedTuple):
    median: float | None
    ninetieth: int | None


def days(value: Value) -> _Days:
    assert isinstance(value, Spread)
    return _Days(value.median, value.ninetieth)


def counted(value: Value) -> tuple[str, ...]:
    assert isinstance(value, Cases)
    return value.counted


def test_determinations_on_time() -> None:
    on_time = of("on-time")
    assert on_time["standard"] == Share(("c01", "c02", "c05", "c20"), ("c03", "c04", "c06"))
    assert on_time["expedited"] == Share(("c07", "c08"), ("c09",))


def test_what_is_not_due_yet_is_no_delay() -> None:
    on_time = of("on-time", WITHIN)
    # On the 24th c01, c05 and c20 are mailed; c02, c03, c04 and c06 have until later. Those mailed afterwards are in
    # the table already, and count as mailed in time where they were.
    assert on_time["standard"] == Share(("c01", "c02", "c05", "c20"), ())


def test_overdue_at_the_end_of_the_month() -> None:
    # c06 was mailed in April, c04 never; c18 ended; c09 was mailed late, but within the month.
    assert counted(of("overdue")["standard"]) == ("c04", "c06")
    assert "expedited" not in of("overdue")


def test_how_old_cases_were_when_they_were_mailed() -> None:
    # Standard, mailed in March: c01 02-06→03-20 42, c02 02-09→03-25 44, c03 02-09→03-27 46, c05 02-10→03-18 36,
    # c10 03-06→03-31 25, c20 02-05→03-19 42.
    assert days(of("age-assignment")["standard"]) == (42, 46)
    # From completeness: 28, 30, 31, 20, 11, 29.
    assert days(of("age-completeness")["standard"]) == (28.5, 31)
    # Expedited: 3, 4, 4 from assignment.
    assert days(of("age-assignment")["expedited"]) == (4, 4)


def test_applications_received_and_judged() -> None:
    assert {track: len(counted(value)) for track, value in of("received").items()} == {"standard": 8, "expedited": 3}
    assert share(of("eligible")["standard"]) == (3, 7)
    assert share(of("eligible")["expedited"]) == (3, 3)
    assert {reason: counted(value) for reason, value in of("reasons").items()} == {
        "late": ("c12", "c13"),
        "liability": ("c14",),
        "unsigned": ("c13",),
    }
    # c10 3, c11 3, c12 5, c13 5, c14 5, c15 3, c17 12 days.
    assert days(of("days-to-eligibility")["standard"]) == (5, 12)


def test_lines_overturned_by_category() -> None:
    # Mailed in March: pU dU | pO | dU | dI sU | dO | dU | pU | dU | pU -U.
    shares = {group: share(value) for group, value in of("overturned").items()}
    assert shares == {UNNAMED: (0, 1), "drugs": (2, 6), "physical therapy": (1, 4), "surgery": (0, 1)}


def test_letters_mailed_and_lines_decided() -> None:
    # Mailed in March: nine, three of them expedited; their lines are those counted above.
    assert {track: len(counted(value)) for track, value in of("mailed").items()} == {"standard": 6, "expedited": 3}
    assert {word: len(counted(value)) for word, value in of("lines").items()} == {
        "OVERTURNED": 2,
        "OVERTURNED_IN_PART": 1,
        "UPHELD": 9,
    }


def test_a_year_counts_what_its_months_count() -> None:
    year = Asked(cases=CASES, month=Year(2026), as_of=dt.datetime(2027, 1, 4, tzinfo=ZONE), minimum=1)
    for ident in ("received", "mailed", "lines"):
        whole = [case for figure in MEASURES[ident].of(year) for case in counted(figure.value)]
        monthly = [
            case
            for month in Year(2026).months
            for figure in MEASURES[ident].of(year._replace(month=month))
            for case in counted(figure.value)
        ]
        assert sorted(whole) == sorted(monthly), ident
        assert whole


def test_a_month_and_a_year_are_read_as_they_are_written() -> None:
    assert read_period("2026-11") == Month(2026, 11)
    assert read_period(" 2026 ") == Year(2026)
    assert [read_period(text) for text in ("2026-13", "26", "0999", "", "2026-1", "\u0662026")] == [None] * 6


def test_small_groups_stand_together() -> None:
    shares = {group: share(value) for group, value in of("overturned", minimum=3).items()}
    assert shares == {"drugs": (2, 6), "physical therapy": (1, 4), TOO_FEW: (0, 2)}


def test_records_by_payer() -> None:
    # Acme: c01 in time, c02 late, c17 never; Birch: c07 in time, c08 late; Cedar: c10 in time, c11 never.
    assert {group: share(value) for group, value in of("records-on-time").items()} == {
        "Acme": (1, 3),
        "Birch": (1, 2),
        "Cedar": (1, 2),
    }


def test_denials_that_name_no_guideline() -> None:
    # Received in March: Acme c09 c12 c13, Birch c07 c08 c14 c15 c19, Cedar c10 c11 c16.
    assert {group: share(value) for group, value in of("without-guideline").items()} == {
        "Acme": (2, 3),
        "Birch": (1, 5),
        "Cedar": (1, 3),
    }


def test_days_charged() -> None:
    held = of("days-charged")
    assert isinstance(held["organisation"], Spread)
    assert len(held["organisation"].days) == 9
    assert days(held["payer"]) == (10, 10)


def test_what_happened_after_the_determination() -> None:
    day, before = dt.date(2026, 3, 3), dt.date(2026, 2, 28)
    after = replace(
        CASES[0],
        set_aside=((day, "fraud"), (before, "bias")),
        corrected_on=(day,),
        taken_down_on=(before, day),
        late=(LatenessFacts(rule="R", holder="payer", on=day, amount=Decimal("500")),) * 2,
    )
    assert of("set-aside", cases=(after,)) == {"fraud": Cases(("c01",))}
    assert of("corrected", cases=(after,)) == {"": Cases(("c01",))}
    assert of("taken-down", cases=(after,)) == {"": Cases(("c01",))}
    assert of("exposure", cases=(after,)) == {"payer": Sum(Decimal(1000), ("c01", "c01"))}


def test_a_month_of_nothing_gives_no_number() -> None:
    told = figures(Asked(cases=(), month=MARCH, as_of=AFTER, minimum=1))
    assert told.keys() == MEASURES.keys()
    values = [figure.value for told_of in told.values() for figure in told_of]
    assert values == [Cases(()), Cases(())]
    assert Share((), ()).share is None
    assert Share((), ()).interval is None
    assert Spread(()).median is None
    assert Spread(()).ninetieth is None


@pytest.mark.parametrize(
    ("counted_of", "low", "high"), [((0, 10), 0, 0.2775), ((10, 20), 0.2993, 0.7007), ((1, 1), 0.2065, 1)]
)
def test_the_interval_is_wilsons(counted_of: tuple[int, int], low: float, high: float) -> None:
    count, of_all = counted_of
    interval = Share(("x",) * count, ("x",) * (of_all - count)).interval
    assert interval is not None
    assert interval == pytest.approx((low, high), abs=1e-4)


@given(st.integers(0, 500), st.integers(0, 500))
def test_a_share_lies_within_its_interval(count: int, rest: int) -> None:
    value = Share(("x",) * count, ("x",) * rest)
    if value.share is None:
        assert value.of == 0
        return
    interval = value.interval
    assert interval is not None
    assert 0 <= interval.low <= value.share + 1e-12
    assert value.share - 1e-12 <= interval.high <= 1


@given(st.lists(st.integers(0, 400), min_size=1, max_size=60))
def test_nine_of_ten_lie_at_or_below_the_ninetieth(counts: list[int]) -> None:
    spread = Spread(tuple((count, "x") for count in counts))
    assert spread.ninetieth is not None
    assert sum(count <= spread.ninetieth for count in counts) >= 0.9 * len(counts)
    assert sum(count < spread.ninetieth for count in counts) < 0.9 * len(counts)


def test_a_month_is_read_and_has_neighbors() -> None:
    assert Month.read("2026-03") == MARCH
    assert [Month.read(text) for text in ("2026-13", "2026-3", "0026-03", "March")] == [None] * 4
    assert (MARCH.first, MARCH.last) == (dt.date(2026, 3, 1), dt.date(2026, 3, 31))
    assert Month(2025, 12).next == Month(2026, 1)
    assert Month(2026, 1).previous == Month(2025, 12)
    assert Month(2024, 2).last.day == 29
    assert Month(9999, 12).last == dt.date.max
