"""Reading a letter back: a letter that was printed from a wording gives up the values that filled its blanks.

The wording says what stands where; what stands between its fixed words are the values. Blocks printed only in some
cases tell by being there whether their conditions held. A letter read so and made out again is the same letter.
"""

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from evenhand.determination.printed_date import printed_date
from evenhand.finding import Provenance
from evenhand.letter import wording as worded
from evenhand.letter.chunks import Chunk, Shape, chunks, labelled
from evenhand.letter.kind import Kind
from evenhand.letter.phrase import Blank, Phrase, Run
from evenhand.letter.value import SPAN_SIGN, DaySpan, Fact

_MARK = r"(?:\[([a-z]{1,2})\])?"
_DAY = r"[A-Z][a-z]+ \d{1,2}, \d{4}"
_NUMBER = r"[\d,]+"
_FORMS = {Kind.DATE: _DAY, Kind.DAYS: rf"{_NUMBER} days?", Kind.HOURS: rf"{_NUMBER} hours?"}
_AND = re.compile(r", and | and |, ")
Named = dict[str, Any]


@dataclass(slots=True)
class ReadBack:
    """A letter read back: the values by name, and the ids of blocks that should stand in it and do not."""

    values: Named
    missing: list[str] = field(default_factory=list)
    read: int = 0


def read_back(text: str, wording: worded.Wording) -> ReadBack:
    """The values of a letter printed from a wording, from its text with its structure kept."""
    return _Reading(chunks(text), wording).letter()


class _Reading:
    """One letter being read back: its blocks, and how far it has been read."""

    def __init__(self, printed: tuple[Chunk, ...], wording: worded.Wording) -> None:
        self.printed, self.wording = printed, wording
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
        _settle(self.wording.blocks, values)
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
        """Read blocks one after the other; whether any of them stood there."""
        any_read = False
        for block in blocks:
            if any(values.get(condition.name) is condition.negated for condition in block.when):
                continue  # what was read before says that it is not printed
            was_at = self.at
            if self._block(block, values):
                any_read = True
                self.result.read += 1
                for condition in block.when:
                    values.setdefault(condition.name, not condition.negated)
            else:
                self.at = was_at
                if not block.when and not isinstance(block, worded.Group) and not getattr(block, "of", ""):
                    self.result.missing.append(block.id)
        return any_read

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
        number = 0
        while True:
            was_at, missing = self.at, len(self.result.missing)
            element: Named = dict(_element(values, block.of, number) or {})
            if not self._blocks(block.blocks, element) or self.at == was_at:
                del self.result.missing[missing:]
                self.at = was_at
                break
            _put(values, block.of, number, element)
            number += 1
        return number > 0

    def _list(self, block: worded.ListOf, values: Named) -> bool:
        chunk = self._next(Shape.POINTS)
        if chunk is None:
            return False
        if not block.of:
            return self._fixed_points(block, chunk, values)
        for number, point in enumerate(chunk.lines):
            element: Named = dict(_element(values, block.of, number) or {})
            item = next((item for item in block.items if self._phrase(item.words, point, element)), None)
            if item is None:
                return False
            for condition in item.when:
                element.setdefault(condition.name, not condition.negated)
            _put(values, block.of, number, element)
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
        heads = tuple(_fixed(column.head) for column in block.columns)
        rows = self._rows(heads)
        for number, cells in enumerate(rows):
            if block.of:
                element: Named = dict(_element(values, block.of, number) or {})
                if not self._cells(block.rows[0], cells, element):
                    return False
                _put(values, block.of, number, element)
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
        labels = tuple(_fixed(fact.label) for fact in block.facts)
        pairs = self._pairs(labels)
        if not pairs:
            return False
        for label, words in pairs:
            for fact in block.facts:
                told: Named = dict(values)
                if _fixed(fact.label) == label and self._phrase(fact.words, words, told):
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
        known = tuple((name, _words(value)) for name, value in values.items() if _words(value))
        blanks = [part for part in phrase if isinstance(part, Blank)]
        for pattern in (_pattern(phrase, known), _pattern(phrase, ())):
            if match := pattern.fullmatch(words):
                break
        else:
            return False
        for number, blank in enumerate(blanks):
            printed, mark = match[2 * number + 1], match[2 * number + 2]
            values.setdefault(blank.name, self._value(blank, printed, mark))
        return True

    def _value(self, blank: Blank, printed: str, mark: str | None) -> Any:
        value: Any = printed
        if blank.kind is Kind.DATE:
            first, dash, last = printed.partition(SPAN_SIGN)
            value = printed_date(first) or printed
            if dash and (through := printed_date(last)) and isinstance(value, dt.date):
                value = DaySpan(first=value, last=through)
        elif blank.kind in (Kind.DAYS, Kind.HOURS):
            value = int(re.sub(r"\D", "", printed))
        elif blank.kind is Kind.LIST:
            value = tuple(part for part in _AND.split(printed) if part)
        if mark is None or mark not in self.reasons:
            return value
        provenance, reason = self.reasons[mark]
        return Fact(value=value, provenance=provenance, reason=reason)


_SPACE: Phrase = (Run(text=" "),)


def _fixed(phrase: Phrase) -> str:
    return " ".join("".join(part.text for part in phrase if not isinstance(part, Blank)).split())


def _words(value: Any) -> str:
    """A value that was read as words, to be met again as the same words; empty for any other."""
    value = value.value if isinstance(value, Fact) else value
    return value if isinstance(value, str) else ""


@lru_cache(maxsize=4096)
def _pattern(phrase: Phrase, known: tuple[tuple[str, str], ...]) -> re.Pattern[str]:
    """The pattern of a filled phrase: two groups a blank, its words and its mark."""
    told = dict(known)
    pieces: list[str] = []
    is_bracketed = False
    for part in phrase:
        if not isinstance(part, Blank):
            pieces.append(r"\s+".join(re.escape(piece) for piece in re.split(r"\s+", part.text)))
            is_bracketed = part.text.endswith("(")
            continue
        free = "[^()]+?" if is_bracketed else ".+?"
        form = re.escape(told[part.name]) if part.name in told else _FORMS.get(part.kind, free)
        pieces.append(f"({form}){_MARK}")
        is_bracketed = False
    return re.compile("".join(pieces), re.DOTALL)


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


def _element(values: Named, name: str, number: int) -> Named | None:
    elements = values.get(name)
    return elements[number] if isinstance(elements, list) and number < len(elements) else None


def _put(values: Named, name: str, number: int, element: Named) -> None:
    elements = values.get(name)
    if not isinstance(elements, list):
        elements = values[name] = []
    elements[number : number + 1] = [element]


def _settle(blocks: tuple[worded.Block, ...], values: Named) -> None:
    """Say of every condition and sequence that nothing showed that it does not hold, or is empty."""
    for block in blocks:
        for condition in worded.conditions(block):
            values.setdefault(condition.name, condition.negated and condition.name not in values)
        of = getattr(block, "of", "")
        if of:
            values.setdefault(of, [])
        if isinstance(block, worded.Group):
            inner = [element for element in values.get(of, []) if isinstance(element, dict)] if of else [values]
            for element in inner:
                _settle(block.blocks, element)


def plain_values(values: Named) -> dict[str, Any]:
    """The values for JSON: days in ISO form, marked facts with where they come from."""
    return {name: _plain(value) for name, value in values.items()}


def _plain(value: Any) -> Any:
    if isinstance(value, Fact):
        return {"value": _plain(value.value), "provenance": value.provenance.value, "reason": value.reason}
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, DaySpan):
        return f"{value.first.isoformat()}/{value.last.isoformat()}"
    if isinstance(value, dict):
        return plain_values(value)
    return [_plain(element) for element in value] if isinstance(value, list | tuple) else value
