"""The messages that go to a confined process and come back: named values, and bytes beside them.

A message is the lengths of its two parts (8 bytes each, the highest first), the named values as JSON, and the bytes. An
answer is any number of messages, closed by one of two empty parts.
"""

import json
import struct
from typing import Any, NamedTuple

LENGTHS = struct.Struct(">QQ")
CLOSING = LENGTHS.pack(0, 0)


class Message(NamedTuple):
    """Named values, as JSON has them, and bytes."""

    head: dict[str, Any]
    body: bytes = b""


def written(message: Message) -> bytes:
    """A message as it is sent."""
    head = json.dumps(message.head).encode()
    return LENGTHS.pack(len(head), len(message.body)) + head + message.body
