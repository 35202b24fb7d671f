"""What the pages of letters cost: the same queries for one row as for three, and no press in a process that serves."""

import datetime as dt
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from evenhand_web.accounts.models import PersonRole
from evenhand_web.director.comparing import Pair, shortened
from evenhand_web.infrastructure.worker import work_off
from evenhand_web.letters.letter_requests import ask_for_notice
from tests.web.cast import browser_of, somebody
from tests.web.signed_case import signed_case

HEAVY = ("typst", "pyhanko", "pikepdf", "pypdfium2")


def _queries(client: Client, address: str) -> int:
    with CaptureQueriesContext(
        connection,
    ) as asked:
        assert client.get(address).status_code == 200
    return len(asked)


@pytest.fixture
def directors(store: str, moment: Callable[[dt.datetime], None], shelf_folder: Path) -> Client:
    return browser_of(somebody(PersonRole.MEDICAL_DIRECTOR))


def test_lists_ask_as_much_for_three_rows_as_for_one(directors: Client) -> None:
    coordinator = somebody(PersonRole.COORDINATOR)
    client = browser_of(coordinator)

    def another(number: str) -> None:
        case = signed_case(number)
        ask_for_notice(case, case.length, "eligible", 3, coordinator)
        work_off(("letters",))

    another("IMR-1")
    once = _queries(directors, "/release/"), _queries(client, "/desk/post")
    another("IMR-2")
    another("IMR-3")
    assert (_queries(directors, "/release/"), _queries(client, "/desk/post")) == once
    assert max(once) <= 14  # the head of every page asks who is on duty, and what is expedited


def test_no_press_is_loaded_where_pages_are_served() -> None:
    look = f"import sys, evenhand_web.wsgi, evenhand_web.urls; print([one for one in {HEAVY!r} if one in sys.modules])"
    told = subprocess.run([sys.executable, "-c", look], capture_output=True, check=True, text=True)
    assert told.stdout.strip() == "[]"


def test_what_is_alike_in_two_texts_is_counted_but_for_what_stands_beside_a_difference() -> None:
    pairs = tuple(Pair(letter, letter, letter.islower()) for letter in "abcdeXfgYhijklm")
    short = shortened(pairs)
    assert "".join(pair.earlier or f"({pair.alike})" for pair in short) == "(4)eXfgYh(5)"
    assert sum(pair.alike or 1 for pair in short) == len(pairs)
    assert shortened(()) == ()
