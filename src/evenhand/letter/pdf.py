"""A letter as PDF: archivable (PDF/A-2a), readable by everybody (PDF/UA-1), the same bytes from the same letter."""

import datetime as dt
import json
import re
from functools import cache
from typing import Any

import pypdfium2

from evenhand.letter.characters import AT_HAND
from evenhand.letter.document import (
    Address,
    Block,
    Document,
    FactGrid,
    Heading,
    Inline,
    ListOf,
    Notice,
    Paragraph,
    Picture,
    Table,
    mark_text,
    plain,
)
from evenhand.letter.kind import TERRITORY
from evenhand.letter.phrase import PLAIN, Run
from evenhand.letter.press import print_pdf, quoted

TEXT_WIDTH = 461
"""The width of the text in points, as the template sets it."""
_GUTTER = 14
_MOST = 9.0
_SIZES = (
    (3.4, frozenset("fijlrstI.,:;'!|()[]-/")),
    (8.9, frozenset("mwMW@%")),
    (7.4, frozenset("ABCDEFGHKLNOPQRTUVXYZ_")),
)
_OTHERS = 5.4
"""What characters take of a line in points, most and about; enough to know which words no column of theirs can hold."""
_TRIED_CLOSER = (2, 3)
"""A letter of so many pages is set once more, closer, and stands so where that saves a page."""
_MAY_BREAK = "\u200b"
_INSIDE_A_WORD = re.compile(r"(?<=\S)(?=[!-~\u00c0-\u024f])")
_PLAIN = AT_HAND | {_MAY_BREAK}


def pdf(document: Document, created_at: dt.datetime) -> bytes:
    """The letter as PDF on US Letter paper, dated `created_at`; raises ValueError where that instant has no zone."""
    if created_at.utcoffset() is None:
        raise ValueError("the instant a letter is made needs its zone")
    data = json.dumps(_data(document), ensure_ascii=False, separators=(",", ":"))
    wide = _printed(data, created_at)
    pages = _page_count(wide)
    if pages not in _TRIED_CLOSER:
        return wide
    close = _printed(data, created_at, is_close=True)
    return close if _page_count(close) < pages else wide


def _printed(data: str, created_at: dt.datetime, is_close: bool = False) -> bytes:
    is_plain = _PLAIN.issuperset(data)
    looks = f"is-plain: {str(is_plain).lower()}, is-close: {str(is_close).lower()}"
    source = f'#import "/template.typ": letter\n#letter(json(bytes("{quoted(data)}")), {looks})'
    return print_pdf(source, created_at, is_plain=is_plain)


def _page_count(printed: bytes) -> int:
    paper = pypdfium2.PdfDocument(printed)
    try:
        return len(paper)
    finally:
        paper.close()


def _data(document: Document) -> dict[str, Any]:
    """The letter as the template reads it."""
    page, of = document.page_words
    return {
        "title": "".join(run.text for run in document.title),
        "author": "".join(run.text for run in document.sender),
        "heading": _runs(document.title),
        "sender": _runs(document.sender),
        "footer": plain(document.footer),
        "page": page,
        "of": of,
        "lang": document.language,
        "region": TERRITORY,
        "blocks": [_block(block) for block in document.blocks],
    }


def _block(block: Block) -> dict[str, Any]:
    match block:
        case Heading():
            return {"kind": "heading", "id": block.id, "level": block.level, "words": _runs(block.words)}
        case Paragraph():
            told = {"kind": "paragraph", "weight": block.weight, "words": _runs(block.words)}
            return {**told, "lang": block.language} if block.language else told
        case ListOf():
            return {"kind": "list", "numbered": block.numbered, "items": [_runs(item) for item in block.items]}
        case Table():
            return _table(block)
        case FactGrid():
            width = (TEXT_WIDTH + _GUTTER) / block.across - _GUTTER
            facts = [[_runs(label, width), _runs(words, width)] for label, words in block.facts]
            return {"kind": "facts", "across": block.across, "facts": facts}
        case Address():
            return {"kind": "address", "lines": [_runs(line) for line in block.lines]}
        case Picture():
            return {"kind": "picture", "svg": block.svg, "alternative": block.alternative}
        case Notice():
            paragraphs = [_runs(words) for words in block.paragraphs]
            return {"kind": "notice", "tone": block.tone, "title": _runs(block.title), "paragraphs": paragraphs}


def _table(table: Table) -> dict[str, Any]:
    share = (TEXT_WIDTH - _GUTTER * (len(table.widths) - 1)) / sum(table.widths)
    widths = [share * width for width in table.widths]
    return {
        "kind": "table",
        "caption": _runs(table.caption),
        "widths": table.widths,
        "aligns": table.aligns,
        "head": [_runs(words, width) for words, width in zip(table.head, widths, strict=True)],
        "rows": [[_runs(cell, width) for cell, width in zip(row, widths, strict=True)] for row in table.rows],
    }


def _runs(words: Inline, width: float = TEXT_WIDTH) -> list[Any]:
    """Words as the template reads them, set in a column `width` points wide."""
    return [_broken(run.text, width) if run.look == PLAIN and not run.mark else _run(run, width) for run in words]


def _broken(text: str, width: float) -> str:
    """Text in which a word too long for its column may be broken anywhere (at a space of no width)."""
    if len(text) * _MOST <= width or not _long_words(int(width / _MOST)).search(text):
        return text
    words = text.split(" ")
    return " ".join(_INSIDE_A_WORD.sub(_MAY_BREAK, word) if _points(word) > width else word for word in words)


@cache
def _long_words(longest: int) -> re.Pattern[str]:
    return re.compile(rf"\S{{{longest + 1}}}")


def _points(word: str) -> float:
    return sum(next((size for size, characters in _SIZES if char in characters), _OTHERS) for char in word)


def _run(run: Run, width: float) -> dict[str, str | bool]:
    """A run that stands out; only what is set is written."""
    written: dict[str, str | bool] = {
        "text": _broken(run.text, width),
        "strong": run.look.strong,
        "emphasis": run.look.emphasis,
    }
    written |= {"link": run.look.link, "mark": mark_text(run)}
    return {key: value for key, value in written.items() if value}
