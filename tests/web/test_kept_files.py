"""Files chosen in a form that came back are there when it is sent again, whatever was wrong with it."""

import datetime as dt
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from evenhand.docket.assignment import Assigned
from evenhand.docket.intake import EligibilityFound, EligibilityOutcome
from evenhand.docket.party import Role
from evenhand_web.accounts.models import Person, PersonRole
from evenhand_web.cases.models import Case, CaseDocument
from evenhand_web.infrastructure.models import StoredFile
from evenhand_web.infrastructure.shelf import read
from evenhand_web.records.kept_files import erase_old
from evenhand_web.records.models import KeptFile
from tests.web.cast import browser_of, entered, new_case, somebody
from tests.web.conftest import NOON
from tests.web.review_cast import pdf_of
from tests.web.test_desk import application_fields

Clock = Callable[[dt.datetime], None]
DAY = dt.date(2024, 6, 10)
SCAN = pdf_of(["a report of two lines"])


@pytest.fixture
def coordinator(store: str, moment: Clock, shelf_folder: Path) -> Client:
    """The coordinator's browser."""
    return browser_of(somebody(PersonRole.COORDINATOR))


@pytest.fixture
def case(coordinator: Client) -> Case:
    """A case whose records may come in."""
    found_eligible = entered(new_case(), EligibilityFound(outcome=EligibilityOutcome.ELIGIBLE), Role.REGULATOR, DAY)
    return entered(found_eligible, Assigned(organisation="Sample IMRO"), Role.REGULATOR, DAY)


def _fields(case: Case, **changed: Any) -> dict[str, Any]:
    given = {
        "length": case.length,
        "on": "2024-06-10",
        "hour": "",
        "by": "payer:payer",
        "method": "electronic",
        "records-TOTAL_FORMS": "1",
        "records-INITIAL_FORMS": "0",
        "records-0-title": "A report",
        "records-0-pages": "1",
    }
    return given | changed


def _scan(name: str = "report.pdf", data: bytes = SCAN) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data, "application/pdf")


def _address(case: Case) -> str:
    return f"/desk/cases/{case.ident}/enter/records_received"


def _kept(page: str, field: str) -> list[str]:
    return re.findall(rf'name="{field}-kept" value="([^"]+)" checked', page)


def test_a_scan_outlives_another_field_s_fault(coordinator: Client, case: Case) -> None:
    wrong = _fields(case, **{"records-0-title": "", "records-0-scan": _scan()})
    answer = coordinator.post(_address(case), wrong)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "report.pdf" in page
    idents = _kept(page, "records-0-scan")
    answer = coordinator.post(_address(case), _fields(case, **{"records-0-scan-kept": idents}))
    assert answer.status_code == 302, answer.content.decode()
    assert b"".join(read(CaseDocument.objects.get(case=case).file)) == SCAN


def test_what_is_chosen_anew_takes_the_place_of_what_was_kept(coordinator: Client, case: Case) -> None:
    wrong = _fields(case, **{"records-0-title": "", "records-0-scan": _scan()})
    idents = _kept(coordinator.post(_address(case), wrong).content.decode(), "records-0-scan")
    newer = pdf_of(["another report"])
    coordinator.post(
        _address(case), _fields(case, **{"records-0-scan-kept": idents, "records-0-scan": _scan("b.pdf", newer)})
    )
    assert b"".join(read(CaseDocument.objects.get(case=case).file)) == newer


def test_adding_a_row_keeps_the_scan_of_the_row_before(coordinator: Client, case: Case) -> None:
    answer = coordinator.post(_address(case), _fields(case, do="add", **{"records-0-scan": _scan()}))
    page = answer.content.decode()
    assert answer.status_code == 200
    assert len(_kept(page, "records-0-scan")) == 1
    assert "records-1-title" in page
    assert KeptFile.objects.count() == 1
    again = coordinator.post(
        _address(case), _fields(case, do="add", **{"records-0-scan-kept": _kept(page, "records-0-scan")})
    )
    assert _kept(again.content.decode(), "records-0-scan") == _kept(page, "records-0-scan")
    assert KeptFile.objects.count() == 1


def test_a_scan_outlives_what_somebody_else_entered_meanwhile(coordinator: Client, case: Case) -> None:
    answer = coordinator.post(_address(case), _fields(case, length=case.length - 1, **{"records-0-scan": _scan()}))
    assert answer.status_code == 409
    idents = _kept(answer.content.decode(), "records-0-scan")
    answer = coordinator.post(_address(case), _fields(case, **{"records-0-scan-kept": idents}))
    assert answer.status_code == 302


def test_what_is_no_paper_is_refused_and_not_kept(coordinator: Client, case: Case) -> None:
    wrong = _fields(case, **{"records-0-scan": _scan("tool.exe", b"MZ" + bytes(200))})
    answer = coordinator.post(_address(case), wrong)
    assert answer.status_code == 422
    assert not KeptFile.objects.exists()


def test_papers_of_an_application_outlive_its_faults(coordinator: Client) -> None:
    fields: dict[str, Any] = application_fields(on="")
    answer = coordinator.post("/desk/cases/new", fields | {"paper_title": "It", "papers": [_scan(), _scan("b")]})
    idents = _kept(answer.content.decode(), "papers")
    assert (answer.status_code, len(idents)) == (422, 2)
    fields = application_fields() | {"paper_title": "Application", "papers-kept": idents}
    assert coordinator.post("/desk/cases/new", fields).status_code == 302
    assert CaseDocument.objects.count() == 2


def test_a_file_is_kept_for_a_day_and_then_erased_and_told_to_be_gone(
    coordinator: Client, case: Case, moment: Clock
) -> None:
    wrong = _fields(case, **{"records-0-title": "", "records-0-scan": _scan()})
    idents = _kept(coordinator.post(_address(case), wrong).content.decode(), "records-0-scan")
    stored = StoredFile.objects.get()
    assert erase_old() == 0
    moment(NOON + dt.timedelta(days=1))
    answer = browser_of(Person.objects.get()).post(_address(case), _fields(case, **{"records-0-scan-kept": idents}))
    assert answer.status_code == 422
    assert "was kept for a day and is gone" in answer.content.decode()
    assert erase_old() == 1
    stored.refresh_from_db()
    assert stored.wrapped_key is None
    assert not KeptFile.objects.exists()
