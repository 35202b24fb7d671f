"""The report of a month or year: every figure with its definition, its table and its plot, as one paper."""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from evenhand.figures.plot import Mark, bars
from evenhand.letter.document import Block, Document, Heading, Inline, ListOf, Paragraph, Picture, Table
from evenhand.letter.phrase import Run
from evenhand.letter.wording import Align

_DIGITS = 12


class ReportRow(NamedTuple):
    """A row of a table: its group, the number as written, what is said beside it, and the number to be drawn."""

    group: str
    value: str
    more: str
    drawn: float | None = None
    low: float | None = None
    high: float | None = None


class ReportTable(NamedTuple):
    """A figure in a report: its id, title and definition, its rows, the unit of what is drawn, and where its axis ends
    (0 where the values say).
    """

    ident: str
    title: str
    definition: str
    rows: tuple[ReportRow, ...]
    unit: str
    most: float = 0


class ReportWords(NamedTuple):
    """The words of a report that are no figure: title, who made it, the paragraphs before the first figure, column
    heads, the heads of the parts, what a plot shows (with the blanks `title` and `rows`), and the words at the foot.
    """

    title: str
    sender: str
    opening: tuple[str, ...]
    heads: tuple[str, str, str]
    nothing: str
    method: str
    method_said: tuple[str, ...]
    plot: str
    foot: str
    page: str
    of: str


def report(words: ReportWords, tables: Sequence[ReportTable], language: str = "en") -> Document:
    """The report as a paper ready to print. Figures of nothing are named together at the end, each with its definition:
    nothing is left out.
    """
    blocks: list[Block] = [Paragraph(words=_run(sentence)) for sentence in words.opening]
    for table in tables:
        if table.rows:
            blocks += _figure(table, words)
    empty = [table for table in tables if not table.rows]
    if empty:
        blocks.append(Heading(id="nothing", level=1, words=_run(words.nothing)))
        blocks.append(ListOf(items=tuple(_run(f"{table.title}: {table.definition}") for table in empty)))
    blocks.append(Heading(id="method", level=1, words=_run(words.method)))
    blocks += [Paragraph(words=_run(sentence)) for sentence in words.method_said]
    return Document(
        name="report",
        language=language,
        title=_run(words.title),
        sender=_run(words.sender),
        footer=_run(words.foot),
        page_words=(words.page, words.of),
        blocks=tuple(blocks),
    )


def edition(definitions: Iterable[tuple[str, str, str]]) -> str:
    """By which definitions figures are counted, as a few hexadecimal digits: ids, titles and definitions together. Two
    reports are compared only where it is the same.
    """
    told = "\0".join("\1".join(definition) for definition in definitions)
    return hashlib.sha256(told.encode()).hexdigest()[:_DIGITS]


def _figure(table: ReportTable, words: ReportWords) -> Iterator[Block]:
    yield Heading(id=table.ident, level=1, words=_run(table.title))
    yield Paragraph(words=_run(table.definition))
    marks = [Mark(row.group, row.drawn, row.value, row.low, row.high) for row in table.rows if row.drawn is not None]
    if marks:
        shown = words.plot.format(title=table.title, rows="; ".join(f"{mark.label}: {mark.written}" for mark in marks))
        yield Picture(svg=bars(marks, table.unit, table.most or None), alternative=shown)
    yield Table(
        head=tuple(_run(head) for head in words.heads),
        rows=tuple((_run(row.group), _run(row.value), _run(row.more or "\u2013")) for row in table.rows),
        widths=(3, 2, 5),
        aligns=(Align.LEFT, Align.RIGHT, Align.LEFT),
        row_headers=True,
    )


def _run(words: str) -> Inline:
    return (Run(text=words),)
