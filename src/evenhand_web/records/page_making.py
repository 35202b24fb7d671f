"""Pages out of a document: what PDFium draws, the frames of an image, plain text as it stands.

This module runs in a process of its own (`page_worker`), for it opens what strangers sent.
"""

import io
from collections.abc import Iterator
from typing import Any

import pypdfium2 as pdfium
from PIL import Image, ImageChops, ImageOps

from evenhand_web.records.made_page import MadePage

_DOTS_PER_POINT = 150 / 72
_LONGEST_SIDE = 2000
"""Pixels. A letter page at 150 dots to the inch has 1275 x 1650."""
_MOST_PIXELS = 60_000_000
_MOST_CHARACTERS = 60_000
"""Of the text beside the picture of a page: a sheet of small print has some 8,000. What is more is said."""
_LINES, _ACROSS = 60, 100
"""Of plain text, on one page: so many lines of so many characters. A longer line goes on in the next."""
_GREY_ENOUGH = 12
Image.MAX_IMAGE_PIXELS = _MOST_PIXELS


Pages = tuple[int, Iterator[MadePage] | str]


def pdf_pages(data: bytes, first: int) -> Pages:
    """How many pages a PDF has, and those from `first` on; or 0, and the id of what is wrong."""
    try:
        document = pdfium.PdfDocument(data)
        document.init_forms()
        count = len(document)
    except pdfium.PdfiumError as error:
        return 0, "READ-ENCRYPTED" if "password" in str(error).lower() else "READ-PDF"
    return (count, _drawn(document, first, count)) if count else (0, "READ-EMPTY")


def _drawn(document: Any, first: int, count: int) -> Iterator[MadePage]:
    for number in range(first, count + 1):
        try:
            page = document[number - 1]
            width, height = page.get_size()
            scale = min(_DOTS_PER_POINT, _LONGEST_SIDE / max(width, height, 1))
            picture = page.render(scale=scale).to_pil()
            yield _made(number, picture, _text(page))
            page.close()
        except (pdfium.PdfiumError, ValueError, MemoryError, OSError):
            yield MadePage(number, fault="READ-PAGE")


def _text(page: Any) -> str:
    letters = page.get_textpage()
    count = letters.count_chars()
    text: str = letters.get_text_range(0, min(count, _MOST_CHARACTERS))
    letters.close()
    if count > _MOST_CHARACTERS:
        text += f"\n[The text of this page goes on: it has {count:,} characters. Read the rest on its picture.]"
    return text.replace("\ufffe", "").replace("\r\n", "\n").replace("\x00", "")


def image_pages(data: bytes, first: int) -> Pages:
    """How many frames an image has (a fax is a TIFF of many), and those from `first` on; or 0, and what is wrong."""
    try:
        image = Image.open(io.BytesIO(data), formats=("PNG", "JPEG", "TIFF"))
        count: int = getattr(image, "n_frames", 1)
    except Image.DecompressionBombError:
        return 0, "READ-SIZE"
    except (OSError, ValueError, SyntaxError, MemoryError):
        return 0, "READ-IMAGE"
    return count, _frames(image, first, count)


def _frames(image: Any, first: int, count: int) -> Iterator[MadePage]:
    for number in range(first, count + 1):
        try:
            image.seek(number - 1)
            frame = ImageOps.exif_transpose(image.convert("RGB"))
            frame.thumbnail((_LONGEST_SIDE, _LONGEST_SIDE))
            yield _made(number, frame, "")
        except Image.DecompressionBombError:
            yield MadePage(number, fault="READ-SIZE")
        except (OSError, ValueError, SyntaxError, EOFError, MemoryError):
            yield MadePage(number, fault="READ-PAGE")


def _made(number: int, picture: Any, text: str) -> MadePage:
    """A page of a picture. Paper is mostly grey: where no pixel says otherwise the image is kept so, at a third of the
    size.
    """
    red, green, blue = picture.convert("RGB").split()
    apart: Any = [ImageChops.difference(*pair).getextrema() for pair in ((red, green), (green, blue))]
    is_grey = max(most for _, most in apart) <= _GREY_ENOUGH
    kept = picture.convert("L" if is_grey else "RGB")
    out = io.BytesIO()
    kept.save(out, "PNG", compress_level=6)
    return MadePage(number, kept.width, kept.height, text, "", out.getvalue())


def text_pages(data: bytes, first: int) -> Pages:
    """How many pages a plain text fills, and those from `first` on. Nothing of it is cut: a long line goes on in the
    next, and a page that is full on the next page.
    """
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("cp1252", "replace")
    sheets: list[str] = []
    for sheet in text.replace("\r\n", "\n").split("\f"):
        lines = [part for line in sheet.split("\n") for part in _parts(line)]
        sheets += ["\n".join(lines[at : at + _LINES]) for at in range(0, len(lines), _LINES)]
    return len(sheets), (MadePage(number, text=sheets[number - 1]) for number in range(first, len(sheets) + 1))


def _parts(line: str) -> Iterator[str]:
    """A line in parts of what fits across a page, divided at blanks where there are some; joined they are the line."""
    at = 0
    while len(line) - at > _ACROSS:
        until = line.rfind(" ", at + _ACROSS // 2, at + _ACROSS) + 1 or at + _ACROSS
        yield line[at:until]
        at = until
    yield line[at:]
