"""What a file holds beside its pages: programs, other files, forms that draw themselves, a second file of another kind.

All of it is left alone and said, or the whole file is refused where it depends on the program that opens it what its
pages are. Names of a PDF are compared as they are meant (`/J#61vaScript`), and streams of objects are looked into.
"""

import re
import zipfile
import zlib
from collections.abc import Iterator

from evenhand.records.media import HEAD, Media, media_of
from evenhand.records.whole_file import Opened, TooMuchError, WholeFile, Window, windows

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
_MOST_OF_ONE, _MOST, _PIECE = 8 * 1024 * 1024, 64 * 1024 * 1024, 64 * 1024
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


def refusal(file: WholeFile, media: Media) -> str:
    """The id of why a file is refused as a whole, empty where it is not: other readers would see other pages in it."""
    if media is not Media.PDF:
        return ""
    before = _before(file)
    if any(mark in before for mark in _CONTAINERS) or _holds_papers(file):
        return "READ-ARCHIVE"
    if any(mark in before.lower() for mark in _OTHERS):
        return "READ-DISGUISED"
    return "READ-JOINED" if _is_joined(file) else ""


def _before(file: WholeFile) -> bytes:
    """What stands before a PDF in its file."""
    head = file.stretch(0, HEAD + 5)
    return head[: max(head.find(b"%PDF-"), 0)]


def _is_joined(file: WholeFile) -> bool:
    """Whether a PDF begins where another has ended. One that lies whole in a stream is enclosed, not joined."""
    ended = -1
    for window in windows(file):
        if ended < 0 and (place := window.data.find(_ENDED)) >= 0:
            ended = window.start + place
        for header in _HEADER.finditer(window.data) if ended >= 0 else ():
            place = header.start()
            is_behind = window.owns(place) and window.start + place >= ended
            if is_behind and not _IN_A_STREAM.search(window.data, max(place - 10, 0), place):
                return True
    return False


def _holds_papers(file: WholeFile) -> bool:
    """Whether a file is an archive too, with papers in it that records are read from, or that nobody can look into."""
    try:
        with zipfile.ZipFile(Opened(file)) as archive:
            members = [member for member in archive.infolist() if not member.is_dir()]
            return len(members) > _MOST_MEMBERS or any(_is_paper(archive, member) for member in members)
    except _NO_ARCHIVE:
        return False
    except TooMuchError:
        return True


def _is_paper(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> bool:
    try:
        with archive.open(member) as inside:
            return media_of(inside.read(HEAD)) not in (Media.TEXT, Media.NONE)
    except (*_NO_ARCHIVE, RuntimeError, zlib.error):
        return True  # locked, or packed in a way of its own


def _is_surrounded(file: WholeFile) -> bool:
    """Whether anything but blanks and padding stands before or behind a PDF in its file."""
    is_behind, has_ended = False, False
    for window in windows(file):
        place = window.data.rfind(_ENDED)
        if place >= 0 and place + len(_ENDED) > window.seen:
            has_ended, is_behind = True, bool(window.data[place + len(_ENDED) :].strip(_NOTHING))
        else:
            is_behind = is_behind or bool(window.fresh.strip(_NOTHING))
    return bool(_before(file).strip(_NOTHING)) or (has_ended and is_behind)


def notes(file: WholeFile, media: Media) -> list[str]:
    """The ids of what a file holds beside its pages, which is neither run nor opened."""
    if media is Media.PDF:
        beside = "READ-TWO-KINDS" if _is_archive(file) else "READ-AROUND" if _is_surrounded(file) else ""
        return [*_of_pdf(file), *([beside] if beside else [])]
    if media is Media.DOCX:
        return [note for note, names in _PARTS if any(names.search(name) for name in _names(file))]
    if media in _PICTURES and (_is_archive(file) or any(b"%PDF-" in window.data for window in windows(file))):
        return ["READ-TWO-KINDS"]
    return []


def _of_pdf(file: WholeFile) -> list[str]:
    noted: list[str] = []
    for text in _texts(file):
        plain = _NAME.sub(_meant, text) if _ESCAPED.search(text) else text
        noted += [note for note, marks in _NOTES if note not in noted and marks.search(plain)]
    order = [note for note, _ in _NOTES]
    return sorted(noted, key=order.index)


def _meant(name: re.Match[bytes]) -> bytes:
    return _ESCAPED.sub(lambda sign: bytes([int(sign[1], 16)]), name[0])


def _texts(file: WholeFile) -> Iterator[bytes]:
    """A PDF as it stands, window by window, and its streams of objects, unpacked as far as there is room; what is
    packed otherwise is left out.
    """
    left = _MOST
    for window in windows(file):
        yield window.data
        for begin in _streams(window):
            if left <= 0:
                break
            unpacked = _unpacked(file, begin, min(_MOST_OF_ONE, left))
            left -= len(unpacked)
            yield unpacked


def _streams(window: Window) -> Iterator[int]:
    """Where in the file the data of each stream of objects begins that this window tells of."""
    for place in _OBJECTS.finditer(window.data):
        begin = _STREAM.search(window.data, place.end(), place.end() + _DICTIONARY)
        if begin is not None and window.owns(place.start()):
            yield window.start + begin.end()


def _unpacked(file: WholeFile, at: int, most: int) -> bytes:
    """A stream that begins at a place, unpacked up to so many bytes; empty where it is damaged or packed otherwise."""
    packed, pieces, size = zlib.decompressobj(), list[bytes](), 0
    try:
        while at < file.size and size < most and not packed.eof:
            pieces.append(packed.decompress(packed.unconsumed_tail + file.stretch(at, at + _PIECE), most - size))
            size, at = size + len(pieces[-1]), at + _PIECE
    except zlib.error:
        return b""
    return b"".join(pieces)


def _is_archive(file: WholeFile) -> bool:
    return bool(_names(file))


def _names(file: WholeFile) -> list[str]:
    """The names of the files in a ZIP archive, wherever it begins; none where the data are no such archive."""
    try:
        with zipfile.ZipFile(Opened(file)) as archive:
            return archive.namelist()
    except _NO_ARCHIVE:
        return []
    except TooMuchError:
        return [""]  # a list of names too long to be read is one all the same
