"""What differs between two copies of a paper, line by line: one changed line may decide."""

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

_MOST_LINES = 2000


class ChangedLines(NamedTuple):
    """Lines that stand in the one and not in the other, in their place; either may be empty."""

    here: tuple[str, ...]
    there: tuple[str, ...]


def changed_lines(here: Sequence[str], there: Sequence[str]) -> tuple[ChangedLines, ...] | None:
    """What differs between two papers, as runs of lines in order, spaces and the case of letters aside.

    None where they are too long to be held against one another (2,000 lines each).
    """
    if max(len(here), len(there)) > _MOST_LINES:
        return None
    told = [[line for line in lines if line.split()] for lines in (here, there)]
    keys = [[" ".join(line.split()).casefold() for line in lines] for lines in told]
    return tuple(_runs(told[0], told[1], SequenceMatcher(None, keys[0], keys[1], autojunk=False)))


def _runs(here: Sequence[str], there: Sequence[str], matcher: SequenceMatcher[str]) -> Iterator[ChangedLines]:
    for kind, first, last, other_first, other_last in matcher.get_opcodes():
        if kind != "equal":
            yield ChangedLines(tuple(here[first:last]), tuple(there[other_first:other_last]))
