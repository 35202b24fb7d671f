"""The house's own case numbers: each once, however many take one at the same time, and none left out unsaid."""

import datetime as dt
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, transaction

from evenhand.docket.party import Party, Role
from evenhand.treatment import DisputedTreatment, Units
from evenhand_web.accounts.models import Person, PersonRole
from evenhand_web.application_operations import tell_numbers
from evenhand_web.cases.docketing import NumberTakenError
from evenhand_web.cases.intake import KeyedApplication, take_in
from evenhand_web.cases.models import Case, NumberSeries
from evenhand_web.cases.numbering import next_number, series_of
from evenhand_web.infrastructure.programmes import programme_of
from tests.web.cast import browser_of, new_case, somebody
from tests.web.test_desk import application_fields

Clock = Callable[[dt.datetime], None]
TAKERS, EACH = 4, 5
_FIRST, _LAST = ("Imani", "Boris", "Chloe", "Dewitt"), ("Quist", "Abernathy", "Fogelmark", "Ruz", "Oyelaran")
"""Of people nobody takes for one another."""


def _application(name: str, number: str = "", on: dt.date = dt.date(2024, 6, 3)) -> KeyedApplication:
    address = ("1 Sample Street", "Fresno, CA 93701")
    parties = (
        Party(id="applicant", role=Role.APPLICANT, name=name, address=address),
        Party(id="physician", role=Role.PROVIDER, name="Dr. Ada Sample", address=address),
        Party(id="payer", role=Role.PAYER, name="Sample Mutual", address=address),
    )
    return KeyedApplication(
        programme="ca_wc",
        case_number=number,
        received_on=on,
        received_by="mail",
        parties=parties,
        treatments=(
            DisputedTreatment(id="1", words=f"Six sessions of massage for {name}", units=Units(unit="session")),
        ),
        is_signed=True,
        ur_decision_attached=True,
        facts=(("injured_on", "2020-01-06"),),
    )


def test_a_case_without_a_typed_number_is_given_the_next_of_its_year(store: str, moment: Clock) -> None:
    person = somebody(PersonRole.COORDINATOR)
    days = [dt.date(2024, 6, 3), dt.date(2024, 6, 4), dt.date(2023, 12, 29)]
    names = [" ".join(pair) for pair in zip(_FIRST, _LAST, strict=False)]
    numbers = [take_in(person, _application(name, on=day)).case.number for name, day in zip(names, days, strict=False)]
    assert numbers == ["IMR-2024-000001", "IMR-2024-000002", "IMR-2023-000001"]


def test_a_number_that_a_case_bears_is_passed_over(store: str, moment: Clock) -> None:
    new_case("imr 2024 000001")
    case = take_in(somebody(PersonRole.COORDINATOR), _application("Al Other")).case
    assert case.number == "IMR-2024-000002"


def test_what_is_refused_uses_no_number_up(store: str, moment: Clock) -> None:
    person = somebody(PersonRole.COORDINATOR)
    new_case("IMR-77")
    with pytest.raises(NumberTakenError):
        take_in(person, _application("Al Other", number="IMR-77"))
    with transaction.atomic():
        assert next_number(programme_of("ca_wc"), 2024) == "IMR-2024-000001"
        transaction.set_rollback(True)
    assert take_in(person, _application("Al Other")).case.number == "IMR-2024-000001"


@pytest.mark.postgresql
def test_takers_at_the_same_time_are_each_given_their_own(store: str) -> None:
    """Each in its own connection, as many threads and processes of a house are; none waits for another in vain."""
    person, begun = somebody(PersonRole.COORDINATOR), threading.Barrier(TAKERS)

    def take(taker: int) -> list[str]:
        begun.wait()
        try:
            return [take_in(person, _application(f"{_FIRST[taker]} {last}")).case.number for last in _LAST]
        finally:
            connection.close()

    with ThreadPoolExecutor(TAKERS) as crowd:
        given = [number for numbers in crowd.map(take, range(TAKERS)) for number in numbers]
    assert sorted(given) == [f"IMR-2024-{place:06}" for place in range(1, TAKERS * EACH + 1)]
    assert Case.objects.count() == TAKERS * EACH
    assert [(row.borne, row.gaps) for row in series_of(programme_of("ca_wc"))] == [(TAKERS * EACH, ())]


def test_a_gap_is_said(store: str, moment: Clock, capsys: pytest.CaptureFixture[str]) -> None:
    take_in(somebody(PersonRole.COORDINATOR), _application("Al Other"))
    NumberSeries.objects.update(last=3)
    tell_numbers("ca_wc")
    told = capsys.readouterr().out
    assert "ca_wc 2024: 1 cases, the last number is IMR-2024-000003." in told
    assert "No case bears IMR-2024-000002, IMR-2024-000003." in told


def test_the_form_leaves_the_number_to_the_house_and_keeps_one_from_elsewhere(store: str, moment: Clock) -> None:
    desk = browser_of(somebody(PersonRole.COORDINATOR))
    assert "such as IMR-2024-000001" in desk.get("/desk/cases/new").content.decode()
    keyed = application_fields(case_number="", number_elsewhere="CM24-0012345")
    assert desk.post("/desk/cases/new", keyed).status_code == 302
    case = Case.objects.get()
    assert case.number == "IMR-2024-000001"
    for asked in ("CM24-0012345", "cm24 0012345", "IMR-2024-000001"):
        assert case.ident in desk.post("/desk/find", {"words": asked}, follow=True).content.decode(), asked


def test_a_number_is_taken_in_the_transaction_of_its_case_alone(store: str, moment: Clock) -> None:
    with pytest.raises(ValueError, match="transaction"):
        next_number(programme_of("ca_wc"), 2024)
    assert Person.objects.count() == 0
