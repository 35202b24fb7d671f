"""Files sent in parts: any size in its order, once, by one person; what goes wrong is told and loses nothing."""

import datetime as dt
import errno
import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from evenhand.docket.assignment import Assigned
from evenhand.docket.intake import EligibilityFound, EligibilityOutcome
from evenhand.docket.party import Role
from evenhand_web.accounts.models import PersonRole
from evenhand_web.cases.models import Case, CaseDocument
from evenhand_web.infrastructure.models import DocumentView, StoredFile
from evenhand_web.infrastructure.shelf import read
from evenhand_web.records import uploads
from evenhand_web.records.kept_files import erase_old, title_of
from evenhand_web.records.models import KeptFile, Upload, UploadPart
from evenhand_web.records.uploads import erase_unfinished
from tests.web.cast import browser_of, entered, new_case, somebody
from tests.web.conftest import NOON
from tests.web.review_cast import pdf_of

Clock = Callable[[dt.datetime], None]
DAY = dt.date(2024, 6, 10)
PART = 4096
SCAN = pdf_of(["a report of two lines"]).replace(b"%%EOF", b"%" + b"x" * 9000 + b"\n%%EOF")


@pytest.fixture
def coordinator(store: str, moment: Clock, shelf_folder: Path, monkeypatch: pytest.MonkeyPatch) -> Client:
    """The coordinator's browser; parts are short, so that a small file has several."""
    monkeypatch.setattr(uploads, "PART", PART)
    return browser_of(somebody(PersonRole.COORDINATOR))


def _begin(client: Client, data: bytes = SCAN, name: str = "MRI_of_the_knee.pdf", **more: Any) -> Any:
    return client.post("/uploads/", {"name": name, "size": len(data), "mark": "1"} | more)


def _part(client: Client, number: int, start: int, data: bytes = SCAN, **more: Any) -> Any:
    piece = data[start : start + PART]
    return client.put(f"/uploads/{number}/parts/{start}", piece, content_type="application/octet-stream", **more)


def _sent(client: Client, data: bytes = SCAN, **more: Any) -> int:
    number = int(_begin(client, data, **more).json()["number"])
    for start in range(0, len(data), PART):
        assert _part(client, number, start, data).status_code == 200
    return number


def _whole(client: Client, number: int) -> Any:
    return client.post(f"/uploads/{number}/whole")


def _words(answer: Any, status: int) -> str:
    assert answer.status_code == status, answer.content
    words: str = answer.json()["words"]
    return words


def test_a_file_of_several_parts_is_entered_as_it_was(coordinator: Client) -> None:
    told = _whole(coordinator, _sent(coordinator)).json()
    assert (told["title"], told["pages"]) == ("MRI of the knee", 1)
    assert UploadPart.objects.count() == 0
    assert b"".join(read(KeptFile.objects.get(ident=told["kept"]).file)) == SCAN
    picture = coordinator.get(told["picture"])
    assert b"".join(picture.streaming_content).startswith(b"\x89PNG")  # type: ignore[attr-defined]
    assert DocumentView.objects.filter(file=KeptFile.objects.get().first_page).exists()
    _enter(coordinator, told["kept"])
    assert b"".join(read(CaseDocument.objects.get().file)) == SCAN
    assert not KeptFile.objects.exists()
    assert StoredFile.objects.filter(erased_at=None).count() == 1


def _enter(client: Client, kept: str) -> None:
    case = _case_for_records()
    fields = {
        "length": case.length,
        "on": "2024-06-10",
        "by": "payer:payer",
        "method": "electronic",
        "records-TOTAL_FORMS": "1",
        "records-INITIAL_FORMS": "0",
        "records-0-title": "MRI of the knee",
        "records-0-scan-kept": kept,
    }
    answer = client.post(f"/desk/cases/{case.ident}/enter/records_received", fields)
    assert answer.status_code == 302, answer.content.decode()


def _case_for_records() -> Case:
    case = entered(new_case(), EligibilityFound(outcome=EligibilityOutcome.ELIGIBLE), Role.REGULATOR, DAY)
    return entered(case, Assigned(organisation="Sample IMRO"), Role.REGULATOR, DAY)


def test_parts_lie_encrypted_on_the_shelf(coordinator: Client, shelf_folder: Path) -> None:
    number = int(_begin(coordinator).json()["number"])
    _part(coordinator, number, 0)
    (stored,) = [path for path in shelf_folder.rglob("*") if path.is_file()]
    assert b"%PDF" not in stored.read_bytes()
    assert b"x" * 16 not in stored.read_bytes()


def test_a_part_before_its_turn_is_refused_and_one_that_came_before_changes_nothing(coordinator: Client) -> None:
    number = int(_begin(coordinator).json()["number"])
    assert "before its turn: byte 0 is next" in _words(_part(coordinator, number, PART), 409)
    assert _part(coordinator, number, 0).json() == {"received": PART}
    assert _part(coordinator, number, 0).json() == {"received": PART}
    assert UploadPart.objects.count() == 1
    assert "cannot begin" in _words(coordinator.put(f"/uploads/{number}/parts/7", b"x"), 422)
    assert "are here. Send the rest first" in _words(_whole(coordinator, number), 409)


def test_a_part_cut_short_or_changed_on_its_way_is_refused(coordinator: Client) -> None:
    number = int(_begin(coordinator).json()["number"])
    short = coordinator.put(f"/uploads/{number}/parts/0", SCAN[:100])
    assert "came cut short: 100 of 4096 bytes" in _words(short, 400)
    wrong = {"x-part-digest": hashlib.sha256(b"other").hexdigest()}
    assert "did not come as it was sent" in _words(_part(coordinator, number, 0, headers=wrong), 422)
    right = {"x-part-digest": hashlib.sha256(SCAN[:PART]).hexdigest()}
    assert _part(coordinator, number, 0, headers=right).status_code == 200


def test_the_same_file_goes_on_where_it_was_and_another_begins_anew(coordinator: Client) -> None:
    number = int(_begin(coordinator).json()["number"])
    _part(coordinator, number, 0)
    again = _begin(coordinator).json()
    assert (again["number"], again["received"]) == (number, PART)
    assert again["digests"] == [hashlib.sha256(SCAN[:PART]).hexdigest()]
    assert _begin(coordinator, mark="2").json()["received"] == 0
    assert [told["received"] for told in coordinator.get("/uploads/").json()["unfinished"]] == [0, PART]


def test_two_windows_send_the_same_file_and_it_is_kept_once(coordinator: Client) -> None:
    number = _sent(coordinator)
    first, second = _whole(coordinator, number).json(), _whole(coordinator, number).json()
    assert first == second
    assert KeptFile.objects.count() == 1
    assert coordinator.get("/uploads/").json()["kept"] == [first]


def test_what_is_no_paper_is_refused_in_words_and_nothing_of_it_stays(coordinator: Client) -> None:
    number = _sent(coordinator, b"MZ" + bytes(5000), name="tool.exe")
    assert "tool.exe" in _words(_whole(coordinator, number), 422)
    assert not Upload.objects.exists()
    assert not StoredFile.objects.filter(erased_at=None).exists()


@pytest.mark.parametrize(
    ("size", "status", "words"), [(0, 422, "empty"), (500 * 1024**2 + 1, 413, "larger than the 500 MB")]
)
def test_an_empty_file_and_one_too_large_are_refused(coordinator: Client, size: int, status: int, words: str) -> None:
    assert words in _words(_begin(coordinator, size=size), status)
    assert _begin(coordinator, size="many").status_code == 422


def test_what_one_person_may_bring_is_bounded(coordinator: Client) -> None:
    for mark in range(4):
        assert _begin(coordinator, size=500 * 1024**2, mark=mark).status_code == 201
    assert "as much waiting here as one person may" in _words(_begin(coordinator, mark="5"), 409)
    number = coordinator.get("/uploads/").json()["unfinished"][0]["number"]
    assert coordinator.post(f"/uploads/{number}/removed").status_code == 200
    assert _begin(coordinator, mark="5").status_code == 201
    assert _begin(browser_of(somebody(PersonRole.MEDICAL_DIRECTOR))).status_code == 201


def test_no_one_else_can_go_on_with_it_see_it_or_take_it_away(coordinator: Client) -> None:
    number = _sent(coordinator)
    told = _whole(coordinator, number).json()
    other = browser_of(somebody(PersonRole.MEDICAL_DIRECTOR))
    assert other.get(told["picture"]).status_code == 404
    assert _part(other, number, 0).status_code == 404
    assert [other.post(f"/uploads/{number}/{do}").status_code for do in ("whole", "removed")] == [404, 404]
    assert other.get("/uploads/").json()["kept"] == []
    reviewer = browser_of(somebody(PersonRole.REVIEWER))
    assert _begin(reviewer).status_code == 404


def test_a_full_disk_is_told_and_what_came_before_stays(coordinator: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    number = int(_begin(coordinator).json()["number"])
    _part(coordinator, number, 0)

    def full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr("evenhand_web.infrastructure.folder_storage.tempfile.mkstemp", full)
        assert "There is no room left" in _words(_part(coordinator, number, PART), 507)
    assert _part(coordinator, number, PART).json() == {"received": 2 * PART}


def test_what_nobody_went_on_with_for_a_day_is_erased(coordinator: Client, moment: Clock) -> None:
    number = int(_begin(coordinator).json()["number"])
    _part(coordinator, number, 0)
    _whole(coordinator, _sent(coordinator, name="other.pdf"))
    assert (erase_unfinished(), erase_old()) == (0, 0)
    moment(NOON + dt.timedelta(days=1))
    assert (erase_unfinished(), erase_old()) == (1, 1)
    assert not Upload.objects.exists()
    assert not StoredFile.objects.filter(erased_at=None).exists()


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("MRI_of_the_knee.pdf", "MRI of the knee"),
        ("C:\\scans\\2024-05-01 Dr. Sample report.TIF", "2024-05-01 Dr. Sample report"),
        ("letter v1.2", "letter v1.2"),
        (".pdf", ""),
    ],
)
def test_a_title_comes_from_the_name_of_the_file(name: str, title: str) -> None:
    assert title_of(name) == title
