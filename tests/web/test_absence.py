"""A reviewer away: neither asked nor given a case, told at the desk or by the reviewer, and their cases placed anew."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from evenhand.docket.review import ReviewerProposed, ReviewerRecused
from evenhand_web.accounts import people
from evenhand_web.accounts.models import Person, PersonRole
from evenhand_web.cases.models import Case
from evenhand_web.cases.open_case import opened, opened_by_task
from evenhand_web.cases.seam import docket_of
from evenhand_web.diary.models import Task
from evenhand_web.infrastructure.models import OutboxMessage
from evenhand_web.placing.absence import absences, away_on, take_back, tell_absence
from evenhand_web.placing.anew import place_anew
from evenhand_web.placing.assigning import assign, propose
from evenhand_web.placing.candidates import candidates
from evenhand_web.reviewing.models import Refusal, Seat
from tests.web.cast import browser_of, somebody
from tests.web.review_cast import DAY, a_reviewer, assigned, proposed, ready_case, sworn

Clock = Callable[[dt.datetime], None]
WEEK = dt.timedelta(days=7)


@pytest.fixture
def case(store: str, moment: Clock, shelf_folder: Path) -> Case:
    """A case that waits for a physician."""
    return ready_case()


def _away(person: Person, since: dt.date = DAY, until: dt.date = DAY + WEEK) -> Any:
    by = Person.objects.filter(role=PersonRole.COORDINATOR).first() or somebody(PersonRole.COORDINATOR)
    return tell_absence(person, since, until, "", by, DAY)


def _last(number: str) -> Any:
    return docket_of(Case.objects.get(number=number)).entries[-1].payload


def test_both_ends_of_an_absence_count(case: Case) -> None:
    person = a_reviewer()
    absence = _away(person, DAY + WEEK, DAY + 2 * WEEK)
    day = dt.timedelta(days=1)
    days = [DAY + WEEK - day, DAY + WEEK, DAY + 2 * WEEK, DAY + 2 * WEEK + day]
    assert [away_on(each).get(person.ident) for each in days] == [None, absence.until, absence.until, None]
    take_back(absence)
    assert away_on(DAY + WEEK) == {}
    assert list(absences(person, DAY)) == []


def test_days_that_run_backward_or_are_over_are_said(case: Case) -> None:
    person = a_reviewer()
    with pytest.raises(ValueError, match="before it begins"):
        _away(person, DAY + WEEK, DAY)
    with pytest.raises(ValueError, match="already"):
        _away(person, DAY - 2 * WEEK, DAY - WEEK)


def test_who_is_away_is_neither_asked_nor_given_a_case(case: Case) -> None:
    person = a_reviewer()
    coordinator = somebody(PersonRole.COORDINATOR)
    absence = _away(person)
    offered = candidates(opened_by_task(case))
    assert [(each.is_ready, each.words[-1]) for each in offered] == [(False, f"Away until {DAY + WEEK:%B %-d, %Y}")]
    with pytest.raises(ValueError, match="is away until"):
        propose(opened(coordinator, case.ident), case.length, person)
    take_back(absence)
    propose(opened(coordinator, case.ident), case.length, person)
    sworn(case, person)
    _away(person)
    seat = Seat.objects.get(case=case)
    with pytest.raises(ValueError, match="is away until"):
        assign(opened(coordinator, case.ident), Case.objects.get().length, seat)


@pytest.mark.postgresql(slow=True)
def test_an_absence_raises_a_task_for_each_case_in_hand(case: Case) -> None:
    person = a_reviewer()
    proposed(case, person)
    _away(person)
    words = Task.objects.get(case=case).words
    assert f"{person.name} is away" in words
    assert "Place it anew, or let it stay" in words


@pytest.mark.postgresql(slow=True)
def test_all_open_cases_are_placed_anew_in_one_step(case: Case) -> None:
    leaving, coming = a_reviewer("leaving.example"), a_reviewer("coming.example")
    assigned(sworn(proposed(case, leaving), leaving), leaving)
    other = proposed(ready_case("IMR-2"), leaving)
    coordinator = somebody(PersonRole.COORDINATOR)
    _away(leaving)
    with pytest.raises(ValueError, match="Say why"):
        place_anew(leaving, "", coordinator)
    outcomes = place_anew(leaving, "On leave.", coordinator)
    assert [(outcome.case.number, outcome.to) for outcome in outcomes] == [("IMR-1", coming), ("IMR-2", coming)]
    entries = docket_of(Case.objects.get(number="IMR-1")).entries
    assert entries[-2].payload == ReviewerRecused(reviewer=leaving.ident, reason="On leave.")
    for number in ("IMR-1", "IMR-2"):
        payload = _last(number)
        assert isinstance(payload, ReviewerProposed)
        assert payload.reviewer == coming.ident
    assert Refusal.objects.get().case == other
    assert not Seat.objects.filter(reviewer=leaving, standing="assigned").exists()


@pytest.mark.postgresql(slow=True)
def test_who_is_suspended_has_their_cases_told_within_the_hour_and_placed_anew(case: Case) -> None:
    person, other, coordinator = a_reviewer(), a_reviewer("next.example"), somebody(PersonRole.COORDINATOR)
    assigned(sworn(proposed(case, person), person), person)
    people.suspend(other, None)
    assert not Task.objects.filter(key__startswith="suspended:").exists()
    people.bring_back(other, None)
    people.suspend(person, None)
    task = Task.objects.get(key__startswith="suspended:")
    assert (task.case, task.due_at - task.raised_at) == (case, dt.timedelta(hours=1))
    assert "Place all of their cases anew" in task.words
    assert OutboxMessage.objects.filter(recipient=coordinator.email, key__startswith="suspended:").count() == 1
    client, address = browser_of(coordinator), f"/desk/panel/{person.ident}/absence"
    assert "IMR-1" in client.get(address).content.decode()
    assert client.post(address, {"do": "anew", "reason": "Suspended."}).status_code == 200
    assert [seat.reviewer for seat in Seat.objects.filter(standing=Seat.Standing.PROPOSED)] == [other]


def test_a_case_nobody_can_take_is_said_and_stops_no_other(case: Case) -> None:
    leaving = a_reviewer("leaving.example")
    assigned(sworn(proposed(case, leaving), leaving), leaving)
    desk = browser_of(somebody(PersonRole.COORDINATOR))
    address = f"/desk/panel/{leaving.ident}/absence"
    assert desk.post(address, {"do": "anew", "reason": " "}).status_code == 422
    page = desk.post(address, {"do": "anew", "reason": "On leave."}).content.decode()
    assert "nobody of the panel can be asked as things stand" in page
    assert isinstance(_last("IMR-1"), ReviewerRecused)


@pytest.mark.postgresql(slow=True)
def test_the_desk_tells_an_absence_and_takes_it_back(case: Case) -> None:
    person = a_reviewer()
    desk, address = browser_of(somebody(PersonRole.MEDICAL_DIRECTOR)), f"/desk/panel/{person.ident}/absence"
    backward = desk.post(address, {"do": "away", "since": "2024-06-20", "until": "2024-06-15"})
    assert (backward.status_code, b"before it begins" in backward.content) == (422, True)
    assert b'value="2024-06-20"' in backward.content
    assert desk.post(address, {"do": "away", "since": "2024-06-10", "until": "2024-06-20"}).status_code == 302
    number = absences(person, DAY).get().pk
    assert b"Jun 10, 2024 to Jun 20, 2024" in desk.get(address).content
    assert desk.post(address, {"do": "back", "id": str(number)}).status_code == 302
    assert desk.post(address, {"do": "back", "id": str(number)}).status_code == 404
    assert desk.post(address, {"do": "else"}).status_code == 404


def test_a_reviewer_tells_their_own_absence_and_nobody_else_s(case: Case) -> None:
    person, other = a_reviewer(), a_reviewer("other.example")
    client = browser_of(person)
    assert client.post("/review/away", {"since": "2024-06-10", "until": "2024-06-20"}).status_code == 302
    assert away_on(DAY) == {person.ident: dt.date(2024, 6, 20)}
    theirs = _away(other)
    assert client.post("/review/away", {"id": str(theirs.pk)}).status_code == 404
    assert client.post("/review/away", {"id": str(absences(person, DAY).get().pk)}).status_code == 302
    assert set(away_on(DAY)) == {other.ident}
