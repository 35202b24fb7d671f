"""A whole file looked at stretch by stretch: what it is can be told of half a gigabyte without holding it."""

import io
from collections.abc import Iterator
from typing import NamedTuple, Protocol

WINDOW, OVERLAP = 8 * 1024 * 1024, 64 * 1024
"""Bytes looked at together, and of those the bytes that were looked at with the ones before, too."""
_MOST_AT_ONCE = 16 * 1024 * 1024


class WholeFile(Protocol):
    """A file whose bytes can be had in any stretch."""

    @property
    def size(self) -> int:
        """How many bytes it has."""

    def stretch(self, start: int, stop: int) -> bytes:
        """The bytes from `start` up to but not including `stop`, fewer where the file ends before."""


class HeldFile(NamedTuple):
    """A file that is held in memory whole."""

    data: bytes

    @property
    def size(self) -> int:
        """How many bytes it has."""
        return len(self.data)

    def stretch(self, start: int, stop: int) -> bytes:
        """The bytes from `start` up to but not including `stop`."""
        return self.data[start:stop]


class Window(NamedTuple):
    """Some bytes of a file: where they begin in it, how many of them stood in the window before, and whether there is
    none after it.
    """

    start: int
    seen: int
    is_last: bool
    data: bytes

    @property
    def fresh(self) -> bytes:
        """The bytes that stood in no window before."""
        return self.data[self.seen :]

    def owns(self, place: int) -> bool:
        """Whether what begins at a place of this window is told of here: each place of a file belongs to one window,
        and has half of OVERLAP before and behind it there where the file has so much.
        """
        return place >= self.seen // 2 and (self.is_last or place < len(self.data) - OVERLAP // 2)


def windows(file: WholeFile, window: int = WINDOW) -> Iterator[Window]:
    """The whole of a file in windows of so many fresh bytes, one after the other; an empty file has one."""
    at = 0
    while True:
        begin, end = max(at - OVERLAP, 0), min(at + window, file.size)
        yield Window(begin, at - begin, end >= file.size, file.stretch(begin, end))
        at = end
        if at >= file.size:
            return


class TooMuchError(Exception):
    """More bytes were asked for at once than one look at a file may hold."""


class Opened(io.RawIOBase):
    """A file to be read from any place, as the standard library asks for one."""

    def __init__(self, file: WholeFile) -> None:
        self._file, self._at = file, 0

    def seekable(self) -> bool:
        """It is."""
        return True

    def readable(self) -> bool:
        """It is."""
        return True

    def tell(self) -> int:
        """Where the next byte is read from."""
        return self._at

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        """Go to a place. Raises OSError for one before the file."""
        base = {io.SEEK_SET: 0, io.SEEK_CUR: self._at, io.SEEK_END: self._file.size}[whence]
        if base + offset < 0:
            raise OSError("a place before the file")
        self._at = base + offset
        return self._at

    def read(self, size: int | None = -1) -> bytes:
        """So many bytes, or all to the end. Raises TooMuchError where they are more than one look may hold."""
        left = max(self._file.size - self._at, 0)
        wanted = left if size is None or size < 0 else min(size, left)
        if wanted > _MOST_AT_ONCE:
            raise TooMuchError(f"{wanted} bytes")
        data = self._file.stretch(self._at, self._at + wanted)
        self._at += len(data)
        return data
