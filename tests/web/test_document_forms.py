"""Entries that come with a document made elsewhere: what was published or taken down, an omitted line decided."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from evenhand.docket.aftermath import Published, SupplementalIssued, TakenDown
from evenhand.procedure.reviewer_in_case import ids_in_case
from evenhand.treatment import Necessity
from evenhand_web.accounts.models import PersonRole
from evenhand_web.accounts.seam import actor
from evenhand_web.cases.models import Case
from evenhand_web.cases.open_case import opened
from evenhand_web.infrastructure.shelf import read
from evenhand_web.infrastructure.worker import work_off
from tests.web.cast import PASSWORD, browser_of, document_named, somebody, whole_case
from tests.web.signed_case import signed_case

Clock = Callable[[dt.datetime], None]
TEXT = b"%PDF-1.7 a decision without identities"


@pytest.fixture
def case(store: str, moment: Clock, shelf_folder: Path) -> Case:
    """A case whose determination was issued."""
    signed = signed_case()
    director = browser_of(somebody(PersonRole.MEDICAL_DIRECTOR))
    director.post(f"/release/{signed.ident}/issue", {"length": signed.length, "password": PASSWORD, "read_whole": "on"})
    work_off(("letters",))
    return Case.objects.get()


def _enter(case: Case, role: PersonRole, kind: str, **keyed: Any) -> tuple[int, str]:
    person = somebody(role)
    client, address = browser_of(person), f"/desk/cases/{case.ident}/enter/{kind}"
    assert client.get(address).status_code == 200
    length = opened(person, case.ident).length
    answer = client.post(address, {"length": length, "on": "2024-06-12", "by": str(actor(person))} | keyed)
    return answer.status_code, answer.content.decode()


def test_a_publication_is_entered_with_its_text_and_taken_down_with_a_reason(case: Case) -> None:
    document = SimpleUploadedFile("a name in a file name.pdf", TEXT)
    status, page = _enter(case, PersonRole.REGULATOR, "published", document=document)
    assert status == 302, page
    published = opened(somebody(PersonRole.COORDINATOR, "desk"), case.ident).docket.entries[-1].payload
    assert isinstance(published, Published)
    assert published.document.name == "published.pdf"
    kept = document_named("published.pdf", case)
    assert b"".join(read(kept.file)) == TEXT
    office = somebody(PersonRole.REGULATOR, "office")
    keyed = {"length": opened(office, case.ident).length, "on": "2024-06-12", "reason": "A street name stands in it."}
    keyed["by"] = f"regulator:{office.ident}"
    assert browser_of(office).post(f"/desk/cases/{case.ident}/enter/taken_down", keyed).status_code == 302
    assert isinstance(opened(office, case.ident).docket.entries[-1].payload, TakenDown)


def test_a_publication_without_its_text_is_asked_for_it(case: Case) -> None:
    status, page = _enter(case, PersonRole.REGULATOR, "published")
    assert status == 422
    assert "Choose a file." in page


def test_an_omitted_line_is_decided_as_its_physician_signed(case: Case) -> None:
    signed = SimpleUploadedFile("signed.pdf", TEXT)
    director = opened(somebody(PersonRole.MEDICAL_DIRECTOR, "odile"), case.ident)
    reviewer = ids_in_case(director.docket)["R-4711"]
    line = {"words": "A brace", "unit": "piece", "requested": "1", "necessity": "necessary", "reviewer": reviewer}
    status, answer = _enter(case, PersonRole.COORDINATOR, "supplemental_issued", document=signed, **line)
    assert status == 302, answer
    now = opened(director.viewer, case.ident)
    supplement = now.docket.entries[-1].payload
    assert isinstance(supplement, SupplementalIssued)
    assert (supplement.treatments[0].id, supplement.findings[0].necessity) == ("2", Necessity.NECESSARY)
    assert "2" in now.state.lines
    owed = whole_case(browser_of(somebody(PersonRole.COORDINATOR, "desk")), case.ident)
    assert "/notices/supplemental/" in owed  # its notice is owed to every party
