"""Pages that are pictures are read: as they lie, turned, dusty, photographed; what cannot be read is said to be so."""

import datetime as dt
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from evenhand.records.page import Legibility, PageValues, TextFrom
from evenhand.records.page_reading import read_pages
from evenhand.records.read_files import read_file
from evenhand.records.record import read_record
from evenhand.records.record_words import RecordWords
from evenhand.synth.damage import damaged
from tests.records.made_files import SAMPLES, picture, saved

pytestmark = pytest.mark.recognition

LINES = (
    "WORK STATUS REPORT",
    "Patient: Ana Wenkow",
    "Date of birth: 03/09/1970",
    "Date of injury: 05/04/2021",
    "Date of visit: 07/06/2021",
    "She may return to modified duty with these restrictions:",
    "no lifting over ten pounds, no kneeling, sit or stand as needed.",
    "Next appointment: 08/17/2021",
    "Bruno Halstead, MD",
)


def read(image: Image.Image) -> PageValues:
    return next(read_pages(saved(image, "PNG", dpi=(200, 200))).values)


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_a_turned_page_is_read_and_says_how_it_must_be_turned(turn: int) -> None:
    page = read(picture(*LINES).rotate(-turn, expand=True))
    assert page.rotation == -turn % 360
    assert page.text_from is TextFrom.RECOGNITION
    assert page.legibility is Legibility.GOOD
    assert "WORK STATUS REPORT" in page.text


@pytest.mark.parametrize("channel", ["scan", "fax", "photo"])
def test_a_page_is_read_however_it_came(channel: str, words: RecordWords, tmp_path: Path) -> None:
    image = damaged(np.asarray(picture(*LINES)), channel, f"test {channel}", "11/2/2025 10:04 FAX P.3")
    path = tmp_path / "page.png"
    path.write_bytes(saved(image.convert("L"), "PNG"))
    document = read_record([read_file(path)], words)[0].documents[0]
    assert (document.type, document.date_of_service) == ("work_status", dt.date(2021, 7, 6))
    assert document.author
    assert "Halstead" in document.author


def test_a_ruined_page_is_illegible_and_has_no_type(words: RecordWords, tmp_path: Path) -> None:
    image = damaged(np.asarray(picture(*LINES)), "ruin", "test ruin")
    path = tmp_path / "page.png"
    path.write_bytes(saved(image.convert("L"), "PNG"))
    reading = read_record([read_file(path)], words)[0]
    assert reading.pages[0].legibility is Legibility.NONE
    assert (reading.documents[0].type, reading.documents[0].is_certain) == (None, False)


def test_a_telephones_picture_is_read(words: RecordWords) -> None:
    document = read_record([read_file(SAMPLES / "work-status.heic")], words)[0].documents[0]
    assert (document.type, document.date_of_service) == ("work_status", dt.date(2021, 7, 6))


def test_a_scanned_file_is_read_through_and_its_blank_page_is_seen(tmp_path: Path) -> None:
    noise = np.random.default_rng(3)
    dusty = np.array(picture())
    dusty[noise.random(dusty.shape) < 0.002] = 0
    pages = [picture(*LINES).convert("1"), Image.fromarray(dusty).convert("1"), picture("EXHIBIT 12").convert("1")]
    path = tmp_path / "scan.pdf"
    pages[0].save(path, "PDF", save_all=True, append_images=pages[1:], resolution=200)
    read = read_file(path, jobs=2)
    assert read.findings == ()
    assert [page.blank for page in read.pages] == [False, True, False]
    assert [page.text_from for page in read.pages] == [TextFrom.RECOGNITION, TextFrom.NONE, TextFrom.RECOGNITION]
    assert "DATE OF INJURY: 05/04/2021" in read.pages[0].text.upper()
    assert all(page.legibility is Legibility.GOOD for page in read.pages)


def test_a_separator_with_two_words_is_legible() -> None:
    page = read(picture("EXHIBIT 12"))
    assert (page.legibility, page.text.strip()) == (Legibility.GOOD, "EXHIBIT 12")
