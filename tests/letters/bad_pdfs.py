"""PDFs made to break their reader."""

import zlib
from collections.abc import Mapping

_PAGES = b"<</Type/Pages/Kids[3 0 R]/Count 1>>"
_PAGE = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>"
_FONT = b"<</Type/Font/Subtype/Type1/BaseFont/Times-Roman>>"
_CATALOG = b"<</Type/Catalog/Pages 2 0 R>>"
HELLO = b"BT /F1 12 Tf 72 700 Td (Hello) Tj ET "


def document(objects: Mapping[int, bytes]) -> bytes:
    """A PDF of these objects, whatever they are, with a table that finds them."""
    out = bytearray(b"%PDF-1.4\n")
    offsets = {}
    for number, body in objects.items():
        offsets[number] = len(out)
        out += b"%d 0 obj\n" % number + body + b"\nendobj\n"
    table, size = len(out), max(objects) + 1
    out += b"xref\n0 %d\n0000000000 65535 f \n" % size
    out += b"".join(b"%010d 00000 n \n" % offsets.get(number, 0) for number in range(1, size))
    return bytes(out + b"trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (size, table))


def page(content: bytes, coding: bytes = b"") -> bytes:
    """A PDF of one page with this content, coded as named."""
    stream = b"<</Length %d%s>>stream\n" % (len(content), coding) + content + b"\nendstream"
    return document({1: _CATALOG, 2: _PAGES, 3: _PAGE, 4: stream, 5: _FONT})


def packed(unit: bytes, total: int) -> bytes:
    """So many bytes of a repeated unit, packed small."""
    packer = zlib.compressobj(9)
    piece = unit * (1_000_000 // len(unit))
    return b"".join(packer.compress(piece) for _ in range(total // len(piece))) + packer.flush()


def bomb() -> bytes:
    """One megabyte that unpacks to one gigabyte."""
    return page(packed(b" ", 1 << 30), b"/Filter/FlateDecode")


def endless() -> bytes:
    """Some hundred kilobytes that write a word eight million times."""
    return page(packed(HELLO, 300_000_000), b"/Filter/FlateDecode")


def deep() -> bytes:
    """Page trees inside page trees."""
    nested = {number: b"<</Type/Pages/Kids[%d 0 R]/Count 1>>" % (number + 1) for number in range(2, 20_000)}
    return document({1: _CATALOG, **nested, 20_000: b"<</Type/Page/MediaBox[0 0 9 9]>>"})


def nested_arrays() -> bytes:
    """An array in an array, a hundred thousand times."""
    catalog = b"<</Type/Catalog/Pages 2 0 R/X " + b"[" * 100_000 + b"]" * 100_000 + b">>"
    return document({1: catalog, 2: _PAGES, 3: _PAGE, 5: _FONT})


def cyclic() -> bytes:
    """A page tree that holds itself."""
    return document({1: _CATALOG, 2: b"<</Type/Pages/Kids[2 0 R 3 0 R]/Count 2>>", 3: b"<</Type/Pages/Kids[2 0 R]>>"})


def boastful() -> bytes:
    """A PDF that claims two thousand million pages."""
    return document({1: _CATALOG, 2: b"<</Type/Pages/Kids[3 0 R]/Count 2000000000>>", 3: b"<</Type/Page>>"})


def many_pages(count: int) -> bytes:
    """A PDF of so many pages, all the same."""
    stream = b"<</Length %d>>stream\n" % len(HELLO) + HELLO + b"\nendstream"
    pages = b"<</Type/Pages/Kids[" + b"3 0 R " * count + b"]/Count %d>>" % count
    return document({1: _CATALOG, 2: pages, 3: _PAGE, 4: stream, 5: _FONT})
