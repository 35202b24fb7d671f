"""Numbers as a browser sends them."""

from collections.abc import Mapping

_MOST_DIGITS = 18
"""What every number of a row fits in."""


def sent_number(sent: Mapping[str, str], name: str) -> int:
    """The whole number sent under a name; 0 where there is none, or something else stands there."""
    given = sent.get(name, "")
    return int(given) if given.isascii() and given.isdecimal() and len(given) <= _MOST_DIGITS else 0
