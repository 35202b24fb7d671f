"""A process that reads PDFs and nothing else: bytes in on its standard input, text out on its standard output.

It may use little memory and processor time and may write no file. A PDF made to break its reader breaks this process;
whoever started it starts another.
"""

import json
import struct
import sys
from typing import BinaryIO

from evenhand.determination.pdf_text import pdf_text

try:
    import resource

    has_limits = True
except ImportError:  # a system without such limits: the wall clock of the one who waits is left
    has_limits = False

LENGTH = struct.Struct(">Q")
_MEMORY = 1024 * 1024 * 1024
_SECONDS = 10
"""Of processor time for one PDF."""


def main() -> None:
    """Answer each PDF (its length in 8 bytes, then its bytes) with its text (JSON, likewise) until the input ends."""
    requests, answers = sys.stdin.buffer, sys.stdout.buffer
    _limit_once()
    while (data := _message(requests)) is not None:
        _limit_next()
        answer = json.dumps(pdf_text(data)).encode()
        answers.write(LENGTH.pack(len(answer)) + answer)
        answers.flush()


def _message(stream: BinaryIO) -> bytes | None:
    head = stream.read(LENGTH.size)
    return stream.read(LENGTH.unpack(head)[0]) if len(head) == LENGTH.size else None


def _limit_once() -> None:
    if has_limits:
        resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
        resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _limit_next() -> None:
    """Allow the next PDF its seconds, counted from what the process has used so far."""
    if has_limits:
        used = resource.getrusage(resource.RUSAGE_SELF)
        _, hard = resource.getrlimit(resource.RLIMIT_CPU)
        resource.setrlimit(resource.RLIMIT_CPU, (int(used.ru_utime + used.ru_stime) + _SECONDS, hard))


if __name__ == "__main__":
    main()
