"""The parts of a backup: files of its folder, each sealed under a key of its own, as files at rest are."""

import hashlib
import json
import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO, Any, BinaryIO, NamedTuple

from evenhand_web.backup.refusal import BackupRefused
from evenhand_web.infrastructure.vault import DamagedError, Sealed, new_key, seal, unseal

MANIFEST = "manifest"
_PIECE = 1 << 20


class Part(NamedTuple):
    """A sealed file of a backup: its name in the folder, its key in hexadecimal digits, and what it says (its length in
    bytes and its SHA-256).
    """

    name: str
    key: str
    size: int
    sha256: str


def write_part(folder: Path, name: str, source: Iterable[bytes]) -> Part:
    """Seal what `source` gives into a file of a folder, for good."""
    key = new_key()
    with _made(folder / name) as target:
        sealed: Sealed = seal(source, target, key)
        _settle(target)
    return Part(name, key.hex(), sealed.size, sealed.sha256)


def read_part(folder: Path, part: Part) -> Iterator[bytes]:
    """What a part says, piece by piece. Raises BackupRefused where it is not as it was written."""
    digest = hashlib.sha256()
    try:
        with (folder / part.name).open("rb") as stored:
            for piece in unseal(stored, bytes.fromhex(part.key), part.size):
                digest.update(piece)
                yield piece
    except (DamagedError, OSError) as error:
        raise BackupRefused(f"{part.name} of the backup is damaged or gone ({error}).") from error
    if digest.hexdigest() != part.sha256:
        raise BackupRefused(f"{part.name} of the backup is not the part that was written with it.")


def write_manifest(folder: Path, manifest: dict[str, Any]) -> Part:
    """Write what the backup holds, the last of it: a folder without it is no backup."""
    return write_part(folder, MANIFEST, [json.dumps(manifest).encode()])


def read_manifest(folder: Path, part: Part) -> dict[str, Any]:
    """What a backup holds. Raises BackupRefused where the keys are of another backup."""
    if not (folder / MANIFEST).is_file():
        raise BackupRefused(f"{folder} holds no whole backup: its {MANIFEST} is missing.")
    manifest: dict[str, Any] = json.loads(b"".join(read_part(folder, part)))
    return manifest


def copied(source: IO[bytes], target: Path) -> tuple[int, str]:
    """Copy bytes that are sealed already; gives their length and SHA-256."""
    digest, size = hashlib.sha256(), 0
    target.parent.mkdir(exist_ok=True, mode=0o700)
    with _made(target) as stream:
        while piece := source.read(_PIECE):
            digest.update(piece)
            size += len(piece)
            stream.write(piece)
    return size, digest.hexdigest()


def pieces(stream: IO[bytes]) -> Iterator[bytes]:
    """What a stream says, piece by piece."""
    while piece := stream.read(_PIECE):
        yield piece


def _made(path: Path) -> BinaryIO:
    return os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb")


def _settle(stream: BinaryIO) -> None:
    stream.flush()
    os.fsync(stream.fileno())
