"""A disk that is full, or must not be written: words that say what is not kept, and nothing half kept."""

import datetime as dt
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client

from evenhand.docket.assignment import Assigned
from evenhand.docket.intake import EligibilityFound, EligibilityOutcome
from evenhand.docket.party import Role
from evenhand_web.accounts.models import PersonRole
from evenhand_web.cases.models import Case, CaseDocument
from evenhand_web.infrastructure.models import StoredFile
from evenhand_web.trace.connection import trace_file
from tests.web.cast import browser_of, entered, new_case, somebody

Clock = Callable[[dt.datetime], None]
DAY = dt.date(2024, 6, 10)
KEEP_IT = "Nothing of what you sent was kept: keep it yourself"


@pytest.fixture
def case(store: str, moment: Clock, shelf_folder: Path) -> Case:
    """A case that waits for records."""
    case = entered(new_case(), EligibilityFound(outcome=EligibilityOutcome.ELIGIBLE), Role.REGULATOR, DAY)
    return entered(case, Assigned(organisation="Sample IMRO"), Role.REGULATOR, DAY)


@pytest.fixture
def client(case: Case) -> Client:
    """The coordinator's browser, which shows what a fault of the server gives."""
    browser = browser_of(somebody(PersonRole.COORDINATOR))
    browser.raise_request_exception = False
    return browser


def _send_records(client: Client, case: Case) -> tuple[int, str]:
    keyed = {
        "by": "payer:payer",
        "method": "electronic",
        "on": DAY.isoformat(),
        "length": str(case.length),
        "records-TOTAL_FORMS": "1",
        "records-INITIAL_FORMS": "0",
        "records-0-title": "Report of the physician",
        "records-0-pages": "1",
        "records-0-scan": SimpleUploadedFile("report.pdf", b"%PDF-1.7 words", "application/pdf"),
    }
    answer = client.post(f"/desk/cases/{case.ident}/enter/records_received", keyed)
    return answer.status_code, answer.content.decode()


def _nothing_is_kept(case: Case, folder: Path) -> None:
    assert Case.objects.get(pk=case.pk).length == case.length
    assert not StoredFile.objects.exists()
    assert not CaseDocument.objects.exists()
    assert [path for path in folder.rglob("*") if path.is_file()] == []


def test_no_room_for_a_file(client: Client, case: Case, shelf_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = [shelf_folder / "half"]

    def on_a_full_disk(*, prefix: str, dir: Path) -> tuple[int, str]:
        made[0] = Path(dir) / f"{prefix}half"
        made[0].touch()
        return os.open("/dev/full", os.O_WRONLY), str(made[0])

    with monkeypatch.context() as patch:
        patch.setattr("evenhand_web.infrastructure.folder_storage.tempfile.mkstemp", on_a_full_disk)
        status, words = _send_records(client, case)
    assert (status, "no room left" in words, KEEP_IT in words) == (503, True, True)
    assert not made[0].exists()
    _nothing_is_kept(case, shelf_folder)
    assert client.get(f"/desk/cases/{case.ident}").status_code == 200
    assert _send_records(client, case)[0] == 302


def test_a_folder_of_files_that_must_not_be_written(
    client: Client, case: Case, shelf_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def barred(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied", str(shelf_folder))

    monkeypatch.setattr("evenhand_web.infrastructure.folder_storage.tempfile.mkstemp", barred)
    status, words = _send_records(client, case)
    assert (status, "Nothing can be written" in words, KEEP_IT in words) == (503, True, True)
    assert str(shelf_folder) not in words
    _nothing_is_kept(case, shelf_folder)


def test_no_room_for_the_database(client: Client, case: Case, shelf_folder: Path) -> None:
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA page_count")
        (pages,) = cursor.fetchone()
        cursor.execute(f"PRAGMA max_page_count = {pages}")
        try:
            status, words = _until_it_is_full(client, case)
        finally:
            cursor.execute("PRAGMA max_page_count = 1073741823")
    assert (status, "no room left" in words, KEEP_IT in words) == (503, True, True)
    assert client.get(f"/desk/cases/{case.ident}").status_code == 200


def _until_it_is_full(client: Client, case: Case) -> tuple[int, str]:
    """The first answer to a task that finds no room."""
    task = {"words": "x" * 900, "on": "2024-06-13", "hour": "17:00", "given_to": ""}
    for _ in range(200):
        answer = client.post(f"/office/cases/{case.ident}/tasks/new", task)
        if answer.status_code != 302:
            return answer.status_code, answer.content.decode()
    raise AssertionError("the database took everything")


def test_a_database_that_must_not_be_written_is_read_and_not_written(client: Client, case: Case) -> None:
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA query_only = ON")
        try:
            assert client.get(f"/desk/cases/{case.ident}").status_code == 200
            task = {"words": "Call back", "on": "2024-06-13", "hour": "17:00", "given_to": ""}
            answer = client.post(f"/office/cases/{case.ident}/tasks/new", task)
        finally:
            cursor.execute("PRAGMA query_only = OFF")
    words = answer.content.decode()
    assert (answer.status_code, "Nothing can be written" in words, KEEP_IT in words) == (503, True, True)


def test_a_trace_that_finds_no_room_shows_nothing(client: Client, case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    trace = trace_file()
    monkeypatch.setattr("evenhand_web.trace.connection.trace_file", lambda: Path("/dev/full") / trace.name)
    answer = client.get(f"/desk/cases/{case.ident}")
    assert (answer.status_code, "Who reads what must be noted here" in answer.content.decode()) == (503, True)
