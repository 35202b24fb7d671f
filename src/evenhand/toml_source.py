"""A TOML file as it was written: its values, and the line each of them stands on.

Programmes, wordings and examples are written by people; whatever is wrong in one is said with file, line and key.
The standard library reads the values but forgets where they stood, so the places are found by a second, lenient walk.
"""

import datetime as dt
import pathlib
import re
import tomllib
from bisect import bisect_right
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from evenhand.finding import Finding, FindingKind, Place, Severity

_NO_SUCH_DAY = FindingKind(
    rule="INPUT-TOML-DAY",
    severity=Severity.FATAL,
    message="{day} is no day of the calendar: {reason}.",
    expected="a real day, such as 2014-01-21",
    remedy="Write the day as the paper has it.",
    citation="TOML 1.0.0 (toml.io), Local Date",
)
_UNREADABLE = FindingKind(
    rule="INPUT-TOML",
    severity=Severity.FATAL,
    message="The file cannot be read as TOML: {what}.",
    expected="a file in TOML 1.0",
    remedy="Mend the line and read the file again.",
    citation="TOML 1.0.0 (toml.io)",
)
_REPEATED = FindingKind(
    rule="INPUT-TOML-REPEATED",
    severity=Severity.FATAL,
    message="The key {key} is given twice, first on line {first}.",
    expected="each key once",
    citation="TOML 1.0.0 (toml.io), Keys and Table",
    remedy="Keep one of the two.",
)

Path = tuple[str | int, ...]
"""A way into a TOML document: names of keys, and positions in arrays counted from 0."""

_BARE_KEY = re.compile(r"[A-Za-z0-9_-]+")
_BLANK = re.compile(r"(?:[ \t\n]|#[^\n]*)*")
_SCALAR = re.compile(r"[^,\]}#\n]*")
_STRING = re.compile(
    r'''
    """(?:[^"\\]++|\\.|"(?!""))*+"""(?:"{0,2})  # the text of a long string may itself end in one or two quotes
    | \'{3}(?:[^\']++|\'(?!\'\'))*+\'{3}(?:\'{0,2})
    | "(?:[^"\\\n]++|\\.)*+"
    | \'[^\'\n]*\'
    ''',
    re.DOTALL | re.VERBOSE,
)
_AT_LINE = re.compile(r" \(at (?:line (\d+), column (\d+)|end of document)\)$")
_DAY = re.compile(r"(?:=|\[|,)[ \t]*(?P<day>\d{4}-\d{2}-\d{2})(?=[ \t]*(?:[,\]}#]|$))", re.MULTILINE)
_KEY_ON_LINE = re.compile(r"\s*([^=#]+?)\s*=")


@dataclass(frozen=True, slots=True, kw_only=True)
class TomlSource:
    """The values of one TOML file and where they stand in it.

    `lines` gives for each path the line, counted from 1, on which its key, element or table header begins.
    """

    data: dict[str, Any]
    file: str
    lines: Mapping[Path, int]

    def line_of(self, *path: str | int) -> int | None:
        """The line of the thing at `path`; where it is missing, of the nearest thing around it, or None."""
        for length in range(len(path), 0, -1):
            if (line := self.lines.get(path[:length])) is not None:
                return line
        return None

    def place(self, *path: str | int) -> Place:
        """The Place of the thing at `path` (as `line_of`), for a Finding: file, line and the key written out."""
        return Place(file=self.file, line=self.line_of(*path), key=key_text(path))


def read_toml(text: str, file: str) -> tuple[TomlSource | None, tuple[Finding, ...]]:
    """Read the `text` of a TOML file named `file`, in any line endings.

    Gives the source, or None with fatal Findings: one for each key given twice, or else one for the first thing that
    is not TOML (the reader cannot go on past it), each with its line and key. A day no calendar has is a fatal Finding
    and the rest is read all the same.
    """
    text = text.removeprefix("\ufeff").replace("\r\n", "\n")
    try:
        data = tomllib.loads(text)
    except RecursionError:
        return None, (_UNREADABLE.at(Place(file=file), what="values are nested too deeply to be read"),)
    except ValueError as error:
        possible, impossible = _impossible_days(text, file)
        if impossible:
            source, further = read_toml(possible, file)
            return source, impossible + further
        return None, _repeated(text, file) or (_not_toml(str(error), text, file),)
    return TomlSource(data=data, file=file, lines=_Walk(text).walked().lines), ()


def read_toml_file(path: pathlib.Path, rule: str, opening: str) -> tuple[TomlSource | None, tuple[Finding, ...]]:
    """Read a TOML file of a programme's folder, as `read_toml` does.

    A file that is missing or is no UTF-8 is a fatal Finding under `rule` that begins with `opening`, which says what
    cannot be read for it.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        missing = FindingKind(rule=rule, severity=Severity.FATAL, message="{opening}: {reason}.")
        return None, (missing.at(Place(file=str(path)), opening=opening, reason=error),)
    return read_toml(text, str(path))


def _impossible_days(text: str, file: str) -> tuple[str, tuple[Finding, ...]]:
    """The text with the first of January 1 in place of each day no calendar has, and a Finding for each of them.

    The reader stops at the first such day; with another in its place the rest of the file can still be read.
    """
    findings = []
    for written in _DAY.finditer(text):
        try:
            dt.date.fromisoformat(written["day"])
        except ValueError as error:
            line = text.count("\n", 0, written.start("day")) + 1
            key = _KEY_ON_LINE.match(text.split("\n")[line - 1])
            findings.append(
                _NO_SUCH_DAY.at(
                    Place(file=file, line=line, key=key[1] if key else ""), day=written["day"], reason=str(error)
                )
            )
            text = text[: written.start("day")] + "0001-01-01" + text[written.end("day") :]
    return text, tuple(findings)


def key_text(path: Path) -> str:
    """A path as people write it, elements counted from 1: `rule[2].version.since`."""
    written = ""
    for step in path:
        if isinstance(step, int):
            written += f"[{step + 1}]"
        else:
            name = step if _BARE_KEY.fullmatch(step) else f'"{step}"'
            written += f".{name}" if written else name
    return written


def _not_toml(reason: str, text: str, file: str) -> Finding:
    """The reader's complaint, with the line and the key it stands on."""
    at = _AT_LINE.search(reason)
    lines = text.split("\n")
    line = int(at[1]) if at and at[1] else len(lines)
    column = int(at[2]) if at and at[2] else None
    key = _KEY_ON_LINE.match(lines[line - 1]) if line <= len(lines) else None
    message = _AT_LINE.sub("", reason).rstrip(".")
    place = Place(file=file, line=line, column=column, key=key[1] if key else "")
    return _UNREADABLE.at(place, what=message[:1].lower() + message[1:])


def _repeated(text: str, file: str) -> tuple[Finding, ...]:
    """A Finding for each key or table given twice; none where the file is broken in another way."""
    try:
        walk = _Walk(text).walked()
    except (ValueError, RecursionError):
        return ()
    return tuple(
        _REPEATED.at(Place(file=file, line=line, key=key_text(path)), key=key_text(path), first=first)
        for path, first, line in walk.repeated
    )


@dataclass(slots=True)
class _Walk:
    """One pass over TOML text, noting where each key, element and table begins.

    It trusts the text where the reader accepted it; on other text it raises ValueError where it cannot follow.
    """

    text: str
    lines: dict[Path, int] = field(default_factory=dict)
    repeated: list[tuple[Path, int, int]] = field(default_factory=list)
    given: dict[Path, int] = field(default_factory=dict)
    lengths: dict[Path, int] = field(default_factory=dict)
    at: int = 0
    breaks: list[int] = field(default_factory=list)

    def walked(self) -> "_Walk":
        """The walk, gone to the end of the text."""
        self.breaks = [newline.start() for newline in re.finditer("\n", self.text)]
        table: Path = ()
        self._skip_blank()
        while self.at < len(self.text):
            if self.text.startswith("[", self.at):
                table = self._header()
            else:
                self._pair(table)
            self._skip_blank()
        return self

    def _line(self) -> int:
        return bisect_right(self.breaks, self.at - 1) + 1

    def _skip_blank(self) -> None:
        self.at = _match(_BLANK, self.text, self.at)

    def _header(self) -> Path:
        """Read `[a.b]` or `[[a.b]]` and give the path of the table that it opens."""
        line = self._line()
        is_element = self.text.startswith("[[", self.at)
        self.at += 2 if is_element else 1
        *above, last = self._key()
        self._expect("]]" if is_element else "]")
        path: Path = ()
        for name in above:
            path = self._current((*path, name))
            self.lines.setdefault(path, line)
        path = (*path, last)
        if is_element:
            self.lines.setdefault(path, line)
            position = self.lengths.get(path, 0)
            self.lengths[path] = position + 1
            path = (*path, position)
        self._give(path, line)
        return path

    def _current(self, path: Path) -> Path:
        """The table now open at `path`: where an array of tables stands there, its last element."""
        return (*path, self.lengths[path] - 1) if path in self.lengths else path

    def _pair(self, table: Path) -> None:
        """Read `key = value` inside `table`."""
        line = self._line()
        *above, last = self._key()
        self._expect("=")
        for name in above:
            table = (*table, name)
            self.lines.setdefault(table, line)
        path = (*table, last)
        self._give(path, line)
        self._value(path)

    def _give(self, path: Path, line: int) -> None:
        if path in self.given:
            self.repeated.append((path, self.given[path], line))
        self.given.setdefault(path, line)
        self.lines[path] = line

    def _key(self) -> list[str]:
        """Read a key, dotted or not, and give its names."""
        names: list[str] = []
        while True:
            self._skip_blank()
            start = self.at
            if self.text[start : start + 1] in ('"', "'"):
                self._string()
                names.append(tomllib.loads(f"key = {self.text[start : self.at]}")["key"])
            else:
                self.at = _match(_BARE_KEY, self.text, start)
                names.append(self.text[start : self.at])
            self._skip_blank()
            if not self.text.startswith(".", self.at):
                return names
            self.at += 1

    def _value(self, path: Path) -> None:
        self._skip_blank()
        match self.text[self.at : self.at + 1]:
            case '"' | "'":
                self._string()
            case "[":
                self._enclosed(path, "]", self._element)
            case "{":
                self._enclosed(path, "}", self._inline_pair)
            case _:
                self.at = _match(_SCALAR, self.text, self.at)

    def _enclosed(self, path: Path, end: str, read_member: Callable[[Path, int], None]) -> None:
        """Read the members of an array or inline table up to its closing `end`."""
        self.at += 1
        position = 0
        self._skip_blank()
        while not self.text.startswith(end, self.at):
            read_member(path, position)
            position += 1
            self._skip_blank()
            if not self.text.startswith(end, self.at):
                self._expect(",")
                self._skip_blank()
        self.at += 1

    def _element(self, path: Path, position: int) -> None:
        self.lines[(*path, position)] = self._line()
        self._value((*path, position))

    def _inline_pair(self, path: Path, _position: int) -> None:
        self._pair(path)

    def _string(self) -> None:
        """Pass over a string of any of the four kinds."""
        self.at = _match(_STRING, self.text, self.at)

    def _expect(self, mark: str) -> None:
        if not self.text.startswith(mark, self.at):
            raise ValueError(f"{mark} was expected")
        self.at += len(mark)


def _match(pattern: re.Pattern[str], text: str, at: int) -> int:
    """Where `pattern`, read from `at`, ends; raises ValueError where it does not match."""
    match = pattern.match(text, at)
    if match is None:
        raise ValueError(f"nothing expected stands at character {at}")
    return match.end()
