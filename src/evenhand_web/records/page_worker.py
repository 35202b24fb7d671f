"""A process that makes pages of one document and nothing else: its bytes in, a message for each page out.

It may use little memory and processor time and may write no file. A document made to break its reader breaks this
process; whoever started it starts another behind the page it broke on. Nothing of the shell is loaded here.
"""

import json
import struct
import sys
from collections.abc import Iterator
from typing import Any, BinaryIO

from evenhand.confined import allow_the_next, confine
from evenhand_web.records.made_page import MadePage
from evenhand_web.records.media import PDF, TEXT, media_type
from evenhand_web.records.page_making import image_pages, pdf_pages, text_pages

LENGTH = struct.Struct(">Q")


def main() -> None:
    """Read a document from the standard input, and write what it holds from the page on that the command names."""
    first = int(sys.argv[1])
    data = sys.stdin.buffer.read()
    out = sys.stdout.buffer
    confine()
    allow_the_next()
    count, pages = _pages(data, first)
    _tell(out, {"pages": count, "fault": "" if count else pages}, b"")
    if isinstance(pages, str):
        return
    for page in pages:
        told = {"number": page.number, "width": page.width, "height": page.height, "text": page.text}
        _tell(out, told | {"fault": page.fault}, page.png)
        allow_the_next()


def _pages(data: bytes, first: int) -> tuple[int, Iterator[MadePage] | str]:
    """How many pages there are, and those from `first` on; or 0, and the id of what is wrong."""
    kind = media_type(data)
    if kind == PDF:
        return pdf_pages(data, first)
    if kind == TEXT:
        return text_pages(data, first)
    return image_pages(data, first) if kind else (0, "READ-BINARY")


def _tell(out: BinaryIO, told: dict[str, Any], png: bytes) -> None:
    head = json.dumps(told).encode()
    out.write(LENGTH.pack(len(head)) + head + LENGTH.pack(len(png)) + png)
    out.flush()


if __name__ == "__main__":
    main()
