"""The text of a PDF as letters are read: in lines, a blank line between paragraphs, a form feed between pages.

This module runs in a process of its own (`pdf_worker`), for PDFium is native code and a PDF may be made to break it.
"""

import ctypes
from collections.abc import Iterator
from itertools import pairwise
from math import inf
from typing import Any

from pypdfium2 import raw  # importing the package makes PDFium ready

from evenhand.determination.marked_up import marked_up_text
from evenhand.determination.paper_form import is_pdf

MOST_PAGES = 100
MOST_CHARACTERS = 2_000_000
_PARAGRAPH = 1.5
"""Two lines that lie apart by more than this many usual distances belong to two paragraphs."""
_BOLD = 600
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
    texts: list[str] = []
    strong: list[int] = []
    length = 0
    has_pictures = False
    for number in range(min(pages, MOST_PAGES)):
        page = raw.FPDF_LoadPage(document, number)
        if not page:
            continue
        text, bold = _page_text(page)
        has_pictures = has_pictures or (not text.strip() and raw.FPDFPage_CountObjects(page) > 0)
        raw.FPDF_ClosePage(page)
        strong += [length + offset for offset in bold]
        texts.append(text)
        length += len(text) + 1
        if length > MOST_CHARACTERS:
            return {"fault": "READ-SIZE"}
    text = "\f".join(texts)
    if not text.strip():
        if not texts:
            return {"fault": "READ-PDF"}
        return {"fault": "READ-IMAGE" if has_pictures else "READ-EMPTY"}
    return {"text": text, "strong": strong, "pages": pages, "read": len(texts)}


def _page_text(page: Any) -> tuple[str, list[int]]:
    """The text of one page, and the offsets in it of lines that begin in bold type."""
    text_page = raw.FPDFText_LoadPage(page)
    lines = [(line, *_setting(text_page, at)) for line, at in _lines(text_page)]
    raw.FPDFText_ClosePage(text_page)
    apart = _PARAGRAPH * _pitch([baseline for _, baseline, _ in lines])
    pieces: list[str] = []
    strong: list[int] = []
    length, above = 0, -inf
    for line, baseline, is_bold in lines:
        joint = "\n" if pieces else ""
        if above - baseline > apart:
            joint = "\n\n"
        elif _is_broken(pieces):
            head, _, line = line.partition(" ")
            joint, is_bold = head + ("\n" if line else ""), False
        pieces += [joint, line]
        length += len(joint)
        if is_bold:
            strong.append(length)
        length += len(line)
        above = baseline
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


def _setting(text_page: Any, at: int) -> tuple[float, bool]:
    """How a character is set: the height of its baseline in points, and whether it is bold."""
    if at < 0:
        return -inf, False
    x, y = ctypes.c_double(), ctypes.c_double()
    raw.FPDFText_GetCharOrigin(text_page, at, x, y)
    return y.value, _is_bold(text_page, at)


def _is_bold(text_page: Any, at: int) -> bool:
    weight = raw.FPDFText_GetFontWeight(text_page, at)
    if weight > 0:
        return bool(weight >= _BOLD)
    name, flags = ctypes.create_string_buffer(128), ctypes.c_int()
    raw.FPDFText_GetFontInfo(text_page, at, name, len(name), flags)
    return b"bold" in name.value.lower()
