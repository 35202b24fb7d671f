"""A coordinator says rightly what an entry says wrong, and everybody reads both."""

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from evenhand.docket.aftermath import Struck
from evenhand.docket.assignment import Assigned
from evenhand.docket.intake import EligibilityFound, EligibilityOutcome
from evenhand.docket.party import Role
from evenhand_web.accounts.models import Person, PersonRole
from evenhand_web.cases.docketing import enter_in
from evenhand_web.cases.models import Case, CaseName, ComparedCase
from evenhand_web.cases.seam import docket_of
from evenhand_web.cases.transfer import export_docket, import_docket
from tests.web.cast import WORKER_NAME, application, browser_of, entered, new_case, somebody, whole_case

Clock = Callable[[dt.datetime], None]
WRONG, RIGHT = dt.date(2024, 6, 11), dt.date(2024, 6, 10)
WHY = {"because": "The cover sheet was misread."}


def assigned() -> Case:
    """A case that was assigned on the wrong day."""
    case = new_case()
    entered(case, EligibilityFound(outcome=EligibilityOutcome.ELIGIBLE), Role.REGULATOR, RIGHT)
    return entered(case, Assigned(organisation="Sample Review"), Role.ORGANISATION, WRONG)


def keyed(length: int, **more: str) -> dict[str, str]:
    """The fields of a correction as a browser sends them."""
    return {"length": str(length), "on": f"{RIGHT}", "hour": "", "organisation": "Sample Review", **WHY} | more


def test_a_wrong_day_is_put_right(store: str, moment: Clock) -> None:
    case, person = assigned(), somebody(PersonRole.COORDINATOR)
    client = browser_of(person)
    page = client.get(f"/desk/cases/{case.ident}/correct/3").content.decode()
    assert "Correct entry 3" in page
    assert 'value="2024-06-11"' in page
    by = f"organisation:{person.ident}"
    answer = client.post(f"/desk/cases/{case.ident}/correct/3", keyed(3, by=by))
    assert answer.status_code == 302, answer.content.decode()
    last = docket_of(case).entries[-1]
    assert (last.on, last.instead_of, last.because) == (RIGHT, 3, WHY["because"])
    shown = whole_case(client, case.ident)
    assert "Corrected by entry 4" in shown
    assert "Instead of entry 3" in shown


def test_a_correction_says_why(store: str, moment: Clock) -> None:
    case, person = assigned(), somebody(PersonRole.COORDINATOR)
    by = f"organisation:{person.ident}"
    answer = browser_of(person).post(f"/desk/cases/{case.ident}/correct/3", keyed(3, by=by, because=""))
    assert answer.status_code == 422
    assert docket_of(case).entries[-1].number == 3


def test_a_correction_that_cannot_be_comes_back_with_the_reason(store: str, moment: Clock) -> None:
    case, person = assigned(), somebody(PersonRole.COORDINATOR)
    too_early = keyed(3, by=f"organisation:{person.ident}", on="2024-06-05")
    answer = browser_of(person).post(f"/desk/cases/{case.ident}/correct/3", too_early)
    assert answer.status_code == 409
    assert "became eligible on 2024-06-10" in answer.content.decode()


def test_only_who_makes_such_entries_corrects_them(store: str, moment: Clock) -> None:
    case = assigned()
    for role, number in ((PersonRole.MEDICAL_DIRECTOR, 3), (PersonRole.REVIEWER, 3), (PersonRole.COORDINATOR, 9)):
        person = browser_of(somebody(role))
        assert person.get(f"/desk/cases/{case.ident}/correct/{number}").status_code == 404


def test_what_another_office_entered_is_that_office_s_to_correct(store: str, moment: Clock) -> None:
    """A coordinator enters assignments as the organization; one that the regulator entered is the regulator's."""
    case = new_case()
    entered(case, EligibilityFound(outcome=EligibilityOutcome.ELIGIBLE), Role.REGULATOR, RIGHT)
    entered(case, Assigned(organisation="Sample Review"), Role.REGULATOR, WRONG)
    client = browser_of(somebody(PersonRole.COORDINATOR))
    assert client.get(f"/desk/cases/{case.ident}/correct/3").status_code == 404
    assert f"/desk/cases/{case.ident}/correct/3" not in whole_case(client, case.ident)
    by = f"organisation:{Person.objects.get(role=PersonRole.COORDINATOR).ident}"
    assert client.post(f"/desk/cases/{case.ident}/correct/3", keyed(3, by=by)).status_code == 404
    assert docket_of(case).entries[-1].number == 3


@pytest.mark.postgresql(slow=True)
def test_a_corrected_application_is_found_and_dated_as_it_is_now_said(store: str, moment: Clock) -> None:
    case = new_case()
    filed = application(on=dt.date(2024, 6, 4))
    payload: Any = filed.payload
    renamed = (replace(payload.parties[0], name="Ilona Otherwise"), *payload.parties[1:])
    anew = replace(filed, payload=replace(payload, parties=renamed), because="Misread.", instead_of=1)
    case = enter_in(case, 1, anew, None)
    assert case.received_on == dt.date(2024, 6, 4)
    assert set(CaseName.objects.filter(case=case, role="applicant").values_list("written", flat=True)) == {
        "Ilona Otherwise"
    }
    assert ComparedCase.objects.get(case=case).name == "Ilona Otherwise"
    case = entered(case, Struck(entry=2, reason="It was right."), Role.ORGANISATION, RIGHT)
    assert case.received_on == dt.date(2024, 6, 3)
    assert CaseName.objects.filter(case=case, written=WORKER_NAME).exists()
    assert ComparedCase.objects.get(case=case).name == WORKER_NAME


@pytest.mark.postgresql(slow=True)
def test_a_docket_with_a_correction_is_brought_in(store: str, moment: Clock) -> None:
    case, person = assigned(), somebody(PersonRole.COORDINATOR)
    by = f"organisation:{person.ident}"
    assert browser_of(person).post(f"/desk/cases/{case.ident}/correct/3", keyed(3, by=by)).status_code == 302
    file = export_docket(Case.objects.get()).replace(b"IMR-1", b"IMR-9")
    assert import_docket(file, "docket.jsonl", "ca_wc")[0] is None  # a changed byte is no docket
    file = export_docket(Case.objects.get())
    Case.objects.update(number="IMR-2", number_key="imr2")
    brought, findings = import_docket(file, "docket.jsonl", "ca_wc")
    assert findings == ()
    assert brought is not None
    assert docket_of(brought) == docket_of(case)
