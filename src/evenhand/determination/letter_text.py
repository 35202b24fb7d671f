"""The text of a letter prepared for reading, its length kept, so that every offset speaks of the text as read."""

from dataclasses import dataclass

from evenhand.determination.page_furniture import without_furniture
from evenhand.determination.published import Span
from evenhand.finding import Place

_CONTROLS = {"\t": " ", "\x0b": "\n", "\x1c": "\n", "\x1d": "\n", "\x1e": "\n"}
_SPACES = "".join(map(chr, range(0x2000, 0x200C))) + "\xa0\u1680\u202f\u205f\u2060\u3000\ufeff"
_ODD = {
    **_CONTROLS,
    **dict.fromkeys("\x85\u2028\u2029", "\n"),
    **dict.fromkeys(_SPACES, " "),
    **dict.fromkeys("\u2018\u2019\u201b\u2032", "'"),
    **dict.fromkeys("\u201c\u201d\u201f\u2033", '"'),
    **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2212", "-"),
    **dict.fromkeys("\u02d0\u2236\ua789\uff1a", ":"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterText:
    """A letter as read (`text`), as its values are cut from it (`body`) and as its words are sought in it (`plain`).

    All three have the same length. `body` has one kind of line break and no page furniture; `plain` besides is in lower
    case with one kind of space, dash and quotation mark. `strong` holds the offsets of lines that begin in bold type,
    which only a PDF tells.
    """

    text: str
    body: str
    plain: str
    file: str = ""
    strong: frozenset[int] = frozenset()

    def cut(self, start: int, end: int) -> tuple[str | None, Span]:
        """The words between two offsets (`None` for none) with each line break made one space, and their span."""
        return cut(self.body, start, end)

    def place(self, start: int, end: int | None = None, key: str = "") -> Place:
        """Where the characters from `start` to `end` stand, with the line counted from 1."""
        line = self.body.count("\n", 0, start) + 1
        return Place(file=self.file, line=line, key=key, start=start, end=start if end is None else end)

    def line_start(self, offset: int, low: int = 0) -> int:
        """The offset at which the line holding `offset` begins, not before `low`."""
        newline = self.plain.rfind("\n", low, offset)
        return low if newline < 0 else newline + 1


def cut(body: str, start: int, end: int) -> tuple[str | None, Span]:
    """The words of a text between two offsets with each line break made one space, and where they stand in it."""
    words = body[start:end].rstrip()
    length = len(words)
    words = words.lstrip()
    span = (start + length - len(words), start + length)
    if "\n" in words:
        words = " ".join(filter(None, map(str.strip, words.split("\n"))))
    return words or None, span


def letter_text(text: str, *, file: str = "", strong: frozenset[int] = frozenset()) -> LetterText:
    """Prepare the text of a letter for reading; `strong` are the offsets of its lines that begin in bold type."""
    body = text
    if "\r" in body:
        body = body.replace("\r", " " if "\n" in body else "\n")
    if "\f" in body:
        body = body.replace("\f", "\n")
    plain = body
    for odd, same in _CONTROLS.items() if body.isascii() else _ODD.items():
        if odd in plain:
            plain = plain.replace(odd, same)
            if same == "\n" or odd == "\ufeff":
                body = body.replace(odd, same)
    if "\f" in text or "\nPage " in plain or body[-8:].rstrip()[-1:].isdigit():
        body, plain = without_furniture(text, body, plain)
    return LetterText(text=text, body=body, plain=_lower(plain), file=file, strong=strong)


def _lower(text: str) -> str:
    """Lower case of the same length for the letters of labels; a letter of another alphabet becomes a question mark.

    Lowering every alphabet would be slow, and a few capitals grow when lowered.
    """
    return text.lower() if text.isascii() else text.encode("latin-1", "replace").lower().decode("latin-1")
