"""Folding: text as it is compared, whatever its capitals, accents, ligatures, apostrophes, strokes and hidden signs.

One folding serves names, searches and the text of letters and records. It is lossy on purpose (Núñez and Nunez are one)
and is never shown: what people read stays as it was written.
"""

import html
import re
import unicodedata
from functools import cache
from importlib import resources
from typing import NamedTuple

from evenhand.finding import Finding
from evenhand.toml_source import read_toml
from evenhand.toml_table import TomlTable

_MARKS = (
    (0x0300, 0x036F),  # Latin, Greek and Cyrillic accents
    (0x0483, 0x0489),
    (0x0591, 0x05C7),  # Hebrew points
    (0x0610, 0x061A),
    (0x064B, 0x065F),  # Arabic vowels
    (0x0670, 0x0670),
    (0x06D6, 0x06ED),
    (0x1AB0, 0x1AFF),
    (0x1DC0, 0x1DFF),
    (0x20D0, 0x20FF),
    (0xFE00, 0xFE0F),
    (0xFE20, 0xFE2F),
)
"""Marks that a name may lose without becoming another. In other scripts (Devanagari, Thai) they are vowels."""
WORD = re.compile(r"(?:[^\W_]|[\u0900-\u0dff\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff])+")
"""A word: letters and digits, with the vowel signs of the scripts of India and Southeast Asia."""
_LOST = re.compile("(?<=[a-z])[?\ufffd]")
_LONE = re.compile(r"(?<![\w'])[^\W\d_\u0000-\u007f\u2e80-\uffff](?!\w)")
"""A letter by itself, not of ASCII nor a word of its own as in Chinese: the initial of a name ("Þ." of Þóra)."""
_DOTTED = re.compile(r"\b(?:[a-z]\.){2,}")


@cache
def _written_as() -> dict[str, str]:
    """The letters and signs of `letters.toml`; raises ValueError where the package's own file is broken."""
    findings: list[Finding] = []
    text = (resources.files("evenhand.names") / "letters.toml").read_text(encoding="utf-8")
    source, faults = read_toml(text, "evenhand/names/letters.toml")
    if source is None:
        raise ValueError(f"the package's own letters.toml cannot be read: {faults}")
    table = TomlTable.root(source, findings, "NAMES-LETTERS")
    letters = {sign: plain for part in table.names() for sign, plain in table.scalars(part).items()}
    if findings:
        raise ValueError(f"the package's own letters.toml is faulty: {findings}")
    return letters


class _Plain(dict[int, str]):
    """What each character becomes, found out when it is first met."""

    def __missing__(self, code: int) -> str:
        plain = self[code] = _plain(chr(code))
        return plain


def _plain(char: str) -> str:
    known = _written_as().get(char)
    if known is not None:
        return known
    category = unicodedata.category(char)
    if category == "Cf" or _is_mark(char):
        return ""
    if category[0] == "Z" or category == "Cc":
        return " "
    if category == "Pd":
        return "-"
    pieces = unicodedata.normalize("NFKD", char)
    return char if pieces == char else unicodedata.normalize("NFC", pieces.casefold().translate(_PLAIN))


def _is_mark(char: str) -> bool:
    return any(first <= ord(char) <= last for first, last in _MARKS)


_PLAIN = _Plain()


def folded(text: str) -> str:
    """A text as it is compared: small letters without accents, ligatures written out, Cyrillic and Greek romanized,
    one apostrophe, one stroke, one space for each, and without signs that nobody sees (soft hyphens, marks of
    direction). Folding twice changes nothing more.
    """
    if text.isascii():
        return text.lower().translate(_PLAIN)
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", text).casefold().translate(_PLAIN))


class FoldedText(NamedTuple):
    """A text folded, with the way back: `origins` gives for each character the place in the text it comes from; None
    where the two run side by side.
    """

    text: str
    origins: tuple[int, ...] | None

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The place in the unfolded text, end excluded, of a place in the folded one."""
        if self.origins is None:
            return start, end
        if start >= end:
            place = self.origins[start] if start < len(self.origins) else self.origins[-1] + 1 if self.origins else 0
            return place, place
        return self.origins[start], self.origins[end - 1] + 1


def folded_text(text: str) -> FoldedText:
    """A text folded for searching, and where each of its characters stood."""
    if text.isascii():
        return FoldedText(folded(text), None)
    pieces = [folded(char) for char in text]
    if all(len(piece) == 1 for piece in pieces):
        return FoldedText("".join(pieces), None)
    return FoldedText("".join(pieces), tuple(place for place, piece in enumerate(pieces) for _ in range(len(piece))))


@cache
def search_pattern(words: str) -> re.Pattern[str] | None:
    """What finds some words in a folded text, whatever stands between them as space; None where there are none."""
    asked = folded(words).split()
    return re.compile(r"\s+".join(map(re.escape, asked))) if asked else None


def folded_name(name: str) -> str:
    """A name folded, with the damage mended that tables do to it on their way: letters read in a wrong encoding
    ("MuÃ±oz"), letters lost to a question mark ("Mu?oz"), signs left as HTML ("O&#39;Hara").
    """
    if name.isascii():
        mended = html.unescape(name) if "&" in name else name
    else:
        mended = _LONE.sub(lambda letter: folded(letter[0])[:1], html.unescape(_decoded(name)))
    return _LOST.sub("", folded(mended))


def _decoded(name: str) -> str:
    """A name whose UTF-8 was read as Windows-1252, read rightly; any other as it is."""
    try:
        return name.encode("cp1252").decode("utf-8")
    except UnicodeError:
        return name


def plain_words(name: str) -> tuple[str, ...]:
    """A name as its words: folded, apostrophes gone, "U.S." one word, "&" none."""
    bare = folded_name(name).replace("'", "")
    joined = _DOTTED.sub(lambda match: match.group().replace(".", "") + " ", bare) if "." in bare else bare
    return tuple(WORD.findall(joined))
