"""What kind of file somebody sent, told from the whole of it: a name, a stated type or a first line proves nothing."""

import zipfile
from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

from evenhand.records.beside_pages import notes, refusal
from evenhand.records.media import Media, fault_of_none, media_of_file
from evenhand.records.whole_file import Opened, TooMuchError, WholeFile

PDF, PNG, JPEG, TIFF, TEXT = "application/pdf", "image/png", "image/jpeg", "image/tiff", "text/plain"
SUFFIXES: Mapping[str, str] = MappingProxyType({PDF: "pdf", PNG: "png", JPEG: "jpg", TIFF: "tif", TEXT: "txt"})
"""The kinds a record is read from, each with the ending its file is given."""
_PROCESSED = "READ-PROCESSED"
"""A file of a text processor, or a photograph in a format of telephones: its pages depend on the program."""


class FileKind(NamedTuple):
    """What a file is: its media type, empty where no record is read from it; `fault`, the id of why; `notes`, the ids
    of what lies in it beside its pages, which is neither run nor opened.
    """

    media_type: str
    fault: str = ""
    notes: tuple[str, ...] = ()


def kind_of_file(file: WholeFile) -> FileKind:
    """The kind of a whole file. What is two kinds at once, or holds other files, is refused where it would depend on
    the program that opens it what its pages are; else it is what it begins as, and the rest is noted.
    """
    media = media_of_file(file)
    if media is Media.DOCX:
        return FileKind("", _PROCESSED if _is_processed(file) else "READ-ARCHIVE")
    if media not in SUFFIXES:
        return FileKind("", _PROCESSED if media is Media.HEIC else fault_of_none(file))
    fault = refusal(file, media)
    return FileKind("", fault) if fault else FileKind(media.value, "", tuple(notes(file, media)))


def _is_processed(file: WholeFile) -> bool:
    """Whether an archive is a text processor's document, which is one paper, and not several."""
    try:
        with zipfile.ZipFile(Opened(file)) as archive:
            return "[Content_Types].xml" in archive.namelist()
    except (zipfile.BadZipFile, ValueError, OSError, EOFError, NotImplementedError, TooMuchError):
        return False
