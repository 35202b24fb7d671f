"""The patterns of `patterns.toml`: read, and sought in a letter in one pass.

One alternation of all patterns tells in one pass where anything stands; which of them it is, is asked only there.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any, NamedTuple

import re2

from evenhand.corpus.redaction import Kind
from evenhand.finding import Finding
from evenhand.toml_source import read_toml
from evenhand.toml_table import TomlTable

RULE = "CORPUS-PATTERNS"
_FILE = "patterns.toml"
_DEPTH = 3
"""So deep parts of patterns hold other parts."""
_MEMORY = 64 << 20
"""Bytes the automaton of the patterns may take."""


_LONGEST = 400
"""Bytes. No pattern matches more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pattern:
    """A way in which identifiers are written; `reading` names the second look a passage gets, if any."""

    name: str
    kind: Kind
    why: str
    reading: str
    expression: str
    examples: tuple[str, ...] = ()
    counterexamples: tuple[str, ...] = ()


class Hit(NamedTuple):
    """A passage that a pattern matches, by its offsets."""

    pattern: Pattern
    start: int
    end: int


@cache
def general_patterns() -> tuple[Pattern, ...]:
    """The patterns for any letter, in the order in which they are asked; raises ValueError where the file is broken."""
    findings: list[Finding] = []
    text = (resources.files("evenhand.corpus") / _FILE).read_text(encoding="utf-8")
    source, faults = read_toml(text, _FILE)
    if source is None:
        raise ValueError(f"the package's own {_FILE} cannot be read: {faults}")
    root = TomlTable.root(source, findings, RULE)
    parts = root.scalars("parts")
    patterns = tuple(_pattern(table, parts) for table in root.rows("patterns"))
    root.finish()
    if findings:
        raise ValueError(f"the package's own {_FILE} is faulty: {findings}")
    return patterns


def _pattern(table: TomlTable, parts: dict[str, Any]) -> Pattern:
    expression = table.text("re")
    for _ in range(_DEPTH):
        for name, part in parts.items():
            expression = expression.replace("{" + name + "}", part)
    pattern = Pattern(
        name=table.text("name"),
        kind=table.choice("kind", Kind),
        why=table.text("why"),
        reading=table.text("reading", ""),
        expression=expression,
        examples=table.texts("examples"),
        counterexamples=table.texts("counterexamples"),
    )
    table.finish()
    return pattern


_PLAIN_DAY = re.compile(rb"(?:0?[1-9]|1[0-2])([-/])(?:0?[1-9]|[12]\d|3[01])\1(?:(?:19|20)\d\d|\d\d)")
"""A day as nearly every letter writes it."""


class PatternSearch:
    """Patterns made ready to be sought; the earlier go before the later where both match."""

    def __init__(self, patterns: tuple[Pattern, ...]) -> None:
        self.patterns = patterns
        options = re2.Options()
        options.max_mem = _MEMORY
        self._each = [re2.compile(pattern.expression.encode(), options) for pattern in patterns]
        self._all = re2.compile("|".join(f"(?:{pattern.expression})" for pattern in patterns).encode(), options)
        self._which = re2.Set.MatchSet(options)
        for pattern in patterns:
            self._which.Add(pattern.expression.encode())
        self._which.Compile()
        self._day = next((pattern for pattern in patterns if pattern.reading == "day"), patterns[0])

    def seek(self, shadow: bytes, read: Callable[[Hit], bool]) -> None:
        """Call `read` for every passage in order, pattern by pattern, until it says that it has read the passage.

        What has been read is not looked at again; where nothing could be read, the next character is tried.
        """
        place: int | None = 0
        while place is not None:
            place = self._refused(shadow, place, read)

    def _refused(self, shadow: bytes, place: int, read: Callable[[Hit], bool]) -> int | None:
        """Read passage after passage; where one could not be read, the offset from which to look again."""
        for hit in self._all.finditer(shadow, place):
            span: tuple[int, int] = hit.span()
            start, stop = span
            if _PLAIN_DAY.fullmatch(shadow, start, stop) and read(Hit(self._day, start, stop)):
                continue  # most of what is found, and nothing else is written so
            which = sorted(self._which.Match(shadow[start : start + _LONGEST]))
            for position, number in enumerate(which):
                if position:  # the first of them is what the alternation found
                    own = self._each[number].match(shadow, start)
                    if own is None:
                        continue
                    stop = own.end()
                if read(Hit(self.patterns[number], start, stop)):
                    break
            else:
                return start + 1
            if stop != span[1]:
                return stop
        return None
