"""How a file lies at rest: AES-256-GCM in segments of one MiB, so that any stretch can be read without the rest.

A file begins with one byte that names its format, and every segment is bound to that byte. Each segment is 2**20
bytes of plain text (the last one fewer) followed by its tag of 16 bytes. The nonce is the number of the segment in 11
bytes and whether it is the last in one: segments cannot change places, and a file cut short does not verify. A key
encrypts one file, once.

The first files had no such byte and are exactly as long as their segments: by that they are told, and they are read.
"""

import hashlib
import os
from collections.abc import Iterable, Iterator
from typing import BinaryIO, NamedTuple

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

FORMAT = b"\x01"
SEGMENT = 1 << 20
TAG = 16


class DamagedError(Exception):
    """A stored file is not as it was written: changed, cut short, or of another key."""


class Sealed(NamedTuple):
    """What is known of a file once it is sealed: its length in bytes and its SHA-256, both of the plain text."""

    size: int
    sha256: str


def new_key() -> bytes:
    """A key for one file: 32 random bytes."""
    return AESGCM.generate_key(256)


def seal(source: Iterable[bytes], target: BinaryIO, key: bytes) -> Sealed:
    """Write the plain text of `source` to `target` under a key that was used for nothing else."""
    cipher, digest, size, number = AESGCM(key), hashlib.sha256(), 0, 0
    waiting = bytearray()
    target.write(FORMAT)
    for piece in source:
        digest.update(piece)
        size += len(piece)
        waiting += piece
        while len(waiting) > SEGMENT:
            target.write(cipher.encrypt(_nonce(number, is_last=False), bytes(waiting[:SEGMENT]), FORMAT))
            del waiting[:SEGMENT]
            number += 1
    target.write(cipher.encrypt(_nonce(number, is_last=True), bytes(waiting), FORMAT))
    return Sealed(size, digest.hexdigest())


def unseal(stored: BinaryIO, key: bytes, size: int, start: int = 0, stop: int | None = None) -> Iterator[bytes]:
    """The plain text from byte `start` up to but not including `stop` of a file of `size` bytes, piece by piece.

    Raises DamagedError at the first segment that is not as it was written, and for a format that is not known here.
    """
    end = size if stop is None else min(stop, size)
    final = max(size - 1, 0) // SEGMENT
    cipher = AESGCM(key)
    is_named = stored.seek(0, os.SEEK_END) != size + (final + 1) * TAG
    begins, bound = (len(FORMAT), FORMAT) if is_named else (0, None)
    for number in range(start // SEGMENT, max(end - 1, start) // SEGMENT + 1):
        if is_named and number == 0:
            _check_format(stored)
        stored.seek(begins + number * (SEGMENT + TAG))
        try:
            plain = cipher.decrypt(_nonce(number, is_last=number == final), stored.read(SEGMENT + TAG), bound)
        except (InvalidTag, ValueError) as error:
            raise DamagedError(f"segment {number} does not verify") from error
        first = number * SEGMENT
        yield plain[max(start - first, 0) : end - first]


def _check_format(stored: BinaryIO) -> None:
    stored.seek(0)
    named = stored.read(len(FORMAT))
    if named != FORMAT:
        raise DamagedError(f"the file names format {named.hex() or 'none'}, which is not known here")


def _nonce(number: int, *, is_last: bool) -> bytes:
    return number.to_bytes(11, "big") + (b"\x01" if is_last else b"\x00")
