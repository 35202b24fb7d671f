"""Opening a file of a record through a process of its own, so that a bad file takes down no more than its own page."""

import json
import os
import struct
import subprocess
import sys
import threading
from collections.abc import Iterator
from time import monotonic
from typing import Any, NamedTuple

from evenhand.confined import heard
from evenhand.records.sheet import Sheet, sheet_of

_LENGTH = struct.Struct(">Q")
_COMMAND = (sys.executable, "-P", "-m", "evenhand.records.worker")
_SECONDS = 30.0
"""How long one page may take by the wall clock, the start of the process included."""
_MOST_RESTARTS = 20
_RENEWED = 400
"""After so many pages the process is replaced, so that what PDFium holds of pages it has read is given back."""
_LARGEST_HEAD, _LARGEST_PICTURE = 32 * 1024 * 1024, 16 * 1024 * 1024


class OpenedFile(NamedTuple):
    """What a file holds: its kind, how many pages, `fault` where it cannot be read at all, `notes` of what in it was
    left alone (ids), the pages as they are asked for.
    """

    media: str
    pages: int
    fault: str
    notes: tuple[str, ...]
    sheets: Iterator[Sheet]


def open_file(data: bytes, *, first: int = 1, last: int | None = None, seconds: float = _SECONDS) -> OpenedFile:
    """The pages of a file from its bytes, opened one by one as they are asked for, from `first` to `last`.

    A page that ends the process or takes longer than `seconds` is a page with the fault READ-LIMIT, and the process is
    started again behind it; a file that does so before its first page has that fault itself.
    """
    process = _Process(data, first, seconds)
    head = process.message()
    if head is None or head[0].get("fault"):
        process.close()
        fault = head[0]["fault"] if head else "READ-LIMIT"
        return OpenedFile(head[0]["media"] if head else "", 0, fault, (), iter(()))
    count = int(head[0]["pages"])
    end = count if last is None else min(last, count)
    sheets = _sheets(process, data, first, end, seconds)
    next(sheets)  # from here on the process ends with the iterator, whether it is asked for a page or not
    return OpenedFile(head[0]["media"], count, "", tuple(head[0]["notes"]), _there(sheets))


def _there(sheets: Iterator[Sheet | None]) -> Iterator[Sheet]:
    return (sheet for sheet in sheets if sheet is not None)


def _sheets(process: "_Process", data: bytes, first: int, last: int, seconds: float) -> Iterator[Sheet | None]:
    restarts, begun = 0, first
    try:
        yield None
        for number in range(first, last + 1):
            message = process.message()
            sheet = _sheet(message) if message else None
            yield sheet or Sheet(number=number, fault="READ-LIMIT")
            restarts += sheet is None
            if number == last or restarts > _MOST_RESTARTS:
                return
            if sheet is None or number - begun >= _RENEWED:
                process.close()
                process, begun = _Process(data, number + 1, seconds), number + 1
                if process.message() is None:
                    return
    finally:
        process.close()


def _sheet(message: tuple[dict[str, Any], bytes]) -> Sheet | None:
    try:
        return sheet_of(*message)
    except (KeyError, TypeError, ValueError):
        return None


class _Process:
    """One opening process. It is fed by a thread, for it answers only when it has read all."""

    def __init__(self, data: bytes, first: int, seconds: float) -> None:
        pipe = subprocess.PIPE
        self._seconds = seconds
        surroundings = os.environ | {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}
        self._worker = subprocess.Popen(
            [*_COMMAND, str(first)], stdin=pipe, stdout=pipe, stderr=subprocess.DEVNULL, bufsize=0, env=surroundings
        )
        self._feeder = threading.Thread(target=self._feed, args=(data,), daemon=True)
        self._feeder.start()

    def _feed(self, data: bytes) -> None:
        assert self._worker.stdin
        left = memoryview(data)
        try:
            while left:
                left = left[os.write(self._worker.stdin.fileno(), left[: 1 << 20]) :]
        except OSError:
            pass  # the process has ended: whoever waits for its answer sees that
        finally:
            self._worker.stdin.close()

    def message(self) -> tuple[dict[str, Any], bytes] | None:
        """The next message; None where the process has ended or takes too long."""
        until = monotonic() + self._seconds
        try:
            head = self._part(_LARGEST_HEAD, until)
            return json.loads(head), self._part(_LARGEST_PICTURE, until)
        except (EOFError, ValueError):
            return None

    def _part(self, largest: int, until: float) -> bytes:
        assert self._worker.stdout
        pipe = self._worker.stdout.fileno()
        length = _LENGTH.unpack(heard(pipe, _LENGTH.size, until))[0]
        if length > largest:
            raise ValueError(f"a part of {length} bytes")
        return heard(pipe, length, until)

    def close(self) -> None:
        """End the process."""
        self._worker.kill()
        self._worker.wait()
        self._feeder.join()
        assert self._worker.stdout
        self._worker.stdout.close()
