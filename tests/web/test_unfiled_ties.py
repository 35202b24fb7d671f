"""A house that keeps no credential files still compares names, and its pages say what nobody checked."""

import re
from html import unescape
from pathlib import Path

import pytest
from django.test import Client

from evenhand.docket.kind import EntryKind
from evenhand_web.accounts.models import Person, PersonRole
from evenhand_web.cases.models import Case
from evenhand_web.cases.open_case import opened_by_task
from evenhand_web.diary.models import Task
from evenhand_web.infrastructure.worker import work_off
from evenhand_web.placing.tie_watch import ask_to_look_again
from tests.web.cast import browser_of, somebody
from tests.web.panel_cast import keep, rows, tie, with_file
from tests.web.review_cast import a_reviewer, proposed, ready_case, sworn

NO_FILES, NO_TIES = "No credential files are kept", "No affiliations are kept"


@pytest.fixture
def case(store: str, moment: object, shelf_folder: Path) -> Case:
    """A demonstration that keeps nothing of its physicians; the requesting physician is Dr. Ada Sample."""
    return ready_case()


@pytest.fixture
def desk(store: str) -> Client:
    return browser_of(somebody(PersonRole.COORDINATOR))


def _called(name: str) -> Person:
    """A physician of a name, with a statement and no credential file."""
    person = a_reviewer(f"r{Person.objects.count()}")
    person.name = name
    person.save(update_fields=("name",))
    return person


def _page(desk: Client, case: Case) -> str:
    return unescape(desk.get(f"/desk/cases/{case.ident}/reviewer").content.decode())


def _propose(desk: Client, case: Case, person: Person) -> int:
    fields = {"do": "propose", "person": person.ident, "length": str(Case.objects.get().length)}
    return desk.post(f"/desk/cases/{case.ident}/reviewer", fields).status_code


@pytest.mark.parametrize("name", ["Ada Sample", "Dr. Ada Sample", "Ada Sample, MD", "SAMPLE, ADA", "Ada B. Sample"])
def test_a_reviewer_who_may_be_the_requesting_physician_is_asked_about_first(
    case: Case, desk: Client, name: str
) -> None:
    person = _called(name)
    page = _page(desk, case)
    assert f"/desk/cases/{case.ident}/ties/{person.ident}" in page
    assert "are one" in page
    assert _propose(desk, case, person) == 422
    assert EntryKind.REVIEWER_PROPOSED not in [entry.kind for entry in opened_by_task(case).docket.entries]


def test_an_answer_that_they_are_two_lets_the_reviewer_be_asked(case: Case, desk: Client) -> None:
    person = _called("Ada Sample")
    address = f"/desk/cases/{case.ident}/ties/{person.ident}"
    page = desk.get(address).content.decode()
    asked = {name: unescape(re.findall(rf'name="{name}" value="([^"]*)"', page)[0]) for name in ("one", "other")}
    assert desk.post(address, asked | {"do": "apart", "reason": "Two licenses"}).status_code == 302
    assert _propose(desk, case, person) == 302


def test_an_answer_that_they_are_one_keeps_the_reviewer_out(case: Case, desk: Client) -> None:
    person = _called("Ada Sample")
    address = f"/desk/cases/{case.ident}/ties/{person.ident}"
    page = desk.get(address).content.decode()
    asked = {name: unescape(re.findall(rf'name="{name}" value="([^"]*)"', page)[0]) for name in ("one", "other")}
    assert desk.post(address, asked | {"do": "same", "reason": "One license"}).status_code == 302
    assert "are one" not in _page(desk, case)
    assert _propose(desk, case, person) == 422


def test_nobody_else_is_asked_about(case: Case, desk: Client) -> None:
    person = _called("Rhea Thistledown")
    assert "/ties/" not in _page(desk, case)
    assert _propose(desk, case, person) == 302


def test_the_oath_is_refused_to_whom_the_name_may_bar(case: Case, desk: Client) -> None:
    person = _called("Ada Sample")
    proposed(case, person)
    physician = browser_of(person)
    oath = physician.get(f"/review/{case.ident}/oath").content.decode()
    every = {name: re.findall(rf'name="{name}" value="([^"]*)"', unescape(oath)) for name in ("sworn", "form")}
    assert physician.post(f"/review/{case.ident}/oath", every).status_code == 409


def test_who_sits_in_an_undescribed_case_is_looked_at_too(case: Case) -> None:
    person = _called("Ada Sample")
    sworn(proposed(case, person), person)
    ask_to_look_again()
    work_off(("house",))
    assert "are one" in Task.objects.get(case=case).words


def test_each_page_says_what_nobody_checked(case: Case, desk: Client) -> None:
    person = _called("Rhea Thistledown")
    assert NO_FILES in _page(desk, case)
    assert NO_TIES in _page(desk, case)
    assert NO_FILES in unescape(desk.get("/desk/panel?programme=ca_wc").content.decode())
    proposed(case, person)
    oath = unescape(browser_of(person).get(f"/review/{case.ident}/oath").content.decode())
    assert NO_FILES in oath
    assert NO_TIES in oath


def test_a_page_says_nothing_where_something_was_checked(case: Case, desk: Client) -> None:
    keep(filed := with_file("rhea", 1))
    assert NO_FILES not in _page(desk, case)
    assert NO_TIES in _page(desk, case)
    tie(filed[0])
    assert "Not checked" not in _page(desk, case)
    other = _called("Rufus Candlemarsh")
    proposed(case, other)
    assert "No credential file of this physician" in unescape(
        browser_of(other).get(f"/review/{case.ident}/oath").content.decode()
    )


def test_a_file_under_another_name_hides_nobody(case: Case, desk: Client) -> None:
    person = _called("Ada Sample")
    keep((person, rows(person.ident, "Reviewer 1", 1)))
    answer = desk.get(f"/desk/cases/{case.ident}/ties/{person.ident}").content.decode()
    assert "are one" in unescape(answer)
