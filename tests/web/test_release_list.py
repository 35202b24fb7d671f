"""Releasing one letter after the other: their order, what of each is to be read, and for how long a password holds."""

import datetime as dt
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from django.test import Client

from evenhand.programme.stop import Weighty
from evenhand_web.accounts.models import Person, PersonRole
from evenhand_web.cases.models import Case
from evenhand_web.cases.open_case import opened
from evenhand_web.director.queue_page import release_queue
from evenhand_web.infrastructure import clock
from evenhand_web.letters import letter_reading
from evenhand_web.letters.letter_reading import drawn, is_drawn
from evenhand_web.letters.models import Issue, LetterReading
from evenhand_web.letters.paper import paper
from evenhand_web.letters.releasing import NotReleasedError, release
from tests.web.cast import PASSWORD, browser_of, somebody
from tests.web.signed_case import signed_case

Clock = Callable[[dt.datetime], None]
NOON = dt.datetime(2024, 6, 12, 19, tzinfo=dt.UTC)
KEY_S, DECISION_S, WORDS_A_MINUTE = 0.28, 1.35, 250
"""The keystroke model: seconds for a key and for making up one's mind; and how fast people read."""


@pytest.fixture
def director(store: str, moment: Clock, shelf_folder: Path) -> Person:
    """A medical director."""
    return somebody(PersonRole.MEDICAL_DIRECTOR)


@pytest.fixture
def clean(monkeypatch: pytest.MonkeyPatch, settings_of: Callable[..., None]) -> None:
    """Letters that nothing flags, and a lot that falls on none."""
    monkeypatch.setattr(letter_reading, "_flags", lambda case, shown: iter(()))
    settings_of(RELEASE_SHARE=0)


def _issue(client: Client, case: Case, **keyed: str) -> int:
    return client.post(f"/release/{case.ident}/issue", {"length": case.length} | keyed).status_code


def test_the_lot_is_the_digest_of_seed_and_signature() -> None:
    hashes = [f"{number:064x}" for number in range(4000)]
    numbers = [drawn("a seed", entry_hash) for entry_hash in hashes]
    assert numbers == [drawn("a seed", entry_hash) for entry_hash in hashes]
    assert numbers != [drawn("another", entry_hash) for entry_hash in hashes]
    assert 0 <= min(numbers) <= max(numbers) < 10_000
    for share in (0, 10, 50, 100):
        fell = sum(is_drawn(number, share) for number in numbers)
        assert abs(fell - 40 * share) < 120, share
    assert not any(is_drawn(number, 0) for number in numbers)
    assert all(is_drawn(number, 100) for number in numbers)


def test_a_flagged_letter_leaves_once_it_was_read_whole(director: Person) -> None:
    case, client = signed_case(), browser_of(director)
    page = client.get(f"/release/{case.ident}").content.decode()
    assert "I have read all of this letter" in page
    assert "pages of the record were not seen, or not counted" in page
    assert _issue(client, case, password=PASSWORD) == 422
    held = opened(director, case.ident)
    with pytest.raises(NotReleasedError, match="reasons"):
        release(held, paper(held), case.length)
    assert not Issue.objects.exists()
    assert _issue(client, case, password=PASSWORD, read_whole="on") == 302
    kept = LetterReading.objects.get(case=case)
    assert (kept.person, kept.read_at, "unseen" in kept.flags) == (director, clock.now(), True)
    assert Issue.objects.get().asked_by == director


@pytest.mark.parametrize(("share", "demanded"), [(0, False), (100, True)])
def test_a_letter_that_nothing_flags_is_read_whole_where_the_lot_falls_on_it(
    director: Person, monkeypatch: pytest.MonkeyPatch, settings_of: Callable[..., None], share: int, demanded: bool
) -> None:
    monkeypatch.setattr(letter_reading, "_flags", lambda case, shown: iter(()))
    settings_of(RELEASE_SHARE=share)
    case, client = signed_case(), browser_of(director)
    page = client.get(f"/release/{case.ident}").content.decode()
    assert ("it was drawn by lot" in page) == ("I have read all of this letter" in page) == demanded
    kept = LetterReading.objects.get()
    signed = opened(director, case.ident).docket.entries[kept.entry - 1]
    assert kept.drawn == drawn(kept.seed, signed.hash)  # whoever knows seed and docket draws the same
    assert f"{kept.drawn} of 10,000" in page
    assert "it was drawn by lot" in client.get("/release/").content.decode() or not demanded


def test_one_password_holds_for_a_quarter_of_an_hour(director: Person, clean: None, moment: Clock) -> None:
    cases, client = [signed_case(f"IMR-{number}") for number in range(1, 5)], browser_of(director)
    assert _issue(client, cases[0]) == 422
    assert _issue(client, cases[0], password=PASSWORD) == 302
    moment(NOON + dt.timedelta(minutes=14, seconds=59))
    assert "Your password holds for releases until" in client.get(f"/release/{cases[1].ident}").content.decode()
    assert _issue(client, cases[1]) == 302
    moment(NOON + dt.timedelta(minutes=15))
    assert _issue(client, cases[2]) == 422
    assert _issue(client, cases[2], password=PASSWORD) == 302
    assert [issue.asked_by for issue in Issue.objects.all()] == [director] * 3
    browser_of(director)  # signs in from elsewhere
    assert _issue(client, cases[3]) == 422


def test_what_is_weighty_and_a_house_that_wants_it_ask_every_time(
    director: Person, clean: None, settings_of: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> None:
    cases, client = [signed_case(f"IMR-{number}") for number in range(1, 4)], browser_of(director)
    assert _issue(client, cases[0], password=PASSWORD) == 302
    with monkeypatch.context() as during:
        during.setattr("evenhand_web.director.views.weight", lambda case: frozenset({Weighty.EXPEDITED}))
        assert _issue(client, cases[1]) == 422
        assert "for this letter each time" in client.get(f"/release/{cases[1].ident}").content.decode()
    settings_of(RELEASE_PROOF=dt.timedelta(0))
    assert _issue(client, cases[1]) == 422


def test_an_expedited_case_is_weighty_where_its_program_says_so(director: Person) -> None:
    case = signed_case()
    Case.objects.filter(pk=case.pk).update(priority="expedited")
    held = opened(director, case.ident)
    assert letter_reading.weight(held) == {Weighty.EXPEDITED}
    assert letter_reading.weight(opened(director, signed_case("IMR-2").ident)) == frozenset()


def test_the_list_stands_by_what_is_late_and_leads_from_letter_to_letter(director: Person, clean: None) -> None:
    due = {"IMR-1": 9, "IMR-2": -3, "IMR-3": 1, "IMR-4": -8}
    cases = {number: signed_case(number) for number in due}
    for number, days in due.items():
        Case.objects.filter(number=number).update(house_due_at=NOON + dt.timedelta(days=days))
    Case.objects.filter(number="IMR-2").update(priority="expedited")
    assert [row.number for row in release_queue(director, NOON).rows] == ["IMR-2", "IMR-4", "IMR-3", "IMR-1"]
    client = browser_of(director)
    page = client.get(f"/release/{cases['IMR-4'].ident}").content.decode()
    links = dict(re.findall(r'id="letter-(before|after)"[^>]*href="/release/(\w+)"', page))
    assert links == {"before": cases["IMR-2"].ident, "after": cases["IMR-3"].ident}
    keyed = {"length": cases["IMR-4"].length, "password": PASSWORD}
    answer = client.post(f"/release/{cases['IMR-4'].ident}/issue", keyed)
    assert answer.headers["Location"] == f"/release/{cases['IMR-2'].ident}"


def test_what_another_party_is_late_with_does_not_make_a_letter_late(director: Person, clean: None) -> None:
    case = signed_case()
    payers, own = NOON - dt.timedelta(days=40), NOON + dt.timedelta(days=6)
    told = {"house_due_label": "Determination", "house_due_at": own, "due_at": payers, "due_label": "Records"}
    Case.objects.filter(pk=case.pk).update(**told)
    (row,) = release_queue(director, NOON).rows
    assert (row.due_label, row.risk.css) == ("Determination", "later")
    assert "Late by" not in browser_of(director).get(f"/release/{case.ident}").content.decode()


def test_a_clean_letter_takes_less_than_a_minute(director: Person, clean: None) -> None:
    page = browser_of(director).get(f"/release/{signed_case().ident}").content.decode()
    glance = re.sub(r"<[^>]+>", " ", page[page.index('id="glance"') : page.index("How the lot is drawn")])
    words = len(glance.split())
    assert 20 < words < 150
    keys = 3  # Alt with I, and Enter; the next letter comes by itself
    assert keys * KEY_S + DECISION_S + words / WORDS_A_MINUTE * 60 <= 60
