"""A due day once served is a fact of the docket: where it is not the day computed now, both are told."""

import datetime as dt

from evenhand.clock.due import legal_day
from evenhand.clock.served_days import days_told_otherwise
from evenhand.docket.assignment import NoticeIssued, ServedDueDate
from evenhand.docket.entry import Occurrence
from tests.core.small_case import JAN, LAND, application, happened, running, state_of, whole_file

BEGUN = (application(JAN[2]), whole_file(JAN[9]))


def told(rule: str, on: dt.date) -> Occurrence:
    served = ServedDueDate(rule=rule, on=on)
    return happened(
        JAN[10], NoticeIssued(notice="assignment", party="worker", language="en", documents=(), due_dates=(served,))
    )


def test_a_day_that_was_served_otherwise_is_told_beside_the_one_computed() -> None:
    [clock] = running("FREE-05", *BEGUN)
    assert clock.due is not None
    right = legal_day(clock.due.due, LAND)
    early, late = right - dt.timedelta(days=3), right + dt.timedelta(days=1)
    case = (*BEGUN, told("FREE-05", late), told("FREE-05", right), told("FREE-05", early), told("FREE-01", late))
    assert days_told_otherwise(clock, state_of(*case), LAND) == (early, late)
    assert days_told_otherwise(clock, state_of(*BEGUN, told("FREE-05", right)), LAND) == ()
