"""Reading a tagged PDF as a screen reader does: the words of its structure tree, in the tree's order."""

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pikepdf

_HEX = re.compile(r"<([0-9A-Fa-f\s]*)>")


@dataclass
class Cell:
    """A cell of a table: is it a header, its words, and the ids of the headers it answers to."""

    tag: str
    words: str
    id: str
    headers: tuple[str, ...]


@dataclass
class Element:
    """A piece of the letter: its tag and words, or a table with its cells row by row."""

    tag: str
    words: str = ""
    rows: list[list[Cell]] = field(default_factory=list)


class TaggedPdf:
    """A PDF opened for reading by its tags."""

    def __init__(self, data: bytes) -> None:
        self.pdf = pikepdf.open(io.BytesIO(data))
        self.words = {page.obj.objgen: _marked_words(page) for page in self.pdf.pages}

    @property
    def root(self) -> Any:
        """The catalogue."""
        return self.pdf.Root

    def elements(self) -> Iterator[Element]:
        """Headings, paragraphs, list items and tables, in reading order."""
        yield from self._walk(self.root.StructTreeRoot.K)

    def _walk(self, node: Any) -> Iterator[Element]:
        for child in _children(node):
            tag = _tag(child)
            if tag == "Table":
                yield Element(tag=tag, rows=[[self._cell(cell) for cell in row] for row in _rows(child)])
            elif re.fullmatch("H[1-6]|P|LI|Span", tag):
                yield Element(tag=tag, words=self._words(child, is_numbered=_is_numbered(node)))
            else:
                yield from self._walk(child)

    def _cell(self, cell: Any) -> Cell:
        attributes = [attribute for attribute in _listed(cell.get("/A")) if str(attribute.get("/O")) == "/Table"]
        headers = tuple(str(header) for each in attributes for header in _listed(each.get("/Headers")))
        return Cell(tag=_tag(cell), words=self._words(cell), id=str(cell.get("/ID", "")), headers=headers)

    def _words(self, node: Any, page: Any = None, *, is_numbered: bool = True) -> str:
        """The words under a node; a list's bullets are left out."""
        if isinstance(node, int):
            return self.words[page.objgen][node]
        if not isinstance(node, pikepdf.Dictionary) or str(node.get("/Type")) == "/OBJR":
            return ""
        page = node.get("/Pg", page)
        if "/MCID" in node:
            return self.words[page.objgen][int(node.MCID)]
        if _tag(node) == "Lbl" and not is_numbered:
            return ""
        return "".join(self._words(child, page, is_numbered=is_numbered) for child in _listed(node.get("/K")))


def _is_numbered(node: Any) -> bool:
    return any(str(attribute.get("/ListNumbering")) == "/Decimal" for attribute in _listed(node.get("/A")))


def _rows(table: Any) -> Iterator[list[Any]]:
    for child in _children(table):
        if _tag(child) == "TR":
            yield list(_children(child))
        else:
            yield from _rows(child)


def _children(node: Any) -> Iterator[Any]:
    kids = node.get("/K") if isinstance(node, pikepdf.Dictionary) else node
    return (child for child in _listed(kids) if isinstance(child, pikepdf.Dictionary) and "/S" in child)


def _listed(value: Any) -> list[Any]:
    if value is None:
        return []
    return list(value) if isinstance(value, pikepdf.Array) else [value]


def _tag(node: Any) -> str:
    return str(node.get("/S", "")).removeprefix("/")


def _marked_words(page: pikepdf.Page) -> dict[int, str]:
    """The words of a page by the number of the marked content they stand in; artifacts have none."""
    texts: dict[int, str] = {}
    fonts = {name: _unicode_map(font) for name, font in page.Resources.get("/Font", {}).items()}
    marks: list[int | None] = []
    codes: dict[int, str] = {}
    for instruction in pikepdf.parse_content_stream(page):
        operands: Any = instruction.operands
        match str(instruction.operator):
            case "BDC":
                mark = operands[1].get("/MCID") if isinstance(operands[1], pikepdf.Dictionary) else None
                marks.append(int(mark) if mark is not None else (marks[-1] if marks else None))
                if mark is not None:
                    texts.setdefault(int(mark), "")
            case "BMC":
                marks.append(None)
            case "EMC":
                marks.pop()
            case "Tf":
                codes = fonts[str(operands[0])]
            case "Tj" | "TJ" if marks and marks[-1] is not None:
                strings = operands[0] if isinstance(operands[0], pikepdf.Array) else operands
                text = "".join(
                    _decoded(bytes(string), codes) for string in strings if isinstance(string, pikepdf.String)
                )
                texts[marks[-1]] += text
    return texts


def _decoded(data: bytes, codes: dict[int, str]) -> str:
    return "".join(codes[int.from_bytes(data[at : at + 2], "big")] for at in range(0, len(data), 2))


def _unicode_map(font: Any) -> dict[int, str]:
    """What a font's glyph numbers mean, from its ToUnicode table."""
    texts: dict[int, str] = {}
    table = font.ToUnicode.read_bytes().decode("latin-1")
    for section in re.findall(r"beginbfchar(.*?)endbfchar", table, re.DOTALL):
        codes = _HEX.findall(section)
        texts |= {int(code, 16): _utf16(text) for code, text in zip(codes[::2], codes[1::2], strict=True)}
    for section in re.findall(r"beginbfrange(.*?)endbfrange", table, re.DOTALL):
        codes = _HEX.findall(section)
        for first, last, text in zip(codes[::3], codes[1::3], codes[2::3], strict=True):
            start = _utf16(text)
            for number in range(int(first, 16), int(last, 16) + 1):
                texts[number] = start[:-1] + chr(ord(start[-1]) + number - int(first, 16))
    return texts


def _utf16(text: str) -> str:
    return bytes.fromhex("".join(text.split())).decode("utf-16-be")


def first_difference(tagged: TaggedPdf, twin: str) -> str:
    """Where the text twin leaves the words of the PDF's structure tree; empty where both say the same to the end."""
    rest = squeezed(_without_marks(twin))
    for element in tagged.elements():
        spoken = next((reading for reading in _readings(element) if rest.startswith(reading)), None)
        if spoken is None:
            return f"{element} is not what the text goes on with: {rest[:80]}"
        rest = rest[len(spoken) :]
    return rest


def _readings(element: Element) -> Iterator[str]:
    """What the text twin may say of an element: a table by rows, or each cell after its header as a reader hears it."""
    cells = [cell for row in element.rows for cell in row]
    yield squeezed(element.words + "".join(cell.words for cell in cells))
    headers = {cell.id: cell.words for cell in cells if cell.tag == "TH"}
    heard = ("".join(headers[header] for header in cell.headers) + cell.words for cell in cells if cell.tag == "TD")
    yield squeezed("".join(heard))


def squeezed(words: str) -> str:
    return re.sub(r"[\s\u200b]", "", words)


def _without_marks(words: str) -> str:
    """Plain text without the rules under headings and tables, the bars beside notices and the bullets of lists."""
    lines = (line for line in words.splitlines() if not re.fullmatch(r"=+|~+|-+(  -+)*", line))
    return "\n".join(re.sub(r"^(\| |- )", "", line) for line in lines)
