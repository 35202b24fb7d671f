"""A form sent after its session has ended comes back filled once its person has signed in again, and to nobody else."""

import datetime as dt
import html
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from evenhand_web.accounts.kept_forms import erase_old_forms
from evenhand_web.accounts.models import KeptForm, Person, PersonRole
from evenhand_web.cases.models import Case, CaseDocument
from evenhand_web.diary.models import Task
from evenhand_web.infrastructure.models import StoredFile
from tests.web.cast import BROWSER, PASSWORD, browser_of, new_case, somebody
from tests.web.conftest import NOON
from tests.web.review_cast import pdf_of
from tests.web.test_desk import application_fields

Clock = Callable[[dt.datetime], None]
CROSS = {"sec-fetch-site": "cross-site"}
LATER = NOON + dt.timedelta(minutes=40)


@pytest.fixture
def person(store: str, moment: Clock, shelf_folder: Path) -> Person:
    """A coordinator."""
    return somebody(PersonRole.COORDINATOR)


@pytest.fixture
def client(person: Person) -> Client:
    """Their browser, signed in."""
    browser = browser_of(person)
    browser.get("/desk/")
    return browser


def _signed_in_again(client: Client, person: Person, answer: Any) -> Any:
    assert answer.status_code == 302, answer.content
    assert answer.url.startswith("/sign-in?next=")
    (wanted,) = re.findall(r'name="next" value="([^"]+)"', client.get(answer.url).content.decode())
    answer = client.post("/sign-in", {"email": person.email, "password": PASSWORD, "next": html.unescape(wanted)})
    assert answer.status_code == 302
    return client.get(answer.url)


def test_an_application_comes_back_filled_with_its_papers(client: Client, person: Person, moment: Clock) -> None:
    moment(LATER)
    scan = SimpleUploadedFile("application.pdf", pdf_of(["an application"]), "application/pdf")
    typed = application_fields() | {"paper_title": "Application", "papers": [scan]}
    page = _signed_in_again(client, person, client.post("/desk/cases/new", typed))
    words = page.content.decode()
    assert page.status_code == 200
    assert "You were signed out before this was entered" in words
    assert f'value="{typed["case_number"]}"' in words
    assert "application.pdf" in words
    assert not Case.objects.exists()
    kept = re.findall(r'name="papers-kept" value="([^"]+)" checked', words)
    again = application_fields() | {"paper_title": "Application", "papers-kept": kept}
    assert client.post("/desk/cases/new", again).status_code == 302
    assert CaseDocument.objects.count() == 1
    assert not KeptForm.objects.exists()


def test_a_sound_form_is_only_shown_and_does_nothing(client: Client, person: Person, moment: Clock) -> None:
    case = new_case()
    moment(LATER)
    task = {"words": "Call the claims administrator", "on": "2024-06-13", "hour": "17:00", "given_to": ""}
    page = _signed_in_again(client, person, client.post(f"/office/cases/{case.ident}/tasks/new", task))
    assert "Call the claims administrator" in page.content.decode()
    assert not Task.objects.filter(words=task["words"]).exists()
    assert client.post(f"/office/cases/{case.ident}/tasks/new", task).status_code == 302
    assert Task.objects.filter(words=task["words"]).count() == 1


def test_nobody_else_sees_it(client: Client, person: Person, moment: Clock) -> None:
    moment(LATER)
    client.post("/desk/cases/new", application_fields())
    kept = KeptForm.objects.get()
    other = browser_of(somebody(PersonRole.COORDINATOR, "other"))
    page = other.get(f"/desk/cases/new?typed={kept.ident}").content.decode()
    assert application_fields()["case_number"] not in page
    assert other.get(f"/typed/{kept.ident}").status_code == 404
    stranger = Client(headers=BROWSER)
    answer: Any = stranger.post("/desk/cases/new", application_fields())
    assert answer.url == "/sign-in?next=/desk/cases/new"
    assert KeptForm.objects.count() == 1


def test_it_lies_encrypted_and_is_erased_after_a_day(
    client: Client, person: Person, moment: Clock, shelf_folder: Path
) -> None:
    moment(LATER)
    client.post("/desk/cases/new", application_fields())
    lying = b"".join(path.read_bytes() for path in shelf_folder.rglob("*") if path.is_file())
    assert lying
    assert b"Imani" not in lying
    assert erase_old_forms() == 0
    moment(LATER + dt.timedelta(days=1))
    assert erase_old_forms() == 1
    assert not StoredFile.objects.filter(erased_at=None).exists()


def test_what_has_no_form_to_come_back_to_is_told_as_words(client: Client, person: Person, moment: Clock) -> None:
    case = new_case()
    moment(LATER)
    answer = client.post(f"/desk/cases/{case.ident}/house", {"do": "tie", "tie": "An owner holds shares of it"})
    page = _signed_in_again(client, person, answer)
    assert "An owner holds shares of it" in page.content.decode()
    assert "Nothing of it was entered" in page.content.decode()


def test_no_password_is_kept(client: Client, person: Person, moment: Clock) -> None:
    moment(LATER)
    client.post("/account", {"old_password": PASSWORD, "new_password1": "x", "new_password2": "x"})
    client.post("/desk/cases/new", {"password": PASSWORD})
    assert not KeptForm.objects.exists()


def test_a_page_of_an_earlier_session_comes_back_filled(client: Client, person: Person) -> None:
    client.handler.enforce_csrf_checks = True
    answer: Any = client.post("/desk/cases/new", application_fields(), headers={"sec-fetch-site": "same-origin"})
    assert answer.status_code == 302
    assert application_fields()["case_number"] in client.get(answer.url).content.decode()
    assert client.post("/desk/cases/new", application_fields()).status_code == 403
    assert client.post("/desk/cases/new", application_fields(), headers=CROSS).status_code == 403
    assert KeptForm.objects.count() == 1
    assert not Case.objects.exists()


def test_a_page_that_asks_how_long_it_has_does_not_use_its_session(client: Client, moment: Clock) -> None:
    left = client.get("/account/session").json()["left"]
    moment(NOON + dt.timedelta(minutes=20))
    assert client.get("/account/session").json()["left"] == left - 1200
    assert client.post("/account/session").json()["left"] == left
    moment(NOON + dt.timedelta(minutes=40))
    assert client.get("/account/session").json()["left"] == left - 1200
    moment(NOON + dt.timedelta(minutes=52))
    assert client.get("/account/session").status_code == 302


def test_the_longest_time_is_told_apart(client: Client, moment: Clock) -> None:
    for minutes in range(0, 12 * 60, 20):
        moment(NOON + dt.timedelta(minutes=minutes))
        client.post("/account/session")
    told = client.get("/account/session").json()
    assert (told["is_last"], told["left"]) == (True, 20 * 60)
