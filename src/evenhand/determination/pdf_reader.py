"""Reading PDFs through a process of their own, so that a bad file can take down no more than its own reading."""

import json
import os
import select
import struct
import subprocess
import sys
from dataclasses import dataclass
from time import monotonic
from types import TracebackType
from typing import Any

from evenhand.confined import heard

_LENGTH = struct.Struct(">Q")
_COMMAND = (sys.executable, "-P", "-m", "evenhand.determination.pdf_worker")
_SECONDS = 20.0
"""How long one PDF may take by the wall clock, the start of its reader included."""
_LARGEST_ANSWER = 64 * 1024 * 1024
_FILES = 2000
"""After so many files a reader is replaced, so that what PDFium may have leaked is given back."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PdfText:
    """What a reader made of a PDF: its text and the offsets of its lines in bold type, or the id of what was wrong."""

    text: str = ""
    strong: frozenset[int] = frozenset()
    pages: int = 0
    read: int = 0
    fault: str = ""
    notes: tuple[str, ...] = ()
    """What was left out of the text, in words."""


class PdfReader:
    """One reading process, started when a PDF comes and again after a PDF has ended it. Not for two threads at once."""

    def __init__(self, *, seconds: float = _SECONDS) -> None:
        self._seconds = seconds
        self._worker: subprocess.Popen[bytes] | None = None
        self._files = 0

    def __enter__(self) -> "PdfReader":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """End the reading process, if there is one."""
        if self._worker:
            self._worker.kill()
            self._worker.communicate()
            self._worker = None

    def text(self, data: bytes) -> PdfText:
        """The text of a PDF from its bytes; `fault` READ-LIMIT when no answer came in time or the reader was ended."""
        if self._files >= _FILES:
            self.close()
        worker = self._started()
        self._files += 1
        try:
            answer = self._answer(worker, data)
        except (OSError, EOFError, ValueError):
            self.close()
            return PdfText(fault="READ-LIMIT")
        if fault := answer.get("fault"):
            return PdfText(fault=fault)
        strong = frozenset(answer["strong"])
        notes = tuple(answer.get("notes", ()))
        return PdfText(text=answer["text"], strong=strong, pages=answer["pages"], read=answer["read"], notes=notes)

    def _started(self) -> subprocess.Popen[bytes]:
        if self._worker is None or self._worker.poll() is not None:
            self.close()
            pipe = subprocess.PIPE
            self._worker = subprocess.Popen(_COMMAND, stdin=pipe, stdout=pipe, stderr=subprocess.DEVNULL, bufsize=0)
            assert self._worker.stdin
            os.set_blocking(self._worker.stdin.fileno(), False)
            self._files = 0
        return self._worker

    def _answer(self, worker: subprocess.Popen[bytes], data: bytes) -> dict[str, Any]:
        """Send one PDF and wait for the answer; raises OSError, EOFError or ValueError when none comes."""
        until = monotonic() + self._seconds
        assert worker.stdin
        assert worker.stdout
        _send(worker.stdin.fileno(), _LENGTH.pack(len(data)) + data, until)
        length = _LENGTH.unpack(heard(worker.stdout.fileno(), _LENGTH.size, until))[0]
        if length > _LARGEST_ANSWER:
            raise ValueError(f"an answer of {length} bytes")
        answer: dict[str, Any] = json.loads(heard(worker.stdout.fileno(), length, until))
        return answer


def _send(pipe: int, data: bytes, until: float) -> None:
    left = memoryview(data)
    while left:
        _, ready, _ = select.select([], [pipe], [], max(until - monotonic(), 0))
        if not ready:
            raise TimeoutError
        left = left[os.write(pipe, left) :]
