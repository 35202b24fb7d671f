"""What kind of file somebody sent, told from its bytes: a name or a stated type proves nothing."""

import re
from enum import StrEnum

from evenhand.records.whole_file import WholeFile, windows

HEAD = 1024
"""How many bytes it takes to tell. A PDF may begin with other bytes than its own."""
_CONTROLS = frozenset(range(32)) - frozenset(b"\t\n\r\f\x1a")
_PRINTED = bytes(value for value in range(256) if value not in _CONTROLS)
_HEIC = (b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1")


class Media(StrEnum):
    """The kinds of files that records are read from; NONE is what no record is read from."""

    PDF = "application/pdf"
    PNG = "image/png"
    JPEG = "image/jpeg"
    TIFF = "image/tiff"
    HEIC = "image/heic"
    DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    TEXT = "text/plain"
    NONE = ""


_MARKS = (
    (b"\x89PNG\r\n\x1a\n", Media.PNG),
    (b"\xff\xd8\xff", Media.JPEG),
    (b"II*\x00", Media.TIFF),
    (b"MM\x00*", Media.TIFF),
    (b"PK\x03\x04", Media.DOCX),
)
_WRITTEN_FOR_MACHINES = (b"{\\rtf", b"%!ps", b"<!doctype", b"<html", b"<?xml", b"<svg", b"#!/")
_PACKED = (b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b", b"BZh", b"\xfd7zXZ", b"PK\x05\x06")
_MAIL = re.compile(
    rb"\A(?:From \S+@|(?:[\w-]+:[^\n]*\n(?:[ \t][^\n]*\n)*)*?"
    rb"(?:MIME-Version:|Content-Type:|Message-ID:|Return-Path:|Delivered-To:|Received: (?:from|by) ))",
    re.IGNORECASE,
)
_STRAY = 1000
"""Of so many bytes of a text one may be a sign that is not printed."""
_HIDDEN = re.compile(rb"%PDF-\d\.\d[\s\S]{0,2000}?\d+\s+\d+\s+obj\b")
"""A PDF somewhere in a file: its first line, and an object soon after it."""


def media_of(head: bytes) -> Media:
    """The kind of a file by its first bytes (up to HEAD of them).

    A file that begins as a picture and holds a PDF too is read as the picture that it begins as.
    """
    for mark, kind in _MARKS:
        if head.startswith(mark):
            return kind
    if head.lstrip(b"\xef\xbb\xbf \t\r\n").lower().startswith(_WRITTEN_FOR_MACHINES) or _is_container(head):
        return Media.NONE
    if head[4:8] == b"ftyp" and head[8:12] in _HEIC:
        return Media.HEIC
    if b"%PDF-" in head[:HEAD]:
        return Media.PDF
    return Media.TEXT if head.strip() and not _CONTROLS.intersection(head) else Media.NONE


def media_of_file(file: WholeFile) -> Media:
    """The kind of a whole file. What begins as text is text only where it is text to its end, and holds no PDF."""
    media = media_of(file.stretch(0, HEAD))
    return media if media is not Media.TEXT or _is_text(file) else Media.NONE


def _is_text(file: WholeFile) -> bool:
    """Whether a file that begins as text stays text: a stray sign for a printer is in many, a zero in none."""
    strays = 0
    for window in windows(file):
        controls = window.fresh.translate(None, _PRINTED)
        strays += len(controls)
        if b"\0" in controls or strays * _STRAY > file.size or _HIDDEN.search(window.data):
            return False
    return True


def fault_of_none(file: WholeFile) -> str:
    """The id of why a file of no kind that records are read from is not read."""
    if _is_container(file.stretch(0, HEAD)):
        return "READ-ARCHIVE"
    is_empty = True
    for window in windows(file):
        if _HIDDEN.search(window.data):
            return "READ-DISGUISED"
        is_empty = is_empty and not window.data.strip()
    return "READ-EMPTY" if is_empty else "READ-BINARY"


def _is_container(head: bytes) -> bool:
    """Whether a file holds other files: an archive, or an e-mail as it was sent."""
    return head.startswith(_PACKED) or head[257:262] == b"ustar" or bool(_MAIL.match(head.replace(b"\r\n", b"\n")))
