"""The text layer of a PDF page: its words with their places, whichever way the page lies.

Runs in the confined process: PDFium is native code, and a PDF may be made to break it.
"""

import ctypes
import re
from collections import Counter
from math import pi
from typing import Any, NamedTuple

from pypdfium2 import raw

from evenhand.records.words import Word

_WORD = re.compile(r"\S+")
_MOST_CHARACTERS = 40_000
_MOST_OBJECTS = 400
_JOINED = "\ufffe"


class PdfLayer(NamedTuple):
    """The words of a page's text layer, and by how much the page as displayed must be turned clockwise to read them.

    `width` and `height` are of the page as displayed, in points; `pictured` is the share of it that pictures cover.
    """

    words: tuple[Word, ...]
    rotation: int
    width: float
    height: float
    pictured: float
    objects: int


def pdf_layer(page: Any) -> PdfLayer:
    """The text layer of an open page of PDFium."""
    width, height = float(raw.FPDF_GetPageWidthF(page)), float(raw.FPDF_GetPageHeightF(page))
    turned = raw.FPDFPage_GetRotation(page) * 90
    own = (height, width) if turned % 180 else (width, height)
    objects = raw.FPDFPage_CountObjects(page)
    pictured = _pictured(page, objects, own)
    text_page = raw.FPDFText_LoadPage(page)
    if not text_page:
        return PdfLayer((), 0, width, height, pictured, objects)
    try:
        words, angle = _words(text_page, _corner(page), own)
    finally:
        raw.FPDFText_ClosePage(text_page)
    return PdfLayer(words, (angle - turned) % 360 if words else 0, width, height, pictured, objects)


def _corner(page: Any) -> tuple[float, float]:
    """Where the page's own box begins."""
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    for box in (raw.FPDFPage_GetCropBox, raw.FPDFPage_GetMediaBox):
        if box(page, left, bottom, right, top):
            return min(left.value, right.value), min(bottom.value, top.value)
    return 0.0, 0.0


def _pictured(page: Any, objects: int, size: tuple[float, float]) -> float:
    """The share of a page that its largest picture covers."""
    largest = 0.0
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    for place in range(min(objects, _MOST_OBJECTS)):
        item = raw.FPDFPage_GetObject(page, place)
        if raw.FPDFPageObj_GetType(item) != raw.FPDF_PAGEOBJ_IMAGE:
            continue
        if raw.FPDFPageObj_GetBounds(item, left, bottom, right, top):
            largest = max(largest, abs((right.value - left.value) * (top.value - bottom.value)))
    return min(largest / max(size[0] * size[1], 1.0), 1.0)


def _words(text_page: Any, corner: tuple[float, float], size: tuple[float, float]) -> tuple[tuple[Word, ...], int]:
    count = min(raw.FPDFText_CountChars(text_page), _MOST_CHARACTERS)
    if count <= 0:
        return (), 0
    buffer = ctypes.create_string_buffer(2 * (count + 1))
    written = raw.FPDFText_GetText(text_page, 0, count, ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort)))
    text = buffer.raw[: 2 * max(written - 1, 0)].decode("utf-16-le", "replace").replace("\x00", " ")
    is_plain = len(text) == count
    spans = []
    for match in _WORD.finditer(text):
        begin, end = match.start(), match.end() - 1
        if not is_plain:  # PDFium counts characters that it leaves out of the text
            begin, end = (raw.FPDFText_GetCharIndexFromTextIndex(text_page, at) for at in (begin, end))
        if begin >= 0 and end >= 0:
            spans.append((match[0].replace(_JOINED, "-"), begin, end))
    angle = _angle(text_page, spans)
    return tuple(word for span in spans if (word := _placed(text_page, span, angle, corner, size))), angle


def _angle(text_page: Any, spans: list[tuple[str, int, int]]) -> int:
    """How most of the text runs, in degrees counterclockwise on the page's own paper: 0, 90, 180 or 270."""
    step = max(len(spans) // 40, 1)
    ways = Counter(
        round(raw.FPDFText_GetCharAngle(text_page, begin) / (pi / 2)) % 4
        for word, begin, _ in spans[::step]
        for _ in word
    )
    return ways.most_common(1)[0][0] * 90 if ways else 0


def _placed(
    text_page: Any, span: tuple[str, int, int], angle: int, corner: tuple[float, float], size: tuple[float, float]
) -> Word | None:
    """A word with its box on the page as it is read."""
    word, begin, end = span
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    boxes = []
    for at in (begin, end):
        if not raw.FPDFText_GetCharBox(text_page, at, left, right, bottom, top):
            return None
        boxes.append((left.value, bottom.value, right.value, top.value))
    x0 = min(box[0] for box in boxes) - corner[0]
    y0 = min(box[1] for box in boxes) - corner[1]
    x1 = max(box[2] for box in boxes) - corner[0]
    y1 = max(box[3] for box in boxes) - corner[1]
    width, height = max(size[0], 1.0), max(size[1], 1.0)
    if angle == 0:
        return Word(word, x0 / width, 1 - y1 / height, x1 / width, 1 - y0 / height)
    if angle == 90:
        return Word(word, y0 / height, x0 / width, y1 / height, x1 / width)
    if angle == 180:
        return Word(word, 1 - x1 / width, y0 / height, 1 - x0 / width, y1 / height)
    return Word(word, 1 - y1 / height, 1 - x1 / width, 1 - y0 / height, 1 - x0 / width)
