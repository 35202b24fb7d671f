"""Where letters go when the office was told an address and the docket put one right: to the newer by its day, whichever
was written first; both are kept.
"""

import datetime as dt
from collections.abc import Callable

import pytest
from django.test import Client

from evenhand.docket.party import Role
from evenhand.docket.party_change import PartyCorrected
from evenhand_web.accounts.models import Person, PersonRole
from evenhand_web.cases.contact import Reached, as_reached, tell
from evenhand_web.cases.models import Case, PartyContact
from evenhand_web.cases.open_case import opened_by_task
from tests.web.cast import browser_of, entered, new_case, somebody

Clock = Callable[[dt.datetime], None]
APPLIED, TOLD, RIGHT = ("1 Sample Street", "Fresno, CA 93701"), ("9 New Street", "Fresno"), ("5 Right Lane", "Fresno")
JUNE = {day: dt.date(2024, 6, day) for day in range(1, 13)}


@pytest.fixture
def person(store: str, moment: Clock) -> Person:
    """The coordinator, on June 12, 2024."""
    return somebody(PersonRole.COORDINATOR, "desk")


def _tell(case: Case, person: Person, since: int) -> None:
    last = PartyContact.objects.order_by("-pk").first()
    tell(case, "worker", Reached(TOLD, "555 0100", "", "", JUNE[since]), "by telephone", person, last.pk if last else 0)


def _correct(case: Case, on: int, address: tuple[str, ...] = RIGHT) -> Case:
    corrected = PartyCorrected(party="worker", name="Imani Example", reason="The paper says so.", address=address)
    return entered(case, corrected, Role.ORGANISATION, JUNE[on])


def _goes_to(case: Case, on: int) -> tuple[str, ...]:
    return as_reached(opened_by_task(case), JUNE[on]).state.parties["worker"].address


def test_an_older_word_does_not_override_a_newer_correction(person: Person) -> None:
    case = new_case()
    _tell(case, person, since=5)
    case = _correct(case, on=10)
    assert [_goes_to(case, day) for day in (9, 10, 12)] == [TOLD, RIGHT, RIGHT]
    assert PartyContact.objects.count() == 1, "what was told is kept"


def test_an_older_correction_does_not_override_a_newer_word(person: Person) -> None:
    case = _correct(new_case(), on=5)
    _tell(case, person, since=10)
    assert [_goes_to(case, day) for day in (5, 9, 10)] == [RIGHT, RIGHT, TOLD]


def test_the_day_counts_and_not_which_was_written_first(person: Person) -> None:
    case = _correct(new_case(), on=10)
    _tell(case, person, since=5)
    assert _goes_to(case, 12) == RIGHT
    _tell(case, person, since=11)
    case = _correct(Case.objects.get(pk=case.pk), on=7, address=("6 Late Paper", "Fresno"))
    assert _goes_to(case, 12) == TOLD


def test_of_one_day_the_later_written_counts(person: Person, moment: Clock) -> None:
    case = new_case()
    _tell(case, person, since=10)
    moment(dt.datetime(2024, 6, 12, 20, tzinfo=dt.UTC))
    case = _correct(case, on=10)
    assert _goes_to(case, 12) == RIGHT
    moment(dt.datetime(2024, 6, 12, 21, tzinfo=dt.UTC))
    _tell(case, person, since=10)
    assert _goes_to(case, 12) == TOLD


def test_a_name_put_right_with_the_address_as_it_was_moves_no_letter(person: Person) -> None:
    case = new_case()
    _tell(case, person, since=5)
    assert _goes_to(_correct(case, on=10, address=APPLIED), 12) == TOLD
    assert _goes_to(_correct(Case.objects.get(pk=case.pk), on=11, address=()), 12) == TOLD


def test_the_page_says_which_of_the_two_counts(person: Person) -> None:
    case = _correct(new_case(), on=10)
    desk: Client = browser_of(person)
    address = f"/office/cases/{case.ident}/parties/worker"
    page = desk.get(address).content.decode()
    assert ("Put right on the docket on Jun 10, 2024" in page, "5 Right Lane" in page) == (True, True)
    keyed = {"opened_on": "0", "address": "\n".join(TOLD), "since": "2024-06-05", "how": "by telephone"}
    told = desk.post(address, keyed, follow=True).content.decode()
    assert "The docket put this address right on June 10, 2024, which is later: letters go there." in told
    assert "5 Right Lane" in told
    again = desk.get(address).content.decode()
    assert ("9 New Street" in again, "5 Right Lane" in again) == (True, True)
    opened_on = str(PartyContact.objects.get().pk)
    newer = desk.post(address, keyed | {"since": "2024-06-11", "opened_on": opened_on}, follow=True).content.decode()
    assert "Letters made from that day on go there." in newer
