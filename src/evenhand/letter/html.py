"""A letter as one web page that stands alone: no scripts, nothing fetched, for screens of any width, light or dark."""

from functools import cache
from html import escape
from importlib.resources import files

from evenhand.letter.document import (
    MARKS,
    Address,
    Block,
    Document,
    FactGrid,
    Heading,
    Inline,
    ListOf,
    Notice,
    Paragraph,
    Table,
    mark_text,
    plain,
)
from evenhand.letter.phrase import Run
from evenhand.letter.wording import Align, Weight

_HEAD = """<!doctype html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>{title}</title>
<style>
{style}
{page}
</style>
</head>
<body>
<main>
"""
_PAGE = """@page {{ size: letter; margin: 2.4cm;
  @bottom-left {{ content: {footer}; font-size: 9pt; }}
  @bottom-right {{ content: {page} " " counter(page) " " {of} " " counter(pages); font-size: 9pt; }} }}"""


def html(document: Document) -> str:
    """The letter as a complete HTML document. Tables keep their roles however a narrow screen lays them out."""
    page, of = document.page_words
    foot = _PAGE.format(footer=_css(plain(document.footer)), page=_css(page), of=_css(of))
    title = escape("".join(run.text for run in document.title))
    head = _HEAD.format(language=escape(document.language), title=title, style=_style(), page=foot)
    sender = f'<p class="sender">{_words(document.sender)}</p>\n' if document.sender else ""
    blocks = "\n".join(_block(block) for block in document.blocks)
    return f"{head}{sender}<h1>{_words(document.title)}</h1>\n{blocks}\n</main>\n</body>\n</html>\n"


def article(document: Document) -> str:
    """The letter as part of a page that brings the style: its title stands a level below the page's own."""
    sender = f'<p class="sender">{_words(document.sender)}</p>\n' if document.sender else ""
    blocks = "\n".join(_block(block) for block in document.blocks)
    title = f'<h2 class="title">{_words(document.title)}</h2>'
    return f'<article class="letter" lang="{escape(document.language)}">\n{sender}{title}\n{blocks}\n</article>\n'


@cache
def _style() -> str:
    return files(__package__).joinpath("letter.css").read_text(encoding="utf-8").rstrip()


def _css(text: str) -> str:
    """Text as a string of a style sheet, with everything but letters and digits written as its code."""
    return '"' + "".join(char if char.isascii() and char.isalnum() else f"\\{ord(char):06x}" for char in text) + '"'


def _block(block: Block) -> str:
    match block:
        case Heading():
            level = block.level + 1
            return f'<h{level} id="{escape(block.id)}">{_words(block.words)}</h{level}>'
        case Paragraph():
            look = "" if block.weight is Weight.PLAIN else f' class="{block.weight}"'
            return f"<p{look}>{_words(block.words)}</p>"
        case ListOf():
            tag = "ol" if block.numbered else "ul"
            return f"<{tag}>\n" + "".join(f"<li>{_words(item)}</li>\n" for item in block.items) + f"</{tag}>"
        case Table():
            return _table(block)
        case FactGrid():
            return _facts(block)
        case Address():
            return "<address>" + "<br>\n".join(_words(line) for line in block.lines) + "</address>"
        case Notice():
            return _notice(block)


def _table(table: Table) -> str:
    sides = [' class="right"' if align is Align.RIGHT else "" for align in table.aligns]
    heads = (
        f'<th role="columnheader" scope="col"{side}>{_words(words)}</th>'
        for words, side in zip(table.head, sides, strict=True)
    )
    caption = f"<caption>{_words(table.caption)}</caption>\n" if table.caption else ""
    body = "".join(_row(table, row, sides) for row in table.rows)
    head = f'<thead role="rowgroup"><tr role="row">{"".join(heads)}</tr></thead>'
    return f'<table class="rows" role="table">\n{caption}{head}\n<tbody role="rowgroup">\n{body}</tbody>\n</table>'


def _row(table: Table, row: tuple[Inline, ...], sides: list[str]) -> str:
    cells = []
    for number, (words, head, side) in enumerate(zip(row, table.head, sides, strict=True)):
        is_header = table.row_headers and number == 0
        tag, role = ("th", ' role="rowheader" scope="row"') if is_header else ("td", ' role="cell"')
        cells.append(f'<{tag}{role}{side} data-label="{escape(plain(head))}">{_words(words)}</{tag}>')
    return f'<tr role="row">{"".join(cells)}</tr>\n'


def _facts(grid: FactGrid) -> str:
    rows = (
        f'<tr role="row"><th role="rowheader" scope="row">{_words(label)}</th>'
        f'<td role="cell">{_words(words)}</td></tr>\n'
        for label, words in grid.facts
    )
    return f'<table class="facts" role="table">\n<tbody role="rowgroup">\n{"".join(rows)}</tbody>\n</table>'


def _notice(notice: Notice) -> str:
    paragraphs = "\n".join(f"<p>{_words(words)}</p>" for words in notice.paragraphs)
    title = f'<p class="notice-title">{_words(notice.title)}</p>'
    return f'<div class="notice {notice.tone}" role="note">\n{title}\n{paragraphs}\n</div>'


def _words(words: Inline) -> str:
    return "".join(map(_run, words))


def _run(run: Run) -> str:
    """One run of words; whatever stands in it is text."""
    text = escape(run.text)
    if run.look.strong:
        text = f"<strong>{text}</strong>"
    if run.look.emphasis:
        text = f"<em>{text}</em>"
    if run.look.link:
        text = f'<a href="{escape(run.look.link)}">{text}</a>'
    if run.mark:
        text += f'<sup><a href="#{MARKS}">{mark_text(run)}</a></sup>'
    return text
