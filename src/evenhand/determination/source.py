"""From a file to the text of a letter: text in its encodings, other forms by a process that a bad file may break.

Nothing here raises for what a file holds: a file that cannot be read gives no text and one FATAL Finding.
"""

import codecs
import re
import stat
from dataclasses import dataclass, replace
from pathlib import Path

from evenhand.determination.lost_hyphen import lost_hyphens
from evenhand.determination.mail import mail_letter, undone_text
from evenhand.determination.paper_form import Form, form_of, is_pdf, refused
from evenhand.determination.parse import parse
from evenhand.determination.pdf_reader import PdfReader, PdfText
from evenhand.determination.published import PublishedDetermination
from evenhand.determination.reading_rules import finding
from evenhand.determination.stamps import without_stamps
from evenhand.determination.tidy import tidy
from evenhand.finding import Finding, Place, Severity

LARGEST_TEXT = 2 * 1024 * 1024
"""Bytes. The longest determination known has some 40,000 characters."""
LARGEST_PDF = 64 * 1024 * 1024
_SNIFFED = 1024
_BLANK_LINE = re.compile(r"\n[ \t\r]*\n")
_DOUBLED, _NEARLY_HALF = 20, 0.42
"""So many blank lines, and so large a part of all, has a text that is set with double spacing."""
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_TEXTUAL = frozenset("\t\n\r\x0b\x0c\x1a\x1c\x1d\x1e\x85")
_MARKED_UP = {Form.WEB: "a web page", Form.RTF: "an RTF file", Form.DOCX: "a Word file"}
_FAULTS = {
    "READ-BINARY": ("it is damaged and cannot be opened", "Save it as PDF or plain text."),
    "READ-PDF": ("the PDF is damaged and cannot be opened", "Ask for the file again, or print it to a new PDF."),
    "READ-ENCRYPTED": ("the PDF asks for a password", "Save it without one."),
    "READ-IMAGE": ("the PDF shows pictures of pages and no text", "Recognise its text first."),
    "READ-EMPTY": ("it holds no characters", ""),
    "READ-SIZE": ("the PDF holds more text than a letter can", ""),
    "READ-LIMIT": ("reading the PDF took more time or memory than a letter can need, or ended the reader", ""),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadText:
    """The text of a letter as read from a file (`None` if it cannot be read), and the findings of the reading."""

    text: str | None
    file: str = ""
    strong: frozenset[int] = frozenset()
    """From a PDF: the offsets of lines that begin in bold type."""
    findings: tuple[Finding, ...] = ()


def read_file(path: Path, pdf: PdfReader) -> ReadText:
    """Read the text of the file at `path`; what is missing, no ordinary file, or too large is not read."""
    file = str(path)
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            return _unread("READ-FILE", "it is no ordinary file", file)
        with path.open("rb") as opened:
            data = opened.read(_SNIFFED)
            limit = _limit(data)
            if status.st_size > limit:
                return _too_large(file, status.st_size, limit)
            data += opened.read(limit)
    except (OSError, ValueError) as fault:  # ValueError: a name that no file can have
        return _unread("READ-FILE", getattr(fault, "strerror", None) or "it cannot be opened", file)
    return read_bytes(data, pdf, file=file)


def read_bytes(data: bytes, pdf: PdfReader, *, file: str = "") -> ReadText:
    """Read the text of a letter from the bytes of a file, whatever its form; `file` is the name to give in places."""
    if len(data) > (limit := _limit(data)):
        return _too_large(file, len(data), limit)
    form = form_of(data)
    if form is Form.PDF:
        return _from_pdf(pdf.text(data), file)
    if form in _MARKED_UP:
        return _noted(_from_pdf(pdf.text(data), file), form, file)
    if form is Form.MAIL:
        return _from_mail(data, pdf, file)
    if kind := refused(data):
        return _unread("READ-KIND", f"it is {kind[0]}", file, kind[1])
    return _from_text(data, file)


def _limit(data: bytes) -> int:
    """How many bytes a file may have that begins with these."""
    return LARGEST_PDF if is_pdf(data) or data.startswith((b"PK", b"{\\rtf")) else LARGEST_TEXT


def read_letter(path: Path, pdf: PdfReader) -> tuple[PublishedDetermination | None, tuple[Finding, ...]]:
    """Read the letter in a file. Gives what the letter shows, with all findings inside it and beside it; `None` and the
    reason where the file cannot be read.
    """
    read = read_file(path, pdf)
    return (None, read.findings) if read.text is None else letter_of(read)


def letter_of(read: ReadText) -> tuple[PublishedDetermination | None, tuple[Finding, ...]]:
    """The letter in a text that could be read, with all findings; `None` and the reason where it is no letter."""
    letter = parse(read.text or "", file=read.file, strong=read.strong)
    if not (letter.case_number or letter.summary or letter.treatments):
        what = finding("PARSE-LAYOUT", "it is no determination letter", Severity.FATAL, place=Place(file=read.file))
        return None, (*read.findings, what)
    if read.findings:
        letter = replace(letter, findings=read.findings + letter.findings)
    return letter, letter.findings


def _from_pdf(read: PdfText, file: str) -> ReadText:
    if read.fault:
        message, remedy = _FAULTS[read.fault]
        return _unread(read.fault, message, file, remedy)
    findings = []
    if read.read < read.pages:
        message = f"of its {read.pages:,} pages only {read.read} were read"
        findings.append(finding("READ-PAGES", message, place=Place(file=file, page=read.read + 1)))
    findings += [finding("READ-STAMP", note, Severity.NOTE, place=Place(file=file)) for note in read.notes]
    text, stamps = without_stamps(read.text, file)
    return ReadText(text=text, file=file, strong=read.strong, findings=(*findings, *stamps))


def _noted(read: ReadText, form: Form, file: str) -> ReadText:
    """What was read of a marked-up file, with the one Finding that says what the file is."""
    if read.text is None:
        return read
    message = f"this is {_MARKED_UP[form]}; the text in it was read, its looks were not"
    notes = [replace(note, rule="READ-FORM") for note in read.findings]
    remedy = "Where a value seems wrong, save it as PDF or plain text and read that."
    what = finding("READ-FORM", message, Severity.NOTE, place=Place(file=file), remedy=remedy)
    return replace(read, findings=(what, *notes))


def _from_mail(data: bytes, pdf: PdfReader, file: str) -> ReadText:
    """The letter in an e-mail: its body, or the one PDF attached to it."""
    letter = mail_letter(data)
    if letter is None:
        remedy = "Save the letter that the e-mail speaks of, and name that file."
        return _unread("READ-FORM", "it is an e-mail in which no text and no letter was found", file, remedy)
    words, content, is_text = letter
    read = _from_text(content, file) if is_text else read_bytes(content, pdf, file=file)
    if read.text is None:
        return read
    message = f"this is an e-mail; {words} was read"
    remedy = "Where a value seems wrong, save the letter from the e-mail and read that file."
    return replace(
        read,
        findings=(finding("READ-FORM", message, Severity.NOTE, place=Place(file=file), remedy=remedy), *read.findings),
    )


def _from_text(data: bytes, file: str) -> ReadText:
    text, encoding = _decoded(data)
    if text is None or _is_binary(text):
        return _unread("READ-BINARY", "it is neither text nor PDF, nor another form that is read", file)
    if not text.strip("\x00\ufeff \t\r\n\f"):
        return _unread("READ-EMPTY", "it holds no characters", file)
    undone = undone_text(_single_spaced(tidy(text)), file)
    text, stamps = without_stamps(undone.text, file)
    findings = [*undone.findings, *stamps, *lost_hyphens(text, file)]
    if encoding == "utf-8":
        return ReadText(text=text, file=file, findings=tuple(findings))
    message = f"the text is not UTF-8; it was read as {encoding}, and letters beyond English may be wrong"
    findings.insert(0, finding("READ-ENCODING", message, place=Place(file=file)))
    return ReadText(text=text, file=file, findings=tuple(findings))


def _single_spaced(text: str) -> str:
    """A text whose every line is followed by a blank one, without these; any other as it is."""
    blank = len(_BLANK_LINE.findall(text))
    if blank < _DOUBLED or blank < text.count("\n") * _NEARLY_HALF:
        return text
    return _BLANK_LINE.sub("\n", text)


def _decoded(data: bytes) -> tuple[str | None, str]:
    """The characters of the bytes, and the encoding they were read in: what a mark declares, UTF-8, or a guess."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, "replace"), "utf-8"
    if b"\x00" in data:
        return _without_mark(data)
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError as fault:
        if fault.end == len(data) and fault.reason == "unexpected end of data":
            return data[: fault.start].decode("utf-8"), "UTF-8 cut off in a character"
    return data.decode("cp1252", "replace"), "Windows-1252"


def _without_mark(data: bytes) -> tuple[str | None, str]:
    """Text of two bytes a character that does not declare itself; `None` for bytes that are no such text."""
    even, odd = data[0:4096:2], data[1:4096:2]
    if odd.count(0) > 0.4 * len(odd):
        return data.decode("utf-16-le", "replace"), "UTF-16"
    if even.count(0) > 0.4 * len(even):
        return data.decode("utf-16-be", "replace"), "UTF-16"
    return None, ""


def _is_binary(text: str) -> bool:
    """Whether more than a hundredth of the first characters are controls that no text holds, or could not be read."""
    sample = text[:4096]
    odd = sum(1 for char in sample if (char < " " and char not in _TEXTUAL) or char in "\x7f\ufffd\x00")
    return odd * 100 > len(sample)


def _too_large(file: str, size: int, limit: int) -> ReadText:
    message = f"it has {size:,} bytes, more than the {limit:,} that a letter can have"
    return _unread("READ-SIZE", message, file)


def _unread(rule: str, message: str, file: str, remedy: str = "") -> ReadText:
    fault = finding(rule, f"cannot be read: {message}.", Severity.FATAL, place=Place(file=file), remedy=remedy)
    return ReadText(text=None, file=file, findings=(fault,))
