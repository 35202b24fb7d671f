"""Lines of plain text as PDF: archivable and readable by everybody as letters are, each line where the text has it."""

import datetime as dt
import json

from evenhand.letter.characters import AT_HAND
from evenhand.letter.press import print_pdf, quoted

_SOURCE = """#let given = json(bytes("{data}"))
#set document(title: given.title)
#set page(paper: "us-letter", margin: (x: 1in, y: 0.9in), numbering: "1 / 1")
#set text(font: ("DejaVu Sans Mono", "Libertinus Serif"), size: 8.5pt, lang: "en", hyphenate: false)
#set par(leading: 0.55em, spacing: 1.15em, justify: false)
#for paragraph in given.paragraphs {{ par(paragraph.map(line => text(line)).join(linebreak())) }}
"""
_HARD_SPACE = "\u00a0"


def plain_pdf(text: str, title: str, created_at: dt.datetime) -> bytes:
    """A text as PDF (PDF/A-2a, PDF/UA-1), its lines as they are, dated `created_at`; `title` is that of the document.

    Raises ValueError where the instant has no zone or the text holds nothing but spaces.
    """
    if created_at.utcoffset() is None:
        raise ValueError("the instant a paper is made needs its zone")
    if not text.strip():
        raise ValueError("a paper that says nothing is not printed")
    paragraphs = [[_line(line) for line in part.split("\n")] for part in _parts(text)]
    data = json.dumps({"title": title, "paragraphs": paragraphs}, ensure_ascii=False)
    return print_pdf(_SOURCE.format(data=quoted(data)), created_at, is_plain=AT_HAND.issuperset(data))


def _parts(text: str) -> list[str]:
    """The paragraphs of a text, page breaks among what parts them."""
    lines = text.replace("\f", "\n\n").split("\n")
    parts, part = list[str](), list[str]()
    for line in [*lines, ""]:
        if line.strip():
            part.append(line.rstrip())
        elif part:
            parts.append("\n".join(part))
            part = []
    return parts


def _line(line: str) -> str:
    """A line whose spaces at its beginning and between columns stay as wide as they are."""
    bare = line.lstrip(" ")
    lead = _HARD_SPACE * (len(line) - len(bare))
    return lead + bare.replace("  ", _HARD_SPACE * 2)
