"""Several texts printed as one sentence, taken apart again: "a", "a and b", "a, b, and c"."""

import re
from collections.abc import Iterable

_COMMA, _LAST, _AND = ", ", ", and ", " and "
_AMPERSAND = " & "


def taken_apart(printed: str, known: Iterable[str] = ()) -> tuple[tuple[str, ...], bool]:
    """The texts of a list as a letter prints it, and whether the printed words leave no doubt of them.

    `known` are names that hold "and" or "&" themselves, such as "Colon and Rectal Surgery". With three texts or more a
    comma stands before the last "and", and those inside a text part nothing. Without it there are one or two.
    """
    names = _spelled(known)
    if _LAST in printed:
        head, _, last = printed.rpartition(_LAST)
        return (*head.split(_COMMA), last), True
    if _AND not in printed:
        return (printed,), True
    if printed in names:
        return (printed,), True
    pairs = [(printed[: match.start()], printed[match.end() :]) for match in re.finditer(_AND, printed)]
    best = max(pairs, key=lambda pair: sum(text in names for text in pair))
    return best, (len(pairs) == 1 and any(text in names for text in best)) or all(text in names for text in best)


def _spelled(known: Iterable[str]) -> frozenset[str]:
    """The names, and each with "and" for "&" and the other way round."""
    names = frozenset(known)
    return (
        names | {name.replace(_AMPERSAND, _AND) for name in names} | {name.replace(_AND, _AMPERSAND) for name in names}
    )
