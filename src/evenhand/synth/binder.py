"""Binding made-up pages into one PDF: printed pages with their text, pictures, pictures under a text that is none."""

import ctypes
import io
import random
from collections.abc import Iterable
from typing import NamedTuple

import numpy as np
import pypdfium2
from PIL import Image
from pypdfium2 import raw

from evenhand.synth.damage import RESOLUTION, Gray

_SCALE = RESOLUTION / 72


class BoundPage(NamedTuple):
    """A page to bind: a PDF of one page, or a picture; `turn` by what it lies turned (clockwise), `false_text` the
    text a broken scanner put under it.
    """

    pdf: bytes = b""
    picture: Image.Image | None = None
    turn: int = 0
    false_text: str = ""


def pages_of(pdf: bytes) -> list[bytes]:
    """A PDF of each page of a PDF."""
    whole = pypdfium2.PdfDocument(pdf)
    pages = []
    for number in range(len(whole)):
        single = pypdfium2.PdfDocument.new()
        single.import_pages(whole, [number])
        pages.append(_saved(single))
    return pages


def drawn(pdf: bytes) -> Gray:
    """The picture of a PDF of one page, at RESOLUTION."""
    document = pypdfium2.PdfDocument(pdf)
    picture: Gray = np.array(document[0].render(scale=_SCALE, grayscale=True).to_numpy())
    return picture


def bound(pages: Iterable[BoundPage]) -> bytes:
    """One PDF of all pages, in order."""
    whole = pypdfium2.PdfDocument.new()
    for page in pages:
        if page.picture is None:
            whole.import_pages(pypdfium2.PdfDocument(page.pdf))
            if page.turn:
                whole[len(whole) - 1].set_rotation(page.turn)
            continue
        whole.import_pages(pypdfium2.PdfDocument(_pictured(page.picture, page.turn)))
        if page.false_text:
            _lay_under(whole, page.false_text)
    return _saved(whole)


def _pictured(picture: Image.Image, turn: int) -> bytes:
    """A PDF of one picture: Group 4 where it is bilevel, JPEG where it is gray."""
    turned = picture.rotate(-turn, expand=True) if turn else picture
    buffer = io.BytesIO()
    inches = (11, 8.5) if turn % 180 else (8.5, 11)
    dots = (turned.width / inches[0], turned.height / inches[1])
    kept = {} if turned.mode == "1" else {"quality": 60}
    turned.save(buffer, "PDF", dpi=dots, **kept)
    return buffer.getvalue()


def _lay_under(document: pypdfium2.PdfDocument, text: str) -> None:
    """Put lines of text that nobody sees on the last page."""
    page = document[len(document) - 1]
    for place, line in enumerate(text.splitlines()):
        item = raw.FPDFPageObj_NewTextObj(document, b"Helvetica", 9.0)
        encoded = (line + "\0").encode("utf-16-le")
        raw.FPDFText_SetText(item, ctypes.cast(ctypes.c_char_p(encoded), ctypes.POINTER(ctypes.c_ushort)))
        raw.FPDFTextObj_SetTextRenderMode(item, raw.FPDF_TEXTRENDERMODE_INVISIBLE)
        raw.FPDFPageObj_Transform(item, 1, 0, 0, 1, 50, 740 - 14 * place)
        raw.FPDFPage_InsertObject(page, item)
    page.gen_content()


def _saved(document: pypdfium2.PdfDocument) -> bytes:
    buffer = io.BytesIO()
    document.save(buffer)
    document.close()
    return buffer.getvalue()


def false_text(seed: str) -> str:
    """Lines of signs as a broken text layer holds them: letters moved along the alphabet, and signs of other fonts."""
    draw = random.Random(seed)
    signs = "wkhsdwlhqwqrwhvqrfkdqjh" + "¤§¶•†‡°±µ" + "ÀÆÐØÞß"
    return "\n".join(
        " ".join("".join(draw.choices(signs, k=draw.randint(2, 9))) for _ in range(draw.randint(5, 11)))
        for _ in range(draw.randint(12, 40))
    )
