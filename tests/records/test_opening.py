"""Files of every kind are opened page by page, and what is bad in one is said in words: nothing hangs or breaks."""

import io
import random
import struct
import zipfile
import zlib
from pathlib import Path

import numpy as np
import pikepdf
import pytest
from PIL import Image, ImageDraw, ImageFont

from evenhand.finding import Severity
from evenhand.records.media import Media, media_of
from evenhand.records.opening import open_file
from evenhand.records.page import Legibility, PageValues
from evenhand.records.page_reading import UNRECOGNIZED, read_pages
from evenhand.records.read_files import read_file
from evenhand.records.recognition import RecognizedPage

SAMPLES = Path(__file__).parent / "samples"
TEXT = ("WORK STATUS REPORT", "Patient: Ana Wenkow", "Date of visit: 07/06/2021", "No lifting over ten pounds.")


def picture(*lines: str, mode: str = "L") -> Image.Image:
    image = Image.new("L", (1700, 2200), 255)
    pen, font = ImageDraw.Draw(image), ImageFont.load_default(44)
    for place, line in enumerate(lines):
        pen.text((150, 200 + 90 * place), line, font=font, fill=0)
    return image.convert(mode)


def saved(image: Image.Image, kind: str, **options: object) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, kind, **options)
    return buffer.getvalue()


def pdf_of(*pages: str, size: tuple[float, float] = (612, 792), rotate: int = 0) -> bytes:
    """A PDF with a text layer, a line of text a page."""
    document = pikepdf.new()
    for text in pages:
        page = document.add_blank_page(page_size=size)
        font = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
        page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font))
        shown = b"".join(b"(%s) Tj 0 -16 Td " % line.encode() for line in text.split("\n"))
        page.Contents = document.make_stream(b"BT /F1 12 Tf 72 700 Td " + shown + b"ET")
        page.Rotate = rotate
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def encrypted() -> bytes:
    document, buffer = pikepdf.open(io.BytesIO(pdf_of("text"))), io.BytesIO()
    document.save(buffer, encryption=pikepdf.Encryption(owner="o", user="u"))
    return buffer.getvalue()


def docx(*paragraphs: str, part: str = "word/document.xml", extra: bytes = b"") -> bytes:
    name = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    body = "".join(f"<w:p><w:r><w:t>{one}</w:t></w:r></w:p>" for one in paragraphs)
    cells = "".join(f"<w:tc><w:p><w:r><w:t>{one}</w:t></w:r></w:p></w:tc>" for one in ("Drug", "Dose"))
    row = f"<w:tbl><w:tr>{cells}</w:tr></w:tbl>"
    kinds = (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" '
        'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
    )
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", kinds)
        archive.writestr(part, f'<w:document xmlns:w="{name}"><w:body>{body}{row}</w:body></w:document>')
        if extra:
            archive.writestr("word/media/blob.bin", extra)
    return buffer.getvalue()


def png_that_claims(width: int, height: int) -> bytes:
    """A PNG whose head promises more than any page holds."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0" * 1000)) + chunk(b"IEND", b"")
    )


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


HOSTILE = {
    "empty": (b"", "READ-EMPTY"),
    "binary": (b"\x00\x01\x02\x03" * 50, "READ-BINARY"),
    "no pdf": (b"%PDF-1.7\nnothing of the kind", "READ-PDF"),
    "encrypted": (encrypted(), "READ-ENCRYPTED"),
    "png cut off at its head": (b"\x89PNG\r\n\x1a\n\x00\x00", "READ-IMAGE"),
    "png of four billion dots": (png_that_claims(65_000, 65_000), "READ-SIZE"),
    "zip that is no document": (docx("x", part="payload.exe"), "READ-BINARY"),
    "document that unpacks to much": (docx("x", extra=b"\0" * (70 << 20)), "READ-SIZE"),
    "document of broken words": (docx("<w:t>"), "READ-DOCX"),
    "program": (b"MZ" + b"\0" * 500, "READ-BINARY"),
    "heic of noise": (b"\0\0\0\x18ftypheic" + b"\0\0\0\0heicmif1" + b"\xff" * 400, "READ-IMAGE"),
    "gif in disguise": (b"GIF89a" + b"\0" * 100, "READ-BINARY"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_bad_file_is_refused_in_words(name: str, tmp_path: Path) -> None:
    data, rule = HOSTILE[name]
    path = tmp_path / "sent"
    path.write_bytes(data)
    read = read_file(path)
    assert read.pages == ()
    assert [(finding.rule, finding.severity) for finding in read.findings] == [(rule, Severity.FATAL)]
    assert read.findings[0].message.endswith(".")
    assert read.findings[0].remedy


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


def test_active_content_is_not_run_and_hides_no_page(tmp_path: Path) -> None:
    document = pikepdf.open(io.BytesIO(pdf_of("The patient was seen for pain of the back")))
    document.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.Launch, F="/bin/false")
    document.Root.AA = pikepdf.Dictionary(WC=pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)"))
    path = tmp_path / "active.pdf"
    document.attachments["more.exe"] = b"MZ"
    document.save(path)
    read = read_file(path)
    assert read.pages[0].text == "The patient was seen for pain of the back"
    assert [finding.rule for finding in read.findings] == ["READ-ACTIVE", "READ-EMBEDDED"]


def test_a_picture_that_is_a_pdf_too_is_read_as_the_picture(tmp_path: Path) -> None:
    path = tmp_path / "both.png"
    path.write_bytes(saved(picture(*TEXT), "PNG") + pdf_of("hidden"))
    read = read_file(path, recognize=None)
    assert len(read.pages) == 1
    assert [finding.rule for finding in read.findings] == ["READ-TWO-KINDS", UNRECOGNIZED]


def test_a_page_that_breaks_its_reader_breaks_that_page_alone(tmp_path: Path) -> None:
    document = pikepdf.open(io.BytesIO(pdf_of("The patient was seen today", "x", "Return to the clinic in two weeks")))
    deep = b"q " * 2_000_000 + b"0 0 m " + b"1 1 l 2 2 l " * 1_500_000 + b"S"
    document.pages[1].Contents = document.make_stream(deep)
    path = tmp_path / "slow.pdf"
    document.save(path)
    read = read_file(path, recognize=None)
    assert [page.number for page in read.pages] == [1, 2, 3]
    assert read.pages[0].text.startswith("The patient")
    assert read.pages[2].text.startswith("Return to")


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


WHOLE = {
    "pdf": pdf_of("The patient was seen today", "and again in a week"),
    "png": saved(picture(*TEXT), "PNG"),
    "jpeg": saved(picture(*TEXT), "JPEG"),
    "tiff": saved(picture(*TEXT, mode="1"), "TIFF", compression="group4"),
    "heic": (SAMPLES / "work-status.heic").read_bytes(),
    "docx": docx("WORK STATUS REPORT", "Modified duty."),
}


@pytest.mark.parametrize("name", WHOLE)
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_a_file_with_bytes_changed_is_read_or_refused(name: str, seed: int, tmp_path: Path) -> None:
    draw, data = random.Random(f"{name} {seed}"), bytearray(WHOLE[name])
    for _ in range(draw.randint(1, 40)):
        data[draw.randrange(8, len(data))] = draw.randrange(256)
    path = tmp_path / "changed"
    path.write_bytes(data[: draw.randint(len(data) // 2, len(data))])
    read = read_file(path, recognize=None)
    assert read.pages or read.findings
    assert all(finding.message for finding in read.findings)


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
