"""Sorting the record: the reader proposes, a person decides, and a page of another person is seen by nobody before."""

import datetime as dt
import io
from collections.abc import Callable
from pathlib import Path

import pytest
from django.test import Client
from PIL import Image

from evenhand.docket.party import Actor, Role
from evenhand_web.accounts.models import Person, PersonRole
from evenhand_web.cases.models import Case, ComparedCase
from evenhand_web.cases.open_case import OpenCase, opened
from evenhand_web.diary.models import Task
from evenhand_web.infrastructure.models import DocumentView
from evenhand_web.infrastructure.worker import work_off
from evenhand_web.records.models import Sorting, SortingStep, WholeRecord
from evenhand_web.records.page_values import shelved
from evenhand_web.records.proposing import papers_of
from evenhand_web.records.seam import record_of
from evenhand_web.records.search import search
from evenhand_web.records.taking_in import KeyedRecord, KeyedRecords, take_in_records
from tests.records.test_record import DECISION, MRI, progress_report
from tests.records.text_pages import pages_of
from tests.web.cast import browser_of, somebody
from tests.web.review_cast import DAY, a_reviewer, assigned, proposed, ready_case, sworn

Clock = Callable[[dt.datetime], None]
OTHER = MRI.replace("Ana Wenkow", "Dora Pellinge").replace("03/09/1970", "11/30/1958").replace("Meniscus", "Ganglion")


@pytest.fixture
def coordinator(store: str, moment: Clock, shelf_folder: Path) -> Person:
    return somebody(PersonRole.COORDINATOR)


def with_papers(case: Case, person: Person, *papers: str, title: str = "Papers by fax") -> OpenCase:
    """The case with one file more, a page for each of these texts, and read."""
    row = ComparedCase.objects.get(case=case)
    row.name, row.born_on = "Ana Wenkow", dt.date(1970, 3, 9)
    row.save()
    scan = (["\f".join(papers).encode()], "text/plain")
    records = KeyedRecords(
        sender=Actor(role=Role.PAYER, id="payer"),
        method="electronic",
        on=DAY,
        documents=(KeyedRecord(title=title, scan=scan),),
    )
    open_now = opened(person, Case.objects.get(pk=case.pk).ident)
    longer = take_in_records(open_now, open_now.length, records)
    work_off(("pages",))
    return opened(person, longer.case.ident)


def _sorting() -> Sorting:
    return Sorting.objects.select_related("document__file", "document__case").latest("pk")


def _types(sorting: Sorting | None = None) -> list[tuple[tuple[int, ...], str | None]]:
    return [(paper.pages, paper.type) for paper in papers_of(sorting or _sorting()).papers]


def send_sorted(client: Client, case: OpenCase, **fields: str | list[str]) -> int:
    sorting = _sorting()
    told = {"file": sorting.document.file.ident, "version": str(sorting.version)} | fields
    return client.post(f"/desk/cases/{case.case.ident}/record/sort", told).status_code


def test_a_scan_is_proposed_as_its_papers(coordinator: Person) -> None:
    case = with_papers(ready_case(), coordinator, progress_report("07/06/2021", "No change."), MRI, DECISION)
    assert _types() == [((1,), "pr2"), ((2,), "imaging"), ((3,), "ur_decision")]
    file = _sorting().document.file.ident
    page = browser_of(coordinator).get(f"/desk/cases/{case.case.ident}/record/sort?file={file}")
    words = page.content.decode()
    assert page.status_code == 200
    assert "Papers by fax: 3 papers" in words
    assert "Accept the 3 that are certain" in words
    assert "Bruno Halstead" in words


def test_many_are_accepted_at_once_and_what_somebody_said_stays(coordinator: Person) -> None:
    case = with_papers(ready_case(), coordinator, progress_report("07/06/2021", "No change."), MRI)
    client = browser_of(coordinator)
    told = {
        "paper": "2",
        "type": "consultation",
        "title": "Operation",
        "author": "Celia Orrin, MD",
        "day": "2021-08-20",
    }
    assert send_sorted(client, case, do="describe", **told) == 302
    assert send_sorted(client, case, do="certain", paper="1") == 302
    assert papers_of(_sorting()).is_accepted
    with_papers(case.case, coordinator, DECISION, title="Decision by fax")
    first = Sorting.objects.select_related("document__file").order_by("-pk")[1]
    assert _types(first) == [((1,), "pr2"), ((2,), "consultation")], "a later reading changes no word of a person"
    steps = SortingStep.objects.filter(sorting=first).order_by("version")
    assert [(step.did, step.by) for step in steps] == [
        ("proposed", None),
        ("described", coordinator),
        ("accepted", coordinator),
    ]


def test_a_paper_is_joined_and_parted_and_a_stale_page_is_refused(coordinator: Person) -> None:
    case = with_papers(ready_case(), coordinator, progress_report("07/06/2021", "No change."), MRI)
    client, version = browser_of(coordinator), str(_sorting().version)
    assert send_sorted(client, case, do="merge", paper="2") == 302
    assert _types() == [((1, 2), "pr2")]
    assert send_sorted(client, case, do="part", paper="1", at="2", version=version) == 409
    assert _types() == [((1, 2), "pr2")]
    assert send_sorted(client, case, do="part", paper="1", at="2") == 302
    assert _types() == [((1,), "pr2"), ((2,), None)]
    assert send_sorted(client, case, do="merge", paper="1") == 409, "nothing is before the first"
    assert send_sorted(client, case, do="retype", paper="2", chosen=["1", "2"], many_type="imaging") == 302
    assert _types() == [((1,), "imaging"), ((2,), "imaging")]
    assert send_sorted(client, case, do="retype", paper="2", many_type="nothing") == 409
    assert send_sorted(client, case, do="describe", paper="2", type="", title="x") == 422


def _under_review(coordinator: Person) -> tuple[OpenCase, Person]:
    """A case under review with a page of another person in its record, and its physician."""
    physician = a_reviewer()
    case = with_papers(ready_case(), coordinator, progress_report("07/06/2021", "No change."), OTHER).case
    case = assigned(sworn(proposed(case, physician), physician), physician)
    return opened(coordinator, case.ident), physician


def test_nobody_sees_a_page_of_another_person(coordinator: Person) -> None:
    case, physician = _under_review(coordinator)
    document = next(each for each in record_of(case.case, case.state) if each.record.title == "Papers by fax")
    assert document.apart == {2}
    ident, file = document.record.id, document.file
    assert file is not None
    reader, place = browser_of(physician), f"/review/{case.case.ident}"
    assert b"Meniscus" not in reader.get(f"{place}/record/{ident}/2").content
    page = reader.get(f"{place}/record/{ident}/2").content.decode()
    assert "set apart" in page
    assert "Ganglion" not in page
    assert "knee swells" in reader.get(f"{place}/record/{ident}/1").content.decode()
    assert reader.get(f"{place}/image/{ident}/2.png").status_code == 404
    assert "Ganglion" not in reader.get(f"{place}/print/{ident}").content.decode()
    assert "1 page set apart" in reader.get(place).content.decode()
    assert not search(case.case, record_of(case.case, case.state), "Ganglion", physician).hits
    seen = {"record": ident, "first": "2", "last": "2", "how": "text"}
    assert reader.post(f"{place}/seen", seen).status_code == 404
    desk = f"/desk/cases/{case.case.ident}/documents/{file.file.ident}"
    for role in (PersonRole.MEDICAL_DIRECTOR, PersonRole.REGULATOR):
        other = browser_of(somebody(role))
        assert other.get(desk).status_code == 404, "the file whole holds the page"
        assert "Ganglion" not in other.get(f"{desk}/2").content.decode()
        assert "knee swells" in other.get(f"{desk}/1").content.decode()
    assert "Ganglion" in browser_of(coordinator).get(f"{desk}/2").content.decode()


def test_a_person_says_whose_it_is_and_the_sender_has_to_be_told(coordinator: Person) -> None:
    case, _ = _under_review(coordinator)
    client = browser_of(coordinator)
    (asked,) = Task.objects.filter(kind=Task.Kind.INCIDENT)
    assert "1 page of document" in asked.words
    assert asked.due_at - asked.raised_at == dt.timedelta(days=1)
    assert send_sorted(client, case, do="accept", paper="2") == 302
    assert papers_of(_sorting()).pages_apart == {2}, "accepting in passing answers nothing"
    assert send_sorted(client, case, do="apart", paper="2") == 302
    asked.refresh_from_db()
    assert asked.done_at is not None
    (told,) = Task.objects.filter(kind=Task.Kind.INCIDENT, done_at=None)
    assert "Tell Sample Mutual" in told.words
    assert "Pellinge" not in told.words + asked.words
    sorting = _sorting()
    assert (sorting.apart, sorting.to_judge) == (1, 0)


def test_what_is_of_this_record_after_all_is_seen_again(coordinator: Person) -> None:
    case, physician = _under_review(coordinator)
    assert send_sorted(browser_of(coordinator), case, do="own", paper="2") == 302
    ident = next(each.record.id for each in record_of(case.case, case.state) if each.record.title == "Papers by fax")
    page = browser_of(physician).get(f"/review/{case.case.ident}/record/{ident}/2").content.decode()
    assert "Ganglion" in page
    assert not Task.objects.filter(kind=Task.Kind.INCIDENT, done_at=None).exists()


def test_a_document_that_is_all_another_s_wants_no_look(coordinator: Person) -> None:
    physician = a_reviewer()
    case = with_papers(ready_case(), coordinator, OTHER, title="Progress report of last week").case
    case = assigned(sworn(proposed(case, physician), physician), physician)
    page = browser_of(physician).get(f"/review/{case.ident}").content.decode()
    assert "Progress report of last week" in page
    assert "1 page set apart" in page
    state = opened(coordinator, case.ident).state
    document = next(each for each in record_of(case, state) if each.record.title == "Progress report of last week")
    assert document.state == "apart"


def test_a_near_copy_stays_and_what_differs_is_shown(coordinator: Person) -> None:
    first, second = progress_report("07/06/2021", "No change."), progress_report("07/06/2021", "No change.", pain=9)
    case = with_papers(ready_case(), coordinator, first, MRI, second)
    file = _sorting().document.file.ident
    page = browser_of(coordinator).get(f"/desk/cases/{case.case.ident}/record/sort?file={file}&paper=3")
    words = page.content.decode()
    assert "Papers by fax: 3 papers" in words
    assert "Nearly the same as" in words
    assert "<ins>Pain is 9 of 10" in words
    assert "<del>Pain is 6 of 10" in words
    assert len(WholeRecord.objects.get().content["copies"]) == 1


def test_looking_at_text_is_written_down_and_another_case_s_file_is_not_there(coordinator: Person) -> None:
    case = with_papers(ready_case(), coordinator, MRI)
    client, place = browser_of(coordinator), f"/desk/cases/{case.case.ident}/record/sort"
    before = DocumentView.objects.count()
    assert client.get(f"{place}?file={_sorting().document.file.ident}").status_code == 200
    assert DocumentView.objects.count() == before + 1
    for wrong in ("?file=nothing-here", f"?file={_sorting().document.file.ident}&paper=99"):
        assert client.get(place + wrong).status_code == 404


def _picture() -> bytes:
    buffer = io.BytesIO()
    Image.new("L", (300, 400), 255).save(buffer, "PNG")
    return buffer.getvalue()


def test_words_of_a_picture_are_found_as_they_were_recognized(coordinator: Person) -> None:
    physician, case = a_reviewer(), ready_case()
    scan = KeyedRecord(title="Fax of a report", scan=([_picture()], "image/png"))
    records = KeyedRecords(sender=Actor(role=Role.PAYER, id="payer"), method="electronic", on=DAY, documents=(scan,))
    take_in_records(opened(coordinator, case.ident), Case.objects.get(pk=case.pk).length, records)
    work_off(("pages",))
    sorting = _sorting()
    kept = shelved(pages_of("A meniscus tear is seen."))  # what tesseract would make of it
    kept.save(force_insert=True)
    sorting.values = kept
    sorting.save()
    case = assigned(sworn(proposed(Case.objects.get(pk=case.pk), physician), physician), physician)
    now = opened(coordinator, case.ident)
    found = search(now.case, record_of(now.case, now.state), "meniscus", physician)
    assert [(hit.document.record.title, hit.page, hit.words) for hit in found.hits] == [
        ("Fax of a report", 1, "meniscus")
    ]
    ident = found.hits[0].document.record.id
    page = browser_of(physician).get(f"/review/{case.ident}/record/{ident}/1").content.decode()
    assert "words may be misread" in page
    assert "A meniscus tear is seen." in page
