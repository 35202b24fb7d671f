"""The reading record: pages seen once each, what decides, what is left out and why, and what the letter tells of it."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from evenhand.docket.party import MedicalRecord
from evenhand_web.accounts.models import Person, PersonRole
from evenhand_web.cases.models import Case
from evenhand_web.cases.open_case import opened
from evenhand_web.diary.models import Task
from evenhand_web.infrastructure.worker import work_off
from evenhand_web.letters.paper import paper
from evenhand_web.records.page_making import text_pages
from evenhand_web.reviewing.models import Dismissal, PageSeen, Question
from evenhand_web.reviewing.open_file import opened_file
from evenhand_web.reviewing.reading_record import Group, leave_out_group, see_pages
from evenhand_web.reviewing.signing import readiness, sign
from evenhand_web.reviewing.workspace import Workspace, workspace
from tests.web.cast import browser_of, document_named, somebody, whole_case
from tests.web.review_cast import a_reviewer, pdf_of, received, see, under_review, write_whole

Clock = Callable[[dt.datetime], None]
BROKEN = b"%PDF-1.7 " + bytes(range(256)) * 40


@pytest.fixture
def physician(store: str, moment: Clock, shelf_folder: Path) -> Person:
    return a_reviewer()


def _work(person: Person, case: Case) -> Workspace:
    return workspace(opened_file(person, case.ident))


def _barred(person: Person, case: Case) -> list[str]:
    return [f"{finding.rule} {finding.message}" for finding in readiness(_work(person, case)).barring]


def _reading(person: Person, case: Case) -> dict[str, tuple[int, int, str]]:
    return {read.record: (read.seen, read.pages, read.reason) for read in _work(person, case).record.reading}


@pytest.mark.postgresql(slow=True)
def test_a_page_is_seen_once_and_only_by_who_was_sent_it(physician: Person) -> None:
    case, client = under_review(physician), browser_of(physician)
    fields = {"record": "R2", "first": "1", "last": "1", "how": "screen"}
    assert client.post(f"/review/{case.ident}/seen", fields).status_code == 404, "it was never sent"
    see(client, case, "R2", 2)
    see(client, case, "R2", 2)
    seen = PageSeen.objects.order_by("page").select_related("person", "document__case")
    told = [(view.person.ident, view.document.name, view.page, view.how) for view in seen]
    assert told == [(physician.ident, "R2.pdf", 1, "screen"), (physician.ident, "R2.pdf", 2, "screen")]
    for wrong in ({"first": "4", "last": "4"}, {"first": "0"}, {"how": "guess"}, {"record": "R9"}, {"record": "R3"}):
        assert client.post(f"/review/{case.ident}/seen", fields | wrong).status_code == 404
    assert PageSeen.objects.count() == 2


def test_the_page_says_how_much_was_seen(physician: Person) -> None:
    case, client = under_review(physician), browser_of(physician)
    client.get(f"/review/{case.ident}/record/R2/1")
    fields = {"record": "R2", "first": "1", "last": "1", "how": "text"}
    answer = client.post(f"/review/{case.ident}/seen", fields, headers={"X-Seen": "1"})
    assert (answer.content.decode(), answer["X-Wanting"], answer["X-Whole"]) == ("1 of 3 seen", "3", "")
    see(client, case, "R2", 3)
    page = client.get(f"/review/{case.ident}").content.decode()
    assert "all seen" in page
    assert "You have seen this page." in client.get(f"/review/{case.ident}/record/R2/3").content.decode()
    assert client.post(f"/review/{case.ident}/seen", fields).status_code == 302, "without scripts"


def test_a_signature_waits_for_every_page_of_what_decides_or_a_sentence(physician: Person) -> None:
    case, client = under_review(physician), browser_of(physician)
    assert [barred_words for barred_words in _barred(physician, case) if barred_words.startswith("REVIEW-SEEN")] == [
        "REVIEW-SEEN R2, Progress report with the request for authorization (Request for authorization), "
        "is one of those that decide: 0 of 3 pages seen.",
        "REVIEW-SEEN R1, Utilization review decision (Decision under review), "
        "is one of those that decide: 0 of 1 page seen.",
        "REVIEW-SEEN R3, MRI of the neck (Imaging), is not here, and is one of those that decide.",
    ]
    write_whole(client, case)
    assert _barred(physician, case) == []
    PageSeen.objects.filter(document=document_named("R2.pdf"), page=3).delete()
    assert len(_barred(physician, case)) == 1
    client.post(f"/review/{case.ident}/dismiss", {"record": "R2", "reason": "Its last page is blank."})
    assert _barred(physician, case) == []
    assert _reading(physician, case) == {
        "R1": (1, 1, ""),
        "R2": (2, 3, "Its last page is blank."),
        "R3": (0, 0, "It did not come. It never came."),
        "R4": (0, 1, "It is listed, and no file of it is here."),
    }
    client.post(f"/review/{case.ident}/dismiss", {"record": "R2", "reason": " "})
    assert Dismissal.objects.filter(record="R2").count() == 1


def test_an_anchor_needs_a_page_that_exists_and_was_shown(physician: Person) -> None:
    case, client = under_review(physician), browser_of(physician)
    anchors = {"fact_record": ["R2", "R4", "R2", ""], "fact_page": ["3", "1", "9", ""]}
    write_whole(client, case, fact_words=["a", "b", "c", ""], **anchors)
    PageSeen.objects.filter(document=document_named("R2.pdf"), page=3).delete()
    client.post(f"/review/{case.ident}/dismiss", {"record": "R2", "reason": "I know its last page."})
    assert [barred_words for barred_words in _barred(physician, case) if "ANCHOR" in barred_words] == [
        "REVIEW-ANCHOR “a” is anchored to page 3 of R2, which you have not seen.",
        "REVIEW-ANCHOR “b” is anchored to R4, of which no page can be shown here.",
        "REVIEW-ANCHOR “c” is anchored to page 9 of R2, which has 3 pages.",
    ]


def _with_the_rest(case: Case) -> None:
    listed = [
        (MedicalRecord(id="R5", title="Progress report", dated="2020-01-05"), pdf_of(["Old.", "Older."])),
        (MedicalRecord(id="R6", title="Progress report", dated="2024-05-01"), pdf_of(["New."])),
        (MedicalRecord(id="R7", title="Progress report", dated="not dated"), pdf_of(["When?"])),
        (MedicalRecord(id="R8", title="Bill", dated="2019-02-01"), pdf_of(["Paid."])),
        (MedicalRecord(id="R9", title="Bill", dated="2021-02-01"), pdf_of(["Paid, too."])),
    ]  # fmt: skip
    received(case, listed)
    work_off(("pages",))


def test_what_decides_is_told_by_kind_day_citation_and_anchor(physician: Person) -> None:
    case, client = under_review(physician), browser_of(physician)
    _with_the_rest(case)
    received(
        case, [(MedicalRecord(id="R10", title="Utilization review decision"), pdf_of(["See the bill of 02/01/2019."]))]
    )
    work_off(("pages",))

    def decides() -> set[str]:
        return {seen.document.record.id for seen in _work(physician, case).record.documents if seen.decides}

    assert decides() == {"R1", "R2", "R3", "R6", "R7", "R8", "R10"}
    write_whole(client, case, fact_record=["R5", ""], fact_page=["1", ""])
    assert "R5" in decides()


def test_the_rest_is_left_out_in_groups_by_kind_and_day_with_one_reason(physician: Person) -> None:
    case, client = under_review(physician), browser_of(physician)
    _with_the_rest(case)
    barred = [barred_words for barred_words in _barred(physician, case) if "REST" in barred_words]
    assert barred == [
        "REVIEW-REST Physician's report: neither seen nor left out: 1 document with 2 pages.",
        "REVIEW-REST Other documents: neither seen nor left out: 2 documents with 2 pages.",
    ]
    address, fields = f"/review/{case.ident}/dismiss-group", {"kind": "other", "since": "", "until": "2020-01-01"}
    client.post(address, fields | {"reason": ""})
    client.post(address, fields | {"reason": "Bills.", "until": "yesterday"})
    assert not Dismissal.objects.exists()
    client.post(address, fields | {"reason": "Bills."})
    assert [(left_out.record, left_out.reason) for left_out in Dismissal.objects.all()] == [("R8", "Bills.")]
    client.post(address, {"kind": "other", "reason": "More bills."})
    client.post(address, {"kind": "report", "reason": "Of another time."})
    assert {left_out.record: left_out.reason for left_out in Dismissal.objects.all()} == {
        "R8": "Bills.", "R9": "More bills.", "R5": "Of another time.",
    }  # fmt: skip
    assert not [barred_words for barred_words in _barred(physician, case) if "REST" in barred_words]


def test_what_decides_is_in_no_group(physician: Person) -> None:
    case = under_review(physician)
    _with_the_rest(case)
    work = _work(physician, case)
    assert leave_out_group(work.file, work.record.documents, Group(kind="report"), "All of them.") == 1
    with pytest.raises(ValueError, match="with a reason"):
        leave_out_group(work.file, work.record.documents, Group(kind="other"), "")


def test_an_unreadable_document_is_answered(physician: Person) -> None:
    case, client = under_review(physician), browser_of(physician)
    write_whole(client, case)
    received(case, [(MedicalRecord(id="R5", title="Bill"), BROKEN)])
    work_off(("pages",))
    assert "R5, Bill, cannot be read" in Task.objects.get(case=case).words, "the office is asked at once"
    why = "REVIEW-UNREADABLE R5, Bill, cannot be read: The file is damaged and cannot be opened."
    assert _barred(physician, case) == [why]
    assert client.post(f"/review/{case.ident}/copy", {"record": "R1"}).status_code == 404
    client.post(f"/review/{case.ident}/copy", {"record": "R5"})
    assert _barred(physician, case) == []
    question = Question.objects.get()
    assert (question.party, "Please send a readable copy" in question.question) == ("payer", True)
    assert _reading(physician, case)["R5"][2].startswith(
        "The file is damaged and cannot be opened. A readable copy was"
    )


@pytest.mark.postgresql(slow=True)
def test_the_letter_and_the_director_are_told_what_was_not_reviewed(physician: Person) -> None:
    case, client = under_review(physician), browser_of(physician)
    write_whole(client, case)
    PageSeen.objects.filter(document=document_named("R2.pdf"), page=3).delete()
    client.post(f"/review/{case.ident}/dismiss", {"record": "R2", "reason": "Its last page is blank."})
    work = _work(physician, case)
    sign(work, readiness(work), work.file.length)
    director = somebody(PersonRole.MEDICAL_DIRECTOR)
    told = browser_of(director).get(f"/release/{case.ident}").content.decode()
    assert "The physician saw 3 of 5 pages of the record." in told
    assert "Not reviewed: Its last page is blank." in told
    letter = paper(opened(director, case.ident)).letter
    assert "3 of 5 pages" in str(letter)
    assert "Its last page is blank." in str(letter)


def test_nobody_else_is_told_what_was_seen(physician: Person) -> None:
    case, client = under_review(physician), browser_of(physician)
    see(client, case, "R2", 3)
    for role in (PersonRole.REGULATOR, PersonRole.COORDINATOR):
        page = whole_case(browser_of(somebody(role)), case.ident).encode()
        assert b"all seen" not in page
    other = a_reviewer("other.example")
    assert browser_of(other).get(f"/review/{case.ident}").status_code == 404


def test_more_pages_cost_no_more_questions(physician: Person) -> None:
    case, client = under_review(physician), browser_of(physician)

    def asked() -> int:
        with CaptureQueriesContext(
            connection,
        ) as queries:
            client.get(f"/review/{case.ident}")
        return len(queries)

    see(client, case, "R2", 1)
    asked()
    before = asked()
    _with_the_rest(case)
    see(client, case, "R2", 3)
    see(client, case, "R5", 2)
    asked()
    assert asked() <= before


def test_pages_are_seen_by_a_verb_alone(physician: Person) -> None:
    case = under_review(physician)
    work = _work(physician, case)
    by_id = {seen.document.record.id: seen.document for seen in work.record.documents}
    for document, pages in (("R3", (1,)), ("R2", ()), ("R2", (1,)), ("R2", (7,))):
        with pytest.raises(ValueError, match="a page that is seen"):
            see_pages(work.file, by_id[document], pages, PageSeen.How.SCREEN)


@pytest.mark.parametrize(
    "text",
    ["x" * 3_000_000, "a word and another " * 40_000, "\n".join(["short"] * 150), "one\fpage\n" + "y" * 250],
    ids=["one line", "words", "lines", "pages"],
)
def test_no_text_is_cut(text: str) -> None:
    count, pages = text_pages(text.encode(), 1)
    assert not isinstance(pages, str)
    made = [page.text for page in pages]
    assert len(made) == count
    assert "".join(made).replace("\n", "") == text.replace("\n", "").replace("\f", "")
    assert all(len(page) <= 60 * 101 and page.count("\n") < 60 for page in made)
