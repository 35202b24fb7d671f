"""Typed reading of a TOML table: each key is asked for once, in the type expected, and whatever does not fit is a
Finding.
"""

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from difflib import get_close_matches
from enum import Enum
from typing import Any, TypeVar

from evenhand.finding import Finding, Severity
from evenhand.toml_source import Path, TomlSource

E = TypeVar("E", bound=Enum)

_REQUIRED: Any = object()
_NEAR = 0.7
"""How alike two keys must be for one to be taken for a slip of the other."""


class TomlTable:
    """One table of a TOML file while it is read.

    Every accessor gives a value of the right type even where the file does not (so that reading goes on and every
    fault is said at once); the faults gather in `findings`, shared by all tables of one reading. `finish` says which
    keys nobody asked for.
    """

    def __init__(self, source: TomlSource, path: Path, data: Any, findings: list[Finding], rule: str) -> None:
        self.source, self.path, self.findings, self.rule = source, path, findings, rule
        self._asked: set[str] = set()
        self._missing: dict[str, Finding] = {}
        self._data: dict[str, Any] = data if isinstance(data, dict) else {}
        if not isinstance(data, dict):
            self._say("", f"{_shown(data)} stands where a table is expected", "a table of keys and values")

    @classmethod
    def root(cls, source: TomlSource, findings: list[Finding], rule: str) -> "TomlTable":
        """The whole file as a table; faults found in it are Findings under `rule`."""
        return cls(source, (), source.data, findings, rule)

    def __contains__(self, key: str) -> bool:
        return key in self._data

    @property
    def name(self) -> str:
        """The last key on the way to this table."""
        return str(self.path[-1]) if self.path else ""

    def names(self) -> tuple[str, ...]:
        """The keys that stand in the table, in the order of the file."""
        return tuple(self._data)

    def _say(self, key: str, message: str, expected: str, severity: Severity = Severity.FATAL) -> None:
        path = (*self.path, key) if key else self.path
        self.findings.append(
            Finding(
                rule=self.rule,
                message=f"{message}.",
                severity=severity,
                place=self.source.place(*path),
                expected=expected,
                remedy="Correct the file and check it again.",
            )
        )

    def fault(self, key: str, message: str, expected: str) -> None:
        """Say a fault of this table that its reader found: at `key`, what is wrong, what was expected."""
        self._say(key, message, expected)

    def _take(self, key: str, kinds: type | tuple[type, ...], expected: str, default: Any, blank: Any) -> Any:
        self._asked.add(key)
        if key not in self._data:
            if default is _REQUIRED:
                self._say(key, f"The key {key!r} is missing", expected)
                self._missing[key] = self.findings[-1]
                return blank
            return default
        value = self._data[key]
        wrong_bool = isinstance(value, bool) and kinds is not bool
        wrong_instant = isinstance(value, dt.datetime) and kinds is dt.date
        if not isinstance(value, kinds) or wrong_bool or wrong_instant:
            self._say(key, f"{key} = {_shown(value)} does not fit", expected)
            return blank if default is _REQUIRED else default
        return value

    def text(self, key: str, default: str = _REQUIRED) -> str:
        """Text; blank text counts as missing where the key is required."""
        value: str = self._take(key, str, "text in quotes", default, "")
        if default is _REQUIRED and key in self._data and isinstance(self._data[key], str) and not value.strip():
            self._say(key, f"The key {key!r} is blank", "text in quotes")
        return value

    def whole(self, key: str, default: int = _REQUIRED) -> int:
        """The whole number of a key; `default`, or a fault and 0, where there is none."""
        value: int = self._take(key, int, "a whole number", default, 0)
        return value

    def flag(self, key: str, default: bool = _REQUIRED) -> bool:
        """true or false."""
        value: bool = self._take(key, bool, "true or false", default, False)
        return value

    def day(self, key: str, default: dt.date | None = _REQUIRED) -> dt.date:
        """A day written without quotes; where it is missing or wrong, the first of January of year 1 stands in."""
        value: dt.date = self._take(key, dt.date, "a day such as 2014-01-21, without quotes", default, dt.date.min)
        return value

    def optional_day(self, key: str) -> dt.date | None:
        """A day, or None where the key is absent."""
        return self.day(key) if key in self._data else None

    def amount(self, key: str, default: Decimal | None = _REQUIRED) -> Decimal:
        """An amount of money or units, written as a whole number or as text such as "4.5"; never below zero."""
        value = self._take(key, (int, str), 'an amount such as 500 or "4.50"', default, 0)
        try:
            amount = Decimal(value)
        except (InvalidOperation, TypeError):
            amount = Decimal("NaN")
        if not amount.is_finite() or amount < 0:
            if value is not default:
                self._say(key, f"{key} = {_shown(value)} is not an amount of zero or more", "such as 500")
            return Decimal(0)
        return amount

    def choice(self, key: str, options: type[E], default: E | None = _REQUIRED) -> E:
        """One of the values of an enumeration, as text."""
        words = ", ".join(str(option.value) for option in options)
        fallback = next(iter(options))
        text = self._take(key, str, f"one of {words}", _REQUIRED if default is _REQUIRED else "", "")
        if text in {option.value for option in options}:
            return options(text)
        if key in self._data and isinstance(self._data[key], str):
            self._say(key, f"{key} = {text!r} is not known here", f"one of {words}")
        return fallback if default is _REQUIRED or default is None else default

    def texts(self, key: str, default: tuple[str, ...] = _REQUIRED) -> tuple[str, ...]:
        """The texts that a key lists; `default`, or a fault and none, where it lists none or holds something else."""
        values = self._take(key, list, "a list of texts", default, [])
        for position, value in enumerate(values):
            if not isinstance(value, str) or not value.strip():
                self._say(key, f"Element {position + 1} of {key} is {_shown(value)}", "a list of texts in quotes")
        return tuple(value for value in values if isinstance(value, str))

    def lists(self, key: str) -> tuple[tuple[str, ...], ...]:
        """A list of lists of texts; empty where it is absent."""
        rows = self._take(key, list, "a list of lists of texts", [], [])
        for position, row in enumerate(rows):
            if not isinstance(row, list) or not all(isinstance(value, str) and value.strip() for value in row):
                self._say(key, f"Element {position + 1} of {key} is {_shown(row)}", "a list of texts in quotes")
        return tuple(tuple(value for value in row if isinstance(value, str)) for row in rows if isinstance(row, list))

    def scalars(self, key: str) -> dict[str, Any]:
        """A table of single values (texts, numbers, days, true/false), empty where absent."""
        table = self._take(key, dict, "a table of single values", {}, {})
        for name, value in table.items():
            if isinstance(value, dict | list):
                self._say(key, f"{key}.{name} is not a single value", "text, a number, a day, true or false")
        return {name: value for name, value in table.items() if not isinstance(value, dict | list)}

    def table(self, key: str) -> "TomlTable":
        """The table under `key`; an absent one reads as empty (its own required keys then say what is missing)."""
        self._asked.add(key)
        return TomlTable(self.source, (*self.path, key), self._data.get(key, {}), self.findings, self.rule)

    def named_tables(self, key: str) -> Iterator["TomlTable"]:
        """The tables inside the table `key`, each with its own name."""
        group = self.table(key)
        for name in group._data:
            yield group.table(name)

    def rows(self, key: str) -> Iterator["TomlTable"]:
        """The tables of the array `key`, in order; none where it is absent."""
        values = self._take(key, list, "a list of tables", [], [])
        for position, value in enumerate(values):
            yield TomlTable(self.source, (*self.path, key, position), value, self.findings, self.rule)

    def finish(self) -> None:
        """Say every key nobody asked for: a misspelt key is a fault, not a comment."""
        for key in self._data:
            if key not in self._asked:
                self._say_unknown(key)

    def _say_unknown(self, key: str) -> None:
        """A key that nobody asked for; where it is a slip for one that is missing, that it is, and once."""
        meant = get_close_matches(key, sorted(self._missing), n=1, cutoff=_NEAR)
        for name in meant:
            self.findings.remove(self._missing.pop(name))
            self._say(key, f"The key {key!r} is not known here, and {name!r} is missing", name)
        near = meant or get_close_matches(key, sorted(self._asked), n=3, cutoff=_NEAR) or sorted(self._asked)
        if not meant:
            self._say(key, f"The key {key!r} is not known here", f"one of {', '.join(near) or 'no key at all'}")


def _shown(value: Any) -> str:
    """A value as the file has it, and not as the programming language does."""
    match value:
        case bool():
            return str(value).lower()
        case str():
            return f'"{value}"'
        case list():
            return f"[{', '.join(map(_shown, value))}]"
        case dict():
            return f"{{ {', '.join(f'{key} = {_shown(part)}' for key, part in value.items())} }}"
        case _:
            return str(value)
