"""Slips of the pen: whether two words may be one word miswritten."""

from functools import lru_cache

from rapidfuzz.distance import DamerauLevenshtein

from evenhand.names.vocabulary import name_variants

FAR = 99
"""More slips than any word may hold."""
_SAME_START = ("ckqg", "gj", "iyje", "szc", "vwbf", "fp", "dt", "ao", "eo", "xhj", "kh")
"""Letters at a name's beginning that one sound is written with."""


def slips_allowed(word: str) -> int:
    """How many slips of the pen a word of its length may hold and still be the word: letters lost, doubled, changed,
    swapped.
    """
    return 0 if word.isdigit() else _by_length(len(word))


def _by_length(letters: int) -> int:
    return 2 if letters > 5 else 1 if letters > 2 else 0


@lru_cache(maxsize=1 << 16)
def is_slip(left: str, right: str) -> bool:
    """Whether two words are one, or one miswritten."""
    return left == right or _distance(left, right) < FAR


def _distance(left: str, right: str) -> int:
    """How many slips lie between two words; FAR where more than they may hold, or where one is a number."""
    allowed = _by_length(max(len(left), len(right)))
    if abs(len(left) - len(right)) > allowed or left.isdigit() or right.isdigit():
        return FAR
    slips = DamerauLevenshtein.distance(left, right, score_cutoff=allowed)
    return slips if slips <= allowed else FAR


@lru_cache(maxsize=1 << 16)
def slips_between(left: str, right: str) -> int:
    """How many slips lie between two words of persons' names; FAR where they are two words.

    Whoever writes a name seldom misses its first letter: a short name with another first letter (Wong, Fong) is
    another.
    """
    slips = _distance(left, right) if left != right else 0
    if slips in (0, FAR):
        return slips
    if not _same_start(left, right):
        if slips > 1 and left[0] != right[1:2] and right[0] != left[1:2]:
            return FAR
        if slips == 1 and len(left) == len(right) < 6 and left[:2] != right[1::-1]:
            return FAR
    return slips


@lru_cache(maxsize=1 << 16)
def apart(left: str, right: str) -> int:
    """How far apart two words of persons' names are: 0 where they are one or one person may go by both (Bob, Robert),
    else the slips between them; FAR where they are two words.
    """
    return 0 if name_variants().are_variants(left, right) else slips_between(left, right)


def _same_start(left: str, right: str) -> bool:
    first, second = left[0], right[0]
    return first == second or any(first in sound and second in sound for sound in _SAME_START)
