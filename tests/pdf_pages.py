"""Pages of a PDF as pictures, and pictures as a fax machine sends them."""

import io

import pypdfium2
from PIL import Image

ACROSS = 204
"""Dots an inch of a Group 3 fax, across (ITU-T T.4); down it has 98 lines, or 196 in the fine mode."""


def pages_of(data: bytes, dots: int = 300) -> list[Image.Image]:
    """The pages of a PDF as gray pictures of so many dots an inch."""
    document = pypdfium2.PdfDocument(data)
    pages = [page.render(scale=dots / 72, grayscale=True).to_pil().convert("L") for page in document]
    document.close()
    return pages


def faxed(pages: list[Image.Image], lines: int, turned: float = 0.0) -> bytes:
    """Letter pages as a fax gateway lays them into its folder: a TIFF of black and white pages in Group 4, so many
    lines an inch, each laid on the glass turned by so many degrees.
    """
    size = (round(8.5 * ACROSS), 11 * lines)
    sent = [
        page.rotate(turned, fillcolor=255, resample=Image.Resampling.BICUBIC)
        .resize(size, Image.Resampling.BOX)
        .point(lambda value: 255 if value > 128 else 0)
        .convert("1")
        for page in pages
    ]
    buffer = io.BytesIO()
    sent[0].save(buffer, "TIFF", compression="group4", dpi=(ACROSS, lines), save_all=True, append_images=sent[1:])
    return buffer.getvalue()
