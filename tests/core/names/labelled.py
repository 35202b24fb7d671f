"""Pairs of made-up names with the right answer, read from the tables beside this module.

`same` is one person or organization (same or ask is right), `other` two that differ plainly, `other_or_ask` two that
come near. Every second pair, drawn by a digest, was kept out of sight while the comparison was made; those of the kinds
"later" and "third" were judged and written when it stood, and tried once; what failed was mended by kind.
"""

import csv
from pathlib import Path
from typing import NamedTuple

from evenhand.names.likeness import Likeness


class NamePair(NamedTuple):
    """Two names, of what kind their difference is, and the right answer."""

    kind: str
    name: str
    other: str
    right: str

    def is_wrong(self, answer: Likeness) -> bool:
        """Whether an answer takes two for one, or one for two."""
        return answer is (Likeness.OTHER if self.right == "same" else Likeness.SAME)


def labelled(table: str) -> tuple[NamePair, ...]:
    """The pairs of a table ("pairs", "organisations")."""
    with (Path(__file__).parent / f"{table}.csv").open(encoding="utf-8", newline="") as lines:
        return tuple(NamePair(row["kind"], row["one"], row["other"], row["right"]) for row in csv.DictReader(lines))
