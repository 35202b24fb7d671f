"""A letter made out to a case: its words in their final order, ready for any printer.

Everything a reader will see stands here, so that the PDF, the HTML and the plain text say the same words in the same
order. Text of a case is plain text; a printer never looks for markup in it.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from evenhand.finding import Provenance
from evenhand.letter.phrase import Run
from evenhand.letter.wording import Align, Tone, Weight

MARKS = "_marks"
"""The id of the heading under which marked facts are explained; no block of a wording can have it."""
Inline = tuple[Run, ...]
"""Words in their looks, with no blank left."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """A heading; level 1 stands under the title. `id` is what links lead to."""

    id: str
    level: int
    words: Inline


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """A paragraph; `acts` marks what a reader must act on, `language` is that of the words where it is not the
    letter's.
    """

    words: Inline
    weight: Weight = Weight.PLAIN
    acts: bool = False
    language: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ListOf:
    """A list, numbered from 1 or with bullets."""

    items: tuple[Inline, ...]
    numbered: bool = False
    acts: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table with column headings; `widths` are shares of the page's width."""

    head: tuple[Inline, ...]
    rows: tuple[tuple[Inline, ...], ...]
    widths: tuple[int, ...]
    aligns: tuple[Align, ...]
    caption: Inline = ()
    row_headers: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class FactGrid:
    """Labels and what the case says under them, `across` of them side by side."""

    facts: tuple[tuple[Inline, Inline], ...]
    across: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """Lines one under the other."""

    lines: tuple[Inline, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """A box with a title."""

    tone: Tone
    title: Inline
    paragraphs: tuple[Inline, ...]
    acts: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A drawing as SVG, which says nothing that does not stand in words beside it; `alternative` says what it shows."""

    svg: str
    alternative: str


Block = Heading | Paragraph | ListOf | Table | FactGrid | Address | Notice | Picture


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A letter ready to print. `provenance` is the weakest of the facts in it."""

    name: str
    language: str
    title: Inline
    sender: Inline
    footer: Inline
    page_words: tuple[str, str]
    blocks: tuple[Block, ...]
    provenance: Provenance = Provenance.STATED


def plain(words: Inline) -> str:
    """Words without their looks, marks printed: `November 1, 2013 [a]`."""
    return "".join(run.text + mark_text(run) for run in words)


def mark_text(run: Run) -> str:
    """A run's mark as every printer prints it; empty where it has none."""
    return f"[{run.mark}]" if run.mark else ""


def inlines(document: Document) -> Iterator[Inline]:
    """Every run of words in the document, in reading order."""
    yield document.title
    yield document.footer
    yield document.sender
    for block in document.blocks:
        match block:
            case Heading() | Paragraph():
                yield block.words
            case ListOf():
                yield from block.items
            case Table():
                yield from (block.caption, *block.head)
                yield from (cell for row in block.rows for cell in row)
            case FactGrid():
                yield from (words for fact in block.facts for words in fact)
            case Address():
                yield from block.lines
            case Notice():
                yield from (block.title, *block.paragraphs)
            case Picture():
                yield (Run(text=block.alternative),)
