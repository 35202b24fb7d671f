"""A determination comes as a text, a web page, an e-mail, RTF or a Word file: its values are the same."""

import html
import io
import quopri
import zipfile
from pathlib import Path
from typing import Any

import pytest

from evenhand.determination.pdf_reader import PdfReader
from evenhand.determination.published import to_json
from evenhand.determination.source import read_letter
from tests.letters.audit_letters import SOUND

LETTER = SOUND.replace("Date of Injury:\t", "Date of Injury:\t04/01/2015")
HEAD = "From: clerk@example.org\nTo: reader@example.org\nSubject: the determination\nDate: Wed, 1 Jul 2015 10:00:00 Z\n"
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def web_page(text: str) -> bytes:
    """The letter as a page, one paragraph a line, with a script and a style in it."""
    lines = "\n".join(f"<p>{html.escape(line)}</p>" for line in text.split("\n") if line)
    style = "<style>p {color: red}</style><script>var upheld = 'Overturned';</script>"
    return f"<!DOCTYPE html><html><head><title>A letter</title>{style}</head><body>{lines}</body></html>".encode()


def broken_lines(text: str) -> bytes:
    """The letter as a page whose lines end in breaks."""
    return f"<html><body>{'<br>'.join(html.escape(text).split(chr(10)))}</body></html>".encode()


def mail(text: str) -> bytes:
    """The letter as the body of an e-mail."""
    return f"{HEAD}MIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\n\n{text}".encode()


def answered_mail(text: str) -> bytes:
    """The letter quoted in an answer."""
    quoted = "\n".join(f"> {line}" for line in text.split("\n"))
    return f"{HEAD}\nHere it is again.\n\nOn 1 July the clerk wrote:\n{quoted}\n".encode()


def mail_in_printable_signs(text: str) -> bytes:
    """The letter in an e-mail whose long lines are cut with "="."""
    body = quopri.encodestring(text.encode()).decode()
    kind = "MIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: quoted-printable\n"
    return f"{HEAD}{kind}\n{body}".encode()


def rich_text(text: str) -> bytes:
    """The letter as RTF."""
    lines = text.replace("\\", "\\\\").replace("{", "\\{").replace("}", "\\}").replace("\t", "\\tab ").split("\n")
    return ("{\\rtf1\\ansi\\deff0{\\fonttbl{\\f0 Times;}}\\f0\\fs24 " + "\\par\n".join(lines) + "}").encode()


def word_file(text: str) -> bytes:
    """The letter as a Word file, one paragraph a line."""
    tab = "</w:t><w:tab/><w:t xml:space='preserve'>"
    paragraphs = "".join(
        f"<w:p><w:r><w:t xml:space='preserve'>{html.escape(line).replace(chr(9), tab)}</w:t></w:r></w:p>"
        for line in text.split("\n")
    )
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        body = f"<w:document xmlns:w='{W}'><w:body>{paragraphs}</w:body></w:document>"
        archive.writestr("word/document.xml", body)
    return file.getvalue()


def noted(text: str) -> bytes:
    """The letter as notes in Markdown."""
    heads = ("HOW THE", "CLINICAL CASE", "IMR ISSUES")
    lines = [
        f"## {line}" if line.startswith(heads) else line.replace("Upheld", "**Upheld**") for line in text.split("\n")
    ]
    return "\n".join(lines).encode()


FORMS = {
    "a.html": web_page,
    "b.htm": broken_lines,
    "c.eml": mail,
    "d.eml": answered_mail,
    "e.eml": mail_in_printable_signs,
    "f.rtf": rich_text,
    "g.docx": word_file,
    "h.txt": web_page,
    "i.txt": mail_in_printable_signs,
    "j.txt": answered_mail,
    "k.md": noted,
}


def values(path: Path) -> tuple[dict[str, Any], set[str]]:
    """What a file is read as, and the rules of its findings."""
    with PdfReader() as reader:
        letter, findings = read_letter(path, reader)
    assert letter is not None, [str(finding) for finding in findings]
    shown = to_json(letter)
    return {name: value for name, value in shown.items() if name != "findings"}, {
        finding["rule"] for finding in shown["findings"]
    }


@pytest.mark.parametrize("name", FORMS)
def test_the_values_are_those_of_the_text(name: str, tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text(LETTER, encoding="utf-8")
    (tmp_path / name).write_bytes(FORMS[name](LETTER))
    told, rules = values(tmp_path / name)
    assert told == values(tmp_path / "letter.txt")[0]
    assert "READ-FORM" in rules


def test_a_script_of_a_page_is_no_part_of_the_letter(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_bytes(web_page(LETTER))
    assert "var upheld" not in str(values(tmp_path / "a.html")[0])


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.docx", b"PK\x03\x04 and nothing more"),
        ("b.rtf", b"{\\rtf1 no letter}"),
        ("c.html", b"<html><body><p>No letter.</p></body></html>"),
        ("d.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600),
        ("e.txt", b"\x89PNG\r\n\x1a\n" + b"\x00" * 100),
    ],
)
def test_what_is_no_letter_is_refused_with_a_remedy(name: str, content: bytes, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(content)
    with PdfReader() as reader:
        letter, findings = read_letter(tmp_path / name, reader)
    assert letter is None
    assert findings
    assert all(finding.message for finding in findings)
    assert any(finding.remedy for finding in findings)


def test_a_word_file_that_unpacks_without_end_is_refused(tmp_path: Path) -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b"<w:p>" + b" " * 300_000_000)
    (tmp_path / "a.docx").write_bytes(file.getvalue())
    with PdfReader() as reader:
        letter, findings = read_letter(tmp_path / "a.docx", reader)
    assert letter is None
    assert findings


def with_words_left_out(before: str, after: str) -> bytes:
    """A page in which the outcome stands twice, the false one between `before` and `after`."""
    page = web_page(LETTER).decode()
    return page.replace("6 visits: Upheld", f"6 visits: {before}Overturned {after}Upheld").encode()


@pytest.mark.parametrize(
    ("before", "after", "what"),
    [
        ("<del>", "</del>", "struck out"),
        ("<s>", "</s>", "struck out"),
        ('<span style="display: none">', "</span>", "hidden"),
        ("<span hidden>", "</span>", "hidden"),
    ],
)
def test_words_that_nobody_reads_are_left_out_and_said(before: str, after: str, what: str, tmp_path: Path) -> None:
    (tmp_path / "a.html").write_bytes(with_words_left_out(before, after))
    with PdfReader() as reader:
        letter, findings = read_letter(tmp_path / "a.html", reader)
    assert letter is not None
    assert [line.outcome for line in letter.treatments] == ["UPHELD"]
    assert any(what in finding.message for finding in findings)


def test_a_run_of_a_word_file_that_is_struck_out_is_left_out_and_said(tmp_path: Path) -> None:
    struck = "</w:t></w:r><w:r><w:rPr><w:strike/></w:rPr><w:t>Overturned </w:t></w:r><w:r><w:t>"
    changed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(word_file(LETTER))) as whole, zipfile.ZipFile(changed, "w") as archive:
        body = whole.read("word/document.xml").decode()
        archive.writestr("word/document.xml", body.replace("6 visits: Upheld", f"6 visits: {struck}Upheld"))
    (tmp_path / "a.docx").write_bytes(changed.getvalue())
    with PdfReader() as reader:
        letter, findings = read_letter(tmp_path / "a.docx", reader)
    assert letter is not None
    assert [line.outcome for line in letter.treatments] == ["UPHELD"]
    assert any("struck out" in finding.message for finding in findings)


def parcel(kind: str, name: str, content: str) -> bytes:
    """An e-mail that brings the letter as a file of text or a page."""
    return (
        f"{HEAD}MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=X\n\n--X\nContent-Type: text/plain\n\n"
        f"See the file.\n\n--X\nContent-Type: {kind}; charset=utf-8\nContent-Disposition: attachment; "
        f"filename={name}\n\n{content}\n--X--\n"
    ).encode()


@pytest.mark.parametrize(
    "data",
    [
        parcel("text/plain", "a.txt", LETTER),
        parcel("text/html", "a.html", web_page(LETTER).decode()),
        parcel("message/rfc822", "a.eml", mail(LETTER).decode()),
    ],
    ids=["text", "page", "e-mail"],
)
def test_the_letter_that_an_email_brings_is_read(data: bytes, tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text(LETTER, encoding="utf-8")
    (tmp_path / "a.eml").write_bytes(data)
    assert values(tmp_path / "a.eml")[0]["treatments"] == values(tmp_path / "letter.txt")[0]["treatments"]
