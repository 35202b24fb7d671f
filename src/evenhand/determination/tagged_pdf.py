"""The text of a tagged PDF that Typst made, as Evenhand's letters are, by the structure written into it.

Headings, paragraphs, points and cells are then known for what they are, however the page sets them. What the page adds
around the letter (its number, its footer) is no part of the structure and is left out.
"""

import ctypes
from collections.abc import Iterator
from typing import Any

from pypdfium2 import raw

from evenhand.determination.structured import StructuredText
from evenhand.determination.tidy import tidy

_CREATOR = "Typst"
_DEEPEST = 12
_MOST_PAGES = 100
_SECTION = "H"
_SHORTEST, _FIRST = 3, 3


def is_structured(document: Any) -> bool:
    """Whether a PDF tells its structure and was made by Typst."""
    return bool(raw.FPDFCatalog_IsTagged(document)) and _meta(document, b"Creator").startswith(_CREATOR)


def structured_text(document: Any) -> str:
    """The text of such a PDF; empty where its structure does not begin with a title, as that of a letter does."""
    text = StructuredText()
    for number in range(min(raw.FPDF_GetPageCount(document), _MOST_PAGES)):
        page = raw.FPDF_LoadPage(document, number)
        if not page:
            continue
        tree = raw.FPDF_StructTree_GetForPage(page)
        if tree:
            reader = _PageReader(_by_mark(page), is_first=number == 0)
            for block in _blocks(tree):
                reader.block(text, block)
            raw.FPDF_StructTree_Close(tree)
        raw.FPDF_ClosePage(page)
    is_titled = any(block.rpartition("\n")[2].startswith("=" * _SHORTEST) for block in text.blocks[:_FIRST])
    return tidy(str(text)) if is_titled else ""


def _meta(document: Any, key: bytes) -> str:
    length = raw.FPDF_GetMetaText(document, key, None, 0)
    buffer = ctypes.create_string_buffer(length)
    raw.FPDF_GetMetaText(document, key, buffer, length)
    return buffer.raw[: max(length - 2, 0)].decode("utf-16-le", "replace")


def _blocks(tree: Any) -> Iterator[Any]:
    """The elements directly under the document."""
    for number in range(raw.FPDF_StructTree_CountChildren(tree)):
        root = raw.FPDF_StructTree_GetChildAtIndex(tree, number)
        yield from _children(root) if root and _kind(root) == "Document" else iter((root,) if root else ())


def _children(element: Any) -> Iterator[Any]:
    for number in range(raw.FPDF_StructElement_CountChildren(element)):
        if child := raw.FPDF_StructElement_GetChildAtIndex(element, number):
            yield child


def _kind(element: Any) -> str:
    length = raw.FPDF_StructElement_GetType(element, None, 0)
    buffer = ctypes.create_string_buffer(length)
    raw.FPDF_StructElement_GetType(element, buffer, length)
    return buffer.raw[: max(length - 2, 0)].decode("utf-16-le", "replace")


def _by_mark(page: Any) -> dict[int, str]:
    """The words of a page by the number of the marked content they stand in."""
    text_page = raw.FPDFText_LoadPage(page)
    words: dict[int, str] = {}
    for number in range(raw.FPDFPage_CountObjects(page)):
        shown = raw.FPDFPage_GetObject(page, number)
        if raw.FPDFPageObj_GetType(shown) != raw.FPDF_PAGEOBJ_TEXT:
            continue
        mark = raw.FPDFPageObj_GetMarkedContentID(shown)
        length = raw.FPDFTextObj_GetText(shown, text_page, None, 0)
        buffer = ctypes.create_string_buffer(length)
        raw.FPDFTextObj_GetText(shown, text_page, ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort)), length)
        words[mark] = words.get(mark, "") + buffer.raw[: max(length - 2, 0)].decode("utf-16-le", "replace")
    raw.FPDFText_ClosePage(text_page)
    words.pop(-1, None)
    return words


class _PageReader:
    """One page of a letter being read by its structure.

    An element that goes on overleaf is told on both pages, on each with the parts that stand there.
    """

    def __init__(self, words: dict[int, str], *, is_first: bool) -> None:
        self._words = words
        self._is_at_top = not is_first

    def block(self, text: StructuredText, element: Any) -> None:
        """Write down one block; the first of a page may go on from the page before."""
        kind = _kind(element)
        at_top, self._is_at_top = self._is_at_top, False
        if kind == "L":
            self._list(text, element, at_top=at_top)
        elif kind == "Table":
            self._table(text, element, at_top=at_top)
        elif kind.startswith(_SECTION) and kind[1:].isdigit():
            text.heading(self._of(element)[0], int(kind[1:]))
        elif any(_kind(child) in ("P", "L", "Table") for child in _children(element)):
            text.end()
            self._is_at_top = at_top
            for child in _children(element):
                self.block(text, child)
        else:
            words, goes_on = self._of(element)
            text.go_on(words) if at_top and goes_on else text.paragraph(words)

    def _list(self, text: StructuredText, element: Any, *, at_top: bool) -> None:
        if not at_top:
            text.end()
        for item in _children(element):
            parts = {_kind(part): part for part in _children(item)}
            words, goes_on = self._of(parts.get("LBody", item))
            text.go_on(words) if at_top and (goes_on or "Lbl" not in parts) else text.point(words)
            at_top = False

    def _table(self, text: StructuredText, element: Any, *, at_top: bool) -> None:
        if not at_top or any(_kind(part) == "THead" for part in _children(element)):
            text.end()
        for row in _rows(element):
            cells = [self._of(cell) for cell in _children(row)]
            goes_on = at_top and text.is_open == "table" and any(is_begun for _, is_begun in cells)
            (text.go_on_row if goes_on else text.row)([words for words, _ in cells])
            at_top = False

    def _of(self, element: Any) -> tuple[str, bool]:
        """The words of an element on this page, and whether it began on the page before."""
        pieces: list[str] = []
        goes_on = self._gather(element, pieces, 0)
        return " ".join("".join(pieces).split()), goes_on

    def _gather(self, element: Any, pieces: list[str], depth: int) -> bool:
        """Add the words of an element; parts of it that stand on another page are not given by the page's tree."""
        is_begun_before = False
        for number in range(raw.FPDF_StructElement_CountChildren(element)):
            mark = raw.FPDF_StructElement_GetChildMarkedContentID(element, number)
            if mark >= 0:
                pieces.append(self._words.get(mark, ""))
            elif depth < _DEEPEST and (child := raw.FPDF_StructElement_GetChildAtIndex(element, number)):
                is_begun_before = self._gather(child, pieces, depth + 1) or is_begun_before
            elif not pieces:
                is_begun_before = True
        return is_begun_before


def _rows(element: Any) -> Iterator[Any]:
    for part in _children(element):
        if _kind(part) == "TR":
            yield part
        else:
            yield from _rows(part)
