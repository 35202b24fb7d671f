"""A title cut at its joining words, and what each stretch names: treatments, parts of the body, sides."""

from dataclasses import dataclass, field
from typing import NamedTuple

from evenhand.components.component import Side
from evenhand.components.regions import LEVEL, distributed, levels, printed, within_name
from evenhand.components.vocabulary import Meaning, Region, Treatment, Wording, vocabulary
from evenhand.components.words import GAP, Phrase, Word, words

PREPOSITIONS = frozenset(("of", "for", "to", "under", "from", "in", "on", "by", "at", "using", "due", "via", "per"))
"""Words after which a title says of what, for what or how, no longer what."""

_JOINS = frozenset(("and", "&", "with", "w", "/", ",", "+", ";", "plus", ":", "-", "followed"))
_PREFIX_LINKS = frozenset((GAP, ":", ",", "-", "of", "for", "the"))
_OPEN, _CLOSE = frozenset("([{"), frozenset(")]}")

Place = Region | Side


class Part(NamedTuple):
    """A part of the body where a title names it, with its side, if the title tells one.

    `is_in_name` marks a part that only the name of a device or an operation holds: it gives way to any other.
    """

    says: str
    side: Side | None
    is_in_name: bool = False


@dataclass(slots=True)
class Chunk:
    """A stretch of a title between joining words: its words, what it names, and the word that joins it on."""

    first: int
    last: int
    join: str
    treatments: list[Phrase[Treatment]] = field(default_factory=list)
    places: list[Phrase[Place]] = field(default_factory=list)
    parts: list[Part] = field(default_factory=list)
    loose_sides: list[Side] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Marked:
    """The words of a title with every phrase that the vocabulary knows, and its chunks."""

    cut: list[Word]
    phrases: list[Phrase[Meaning]]
    in_brackets: frozenset[int]
    chunks: list[Chunk]


def marked(title: str) -> Marked:
    """A title, its measures already taken out, cut into chunks with what each of them names."""
    cut = words(title)
    phrases = [printed(phrase, cut, title) for phrase in _phrases(cut, levels(title, cut))]
    phrases = distributed(cut, phrases, title)
    brackets = _bracketed(cut)
    chunks = _chunks(cut, phrases, brackets)
    for chunk in chunks:
        _fill(chunk, [phrase for phrase in phrases if chunk.first <= phrase.first < chunk.last], brackets)
    _give_sides(chunks)
    return Marked(cut, phrases, brackets, chunks)


def _phrases(cut: list[Word], named_levels: list[Phrase[Meaning]]) -> list[Phrase[Meaning]]:
    """Every phrase of a title in order: the levels of the spine, what the vocabulary holds, and unknown words whose
    ending tells a kind.
    """
    taken = {number for level in named_levels for number in level.numbers}
    known = [phrase for phrase in vocabulary().phrases.all(cut) if taken.isdisjoint(phrase.numbers)]
    taken |= {number for phrase in known for number in phrase.numbers}
    for number, word in enumerate(cut):
        kind = vocabulary().kind_by_ending(word.stem) if number not in taken else None
        if kind:
            known.append(Phrase(Treatment(word.stem, kind), number, number + 1))
    return sorted([*named_levels, *known], key=lambda phrase: phrase.first)


def _bracketed(cut: list[Word]) -> frozenset[int]:
    """The numbers of the words inside brackets, the brackets themselves included."""
    inside, depth = set(), 0
    for number, word in enumerate(cut):
        depth += word.stem in _OPEN
        if depth:
            inside.add(number)
        depth = max(0, depth - (word.stem in _CLOSE))
    return frozenset(inside)


def _chunks(cut: list[Word], phrases: list[Phrase[Meaning]], brackets: frozenset[int]) -> list[Chunk]:
    whole = {number for phrase in phrases for number in phrase.numbers}
    chunks, first, join = [], 0, ""
    for number, word in enumerate(cut):
        if word.stem not in _JOINS or number in whole or number in brackets:
            continue
        if first < number:
            chunks.append(Chunk(first, number, join))
            join = word.stem
        elif not join or word.stem != ",":
            join = word.stem
        first = number + 1
    if first < len(cut):
        chunks.append(Chunk(first, len(cut), join))
    return chunks


def _fill(chunk: Chunk, phrases: list[Phrase[Meaning]], brackets: frozenset[int]) -> None:
    """Put into a chunk what its phrases name."""
    for phrase in phrases:
        meaning = phrase.meaning
        if isinstance(meaning, Treatment):
            if phrase.first not in brackets:
                chunk.treatments.append(Phrase(meaning, phrase.first, phrase.last))
            chunk.places += [Phrase(region, phrase.first, phrase.last) for region in within_name(meaning.name)]
        elif isinstance(meaning, Region | Side):
            chunk.places.append(Phrase(meaning, phrase.first, phrase.last))


def _give_sides(chunks: list[Chunk]) -> None:
    """Give each part of the body its side: the one before it, which holds on for what is joined, or one right after."""
    side: Side | None = None
    for chunk in chunks:
        for number, phrase in enumerate(chunk.places):
            meaning = phrase.meaning
            if isinstance(meaning, Side):
                follows = any(isinstance(later.meaning, Region) for later in chunk.places[number + 1 :])
                if follows or not chunk.parts:
                    side = meaning
                if not follows:
                    _give_side_before(chunk, meaning)
                continue
            before = chunk.places[number - 1] if number else None
            is_own = before is not None and isinstance(before.meaning, Side)
            own_side = meaning.side or (side if is_own or not meaning.is_midline else None)
            is_in_name = any(named.first == phrase.first and named.last >= phrase.last for named in chunk.treatments)
            adjoins = before is not None and isinstance(before.meaning, Region) and before.last == phrase.first
            _add_part(chunk, Part(meaning.says, own_side, is_in_name), adjoins=adjoins)


def _give_side_before(chunk: Chunk, side: Side) -> None:
    """A side that follows the part it is of, or stands where no part is named."""
    if chunk.parts:
        chunk.parts = [part if part.side else part._replace(side=side) for part in chunk.parts]
    else:
        chunk.loose_sides.append(side)


def _add_part(chunk: Chunk, part: Part, *, adjoins: bool) -> None:
    """Add a part; one that stands in the same stretch as another belongs to it: the level to the spine, the finger to
    the hand.
    """
    if not chunk.parts:
        chunk.parts.append(part)
        return
    last = chunk.parts[-1]
    if last.is_in_name != part.is_in_name:
        chunk.parts[-1] = last if part.is_in_name else part._replace(side=part.side or last.side)
    elif part.says not in last.says.split("; "):
        is_level = adjoins and (LEVEL.fullmatch(part.says) or LEVEL.fullmatch(last.says))
        says = f"{last.says} {part.says}" if is_level else f"{last.says}; {part.says}"
        chunk.parts[-1] = Part(says, last.side or part.side, last.is_in_name)


def prefix_words(chunk: Chunk, marked: Marked) -> set[int]:
    """The numbers of the words at the beginning of a chunk that tell how the request came about; none where nothing
    else stands in it.
    """
    numbers: set[int] = set()
    position = chunk.first
    at = {phrase.first: phrase for phrase in marked.phrases}
    while position < chunk.last:
        phrase = at.get(position)
        if phrase and is_wording(phrase, "before"):
            numbers |= set(phrase.numbers)
            position = phrase.last
        elif marked.cut[position].stem in _PREFIX_LINKS:
            numbers.add(position)
            position += 1
        else:
            return numbers
    return set()


def is_wording(phrase: Phrase[Meaning], part: str) -> bool:
    """Whether a phrase is wording that plays the given part."""
    return isinstance(phrase.meaning, Wording) and part in phrase.meaning.parts
