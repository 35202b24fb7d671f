"""Files made to break their reader, to hide something or to be two things at once are refused or read, and it is said.

Nothing hangs, nothing breaks: each costs its own page, or itself, in words.
"""

import io
import random
import zipfile
import zlib
from pathlib import Path

import pikepdf
import pytest

from evenhand.finding import Severity
from evenhand.records.page_reading import UNRECOGNIZED
from evenhand.records.read_files import read_file
from tests.records.made_files import (
    MAIL,
    SAMPLES,
    TEXT,
    archive,
    docx,
    encrypted,
    pdf_of,
    picture,
    png_that_claims,
    saved,
    tape,
)

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
    "archive of two PDFs": (archive({"a.pdf": pdf_of("first"), "b.pdf": pdf_of("second")}), "READ-ARCHIVE"),
    "archive behind a few bytes": (b"..." + archive({"a.pdf": pdf_of("first")}), "READ-ARCHIVE"),
    "tape archive": (tape({"a.pdf": pdf_of("first")}), "READ-ARCHIVE"),
    "e-mail as it was sent": (MAIL + pdf_of("enclosed"), "READ-ARCHIVE"),
    "packed": (b"\x1f\x8b\x08" + pdf_of("inside"), "READ-ARCHIVE"),
    "two PDFs, one behind the other": (pdf_of("of one person") + b"\n" + pdf_of("of another"), "READ-JOINED"),
    "PDF in a page of the web": (b"<html><script>1</script>" + pdf_of("x"), "READ-DISGUISED"),
    "PDF behind a script": (b"%\n<script>alert(1)</script>\n" + pdf_of("x"), "READ-DISGUISED"),
    "text that is for a machine": (b"{\\rtf1\\ansi The patient was seen.}", "READ-BINARY"),
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


def with_action(kind: str) -> pikepdf.Pdf:
    """A PDF that does something when it is opened, or holds a file."""
    document = pikepdf.open(io.BytesIO(pdf_of("The patient was seen for pain of the back")))
    name = pikepdf.Name
    if kind == "embedded":
        document.attachments["more.exe"] = b"MZ"
    elif kind == "form":
        document.Root.AcroForm = pikepdf.Dictionary(XFA=document.make_stream(b"<xdp/>"), Fields=[])
    elif kind == "javascript":
        document.Root.AA = pikepdf.Dictionary(WC=pikepdf.Dictionary(S=name.JavaScript, JS="app.alert(1)"))
    elif kind == "launch":
        document.Root.OpenAction = document.make_indirect(pikepdf.Dictionary(S=name.Launch, F="/bin/false"))
    elif kind == "submit":
        document.Root.OpenAction = document.make_indirect(pikepdf.Dictionary(S=name.SubmitForm, F="http://a.example"))
    return document


@pytest.mark.parametrize("is_packed", [False, True], ids=["plain", "packed"])
@pytest.mark.parametrize(
    ("kind", "rule"),
    [
        ("javascript", "READ-ACTIVE"),
        ("launch", "READ-ACTIVE"),
        ("submit", "READ-ACTIVE"),
        ("embedded", "READ-EMBEDDED"),
        ("form", "READ-FORM"),
        ("nothing", ""),
    ],
)
def test_what_a_pdf_holds_beside_its_pages_is_left_alone_and_said(
    kind: str, rule: str, is_packed: bool, tmp_path: Path
) -> None:
    path = tmp_path / "sent.pdf"
    how = pikepdf.ObjectStreamMode.generate if is_packed else pikepdf.ObjectStreamMode.disable
    with_action(kind).save(path, object_stream_mode=how)
    assert (b"/ObjStm" in path.read_bytes()) is is_packed
    read = read_file(path)
    assert read.pages[0].text == "The patient was seen for pain of the back"
    assert [finding.rule for finding in read.findings] == ([rule] if rule else [])


def test_a_name_written_in_figures_is_the_name_that_it_means(tmp_path: Path) -> None:
    path = tmp_path / "sent.pdf"
    with_action("launch").save(path, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    path.write_bytes(path.read_bytes().replace(b"/S /Launch", b"/S /L#61unch"))
    assert [finding.rule for finding in read_file(path).findings] == ["READ-ACTIVE"]


def test_macros_and_enclosed_files_of_a_document_are_left_alone_and_said(tmp_path: Path) -> None:
    path = tmp_path / "letter.docx"
    path.write_bytes(docx("WORK STATUS REPORT"))
    with zipfile.ZipFile(path, "a") as packed:
        packed.writestr("word/vbaProject.bin", b"program")
        packed.writestr("word/embeddings/oleObject1.bin", b"file")
    read = read_file(path)
    assert read.pages[0].lines[0].words == "WORK STATUS REPORT"
    assert [finding.rule for finding in read.findings] == ["READ-ACTIVE", "READ-EMBEDDED", "READ-LAYOUT"]


@pytest.mark.parametrize("behind", [pdf_of("hidden"), archive({"a.txt": b"hidden"})], ids=["pdf", "archive"])
def test_a_picture_that_is_another_file_too_is_read_as_the_picture(behind: bytes, tmp_path: Path) -> None:
    path = tmp_path / "both.png"
    path.write_bytes(saved(picture(*TEXT), "PNG") + behind)
    read = read_file(path, recognize=None)
    assert len(read.pages) == 1
    assert [finding.rule for finding in read.findings] == ["READ-TWO-KINDS", UNRECOGNIZED]


def test_a_pdf_that_is_an_archive_too_is_read_as_the_pdf(tmp_path: Path) -> None:
    path = tmp_path / "both.pdf"
    path.write_bytes(pdf_of("The patient was seen for pain of the back") + archive({"a.js": b"1"}))
    read = read_file(path)
    assert read.pages[0].text == "The patient was seen for pain of the back"
    assert [finding.rule for finding in read.findings] == ["READ-TWO-KINDS"]


def test_a_picture_in_a_pdf_that_unpacks_to_much_costs_its_page_alone(tmp_path: Path) -> None:
    document = pikepdf.open(io.BytesIO(pdf_of("The patient was seen today", "x", "Return to the clinic in two weeks")))
    bomb = document.make_stream(zlib.compress(b"\0" * (200 << 20), 9))
    bomb.Filter = pikepdf.Name.FlateDecode
    for name, value in {"Width": 60_000, "Height": 60_000, "BitsPerComponent": 8}.items():
        bomb[f"/{name}"] = value
    bomb.Type, bomb.Subtype, bomb.ColorSpace = pikepdf.Name.XObject, pikepdf.Name.Image, pikepdf.Name.DeviceGray
    document.pages[1].Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(I=bomb))
    document.pages[1].Contents = document.make_stream(b"600 0 0 700 0 0 cm /I Do")
    path = tmp_path / "bomb.pdf"
    document.save(path)
    read = read_file(path, recognize=None)
    assert [page.number for page in read.pages] == [1, 2, 3]
    assert [page.text for page in read.pages][::2] == [
        "The patient was seen today",
        "Return to the clinic in two weeks",
    ]
    assert not read.pages[1].text


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


WHOLE = {
    "pdf": pdf_of("The patient was seen today", "and again in a week"),
    "png": saved(picture(*TEXT), "PNG"),
    "jpeg": saved(picture(*TEXT), "JPEG"),
    "tiff": saved(picture(*TEXT, mode="1"), "TIFF", compression="group4"),
    "heic": (SAMPLES / "work-status.heic").read_bytes(),
    "docx": docx("WORK STATUS REPORT", "Modified duty."),
}


def changed(data: bytes, draw: random.Random) -> bytes:
    """Some bytes of a file changed, a stretch of it taken out, said twice or put from another kind of file."""
    made = bytearray(data)
    for _ in range(draw.randint(1, 40)):
        made[draw.randrange(8, len(made))] = draw.randrange(256)
    start = draw.randrange(len(made))
    stretch = made[start : start + draw.randint(1, 2000)]
    where = draw.randrange(8, len(made))
    way = draw.choice(("cut", "out", "twice", "other", "as it is"))
    if way == "cut":
        del made[max(where, len(made) // 2) :]
    elif way == "out":
        del made[start : start + len(stretch)]
    elif way == "twice":
        made[where:where] = stretch
    elif way == "other":
        made[where:where] = draw.choice(list(WHOLE.values()))[:3000]
    return bytes(made)


@pytest.mark.parametrize("name", WHOLE)
@pytest.mark.parametrize("seed", range(5))
def test_a_file_changed_at_random_is_read_or_refused(name: str, seed: int, tmp_path: Path) -> None:
    path = tmp_path / "changed"
    path.write_bytes(changed(WHOLE[name], random.Random(f"{name} {seed}")))
    read = read_file(path, recognize=None)
    assert read.pages or read.findings
    assert all(finding.message for finding in read.findings)
    assert "READ-NOT-STARTED" not in {finding.rule for finding in read.findings}
