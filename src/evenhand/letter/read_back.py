"""Reading a letter back: a letter that was printed from a wording gives up the values that filled its blanks.

The wording says what stands where; what stands between its fixed words are the values. Blocks printed only in some
cases tell by being there whether their conditions held. A letter read so and made out again is the same letter.
"""

import re
from collections.abc import Collection, Iterator
from copy import deepcopy
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from evenhand.finding import Provenance
from evenhand.letter import wording as worded
from evenhand.letter.chunks import Chunk, Shape, chunks, labelled
from evenhand.letter.phrase import Blank, Phrase, Run
from evenhand.letter.printed_phrase import as_words, fixed_words, phrase_pattern, printed_value
from evenhand.letter.read_values import Named, element_of, put, settle
from evenhand.letter.value import Fact

_MOST_TRIES = 12
"""So often blocks are read without one that may have taken what a later one needs."""


@dataclass(slots=True)
class ReadBack:
    """A letter read back: the values by name, and the ids of blocks that should stand in it and do not."""

    values: Named
    missing: list[str] = field(default_factory=list)
    read: int = 0
    unread: int = 0
    """How many blocks of the letter were not understood."""
    unsure: dict[str, str] = field(default_factory=dict)
    """Lists of which the printed words do not tell whether they hold one text or two: their words by name."""


def read_back(text: str, wording: worded.Wording, names: Collection[str] = ()) -> ReadBack:
    """The values of a letter printed from a wording, from its text with its structure kept. `names` are those that may
    stand in a list and hold "and" themselves.
    """
    return _Reading(chunks(text), wording, names).letter()


class _Sequence(NamedTuple):
    """Blocks that were read in order: whether any stood there, and the number of the block that may have taken what
    one that is missing needs.
    """

    any_read: bool
    suspect: int | None


class _State(NamedTuple):
    """How far a letter has been read, and what of it."""

    at: int
    values: Named
    missing: list[str]
    read: int
    unread: int
    unsure: dict[str, str]


class _Reading:
    """One letter being read back: its blocks, and how far it has been read."""

    def __init__(self, printed: tuple[Chunk, ...], wording: worded.Wording, names: Collection[str]) -> None:
        self.printed, self.wording, self.names = printed, wording, names
        self.at = 0
        self.result = ReadBack(values={})
        self.reasons: dict[str, tuple[Provenance, str]] = {}

    def letter(self) -> ReadBack:
        """Read the letter from its sender to the key of its marks."""
        self._marks()
        values = self.result.values
        if self.printed and self.printed[0].shape is not Shape.HEADING:
            self._phrase(self.wording.sender, self.printed[0].words, values)
            self.at = 1
        self.at += 1
        house = self.wording.house
        self._skip_notice(house.demonstration_title, house.demonstration_text)
        self._skip_notice(house.made_up_title, house.made_up_text)
        self._skip_notice(house.draft_title, house.draft_text)
        self._blocks(self.wording.blocks, values)
        settle(self.wording.blocks, values)
        return self.result

    def _marks(self) -> None:
        """What the marks at the end of the letter mean."""
        house = self.wording.house
        names = {house.assumed: Provenance.ASSUMED, house.illustrative: Provenance.ILLUSTRATIVE}
        for chunk in reversed(self.printed):
            if chunk.shape is Shape.HEADING:
                break
            match = re.fullmatch(r"\[([a-z]{1,2})\] (.+?)(?:: (.+)|\.)", chunk.words)
            if match and match[2] in names:
                self.reasons[match[1]] = names[match[2]], match[3] or ""

    def _skip_notice(self, title: str, text: str) -> None:
        """Pass over a notice that the engine itself printed at the head of the letter, where it stands there."""
        words = f"{title} {text}"
        for length in (1, 2):
            if " ".join(chunk.words for chunk in self.printed[self.at : self.at + length]) == words:
                self.at += length
                return

    def _blocks(self, blocks: tuple[worded.Block, ...], values: Named) -> bool:
        """Read blocks one after the other; whether any of them stood there.

        A block that is printed only in some cases may have taken what a later one needs: then they are read once more
        without it, and what reads most counts.
        """
        begun, passed = self._state(values), frozenset[int]()
        best: tuple[int, _Sequence, _State] | None = None
        for _ in range(_MOST_TRIES):
            told = self._in_order(blocks, values, passed)
            missing = len(self.result.missing)
            if best is None or missing < best[0]:
                best = missing, told, self._state(values)
            if told.suspect is None:
                break
            passed |= {told.suspect}
            self._restore(begun, values)
        if best is None:
            return False
        self._restore(best[2], values)
        return best[1].any_read

    def _in_order(self, blocks: tuple[worded.Block, ...], values: Named, passed: frozenset[int]) -> _Sequence:
        """Read blocks one after the other but those passed over."""
        any_read, optional, suspect = False, None, None
        for number, block in enumerate(blocks):
            if number in passed or any(values.get(condition.name) is condition.negated for condition in block.when):
                continue  # what was read before says that it is not printed
            was = self._state(values)
            if self._block(block, values) or self._further_on(block):
                any_read = True
                self.result.read += 1
                for condition in block.when:
                    values.setdefault(condition.name, not condition.negated)
                optional = number if _is_optional(block) else None
                continue
            self._restore(was, values)
            if not _is_optional(block):
                self.result.missing.append(block.id)
                suspect = optional if suspect is None else suspect
        return _Sequence(any_read, suspect)

    def _further_on(self, block: worded.Block) -> bool:
        """Whether a heading stands further on, what is before it not having been understood; then it is read there."""
        if not isinstance(block, worded.Heading) or block.when or any(isinstance(part, Blank) for part in block.words):
            return False
        words = fixed_words(block.words)
        for at in range(self.at, len(self.printed)):
            if self.printed[at].shape is Shape.HEADING and self.printed[at].words == words:
                self.result.unread += at - self.at
                self.at = at + 1
                return True
        return False

    def _state(self, values: Named) -> _State:
        result = self.result
        return _State(self.at, deepcopy(values), list(result.missing), result.read, result.unread, dict(result.unsure))

    def _restore(self, state: _State, values: Named) -> None:
        self.at = state.at
        values.clear()
        values.update(deepcopy(state.values))
        result = self.result
        result.missing, result.read, result.unread = list(state.missing), state.read, state.unread
        result.unsure = dict(state.unsure)

    def _block(self, block: worded.Block, values: Named) -> bool:
        match block:
            case worded.Heading():
                return self._one(Shape.HEADING, block.words, values)
            case worded.Paragraph():
                return all(self._one(Shape.WORDS, words, values) for words in block.words)
            case worded.ListOf():
                return self._list(block, values)
            case worded.Table():
                return self._table(block, values)
            case worded.FactGrid():
                return self._facts(block, values)
            case worded.Notice():
                return self._notice(block, values)
            case worded.Group():
                return self._group(block, values)
            case _:
                return False

    def _next(self, shape: Shape) -> Chunk | None:
        chunk = self.printed[self.at] if self.at < len(self.printed) else None
        return chunk if chunk and chunk.shape is shape else None

    def _one(self, shape: Shape, phrase: Phrase, values: Named) -> bool:
        chunk = self._next(shape)
        if chunk is None or not self._phrase(phrase, chunk.words, values):
            return False
        self.at += 1
        return True

    def _group(self, block: worded.Group, values: Named) -> bool:
        if not block.of:
            return self._blocks(block.blocks, values)
        number = read = 0
        while True:
            known = element_of(values, block.of, number)
            was_at, missing, unread = self.at, len(self.result.missing), self.result.unread
            element: Named = dict(known or {})
            if self._blocks(block.blocks, element) and self.at > was_at:
                put(values, block.of, number, element)
                read += 1
            else:
                del self.result.missing[missing:]
                self.at, self.result.unread = was_at, unread
                if known is None:
                    break
            number += 1
        return read > 0

    def _list(self, block: worded.ListOf, values: Named) -> bool:
        chunk = self._next(Shape.POINTS)
        if chunk is None:
            return False
        if not block.of:
            return self._fixed_points(block, chunk, values)
        for number, point in enumerate(chunk.lines):
            element: Named = dict(element_of(values, block.of, number) or {})
            item = next((item for item in block.items if self._phrase(item.words, point, element)), None)
            if item is None:
                return False
            for condition in item.when:
                element.setdefault(condition.name, not condition.negated)
            put(values, block.of, number, element)
        self.at += 1
        return True

    def _fixed_points(self, block: worded.ListOf, chunk: Chunk, values: Named) -> bool:
        points = list(chunk.lines)
        for item in block.items:
            if points and self._phrase(item.words, points[0], values):
                points.pop(0)
            elif not item.when:
                return False
        self.at += not points
        return not points

    def _table(self, block: worded.Table, values: Named) -> bool:
        if block.caption and not self._one(Shape.WORDS, block.caption, values):
            return False
        heads = tuple(fixed_words(column.head) for column in block.columns)
        rows = self._rows(heads)
        for number, cells in enumerate(rows):
            if block.of:
                element: Named = dict(element_of(values, block.of, number) or {})
                if not self._cells(block.rows[0], cells, element):
                    return False
                put(values, block.of, number, element)
            elif not any(self._cells(row, cells, values) for row in block.rows):
                return False
        return bool(rows)

    def _rows(self, heads: tuple[str, ...]) -> list[tuple[str, ...]]:
        """The rows of a table under these heads: set in columns, or each as labels and values."""
        if (chunk := self._next(Shape.ROWS)) and chunk.rows[0] == heads:
            self.at += 1
            return list(chunk.rows[1:])
        rows: list[tuple[str, ...]] = []
        while chunk := self._next(Shape.WORDS):
            pairs = labelled(chunk.lines, heads)
            if tuple(label for label, _ in pairs) != heads:
                break
            rows.append(tuple(value for _, value in pairs))
            self.at += 1
        return rows

    def _cells(self, row: worded.Row, cells: tuple[str, ...], values: Named) -> bool:
        if len(cells) != len(row.cells):
            return False
        told: Named = dict(values)
        if not all(self._phrase(phrase, cell, told) for phrase, cell in zip(row.cells, cells, strict=True)):
            return False
        values.update(told)
        for condition in row.when:
            values.setdefault(condition.name, not condition.negated)
        return True

    def _facts(self, block: worded.FactGrid, values: Named) -> bool:
        labels = tuple(fixed_words(fact.label) for fact in block.facts)
        pairs = self._pairs(labels)
        if not pairs:
            return False
        for label, words in pairs:
            for fact in block.facts:
                told: Named = dict(values)
                if fixed_words(fact.label) == label and self._phrase(fact.words, words, told):
                    values.update(told)
                    for condition in fact.when:
                        values.setdefault(condition.name, not condition.negated)
                    break
        return True

    def _pairs(self, labels: tuple[str, ...]) -> list[tuple[str, str]]:
        """Labels with their values, whether these stand beside or, several to a row, below them."""
        pairs: list[tuple[str, str]] = []
        if chunk := self._next(Shape.ROWS):
            pairs = list(_paired(chunk.rows, labels))
        elif chunk := self._next(Shape.WORDS):
            pairs = list(labelled(chunk.lines, labels)) or list(_paired(tuple((line,) for line in chunk.lines), labels))
        self.at += bool(pairs)
        return pairs

    def _notice(self, block: worded.Notice, values: Named) -> bool:
        parts = (block.title, *block.words)
        if chunk := self._next(Shape.BOX):
            joined: Phrase = tuple(part for phrase in parts for part in (*phrase, *_SPACE))[: -len(_SPACE)]
            self.at += 1
            return self._phrase(joined, chunk.words, values)
        return all(self._one(Shape.WORDS, phrase, values) for phrase in parts)

    def _phrase(self, phrase: Phrase, words: str, values: Named) -> bool:
        """Read the values out of the words that a phrase was filled to; known values must stand there again."""
        known = tuple((name, as_words(value)) for name, value in values.items() if as_words(value))
        blanks = [part for part in phrase if isinstance(part, Blank)]
        match = phrase_pattern(phrase, known).fullmatch(words)
        if match is None:
            return False
        for number, blank in enumerate(blanks):
            printed, mark = match[2 * number + 1], match[2 * number + 2]
            value = self._value(blank, printed, mark)
            if values.get(blank.name) in (None, True):  # that it is printed may be known already
                values[blank.name] = value
        return True

    def _value(self, blank: Blank, printed: str, mark: str | None) -> Any:
        value, is_sure = printed_value(blank, printed, self.names)
        if not is_sure:
            self.result.unsure[blank.name] = printed
        if mark is None or mark not in self.reasons:
            return value
        provenance, reason = self.reasons[mark]
        return Fact(value=value, provenance=provenance, reason=reason)


_SPACE: Phrase = (Run(text=" "),)


def _is_optional(block: worded.Block) -> bool:
    """Whether a block may be left out of a letter, for its condition or for want of anything to list."""
    return bool(block.when) or isinstance(block, worded.Group) or bool(getattr(block, "of", ""))


def _paired(rows: tuple[tuple[str, ...], ...], labels: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """Labels and values of rows that hold one pair each, or of rows of labels each followed by a row of values."""
    heads: tuple[str, ...] = ()
    for row in rows:
        if all(cell in labels for cell in row):
            heads = row
        elif heads and len(row) == len(heads):
            yield from zip(heads, row, strict=True)
            heads = ()
        elif len(row) == 2 and row[0] in labels:
            yield row[0], row[1]
