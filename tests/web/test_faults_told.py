"""What a form has against what was typed stands at the head of the page, each with a link to its field."""

import datetime as dt
import re
from collections.abc import Callable

import pytest
from django.test import Client

from evenhand_web.accounts.models import PersonRole
from tests.web.cast import browser_of, somebody
from tests.web.test_desk import application_fields

Clock = Callable[[dt.datetime], None]


@pytest.fixture
def coordinator(store: str, moment: Clock) -> Client:
    """The coordinator's browser."""
    return browser_of(somebody(PersonRole.COORDINATOR))


def test_what_is_wrong_is_listed_with_a_link_to_its_field(coordinator: Client) -> None:
    fields = application_fields(**{"physician-name": "", "lines-0-words": "", "on": ""})
    page = coordinator.post("/desk/cases/new", fields).content.decode()
    summary = page[page.index('id="faults"') : page.index("</ul></div>")]
    assert "3 answers need another look." in summary
    links = re.findall(r'<li><a href="#([^"]+)">([^<]+)</a>: ([^<]+)</li>', summary)
    assert [words for _, _, words in links] == ["Answer this."] * 3
    assert links[0][1] == "Received on"
    for field, _, _ in links:
        assert f'id="{field}"' in page[page.index("</ul></div>") :]


def test_a_fault_of_a_party_alone_is_told_at_the_head_too(coordinator: Client) -> None:
    page = coordinator.post("/desk/cases/new", application_fields(**{"physician-name": ""})).content.decode()
    assert "One answer needs another look." in page
    assert 'href="#id_physician-name"' in page
