"""Hours typed at the office: one that was twice is asked about, one that never was is refused, as in all forms."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from evenhand_web.accounts.models import PersonRole
from evenhand_web.diary.models import Shift, Talk, Task
from tests.web.cast import browser_of, somebody

Clock = Callable[[dt.datetime], None]
TWICE = "this hour was twice"
NEVER = "the clocks were put forward"
TALK = {"manner": "telephone", "speaker": "Rosa Example", "on": "2023-11-05", "about": "A question.", "language": "en"}
"""The clocks of the office were put back on November 5, 2023 and on November 3, 2024; forward on March 9, 2025."""

ONCE = {"days": "1", "weeks": "1"}


@pytest.fixture
def desk(store: str, moment: Clock) -> Client:
    """The coordinator's browser, on June 12, 2024."""
    return browser_of(somebody(PersonRole.COORDINATOR, "desk"))


def _answer(desk: Client, address: str, keyed: dict[str, Any]) -> tuple[int, str]:
    answer = desk.post(address, keyed)
    return answer.status_code, answer.content.decode()


@pytest.mark.parametrize(("which", "utc"), [("0", 8), ("1", 9)])
def test_a_call_in_an_hour_that_was_twice(desk: Client, which: str, utc: int) -> None:
    status, page = _answer(desk, "/office/calls/new", TALK | {"hour": "01:30"})
    assert (status, TWICE in page, "The second, after the clocks were put back (PST)" in page) == (422, True, True)
    assert not Talk.objects.exists()
    assert _answer(desk, "/office/calls/new", TALK | {"hour": "01:30", "which_hour": which})[0] == 302
    assert Talk.objects.get().at == dt.datetime(2023, 11, 5, utc, 30, tzinfo=dt.UTC)


def test_a_call_in_an_hour_that_never_was(desk: Client) -> None:
    status, page = _answer(desk, "/office/calls/new", TALK | {"on": "2024-03-10", "hour": "02:30"})
    assert (status, NEVER in page, Talk.objects.exists()) == (422, True, False)


@pytest.mark.parametrize(("which", "utc"), [("0", 8), ("1", 9)])
def test_a_task_until_an_hour_that_is_twice(desk: Client, which: str, utc: int) -> None:
    keyed = {"words": "Ask again.", "on": "2024-11-03", "hour": "01:30", "given_to": ""}
    status, page = _answer(desk, "/office/tasks/new", keyed)
    assert (status, TWICE in page, Task.objects.exists()) == (422, True, False)
    assert _answer(desk, "/office/tasks/new", keyed | {"which_hour": which})[0] == 302
    due_at = Task.objects.get().due_at.replace(second=0, microsecond=0)
    assert due_at == dt.datetime(2024, 11, 3, utc, 30, tzinfo=dt.UTC)


def test_a_shift_over_the_night_on_which_clocks_change(desk: Client) -> None:
    person = somebody(PersonRole.MEDICAL_DIRECTOR, "md")
    keyed = {
        "person": str(person.pk),
        "on": "2024-11-02",
        "begins": "18:00",
        "ends": "01:30",
        "days": "1",
        "weeks": "1",
    }
    status, page = _answer(desk, "/office/roster", keyed)
    assert (status, TWICE in page, Shift.objects.exists()) == (422, True, False)
    assert _answer(desk, "/office/roster", keyed | {"which_ends": "1"})[0] == 302
    assert Shift.objects.get().ends_at == dt.datetime(2024, 11, 3, 9, 30, tzinfo=dt.UTC)
    never = keyed | {"on": "2025-03-07", "begins": "02:30", "ends": "08:00", "days": "3"}
    status, page = _answer(desk, "/office/roster", never)
    assert (status, NEVER in page, Shift.objects.count()) == (422, True, 1), "the third of the three days has no 02:30"
    turned = keyed | {"on": "2024-11-03", "begins": "01:30", "ends": "01:45", "which_begins": "1", "which_ends": "0"}
    assert _answer(desk, "/office/roster", turned)[0] == 422


@pytest.mark.parametrize("day", ["0206-06-10", "1899-12-31"])
def test_no_year_before_1900_is_taken_at_the_office(desk: Client, day: str) -> None:
    person = somebody(PersonRole.MEDICAL_DIRECTOR, "md")
    shift = {"person": str(person.pk), "on": day, "begins": "08:00", "ends": "17:00"} | ONCE
    for address, keyed in (
        ("/office/calls/new", TALK | {"on": day, "hour": "10:00"}),
        ("/office/tasks/new", {"words": "Ask again.", "on": day, "hour": "10:00", "given_to": ""}),
        ("/office/roster", shift),
    ):
        status, page = _answer(desk, address, keyed)
        assert (status, "1900" in page) == (422, True), address
