"""Made-up law is offered only where somebody asked for it, and every page of such a case says what it is."""

import datetime as dt
import re
from collections.abc import Callable

import pytest
from django.conf import settings
from django.test import Client

from evenhand.docket.intake import facts_of
from evenhand.docket.own import OwnEntry
from evenhand_web.accounts.models import PersonRole
from evenhand_web.cases.docketing import open_case
from evenhand_web.cases.models import Case
from evenhand_web.cases.seam import docket_of
from evenhand_web.panel.describing import named_in
from tests.web.cast import application, browser_of, new_case, somebody, whole_case
from tests.web.test_desk import application_fields

Clock = Callable[[dt.datetime], None]
SAID = "this case runs under a program that exists nowhere"
TAG = "Made-up law</span>"


@pytest.fixture
def regulator(store: str, moment: Clock) -> Client:
    """The browser of the regulator's office."""
    return browser_of(somebody(PersonRole.REGULATOR))


@pytest.fixture
def coordinator(store: str, moment: Clock) -> Client:
    """The coordinator's browser."""
    return browser_of(somebody(PersonRole.COORDINATOR))


def test_a_real_installation_offers_no_made_up_law(coordinator: Client) -> None:
    page = coordinator.get("/desk/cases/new").content.decode()
    assert 'value="ca_wc"' in page
    assert "freedonia" not in page
    keyed = application_fields(programme="freedonia")
    assert coordinator.post("/desk/cases/new", keyed).status_code == 422
    assert not Case.objects.exists()


def test_where_it_was_asked_for_a_case_is_taken_in(coordinator: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "MADE_UP", True)
    assert "Freedonia workers&#x27; review (made-up law)" in coordinator.get("/desk/cases/new").content.decode()
    form = coordinator.get("/desk/cases/new?programme=freedonia").content.decode()
    for label in ("Day of the accident", "Who asks", "Wages lost so far", "Workshop", "The house of healing"):
        assert label in form, label
    for label in ("Date of injury", "Employer", "Formulary", "RFA date"):
        assert label not in form, label
    keyed = application_fields(programme="freedonia")
    refused = coordinator.post("/desk/cases/new", keyed)
    assert (refused.status_code, Case.objects.exists()) == (422, False), "the day of the accident is required"
    stated = keyed | {"accident_on": "2024-01-08", "wages_lost": "120", "beside-workshop": "Badger Cove Quarry"}
    answer = coordinator.post("/desk/cases/new", stated, follow=True)
    assert answer.status_code == 200, answer.content.decode()
    case = Case.objects.get()
    assert (case.programme, SAID in answer.content.decode()) == ("freedonia", True)
    assert "Day of the accident" in answer.content.decode()
    assert [(party.role, party.name) for party in named_in(case.ident)] == [("workshop", "Badger Cove Quarry")]
    again = coordinator.post("/desk/cases/new", stated | {"case_number": "F-78"})
    told = answer.content.decode() + again.content.decode()
    assert (again.status_code, "same workshop" in told, "same day of the accident" in told) == (409, True, True)


def test_every_page_of_such_a_case_says_so_and_no_other(coordinator: Client) -> None:
    made_up, real = open_case("freedonia", application("F-1"), None).case, new_case("IMR-2")
    for path in (
        f"/desk/cases/{made_up.ident}",
        f"/office/cases/{made_up.ident}",
        f"/office/cases/{made_up.ident}/alike",
    ):
        assert SAID in coordinator.get(path).content.decode(), path
    assert SAID not in whole_case(coordinator, real.ident)
    rows = coordinator.get("/desk/").content.decode().split("<tr>")
    assert [TAG in row for row in rows if ">F-1</a>" in row] == [True]
    assert [TAG in row for row in rows if ">IMR-2</a>" in row] == [False]


def test_an_entry_of_the_programme_s_own_is_keyed_shown_and_corrected(regulator: Client) -> None:
    case = open_case("freedonia", application("F-1"), None).case
    page = whole_case(regulator, case.ident)
    assert "Place of the accident inspected" in page
    address = f"/desk/cases/{case.ident}/enter/accident_inspected"
    assert "The machine was guarded" in regulator.get(address).content.decode()
    keyed = {"length": "1", "on": "2024-06-10", "hour": "", "by": "regulator", "inspected_on": "", "cause": "fall"}
    keyed["by"] = re.findall(r'<option value="(regulator[^"]*)"', regulator.get(address).content.decode())[0]
    assert regulator.post(address, keyed).status_code == 422
    answer = regulator.post(address, keyed | {"inspected_on": "2024-06-07"}, follow=True)
    assert answer.status_code == 200, answer.content.decode()
    told = whole_case(regulator, case.ident)
    assert "Inspected on" in told
    assert "A fall" in told
    assert docket_of(case).entries[-1].payload == OwnEntry(
        own_kind="accident_inspected",
        facts=facts_of(cause="fall", inspected_on="2024-06-07", machine_was_guarded=False),
    )
    anew = f"/desk/cases/{case.ident}/correct/2"
    assert "2024-06-07" in regulator.get(anew).content.decode()
    changed = keyed | {"length": "2", "inspected_on": "2024-06-06", "because": "The report says the sixth."}
    assert regulator.post(anew, changed).status_code == 302
    [*_, last] = docket_of(case).entries
    assert isinstance(last.payload, OwnEntry)
    assert dict(last.payload.facts)["inspected_on"] == "2024-06-06"
