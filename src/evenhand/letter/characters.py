"""Which characters a letter may hold: those known to print, what others are called, and who is asked about them."""

import unicodedata
from collections.abc import Callable

FONTS_VARIABLE = "EVENHAND_FONTS"
"""The environment variable that may name further folders of fonts, parted as in PATH."""

Unprintable = Callable[[str], tuple[str, ...]]
"""What says which characters of a text cannot be shown: the press for paper, `on_screen` for a page."""


def _span(first: int, last: int) -> frozenset[str]:
    return frozenset(map(chr, range(first, last + 1)))


AT_HAND = (
    _span(0x20, 0x7E)
    | _span(0xA0, 0x23F)
    | _span(0x391, 0x3A1)
    | _span(0x3A3, 0x3C9)
    | _span(0x400, 0x45F)
    | _span(0x1E00, 0x1E9B)
    | _span(0x1EA0, 0x1EF9)
    | _span(0x2BB, 0x2BC)  # the marks in Hawaiian and Uzbek names
    | _span(0x2012, 0x2015)
    | _span(0x2018, 0x2022)
    | _span(0x2032, 0x2033)
    | frozenset("\u2026\u20ac\u2122\u2212\u2260\u2264\u2265")
)
"""Characters that Libertinus Serif is known to print; any other is tried before a letter is made."""


def on_screen(_: str) -> tuple[str, ...]:
    """The characters of a text that a browser cannot show: none, for it has fonts of its own."""
    return ()


def character_name(character: str) -> str:
    """A character for a message: U+738B (CJK UNIFIED IDEOGRAPH-738B)."""
    if len(character) > 1:
        return f'"{character}"'
    return f"U+{ord(character):04X} ({unicodedata.name(character, 'no name')})"
