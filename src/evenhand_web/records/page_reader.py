"""Making pages through a process of their own, so that a bad document can take down no more than its own page."""

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
from evenhand_web.records.made_page import MadePage

_LENGTH = struct.Struct(">Q")
_COMMAND = (sys.executable, "-P", "-m", "evenhand_web.records.page_worker")
_SECONDS = 30.0
"""How long one page may take by the wall clock, the start of the process included."""
_ALL_SECONDS = 1200.0
"""How long one document may take."""
_MOST_RESTARTS = 5
_LARGEST_PNG, _LARGEST_HEAD = 48 * 1024 * 1024, 4 * 1024 * 1024
MOST_PAGES = 2000
"""Of one document. A larger one is split by who sends it."""


class Contents(NamedTuple):
    """What a document holds: how many pages, and which could be made; `fault` where it cannot be read at all."""

    pages: int
    fault: str
    made: Iterator[MadePage]


def contents(data: bytes, *, seconds: float = _SECONDS) -> Contents:
    """The pages of a document from its bytes, made one by one as they are asked for (at most MOST_PAGES).

    A page that ends the process or takes longer than `seconds` is a page with the fault READ-LIMIT; a document that
    does so before its first page has that fault itself, and one that does so too often, or takes too long in all, ends
    there.
    """
    process = _Process(data, 1, seconds)
    head = process.message()
    if head is None or head[0]["fault"]:
        process.close()
        return Contents(0, head[0]["fault"] if head else "READ-LIMIT", iter(()))
    count: int = head[0]["pages"]
    return Contents(count, "", _made(process, data, min(count, MOST_PAGES), seconds))


def _made(process: "_Process", data: bytes, last: int, seconds: float) -> Iterator[MadePage]:
    number, restarts, until = 1, 0, monotonic() + _ALL_SECONDS
    try:
        while number <= last and monotonic() < until:
            message = process.message()
            if message is not None:
                yield _page(number, *message)
            else:
                yield MadePage(number, fault="READ-LIMIT")
                restarts += 1
                process.close()
                if restarts > _MOST_RESTARTS or number == last:
                    return
                process = _Process(data, number + 1, seconds)
                if process.message() is None:
                    return
            number += 1
    finally:
        process.close()


def _page(number: int, told: dict[str, Any], png: bytes) -> MadePage:
    return MadePage(number, told["width"], told["height"], told["text"], told["fault"], png)


class _Process:
    """One reading process. It is fed by a thread, for it answers only when it has read all."""

    def __init__(self, data: bytes, first: int, seconds: float) -> None:
        pipe = subprocess.PIPE
        self._seconds = seconds
        self._worker = subprocess.Popen(
            [*_COMMAND, str(first)], stdin=pipe, stdout=pipe, stderr=subprocess.DEVNULL, bufsize=0
        )
        self._feeder = threading.Thread(target=self._feed, args=(data,), daemon=True)
        self._feeder.start()

    def _feed(self, data: bytes) -> None:
        assert self._worker.stdin
        left = memoryview(data)
        try:
            while left:
                left = left[os.write(self._worker.stdin.fileno(), left) :]
        except OSError:
            pass  # the process has ended: whoever waits for its answer sees that
        finally:
            self._worker.stdin.close()

    def message(self) -> tuple[dict[str, Any], bytes] | None:
        """The next message; None where the process has ended or takes too long."""
        until = monotonic() + self._seconds
        try:
            head = self._part(_LARGEST_HEAD, until)
            return json.loads(head), self._part(_LARGEST_PNG, until)
        except (EOFError, ValueError):
            return None

    def _part(self, largest: int, until: float) -> bytes:
        length = _LENGTH.unpack(self._bytes(_LENGTH.size, until))[0]
        if length > largest:
            raise ValueError(f"a part of {length} bytes")
        return self._bytes(length, until)

    def _bytes(self, length: int, until: float) -> bytes:
        assert self._worker.stdout
        return heard(self._worker.stdout.fileno(), length, until)

    def close(self) -> None:
        """End the process."""
        self._worker.kill()
        self._worker.wait()
        self._feeder.join()
        assert self._worker.stdout
        self._worker.stdout.close()
