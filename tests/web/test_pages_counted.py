"""Pages are counted: a listing that says otherwise than its file, and a file that came before, are said."""

from pathlib import Path

import pytest

from evenhand.docket.party import Actor, MedicalRecord, Role
from evenhand.letter.text import text
from evenhand_web.accounts.models import PersonRole
from evenhand_web.cases.models import Case
from evenhand_web.cases.open_case import opened_by_task, opened_through
from evenhand_web.diary.models import Task
from evenhand_web.infrastructure.worker import work_off
from evenhand_web.letters.draft_check import draft_checked
from evenhand_web.records.paper_check import paper_findings
from evenhand_web.records.seam import record_of
from evenhand_web.records.taking_in import KeyedRecord, KeyedRecords, take_in_records
from evenhand_web.reviewing.signing import readiness
from evenhand_web.reviewing.workspace import workspace
from tests.web.cast import browser_of, somebody
from tests.web.review_cast import DAY, a_reviewer, pdf_of, received, under_review, write_whole
from tests.web.signed_case import assigned_case

ONE_PAGE, TWO_PAGES = pdf_of(["A scan of one page."]), pdf_of(["One.", "Two."])


@pytest.fixture
def case(store: str, moment: object, shelf_folder: Path) -> Case:
    return assigned_case()


def _told(case: Case) -> list[str]:
    opened = opened_by_task(Case.objects.get(pk=case.pk))
    return [finding.message for finding in paper_findings(record_of(opened.case, opened.state))]


def test_pages_keyed_otherwise_than_the_file_has_them_are_said(case: Case) -> None:
    listed = (("R1", "Scan", 7, ONE_PAGE), ("R2", "Right", 2, TWO_PAGES), ("R3", "Unkeyed", None, pdf_of(["x"])))
    received(case, [(MedicalRecord(id=ident, title=title, pages=pages), data) for ident, title, pages, data in listed])
    assert _told(case) == []  # nothing is counted yet
    work_off(("pages",))
    assert _told(case) == ["R1, Scan: 7 pages keyed, the file has 1."]
    (task,) = Task.objects.filter(case=case)
    assert task.words.startswith("R1, Scan: 7 pages keyed, the file has 1.")


def test_one_file_under_two_numbers_is_said(case: Case) -> None:
    received(case, [(MedicalRecord(id="R6", title="Scan"), ONE_PAGE), (MedicalRecord(id="R7", title="MRI"), TWO_PAGES)])
    received(case, [(MedicalRecord(id="R17", title="Progress report"), ONE_PAGE)])
    assert _told(case) == ["R17, Progress report: same file as R6, Scan."]
    work_off(("pages",))
    (task,) = Task.objects.filter(case=case)
    assert "same file as R6" in task.words


def test_whoever_keys_the_second_is_told_at_once(case: Case) -> None:
    opened = opened_through(case, somebody(PersonRole.COORDINATOR))
    for title in ("Scan", "Progress report"):
        keyed = KeyedRecords(
            sender=Actor(role=Role.PAYER, id="payer"),
            method="mail_ca",
            on=DAY,
            documents=(KeyedRecord(title=title, pages=7, scan=([ONE_PAGE], "application/pdf")),),
        )
        opened = take_in_records(opened, opened.length, keyed)
    assert [finding.message for finding in opened.findings] == ["R2, Progress report: same file as R1, Scan."]


def test_the_letter_tells_what_was_counted(store: str, moment: object, shelf_folder: Path) -> None:
    person = a_reviewer()
    case = under_review(person)
    received(case, [(MedicalRecord(id="R5", title="Scan", pages=7), ONE_PAGE)])
    work_off(("pages",))
    write_whole(browser_of(person), case)
    ready = readiness(workspace(opened_through(Case.objects.get(), person)))
    assert ready.determination is not None
    pages = {record.id: record.pages for record in ready.determination.records}
    assert (pages["R5"], pages["R2"]) == (1, 3)
    authors = {record.id: record.author for record in ready.determination.records}
    assert authors == {
        "R1": "sent by the claims administrator",
        "R2": "Dr. Ada Sample",
        "R3": "",
        "R4": "sent by the claims administrator",
        "R5": "sent by the claims administrator",
    }
    assert "R5, Scan: 7 pages keyed, the file has 1." in [finding.message for finding in ready.remarks]


def test_pages_that_nobody_counted_are_told_as_whose_they_are(store: str, moment: object, shelf_folder: Path) -> None:
    person = a_reviewer()
    case = under_review(person)
    received(case, [(MedicalRecord(id="R5", title="Paper without a scan", pages=12), b"")])
    client = browser_of(person)
    write_whole(client, case)
    assert "12 pages as stated by Sample Mutual, not counted" in " ".join(
        client.get(f"/review/{case.ident}").content.decode().split()
    )
    checked = draft_checked(workspace(opened_through(Case.objects.get(), person)))
    assert checked.letter is not None
    letter = " ".join(text(checked.letter).split())
    assert "12 as stated by Sample Mutual, not counted" in letter
    assert letter.count("not counted") == 2  # and the cover letter, R4
