"""The head of a case: whom it is about, whose claim, who decides it, and how far it has come, for whom it is for."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path

from evenhand_web.accounts.models import PersonRole
from evenhand_web.cases.models import ComparedCase
from evenhand_web.cases.open_case import opened
from evenhand_web.pages.case_head import case_head
from tests.web.cast import WORKER_NAME, browser_of, new_case, somebody
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
