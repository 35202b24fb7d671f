"""A letter as its characters: without accents and odd signs, as words, and as letters and digits alone.

All that is sought in a letter is sought here, once: every form has the offsets of the text as it was read.
"""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

Offsets: TypeAlias = npt.NDArray[np.int64]

_LARGEST = 0xFFFF
"""Characters beyond the basic plane are no letter of any name that is sought; they stand as one sign."""
_LATIN_MARKS = "\u036f"
"""The last accent that is set on Latin letters; later ones are parts of letters of other scripts."""
_DETAILED = 0x2500
"""Up to here characters are told apart one by one; beyond they are letters of some script, or signs."""
_SIGN = ord("|")
_FOREIGN = ord("~")
"""Stands for a letter of a script that is not Latin."""
_WAVE = b"~"
"""As a letter has it, a sign like others: it must not be taken for the letter that `_FOREIGN` stands for."""
_ODD = {
    **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212", "-"),
    **dict.fromkeys("\u2018\u2019\u201a\u201b\u02bc\u00b4`", "'"),
    **dict.fromkeys("\u201c\u201d\u201e\u00ab\u00bb", '"'),
    **dict.fromkeys("\u2028\u2029\x0b\x85", "\n"),
    **dict.fromkeys("\xa0\u2007\u2009\u200a\u202f\ufeff", " "),
    **dict(zip("łŁøØđĐðÐħĦ\u0131ŧŦßæÆœŒþÞəƏ", "lLoOdDdDhHitTsaAoOtTeE", strict=True)),
    **dict.fromkeys("\u00b5°²³½¼¾", "|"),
}
"""Characters that no rule makes plain: dashes, quotation marks, spaces, letters of their own, signs of measure."""
_ALNUM = np.zeros(256, dtype=bool)
_ALNUM[[*range(48, 58), *range(65, 91), *range(97, 123), _FOREIGN]] = True
_LETTER = _ALNUM.copy()
_LETTER[48:58] = False
_LOWER = bytes(code + 32 if 65 <= code < 91 else code for code in range(256))
_OTHER = bytes(code for code in range(256) if not _ALNUM[code])
_APOSTROPHE = ord("'")
_SPACE = np.uint8(32)


@cache
def _table() -> npt.NDArray[np.uint8]:
    """For each character the plain one that stands for it: a letter without its accent, a digit, a sign."""
    table = np.full(_LARGEST + 1, _SIGN, dtype=np.uint8)
    for code in range(_LARGEST + 1):
        char = chr(code)
        if code < 128:
            table[code] = _SIGN if code == _FOREIGN else code
        elif char in _ODD:
            table[code] = ord(_ODD[char])
        elif code < _DETAILED or code >= 0xFF00:
            table[code] = _plain(char)
        elif char.isalpha():
            table[code] = _FOREIGN
    return table


def _plain(char: str) -> int:
    base = unicodedata.normalize("NFKD", char)[0]
    if base < "\x80":
        return ord(base)
    if char.isdecimal():
        return ord(str(unicodedata.decimal(char)))
    if char.isspace():
        return ord(" ")
    is_letter = char.isalpha() or (char > _LATIN_MARKS and unicodedata.category(char).startswith("M"))
    return _FOREIGN if is_letter else _SIGN


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Lettering:
    """The characters of a text in the forms in which they are searched.

    `plain` has for each character of `text` one plain character in its place; `shadow` is the same as bytes. `words`
    are the runs of letters of `plain` (an apostrophe between two letters belongs to the word), `starts` and `ends`
    their offsets, `distinct` each word once.
    """

    text: str
    plain: str
    shadow: bytes
    words: list[str]
    distinct: frozenset[str]
    starts: list[int]
    ends: list[int]


def lettering(text: str) -> Lettering:
    """A text with each character in its plain form, and where its words begin and end, for searches that must not
    change a place."""
    plain = _plain_codes(text)
    shadow = plain.tobytes()
    inside = _LETTER[plain]
    for place in np.flatnonzero(plain == _APOSTROPHE):
        inside[place] = 0 < place < len(plain) - 1 and inside[place - 1] and inside[place + 1]
    padded = np.zeros(len(plain) + 2, dtype=bool)
    padded[1:-1] = inside
    steps = np.flatnonzero(padded[1:] != padded[:-1])
    words = np.where(inside, plain, _SPACE).tobytes().decode("ascii").split()
    return Lettering(
        text=text,
        plain=shadow.decode("ascii"),
        shadow=shadow,
        words=words,
        distinct=frozenset(words),
        starts=steps[::2].tolist(),
        ends=steps[1::2].tolist(),
    )


def _plain_codes(text: str) -> npt.NDArray[np.uint8]:
    if text.isascii():
        return np.frombuffer(text.encode("ascii").replace(_WAVE, b"|"), dtype=np.uint8)
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype="<u4")
    plain: npt.NDArray[np.uint8] = _table()[np.minimum(codes, _LARGEST)]
    return plain


def plain_text(text: str) -> str:
    """A short text with one plain character for each of its own: a name, an address."""
    return text.replace("~", "|") if text.isascii() else _plain_codes(text).tobytes().decode("ascii")


def squeezed_letters(letter: Lettering) -> str:
    """The letters and digits of a text alone, in small letters."""
    return letter.shadow.translate(_LOWER, _OTHER).decode("ascii")


def squeezed_places(letter: Lettering) -> Sequence[int]:
    """Where each of the letters and digits that `squeezed_letters` gives stands in the text."""
    alone = np.flatnonzero(_ALNUM[np.frombuffer(letter.shadow, dtype=np.uint8)])
    places: Sequence[int] = memoryview(alone)  # type: ignore[arg-type]  # it gives plain integers, and fast
    return places


_UNSEEN = "\xad\u200b\u200c\u200d\u2060"
"""Signs between letters that are not seen: soft hyphens, spaces without width."""


def composed(text: str) -> tuple[str, Offsets | None]:
    """The text with letters and their accents made one character each and signs that are not seen left out, and where
    each character came from (with the length of the text behind the last); no offsets where the text is so already.
    """
    if text.isascii() or (unicodedata.is_normalized("NFC", text) and not any(sign in text for sign in _UNSEEN)):
        return text, None
    joined: list[str] = []
    origin: list[int] = []
    start = 0
    while start < len(text):
        end = start + 1
        while end < len(text) and unicodedata.combining(text[end]):
            end += 1
        cluster = unicodedata.normalize("NFC", text[start:end])
        if cluster not in _UNSEEN:
            joined.append(cluster)
            origin.extend(start + min(place, end - start - 1) for place in range(len(cluster)))
        start = end
    return "".join(joined), np.array([*origin, len(text)])
