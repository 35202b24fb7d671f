"""An anchor as a file: its signature in the first line, in hexadecimal, and its bytes in the second."""

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

_ENDING = ".anchor"


class Signed(NamedTuple):
    """An anchor's number by its place, its bytes, their signature, and where they lie."""

    number: int
    body: bytes
    signature: bytes
    place: str


def write_copy(folder: Path, number: int, body: bytes, signature: bytes) -> Path:
    """Put a copy of an anchor into a folder, whole or not at all; gives its place. Raises OSError."""
    path = folder / f"{number:06}{_ENDING}"
    handle, made = tempfile.mkstemp(dir=folder)
    with os.fdopen(handle, "wb") as stream:
        stream.write(signature.hex().encode() + b"\n" + body + b"\n")
        stream.flush()
        os.fsync(stream.fileno())
    os.replace(made, path)
    return path


def copies(folder: Path) -> Iterator[Signed]:
    """The copies in a folder, by number. What is no copy comes with no bytes, and is told as altered."""
    for path in sorted(folder.glob(f"*{_ENDING}")):
        signature, _, body = path.read_bytes().removesuffix(b"\n").partition(b"\n")
        number = int(path.stem) if path.stem.isdecimal() else 0
        try:
            yield Signed(number, body, bytes.fromhex(signature.decode("ascii")), str(path))
        except ValueError:
            yield Signed(number, b"", b"", str(path))
