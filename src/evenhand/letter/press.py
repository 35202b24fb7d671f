"""The press: Typst with its fonts, turning a source into an archivable, accessible PDF; and what it can print at all.

The fonts inside Typst (Libertinus Serif before all) print every letter in the scripts of Europe, so that such a letter
is the same, byte for byte, wherever it is made. Only where a character asks for more are the font packages of this
machine opened.
"""

import datetime as dt
import os
import re
import threading
from bisect import bisect_left
from functools import cache, lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import cast

import typst

from evenhand.letter.characters import AT_HAND, FONTS_VARIABLE

FONT_PACKAGES = ("justmytype_intl_cjk", "justmytype_intl_rtl", "justmytype_intl_sea", "justmytype_intl_south_asia")
"""Font packages (the extra `fonts`; all under the SIL Open Font License) that are used where they are installed."""

_PROBE = """#set document(title: "x")
#set text(font: "Libertinus Serif", lang: "en", hyphenate: false, ligatures: false)
#let words = "TEXT"
#words #emph(words) #text(weight: 600, words) #text(weight: 600, emph(words))
"""


@cache
def font_folders() -> tuple[Path, ...]:
    """The folders of the font packages that are installed and of FONTS_VARIABLE, always in the same order."""
    specs = [find_spec(name) for name in FONT_PACKAGES]
    packages = [Path(spec.origin).parent for spec in specs if spec is not None and spec.origin is not None]
    return (*packages, *(Path(folder) for folder in os.environ.get(FONTS_VARIABLE, "").split(os.pathsep) if folder))


def print_pdf(source: str, at: dt.datetime, *, is_plain: bool) -> bytes:
    """The PDF of a Typst `source` that may import the house template, made at the instant `at`.

    `is_plain` says that every character is AT_HAND. Raises typst.TypstError where the source cannot be printed.
    """
    pdf = _compile(_compiler(is_plain), source, int(at.timestamp()))
    return _with_clear_ends(pdf) + b"\n"  # a PDF ends with a line end; the seal of the organisation counts on it


def quoted(text: str) -> str:
    """`text` as the inside of a Typst string."""
    return text.replace("\\", "\\\\").replace('"', '\\"')


def unprintable(text: str) -> tuple[str, ...]:
    """The characters of `text` that no font here prints, in order; the whole text where only their company fails."""
    if AT_HAND.issuperset(text) or _prints(text):
        return ()
    return tuple(char for char in dict.fromkeys(text) if char not in AT_HAND and not _prints(char)) or (text,)


@lru_cache(maxsize=4096)
def _prints(text: str) -> bool:
    try:
        _compile(_compiler(False), _PROBE.replace("TEXT", quoted(text)), 0)
    except typst.TypstError:
        return False
    return True


def _compile(compiler: typst.Compiler, source: str, timestamp: int) -> bytes:
    """PDF/A-2a, to be kept; PDF/UA-1, to be read by everybody."""
    pdf = compiler.compile(input=source.encode(), format="pdf", pdf_standards=["a-2a", "ua-1"], timestamp=timestamp)
    return cast(bytes, pdf)


def _with_clear_ends(pdf: bytes) -> bytes:
    """The PDF with no doubt about where its streams end.

    Where the last byte of a stream happens to be a carriage return, it and the line feed before `endstream` look like
    one line end, and a strict checker (PDF/A, ISO 19005-2, 6.1.7.1) counts a byte too few. There a full line end is
    written; the objects behind it move by a byte, and so do their offsets in the table that ends the file.
    """
    doubtful = [match.start() for match in re.finditer(rb"\r\nendstream", pdf)]
    if not doubtful:
        return pdf
    start = pdf.rindex(b"xref\n", 0, pdf.rindex(b"startxref"))
    body = pdf[:start].replace(b"\r\nendstream", b"\r\r\nendstream")

    def moved(entry: re.Match[bytes]) -> bytes:
        return b"%010d" % (int(entry[1]) + bisect_left(doubtful, int(entry[1]))) + entry[2]

    table = re.sub(rb"(\d{10})( \d{5} n)", moved, pdf[start:])
    return body + re.sub(rb"(?<=startxref\n)\d+", b"%d" % len(body), table)


class _Compilers(threading.local):
    """One compiler of each sort for each thread: a compiler serves one letter at a time."""

    def __init__(self) -> None:
        self.made: dict[bool, typst.Compiler] = {}


_compilers = _Compilers()


def _compiler(is_plain: bool) -> typst.Compiler:
    if is_plain not in _compilers.made:
        folders = [] if is_plain else [str(folder) for folder in font_folders()]
        root = Path(__file__).parent
        _compilers.made[is_plain] = typst.Compiler(root=root, font_paths=folders, ignore_system_fonts=True)
    return _compilers.made[is_plain]
