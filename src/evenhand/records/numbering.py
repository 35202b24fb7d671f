"""The number a page bears in its own document, and what is printed around its text: fax lines, running heads."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from evenhand.records.words import Line

_OF = re.compile(
    r"(?<![\w/])(?:page|pg|p|sheet)?\.?\s*[#:]?\s*(\d{1,4})\s*(?:of|/|\||out of|0f)\s*(\d{1,4})(?![\w/%])",
    re.IGNORECASE,
)
_PAGE = re.compile(r"(?<!\w)(?:page|pg|p)\.?\s*[#:]?\s*(\d{1,3})(?![\w/%])", re.IGNORECASE)
_BARE = re.compile(r"^\W{0,3}(\d{1,3})\W{0,3}$")
_FAX = re.compile(r"\bfax\b|\bfrom\b|\bto\b:|\bP\.? ?\d{1,3}\b|\d{1,2}:\d{2}", re.IGNORECASE)
_HOUR = re.compile(r"\b\d{1,2}:\d{2}(?::\d{2})?\s*(?:[AaPp]\.?[Mm]\.?)?")
_TOP, _BOTTOM = 0.09, 0.88
_FAX_TOP = 0.045
_MOST_FIRM, _FEW_LETTERS = 5000, 5
_NAMED = re.compile(r"page|pg|\bp\b|sheet", re.IGNORECASE)


class PageNumber(NamedTuple):
    """A page's number in its document and how many there are (0 where not said); `firm` where both are said."""

    number: int
    total: int

    @property
    def firm(self) -> bool:
        """Whether the total is said too."""
        return self.total > 0


def is_fax_line(line: Line, place: int) -> bool:
    """Whether a fax machine printed the line: the first of the page, at its very edge, with an hour or a sender."""
    text = line.words
    if place > 1 or line.top > _FAX_TOP or len(text) > 130:
        return False
    return (
        bool(_HOUR.search(text) or re.search(r"\bP(?:age)?\.? ?\d{1,3}(?:/\d{1,3})?\s*$", text))
        and len(_FAX.findall(text)) >= 1
    )


def body_lines(lines: Sequence[Line]) -> list[Line]:
    """The lines of a page without what a fax machine printed."""
    return [line for place, line in enumerate(lines) if not is_fax_line(line, place)]


def page_numbers(lines: Sequence[Line]) -> tuple[PageNumber, ...]:
    """The numbers that a page bears at its head or foot, those that say of how many first."""
    return tuple(dict.fromkeys([*_firm(_edges(lines)), *_loose(_edges(lines))]))


def _edges(lines: Sequence[Line]) -> list[Line]:
    """The lines at the head and foot of a page, and the last that stand there, for a page may be short."""
    edges = [line for line in lines if line.top < _TOP] + [line for line in lines if line.bottom > _BOTTOM][::-1]
    return edges + [line for line in reversed(lines[-3:]) if line not in edges and len(line.words) < 60]


def _firm(edges: Sequence[Line]) -> Iterator[PageNumber]:
    for line in edges:
        for match in _OF.finditer(line.words):
            number, total = int(match[1]), int(match[2])
            has_word = bool(re.search(r"page|pg|of|\bp\b", match[0], re.IGNORECASE))
            is_number = (has_word and _is_of_page(line, match)) or len(line.words) < 12
            if 1 <= number <= total <= _MOST_FIRM and is_number:
                yield PageNumber(number, total)


def _is_of_page(line: Line, match: re.Match[str]) -> bool:
    """Whether a number is that of the page, and not of what the text counts ("met 2 of 3"): it says so, stands at the
    head or foot, or alone.
    """
    rest = line.words[: match.start()] + line.words[match.end() :]
    is_edge = line.top < _TOP or line.bottom > _BOTTOM
    return is_edge or bool(_NAMED.search(match[0])) or sum(sign.isalpha() for sign in rest) <= _FEW_LETTERS


def _loose(edges: Sequence[Line]) -> Iterator[PageNumber]:
    for line in edges:
        named = _PAGE.search(line.words)
        if named and 0 < int(named[1]) < _MOST_FIRM:
            yield PageNumber(int(named[1]), 0)
    for line in edges:
        is_edge = line.bottom > _BOTTOM or line.top < 0.06
        for cell in line.cells if is_edge else ():
            bare = _BARE.match(cell.text)
            if bare and 0 < int(bare[1]) < 100:
                yield PageNumber(int(bare[1]), 0)
