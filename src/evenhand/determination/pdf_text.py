"""The text of a PDF as letters are read: in lines, a blank line between paragraphs, a form feed between pages.

This module runs in a process of its own (`pdf_worker`), for PDFium is native code and a PDF may be made to break it.
"""

import ctypes
from collections.abc import Iterator
from itertools import pairwise
from math import cos, inf, sin
from typing import Any

from pypdfium2 import raw  # importing the package makes PDFium ready

from evenhand.determination.foreign_lines import Line, without_foreign
from evenhand.determination.marked_up import marked_up_text
from evenhand.determination.paper_form import is_pdf
from evenhand.determination.tagged_pdf import is_structured, structured_text
from evenhand.determination.tidy import tidy

MOST_PAGES = 100
MOST_CHARACTERS = 2_000_000
_PARAGRAPH = 1.5
"""Two lines that lie apart by more than this many usual distances belong to two paragraphs."""
_BOLD = 600
_UPRIGHT = 0.01
"""Radians."""
_JOINED = "\ufffe"
"""What PDFium gives for the hyphen of a word broken at the end of a line, and for the line break after it."""


def paper_text(data: bytes) -> dict[str, Any]:
    """Read the text of a file that is no plain text, from its bytes: a PDF, else a web page, a DOCX or an RTF file."""
    return pdf_text(data) if is_pdf(data) else marked_up_text(data)


def pdf_text(data: bytes) -> dict[str, Any]:
    """Read the text of a PDF from its bytes.

    Gives `text`, the offsets of its `strong` lines (those that begin in bold type), how many `pages` there are and how
    many were `read`; or the id of a check as `fault`.
    """
    document = raw.FPDF_LoadMemDocument64(data, len(data), None)
    if not document:
        is_locked = raw.FPDF_GetLastError() in (raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY)
        return {"fault": "READ-ENCRYPTED" if is_locked else "READ-PDF"}
    try:
        return _document_text(document)
    finally:
        raw.FPDF_CloseDocument(document)


def _document_text(document: Any) -> dict[str, Any]:
    pages = raw.FPDF_GetPageCount(document)
    if is_structured(document) and (words := structured_text(document)):
        return {"text": words, "strong": [], "pages": pages, "read": min(pages, MOST_PAGES), "notes": []}
    set_pages: list[list[Line]] = []
    length = 0
    has_pictures = False
    for number in range(min(pages, MOST_PAGES)):
        page = raw.FPDF_LoadPage(document, number)
        if not page:
            continue
        lines = _page_lines(page)
        if not any(line.words.strip() for line in lines):
            has_pictures = has_pictures or raw.FPDFPage_CountObjects(page) > 0
        raw.FPDF_ClosePage(page)
        set_pages.append(lines)
        length += sum(len(line.words) + 1 for line in lines)
        if length > MOST_CHARACTERS:
            return {"fault": "READ-SIZE"}
    kept, foreign = without_foreign(set_pages)
    text, strong = _assembled(kept)
    if not text.strip():
        if not set_pages:
            return {"fault": "READ-PDF"}
        return {"fault": "READ-IMAGE" if has_pictures else "READ-EMPTY"}
    return {"text": text, "strong": strong, "pages": pages, "read": len(set_pages), "notes": foreign}


def _page_lines(page: Any) -> list[Line]:
    """The lines of one page as if it had not been turned, each with how it is set."""
    if raw.FPDFPage_GetRotation(page):
        raw.FPDFPage_SetRotation(page, 0)
    text_page = raw.FPDFText_LoadPage(page)
    lines = [_line(text_page, words, at) for words, at in _lines(text_page)]
    raw.FPDFText_ClosePage(text_page)
    return lines


def _assembled(pages: list[list[Line]]) -> tuple[str, list[int]]:
    """The text of all pages, and the offsets in it of lines that begin in bold type."""
    texts: list[str] = []
    strong: list[int] = []
    length = 0
    for lines in pages:
        text, bold = _page_text(lines)
        strong += [length + offset for offset in bold]
        texts.append(text)
        length += len(text) + 1
    return "\f".join(texts), strong


def _page_text(lines: list[Line]) -> tuple[str, list[int]]:
    """The text of one page, and the offsets in it of lines that begin in bold type."""
    apart = _PARAGRAPH * _pitch([line.height for line in lines])
    pieces: list[str] = []
    strong: list[int] = []
    length, above = 0, -inf
    for line in lines:
        words, is_bold = line.words, line.is_bold
        joint = "\n" if pieces else ""
        if above - line.height > apart:
            joint = "\n\n"
        elif _is_broken(pieces):
            head, _, words = words.partition(" ")
            joint, is_bold = head + ("\n" if words else ""), False
        pieces += [joint, words]
        length += len(joint)
        if is_bold:
            strong.append(length)
        length += len(words)
        above = line.height
    return "".join(pieces), strong


def _pitch(baselines: list[float]) -> float:
    """The usual distance from one line down to the next in points: the lower quarter of all, for gaps are wider."""
    steps = sorted(above - below for above, below in pairwise(baselines) if above - below > 1)
    return steps[len(steps) // 4] if steps else inf


def _is_broken(pieces: list[str]) -> bool:
    """Whether the lines so far end in a word broken at its hyphen, whose rest belongs before the line break."""
    last = pieces[-1] if pieces else ""
    return len(last) > 1 and last.endswith("-") and not last[-2:-1].isspace()


def _lines(text_page: Any) -> Iterator[tuple[str, int]]:
    """The lines of a page, each with the index of its first character that is not a space (-1 for a blank line)."""
    count = raw.FPDFText_CountChars(text_page)
    if count <= 0:
        return
    buffer = ctypes.create_string_buffer(2 * (count + 1))
    written = raw.FPDFText_GetText(text_page, 0, count, ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort)))
    text = buffer.raw[: 2 * max(written - 1, 0)].decode("utf-16-le", "replace")
    is_plain = len(text) == count
    start = 0
    for row in text.split("\r\n"):
        *broken, last = row.split(_JOINED)
        for line in [*(half + "-" for half in broken), last]:
            indent = len(line) - len(line.lstrip())
            at = start + indent if indent < len(line) else -1
            if at >= 0 and not is_plain:  # PDFium counts characters that it leaves out of the text
                at = raw.FPDFText_GetCharIndexFromTextIndex(text_page, at)
            yield line.replace("\x00", ""), at
            start += len(line)
        start += 2


def _line(text_page: Any, words: str, at: int) -> Line:
    """A line with how its first character is set."""
    if at < 0:
        return Line(words, -inf, False, b"", 0.0, 0.0)
    x, y = ctypes.c_double(), ctypes.c_double()
    raw.FPDFText_GetCharOrigin(text_page, at, x, y)
    angle = raw.FPDFText_GetCharAngle(text_page, at)
    height = y.value if abs(angle) < _UPRIGHT else x.value * sin(angle) + y.value * cos(angle)
    name, flags = ctypes.create_string_buffer(128), ctypes.c_int()
    raw.FPDFText_GetFontInfo(text_page, at, name, len(name), flags)
    weight = raw.FPDFText_GetFontWeight(text_page, at)
    is_bold = weight >= _BOLD if weight > 0 else b"bold" in name.value.lower()
    return Line(tidy(words), height, is_bold, name.value, raw.FPDFText_GetFontSize(text_page, at), angle)
