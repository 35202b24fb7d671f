"""A letter with a slip of the pen corrected: the same letter, word for word, but for what the slip was."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, fields, is_dataclass, replace
from typing import Any

from evenhand.letter.document import Document, Notice, inlines, plain
from evenhand.letter.house_words import HouseWords
from evenhand.letter.phrase import Run
from evenhand.letter.wording import Tone


@dataclass(frozen=True, slots=True, kw_only=True)
class Slip:
    """What was written wrong in a letter: of which sort it is (one of the programme's clerical fields), what stood and
    what stands now.
    """

    field: str
    was: str
    becomes: str


def places(letter: Document, slip: Slip) -> int:
    """In how many places of a letter a slip stands, as whole words."""
    pattern = _pattern(slip.was)
    return sum(len(pattern.findall(plain(words))) for words in inlines(letter))


def touched(slip: Slip, kept: Iterable[str]) -> tuple[str, ...]:
    """Those of the words that no correction may touch (treatments, amounts, outcomes, guidelines) in which the slip
    stands, each once, in their order.
    """
    pattern = _pattern(slip.was)
    return tuple(dict.fromkeys(words for words in kept if pattern.search(words)))


def amended(letter: Document, slip: Slip) -> Document:
    """The letter with a slip corrected wherever it stands as whole words in one look; nothing else changes."""
    pattern = _pattern(slip.was)
    return _mended(letter, pattern, slip.becomes)  # type: ignore[no-any-return]


def as_version(letter: Document, version: int, slips: Iterable[Slip], told: HouseWords) -> Document:
    """A corrected letter headed by its version and by what was corrected, where the language has words for it."""
    if not told.corrected_title:
        return letter
    what = "; ".join(dict.fromkeys(slip.field for slip in slips))
    return headed(letter, told.corrected_title.format(version=version), told.corrected_text.format(what=what))


def as_supplement(letter: Document, lines: Iterable[str], day: str, told: HouseWords) -> Document:
    """A determination on lines that the one of a day (in words) omitted, headed by that, where the language has words
    for it.
    """
    if not told.supplemental_title:
        return letter
    words = told.supplemental_text.format(lines=", ".join(lines), day=day)
    return headed(letter, told.supplemental_title, words)


def headed(letter: Document, title: str, text: str) -> Document:
    """A letter headed by a box of words that stand in no wording."""
    box = Notice(tone=Tone.NOTE, title=(Run(text=title),), paragraphs=((Run(text=text),),))
    return replace(letter, blocks=(box, *letter.blocks))


def _pattern(words: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){re.escape(words)}(?!\w)")


def _mended(value: Any, pattern: re.Pattern[str], becomes: str) -> Any:
    if isinstance(value, Run):
        return replace(value, text=pattern.sub(lambda _: becomes, value.text))
    if isinstance(value, tuple):
        return tuple(_mended(part, pattern, becomes) for part in value)
    if is_dataclass(value) and not isinstance(value, type):
        parts = {field.name: _mended(getattr(value, field.name), pattern, becomes) for field in fields(value)}
        return replace(value, **parts)
    return value
