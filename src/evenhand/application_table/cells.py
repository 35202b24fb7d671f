"""The cells of one application's row: each value in its type, each fault said with line, column and what to do."""

import datetime as dt
import re
from collections.abc import Mapping

from evenhand.application_table.layout import RULE
from evenhand.finding import Finding, FindingKind, Place, Severity
from evenhand.typed_days import TypedDay, impossible

_REFUSED = FindingKind(rule=RULE, severity=Severity.MAJOR, expected="{expected}", remedy="{remedy}")
_YES, _NO = frozenset(("yes", "y", "true", "1", "x", "si", "sí")), frozenset(("no", "n", "false", "0"))
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ]00:00(?::00(?:\.0+)?)?)?")
_US = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})(?: 0?0:00(?::00)?)?")
_ZEROS_KEPT = re.compile(r'="([^"]*)"')
_CORRECT = "Correct the row and send the file again: what was taken in is not taken in twice."
_SHOWN = 40


class Cells:
    """The cells of a row by our own columns, and the file and line that its faults are told of."""

    def __init__(self, values: Mapping[str, str], line: int, file: str) -> None:
        self._values, self._place = values, (file, line)
        self.findings: list[Finding] = []

    def say(
        self, column: str, message: str, expected: str, remedy: str = _CORRECT, severity: Severity = Severity.MAJOR
    ) -> None:
        """Say what is wrong with a cell."""
        place = Place(file=self._place[0], line=self._place[1], key=column)
        finding = _REFUSED.at(place, severity=severity, what=message, expected=expected, remedy=remedy)
        self.findings.append(finding)

    @property
    def is_refused(self) -> bool:
        """Whether something was said for which the row is not taken."""
        return any(finding.severity.rank >= Severity.MAJOR.rank for finding in self.findings)

    def text(self, column: str, most: int = 300) -> str:
        """The words of a cell on one line. A formula is refused, but for one that only keeps zeros."""
        return " ".join(self._whole(column, most).split())

    def lines(self, column: str, most: int = 600) -> tuple[str, ...]:
        """The lines of a cell: parted by line breaks or by bars."""
        parts = re.split(r"[\r\n|]+", self._whole(column, most))
        return tuple(" ".join(part.split()) for part in parts if part.strip())

    def _whole(self, column: str, most: int) -> str:
        cell = self._values.get(column, "").strip()
        if zeros := _ZEROS_KEPT.fullmatch(cell):
            cell = zeros[1]
        if cell.startswith("="):
            self.say(
                column, f"{_shown(cell)} is a formula.", "its value", "Save the table with values in place of formulas."
            )
            return ""
        if len(cell) > most:
            self.say(column, f"The cell has {len(cell)} signs.", f"at most {most}")
            return ""
        return cell

    def needed(self, column: str, most: int = 300) -> str:
        """The words of a cell that may not be empty."""
        text = self.text(column, most)
        if not text and not self._values.get(column, "").strip():
            self.say(column, "The cell is empty.", "a value")
        return text

    def day(self, column: str, name: str, today: dt.date) -> dt.date | None:
        """A day that has come, written 2026-03-31 or 3/31/2026; None where the cell is empty."""
        text = self.text(column)
        if not text:
            return None
        parts = _ISO.fullmatch(text)
        american = _US.fullmatch(text)
        try:
            if parts:
                day = dt.date(int(parts[1]), int(parts[2]), int(parts[3]))
            elif american:
                day = dt.date(int(american[3]), int(american[1]), int(american[2]))
            else:
                raise ValueError(text)
        except ValueError:
            self.say(
                column, f"{_shown(text)} is no day.", "a day such as 2026-03-31 or 03/31/2026, the year in four digits"
            )
            return None
        for finding in impossible(TypedDay(column, name, day), today):
            self.say(column, finding.message, finding.expected)
            return None
        return day

    def yes_no(self, column: str) -> bool | None:
        """Yes or no; None where the cell is empty."""
        text = self.text(column).casefold()
        if text in _YES or text in _NO:
            return text in _YES
        if text:
            self.say(column, f"{_shown(text)} is neither yes nor no.", "yes or no; empty where no paper says")
        return None


def _shown(text: str) -> str:
    return repr(text) if len(text) <= _SHOWN else f"{text[:_SHOWN]!r} and so on"
