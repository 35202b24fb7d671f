"""Files of every kind are opened page by page: nothing of them is lost, and what cannot be read is said."""

import io
from pathlib import Path

import numpy as np
import pikepdf
import pytest
from PIL import Image

from evenhand.records.media import Media, media_of
from evenhand.records.opened_picture import picture_sheets
from evenhand.records.opening import open_file
from evenhand.records.page import Legibility, PageValues
from evenhand.records.page_reading import UNRECOGNIZED, read_pages
from evenhand.records.read_files import read_file
from evenhand.records.recognition import RecognizedPage
from tests.core.test_walls import seen_from_outside
from tests.records.made_files import SAMPLES, TEXT, docx, pdf_of, picture, saved


def values(data: bytes) -> list[PageValues]:
    return list(read_pages(data, recognize=None).values)


def test_every_kind_is_told_by_its_first_bytes() -> None:
    page = picture(*TEXT)
    kinds = {
        Media.PDF: pdf_of("x"),
        Media.PNG: saved(page, "PNG"),
        Media.JPEG: saved(page, "JPEG"),
        Media.TIFF: saved(page.convert("1"), "TIFF", compression="group4"),
        Media.HEIC: (SAMPLES / "work-status.heic").read_bytes(),
        Media.DOCX: docx("x"),
        Media.TEXT: b"plain words",
        Media.NONE: b"\x00\x01\x02",
    }
    assert {kind: media_of(data[:1024]) for kind, data in kinds.items()} == {kind: kind for kind in kinds}


@pytest.mark.parametrize(
    "data",
    [
        saved(picture(*TEXT), "PNG"),
        saved(picture(*TEXT, mode="RGB"), "JPEG"),
        saved(picture(*TEXT, mode="1"), "TIFF", compression="group4", dpi=(200, 200)),
        saved(picture(*TEXT, mode="RGBA"), "PNG"),
        saved(picture(*TEXT, mode="P"), "PNG"),
        (SAMPLES / "work-status.heic").read_bytes(),
    ],
    ids=("png", "jpeg", "group4", "alpha", "palette", "heic"),
)
def test_a_picture_is_one_page_to_be_recognized(data: bytes) -> None:
    opened = open_file(data)
    sheets = list(opened.sheets)
    assert (opened.pages, len(sheets), opened.fault) == (1, 1, "")
    assert sheets[0].picture.startswith(b"P5\n")
    assert not sheets[0].blank


def test_a_fax_of_many_pages_has_them_all_and_its_blank_ones_say_so() -> None:
    pages = [picture(*TEXT, mode="1"), picture(mode="1"), picture("SECOND", mode="1")]
    data = saved(pages[0], "TIFF", save_all=True, append_images=pages[1:], compression="group4", dpi=(204, 98))
    assert [(page.number, page.blank) for page in values(data)] == [(1, False), (2, True), (3, False)]


def test_dust_and_a_streak_are_nothing_and_a_small_tab_is_something() -> None:
    noise = np.random.default_rng(1)
    page = np.array(picture())
    page[noise.random(page.shape) < 0.003] = 0
    page[:, 900:903] = 0
    assert values(saved(Image.fromarray(page), "PNG"))[0].blank
    assert not values(saved(picture("TAB 4"), "PNG"))[0].blank


@pytest.mark.parametrize("rotate", [0, 90, 180, 270])
def test_a_turned_page_with_text_says_how_it_must_be_turned(rotate: int) -> None:
    page = values(pdf_of("Work status of the patient\nno lifting over ten pounds", rotate=rotate))[0]
    assert page.rotation == -rotate % 360
    assert [line.text for line in page.lines] == ["Work status of the patient", "no lifting over ten pounds"]


def test_a_garbled_text_layer_is_not_believed() -> None:
    garbled = "wkh sdwlhqw frpsodlqv ri sdlq lq wkh orzhu edfn dqg qhfn vlqfh wkh gdwh ri lqmxub " * 3
    opened = open_file(pdf_of(garbled))
    assert next(opened.sheets).picture
    assert not next(
        open_file(pdf_of("The patient was seen for pain of the lower back since the injury")).sheets
    ).picture


def test_a_document_keeps_text_and_tables_and_says_that_layout_is_lost(tmp_path: Path) -> None:
    path = tmp_path / "letter.docx"
    path.write_bytes(docx("WORK STATUS REPORT", "Modified duty."))
    read = read_file(path)
    assert [line.words for line in read.pages[0].lines] == ["WORK STATUS REPORT", "Modified duty.", "Drug Dose"]
    assert [finding.rule for finding in read.findings] == ["READ-LAYOUT"]


def test_a_form_feed_begins_a_page_of_plain_text_and_ligatures_are_letters(tmp_path: Path) -> None:
    path = tmp_path / "note.txt"
    path.write_text("Diagnosis: \ufb01bromyalgia\f second page", encoding="utf-8")
    assert [page.text for page in read_file(path).pages] == ["Diagnosis: \ufb01bromyalgia", "second page"]


def test_a_file_cut_off_is_read_as_far_as_it_goes(tmp_path: Path) -> None:
    pages = [picture(*TEXT, mode="1") for _ in range(3)]
    whole = saved(pages[0], "TIFF", save_all=True, append_images=pages[1:], compression="raw", dpi=(200, 200))
    path = tmp_path / "fax.tif"
    path.write_bytes(whole[: len(whole) * 2 // 3])
    read = read_file(path, recognize=None)
    assert read.findings
    assert all(page.fault for page in read.pages[2:])


def test_pages_of_impossible_size_are_said_and_the_others_read(tmp_path: Path) -> None:
    document = pikepdf.open(io.BytesIO(pdf_of("The patient was seen for pain today", "and of the second page")))
    document.pages[0].MediaBox = [0, 0, 20_000_000, 20_000_000]
    path = tmp_path / "large.pdf"
    document.save(path)
    read = read_file(path, recognize=None)
    assert [page.fault for page in read.pages] == ["READ-SIZE", ""]
    assert [(finding.rule, finding.place.page) for finding in read.findings] == [("READ-SIZE", 1)]


def test_a_fax_of_more_pages_than_are_read_says_how_many_it_has(tmp_path: Path) -> None:
    pages = [picture(mode="1").resize((80, 100)) for _ in range(4)]
    path = tmp_path / "fax.tif"
    pages[0].save(path, "TIFF", save_all=True, append_images=pages[1:])
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("evenhand.records.opened_picture.MOST_FRAMES", 2)
        count, sheets = picture_sheets(path.read_bytes(), 1)
    assert not isinstance(sheets, str)
    assert (count, len(list(sheets))) == (4, 2)


def test_without_a_recognizer_pictures_are_said_to_be_unread(tmp_path: Path) -> None:
    path = tmp_path / "scan.png"
    path.write_bytes(saved(picture(*TEXT), "PNG"))
    read = read_file(path, recognize=None)
    assert (read.pages[0].fault, read.pages[0].legibility) == (UNRECOGNIZED, Legibility.NONE)
    assert ["tesseract" in finding.message for finding in read.findings] == [True]


def test_a_folder_or_a_missing_file_is_said(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "none.pdf"):
        read = read_file(path)
        assert [finding.rule for finding in read.findings] == ["READ-MISSING"]


def test_a_recognizer_that_fails_fails_on_its_page_alone(tmp_path: Path) -> None:
    def failing(_picture: bytes) -> RecognizedPage:
        raise OSError("gone")

    path = tmp_path / "scan.png"
    path.write_bytes(saved(picture(*TEXT), "PNG"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("evenhand.records.page_reading.missing", lambda: "")
        read = read_file(path, recognize=failing)
    assert [finding.rule for finding in read.findings] == ["READ-RECOGNITION"]


def test_a_process_replaced_on_its_way_loses_no_page() -> None:
    data = pdf_of(*(f"The patient was seen for visit number {number}" for number in range(7)))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("evenhand.records.opening._RENEWED", 2)
        texts = [page.text for page in values(data)]
    assert texts == [f"The patient was seen for visit number {number}" for number in range(7)]


def test_what_reads_records_is_confined() -> None:
    assert seen_from_outside("evenhand.records.worker") == ("1", "2")
