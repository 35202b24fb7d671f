"""A process that makes pages of one document and nothing else: its bytes in, a message for each page out.

It may use little memory and processor time and may write no file. A document made to break its reader breaks this
process; whoever started it starts another behind the page it broke on. Nothing of the shell is loaded here.
"""

import json
import struct
import sys
from collections.abc import Iterator
from typing import Any, BinaryIO

from evenhand_web.records.made_page import MadePage
from evenhand_web.records.media import PDF, TEXT, media_type
from evenhand_web.records.page_making import image_pages, pdf_pages, text_pages

try:
    import resource

    has_limits = True
except ImportError:  # a system without such limits: the wall clock of the one who waits is left
    has_limits = False

LENGTH = struct.Struct(">Q")
_MEMORY = 1024 * 1024 * 1024
_SECONDS = 10
"""Of processor time for one page."""


def main() -> None:
    """Read a document from the standard input, and write what it holds from the page on that the command names."""
    first = int(sys.argv[1])
    data = sys.stdin.buffer.read()
    out = sys.stdout.buffer
    _limit_once()
    _limit_next()
    count, pages = _pages(data, first)
    _tell(out, {"pages": count, "fault": "" if count else pages}, b"")
    if isinstance(pages, str):
        return
    for page in pages:
        told = {"number": page.number, "width": page.width, "height": page.height, "text": page.text}
        _tell(out, told | {"fault": page.fault}, page.png)
        _limit_next()


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


def _limit_once() -> None:
    if has_limits:
        resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
        resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _limit_next() -> None:
    """Allow the next page its seconds, counted from what the process has used so far."""
    if has_limits:
        used = resource.getrusage(resource.RUSAGE_SELF)
        _, hard = resource.getrlimit(resource.RLIMIT_CPU)
        resource.setrlimit(resource.RLIMIT_CPU, (int(used.ru_utime + used.ru_stime) + _SECONDS, hard))


if __name__ == "__main__":
    main()
