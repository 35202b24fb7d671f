"""Saving a part of a draft as it is typed: two windows lose nothing, and the same text is kept once."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from evenhand_web.accounts.models import Person
from evenhand_web.cases.models import Case
from evenhand_web.reviewing.models import DraftVersion
from tests.web.cast import browser_of
from tests.web.review_cast import a_reviewer, ready_case, under_review

Clock = Callable[[dt.datetime], None]
AUTO = {"X-Autosave": "1"}


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
