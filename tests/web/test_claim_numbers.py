"""A claim number that was keyed stands on the docket sign by sign as the paper has it, and is put right there alone."""

import datetime as dt
from collections.abc import Callable

import pytest
from django.test import Client

from evenhand.docket.intake import ApplicationReceived
from evenhand_web.accounts.models import PersonRole
from evenhand_web.cases.models import Case, ComparedCase
from evenhand_web.cases.seam import docket_of
from tests.web.cast import browser_of, somebody
from tests.web.test_desk import application_fields

Clock = Callable[[dt.datetime], None]
NUMBER = "0000-0123 456/07"


@pytest.fixture
def desk(store: str, moment: Clock) -> Client:
    """The coordinator's browser."""
    return browser_of(somebody(PersonRole.COORDINATOR))


@pytest.fixture
def case(desk: Client) -> Case:
    """A case taken in with a claim number that begins with zeros."""
    keyed = application_fields() | {"claim_number": NUMBER}
    assert desk.post("/desk/cases/new", keyed).status_code == 302
    return Case.objects.get()


def test_every_sign_of_it_is_on_the_docket_and_shown(desk: Client, case: Case) -> None:
    payload = docket_of(case).entries[0].payload
    assert isinstance(payload, ApplicationReceived)
    assert payload.fact("claim_number") == NUMBER
    assert ComparedCase.objects.get(case=case).claim_number == NUMBER
    page = desk.get(f"/office/cases/{case.ident}/alike").content.decode()
    assert (f'value="{NUMBER}"' in page, "The docket states it" in page) == (True, True)
    assert desk.post(f"/office/cases/{case.ident}/alike", {"beside-claim_number": "1"}).status_code == 302
    assert ComparedCase.objects.get(case=case).claim_number == NUMBER
