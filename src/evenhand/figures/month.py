"""The months and years that figures are counted for, by legal days."""

import datetime as dt
import re
from typing import NamedTuple, Self

_WRITTEN = re.compile(r"([0-9]{4})-(0[1-9]|1[0-2])")
_YEAR = re.compile(r"[0-9]{4}")


class Month(NamedTuple):
    """A month of a year."""

    year: int
    month: int

    @classmethod
    def read(cls, text: str) -> Self | None:
        """A month written `2026-11`; None where it is not written so, or lies before 1900."""
        written = _WRITTEN.fullmatch(text.strip())
        if written is None or int(written[1]) < 1900:
            return None
        return cls(int(written[1]), int(written[2]))

    @property
    def first(self) -> dt.date:
        """Its first day."""
        return dt.date(self.year, self.month, 1)

    @property
    def last(self) -> dt.date:
        """Its last day."""
        return self.next.first - dt.timedelta(days=1) if self < (9999, 12) else dt.date.max

    @property
    def next(self) -> Self:
        """The month after it."""
        return self._replace(year=self.year + self.month // 12, month=self.month % 12 + 1)

    @property
    def previous(self) -> Self:
        """The month before it."""
        before = self.month == 1
        return self._replace(year=self.year - before, month=12 if before else self.month - 1)

    def holds(self, day: dt.date | None) -> bool:
        """Whether a day lies in it; no day does not."""
        return day is not None and (day.year, day.month) == self

    def __str__(self) -> str:
        return f"{self.year}-{self.month:02d}"


class Year(NamedTuple):
    """A year that figures are counted for."""

    year: int

    @classmethod
    def read(cls, text: str) -> Self | None:
        """A year written `2026`; None where it is not written so, or lies before 1900."""
        written = _YEAR.fullmatch(text.strip())
        return cls(int(written[0])) if written and int(written[0]) >= 1900 else None

    @property
    def first(self) -> dt.date:
        """Its first day."""
        return dt.date(self.year, 1, 1)

    @property
    def last(self) -> dt.date:
        """Its last day."""
        return dt.date(self.year, 12, 31)

    @property
    def months(self) -> tuple[Month, ...]:
        """Its months in their order."""
        return tuple(Month(self.year, number) for number in range(1, 13))

    def holds(self, day: dt.date | None) -> bool:
        """Whether a day lies in it; no day does not."""
        return day is not None and day.year == self.year

    def __str__(self) -> str:
        return f"{self.year:04d}"


Period = Month | Year
"""What figures are counted for."""


def read_period(text: str) -> Period | None:
    """A month written `2026-11`, or a year written `2026`; None for anything else."""
    return Month.read(text) or Year.read(text)
