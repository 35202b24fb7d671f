"""What a file is, by the whole of it: never an archive taken for one PDF, and every refusal in words."""

import io
import zipfile
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from evenhand.records.whole_file import HeldFile
from evenhand_web.desk.records_form import RecordForm
from evenhand_web.records.file_words import refused
from evenhand_web.records.media import JPEG, PDF, PNG, TEXT, TIFF, kind_of_file
from evenhand_web.records.page_reader import contents
from tests.web.review_cast import in_memory, pdf_of

ONE, OTHER = pdf_of(["Of one person."]), pdf_of(["Of another person.", "And more."])


def _zip(members: dict[str, bytes], before: bytes = b"", packed: int = zipfile.ZIP_STORED) -> bytes:
    buffer = io.BytesIO()
    buffer.write(before)
    with zipfile.ZipFile(buffer, "a", packed) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def _image(kind: str) -> bytes:
    buffer = io.BytesIO()
    Image.new("L", (40, 60), 255).save(buffer, kind)
    return buffer.getvalue()


_PAPERS = {"a.pdf": ONE, "b.pdf": OTHER, "c.pdf": ONE}
_FILE = b"9 0 obj\n<< /Type /EmbeddedFile /Length %d >>\nstream\n%s\nendstream\nendobj\n" % (len(OTHER), OTHER)
_ENCLOSED = ONE.replace(b"xref\n0", _FILE + b"xref\n0").replace(
    b"startxref\n%d" % ONE.index(b"xref\n0"), b"startxref\n%d" % (ONE.index(b"xref\n0") + len(_FILE))
)
REFUSED = {
    "stored archive of three PDFs": (_zip(_PAPERS), "READ-ARCHIVE"),
    "packed archive of three PDFs": (_zip(_PAPERS, packed=zipfile.ZIP_DEFLATED), "READ-ARCHIVE"),
    "archive that begins as a PDF": (_zip(_PAPERS, b"%PDF-1.4\n%scans\n"), "READ-ARCHIVE"),
    "archive behind a PDF": (_zip({"scan one": OTHER, "readme": b"x"}, ONE), "READ-ARCHIVE"),
    "archive within an archive behind a PDF": (_zip({"more": _zip(_PAPERS)}, ONE), "READ-ARCHIVE"),
    "archive behind a few bytes": (b"..." + _zip(_PAPERS), "READ-ARCHIVE"),
    "two PDFs": (ONE + OTHER, "READ-JOINED"),
    "two PDFs with a line between them": (ONE + b"-- next document --\n" + OTHER, "READ-JOINED"),
    "PDF far behind other text": (b"Sent by fax.\n" * 200 + ONE, "READ-DISGUISED"),
    "PDF far behind noise": (b"\x01\x02\x03\x04" * 400 + ONE, "READ-DISGUISED"),
    "PDF behind a page of the web": (b"%\n<script>1</script>\n" + ONE, "READ-DISGUISED"),
    "text that turns into noise": (b"Plain words.\n" * 100 + b"\x00\x01" * 2000, "READ-BINARY"),
    "text processor's document": (_zip({"[Content_Types].xml": b"", "word/document.xml": b""}), "READ-PROCESSED"),
    "program": (b"MZ\x90\x00" + b"\x00" * 100, "READ-BINARY"),
    "nothing": (b" \n", "READ-EMPTY"),
}  # fmt: skip
READ = {
    "PDF": (ONE, PDF, 1, ()),
    "PDF behind a fax's line": (b"\r\nFAX 2024-06-10 09:00\r\n" + OTHER, PDF, 2, ("READ-AROUND",)),
    "PDF before garbage": (OTHER + b"\r\n<!-- served by gateway -->\r\n", PDF, 2, ("READ-AROUND",)),
    "PDF filled up with zeros": (OTHER + b"\0" * 5000, PDF, 2, ()),
    "PDF with a PDF enclosed": (_ENCLOSED, PDF, 1, ("READ-EMBEDDED",)),
    "PDF before an archive of no papers": (_zip({"a.js": b"1"}, ONE), PDF, 1, ("READ-TWO-KINDS",)),
    "PNG": (_image("PNG"), PNG, 1, ()),
    "PNG before a PDF": (_image("PNG") + ONE, PNG, 1, ("READ-TWO-KINDS",)),
    "JPEG": (_image("JPEG"), JPEG, 1, ()),
    "TIFF": (_image("TIFF"), TIFF, 1, ()),
    "text": (b"Plain words.\n", TEXT, 1, ()),
    "text with a printer's sign": (b"Plain words.\n" * 200 + b"\x1b" + b"More.\n", TEXT, 4, ()),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_no_one_document_is_refused_in_words(name: str) -> None:
    data, fault = REFUSED[name]
    assert kind_of_file(HeldFile(data)) == ("", fault, ())
    form = RecordForm({"title": "Scan"}, {"scan": SimpleUploadedFile("scan.pdf", data)}, classes=[])
    assert form.errors["scan"] == [refused(fault)]
    assert len(refused(fault).split(". ")) == 2


@pytest.mark.parametrize("name", ["stored archive of three PDFs", "archive that begins as a PDF", "two PDFs"])
def test_the_reader_refuses_what_got_past_the_door(name: str) -> None:
    data, fault = REFUSED[name]
    assert contents(in_memory(data))[:2] == (0, fault)


@pytest.mark.parametrize("name", READ)
def test_what_is_one_document_is_read_for_what_it_is(name: str) -> None:
    data, media_type, pages, notes = READ[name]
    assert kind_of_file(HeldFile(data)) == (media_type, "", notes)
    read = contents(in_memory(data))
    assert (read.pages, [page.fault for page in read.made]) == (pages, [""] * pages)


def test_the_largest_file_is_looked_at_in_no_time_to_speak_of(tmp_path: Path) -> None:
    """Every mark is looked for once: half a file of what looks like a beginning makes it no slower than the rest."""
    hostile = b"%PDF-1.4\n" + b"%%EOF" * 400_000 + b" %PDF-" * 400_000 + b"stream\n" * 400_000
    assert kind_of_file(HeldFile(hostile)).media_type == PDF
