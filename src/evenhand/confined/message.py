"""The messages that go to a confined process and come back: named values, and bytes beside them.

A message is the lengths of its two parts (8 bytes each, the highest first), the named values as JSON, and the bytes. An
answer is any number of messages, closed by one of two empty parts.
"""

import json
import struct
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

LENGTHS = struct.Struct(">QQ")
CLOSING = LENGTHS.pack(0, 0)


class Message(NamedTuple):
    """Named values, as JSON has them, and bytes."""

    head: dict[str, Any]
    body: bytes = b""


class Streamed(NamedTuple):
    """A question whose bytes are too many to be held: named values, how many bytes there are, and the bytes in
    pieces.
    """

    head: dict[str, Any]
    size: int
    pieces: Iterable[bytes]


def sent(question: Message | Streamed) -> Iterator[bytes]:
    """A question as it is sent, in pieces."""
    if isinstance(question, Message):
        yield written(question)
        return
    head = json.dumps(question.head).encode()
    yield LENGTHS.pack(len(head), question.size) + head
    yield from question.pieces


def written(message: Message) -> bytes:
    """A message as it is sent."""
    head = json.dumps(message.head).encode()
    return LENGTHS.pack(len(head), len(message.body)) + head + message.body
