"""The organization's own ties are asked in every case, of everybody the case names, before anything is released."""

import json
import re
from html import unescape
from pathlib import Path

import pytest
from django.test import Client

from evenhand.panel.ties.subjects import Subject
from evenhand_web.accounts.models import Person, PersonRole
from evenhand_web.cases.models import Case
from evenhand_web.cases.open_case import opened_by_task
from evenhand_web.letters.house_ties import house_bars, unstated
from evenhand_web.letters.models import HouseStatement
from evenhand_web.panel.describing import name_in_case
from evenhand_web.panel.keeping import keep_affiliations
from tests.web.cast import PASSWORD, browser_of, somebody
from tests.web.review_cast import ready_case
from tests.web.signed_case import signed_case

PARAGRAPH = "LC 139.5(c)(2)"


@pytest.fixture
def case(own_house: None) -> Case:
    """A case of a real house."""
    return ready_case()


@pytest.fixture
def coordinator(store: str) -> Person:
    return somebody(PersonRole.COORDINATOR)


def _fields(desk: Client, case: Case) -> dict[str, list[str]]:
    page = unescape(desk.get(f"/desk/cases/{case.ident}/house").content.decode())
    return {name: re.findall(rf'name="{name}" value="([^"]*)"', page) for name in ("sworn", "form")}


def _bars(case: Case) -> str:
    return " ".join(house_bars(opened_by_task(Case.objects.get(pk=case.pk))))


def test_nothing_is_released_before_somebody_stated_it_for_the_organization(case: Case, coordinator: Person) -> None:
    desk = browser_of(coordinator)
    assert "Nobody has stated" in _bars(case)
    assert PARAGRAPH in _bars(case)
    assert "Not stated yet" in desk.get(f"/desk/cases/{case.ident}/reviewer").content.decode()
    whole = _fields(desk, case)
    assert any("Sample Mutual" in point for point in whole["sworn"])
    address = f"/desk/cases/{case.ident}/house"
    half = desk.post(address, {**whole, "sworn": whole["sworn"][1:], "do": "free"})
    assert (half.status_code, HouseStatement.objects.count()) == (422, 0)
    assert desk.post(address, {**whole, "do": "free"}).status_code == 302
    assert _bars(case) == ""
    assert HouseStatement.objects.get().made_by == coordinator


def test_who_comes_into_the_case_is_stated_anew(case: Case, coordinator: Person) -> None:
    desk, address = browser_of(coordinator), f"/desk/cases/{case.ident}/house"
    desk.post(address, {**_fields(desk, case), "do": "free"})
    name_in_case(case.ident, (Subject(role="maker", name="Otter Devices"),), coordinator)
    assert "Otter Devices" in _bars(case)
    assert [point.name for point in unstated(opened_by_task(case))] == ["Otter Devices"]
    desk.post(address, {**_fields(desk, case), "do": "free"})
    assert _bars(case) == ""


def test_a_tie_that_is_disclosed_stops_the_release_even_in_a_demonstration(
    store: str, moment: object, shelf_folder: Path, coordinator: Person
) -> None:
    case = signed_case()
    assert _bars(case) == ""  # made up: it is asked, and nothing waits for it
    desk, address = browser_of(coordinator), f"/desk/cases/{case.ident}/house"
    assert desk.post(address, {"do": "tied", "tie": " "}).status_code == 422
    assert desk.post(address, {"do": "tied", "tie": "We own a share of Sample Mutual."}).status_code == 302
    assert "We own a share of Sample Mutual" in _bars(case)
    director = browser_of(somebody(PersonRole.MEDICAL_DIRECTOR, "odile"))
    answer = director.post(
        f"/release/{case.ident}/issue", {"length": case.length, "password": PASSWORD, "read_whole": "on"}
    )
    assert (answer.status_code, "We own a share" in unescape(answer.content.decode())) == (409, True)


def test_a_tie_that_is_known_is_not_stated_away(case: Case, coordinator: Person, settings_of: object) -> None:
    graph = {
        "entities": [
            {"id": "H", "kind": "review_organisation", "name": "Sample IMRO"},
            {"id": "O", "kind": "person", "name": "Orla Pinewood"},
            {"id": "P", "kind": "claims_administrator", "name": "Sample Mutual"},
        ],
        "ties": [
            {"kind": "director_of", "first": "O", "second": "H", "source": "register"},
            {"kind": "employed_by", "first": "O", "second": "P", "source": "register"},
        ],
    }
    settings_of(ORGANISATION="Sample IMRO")  # type: ignore[operator]
    kept = keep_affiliations(json.dumps(graph).encode(), "ties.json", None)
    assert kept.is_taken, kept.findings
    desk, address = browser_of(coordinator), f"/desk/cases/{case.ident}/house"
    answer = desk.post(address, {**_fields(desk, case), "do": "free"})
    assert (answer.status_code, "Orla Pinewood" in unescape(answer.content.decode())) == (422, True)
    assert not HouseStatement.objects.exists()
    assert "Orla Pinewood" in _bars(case)
