"""The parts of a report of an examination: what was complained of, found, concluded, planned. A slip has few."""

from collections.abc import Sequence

from evenhand.records.plain_words import plain
from evenhand.records.words import Line

_LONGEST = 5


class ReportParts:
    """Finds which parts of a report begin on a page, by a programme's headings of each."""

    def __init__(self, parts: Sequence[Sequence[str]]) -> None:
        self._part_of = {heading: number for number, headings in enumerate(parts) for heading in headings}

    def on(self, lines: Sequence[Line]) -> frozenset[int]:
        """The numbers of the parts that begin on a page, each with a heading or a label of its own."""
        heads = (plain(_head(line.words)) for line in lines)
        return frozenset(self._part_of[head] for head in heads if head in self._part_of)


def _head(text: str) -> str:
    """What stands before a colon near the beginning of a line; the line where none stands there."""
    head, colon, _ = text.partition(":")
    return head if colon and len(head.split()) <= _LONGEST else text
