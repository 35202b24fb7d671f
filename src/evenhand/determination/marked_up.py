"""The text of a web page, a DOCX or an RTF file, in lines: a line for a paragraph, cells of a table set apart by a tab.

This module runs in the process that reads PDFs (`pdf_worker`), for these files come from strangers, too.
"""

import codecs
import io
import re
import zipfile
from collections.abc import Iterator
from typing import Any

from lxml import etree
from striprtf.striprtf import rtf_to_text

from evenhand.determination.structured import StructuredText
from evenhand.determination.tidy import tidy

_rtf_to_text: Any = rtf_to_text
_LARGEST_PART = 16 * 1024 * 1024
"""Bytes of the text of a DOCX when unpacked."""
_BLOCKS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "center",
        "dd",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "html",
        "li",
        "main",
        "nav",
        "ol",
        "p",
        "pre",
        "section",
        "table",
        "tbody",
        "tfoot",
        "thead",
        "title",
        "tr",
        "ul",
        "caption",
    ]
)
_DROPPED = ("script", "style", "head", "template", "noscript", "nav", "footer")
_STRUCK = ("del", "s", "strike")
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_LEFT_OUT = "left-out"
_NOTED_STRUCK = "it holds words that are struck out, which were left out"
_NOTED_HIDDEN = "it holds words that are hidden, which were left out"
_OWN = "//main[p[@class='sender'] or h1][.//table[@role='table'] or .//h1] | //article[@class='letter']"
"""Where a letter stands in a page that Evenhand printed."""
_CELLS = ("td", "th")
_LARGEST_CELL = 120
"""Characters. In a larger cell paragraphs keep their lines."""
_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_RTF_ROW = re.compile(r"^[^\n]*\|[ \t]*$", re.MULTILINE)
"""A row of a table as RTF gives it: every cell ends in a bar."""
_OFF = ("false", "0", "off")
_IN_WORD = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}


def marked_up_text(data: bytes) -> dict[str, Any]:
    """The text of such a file from its bytes, as `text`, or the id of a check as `fault`; `notes` say what to mind."""
    notes: list[str] = []
    try:
        if data.startswith(b"{\\rtf"):
            text = str(_rtf_to_text(data.decode("cp1252", "replace"), errors="replace"))
            text = _RTF_ROW.sub(lambda row: row[0].rstrip("|").replace("|", "\t"), text)
        elif data.startswith(b"PK"):
            text = _docx(data, notes)
        else:
            text = _html(data, notes)
    except (etree.LxmlError, zipfile.BadZipFile, KeyError, ValueError, OSError, EOFError, NotImplementedError):
        return {"fault": "READ-BINARY"}
    text = tidy(text)
    if not text.strip():
        return {"fault": "READ-EMPTY"}
    return {"text": text, "strong": [], "pages": 1, "read": 1, "notes": notes}


def _html(data: bytes, notes: list[str]) -> str:
    encoding = None
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        data, encoding = data.decode("utf-16", "replace").encode(), "utf-8"
    parser = etree.HTMLParser(no_network=True, recover=True, remove_comments=True, encoding=encoding)
    root = etree.fromstring(data, parser)
    if root is None:
        return ""
    etree.strip_elements(root, *_DROPPED, with_tail=False)
    _leave_out(root, notes)
    if letters := root.xpath(_OWN):
        return _structured(letters[0])
    page = _Page()
    for event, node in etree.iterwalk(root, events=("start", "end")):
        (page.opened if event == "start" else page.closed)(node)
    lines = "".join(page.pieces).split("\n")
    return "\n".join(line.strip(" ") for line in lines).strip("\n") + "\n"


def _leave_out(root: Any, notes: list[str]) -> None:
    """Take out of a page what its reader does not see, or sees struck out."""
    if next(root.iter(*_STRUCK), None) is not None:
        etree.strip_elements(root, *_STRUCK, with_tail=False)
        notes.append(_NOTED_STRUCK)
    elements = (node for node in root.iter() if isinstance(node.tag, str))
    hidden = [node for node in elements if "hidden" in node.attrib or _HIDDEN.search(node.get("style", ""))]
    for node in hidden:
        node.tag = _LEFT_OUT
    if hidden:
        etree.strip_elements(root, _LEFT_OUT, with_tail=False)
        notes.append(_NOTED_HIDDEN)


def _structured(letter: Any) -> str:
    """A page that Evenhand printed, by its elements."""
    text = StructuredText()
    for node in letter.iter():
        tag = node.tag if isinstance(node.tag, str) else ""
        is_inside = node.getparent().tag in ("li", "td", "th")
        if tag in ("p", "address") and not is_inside:
            text.paragraph(_said(node))
        elif tag in ("h1", "h2", "h3", "h4", "h5", "h6"):
            text.heading(_said(node), 1 if node.get("class") == "title" else int(tag[1]))
        elif tag in ("ul", "ol", "table"):
            text.end()
        elif tag == "li":
            text.point(_said(node))
        elif tag == "caption":
            text.paragraph(_said(node))
        elif tag == "tr":
            text.row([_said(cell) for cell in node])
    return str(text)


def _said(node: Any) -> str:
    return " ".join("".join(node.itertext()).split())


class _Page:
    """A web page being read: its words so far, and within how many elements that keep line breaks or are cells."""

    def __init__(self) -> None:
        self.pieces: list[str] = []
        self._kept = 0
        self._cells = 0

    def opened(self, node: Any) -> None:
        """Take in the beginning of an element."""
        if node.tag == "br":
            self.pieces.append(" " if self._cells else "\n")
        elif node.tag in _BLOCKS:
            self._new_line()
        elif node.tag in _CELLS and self.pieces and not self.pieces[-1].endswith(("\n", "\t")):
            self.pieces.append("\t")
        self._cells += _is_small_cell(node)
        self._kept += node.tag == "pre"
        self._add(node.text)

    def closed(self, node: Any) -> None:
        """Take in the end of an element, and the words after it; an empty paragraph is a blank line."""
        self._kept -= node.tag == "pre"
        self._cells -= _is_small_cell(node)
        if node.tag in ("p", "tr") and not self._cells:
            self.pieces.append("\n")
        elif node.tag in _BLOCKS:
            self._new_line()
        self._add(node.tail)

    def _add(self, words: str | None) -> None:
        if not words:
            return
        if self._kept:
            self.pieces.append(words)
            return
        joined = " ".join(words.split())
        last = next((piece for piece in reversed(self.pieces) if piece), "\n")
        is_spaced = words[:1].isspace() and not last.endswith((" ", "\n", "\t"))
        self.pieces.append((" " if is_spaced else "") + joined + (" " if joined and words[-1:].isspace() else ""))

    def _new_line(self) -> None:
        last = next((piece for piece in reversed(self.pieces) if piece), "\n")
        if self._cells:
            self.pieces.append("" if last.endswith((" ", "\n", "\t")) else " ")
        elif not last.endswith("\n"):
            self.pieces.append("\n")


def _is_small_cell(node: Any) -> bool:
    """Whether an element is a cell of a table and not a column that holds a whole text."""
    return node.tag in _CELLS and len(" ".join("".join(node.itertext()).split())) <= _LARGEST_CELL


def _docx(data: bytes, notes: list[str]) -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        part = packed.getinfo("word/document.xml")
        if part.file_size > _LARGEST_PART:
            raise ValueError(f"a text of {part.file_size} bytes")
        with packed.open(part) as opened:
            source = opened.read(_LARGEST_PART)
    root = etree.fromstring(source, etree.XMLParser(resolve_entities=False, no_network=True))
    if root.find(f".//{_WORD}ins") is not None or root.find(f".//{_WORD}del") is not None:
        notes.append("it holds tracked changes, which were read as if they had been accepted")
    _leave_out_runs(root, notes)
    body = root.find(f"{_WORD}body")
    return "\n".join(_rows(body)) + "\n" if body is not None else ""


def _leave_out_runs(root: Any, notes: list[str]) -> None:
    """Take the words out of runs that are hidden or struck out."""
    for names, note in ((("strike", "dstrike"), _NOTED_STRUCK), (("vanish",), _NOTED_HIDDEN)):
        marks = [mark for name in names for mark in root.iter(f"{_WORD}{name}") if mark.get(f"{_WORD}val") not in _OFF]
        runs = [mark.getparent().getparent() for mark in marks if mark.getparent().getparent().tag == f"{_WORD}r"]
        for run in runs:
            for words in run.findall(f"{_WORD}t"):
                words.text = ""
        if runs:
            notes.append(note)


def _rows(body: Any) -> Iterator[str]:
    """The paragraphs of a text, and the rows of its tables with their cells set apart."""
    for node in body:
        if node.tag == f"{_WORD}p":
            yield _words(node)
        elif node.tag == f"{_WORD}tbl":
            for row in node.iterchildren(f"{_WORD}tr"):
                yield from _cells([cell for cell in row if cell.tag == f"{_WORD}tc"])
        elif node.tag == f"{_WORD}sdt":
            for content in node.iter(f"{_WORD}sdtContent"):
                yield from _rows(content)


def _cells(cells: list[Any]) -> Iterator[str]:
    """A row of a table: its cells set apart; cells of several paragraphs paragraph by paragraph, and a cell that holds
    a text or a table in the lines of these.
    """
    lines = [list(_rows(cell)) for cell in cells]
    if len(cells) == 1 or any(sum(map(len, held)) > _LARGEST_CELL * 4 or "\t" in "".join(held) for held in lines):
        for held in lines:
            yield from held
    elif len({len(held) for held in lines}) == 1:
        yield from ("\t".join(row) for row in zip(*lines, strict=True))
    else:
        yield "\t".join(" ".join(held) for held in lines)


def _words(paragraph: Any) -> str:
    pieces = []
    for node in paragraph.iter():
        if node.tag == f"{_WORD}t" and not any(node.iterancestors(_FALLBACK)):
            pieces.append(node.text or "")
        elif isinstance(node.tag, str) and node.getparent().tag == f"{_WORD}r":
            pieces.append(_IN_WORD.get(node.tag.removeprefix(_WORD), ""))
    return "".join(pieces)
