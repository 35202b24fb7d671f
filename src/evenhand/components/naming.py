"""What a treatment is called: the words of its title that are left when all else is taken away."""

import re

from evenhand.components.component import ComponentKind
from evenhand.components.parts import PREPOSITIONS, Chunk, Marked, is_wording, prefix_words
from evenhand.components.split import Piece
from evenhand.components.vocabulary import Treatment
from evenhand.components.words import GAP

_SLASHES = re.compile(r"(?:\s*/)+\s*")
_LINKS = PREPOSITIONS | frozenset((
    "the", "a", "an", "and", "with", "without", "his", "her", "each", "x", "time", "as", "or", "level",
    ".", ",", ";", ":", "-", "'",
))  # fmt: skip
"""Words that link others and are left out where what they led to was."""


def name_of(piece: Piece, marked: Marked, title: str) -> str:
    """The treatment as printed, without its measures, parts of the body, sides, and what stands before and after it."""
    dropped = _dropped(piece, marked)
    numbers = _until_tail(range(piece.chunks[0].first, piece.chunks[-1].last), marked)
    kept: list[int] = []
    for number in reversed(numbers):
        if number in dropped or marked.cut[number].stem == GAP:
            continue
        leads_on = bool(kept) and kept[-1] == number + 1
        if leads_on or marked.cut[number].stem not in _LINKS:
            kept.append(number)
    return _printed(kept[::-1], marked, title)


def _until_tail(numbers: range, marked: Marked) -> range:
    """The words up to the first that tells a purpose or a source."""
    tails = [phrase.first for phrase in marked.phrases if is_wording(phrase, "tail") and phrase.first in numbers[1:]]
    return range(numbers.start, tails[0]) if tails else numbers


def _dropped(piece: Piece, marked: Marked) -> set[int]:
    """The words of a piece that are no part of the treatment's name."""
    in_names = {number for chunk in piece.chunks for phrase in chunk.treatments for number in phrase.numbers}
    dropped = {number for number in marked.in_brackets if _leaves_with_bracket(number, piece.kind, marked)}
    placed = {number for chunk in piece.chunks for phrase in chunk.places for number in phrase.numbers}
    dropped |= placed - in_names
    for phrase in marked.phrases:
        if is_wording(phrase, "guidance") or (is_wording(phrase, "ailment") and phrase.first - 1 in dropped):
            dropped |= set(phrase.numbers)
    return dropped | prefix_words(Chunk(piece.chunks[0].first, piece.chunks[-1].last, ""), marked)


def _leaves_with_bracket(number: int, kind: ComponentKind, marked: Marked) -> bool:
    """Whether the bracket around a word goes: it does but for a bracket that names the drug otherwise."""
    first, last = number, number
    while first - 1 in marked.in_brackets:
        first -= 1
    while last + 1 in marked.in_brackets:
        last += 1
    inside = [phrase for phrase in marked.phrases if first <= phrase.first <= last]
    names_drug = any(isinstance(phrase.meaning, Treatment) for phrase in inside)
    return kind is not ComponentKind.DRUG or not names_drug or any(is_wording(phrase, "bracket") for phrase in inside)


def _printed(kept: list[int], marked: Marked, title: str) -> str:
    """The kept words as the title prints them, one space where something was left out between them."""
    text, before = "", -2
    for number in kept:
        word = marked.cut[number]
        if text:
            text += title[marked.cut[before].end : word.start] if before == number - 1 else " "
        text += title[word.start : word.end]
        before = number
    text = " ".join(text.replace(GAP, " ").split()).replace(" ,", ",").replace(" )", ")")
    return _SLASHES.sub("/", text).strip(" ,;:-./")
