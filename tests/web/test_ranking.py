"""Proposing under the panel's rules: ranked with reasons, conflicts refused in words, two people below the floor."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from evenhand.docket.review import ReviewerProposed
from evenhand_web.accounts.models import Person, PersonRole
from evenhand_web.cases.models import Case
from evenhand_web.cases.seam import docket_of
from evenhand_web.panel.describing import described
from evenhand_web.panel.keeping import keep_affiliations
from evenhand_web.panel.models import FloorRequest
from tests.web.cast import browser_of, somebody
from tests.web.panel_cast import ABOUT, EMPLOYER, describe_case, keep, tie, with_file
from tests.web.review_cast import assigned, proposed, ready_case, sworn

Clock = Callable[[dt.datetime], None]


@pytest.fixture
def case(store: str, moment: Clock, shelf_folder: Path) -> Case:
    """A case that waits for a physician."""
    return ready_case()


def _do(desk: Client, case: Case, act: str, person: Person, **more: str) -> Any:
    length = str(Case.objects.get(pk=case.pk).length)
    fields = {"do": act, "person": person.ident, "length": length} | more
    return desk.post(f"/desk/cases/{case.ident}/reviewer", fields)


def _page(desk: Client, case: Case) -> str:
    return desk.get(f"/desk/cases/{case.ident}/reviewer").content.decode()


def _last(case: Case) -> ReviewerProposed:
    payload = docket_of(Case.objects.get(pk=case.pk)).entries[-1].payload
    assert isinstance(payload, ReviewerProposed)
    return payload


def test_a_case_is_described_before_anybody_is_ranked(case: Case) -> None:
    given, desk = with_file("rae.example", 1), browser_of(somebody(PersonRole.COORDINATOR))
    keep(given)
    assert "Say what it is about" in _page(desk, case)
    assert _do(desk, case, "propose", given[0]).status_code == 422
    wrong = desk.post(f"/desk/cases/{case.ident}/about", ABOUT | {"region-0": "moon"})
    assert (wrong.status_code, described(case.ident)) == (422, None)
    describe_case(desk, case, **{"subject-employer": f"{EMPLOYER}; Another Cove"})
    kept = described(case.ident)
    assert kept
    assert [(subject.role, subject.name) for subject in kept.subjects] == [
        ("employer", EMPLOYER),
        ("employer", "Another Cove"),
    ]
    again = desk.get(f"/desk/cases/{case.ident}/about").content.decode()
    assert f'value="{EMPLOYER}; Another Cove"' in again
    page = _page(desk, case)
    assert "1 of 1 reviewer may be proposed" in page
    assert "weight" in page
    assert _do(desk, case, "propose", given[0]).status_code == 302
    assert "weight" in _last(case).reasons


def test_a_conflict_is_refused_with_the_way_in_words(case: Case) -> None:
    tied, free = with_file("tied.example", 1), with_file("free.example", 2)
    desk = browser_of(somebody(PersonRole.COORDINATOR))
    keep(tied, free)
    tie(tied[0])
    describe_case(desk, case, **{"subject-employer": EMPLOYER})
    page = _page(desk, case)
    assert page.index("free.example") < page.index("Who may not, and why") < page.index("tied.example")
    assert f"is employed by {EMPLOYER}" in page
    answer = _do(desk, case, "propose", tied[0])
    assert (answer.status_code, f"employed by {EMPLOYER}" in answer.content.decode()) == (422, True)
    assert _do(desk, case, "ask_floor", tied[0], reason="I like him").status_code == 422


def test_a_name_that_may_be_one_is_put_before_a_person(case: Case) -> None:
    tied = with_file("tied.example", 1)
    desk = browser_of(somebody(PersonRole.COORDINATOR))
    keep(tied)
    tie(tied[0], "Badgr Cove Stores")
    describe_case(desk, case, **{"subject-employer": EMPLOYER})
    page = _page(desk, case)
    assert "0 of 1 reviewer may be proposed" in page
    assert "To be settled by a person" in page
    assert _do(desk, case, "propose", tied[0]).status_code == 422


def test_whoever_becomes_conflicted_is_not_given_the_case(case: Case) -> None:
    given, desk = with_file("rae.example", 1), browser_of(somebody(PersonRole.COORDINATOR))
    keep(given)
    sworn(proposed(case, given[0]), given[0])
    undescribed = _do(desk, case, "assign", given[0])
    assert (undescribed.status_code, b"must be described" in undescribed.content) == (422, True)
    describe_case(desk, case, **{"subject-employer": EMPLOYER})
    tie(given[0])
    answer = _do(desk, case, "assign", given[0])
    assert (answer.status_code, f"employed by {EMPLOYER}" in answer.content.decode()) == (422, True)
    assert keep_affiliations(b"{}", "ties.json", None).is_taken
    assert _do(desk, case, "assign", given[0]).status_code == 302


@pytest.mark.postgresql(slow=True)
def test_below_the_floor_a_second_person_allows_with_the_reason_on_the_docket(case: Case) -> None:
    low, high = with_file("low.example", 1, specialty="Internal Medicine"), with_file("high.example", 2)
    coordinator = somebody(PersonRole.COORDINATOR)
    first, second = browser_of(coordinator), browser_of(somebody(PersonRole.MEDICAL_DIRECTOR))
    keep(low, high)
    describe_case(first, case)
    assert "a second person would have to allow it" in _page(first, case)
    assert _do(first, case, "propose", low[0]).status_code == 422
    assert _do(first, case, "ask_floor", high[0], reason="rare").status_code == 422
    assert _do(first, case, "ask_floor", low[0], reason=" ").status_code == 422
    assert _do(second, case, "allow_floor", low[0]).status_code == 404
    assert _do(first, case, "ask_floor", low[0], reason="Nobody else reads Basque.").status_code == 302
    assert "Allow it and propose" not in _page(first, case)
    assert _do(first, case, "allow_floor", low[0]).status_code == 422
    assert "Allow it and propose" in _page(second, case)
    assert _do(second, case, "allow_floor", low[0]).status_code == 302
    assert "Nobody else reads Basque." in _last(case).reasons
    assert coordinator.ident in _last(case).reasons
    assert FloorRequest.objects.count() == 1


def test_work_in_hand_moves_a_physician_back(case: Case) -> None:
    busy, free = with_file("busy.example", 1), with_file("free.example", 2)
    desk = browser_of(somebody(PersonRole.COORDINATOR))
    other = ready_case("IMR-2")
    assigned(sworn(proposed(other, busy[0]), busy[0]), busy[0], dt.date(2024, 6, 11))
    keep(busy, free)
    describe_case(desk, case)
    page = _page(desk, case)
    assert page.index("free.example") < page.index("busy.example")
    assert "2% used, 5% with this case" in page


@pytest.mark.postgresql(slow=True)
def test_the_ranking_asks_as_much_for_two_physicians_as_for_six(case: Case) -> None:
    given, desk, counts = [], browser_of(somebody(PersonRole.COORDINATOR)), []
    for number in range(1, 7):
        given.append(with_file(f"rae{number}.example", number))
        if number in (2, 6):
            keep(*given)
            describe_case(desk, case)
            with CaptureQueriesContext(connection) as asked:
                _page(desk, case)
            counts.append(len([query["sql"] for query in asked if is_of_the_page(query["sql"])]))
    assert counts[0] == counts[1] <= 32


def is_of_the_page(sql: str) -> bool:
    """Whether a page asks this each time: not the line of the trace, nor what a process asks once."""
    return " FROM " in sql and "trace_line" not in sql and "works_installation" not in sql
