"""Made-up law is offered only where somebody asked for it, and every page of such a case says what it is."""

import datetime as dt
from collections.abc import Callable

import pytest
from django.conf import settings
from django.test import Client

from evenhand_web.accounts.models import PersonRole
from evenhand_web.cases.docketing import open_case
from evenhand_web.cases.models import Case
from tests.web.cast import application, browser_of, new_case, somebody
from tests.web.test_desk import application_fields

Clock = Callable[[dt.datetime], None]
SAID = "this case runs under a program that exists nowhere"
TAG = "Made-up law</span>"


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
    answer = coordinator.post("/desk/cases/new", application_fields(programme="freedonia"), follow=True)
    assert answer.status_code == 200, answer.content.decode()
    assert Case.objects.get().programme == "freedonia"
    assert SAID in answer.content.decode()


def test_every_page_of_such_a_case_says_so_and_no_other(coordinator: Client) -> None:
    made_up, real = open_case("freedonia", application("F-1"), None).case, new_case("IMR-2")
    for path in (
        f"/desk/cases/{made_up.ident}",
        f"/office/cases/{made_up.ident}",
        f"/office/cases/{made_up.ident}/alike",
    ):
        assert SAID in coordinator.get(path).content.decode(), path
    assert SAID not in coordinator.get(f"/desk/cases/{real.ident}").content.decode()
    rows = coordinator.get("/desk/").content.decode().split("<tr>")
    assert [TAG in row for row in rows if ">F-1</a>" in row] == [True]
    assert [TAG in row for row in rows if ">IMR-2</a>" in row] == [False]
