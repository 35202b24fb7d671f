"""A table as a spreadsheet saves it: whatever its encoding and separator, row by row, each with its line.

What had to be guessed is said as a note. A row that cannot be read is said with its line, and those after it are read.
"""

import csv
import re
from collections import Counter, deque
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain

from evenhand.finding import Finding, Place, Severity

_SEPARATORS = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "bars"}
_MOST_LINES = 40
"""Lines after which a quotation mark that is not closed counts as a slip, not as the beginning of a long cell."""
_UNCLOSED = "a quotation mark is not closed"
_REASONS = {
    "end of data": _UNCLOSED,
    "expected after": "behind a quotation mark that closes a cell stands more text",
    "field limit": "a cell is longer than any cell may be",
}
"""What the standard library says of a row, and what that means."""
_NO_TABLES = {
    b"PK\x03\x04": "a workbook (.xlsx, .ods) or an archive",
    b"\xd0\xcf\x11\xe0": "a workbook of the older kind (.xls)",
    b"%PDF": "a PDF",
    b"{\\rtf": "a text document",
    b"<": "a page of HTML or XML",
}
"""What a file is that begins so: none of them is a table of text."""
_CORRECT = "Correct the table and read it again; what this line says was not taken."
_SAVED = "a table saved as comma-separated values in UTF-8"
_SAVE = "Open it in the spreadsheet program, save the sheet as CSV (UTF-8), and bring that file."
_SEPARATOR_LINE = re.compile(r'"?sep=(?P<separator>.)"?\s*', re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetRow:
    """One row: the line on which it begins, counted from 1, and its cells by the name of their column; `values` is None
    where the row cannot be read, which stands among the findings.
    """

    line: int
    values: Mapping[str, str] | None


def decoded_lines(data: Iterable[bytes], file: str, rule: str, findings: list[Finding]) -> Iterator[str]:
    """The lines of a file without their ends, from its bytes cut behind each line feed. What is not UTF-8 is read as
    UTF-16 or UTF-32 where it looks so, else as Windows-1252, and said once among the findings; so are signs without
    meaning (NUL), which are left out, and a file that is no text at all, of which nothing is read.
    """
    lines = iter(data)
    first = next(lines, b"")
    if kind := next((kind for begins, kind in _NO_TABLES.items() if first.lstrip().startswith(begins)), ""):
        findings.append(_fault(f"The file is {kind}, no table of text.", file, rule, 1, expected=_SAVED, remedy=_SAVE))
        return
    is_told = False
    for line in _decoded(first, lines, file, rule, findings):
        if "\0" in line and not is_told:
            findings.append(_note("The file holds signs without meaning (NUL); they were left out.", file, rule))
            is_told = True
        yield line.replace("\0", "")


def _decoded(first: bytes, lines: Iterator[bytes], file: str, rule: str, findings: list[Finding]) -> Iterator[str]:
    if encoding := _wide(first):
        findings.append(_note(f"The file is not UTF-8 text; it was read as {encoding.upper()}.", file, rule))
        yield from re.split(r"\r\n|\n|\r", b"".join((first, *lines)).decode(encoding, errors="replace"))
        return
    is_told = False
    for line in chain((first,), lines):
        try:
            text = line.decode()
        except UnicodeDecodeError:
            text = line.decode("cp1252", errors="replace")
            if not is_told:
                findings.append(_note("The file is not UTF-8 text; it was read as Windows-1252.", file, rule))
            is_told = True
        yield from text.removesuffix("\n").removesuffix("\r").split("\r")


def _wide(first: bytes) -> str:
    """The encoding of two or four bytes a character that a first line is in; empty where it is in none."""
    if first.startswith((b"\xff\xfe\0\0", b"\0\0\xfe\xff")):
        return "utf-32"
    if first.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    if len(first) > 3 and 0 in first[:2] and first.count(0) * 3 > len(first):
        return "utf-16-le" if first[1] == 0 else "utf-16-be"
    return ""


def sheet_rows(
    lines: Iterable[str],
    columns: tuple[str, ...],
    file: str,
    rule: str,
    findings: list[Finding],
    also: tuple[str, ...] = (),
) -> Iterator[SheetRow]:
    """The rows of a table with a header, blank ones passed over; none where the header lacks one of the `columns`.

    Commas, semicolons, tabs and bars separate cells, as the header or a first line "sep=" shows. Names of columns are
    taken whatever their capitals; further columns keep the name they have; `also` are such as may stand there. Faults
    go to `findings` under `rule`.
    """
    numbered = deque[tuple[int, str]]()
    source = _Lines(enumerate(lines, start=1), numbered)
    separator, header = _header(source, (*columns, *also), file, rule, findings)
    names = _names(header.cells, columns)
    if missing := [name for name in columns if name not in names]:
        is_said = not header.cells and any(finding.expected == _SAVED for finding in findings)
        if not is_said:
            message = f"The table lacks the columns {', '.join(missing)}."
            findings.append(_fault(message, file, rule, header.line, expected=f"a header with {', '.join(columns)}"))
        return
    for name, count in Counter(filter(None, names)).items():
        if count > 1:
            message = f"The column {name} stands {count} times in the header; the first of them counts."
            findings.append(_doubtful(message, file, rule, header.line))
    for record in _records(source, separator, file, rule, findings):
        extra = [cell for cell in record.cells[len(names) :] if cell.strip()]
        if extra:
            message = f"The row has more cells than the header: {', '.join(map(repr, extra))} stand beyond the last."
            expected = f"{len(names)} cells; one that holds a separator stands in quotation marks"
            findings.append(_fault(message, file, rule, record.line, expected=expected))
            yield SheetRow(line=record.line, values=None)
        elif record.is_readable:
            yield SheetRow(line=record.line, values=record.by_name(names))
        else:
            yield SheetRow(line=record.line, values=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Record:
    line: int
    cells: list[str]
    is_readable: bool = True

    def by_name(self, names: list[str]) -> dict[str, str]:
        """Its cells by column, empty ones behind those that are there; of columns of one name the first counts."""
        cells = [*self.cells[: len(names)], *[""] * (len(names) - len(self.cells))]
        return dict(zip(reversed(names), reversed(cells), strict=True))


class _Lines:
    """Lines with their numbers, which can be given back."""

    def __init__(self, fresh: Iterator[tuple[int, str]], waiting: deque[tuple[int, str]]) -> None:
        self._fresh, self._waiting = fresh, waiting

    def take(self) -> tuple[int, str] | None:
        """The next line; None where there is none."""
        return self._waiting.popleft() if self._waiting else next(self._fresh, None)

    def give_back(self, lines: Iterable[tuple[int, str]]) -> None:
        """Lines to be taken again, in their order."""
        self._waiting.extendleft(reversed(list(lines)))


def _header(
    source: _Lines, columns: tuple[str, ...], file: str, rule: str, findings: list[Finding]
) -> tuple[str, _Record]:
    """The separator and the header: the first line that is not blank nor says the separator."""
    stated, number, text = "", 1, ""
    while (line := source.take()) is not None:
        number, text = line[0], line[1].lstrip("\ufeff")
        if match := _SEPARATOR_LINE.fullmatch(text):
            stated = match["separator"]
            called = _SEPARATORS.get(stated, repr(stated))
            findings.append(
                _note(f"The first line says that {called} separate the cells; they were read so.", file, rule)
            )
        elif text.strip(" ,;\t|"):
            break
    else:
        return ",", _Record(line=1, cells=[])
    cells = {separator: _cells(text, separator) or [] for separator in ([stated] if stated else _SEPARATORS)}
    wanted = set(map(_plain, columns))
    separator = max(cells, key=lambda each: (len(wanted.intersection(map(_plain, cells[each]))), each == ","))
    if separator != "," and not stated:
        called = _SEPARATORS.get(separator, repr(separator))
        findings.append(_note(f"The cells are separated by {called}, not by commas; they were read so.", file, rule))
    return separator, _Record(line=number, cells=cells[separator])


def _names(header: list[str], columns: tuple[str, ...]) -> list[str]:
    known = {_plain(name): name for name in columns}
    return [known.get(_plain(cell), cell.strip()) for cell in header]


def _plain(name: str) -> str:
    return " ".join(name.replace("\ufeff", "").split()).casefold()


def _records(source: _Lines, separator: str, file: str, rule: str, findings: list[Finding]) -> Iterator[_Record]:
    """The rows below the header that are not blank."""
    while (line := source.take()) is not None:
        taken, text = [line], line[1]
        while (cells := _cells(text, separator)) is None and len(taken) < _MOST_LINES:
            more = source.take() if _is_open(text, separator) else None
            if more is None:
                break
            taken.append(more)
            text += f"\n{more[1]}"
        if cells is None:
            source.give_back(taken[1:])
            message = f"The row cannot be read: {_reason(line[1], separator)}."
            expected = (
                "cells in quotation marks closed before the next, and a quotation mark within a cell written twice"
            )
            findings.append(_fault(message, file, rule, line[0], expected=expected))
            yield _Record(line=line[0], cells=[], is_readable=False)
        elif any(cell.strip() for cell in cells):
            yield _Record(line=line[0], cells=cells)


def _cells(text: str, separator: str) -> list[str] | None:
    """The cells of a row; None where its quotation marks do not close, or it is no row at all."""
    try:
        return next(csv.reader([text], delimiter=separator, strict=True), [])
    except (csv.Error, TypeError, ValueError):
        return None


def _is_open(text: str, separator: str) -> bool:
    """Whether a cell's quotation mark is still to be closed, on a line below."""
    return _reason(text, separator) == _UNCLOSED


def _reason(text: str, separator: str) -> str:
    """Why a row cannot be read, in words; empty where it can."""
    try:
        next(csv.reader([text], delimiter=separator, strict=True), [])
    except (csv.Error, TypeError, ValueError) as error:
        return next((words for part, words in _REASONS.items() if part in str(error)), str(error))
    return ""


def _note(message: str, file: str, rule: str) -> Finding:
    return Finding(
        rule=rule,
        message=message,
        severity=Severity.NOTE,
        place=Place(file=file),
        expected="comma-separated values in UTF-8",
        remedy="Look at the names and signs that were read; save as UTF-8 with commas, and nothing has to be guessed.",
    )


def _doubtful(message: str, file: str, rule: str, line: int) -> Finding:
    return Finding(
        rule=rule,
        message=message,
        severity=Severity.WARNING,
        place=Place(file=file, line=line),
        expected="each column once",
        remedy="Take the column out that does not belong there, and read the table again.",
    )


def _fault(message: str, file: str, rule: str, line: int, *, expected: str, remedy: str = _CORRECT) -> Finding:
    return Finding(
        rule=rule,
        message=message,
        severity=Severity.MAJOR,
        place=Place(file=file, line=line),
        expected=expected,
        remedy=remedy,
    )
