"""Signs that printing puts into text and that are no part of its words: soft hyphens, ligatures, unbreakable
hyphens."""

import re

_SIGNS = str.maketrans(
    {
        "\u00ad": None,
        "\u200b": None,
        "\u200c": None,
        "\u200d": None,
        "\u2060": None,
        "\u2010": "-",
        "\u2011": "-",
        "\ufb00": "ff",
        "\ufb01": "fi",
        "\ufb02": "fl",
        "\ufb03": "ffi",
        "\ufb04": "ffl",
        "\ufb05": "st",
        "\ufb06": "st",
    }
)
_BROKEN = re.compile("\u00ad[ \t]*\r?\n[ \t]*(\\S*)[ \t]?")
"""A word broken at a soft hyphen at the end of a line."""


def tidy(text: str) -> str:
    """The text with such signs resolved into plain letters and hyphens; a word broken at a soft hyphen made whole."""
    if text.isascii():
        return text
    return _BROKEN.sub(r"\1\n", text).translate(_SIGNS)
