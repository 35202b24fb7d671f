"""Pages of the record: made from what really comes in, in a process that a bad file may break, and kept encrypted."""

import datetime as dt
import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image

from evenhand.docket.party import MedicalRecord
from evenhand.procedure.state import read_case
from evenhand_web.accounts.models import PersonRole
from evenhand_web.cases.models import Case, CaseDocument
from evenhand_web.cases.seam import docket_of
from evenhand_web.infrastructure.models import DocumentView, Job, StoredFile
from evenhand_web.infrastructure.programmes import programme_of
from evenhand_web.infrastructure.shelf import read
from evenhand_web.infrastructure.worker import tick, work_off
from evenhand_web.records import page_reader
from evenhand_web.records.dated import days, latest_day
from evenhand_web.records.models import Page, Reading
from evenhand_web.records.page_reader import contents
from evenhand_web.records.reading import erase_document, read_document, texts_of
from evenhand_web.records.seam import DocumentState, RecordDocument, record_of
from evenhand_web.records.search import search
from tests.core.test_walls import seen_from_outside
from tests.web.cast import browser_of, document_named, new_case, somebody, whole_case
from tests.web.review_cast import REPORT, SECRET, in_memory, pdf_of, ready_case, received

Clock = Callable[[dt.datetime], None]


def _image(kind: str, frames: int = 1) -> bytes:
    out = io.BytesIO()
    first, *more = [Image.new("RGB", (400 + 10 * at, 300), (200, 30, 30)) for at in range(frames)]
    first.save(out, kind, **({"save_all": True, "append_images": more} if more else {}))
    return out.getvalue()


def _record(case: Case) -> dict[str, RecordDocument]:
    state = read_case(docket_of(case), programme_of(case.programme))
    return {document.record.id: document for document in record_of(case, state)}


def test_a_pdf_becomes_an_image_and_a_text_for_each_page() -> None:
    read = contents(in_memory(pdf_of(REPORT)))
    made = list(read.made)
    assert (read.pages, read.fault, [page.number for page in made]) == (3, "", [1, 2, 3])
    for page, words in zip(made, REPORT, strict=True):
        picture = Image.open(io.BytesIO(page.png))
        assert (picture.format, picture.size, picture.mode) == ("PNG", (page.width, page.height), "L")
        assert min(picture.getextrema()) == 0  # something is drawn
        assert words in page.text


@pytest.mark.parametrize(("kind", "frames"), [("PNG", 1), ("JPEG", 1), ("TIFF", 3)])
def test_an_image_becomes_a_page_for_each_frame(kind: str, frames: int) -> None:
    made = list(contents(in_memory(_image(kind, frames))).made)
    sizes = [Image.open(io.BytesIO(page.png)).size for page in made]
    assert sizes == [(400 + 10 * at, 300) for at in range(frames)]


def test_a_plain_text_becomes_pages_without_images() -> None:
    read = contents(in_memory("\n".join(f"line {at} é" for at in range(130)).encode()))
    made = list(read.made)
    assert (read.pages, len(made), made[0].png) == (3, 3, b"")
    assert made[1].text.startswith("line 60 é")


@pytest.mark.parametrize(
    ("data", "fault"),
    [
        (b"%PDF-1.7 " + bytes(range(256)) * 40, "READ-PDF"),
        (pdf_of(["x"])[:300], "READ-PDF"),
        (b"\x00\x01\x02 no document", "READ-BINARY"),
        (b"", "READ-EMPTY"),
        (_image("PNG")[:60], "READ-IMAGE"),
    ],
)
def test_what_cannot_be_read_says_why(data: bytes, fault: str) -> None:
    read = contents(in_memory(data))
    made = list(read.made)
    assert read.fault == fault or (not read.fault and {page.fault for page in made} == {"READ-PAGE"})


def test_a_picture_larger_than_a_page_is_not_opened() -> None:
    out = io.BytesIO()
    Image.new("1", (20000, 20000)).save(out, "PNG")
    read = contents(in_memory(out.getvalue()))
    assert read.fault == "READ-SIZE" or [page.fault for page in read.made] == ["READ-SIZE"]


def test_a_page_that_breaks_its_reader_costs_that_page_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A page that never ends stands in for whatever a hostile file does: the process is ended, the next goes on."""
    worker = tmp_path / "slow_worker.py"
    worker.write_text(
        "import sys, time\n"
        "from evenhand_web.records import page_making, page_worker\n"
        "drawn = page_making._drawn\n"
        "def slow(document, first, count):\n"
        "    for page in drawn(document, first, count):\n"
        "        if page.number == 2:\n"
        "            time.sleep(60)\n"
        "        yield page\n"
        "page_making._drawn = slow\n"
        "page_worker.serve(page_worker.answer)\n"
    )
    command = (page_reader._COMMAND[0], str(worker))
    monkeypatch.setattr(page_reader, "_COMMAND", command)
    made = list(contents(in_memory(pdf_of(REPORT)), seconds=3).made)
    assert [(page.number, page.fault) for page in made] == [(1, ""), (2, "READ-LIMIT"), (3, "")]


def test_more_pages_than_a_document_may_have_are_counted_not_made(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(page_reader, "MOST_PAGES", 2)
    read = contents(in_memory(pdf_of(REPORT)))
    assert (read.pages, len(list(read.made))) == (3, 2)


@pytest.mark.postgresql(slow=True)
def test_records_are_read_after_their_entry(store: str, moment: Clock, shelf_folder: Path) -> None:
    case = ready_case()
    record = _record(case)
    assert [(document.record.id, document.state.value) for document in record.values()] == [
        ("R1", "readable"), ("R2", "readable"), ("R3", "missing"), ("R4", "listed"),
    ]  # fmt: skip
    reading = record["R2"].reading
    assert reading is not None
    assert [text.strip() for text in texts_of(reading)] == list(REPORT)
    assert [page.has_text for page in reading.page_set.order_by("number")] == [True] * 3
    on_disk = b"".join(path.read_bytes() for path in shelf_folder.rglob("*") if path.is_file())
    assert SECRET.encode() not in on_disk
    assert b"PNG" not in on_disk


def test_reading_twice_makes_nothing_twice(sqlite_store: str, moment: Clock, shelf_folder: Path) -> None:
    case = ready_case()
    before = (Reading.objects.count(), Page.objects.count(), StoredFile.objects.count())
    Job.objects.filter(lane="pages").update(state=Job.State.WAITING)
    work_off(("pages",))
    assert (Reading.objects.count(), Page.objects.count(), StoredFile.objects.count()) == before
    document = CaseDocument.objects.filter(case=case).first()
    assert document is not None
    assert read_document(document, lambda: None) is None


@pytest.mark.postgresql(slow=True)
def test_a_document_that_cannot_be_read_is_illegible_with_its_reason(
    store: str, moment: Clock, shelf_folder: Path
) -> None:
    listed = [(MedicalRecord(id="R1", title="MRI of the neck"), b"%PDF-1.7 " + bytes(range(256)) * 40)]
    case = received(ready_case(), listed)
    assert _record(case)["R1"].state is DocumentState.WAITING
    work_off(("pages",))
    report = _record(case)["R1"]
    assert (report.state, report.fault) == (DocumentState.ILLEGIBLE, "The file is damaged and cannot be opened.")
    assert not Job.objects.filter(lane="pages").exclude(state=Job.State.DONE).exists()


def test_what_ends_its_reader_every_time_does_not_wait_in_silence(
    sqlite_store: str, moment: Clock, shelf_folder: Path
) -> None:
    case = received(ready_case(), [(MedicalRecord(id="R5", title="EMG"), pdf_of(REPORT))])
    Job.objects.filter(lane="pages", state=Job.State.WAITING).update(state=Job.State.DEAD)
    tick()
    assert _record(case)["R5"].fault == "Reading the file failed again and again."
    page = whole_case(browser_of(somebody(PersonRole.COORDINATOR)), case.ident).encode()
    assert b"Reading the file failed again and again." in page


def test_a_file_that_changed_on_the_shelf_is_said_so(sqlite_store: str, moment: Clock, shelf_folder: Path) -> None:
    case = received(ready_case(), [(MedicalRecord(id="R5", title="EMG"), pdf_of(REPORT))])
    ident = document_named("R5.pdf").file.ident
    path = shelf_folder / ident[:2] / ident
    path.write_bytes(path.read_bytes()[:-1] + b"x")
    work_off(("pages",))
    assert _record(case)["R5"].fault.startswith("The file on our shelf is not as it was stored")


def test_erasing_a_document_erases_what_was_made_of_it(sqlite_store: str, moment: Clock, shelf_folder: Path) -> None:
    case = ready_case()
    document = document_named("R2.pdf", case)
    image = Page.objects.filter(reading__document=document).first()
    erase_document(document)
    assert StoredFile.objects.filter(erased_at=None).count() == 4  # R1: file, image, text, and what its pages gave
    with pytest.raises(FileNotFoundError):
        b"".join(read(Page.objects.get(pk=image.pk).image))  # type: ignore[union-attr,arg-type]
    assert texts_of(Reading.objects.get(document=document)) == []


@pytest.mark.postgresql(slow=True)
def test_words_are_found_with_their_page_and_the_log_knows(store: str, moment: Clock, shelf_folder: Path) -> None:
    case, person = ready_case(), somebody(PersonRole.REVIEWER)
    hits = search(case, _record(case).values(), "SESSIONS  of", person)
    assert [(hit.document.record.id, hit.page, hit.words) for hit in hits.hits] == [("R2", 2, "sessions of")]
    view = DocumentView.objects.get()
    assert (view.viewer, view.case, view.file.media_type) == (person.ident, case.ident, "application/json")
    assert search(case, _record(case).values(), "nowhere (", person).hits == ()
    assert search(case, _record(case).values(), " ", person).hits == ()


def test_words_are_found_whatever_their_ligatures_accents_and_apostrophes(
    store: str, moment: Clock, shelf_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    case, person = ready_case(), somebody(PersonRole.REVIEWER)
    text = "Diagnosis: \ufb01bromyalgia, \ufb02exion  limi\u00adted.\nPatient Jos\u00e9 Pe\u00f1a, O\u2019Hara."
    monkeypatch.setattr("evenhand_web.records.page_texts.texts_of", lambda reading: [text])
    for words, shown in (
        ("fibromyalgia", "\ufb01bromyalgia"),
        ("FLEXION limited", "\ufb02exion limi\u00adted"),
        ("jose pena", "Jos\u00e9 Pe\u00f1a"),
        ("o'hara", "O\u2019Hara"),
    ):
        hit = search(case, _record(case).values(), words, person).hits[0]
        assert hit.words == shown
        assert (hit.before + hit.words).replace(" ", "") in text.replace("\n", "").replace(" ", "")


def test_days_of_a_listing_are_read_as_they_are_written() -> None:
    assert days("2013-05-08 to 6/1/13") == (dt.date(2013, 5, 8), dt.date(2013, 6, 1))
    assert latest_day("Sept. 3, 2012 and Dec 31st 1999") == dt.date(2012, 9, 3)
    assert days("date not stated; 13/45/2013; 2013-02-30; Foo 3, 2013") == ()


def test_a_case_without_records_asks_for_no_pages(sqlite_store: str, moment: Clock) -> None:
    new_case()
    assert not Job.objects.filter(lane="pages").exists()


def test_the_texts_on_the_shelf_are_a_list_in_order(sqlite_store: str, moment: Clock, shelf_folder: Path) -> None:
    ready_case()
    reading = Reading.objects.get(document=document_named("R2.pdf"))
    assert reading.text is not None
    assert len(json.loads(b"".join(read(reading.text)))) == reading.pages == 3


def test_what_makes_pages_is_confined() -> None:
    assert seen_from_outside("evenhand_web.records.page_worker") == ("1", "2")
