"""The head of a case: whom it is about, whose claim, who decides it, and how far it has come, for whom it is for."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path

from evenhand_web.accounts.models import PersonRole
from evenhand_web.cases.models import ComparedCase
from evenhand_web.cases.open_case import opened
from evenhand_web.pages.case_head import case_head
from tests.web.cast import PARTS, WORKER_NAME, browser_of, new_case, somebody
from tests.web.review_cast import a_reviewer, under_review
from tests.web.signed_case import signed_case

Clock = Callable[[dt.datetime], None]


def test_it_says_how_far_a_case_has_come(store: str, moment: Clock, shelf_folder: Path) -> None:
    coordinator = somebody(PersonRole.COORDINATOR)
    young, signed = new_case(), signed_case("IMR-2")
    ways = [case_head(opened(coordinator, case.ident)).way for case in (young, signed)]
    come = [[milestone.title for milestone in way if milestone.on] for way in ways]
    assert come == [["Received"], [milestone.title for milestone in ways[1]][:6]]
    assert come[1][-1] == "Signed"


def test_everybody_sees_what_is_for_them(store: str, moment: Clock, shelf_folder: Path) -> None:
    case = signed_case()
    ComparedCase.objects.update_or_create(
        case=case, defaults={"claim_number": "WC-77", "named": {"employer": "Sample Mills"}}
    )
    told = {}
    for role in (PersonRole.COORDINATOR, PersonRole.MEDICAL_DIRECTOR, PersonRole.REGULATOR):
        told[role] = dict(case_head(opened(somebody(role), case.ident)).facts)
        assert WORKER_NAME in told[role].values()
        assert "Sample Mutual" in told[role].values()
    assert told[PersonRole.COORDINATOR]["Employer"] == "Sample Mills"
    assert told[PersonRole.COORDINATOR]["Claim number"] == "WC-77"
    assert "Employer" not in told[PersonRole.REGULATOR]
    assert "Reviewer" in told[PersonRole.MEDICAL_DIRECTOR]
    assert "Reviewer" not in told[PersonRole.REGULATOR]  # who decides is known inside the organization alone


def test_it_heads_the_case_and_the_entries_keyed_in_it(store: str, moment: Clock) -> None:
    case, client = new_case(), browser_of(somebody(PersonRole.COORDINATOR))
    for address in (f"/desk/cases/{case.ident}", f"/desk/cases/{case.ident}/enter/ur_decision_filed"):
        assert "How far the case has come" in client.get(address).content.decode()


def test_a_physician_s_own_pages_are_headed_and_name_nobody(store: str, moment: Clock, shelf_folder: Path) -> None:
    person = a_reviewer()
    case = under_review(person)
    client = browser_of(person)
    for address in (f"/review/{case.ident}", f"/review/{case.ident}/recuse"):
        page = client.get(address).content.decode()
        head = page[page.index('class="facts case-head"') : page.index("</ol>")]
        assert "Date of injury" in head
        assert "Reviewer assigned" in head
        assert WORKER_NAME not in page
        assert "Sample Mutual" not in head


def test_every_page_of_a_case_is_headed(store: str, moment: Clock, shelf_folder: Path) -> None:
    case = signed_case()
    pages = {
        PersonRole.COORDINATOR: (
            *(f"/desk/cases/{case.ident}{part}" for part in (*PARTS, "/reviewer", "/house", "/notices/assignment/3")),
            *(f"/office/cases/{case.ident}{part}" for part in ("", "/people", "/alike", "/joining", "/parties/worker")),
        ),
        PersonRole.MEDICAL_DIRECTOR: (f"/release/{case.ident}", f"/office/cases/{case.ident}/erase"),
    }
    for role, addresses in pages.items():
        client = browser_of(somebody(role))
        for address in addresses:
            page = client.get(address).content.decode()
            assert "How far the case has come" in page, address
            assert WORKER_NAME in page, address
