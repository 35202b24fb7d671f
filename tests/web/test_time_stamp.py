"""A seal carries a third party's time stamp; a service that is away is said, and the letter leaves on its day."""

import datetime as dt
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.request import Request

import page as page_validation
import pytest
from django.core.exceptions import ImproperlyConfigured
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation.generic_cms import extract_tst_data_iter

from evenhand.docket.review import DeterminationIssued
from evenhand_web.accounts.models import Person, PersonRole
from evenhand_web.cases.models import Case
from evenhand_web.cases.open_case import opened_by_task
from evenhand_web.diary.models import Task
from evenhand_web.infrastructure.shelf import read as bytes_of
from evenhand_web.infrastructure.worker import work_off
from evenhand_web.letters.seal_check import nothing_stamps
from evenhand_web.letters.time_stamp import time_stamp_service
from evenhand_web.letters.web_service import asked
from tests.web.cast import PASSWORD, browser_of, document_named, somebody, whole_case
from tests.web.signed_case import signed_case
from tests.web.stamp_server import STAMPED_AT, stamp_service

Clock = Callable[[dt.datetime], None]
SettingsOf = Callable[..., None]


@pytest.fixture
def director(store: str, moment: Clock, shelf_folder: Path) -> Person:
    return somebody(PersonRole.MEDICAL_DIRECTOR, "odile")


def _issued(director: Person) -> tuple[DeterminationIssued, bytes]:
    """A determination as it was issued, and its sealed letter."""
    case = signed_case()
    browser_of(director).post(
        f"/release/{case.ident}/issue", {"length": case.length, "password": PASSWORD, "read_whole": "on"}
    )
    work_off(("letters",))
    now = opened_by_task(Case.objects.get())
    (issued,) = [entry.payload for entry in now.docket.entries if isinstance(entry.payload, DeterminationIssued)]
    return issued, b"".join(bytes_of(document_named("determination.pdf", now.case).file))


def _stamps(data: bytes) -> list[Any]:
    """The time stamps that are part of the seal of a letter."""
    seal = PdfFileReader(BytesIO(data)).embedded_signatures[0]
    return list(extract_tst_data_iter(seal.signer_info, signed=False))


def test_the_stamp_is_part_of_the_seal_and_both_standards_hold(director: Person, settings_of: SettingsOf) -> None:
    with stamp_service() as address:
        settings_of(TIMESTAMP=address)
        issued, data = _issued(director)
    (stamp,) = _stamps(data)
    assert stamp["encap_content_info"]["content"].parsed["gen_time"].native == STAMPED_AT
    assert len(PdfFileReader(BytesIO(data)).embedded_signatures) == 1  # nothing was added to the file after it
    assert issued.without_time_stamp == ""
    for profile in (page_validation.ValidationProfile.PDF_A_2A, page_validation.ValidationProfile.PDF_UA_1):
        report = page_validation.validate_pdf_bytes(data, profile=profile)
        assert report.is_compliant, [failure.message for failure in report.failures]


@pytest.mark.parametrize("broken", ["away", "refuses", "answers otherwise"])
def test_a_service_that_is_away_is_said_and_the_letter_leaves(
    director: Person, settings_of: SettingsOf, broken: str
) -> None:
    if broken == "away":
        settings_of(TIMESTAMP="http://127.0.0.1:9/stamp")
        issued, data = _issued(director)
    else:
        with stamp_service(503 if broken == "refuses" else 200, b"no stamp") as address:
            settings_of(TIMESTAMP=address)
            issued, data = _issued(director)
    assert _stamps(data) == []
    assert "did not answer" in issued.without_time_stamp
    assert Task.objects.get(key__startswith="unstamped:").done_at is None
    case = Case.objects.get()
    page = whole_case(browser_of(somebody(PersonRole.COORDINATOR)), case.ident)
    assert "No time stamp" in page
    assert "Sealed without a time stamp" in page


def test_the_connection_of_a_service_that_refuses_is_closed() -> None:
    with stamp_service(503, b"no stamp") as address, pytest.raises(HTTPError) as refused:
        asked(Request(address), 100)
    assert refused.value.fp is not None
    assert refused.value.fp.closed


def test_without_a_service_the_pages_of_release_say_so(
    director: Person, settings_of: SettingsOf, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert nothing_stamps() == ""  # a demonstration's seal is trusted by nobody
    monkeypatch.setattr("evenhand_web.letters.seal_check.is_demonstration", lambda: False)
    assert "EVENHAND_TIMESTAMP" in browser_of(director).get("/release/").content.decode()
    settings_of(TIMESTAMP="https://stamps.example.org/")
    assert nothing_stamps() == ""


@pytest.mark.parametrize("address", ["file:///etc/hostname", "stamps.example.org", "https:///path", "ftp://a/b"])
def test_only_an_address_of_the_web_is_a_service(settings_of: SettingsOf, address: str) -> None:
    settings_of(TIMESTAMP=address)
    with pytest.raises(ImproperlyConfigured):
        time_stamp_service()
