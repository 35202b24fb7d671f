"""A file of the shelf as the core looks at it: any stretch of it, and never more of it in memory than some segments."""

from functools import lru_cache

from evenhand_web.infrastructure.models import StoredFile
from evenhand_web.infrastructure.shelf import read
from evenhand_web.infrastructure.vault import SEGMENT

_SEGMENTS = 12
"""Kept open, each of one MiB: a window of the core and what it has in common with the one before."""


class ShelvedFile:
    """A stored file, its row saved or not. Raises what reading it raises (DamagedError, FileNotFoundError)."""

    def __init__(self, file: StoredFile) -> None:
        self._file = file
        self._segment = lru_cache(maxsize=_SEGMENTS)(self._opened)

    @property
    def size(self) -> int:
        """How many bytes it has."""
        return self._file.size

    def stretch(self, start: int, stop: int) -> bytes:
        """The bytes from `start` up to but not including `stop`, fewer where the file ends before."""
        stop = min(stop, self._file.size)
        if start >= stop:
            return b""
        numbers = range(start // SEGMENT, (stop - 1) // SEGMENT + 1)
        pieces = [self._segment(number) for number in numbers]
        pieces[-1] = pieces[-1][: stop - numbers[-1] * SEGMENT]
        pieces[0] = pieces[0][start - numbers[0] * SEGMENT :]
        return b"".join(pieces)

    def _opened(self, number: int) -> bytes:
        return b"".join(read(self._file, number * SEGMENT, (number + 1) * SEGMENT))
