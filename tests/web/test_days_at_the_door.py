"""Days and numbers as people type them into forms: what cannot be is refused in words, what is odd is asked about, and
what is kept as its paper prints it is marked so.
"""

import datetime as dt

import pytest
from django.test import Client

from evenhand.docket.intake import ApplicationReceived
from evenhand.finding import Provenance
from evenhand_web.accounts.models import PersonRole
from evenhand_web.cases.models import Case
from evenhand_web.cases.seam import docket_of
from tests.web.cast import browser_of, somebody, whole_case
from tests.web.test_desk import Clock, application_fields


@pytest.fixture
def coordinator(store: str, moment: Clock) -> Client:
    return browser_of(somebody(PersonRole.COORDINATOR))


def opened(coordinator: Client, **changed: str) -> Case:
    answer = coordinator.post("/desk/cases/new", application_fields(**changed))
    assert answer.status_code == 302, answer.content.decode()[:3000]
    return Case.objects.get()


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"injured_on": "0026-03-05"}, "lies before 1900"),
        ({"on": "0206-05-20"}, "lies before 1900"),
        ({"injured_on": "9999-12-31"}, "still to come"),
        ({"on": "2024-06-13"}, "still to come: it is June 12, 2024 there"),
        ({"injured_on": "2024-06-05"}, "receipt of the application (2024-06-03) lies before the date of injury"),
        ({"beside-born_on": "2031-01-01"}, "still to come"),
        ({"beside-born_on": "2021-01-06"}, "date of injury (2020-01-06) lies before the date of birth"),
        ({"authorization_requested_on": "2024-06-05"}, "lies before the request"),
        ({"injured_through": "2019-01-06"}, "lies before the date of injury"),
        ({"on": "2024-03-10", "hour": "02:30"}, "there was no 02:30"),
    ],
)
def test_a_day_that_cannot_be_or_is_odd_is_said_beside_its_field(
    coordinator: Client, changed: dict[str, str], words: str
) -> None:
    answer = coordinator.post("/desk/cases/new", application_fields(**changed))
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert not Case.objects.exists()


@pytest.mark.parametrize(("which", "utc"), [("0", 8), ("1", 9)])
def test_an_hour_that_was_twice_is_asked_and_taken_as_answered(coordinator: Client, which: str, utc: int) -> None:
    """On November 5, 2023 the clocks were put back at two: half past one was twice, an hour apart."""
    keyed = {"on": "2023-11-05", "hour": "01:30", "injured_on": "2020-01-06"}
    keyed["authorization_requested_on"] = ""
    answer = coordinator.post("/desk/cases/new", application_fields(**keyed))
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "this hour was twice" in page
    assert all(words in page for words in ("The first (PDT)", "The second, after the clocks were put back (PST)"))
    assert not Case.objects.exists()
    [entry] = docket_of(opened(coordinator, **keyed, which_hour=which)).entries
    assert entry.at == dt.datetime(2023, 11, 5, utc, 30, tzinfo=dt.UTC)


def test_tomorrow_is_said_beside_its_field_wherever_an_entry_is_keyed(coordinator: Client) -> None:
    """Where the case's days are counted it is still to come, though it has come farther east."""
    case = opened(coordinator)
    fields = {"length": "1", "on": "2024-06-13", "hour": "", "reason": "Moved"}
    for kind, more in (
        ("withdrawn", {"by": "applicant:applicant", "party": "applicant", "is_signed": "on"}),
        ("ur_decision_filed", {"decided_on": "2024-06-13", "served_on": "2024-06-13"}),
    ):
        answer = coordinator.post(f"/desk/cases/{case.ident}/enter/{kind}", fields | more)
        assert answer.status_code == 422
        assert "still to come: it is June 12, 2024 there" in answer.content.decode()


def test_an_odd_day_is_kept_as_printed_and_nobody_vouches_for_it(coordinator: Client) -> None:
    case = opened(coordinator, authorization_requested_on="2024-06-05", as_printed="The form says June 5.")
    [entry] = docket_of(case).entries
    assert (entry.provenance, entry.because) == (Provenance.ASSUMED, "Kept as printed: The form says June 5.")
    assert entry.provenance_of("injured_on") is Provenance.STATED
    page = whole_case(coordinator, case.ident)
    assert "lies before the request for authorization" in page


def test_an_injury_may_have_gone_on_for_a_time(coordinator: Client) -> None:
    case = opened(coordinator, injured_through="2022-04-01")
    [entry] = docket_of(case).entries
    assert isinstance(entry.payload, ApplicationReceived)
    assert entry.payload.fact("injured_through") == "2022-04-01"


DENIED = {"by": "applicant:applicant", "effect": "denied", "service": "mail_ca", "on_medical_necessity": "on",
          "form_enclosed": "on", "length": "1", "on": "2024-06-10", "hour": ""}  # fmt: skip


def test_a_service_before_the_decision_is_asked_about_and_loses_nobody_a_day(coordinator: Client) -> None:
    case = opened(coordinator)
    odd = DENIED | {"decided_on": "2024-05-20", "served_on": "2024-05-19"}
    address = f"/desk/cases/{case.ident}/enter/ur_decision_filed"
    answer = coordinator.post(address, odd)
    assert "lies before the decision under review" in answer.content.decode()
    assert coordinator.post(address, odd | {"as_printed": "So printed."}).status_code == 302
    entry = docket_of(Case.objects.get()).entries[-1]
    assert entry.marks == ("served_on",)
    decided = coordinator.post(address, DENIED | {"length": "2", "decided_on": "2019-01-05", "served_on": "2019-01-05"})
    assert "lies before the date of injury" in decided.content.decode()


@pytest.mark.parametrize("number", ["VAR-77", "var-77", "VAR\u201177", "VAR 77", "VAR-77."])
def test_a_case_number_is_one_however_it_is_typed(coordinator: Client, number: str) -> None:
    opened(coordinator, case_number="VAR-77")
    keyed = application_fields(case_number=number) | {"applicant-name": "Al Other"}
    answer = coordinator.post("/desk/cases/new", keyed)
    assert answer.status_code == 409
    assert Case.objects.count() == 1


@pytest.mark.parametrize("day", ["0027-05-01", "9999-12-31", "2060-01-01"])
def test_a_planned_day_is_near_enough(coordinator: Client, day: str) -> None:
    roster = {"person": str(somebody(PersonRole.REVIEWER).pk), "on": day, "begins": "08:00", "ends": "17:00",
              "days": "1", "weeks": "1"}  # fmt: skip
    assert coordinator.post("/office/roster", roster).status_code == 422
    task = {"words": "Call", "on": day, "hour": "17:00", "given_to": ""}
    assert coordinator.post("/office/tasks/new", task).status_code == 422


def test_a_superscript_digit_is_no_number(coordinator: Client) -> None:
    for address in ("/desk/?after=²-²", "/office/calls?before=²", "/office/tasks?after=²-²"):
        assert coordinator.get(address).status_code in (200, 400)
    for count in ("²", "9" * 5000):
        keyed = application_fields() | {"do": "add", "lines-TOTAL_FORMS": count}
        assert coordinator.post("/desk/cases/new", keyed).status_code in (200, 400)
