"""A letter as plain text: the same words in the same order as the PDF, for mail, for braille and for whoever asks."""

import unicodedata
from collections.abc import Iterable, Iterator

from evenhand.letter.document import (
    Address,
    Block,
    Document,
    FactGrid,
    Heading,
    ListOf,
    Notice,
    Paragraph,
    Picture,
    Table,
    plain,
)
from evenhand.letter.wording import Align

WIDTH = 78
"""No line is wider, but for a word that is itself wider."""

_UNDER_HEADING = {1: "-", 2: "~", 3: ""}
_GAP = 2
_WIDEST_LABEL = 26


def text(document: Document) -> str:
    """The letter in lines of at most WIDTH columns, ending with a line end."""
    parts: list[Iterable[str]] = [_wrapped(plain(document.sender))] if document.sender else []
    parts.append(_underlined(plain(document.title), "="))
    parts.extend(_block(block) for block in document.blocks)
    return "\n\n".join("\n".join(part) for part in parts) + "\n"


def _block(block: Block) -> Iterable[str]:
    match block:
        case Heading():
            return _underlined(plain(block.words), _UNDER_HEADING[block.level])
        case Paragraph():
            return _wrapped(plain(block.words))
        case ListOf():
            return _list(block)
        case Table():
            return _table(block)
        case FactGrid():
            return _labelled([(plain(label), plain(words)) for label, words in block.facts])
        case Address():
            return [line for words in block.lines for line in _wrapped(plain(words))]
        case Picture():
            return _wrapped(block.alternative)
        case Notice():
            texts = (block.title, *block.paragraphs)
            return [f"| {line}" for words in texts for line in _wrapped(plain(words), WIDTH - 2)]


def _underlined(words: str, mark: str) -> list[str]:
    lines = _wrapped(words)
    return [*lines, mark * max(map(_columns, lines))] if mark else lines


def _list(block: ListOf) -> Iterator[str]:
    marks = [f"{number}. " if block.numbered else "- " for number in range(1, len(block.items) + 1)]
    indent = max(map(len, marks))
    for mark, item in zip(marks, block.items, strict=True):
        yield from _hung(mark.rjust(indent), plain(item))


def _table(table: Table) -> Iterator[str]:
    """A table in columns where it fits the width; else each row as labels and values."""
    if table.caption:
        yield from (*_wrapped(plain(table.caption)), "")
    head = [plain(words) for words in table.head]
    rows = [[plain(cell) for cell in row] for row in table.rows]
    widths = [max(map(_columns, column)) for column in zip(head, *rows, strict=True)]
    if sum(widths) + _GAP * (len(widths) - 1) <= WIDTH:
        yield _in_columns(head, widths, table.aligns)
        yield "  ".join("-" * width for width in widths)
        yield from (_in_columns(row, widths, table.aligns) for row in rows)
        return
    for number, row in enumerate(rows):
        if number:
            yield ""
        yield from _labelled(list(zip(head, row, strict=True)))


def _in_columns(cells: list[str], widths: list[int], aligns: tuple[Align, ...]) -> str:
    padded = []
    for cell, width, align in zip(cells, widths, aligns, strict=True):
        padding = " " * (width - _columns(cell))
        padded.append(padding + cell if align is Align.RIGHT else cell + padding)
    return (" " * _GAP).join(padded).rstrip()


def _labelled(pairs: list[tuple[str, str]]) -> Iterator[str]:
    """Labels in a column of their own, values beside them; a label too long for the column stands above its value."""
    indent = min(max((_columns(label) for label, _ in pairs), default=0), _WIDEST_LABEL) + _GAP
    for label, value in pairs:
        if _columns(label) + _GAP > indent:
            yield from _wrapped(label)
            label = ""
        yield from _hung(label + " " * (indent - _columns(label)), value)


def _hung(first: str, words: str) -> Iterator[str]:
    """Lines with `first` before the first of them and as much room before the others."""
    indent = _columns(first)
    lines = _wrapped(words, WIDTH - indent)
    for number, line in enumerate(lines):
        yield (first if number == 0 else " " * indent) + line


def _wrapped(words: str, width: int = WIDTH) -> list[str]:
    lines: list[str] = []
    room = -1
    for word in words.split(" "):
        needed = _columns(word) + 1
        if needed <= room:
            lines[-1] += f" {word}"
            room -= needed
        else:
            lines.append(word)
            room = width - needed + 1
    return lines


def _columns(words: str) -> int:
    """How many columns of a terminal the words take: none for a combining mark, two for a wide character."""
    if words.isascii():
        return len(words)
    return sum(0 if unicodedata.combining(char) else 1 + (unicodedata.east_asian_width(char) in "WF") for char in words)
