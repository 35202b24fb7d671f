"""A letter as one web page that stands alone: no scripts, nothing fetched, for screens of any width, light or dark."""

from functools import cache
from importlib.resources import files
from typing import NamedTuple

from markupsafe import Markup

from evenhand.letter.document import MARKS, Document, mark_text, plain
from evenhand.markup import templates

_TEMPLATES = templates("evenhand.letter", marks=MARKS, mark_text=mark_text, plain=plain, drawn=Markup)


class _Foot(NamedTuple):
    """What stands below every printed page, as strings of a style sheet."""

    words: Markup
    page: Markup
    of: Markup


def html(document: Document) -> str:
    """The letter as a complete HTML document. Tables keep their roles however a narrow screen lays them out."""
    page, of = document.page_words
    foot = _Foot(_css(plain(document.footer)), _css(page), _css(of))
    return _TEMPLATES.get_template("letter.html").render(letter=document, style=_style(), foot=foot)


def article(document: Document) -> str:
    """The letter as part of a page that brings the style: its title stands a level below the page's own."""
    return _TEMPLATES.get_template("article.html").render(letter=document)


@cache
def _style() -> Markup:
    return Markup(files(__package__).joinpath("letter.css").read_text(encoding="utf-8").rstrip())


def _css(text: str) -> Markup:
    """Text as a string of a style sheet, with everything but letters and digits written as its code."""
    return Markup('"' + "".join(c if c.isascii() and c.isalnum() else f"\\{ord(c):06x}" for c in text) + '"')
