"""Supply: the forecast is a sum that a hand can check, and names what runs short, when and why."""

import datetime as dt
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from evenhand.panel.matching.standing import Load
from evenhand.panel.oversight.supply import Expected, forecast
from evenhand.panel.people.credentials import Absence, Capacity
from evenhand.panel.requirements.fit import AreaUnderReview
from tests.core.panel.ca_wc import DAY
from tests.core.panel.people import NECK_MASSAGE, reviewer
from tests.core.panel.queues import panel_of, waiting
from tests.examples import examples

MIND = (AreaUnderReview(line="1", treatment="psychotherapy", region="mind", condition="mental_disorder"),)
REHAB = replace(reviewer(1), capacity=Capacity(cases_per_week=4, open_at_once=40))
PSYCHIATRIST = replace(reviewer(2, "Psychiatry"), capacity=Capacity(cases_per_week=2, open_at_once=40))


def test_what_a_week_cannot_place_waits_for_the_next_and_is_explained() -> None:
    queue = [waiting(number, MIND, due_in=5) for number in range(5)] + [waiting(9, NECK_MASSAGE, due_in=5)]
    weeks = forecast(panel_of([REHAB, PSYCHIATRIST]), queue, (), 4)
    assert [(week.demand, week.placed, week.capacity) for week in weeks] == [(6, 3, 6), (3, 2, 6), (1, 1, 6), (0, 0, 6)]
    (short,) = weeks[0].short
    assert (short.count, short.reviewers) == (3, ("R-2",))
    assert short.specialties == (
        "Addiction Psychiatry",
        "Child and Adolescent Psychiatry",
        "Psychiatry",
        "Psychologist",
    )
    assert "2026-02-02" in short.words
    assert "3 cases" in short.words
    assert weeks[2].short == ()


def test_expected_cases_arrive_every_week_after_the_first() -> None:
    weeks = forecast(panel_of([PSYCHIATRIST]), (), [Expected(areas=MIND, each_week=3)], 3)
    assert [(week.demand, week.placed) for week in weeks] == [(0, 0), (3, 2), (4, 2)]


def test_absence_a_begun_week_and_a_barred_reviewer_leave_less() -> None:
    second_week = DAY + dt.timedelta(days=7)
    away = replace(REHAB, absences=(Absence(first_on=second_week, last_on=second_week + dt.timedelta(days=1)),))
    weeks = forecast(panel_of([away], loads=[Load(reviewer="R-1", open=3, this_week=3, recent=3)]), (), (), 3)
    assert [week.capacity for week in weeks] == [1, 2, 4]
    assert forecast(panel_of([replace(REHAB, searches=())]), (), (), 1)[0].capacity == 0


def test_a_reviewer_of_two_specialties_is_counted_once() -> None:
    both = replace(
        reviewer(3, "Psychiatry", "Physical Medicine & Rehabilitation"),
        capacity=Capacity(cases_per_week=3, open_at_once=40),
    )
    queue = [waiting(1, MIND, due_in=3), waiting(2, MIND, due_in=3), waiting(3, due_in=3), waiting(4, due_in=3)]
    (week,) = forecast(panel_of([both]), queue, (), 1)
    assert (week.demand, week.placed) == (4, 3)


def test_a_kind_nobody_can_take_is_short_every_week() -> None:
    weeks = forecast(panel_of([REHAB]), [waiting(1, MIND, due_in=3)], (), 2)
    assert [week.short[0].reviewers for week in weeks] == [(), ()]


@given(st.lists(st.tuples(st.booleans(), st.integers(0, 30)), max_size=12), st.integers(1, 5))
@settings(max_examples=examples(25))
def test_no_case_is_lost_or_made(cases: list[tuple[bool, int]], weeks: int) -> None:
    queue = [
        waiting(number, MIND if is_mind else NECK_MASSAGE, due_in=due) for number, (is_mind, due) in enumerate(cases)
    ]
    weeks_ahead = forecast(panel_of([REHAB, PSYCHIATRIST]), queue, (), weeks)
    assert sum(week.placed for week in weeks_ahead) + sum(pair.count for pair in weeks_ahead[-1].short) == len(queue)
    for forecast_week in weeks_ahead:
        assert forecast_week.placed + sum(short.count for short in forecast_week.short) == forecast_week.demand
        assert forecast_week.placed <= forecast_week.capacity
