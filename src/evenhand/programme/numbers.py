"""How a programme's cases are numbered: the pattern, a number of it, and what place a number has in its series."""

import re
from dataclasses import dataclass

from evenhand.identifier import identifier_key
from evenhand.toml_table import TomlTable

_BLANK = re.compile(r"\{(?P<name>year|sequence)(?::(?P<digits>[1-9]))?\}")
_EXPECTED = (
    'text such as "IMR-{year}-{sequence:6}": letters, digits, dashes, {year} (or {year:2}), and {sequence:6} with how '
    "many digits it has at least; parted from the year by a sign that is no digit"
)
_LONGEST, _MOST_DIGITS = 30, 9


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberPattern:
    """The pattern of a programme's case numbers: `text` as its file has it, with the year in which the application was
    received and a sequence that begins anew with each year, filled up with zeros.
    """

    text: str

    def number(self, year: int, sequence: int) -> str:
        """The number of a place, counted from 1, in the series of a year."""

        def filled(blank: re.Match[str]) -> str:
            digits = int(blank["digits"] or 0)
            if blank["name"] == "year":
                return str(year)[-digits:]
            return str(sequence).zfill(digits)

        return _BLANK.sub(filled, self.text)

    def sequence_of(self, number: str, year: int) -> int | None:
        """The place of a number, however it is typed, in the series of a year; None where it is none of it."""
        for digits in re.findall(r"[0-9]+", number):
            sequence = int(digits) if len(digits) <= _MOST_DIGITS else 0
            if sequence and identifier_key(self.number(year, sequence)) == identifier_key(number):
                return sequence
        return None


def read_numbers(head: TomlTable) -> NumberPattern | None:
    """`[numbers]` of a programme's head; None where it has none: somebody types the number of each case."""
    if "numbers" not in head:
        return None
    table = head.table("numbers")
    text = table.text("pattern")
    table.finish()
    names = [blank["name"] for blank in _BLANK.finditer(text)]
    rest = _BLANK.sub("", text)
    touching = re.search(r"\}\{|[0-9]\{|\}[0-9]", text)
    is_sound = sorted(names) == ["sequence", "year"] and re.fullmatch(r"[A-Za-z0-9/. -]*", rest) and not touching
    if text and (not is_sound or len(text) > _LONGEST):
        table.fault("pattern", f"{text!r} is no pattern of case numbers", _EXPECTED)
        return None
    return NumberPattern(text=text)
