"""The ties of a reviewer in a case: drawn and told alike, and questions of names answered once for every case."""

import datetime as dt
import json
import re
from collections.abc import Callable
from html import unescape
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from evenhand_web.accounts.models import PersonRole
from evenhand_web.cases.models import Case
from evenhand_web.diary.models import Task
from evenhand_web.infrastructure.worker import work_off
from evenhand_web.panel.day import kept_affiliations
from evenhand_web.panel.models import NameRuling
from tests.web.cast import browser_of, somebody
from tests.web.panel_cast import EMPLOYER, describe_case, keep, tie, with_file
from tests.web.review_cast import assigned, proposed, ready_case, sworn

Clock = Callable[[dt.datetime], None]


@pytest.fixture
def case(store: str, moment: Clock, shelf_folder: Path) -> Case:
    """A case that waits for a physician."""
    return ready_case()


def test_picture_and_table_say_the_same(case: Case) -> None:
    person, facts = with_file("tied.example", 1)
    desk = browser_of(somebody(PersonRole.COORDINATOR))
    keep((person, facts))
    address = f"/desk/cases/{case.ident}/ties/{person.ident}"
    assert EMPLOYER not in desk.get(address).content.decode()
    describe_case(desk, case, **{"subject-employer": EMPLOYER})
    assert "Nothing that is known ties" in desk.get(address).content.decode()
    tie(person)
    assert address in desk.get(f"/desk/cases/{case.ident}/reviewer").content.decode()
    page = unescape(desk.get(address).content.decode())
    drawn = re.findall(r'class="number">(\d+)<', page)
    told = re.findall(r'<th scope="row">(\d+)</th>', page)
    assert drawn == told == ["1"]
    assert "Badger Cove Stores" in page.partition("<svg")[2].partition("</svg>")[0]
    assert "is employed by" in page.partition("<tbody>")[2]
    assert "To be answered" not in page


@pytest.mark.postgresql(slow=True)
def test_an_answer_is_kept_for_every_case(case: Case) -> None:
    person, facts = with_file("tied.example", 1)
    director = somebody(PersonRole.MEDICAL_DIRECTOR)
    desk = browser_of(director)
    keep((person, facts))
    tie(person, "Badgr Cove Stores")
    describe_case(desk, case, **{"subject-employer": EMPLOYER})
    address = f"/desk/cases/{case.ident}/ties/{person.ident}"
    page = desk.get(address).content.decode()
    first, other = (re.findall(rf'name="{name}" value="([^"]*)"', page)[0] for name in ("one", "other"))
    answer = {"one": first, "other": other, "reason": "Two registers", "do": "apart"}
    assert desk.post(address, answer | {"reason": " "}).status_code == 422
    assert desk.post(address, answer | {"one": "Somebody"}).status_code == 404
    assert desk.post(address, answer | {"do": "perhaps"}).status_code == 404
    assert not NameRuling.objects.exists()
    assert desk.post(address, answer).status_code == 302
    ruling = kept_affiliations().rulings[-1]
    assert (ruling.is_same, ruling.by, ruling.reason) == (False, director.ident, "Two registers")
    assert "1 of 1 reviewer may be proposed" in desk.get(f"/desk/cases/{case.ident}/reviewer").content.decode()
    assert desk.post(address, answer | {"do": "same"}).status_code == 404


def test_nobody_swears_or_signs_who_has_become_tied(case: Case) -> None:
    person, facts = with_file("tied.example", 1)
    desk, physician = browser_of(somebody(PersonRole.COORDINATOR)), browser_of(person)
    keep((person, facts))
    describe_case(desk, case, **{"subject-employer": EMPLOYER})
    proposed(case, person)
    oath = physician.get(f"/review/{case.ident}/oath").content.decode()
    every = {name: re.findall(rf'name="{name}" value="([^"]*)"', unescape(oath)) for name in ("sworn", "form")}
    tie(person)
    answer = physician.post(f"/review/{case.ident}/oath", every)
    assert answer.status_code == 409
    assert f"is employed by {EMPLOYER}" in unescape(answer.content.decode())
    assigned(sworn(case, person), person)
    page = unescape(physician.get(f"/review/{case.ident}/sign").content.decode())
    assert f"is employed by {EMPLOYER}" in page
    assert "Recuse yourself" in page


@pytest.mark.postgresql(slow=True)
def test_a_case_whose_physician_becomes_tied_is_put_before_the_desk(case: Case) -> None:
    person, facts = with_file("tied.example", 1)
    other = with_file("free.example", 2)
    desk = browser_of(somebody(PersonRole.COORDINATOR))
    keep((person, facts), other)
    describe_case(desk, case, **{"subject-employer": EMPLOYER})
    assigned(sworn(proposed(case, person), person), person)
    graph = {
        "entities": [{"id": "E", "kind": "employer", "name": EMPLOYER}],
        "ties": [{"kind": "employed_by", "first": person.ident, "second": "E", "source": "told"}],
    }
    for _ in range(2):
        file = SimpleUploadedFile("ties.json", json.dumps(graph).encode())
        assert desk.post("/desk/panel/bring", {"affiliations": file}).status_code == 200
        work_off(("house",))
    task = Task.objects.get(kind=Task.Kind.OTHER)
    assert task.case == case
    assert f"is employed by {EMPLOYER}" in task.words
