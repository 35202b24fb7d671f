"""Taking apart what came packed, and looking for codes, each through a confined process of its own."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from evenhand.confined.command import command_of
from evenhand.confined.message import Message
from evenhand.confined.process import ConfinedProcess, EndedError
from evenhand.mailroom.packed import Member, PackedError

_UNPACK, _CODES = command_of("evenhand.mailroom.unpack_worker"), command_of("evenhand.mailroom.code_worker")
_PARTS = command_of("evenhand.mailroom.part_worker")
_SECONDS = 60.0
"""How long one paper of an archive, or one page, may take by the wall clock."""
MOST_CODED = 200
"""On so many pages of a file codes are looked for: a cover lies on top of what it covers."""
_NO_ANSWER = (EndedError, KeyError, TypeError, ValueError)


class TakenApart(NamedTuple):
    """The papers of something packed, and how many small pictures of a message's own layout were left in it."""

    members: tuple[Member, ...]
    ornaments: int


def taken_apart(data: bytes, *, is_message: bool, seconds: float = _SECONDS) -> TakenApart:
    """The papers of an archive or e-mail, all or none. Raises PackedError with why it is not taken apart: those of
    `packed.members` and `message_parts`, PACK-NONE for no archive, PACK-LIMIT where it took too much time or memory.
    """
    process = ConfinedProcess(_UNPACK, seconds=seconds)
    papers = list[Member]()
    try:
        for message in process.ask(Message({"kind": "message" if is_message else "archive"}, data)):
            if "end" in message.head:
                if message.head["end"]:
                    raise PackedError(str(message.head["end"]))
                return TakenApart(tuple(papers), int(message.head["ornaments"]))
            papers.append(Member(str(message.head["name"]), message.body))
    except _NO_ANSWER:
        raise PackedError("PACK-LIMIT") from None
    finally:
        process.close()
    raise PackedError("PACK-LIMIT")


def page_codes(data: bytes, *, seconds: float = _SECONDS) -> Mapping[int, tuple[str, ...]]:
    """The codes of cover sheets on the pages of a file that are pictures, by the number of the page, in their order;
    pages without a code are left out.
    """
    process = ConfinedProcess(_CODES, seconds=seconds)
    try:
        return dict(_codes(process, data))
    finally:
        process.close()


def _codes(process: ConfinedProcess, data: bytes) -> Iterator[tuple[int, tuple[str, ...]]]:
    """What was read before a page ended the process stands."""
    try:
        for message in process.ask(Message({"last": MOST_CODED}, data)):
            if codes := tuple(map(str, message.head["codes"])):
                yield int(message.head["page"]), codes
    except _NO_ANSWER:
        return


def pages_apart(data: bytes, first: int, last: int, *, seconds: float = _SECONDS) -> bytes:
    """The pages from `first` to `last` (counted from 1) of a PDF or TIFF as a file of the same kind; no bytes where it
    is no such file, or took too much time or memory.
    """
    process = ConfinedProcess(_PARTS, seconds=seconds)
    try:
        return next(process.ask(Message({"first": first, "last": last}, data))).body
    except (*_NO_ANSWER, StopIteration):
        return b""
    finally:
        process.close()
