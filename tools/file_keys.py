"""Which keys the files of a programme and of a case may hold, seen by watching them be read."""

import inspect
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from enum import Enum
from typing import Any, NamedTuple

from evenhand.toml_table import TomlTable

_SORTS = {
    "text": "text",
    "whole": "whole number",
    "flag": "true or false",
    "day": "day",
    "optional_day": "day",
    "amount": "number, or number in quotes",
    "choice": "a word",
    "texts": "list of texts",
    "lists": "list of lists of texts",
    "scalars": "table of single values",
    "table": "table",
    "named_tables": "tables, each under its name",
    "rows": "list of tables",
}
"""How each way of asking for a key is told."""
_BEAR_ABSENCE = ("table", "named_tables", "rows", "scalars", "lists", "optional_day")
NAME = "NAME"
_MOST_WORDS = 12
"""Longer lists of words have a table of their own."""

Place = tuple[str, str, str]
"""Where a key stands: its file, its table (`rules-NAME-versions`), its name."""


class Key(NamedTuple):
    """A key of a table, its sort in words, and whether the table must hold it: `yes`, `no`, or `where it applies`."""

    file: str
    table: str
    key: str
    sort: str
    must: str


class Watch:
    """The keys that were asked for while files were read.

    `label` gives what the file of a path is called, empty for a file that is not to be told of; `chosen` are tables,
    each with its file before it, whose keys an author chooses.
    """

    def __init__(self, label: Callable[[str], str], chosen: frozenset[str]) -> None:
        self._label, self._named = label, set(chosen)
        self._sorts: dict[Place, str] = {}
        self._optional: set[Place] = set()
        self._tables: dict[tuple[str, str], set[Any]] = {}
        self._asked: dict[Place, set[Any]] = {}
        self.depth = 0

    def keys(self) -> tuple[Key, ...]:
        """Each key once, in the order they were asked for."""
        return tuple(Key(*place, sort or "text", self._must(place)) for place, sort in self._sorts.items())

    def _must(self, place: Place) -> str:
        if place in self._optional:
            return "no"
        return "yes" if self._asked[place] == self._tables[place[:2]] else "where it applies"

    def ask(self, table: TomlTable, way: str, asked: Mapping[str, Any]) -> None:
        """Write down that a key of a table was asked for in a way; nothing where it is asked within another asking."""
        file = "" if self.depth else self._label(table.source.file)
        if not file:
            return
        pattern = self._pattern(file, table.path)
        if way == "named_tables":
            self._named.add(f"{file}:{'-'.join(filter(None, (pattern, asked['key'])))}")
        place = (file, pattern, NAME if f"{file}:{pattern}" in self._named else asked["key"])
        sort = _choice(asked["options"]) if way == "choice" else _SORTS.get(way, "")
        self._sorts[place] = self._sorts.get(place) or sort
        if way in _BEAR_ABSENCE or way not in _SORTS or "default" in asked:
            self._optional.add(place)
        where = (table.source.file, table.path)
        self._tables.setdefault(place[:2], set()).add(where)
        self._asked.setdefault(place, set()).add(where)

    def _pattern(self, file: str, path: tuple[str | int, ...]) -> str:
        steps: list[str] = []
        for step in path:
            if isinstance(step, str):
                steps.append(NAME if f"{file}:{'-'.join(steps)}" in self._named else step)
        return "-".join(steps)


def _choice(options: type[Enum]) -> str:
    words = [str(option.value) for option in options]
    return f"one of {', '.join(words)}" if len(words) <= _MOST_WORDS else f"a word of {options.__name__}"


@contextmanager
def watching(label: Callable[[str], str], chosen: frozenset[str]) -> Iterator[Watch]:
    """Watch every table that is read until the block ends."""
    watch, kept = Watch(label, chosen), {way: getattr(TomlTable, way) for way in (*_SORTS, "__contains__")}
    for way, method in kept.items():
        setattr(TomlTable, way, _watched(watch, way, method))
    try:
        yield watch
    finally:
        for way, method in kept.items():
            setattr(TomlTable, way, method)


def _watched(watch: Watch, way: str, method: Callable[..., Any]) -> Callable[..., Any]:
    signature = inspect.signature(method)

    def asked(table: TomlTable, *given: Any, **named: Any) -> Any:
        watch.ask(table, way, signature.bind(table, *given, **named).arguments)
        watch.depth += 1
        try:
            told = method(table, *given, **named)
            return list(told) if way in ("named_tables", "rows") else told
        finally:
            watch.depth -= 1

    return asked
