"""Saving a part of a draft as it is typed: two windows lose nothing, and the same text is kept once."""

import datetime as dt
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from evenhand_web.accounts.models import Person, PersonRole
from evenhand_web.cases.models import Case
from evenhand_web.infrastructure import clock
from evenhand_web.reviewing.content import StatementText
from evenhand_web.reviewing.models import DraftVersion, Return
from evenhand_web.reviewing.open_file import opened_file
from evenhand_web.reviewing.saved_parts import Saved, save_part
from tests.web.cast import PASSWORD, browser_of, somebody
from tests.web.postgres import asked_for_the_trace
from tests.web.review_cast import a_reviewer, ready_case, under_review, write_whole

Clock = Callable[[dt.datetime], None]
AUTO = {"X-Autosave": "1"}
MOST_QUESTIONS = 8
"""How often the database is asked when a part is saved as it is typed, the transaction's begin and end counted."""


@pytest.fixture
def physician(store: str, moment: Clock, shelf_folder: Path) -> Person:
    """A physician with a statement on file."""
    return a_reviewer()


def _save(client: Client, case: Case, number: int, fit: str) -> Any:
    fields = {"part": "statement", "number": str(number), "fit": fit}
    return client.post(f"/review/{case.ident}/save", fields, headers=AUTO)


@pytest.mark.postgresql(slow=True)
@pytest.mark.parametrize("window", ["first", "second"])
def test_two_windows_lose_nothing(store: str, moment: Clock, shelf_folder: Path, window: str) -> None:
    case = under_review(person := a_reviewer())
    client = browser_of(person)
    first = _save(client, case, 0, "the first window's words")
    second = _save(client, case, 0, "the second window's words")
    assert (first.status_code, first.headers["X-Number"]) == (200, "1")
    assert (second.status_code, second.headers["X-Number"]) == (409, "1")
    assert b"Another window saved this part first" in second.content
    kept = [(one.number, one.content["fit"], one.is_aside) for one in DraftVersion.objects.order_by("number")]
    assert kept == [(1, "the first window's words", False), (2, "the second window's words", True)]
    if window == "second":
        client.post(f"/review/{case.ident}/restore", {"part": "statement", "number": "2", "current": "1"})
    page = client.get(f"/review/{case.ident}").content.decode()
    assert f"the {window} window&#x27;s words</textarea>" in page


@pytest.mark.postgresql(slow=True)
def test_the_same_text_is_kept_once_and_plain_forms_save_too(physician: Person) -> None:
    case = under_review(physician)
    client = browser_of(physician)
    for _ in range(3):
        assert _save(client, case, 0, "same").status_code == 200
    assert DraftVersion.objects.count() == 1
    fields = {"part": "statement", "number": "1", "fit": "by hand"}
    assert client.post(f"/review/{case.ident}/save", fields).headers["Location"].endswith("#statement")
    answer = client.post(f"/review/{case.ident}/save", fields | {"fit": "late"})
    assert (answer.status_code, b"Kept beside" in answer.content) == (409, True)
    assert client.post(f"/review/{case.ident}/save", {"part": "line:9", "number": "0"}).status_code == 404


def test_an_unassigned_draft_is_nobody_else_s(physician: Person) -> None:
    ready_case("IMR-9")
    case = under_review(physician)
    other = a_reviewer("second.example")
    assert _save(browser_of(other), case, 0, "x").status_code == 404


def _questions_of_saving(client: Client, case: Case, number: int) -> list[str]:
    with CaptureQueriesContext(connection) as questions:
        assert _save(client, case, number, f"text {number}").status_code == 200
    return [question["sql"] for question in questions.captured_queries]


@pytest.mark.postgresql(slow=True)
def test_saving_a_part_asks_little_and_still_asks_for_rights_and_lock(
    store: str, moment: Clock, shelf_folder: Path
) -> None:
    case = under_review(person := a_reviewer())
    client = browser_of(person)
    _questions_of_saving(client, case, 0)
    asked = _questions_of_saving(client, case, 1)
    assert len(asked) <= MOST_QUESTIONS + asked_for_the_trace(), asked
    assert any('FROM "drafts_seat"' in question for question in asked), "who may write is asked every time"
    (locking,) = [question for question in asked if 'FROM "drafts_draft"' in question]
    assert ("FOR UPDATE" in locking) == (connection.vendor == "postgresql")


def test_a_signed_text_that_came_back_is_saved_as_cheaply(physician: Person) -> None:
    case = under_review(physician)
    client = browser_of(physician)
    write_whole(client, case)
    fields = {"password": PASSWORD, "length": str(Case.objects.get(pk=case.pk).length)}
    assert client.post(f"/review/{case.ident}/sign", fields).status_code == 302
    assert _save(client, case, 1, "too late").status_code == 404
    director, entry = somebody(PersonRole.MEDICAL_DIRECTOR), Case.objects.get(pk=case.pk).length
    told = {"rule": "DIRECTOR", "finding": "Unclear", "question": "Why?", "made_at": clock.now()}
    Return.objects.create(case=case, entry=entry, by=director, **told)
    asked = _questions_of_saving(client, case, 1)
    assert len(asked) <= MOST_QUESTIONS + asked_for_the_trace(), asked
    assert any("EXISTS(SELECT" in question and '"drafts_return"' in question for question in asked)


@pytest.mark.postgresql(slow=True)
def test_many_windows_at_once_lose_nothing(store: str, moment: Clock, shelf_folder: Path) -> None:
    case = under_review(person := a_reviewer())
    assert _save(browser_of(person), case, 0, "first").status_code == 200
    file, saved = opened_file(person, case.ident), list[Saved]()

    def contend(place: int) -> None:
        try:
            saved.append(save_part(file, "statement", 1, StatementText(fit=f"window {place}")))
        finally:
            connection.close()

    windows = [threading.Thread(target=contend, args=(place,)) for place in range(12)]
    for window in windows:
        window.start()
    for window in windows:
        window.join(timeout=60)
    assert sorted(each.aside or 0 for each in saved) == [0, *range(3, 14)]
    assert {each.current for each in saved} == {2}
    assert DraftVersion.objects.filter(is_aside=False).count() == 2
