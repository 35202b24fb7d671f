"""The pages of a PDF: the text layer where it is words, else the picture of the page."""

import ctypes
from collections.abc import Iterator
from typing import Any

import numpy as np
from pypdfium2 import raw

from evenhand.records.known_words import are_words
from evenhand.records.pdf_layer import PdfLayer, pdf_layer
from evenhand.records.picture import MOST_PIXELS, RESOLUTION, Gray, is_blank, mark, pgm
from evenhand.records.sheet import Sheet

MOST_PAGES = 5000
_FEW_WORDS = 25
_PICTURED = 0.5
_LARGEST = 14_400.0
"""Points: no page of a PDF may be larger (ISO 32000-1, Annex C)."""


def pdf_sheets(data: bytes, first: int) -> tuple[int, Iterator[Sheet] | str]:
    """How many pages a PDF has and those from `first` on; or 0 and the id of what is wrong."""
    document = raw.FPDF_LoadMemDocument64(data, len(data), None)
    if not document:
        is_locked = raw.FPDF_GetLastError() in (raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY)
        return 0, "READ-ENCRYPTED" if is_locked else "READ-PDF"
    pages = raw.FPDF_GetPageCount(document)
    if pages < 1:
        raw.FPDF_CloseDocument(document)
        return 0, "READ-EMPTY"
    return pages, _sheets(document, data, first, min(pages, MOST_PAGES))


def _sheets(document: Any, data: bytes, first: int, last: int) -> Iterator[Sheet]:
    """The pages one by one; `data` is held as long as PDFium reads from it."""
    for number in range(first, last + 1):
        page = raw.FPDF_LoadPage(document, number - 1)
        if not page:
            yield Sheet(number=number, fault="READ-PAGE")
            continue
        try:
            yield _sheet(page, number)
        finally:
            raw.FPDF_ClosePage(page)
    raw.FPDF_CloseDocument(document)
    del data


def _sheet(page: Any, number: int) -> Sheet:
    layer = pdf_layer(page)
    if not (0 < layer.width <= _LARGEST and 0 < layer.height <= _LARGEST):
        return Sheet(number=number, fault="READ-SIZE")
    if _is_enough(layer):
        return Sheet(number=number, width=layer.width, height=layer.height, words=layer.words, rotation=layer.rotation)
    if not layer.objects and not layer.words:
        return Sheet(number=number, width=layer.width, height=layer.height, blank=True)
    gray = rendered(page, layer.width, layer.height)
    if gray is None:
        return Sheet(number=number, width=layer.width, height=layer.height, fault="READ-LIMIT")
    if is_blank(gray) and not (layer.words and layer.pictured < _PICTURED):
        return Sheet(number=number, width=layer.width, height=layer.height, blank=True)
    kept = layer.words if are_words(word.text for word in layer.words) else ()
    return Sheet(
        number=number,
        width=layer.width,
        height=layer.height,
        words=kept,
        rotation=layer.rotation,
        mark=mark(gray),
        picture=pgm(gray),
    )


def _is_enough(layer: PdfLayer) -> bool:
    """Whether the text layer tells what is on the page: it is words, and not a few of them over a picture."""
    if not layer.words or not are_words(word.text for word in layer.words):
        return False
    return len(layer.words) >= _FEW_WORDS or layer.pictured < _PICTURED


def rendered(page: Any, width: float, height: float) -> Gray | None:
    """The picture of a page at RESOLUTION, or coarser where it is very large; None where there is no memory for it."""
    scale = min(RESOLUTION / 72, (MOST_PIXELS / max(width * height, 1.0)) ** 0.5)
    across, down = max(int(width * scale), 1), max(int(height * scale), 1)
    bitmap = raw.FPDFBitmap_CreateEx(across, down, raw.FPDFBitmap_Gray, None, 0)
    if not bitmap:
        return None
    try:
        raw.FPDFBitmap_FillRect(bitmap, 0, 0, across, down, 0xFFFFFFFF)
        raw.FPDF_RenderPageBitmap(bitmap, page, 0, 0, across, down, 0, raw.FPDF_ANNOT | raw.FPDF_GRAYSCALE)
        stride = raw.FPDFBitmap_GetStride(bitmap)
        start = ctypes.cast(raw.FPDFBitmap_GetBuffer(bitmap), ctypes.POINTER(ctypes.c_ubyte * (stride * down)))
        rows = np.frombuffer(start.contents, dtype=np.uint8).reshape(down, stride)
        return rows[:, :across].copy()  # the bitmap is about to go
    finally:
        raw.FPDFBitmap_Destroy(bitmap)
