"""The form of a file: PDF, text, e-mail, web page or a word processor's, told by its first bytes and not by its
name."""

import re
from enum import Enum

_SNIFFED = 1024
"""Readers take for a PDF what has its signature among its first 1,024 bytes; other bytes may come before it."""
_HTML = re.compile(
    rb"\A\s*(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)?\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*"
    rb"<(?:!doctype\s+html|html|head|body|table|div|p|meta|span|article|main|section|center|font|h[1-6]|ul|ol|br|b)\b",
    re.I | re.S,
)
_MAIL_FIELD = re.compile(rb"\A(?:from [^\r\n]*\r?\n)?[A-Za-z][A-Za-z-]{1,40}:[ \t]?[^\r\n]*\r?\n", re.I)
_MAIL_SURE = re.compile(
    rb"^(?:content-type|content-transfer-encoding|mime-version|message-id|received|return-path|delivered-to|x-[a-z-]+):",
    re.I | re.M,
)
_MAIL_HEAD = 20_000


class Form(Enum):
    """What a file is made as."""

    PDF = "PDF"
    TEXT = "text"
    MAIL = "e-mail"
    WEB = "web page"
    RTF = "RTF"
    DOCX = "DOCX"


REFUSED: tuple[tuple[bytes, str, str], ...] = (
    (b"\xd0\xcf\x11\xe0", "an old Word or Outlook file", "Save it as PDF, DOCX or plain text."),
    (b"PK\x03\x04", "a folder packed in one file", "Unpack it, and name the letters in it."),
    (b"\x1f\x8b", "a packed file", "Unpack it, and name the letters in it."),
    (b"\x89PNG", "a picture", "Have its text recognized and saved as PDF, or ask for the letter itself."),
    (b"\xff\xd8\xff", "a picture", "Have its text recognized and saved as PDF, or ask for the letter itself."),
    (b"II*\x00", "a picture", "Have its text recognized and saved as PDF, or ask for the letter itself."),
    (b"MM\x00*", "a picture", "Have its text recognized and saved as PDF, or ask for the letter itself."),
    (b"GIF8", "a picture", "Have its text recognized and saved as PDF, or ask for the letter itself."),
    (b"RIFF", "a picture or a recording", "Have its text recognized and saved as PDF, or ask for the letter itself."),
    (b"BM", "a picture", "Have its text recognized and saved as PDF, or ask for the letter itself."),
    (b"%!PS", "a PostScript file", "Print it to a PDF."),
)
"""Files that are not read, by their first bytes: what each is in words, and what to do."""


def is_pdf(data: bytes) -> bool:
    """Whether a file is a PDF, by its first bytes."""
    return b"%PDF-" in data[:_SNIFFED]


def form_of(data: bytes) -> Form:
    """The form of a file; text where nothing else shows."""
    if is_pdf(data):
        return Form.PDF
    if data.startswith(b"{\\rtf"):
        return Form.RTF
    if data.startswith(b"PK\x03\x04") and b"word/document.xml" in data:
        return Form.DOCX
    if _HTML.match(data[: _SNIFFED * 4].replace(b"\x00", b"")):
        return Form.WEB
    return Form.MAIL if _is_mail(data) else Form.TEXT


_PACKED = (
    (b"mimetypeapplication/vnd.oasis.opendocument", "an OpenDocument file", "Save it as PDF, DOCX or plain text."),
    (b"xl/workbook.xml", "a spreadsheet", "Name the letters themselves, as PDF, DOCX or plain text."),
    (b"ppt/presentation.xml", "a presentation", "Save it as PDF."),
)
"""Files packed like a folder, by what stands in them."""


def refused(data: bytes) -> tuple[str, str] | None:
    """What a file is that is not read, and what to do; None where nothing is known against it."""
    if data.startswith(b"PK"):
        for sign, what, remedy in _PACKED:
            if sign in data:
                return what, remedy
    for signature, what, remedy in REFUSED:
        if data.startswith(signature) and not (signature == b"BM" and b"\x00" not in data[:64]):
            return what, remedy
    return None


def _is_mail(data: bytes) -> bool:
    """Whether a file begins with the header of an e-mail."""
    if not _MAIL_FIELD.match(data):
        return False
    head = re.split(rb"\r?\n\r?\n", data[:_MAIL_HEAD], maxsplit=1)[0]
    return _MAIL_SURE.search(head) is not None
