"""What a file holds beside its pages: programs, other files, forms that draw themselves, a second file of another kind.

All of it is left alone and said, or the whole file is refused where it depends on the program that opens it what its
pages are. Names of a PDF are compared as they are meant (`/J#61vaScript`), and streams of objects are looked into.
"""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator

from evenhand.records.media import HEAD, Media, media_of

_NOTES = (
    (
        "READ-ACTIVE",
        re.compile(
            rb"/(?:JavaScript|Launch|RichMedia|SubmitForm|ImportData|GoToE|Rendition|Movie)\b|/JS\s*[(<]|/JS\s+\d+\s+\d+\s+R"
        ),
    ),
    ("READ-FORM", re.compile(rb"/XFA\s*(?:\[|\d+\s+\d+\s+R)")),
    ("READ-EMBEDDED", re.compile(rb"/(?:EmbeddedFiles?|FileAttachment|Collection)\b")),
)
_OBJECTS = re.compile(rb"/Type\s*/ObjStm\b")
_STREAM = re.compile(rb"stream\r?\n")
_ESCAPED = re.compile(rb"#([0-9A-Fa-f]{2})")
_NAME = re.compile(rb"/[!-~]*#[0-9A-Fa-f]{2}[!-~]*")
_DICTIONARY = 2048
"""How far behind its type the data of a stream of objects may begin."""
_MOST_OF_ONE, _MOST = 8 * 1024 * 1024, 64 * 1024 * 1024
_HEADER = re.compile(rb"(?:(?<=%%EOF)|(?<=[\r\n\0 ]))%PDF-\d\.\d")
_ENDED, _IN_A_STREAM = b"%%EOF", re.compile(rb"stream\r?\n?\Z")
_NOTHING = b" \t\r\n\f\0\x1a\xef\xbb\xbf"
"""What may stand before and behind a PDF and says nothing: blanks, padding, a mark of how text is written."""
_MOST_MEMBERS = 200
_NO_ARCHIVE = (zipfile.BadZipFile, ValueError, OSError, EOFError, NotImplementedError)
_CONTAINERS = (b"PK\x03\x04", b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b", b"ustar", b"Content-Type:", b"Content-type:")
_OTHERS = (b"<html", b"<script", b"<!doctype", b"<?xml", b"<?php", b"#!/", b"\x7felf", b"gif8", b"mz\x90")
_PICTURES = (Media.PNG, Media.JPEG, Media.TIFF, Media.HEIC)
_PARTS = (
    ("READ-ACTIVE", re.compile(r"vbaProject|activeX|vbaData", re.IGNORECASE)),
    ("READ-EMBEDDED", re.compile(r"/embeddings/|/afchunk|oleObject", re.IGNORECASE)),
)


def refusal(data: bytes, media: Media) -> str:
    """The id of why a file is refused as a whole, empty where it is not: other readers would see other pages in it."""
    if media is not Media.PDF:
        return ""
    before = data[: max(data.find(b"%PDF-", 0, HEAD + 5), 0)]
    if any(mark in before for mark in _CONTAINERS) or _holds_papers(data):
        return "READ-ARCHIVE"
    if any(mark in before.lower() for mark in _OTHERS):
        return "READ-DISGUISED"
    return "READ-JOINED" if _is_joined(data) else ""


def _is_joined(data: bytes) -> bool:
    """Whether a PDF begins where another has ended. One that lies whole in a stream is enclosed, not joined."""
    ended = data.find(_ENDED)
    for header in _HEADER.finditer(data, max(ended, 0)):
        if ended >= 0 and not _IN_A_STREAM.search(data, max(header.start() - 10, 0), header.start()):
            return True
    return False


def _holds_papers(data: bytes) -> bool:
    """Whether a file is an archive too, with papers in it that records are read from, or that nobody can look into."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = [member for member in archive.infolist() if not member.is_dir()]
            return len(members) > _MOST_MEMBERS or any(_is_paper(archive, member) for member in members)
    except _NO_ARCHIVE:
        return False


def _is_paper(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> bool:
    try:
        with archive.open(member) as inside:
            return media_of(inside.read(HEAD)) not in (Media.TEXT, Media.NONE)
    except (*_NO_ARCHIVE, RuntimeError, zlib.error):
        return True  # locked, or packed in a way of its own


def _is_surrounded(data: bytes) -> bool:
    """Whether anything but blanks and padding stands before or behind a PDF in its file."""
    before, behind = data[: max(data.find(b"%PDF-"), 0)], data[data.rfind(_ENDED) + len(_ENDED) :]
    return bool(before.strip(_NOTHING) or (_ENDED in data and behind.strip(_NOTHING)))


def notes(data: bytes, media: Media) -> list[str]:
    """The ids of what a file holds beside its pages, which is neither run nor opened."""
    if media is Media.PDF:
        beside = "READ-TWO-KINDS" if _is_archive(data) else "READ-AROUND" if _is_surrounded(data) else ""
        return [*_of_pdf(data), *([beside] if beside else [])]
    if media is Media.DOCX:
        return [note for note, names in _PARTS if any(names.search(name) for name in _names(data))]
    if media in _PICTURES and (b"%PDF-" in data or _is_archive(data)):
        return ["READ-TWO-KINDS"]
    return []


def _of_pdf(data: bytes) -> list[str]:
    noted: list[str] = []
    for text in (data, *_objects(data)):
        plain = _NAME.sub(_meant, text) if _ESCAPED.search(text) else text
        noted += [note for note, marks in _NOTES if note not in noted and marks.search(plain)]
    order = [note for note, _ in _NOTES]
    return sorted(noted, key=order.index)


def _meant(name: re.Match[bytes]) -> bytes:
    return _ESCAPED.sub(lambda sign: bytes([int(sign[1], 16)]), name[0])


def _objects(data: bytes) -> Iterator[bytes]:
    """The streams of objects of a PDF, unpacked as far as there is room; what is packed otherwise is left out."""
    left = _MOST
    for place in _OBJECTS.finditer(data):
        begin = _STREAM.search(data, place.end(), place.end() + _DICTIONARY)
        if begin is None or left <= 0:
            continue
        try:
            unpacked = zlib.decompressobj().decompress(data[begin.end() :], min(_MOST_OF_ONE, left))
        except zlib.error:
            continue
        left -= len(unpacked)
        yield unpacked


def _is_archive(data: bytes) -> bool:
    return bool(_names(data))


def _names(data: bytes) -> list[str]:
    """The names of the files in a ZIP archive, wherever it begins; none where the data are no such archive."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return archive.namelist()
    except _NO_ARCHIVE:
        return []
