"""Two signed texts side by side, paragraph by paragraph: what stayed, what went, what came."""

from collections.abc import Iterator
from dataclasses import replace
from difflib import SequenceMatcher
from itertools import groupby
from typing import NamedTuple

from evenhand.determination.model import Dated
from evenhand.letter.case_letter import determination_letter
from evenhand.letter.characters import on_screen
from evenhand.letter.document import Document, inlines, plain
from evenhand_web.cases.open_case import OpenCase
from evenhand_web.letters.organization import house
from evenhand_web.letters.signed import Signature


class Pair(NamedTuple):
    """A paragraph of the earlier text beside one of the later; empty where it has none. `same` when they are alike.

    `alike` counts the paragraphs, alike in both texts, that this row stands for: it then has no words.
    """

    earlier: str
    later: str
    same: bool
    alike: int = 0


def compared(case: OpenCase, earlier: Signature, later: Signature) -> tuple[Pair, ...]:
    """The letters of two signed analyses, as if both were issued today: so that only what was written differs."""
    before, after = _paragraphs(case, earlier), _paragraphs(case, later)
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    return tuple(pair for step in matcher.get_opcodes() for pair in _pairs(before, after, *step))


def shortened(pairs: tuple[Pair, ...]) -> tuple[Pair, ...]:
    """The pairs with each long run of paragraphs that are alike cut to those beside a difference, and their number."""
    runs = [list(run) for _, run in groupby(pairs, key=lambda pair: pair.same)]
    short: list[Pair] = []
    for place, run in enumerate(runs):
        before, after = run[: int(place > 0)], run[len(run) - int(place < len(runs) - 1) :]
        left = len(run) - len(before) - len(after)
        short += [*before, Pair("", "", True, left), *after] if run[0].same and left > 1 else run
    return tuple(short)


def _paragraphs(case: OpenCase, signed: Signature) -> list[str]:
    alike = replace(signed.determination, decided=Dated(on=case.today), chain="-")
    letter, _ = determination_letter(house(case.programme, on_screen), case.state, alike, "-")
    return [words for words in _words(letter) if words] if letter else []


def _words(letter: Document) -> Iterator[str]:
    for words in inlines(letter):
        yield plain(words).strip()


def _pairs(
    before: list[str], after: list[str], what: str, start: int, stop: int, other: int, until: int
) -> Iterator[Pair]:
    if what == "equal":
        yield from (Pair(words, words, True) for words in before[start:stop])
        return
    left, right = before[start:stop], after[other:until]
    for place in range(max(len(left), len(right))):
        yield Pair(left[place] if place < len(left) else "", right[place] if place < len(right) else "", False)
