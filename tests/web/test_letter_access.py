"""Letters and release are for whom they are for; to everybody else they are not there."""

import datetime as dt
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from evenhand_web.accounts.models import Person, PersonRole
from evenhand_web.cases.models import Case
from evenhand_web.infrastructure.worker import work_off
from evenhand_web.letters.letter_requests import ask_for_notice, ask_for_print
from evenhand_web.letters.models import Delivery, Issue
from evenhand_web.reviewing.models import Return
from tests.web.cast import browser_of, somebody, whole_case
from tests.web.letter_table import LETTER_POSTS, LETTER_TABLE
from tests.web.signed_case import REVIEWER, sign, signed_case

Clock = Callable[[dt.datetime], None]
ROLES = [None, *PersonRole]


@pytest.fixture
def scene(store: str, moment: Clock, shelf_folder: Path) -> tuple[dict[str, str], dict[PersonRole, Person]]:
    """A case with something of every kind to be found in it, and one person in every role."""
    people = {role: somebody(role) for role in PersonRole}
    first = signed_case()
    second = sign(first, "The record shows no gain at all.")
    ask_for_notice(second, second.length, "assignment", 3, people[PersonRole.COORDINATOR])
    work_off(("letters",))
    run = ask_for_print(list(Delivery.objects.all()), people[PersonRole.COORDINATOR])
    work_off(("letters",))
    names = {"ident": first.ident, "notice": "eligible", "since": "3", "run": str(run.pk)}
    return names | {"before": str(first.length), "after": str(second.length)}, people


def _address(route: str, names: dict[str, str]) -> str:
    return "/" + re.sub(r"<\w+:(\w+)>", lambda match: names[match[1]], route)


@pytest.mark.postgresql
def test_everybody_finds_what_is_theirs(scene: tuple[dict[str, str], dict[PersonRole, Person]]) -> None:
    names, people = scene
    for role in ROLES:
        client = browser_of(people[role] if role else None)
        got = {route: client.get(_address(route, names)).status_code for route in LETTER_TABLE}
        assert got == {
            route: 302 if role is None else 200 if role == theirs else 404 for route, theirs in LETTER_TABLE.items()
        }, role


@pytest.mark.postgresql(slow=True)
def test_nobody_else_does_anything(scene: tuple[dict[str, str], dict[PersonRole, Person]]) -> None:
    names, people = scene
    issues, length = Issue.objects.count(), Case.objects.get().length
    keyed = {"length": length, "finding": "own", "words": "w", "question": "q", "password": "a calm and even hand"}
    for role in PersonRole:
        client = browser_of(people[role])
        for route, theirs in LETTER_POSTS.items():
            if role != theirs:
                assert client.post(_address(route, names), keyed).status_code == 404, (role, route)
    work_off()
    assert (Issue.objects.count(), Case.objects.get().length) == (issues, length)
    assert not Return.objects.exists()


@pytest.mark.postgresql(slow=True)
def test_the_coordinator_sees_how_far_a_letter_is_and_not_the_release(
    scene: tuple[dict[str, str], dict[PersonRole, Person]],
) -> None:
    names, people = scene
    page = whole_case(browser_of(people[PersonRole.COORDINATOR]), names["ident"])
    assert "Letters under way and sent" in page
    assert "/release/" not in page
    office = whole_case(browser_of(people[PersonRole.REGULATOR]), names["ident"])
    assert "Letters under way and sent" not in office
    assert REVIEWER not in office
