"""A case in parts: what its overview says and leads to, its clocks as a picture, its documents page by page."""

import datetime as dt
import re
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import resolve

from evenhand.docket.entry import Occurrence
from evenhand.docket.party import Actor, DocumentRef, Role
from evenhand.docket.review import DeterminationIssued, LineFinding
from evenhand.treatment import Necessity
from evenhand_web.accounts.models import PersonRole
from evenhand_web.cases.docketing import Attached, enter_in
from evenhand_web.cases.models import Case
from evenhand_web.cases.open_case import opened
from evenhand_web.desk.case_page import overview_page
from evenhand_web.desk.case_parts import clocks_page
from evenhand_web.desk.timeline_drawing import WIDTH
from evenhand_web.infrastructure.models import DocumentView
from evenhand_web.infrastructure.shelf import put
from tests.web.cast import PARTS, browser_of, new_case, somebody
from tests.web.review_cast import SECRET, a_reviewer, ready_case, under_review
from tests.web.signed_case import assigned_case, sign, signed_case

Clock = Callable[[dt.datetime], None]


def _issued(case: Case, necessity: Necessity) -> Case:
    file = put([b"%PDF-1.7 the letter"], "application/pdf")
    ref = DocumentRef(sha256=file.sha256, name="determination.pdf", media_type="application/pdf")
    payload = DeterminationIssued(findings=(LineFinding(line="1", necessity=necessity),), documents=(ref,))
    issued = Occurrence(payload=payload, on=dt.date(2024, 6, 12), by=Actor(role=Role.ORGANISATION))
    return enter_in(case, case.length, issued, None, [Attached(file=file, name="determination.pdf")])


@pytest.mark.parametrize(
    ("necessity", "words"),
    [
        (Necessity.NECESSARY, "Denial overturned"),
        (Necessity.NOT_NECESSARY, "Denial upheld"),
        (Necessity.NECESSARY_IN_PART, "Denial overturned in part"),
    ],
)
def test_a_line_s_outcome_is_told_once_it_was_issued(
    sqlite_store: str, moment: Clock, shelf_folder: Path, necessity: Necessity, words: str
) -> None:
    coordinator = somebody(PersonRole.COORDINATOR)
    case = sign(signed_case(), "The record shows it.", necessity)
    before = overview_page(opened(coordinator, case.ident))["lines"]
    assert [line.status for line in before] == ["Disputed"]  # signed, and told to nobody yet
    after = overview_page(opened(coordinator, _issued(case, necessity).ident))["lines"]
    assert [line.status for line in after] == [words]


def test_what_is_open_leads_to_where_it_is_settled(sqlite_store: str, moment: Clock, shelf_folder: Path) -> None:
    case, coordinator = assigned_case(), somebody(PersonRole.COORDINATOR)
    told = {matter.words: matter.address for matter in overview_page(opened(coordinator, case.ident))["open"]}
    owed = [words for words in told if "owed" in words]
    assert owed
    assert resolve(told[owed[0]]).url_name == "case_letters"
    client = browser_of(coordinator)
    assert {client.get(address).status_code for address in told.values()} == {200}
    page = client.get(f"/desk/cases/{case.ident}").content.decode()
    assert all(words in page and address in page for words, address in told.items())


def _count(client: Client, address: str) -> int:
    client.get(address)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address).status_code == 200
        return len(asked)


def test_each_part_asks_little_of_the_database(sqlite_store: str, moment: Clock, shelf_folder: Path) -> None:
    case, three = under_review(a_reviewer(), "IMR-1"), under_review(a_reviewer("other"), "IMR-2", count=3)
    client = browser_of(somebody(PersonRole.COORDINATOR))
    asked = {part: _count(client, f"/desk/cases/{case.ident}{part}") for part in PARTS}
    assert max(asked.values()) <= 13, asked
    assert {part: _count(client, f"/desk/cases/{three.ident}{part}") for part in PARTS} == asked


@pytest.mark.parametrize("role", [PersonRole.COORDINATOR, PersonRole.MEDICAL_DIRECTOR, PersonRole.REGULATOR])
def test_the_picture_of_the_clocks_says_what_the_table_says(
    sqlite_store: str, moment: Clock, shelf_folder: Path, role: PersonRole
) -> None:
    case, person = signed_case(), somebody(role)
    page = clocks_page(opened(person, case.ident))
    timeline, bars = page["timeline"], page["bars"]
    assert [row.number for row in timeline.rows] == list(range(1, len(bars) + 1))
    assert [bool(row.over) for row in timeline.rows] == [bar.css == "late" for bar in bars]
    for row in timeline.rows:
        assert 0 < row.x < row.x + row.length <= WIDTH
        assert row.over_x + row.over <= WIDTH
    shown = browser_of(person).get(f"/desk/cases/{case.ident}/clocks").content.decode()
    picture = ElementTree.fromstring(shown[shown.index("<svg") : shown.index("</svg>") + 6])
    assert picture.get("aria-labelledby", "").split() == [picture[0].get("id"), picture[1].get("id")]
    assert f"{len(bars)} clocks" in (picture[1].text or "")
    assert shown[shown.index("</svg>") :].count('<th scope="row">') == len(bars)


def test_a_case_without_clocks_has_no_picture(sqlite_store: str, moment: Clock) -> None:
    client = browser_of(somebody(PersonRole.COORDINATOR))
    page = client.get(f"/desk/cases/{new_case().ident}/clocks").content.decode()
    assert ("<svg" in page) == ("No clock has started yet." not in page)


def _pages(page: str) -> list[str]:
    return re.findall(r'href="(/desk/cases/\w+/documents/\w+/1)"', page)


def test_documents_stand_by_title_and_open_page_by_page(sqlite_store: str, moment: Clock, shelf_folder: Path) -> None:
    case = under_review(a_reviewer())
    client = browser_of(somebody(PersonRole.COORDINATOR))
    record = client.get(f"/desk/cases/{case.ident}/record").content.decode()
    assert "Progress report" in record
    address = _pages(record)[0]
    DocumentView.objects.all().delete()
    shown = client.get(address).content.decode()
    assert "page 1 of" in shown
    assert SECRET in "".join(client.get(each).content.decode() for each in _pages(record))
    assert DocumentView.objects.exists()  # what is looked at is written down
    image = client.get(f"{address}.png")
    assert b"".join(image.streaming_content)[:4] == b"\x89PNG"  # type: ignore[attr-defined]
    assert client.get(address.removesuffix("1") + "99").status_code == 404
    fragment = client.get(address, headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in fragment
    assert "page 1 of" in fragment


def test_a_page_is_for_who_may_see_its_entry(sqlite_store: str, moment: Clock, shelf_folder: Path) -> None:
    case = under_review(a_reviewer())
    pages = _pages(
        browser_of(somebody(PersonRole.COORDINATOR)).get(f"/desk/cases/{case.ident}/record").content.decode()
    )
    other = ready_case("IMR-9")
    assert browser_of(a_reviewer("other.example")).get(pages[0]).status_code == 404
    strange = browser_of(somebody(PersonRole.MEDICAL_DIRECTOR))
    assert strange.get(pages[0]).status_code == 200
    assert strange.get(pages[0].replace(case.ident, other.ident)).status_code == 404
