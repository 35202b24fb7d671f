"""A process that reads PDFs and nothing else: bytes in on its standard input, text out on its standard output.

It may use little memory and processor time and may write no file. A PDF made to break its reader breaks this process;
whoever started it starts another.
"""

import json
import struct
import sys
from typing import BinaryIO

from evenhand.confined import allow_the_next, confine
from evenhand.determination.pdf_text import paper_text

LENGTH = struct.Struct(">Q")


def main() -> None:
    """Answer each PDF (its length in 8 bytes, then its bytes) with its text (JSON, likewise) until the input ends."""
    requests, answers = sys.stdin.buffer, sys.stdout.buffer
    confine()
    while (data := _message(requests)) is not None:
        allow_the_next()
        answer = json.dumps(paper_text(data)).encode()
        answers.write(LENGTH.pack(len(answer)) + answer)
        answers.flush()


def _message(stream: BinaryIO) -> bytes | None:
    head = stream.read(LENGTH.size)
    return stream.read(LENGTH.unpack(head)[0]) if len(head) == LENGTH.size else None


if __name__ == "__main__":
    main()
