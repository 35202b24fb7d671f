"""What kind of file somebody sent, told from its first bytes: a name or a stated type proves nothing."""

from collections.abc import Mapping
from types import MappingProxyType

PDF, PNG, JPEG, TIFF, TEXT = "application/pdf", "image/png", "image/jpeg", "image/tiff", "text/plain"
SUFFIXES: Mapping[str, str] = MappingProxyType({PDF: "pdf", PNG: "png", JPEG: "jpg", TIFF: "tif", TEXT: "txt"})
"""The kinds a record is read from, each with the ending its file is given."""
HEAD = 1024
"""How many bytes it takes to tell. A PDF may begin with other bytes than its own."""
_MARKS = ((b"\x89PNG\r\n\x1a\n", PNG), (b"\xff\xd8\xff", JPEG), (b"II*\x00", TIFF), (b"MM\x00*", TIFF))
_CONTROLS = frozenset(range(32)) - frozenset(b"\t\n\r\f\x1a")


def media_type(head: bytes) -> str:
    """The kind of a file by its first bytes (up to HEAD of them); empty for one that no record is read from."""
    if b"%PDF-" in head[:HEAD]:
        return PDF
    for mark, kind in _MARKS:
        if head.startswith(mark):
            return kind
    return TEXT if head.strip() and not _CONTROLS.intersection(head) else ""
