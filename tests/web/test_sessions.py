"""Sessions: their owner sees and ends them; none lasts for long; a new device is told."""

import datetime as dt
import re
from collections.abc import Callable

import pytest

from evenhand_web.accounts.models import PersonRole
from evenhand_web.accounts.sessions import MOST_AT_ONCE, browser_words, end_sessions, open_sessions
from evenhand_web.infrastructure.models import OutboxMessage
from evenhand_web.infrastructure.worker import tick
from tests.web.cast import PASSWORD, browser_of, somebody
from tests.web.conftest import NOON

Clock = Callable[[dt.datetime], None]
_SHOWN = {"password": PASSWORD}
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0"


@pytest.mark.postgresql(slow=True)
def test_one_ends_another_session_of_one_s_own_and_nobody_else_s(store: str) -> None:
    person, other = somebody(PersonRole.COORDINATOR), somebody(PersonRole.REGULATOR)
    here, there, foreign = browser_of(person), browser_of(person), browser_of(other)
    page = here.get("/account/sessions").content.decode()
    assert page.count("End session") == 1
    theirs = open_sessions(other, None)[0].number
    assert here.post("/account/sessions", {"session": str(theirs), **_SHOWN}).status_code == 302
    assert foreign.get("/account").status_code == 200
    match = re.search(r'name="session" value="(\d+)"', page)
    assert match
    for shown in ({}, {"password": "not mine"}):
        assert here.post("/account/sessions", {"session": match[1], **shown}).status_code == 422
    assert there.get("/account").status_code == 200
    here.post("/account/sessions", {"session": match[1], **_SHOWN})
    assert there.get("/account").status_code == 302
    assert here.get("/account").status_code == 200
    for odd in ("²", "", "9" * 40, "-1"):
        assert here.post("/account/sessions", {"session": odd, **_SHOWN}).status_code == 302


def test_of_more_than_twenty_sessions_the_oldest_ends(store: str) -> None:
    person = somebody(PersonRole.COORDINATOR)
    first = browser_of(person)
    later = [browser_of(person) for _ in range(MOST_AT_ONCE - 1)]
    assert first.get("/account").status_code == 200
    browser_of(person)
    assert (first.get("/account").status_code, later[0].get("/account").status_code) == (302, 200)
    assert len(open_sessions(person, None)) == MOST_AT_ONCE


def test_signing_out_has_the_browser_forget_its_pages(store: str) -> None:
    client = browser_of(somebody(PersonRole.COORDINATOR))
    cleared = client.post("/sign-out").headers["Clear-Site-Data"]
    assert ('"cache"' in cleared, '"storage"' in cleared) == (True, True)
    assert "cookies" not in cleared  # the device goes on being known


def test_all_others_end_at_once_and_by_a_new_password(store: str) -> None:
    person = somebody(PersonRole.COORDINATOR)
    here, there = browser_of(person), browser_of(person)
    here.post("/account/sessions", {"do": "others", **_SHOWN})
    assert (here.get("/account").status_code, there.get("/account").status_code) == (200, 302)
    third, new = browser_of(person), "another calm phrase 71"
    here.post("/account", {"old_password": PASSWORD, "new_password1": new, "new_password2": new})
    assert (here.get("/account").status_code, third.get("/account").status_code) == (200, 302)
    assert end_sessions(person) == 1
    assert here.get("/account").status_code == 302


def test_a_session_in_constant_use_ends_after_twelve_hours(store: str, moment: Clock) -> None:
    client = browser_of(somebody(PersonRole.COORDINATOR))
    for minutes in range(20, 12 * 60, 20):
        moment(NOON + dt.timedelta(minutes=minutes))
        assert client.get("/account").status_code == 200
    moment(NOON + dt.timedelta(hours=12))
    assert client.get("/account").status_code == 302
    tick()


def test_a_new_device_is_told_and_a_known_one_is_not(store: str) -> None:
    person = somebody(PersonRole.COORDINATOR)
    client = browser_of(person)
    assert OutboxMessage.objects.filter(recipient=person.email).count() == 1
    client.post("/sign-out")
    assert client.post("/sign-in", {"email": person.email, "password": PASSWORD}).status_code == 302
    assert OutboxMessage.objects.filter(recipient=person.email).count() == 1
    browser_of(person)
    messages = OutboxMessage.objects.filter(recipient=person.email)
    assert messages.count() == 2
    assert "new device" in messages[0].subject


def test_a_changed_password_is_told(store: str) -> None:
    person, new = somebody(PersonRole.COORDINATOR), "another calm phrase 71"
    keyed = {"old_password": PASSWORD, "new_password1": new, "new_password2": new}
    browser_of(person).post("/account", keyed)
    assert OutboxMessage.objects.filter(subject="What guards your account was changed").count() == 1


@pytest.mark.parametrize(
    ("stated", "words"),
    [
        (FIREFOX, "Firefox on Linux"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) Safari/604.1", "Safari on iOS"),
        ("Mozilla/5.0 (Windows NT 10.0) Chrome/128.0 Safari/537.36 Edg/128.0", "Edge on Windows"),
        ("curl/8", "Another browser"),
    ],
)
def test_a_browser_is_told_in_words_people_know(stated: str, words: str) -> None:
    assert browser_words(stated) == words
