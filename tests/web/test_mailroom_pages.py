"""The mailroom in the browser: lists with counts, a paper beside its cases, filed by one button, moved, set aside."""

import datetime as dt
import io
import re
import zipfile
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from evenhand.mailroom.received import Manner
from evenhand_web.accounts.models import PersonRole
from evenhand_web.cases.models import CaseDocument
from evenhand_web.infrastructure.models import DocumentView
from evenhand_web.infrastructure.worker import work_off
from evenhand_web.mailroom.cover_codes import code_for
from evenhand_web.mailroom.models import Delivery, Item
from evenhand_web.mailroom.outcome import settle
from tests.web.cast import browser_of, somebody
from tests.web.mail_cast import CLAIM, NUMBER, came, open_record
from tests.web.test_desk import application_fields

WORDS = f"Claim number: {CLAIM}\nPatient: Imani Example\nProgress report of the visit."


def desk() -> Client:
    return browser_of(somebody(PersonRole.COORDINATOR))


def text_of(answer: Any) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def test_a_paper_is_uploaded_and_filed_by_one_button(store: str) -> None:
    case, browser = open_record(), desk()
    sent = {"papers": [SimpleUploadedFile("report.txt", WORDS.encode())], "manner": "upload"}
    assert browser.post("/desk/mailroom", sent).status_code == 302
    work_off()
    item = Item.objects.get()
    listed = text_of(browser.get("/desk/mailroom"))
    assert "report.txt" in listed
    assert "Waiting 1" in listed
    page = browser.get(f"/desk/mailroom/{item.ident}")
    shown = text_of(page)
    assert f"Case {NUMBER}" in shown
    assert "same claim number" in shown
    assert "Progress report of the visit." in shown
    assert f'name="file" value="{case.ident} payer" data-key="' in page.content.decode()
    answer = browser.post(f"/desk/mailroom/{item.ident}", {"file": f"{case.ident} payer", "title": "Report"})
    assert (answer.status_code, answer["Location"]) == (302, "/desk/mailroom")
    filed = Item.objects.get()
    assert (filed.state, filed.case, filed.party) == (Item.State.FILED, case, "payer")
    assert "Report" in text_of(browser.get(f"/desk/cases/{case.ident}"))
    assert "Filed 1" in text_of(browser.get("/desk/mailroom"))


def test_a_zip_and_an_email_are_taken_apart_and_said(store: str) -> None:
    browser, buffer = desk(), io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("a/one.txt", "the first paper")
        archive.writestr("two.txt", "the second paper")
    mail = b"From: a@b.example\nSubject: x\nMIME-Version: 1.0\nContent-Type: text/plain\n\nI send you a letter by mail"
    files = [SimpleUploadedFile("all.zip", buffer.getvalue()), SimpleUploadedFile("letter.eml", mail)]
    answer = browser.post("/desk/mailroom", {"papers": files, "manner": "upload"}, follow=True)
    assert "3 papers came in" in text_of(answer)
    assert set(Item.objects.values_list("name", flat=True)) == {"one.txt", "two.txt", "message.txt"}
    assert Delivery.objects.count() == 2


def test_what_cannot_be_taken_apart_or_read_is_kept_with_the_reason(store: str) -> None:
    browser = desk()
    files = [SimpleUploadedFile("torn.zip", b"PK\x03\x04 torn"), SimpleUploadedFile("odd.bin", bytes(range(256)) * 9)]
    browser.post("/desk/mailroom", {"papers": files, "manner": "upload"})
    work_off()
    assert set(Item.objects.values_list("state", flat=True)) == {Item.State.WAITING}
    told = text_of(browser.get("/desk/mailroom"))
    assert "It is damaged and cannot be unpacked" in told
    assert "The file is no document that can be shown here" in told


def test_paper_needs_its_stamp_and_says_so(store: str) -> None:
    case, browser = open_record(), desk()
    missing = browser.post("/desk/mailroom", {"papers": [SimpleUploadedFile("a.txt", b"words")], "manner": "paper"})
    assert missing.status_code == 422
    assert "received on the day of its stamp" in text_of(missing)
    item = came("words of a paper", manner=Manner.PAPER)
    address = f"/desk/mailroom/{item.ident}"
    refused = browser.post(address, {"file": f"{case.ident} payer", "method": "mail_ca"})
    assert refused.status_code == 409
    assert "No stamp tells" in text_of(refused)
    stamped = {"do": "stamp", "stamped_on": "2024-06-11", "stamped_at": "09:15", "postmarked_on": "2024-06-07"}
    assert browser.post(address, stamped).status_code == 302
    look = browser.post(address, {"do": "look", "number": NUMBER.lower()}, follow=True)
    assert "Mail within California" in text_of(look)
    assert browser.post(address, {"file": f"{case.ident} payer", "method": "mail_ca"}).status_code == 302
    assert Item.objects.get(pk=item.pk).state == Item.State.FILED


def test_a_paper_is_put_aside_and_comes_back(store: str) -> None:
    browser, item = desk(), came("a letter that asks for a review")
    address = f"/desk/mailroom/{item.ident}"
    for do in ("application", "apart", "no_record", "waiting"):
        assert browser.post(address, {"do": do, "because": "looked at"}).status_code == 302
        assert Item.objects.get().state == do
    assert text_of(browser.get(address)).count("looked at") >= 3


def test_a_filed_paper_is_moved_by_its_page(store: str) -> None:
    wrong, right, browser = open_record(), open_record("CM24-0077777", "X-1"), desk()
    item = came("words")
    address = f"/desk/mailroom/{item.ident}"
    browser.post(address, {"file": f"{wrong.ident} payer"})
    moved = browser.post(address, {"file": f"{right.ident} physician", "because": "wrong case"}, follow=True)
    assert "Both cases tell it" in text_of(moved)
    assert Item.objects.get().case == right


def test_a_paper_that_somebody_took_out_or_called_its_own_never_files_itself(store: str) -> None:
    case, browser = open_record(), desk()
    code = code_for(case, "payer").code
    item = came(f"Records {code}")
    address = f"/desk/mailroom/{item.ident}"
    assert Item.objects.get().state == Item.State.FILED
    out = browser.post(address, {"do": "unfile", "because": "of another claim"}, follow=True)
    assert "It is out of the record" in text_of(out)
    settle(item)
    assert Item.objects.get().state == Item.State.WAITING
    again = came(f"Records {code}", "2")
    assert again.state == Item.State.AGAIN
    browser.post(f"/desk/mailroom/{again.ident}", {"do": "waiting"})
    assert Item.objects.get(pk=again.pk).state == Item.State.WAITING
    assert f"Case {NUMBER}" in text_of(browser.get(f"/desk/mailroom/{again.ident}"))


def test_what_came_with_a_filed_paper_stands_beside_its_case(store: str) -> None:
    case, browser = open_record(), desk()
    mail = (
        f"From: a@b.example\nMIME-Version: 1.0\nContent-Type: text/plain\n\nThe records {code_for(case, 'payer').code}"
    )
    first = came(mail, is_message=True)
    second = Item.objects.create(
        delivery=first.delivery, place=2, file=first.file, arrived_at=first.arrived_at, state="waiting"
    )
    assert f"Case {NUMBER}" in text_of(browser.get(f"/desk/mailroom/{second.ident}"))


def test_the_queue_tells_what_waits_in_the_mailroom(store: str) -> None:
    browser = desk()
    assert "In the mailroom" not in text_of(browser.get("/desk/"))
    came("words that tell nothing", arrived_at=dt.datetime(2024, 6, 1, tzinfo=dt.UTC))
    assert "1 In the mailroom 1 more than a day" in text_of(browser.get("/desk/"))
    assert "In the mailroom" not in text_of(browser_of(somebody(PersonRole.MEDICAL_DIRECTOR)).get("/desk/"))


def test_every_look_at_a_paper_is_logged(store: str) -> None:
    clerk = somebody(PersonRole.COORDINATOR)
    browser, item = browser_of(clerk), came("words")
    browser.get(f"/desk/mailroom/{item.ident}")
    assert browser.get(f"/desk/mailroom/{item.ident}/file").getvalue() == b"words"
    assert DocumentView.objects.filter(viewer=clerk.ident).count() == 2


def test_a_list_asks_no_more_for_three_rows_than_for_one(store: str) -> None:
    browser = desk()
    came("words of a paper")
    _questions(browser)  # what is asked once of a new session
    from_one = _questions(browser)
    came("words of another paper", "2")
    came("words of a third paper", "3")
    assert _questions(browser) == from_one


def _questions(browser: Client) -> int:
    with CaptureQueriesContext(connection) as asked:
        assert browser.get("/desk/mailroom").status_code == 200
    return len(asked)


def test_a_paper_becomes_a_new_application_with_its_day(store: str) -> None:
    browser, item = desk(), came("I ask for a review", arrived_at=dt.datetime(2024, 6, 4, 3, 30, tzinfo=dt.UTC))
    browser.post(f"/desk/mailroom/{item.ident}", {"do": "application"})
    form = browser.get(f"/desk/cases/new?mail={item.ident}").content.decode()
    assert 'value="2024-06-03"' in form
    assert 'value="20:30' in form
    assert f'name="mail" value="{item.ident}"' in form
    answer = browser.post("/desk/cases/new", application_fields() | {"mail": item.ident})
    assert answer.status_code == 302, text_of(answer)
    begun = Item.objects.get()
    assert (begun.state, begun.entry, begun.case and begun.case.number) == (Item.State.FILED, 1, "IMR-77")
    assert begun.document == "R1"
    document = CaseDocument.objects.get(case=begun.case)
    assert document.file.sha256 == begun.file.sha256
    twice = browser.post("/desk/cases/new", application_fields(case_number="IMR-78") | {"mail": item.ident})
    assert CaseDocument.objects.count() == 1, text_of(twice)
