"""Who may see what of a review: by person, and by how far the case has come. First there is something to leak."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from evenhand.docket.aftermath import Withdrawn
from evenhand.docket.party import Role
from evenhand.docket.review import ReviewerRecused
from evenhand_web.accounts.models import Person, PersonRole
from evenhand_web.cases.models import Case
from evenhand_web.infrastructure.models import DocumentView
from evenhand_web.reviewing.models import Seat
from tests.web.cast import PARTS, WORKER_NAME, browser_of, document_named, entered, somebody
from tests.web.review_cast import (
    ADDRESS,
    DAY,
    SECRET,
    a_reviewer,
    assigned,
    line_fields,
    proposed,
    ready_case,
    sworn,
    under_review,
    write_whole,
)

Clock = Callable[[dt.datetime], None]
FILE = ("", "/sign", "/record/R2/1", "/image/R2/1.png", "/print/R2", "/versions?part=summary")
POSTS = (
    "/save",
    "/find",
    "/seen",
    "/dismiss",
    "/dismiss-group",
    "/copy",
    "/justify",
    "/restore",
    "/reuse",
    "/ask",
    "/answer/1",
)
SEAT = ("/recuse",)
OATH = ("/oath",)


def _opened(client: Client, case: Case) -> set[str]:
    """The pages of a case that a browser can open."""
    return {page for page in FILE + SEAT + OATH if client.get(f"/review/{case.ident}{page}").status_code == 200}


def _taken_off(case: Case, person: Person) -> Case:
    return entered(case, ReviewerRecused(reviewer=person.ident, reason="a tie"), Role.REVIEWER, DAY)


def _withdrawn(case: Case, _: Person) -> Case:
    return entered(case, Withdrawn(party="worker", is_signed=True), Role.APPLICANT, DAY, "worker")


Step = Callable[[Case, Person], Case]
STAGES: dict[str, tuple[tuple[Step, ...], set[str]]] = {
    "in nobody's hands": ((), set()),
    "proposed": ((proposed,), set(OATH + SEAT)),
    "sworn in": ((proposed, sworn), set(SEAT)),
    "assigned": ((proposed, sworn, assigned), set(FILE + SEAT)),
    "stepped down": ((proposed, sworn, assigned, _taken_off), set()),
    "withdrawn": ((proposed, sworn, assigned, _withdrawn), set()),
}


@pytest.mark.postgresql(slow=True)
@pytest.mark.parametrize("stage", STAGES)
def test_the_file_opens_by_the_stage(store: str, moment: Clock, shelf_folder: Path, stage: str) -> None:
    person, other = a_reviewer(), a_reviewer("other.example")
    case = ready_case()
    steps, expected = STAGES[stage]
    for step in steps:
        case = step(case, person)
    client = browser_of(person)
    assert _opened(client, case) == expected
    assert _opened(browser_of(other), case) == set()
    if "" not in expected:
        assert {client.post(f"/review/{case.ident}{post}").status_code for post in POSTS} == {404}
        assert not DocumentView.objects.exists()


@pytest.mark.parametrize("role", [PersonRole.COORDINATOR, PersonRole.MEDICAL_DIRECTOR, PersonRole.REGULATOR])
def test_the_workspace_is_the_reviewer_s_alone(store: str, moment: Clock, shelf_folder: Path, role: PersonRole) -> None:
    case = under_review(a_reviewer())
    client = browser_of(somebody(role))
    assert _opened(client, case) == set()
    assert {client.post(f"/review/{case.ident}{post}").status_code for post in POSTS} == {404}


def test_before_the_oath_no_medical_fact_is_told(sqlite_store: str, moment: Clock, shelf_folder: Path) -> None:
    person, case = a_reviewer(), ready_case()
    proposed(case, person)
    client = browser_of(person)
    told = client.get(f"/review/{case.ident}/oath").content + client.get("/review/").content
    for hidden in (SECRET, "Progress report", "Not supported by", "MRI", ADDRESS):
        assert hidden.encode() not in told
    assert WORKER_NAME.encode() in told


def test_the_workspace_hides_what_serves_neither_conflict_nor_medicine(
    sqlite_store: str, moment: Clock, shelf_folder: Path
) -> None:
    person = a_reviewer()
    case = under_review(person)
    page = browser_of(person).get(f"/review/{case.ident}").content
    for hidden in (ADDRESS, WORKER_NAME, "P-DESK", person.ident):
        assert hidden.encode() not in page
    assert b"Not supported by the documents sent." in page


@pytest.mark.postgresql(slow=True)
def test_every_page_shown_is_written_down(store: str, moment: Clock, shelf_folder: Path) -> None:
    person = a_reviewer()
    case = under_review(person)
    client = browser_of(person)
    client.get(f"/review/{case.ident}/record/R2/2")
    assert DocumentView.objects.get().file.text_of.pages == 3
    DocumentView.objects.all().delete()
    image = client.get(f"/review/{case.ident}/image/R2/2.png")
    assert b"".join(image.streaming_content)[:8] == b"\x89PNG\r\n\x1a\n"  # type: ignore[attr-defined]
    view = DocumentView.objects.get()
    assert (view.viewer, view.case, view.file.media_type) == (person.ident, case.ident, "image/png")
    assert view.file.image_of.number == 2


def test_the_raw_file_never_leaves(sqlite_store: str, moment: Clock, shelf_folder: Path) -> None:
    person = a_reviewer()
    case = under_review(person)
    file = document_named("R2.pdf", case).file
    client = browser_of(person)
    assert client.get(f"/desk/cases/{case.ident}/documents/{file.ident}").status_code == 404
    assert client.get(f"/review/{case.ident}/record/R2/4").status_code == 404
    assert client.get(f"/review/{case.ident}/record/R9/1").status_code == 404


@pytest.mark.postgresql(slow=True)
def test_a_reviewer_s_identity_is_in_no_page_of_another_office(store: str, moment: Clock, shelf_folder: Path) -> None:
    person = a_reviewer()
    case = under_review(person)
    inside = browser_of(somebody(PersonRole.COORDINATOR)).get(f"/desk/cases/{case.ident}/reviewer").content
    assert person.name.encode() in inside
    client = browser_of(somebody(PersonRole.REGULATOR))
    for address in ("/desk/", *(f"/desk/cases/{case.ident}{part}" for part in PARTS)):
        answer = client.get(address)
        told = answer.content + str(answer.headers).encode()
        assert person.name.encode() not in told
        assert person.ident.encode() not in told
    assert client.get(f"/desk/cases/{case.ident}/reviewer").status_code == 404
    for entry in case.entries.filter(kind__startswith="reviewer_"):
        assert person.ident.encode() not in bytes(entry.header)


def _count(client: Client, address: str) -> int:
    client.get(address)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address).status_code == 200
        return len(asked)


def test_pages_ask_no_more_for_three_lines_than_for_one(sqlite_store: str, moment: Clock, shelf_folder: Path) -> None:
    person = a_reviewer()
    single, three = under_review(person, "IMR-1"), under_review(person, "IMR-2", count=3)
    client = browser_of(person)
    for case in (single, three):
        write_whole(client, case)
    whole: dict[str, str | list[str]] = {"part_component": [], "part_necessity": [], "part_reason": []}
    for line in ("line:2", "line:3"):
        client.post(f"/review/{three.ident}/save", line_fields(part=line, **whole), headers={"X-Autosave": "1"})
    client.get(f"/review/{single.ident}")  # what was to be said of the last step is said
    for page in ("", "/sign", "/record/R2/1", "/versions?part=summary"):
        asked = _count(client, f"/review/{single.ident}{page}")
        # Before a signature credentials, ties and oath are looked at once more, and the letter as at its release.
        most = 38 if page == "/sign" else 13  # what is unread is counted in the head of every page
        assert _count(client, f"/review/{three.ident}{page}") == asked <= most, page
    assert _count(client, "/review/") <= 7
    desk = browser_of(somebody(PersonRole.COORDINATOR))
    assert (
        _count(desk, f"/desk/cases/{single.ident}/reviewer") <= 19
    )  # what is kept, and what is stated, is asked, too; and its head
    assert _count(desk, f"/desk/cases/{single.ident}") <= 13
    assert _count(desk, "/desk/panel") <= 9


@pytest.mark.postgresql(slow=True)
def test_a_seat_is_what_the_docket_says(store: str, moment: Clock, shelf_folder: Path) -> None:
    person, case = a_reviewer(), ready_case()
    seen = []
    for step in (proposed, sworn, assigned, _taken_off):
        case = step(case, person)
        seen.append(Seat.objects.get(case=case, reviewer=person).standing)
    assert seen == ["proposed", "attested", "assigned", "stepped_down"]
