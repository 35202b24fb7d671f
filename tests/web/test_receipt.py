"""The receipt of an application: made at once when it is filed, in the program's words, and a page to print."""

import datetime as dt
from collections.abc import Callable

import pytest
from django.test import Client

from evenhand.docket.assignment import NoticeIssued
from evenhand.docket.intake import EligibilityFound, EligibilityOutcome
from evenhand.docket.party import Role
from evenhand_web.accounts.models import PersonRole
from evenhand_web.cases.models import NEVER, Case
from evenhand_web.cases.seam import docket_of
from evenhand_web.infrastructure.worker import work_off
from evenhand_web.letters.models import Issue
from tests.web.cast import browser_of, entered, new_case, somebody
from tests.web.test_desk import application_fields

Clock = Callable[[dt.datetime], None]
DAY = dt.date(2024, 6, 10)


@pytest.fixture
def coordinator(store: str, moment: Clock, shelf_folder: object) -> Client:
    return browser_of(somebody(PersonRole.COORDINATOR))


def _filed(client: Client, **changed: str) -> Case:
    answer = client.post("/desk/cases/new", application_fields(case_number="", **changed))
    assert answer.status_code == 302
    return Case.objects.get(ident=answer.headers["Location"].rsplit("/", 1)[1])


@pytest.mark.postgresql(slow=True)
def test_a_receipt_is_made_without_being_asked_for_and_entered(coordinator: Client) -> None:
    case = _filed(coordinator)
    work_off()
    issued = [entry.payload for entry in docket_of(Case.objects.get(pk=case.pk)).entries[1:]]
    assert [(payload.notice, payload.party) for payload in issued if isinstance(payload, NoticeIssued)] == [
        ("receipt", "applicant")
    ]
    assert Issue.objects.get().state == Issue.State.ENTERED


def test_the_receipt_says_number_what_was_filed_its_hash_and_what_is_missing(coordinator: Client) -> None:
    case = _filed(coordinator, is_signed="", ur_decision_attached="")
    page = coordinator.get(f"/desk/cases/{case.ident}/receipt").content.decode()
    (entry,) = docket_of(case).entries
    for told in (
        case.number,
        "Six sessions of massage",
        entry.hash,
        "own signature",
        "A copy of the utilization review",
    ):
        assert told in page, told
    assert "We cannot tell the last day to apply yet" in page
    whole = _filed(coordinator, **{"applicant-name": "Boris Quist", "injured_on": "2011-03-05"})
    page = coordinator.get(f"/desk/cases/{whole.ident}/receipt").content.decode()
    assert "own signature" not in page
    assert "Nothing that we can see from the form" in page


def test_a_receipt_is_no_duty_that_makes_a_case_late_and_is_not_owed_once_eligibility_is_found(
    coordinator: Client,
) -> None:
    case = _filed(coordinator)
    assert (case.house_due_at, case.house_due_label) == (NEVER, "")
    entered(case, EligibilityFound(outcome=EligibilityOutcome.ELIGIBLE), Role.REGULATOR, DAY)
    work_off()
    assert not Issue.objects.exists()
    assert coordinator.get(f"/desk/cases/{case.ident}/receipt").status_code == 404


def test_a_case_that_was_brought_in_is_sent_no_receipt_by_itself(coordinator: Client) -> None:
    case = new_case("IMR-9")
    work_off()
    assert not Issue.objects.exists()
    assert "Receipt of the application" in coordinator.get(f"/desk/cases/{case.ident}").content.decode()
