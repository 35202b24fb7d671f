"""Identifiers: case and claim numbers as they are compared, however they were typed.

A number is kept as it was typed. Capitals, blanks, dashes, stops and signs that nobody sees do not make it another;
nor, in a claim number, do zeros before a group of digits, which spreadsheets take away.
"""

import re
import unicodedata

from evenhand.names.folding import folded

_GROUP = re.compile(r"[0-9]+|[^\W\d_]+")
_ZEROS = re.compile(r"(?<![0-9])0+(?=[0-9])")


def identifier_key(number: str) -> str:
    """What two ways to type one case number share: its letters and digits alone, in lower case. Empty where there are
    none.
    """
    return "".join(_GROUP.findall(folded(number)))


def claim_number_key(number: str) -> str:
    """What two ways to type one claim number share: its groups of letters and of digits without the zeros that a group
    of digits begins with. Empty where there are none.
    """
    return _ZEROS.sub("", " ".join(_GROUP.findall(folded(number))))


def claim_number_whole(number: str) -> str:
    """A claim number as one piece, without the zeros it begins with: what a spreadsheet leaves of it."""
    return identifier_key(number).lstrip("0")


def unseen_signs(number: str) -> tuple[str, ...]:
    """The names of the signs in a number that nobody sees or that turn what stands behind them: controls, marks of
    direction, spaces without width. A number that holds one is not to be taken.
    """
    return tuple(
        unicodedata.name(char, f"control character U+{ord(char):04X}")
        for char in dict.fromkeys(number)
        if unicodedata.category(char) in ("Cc", "Cf", "Zl", "Zp", "Co", "Cn", "Cs")
    )
