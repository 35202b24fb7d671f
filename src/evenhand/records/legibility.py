"""Whether a recognized page can be read: how sure its words are, and how many of them are more than dirt."""

from collections.abc import Sequence

from evenhand.records.page import Legibility
from evenhand.records.words import Word

_ILLEGIBLE, _HARD = 57.0, 76.0
_SURE, _CLEAR = 60.0, 72.0
_TELLING = 3
_SHEET, _FEWEST = 10, 3
_FEW_SURE = 0.2


def legibility_of(words: Sequence[Word], sure: float) -> Legibility:
    """Whether a page with these words, sure on the whole from 0 to 100, is legible, hard to read or illegible.

    A word tells where it has three letters and its reader is fairly sure of it. A sheet with a handful of words is
    legible where one of them is clear; a page of many, where at least three and a fifth of them tell.
    """
    telling = [word for word in words if word.sure >= _SURE and sum(sign.isalnum() for sign in word.text) >= _TELLING]
    if len(words) <= _SHEET:
        is_legible = any(word.sure >= _CLEAR for word in telling)
    else:
        is_legible = sure >= _ILLEGIBLE and len(telling) >= max(_FEWEST, _FEW_SURE * len(words))
    if not is_legible:
        return Legibility.NONE
    return Legibility.HARD if sure < _HARD else Legibility.GOOD
