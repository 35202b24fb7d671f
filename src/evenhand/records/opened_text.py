"""The pages of files that are text: a text processor's document, or plain text, set on pages of our own."""

import io
import re
import textwrap
import zipfile
from collections.abc import Iterator
from html.parser import HTMLParser
from xml.parsers.expat import ExpatError

import mammoth

from evenhand.records.sheet import Sheet
from evenhand.records.words import Word

_ACROSS, _DOWN = 92, 56
_WIDTH, _HEIGHT = 612.0, 792.0
_MOST_PAGES = 2000
_MOST_UNPACKED = 60 * 1024 * 1024
_MOST_PARTS = 4000
_CELL = "   "
_BLOCKS = frozenset({"p", "li", "tr", "h1", "h2", "h3", "h4", "h5", "h6", "div", "br", "table"})


def text_sheets(data: bytes, first: int) -> tuple[int, Iterator[Sheet] | str]:
    """How many pages plain text takes and those from `first` on; a form feed begins a page."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("cp1252", "replace")
    return _set(text, first)


def document_sheets(data: bytes, first: int) -> tuple[int, Iterator[Sheet] | str]:
    """How many pages the text and tables of a DOCX take and those from `first` on; or 0 and the id of what is wrong.

    Its layout is not kept, its pictures are not drawn, its macros and links are not followed.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
            if "word/document.xml" not in archive.namelist():
                return 0, "READ-BINARY" if "[Content_Types].xml" in archive.namelist() else "READ-ARCHIVE"
            if len(parts) > _MOST_PARTS or sum(part.file_size for part in parts) > _MOST_UNPACKED:
                return 0, "READ-SIZE"
            if any(part.flag_bits & 1 for part in parts):
                return 0, "READ-ENCRYPTED"
        html = mammoth.convert_to_html(io.BytesIO(data), convert_image=mammoth.images.img_element(_no_picture)).value
    except (
        zipfile.BadZipFile,
        ExpatError,
        KeyError,
        ValueError,
        OSError,
        RuntimeError,
        SyntaxError,
        RecursionError,
        MemoryError,
        AttributeError,
    ):
        return 0, "READ-DOCX"
    reader = _Lines()
    reader.feed(html)
    return _set("\n".join(reader.lines()), first)


def _no_picture(_image: object) -> dict[str, str]:
    return {"src": ""}


class _Lines(HTMLParser):
    """The lines of a simple page of HTML, the cells of a row parted by wide gaps."""

    def __init__(self) -> None:
        super().__init__()
        self._done: list[str] = []
        self._now: list[str] = []
        self._in_row = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "tr":
            self._end()
            self._in_row = True
        elif tag in ("td", "th") and self._now:
            self._now.append(_CELL)
        elif tag in _BLOCKS and not self._in_row:
            self._end()

    def handle_endtag(self, tag: str) -> None:
        if tag == "tr":
            self._in_row = False
            self._end()
        elif tag in _BLOCKS and self._in_row and self._now:
            self._now.append(" ")
        elif tag in _BLOCKS:
            self._end()

    def handle_data(self, data: str) -> None:
        self._now.append(data)

    def _end(self) -> None:
        if self._now:
            self._done.append("".join(self._now).strip())
            self._now = []

    def lines(self) -> list[str]:
        """All lines."""
        self._end()
        return self._done


def _set(text: str, first: int) -> tuple[int, Iterator[Sheet] | str]:
    pages = [page for part in text.split("\f") for page in _pages(part)]
    if not any(line.strip() for page in pages for line in page):
        return 0, "READ-EMPTY"
    kept = pages[:_MOST_PAGES]
    return len(pages), (
        Sheet(number=number, width=_WIDTH, height=_HEIGHT, words=_placed(page), blank=not any(map(str.strip, page)))
        for number, page in enumerate(kept[first - 1 :], start=first)
    )


def _pages(part: str) -> Iterator[list[str]]:
    lines = [
        line
        for row in part.replace("\r\n", "\n").split("\n")
        for line in (textwrap.wrap(row, _ACROSS, drop_whitespace=False, replace_whitespace=False) or [""])
    ]
    for start in range(0, max(len(lines), 1), _DOWN):
        yield lines[start : start + _DOWN]


def _placed(page: list[str]) -> tuple[Word, ...]:
    """The words of set lines with their boxes, every letter as wide as the next."""
    across, down = 0.84 / _ACROSS, 0.88 / _DOWN
    return tuple(
        Word(
            word[0],
            0.08 + word.start() * across,
            0.06 + row * down,
            0.08 + word.end() * across,
            0.06 + (row + 0.75) * down,
        )
        for row, line in enumerate(page)
        for word in re.finditer(r"\S+", line)
    )
