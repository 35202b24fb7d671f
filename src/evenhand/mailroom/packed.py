"""What came packed: a ZIP or an e-mail, taken apart into the papers it holds, within bounds, and never onto a disk.

What cannot be taken apart safely stays whole, and it is said why: nothing of it is lost.
"""

import io
import stat
import zipfile
import zlib
from collections.abc import Iterator
from typing import NamedTuple

MOST_MEMBERS = 1000
MOST_BYTES = 512 * 1024 * 1024
"""Of all members of an archive together, unpacked."""
_MOST_RATIO = 250
"""No scan, however white, is packed closer; what is, was made to burst."""
_FREE_OF_RATIO = 4 * 1024 * 1024
DEEPEST = 2
"""How many archives or messages may lie in one another."""
_PIECE = 1024 * 1024
_BROKEN = (zipfile.BadZipFile, zlib.error, OSError, EOFError, ValueError, NotImplementedError, RuntimeError)


class PackedError(Exception):
    """An archive or message is not taken apart; `fault` is the id of why."""

    def __init__(self, fault: str) -> None:
        super().__init__(fault)
        self.fault = fault


class Member(NamedTuple):
    """A paper that lay in something packed: the name it had there, without folders, and its bytes."""

    name: str
    data: bytes


def is_archive(data: bytes) -> bool:
    """Whether a file is an archive of papers, and no text processor's document, which is packed alike."""
    if not data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return False
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = {info.filename for info in archive.infolist()[: MOST_MEMBERS + 1]}
    except _BROKEN:
        return True
    return "[Content_Types].xml" not in names and "mimetype" not in names


def members(data: bytes, *, most_bytes: int = MOST_BYTES, most_members: int = MOST_MEMBERS) -> Iterator[Member]:
    """The files of an archive, in its order; all that can be told beforehand is looked at before the first is given.

    Raises PackedError: PACK-ENCRYPTED for one that asks for a password, PACK-BOMB for one that would burst, or whose
    members lie in one another, PACK-MANY, PACK-LINK for one that points outside, PACK-DAMAGED, PACK-EMPTY.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            infos = [info for info in archive.infolist() if not info.is_dir()]
            _look_at(infos, len(data), most_bytes, most_members)
            left = most_bytes
            for info in infos:
                unpacked = _unpacked(archive, info, left)
                left -= len(unpacked)
                yield Member(plain_name(info.filename), unpacked)
    except _BROKEN:
        raise PackedError("PACK-DAMAGED") from None


def _look_at(infos: list[zipfile.ZipInfo], size: int, most_bytes: int, most_members: int) -> None:
    if not infos:
        raise PackedError("PACK-EMPTY")
    if len(infos) > most_members:
        raise PackedError("PACK-MANY")
    if any(info.flag_bits & 1 for info in infos):
        raise PackedError("PACK-ENCRYPTED")
    if any(stat.S_ISLNK(info.external_attr >> 16) for info in infos):
        raise PackedError("PACK-LINK")
    stated = sum(info.file_size for info in infos)
    if stated > most_bytes or _bursts(stated, size) or _overlap(infos):
        raise PackedError("PACK-BOMB")


def _overlap(infos: list[zipfile.ZipInfo]) -> bool:
    """Whether members share bytes, as those of an archive do that is made to burst."""
    placed = sorted(infos, key=lambda info: info.header_offset)
    ends = (info.header_offset + 30 + info.compress_size for info in placed[:-1])
    return any(end > after.header_offset for end, after in zip(ends, placed[1:], strict=True))


def _bursts(unpacked: int, packed: int) -> bool:
    return unpacked > _FREE_OF_RATIO and unpacked > packed * _MOST_RATIO


def _unpacked(archive: zipfile.ZipFile, info: zipfile.ZipInfo, left: int) -> bytes:
    """The bytes of a member; what it states of its size is not believed."""
    pieces, size = list[bytes](), 0
    with archive.open(info) as stream:
        while piece := stream.read(_PIECE):
            size += len(piece)
            if size > left or _bursts(size, info.compress_size):
                raise PackedError("PACK-BOMB")
            pieces.append(piece)
    return b"".join(pieces)


def plain_name(name: str) -> str:
    """The name of a file without the folders it came with, and without signs that nobody sees."""
    last = name.replace("\\", "/").rstrip("/").rpartition("/")[2]
    return "".join(sign for sign in last if sign.isprintable())[-120:] or "unnamed"
