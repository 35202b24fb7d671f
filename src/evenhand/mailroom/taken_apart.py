"""Taking apart what came packed, and looking for codes, each through a confined process of its own."""

from collections.abc import Iterator
from typing import NamedTuple

from evenhand.confined.command import command_of
from evenhand.confined.message import Message
from evenhand.confined.process import ConfinedProcess, EndedError
from evenhand.mailroom.packed import Member, PackedError

_UNPACK, _CODES = command_of("evenhand.mailroom.unpack_worker"), command_of("evenhand.mailroom.code_worker")
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


def page_codes(data: bytes, *, seconds: float = _SECONDS) -> tuple[str, ...]:
    """The codes of cover sheets on the pages of a file that are pictures, each once, in the order of the pages."""
    process = ConfinedProcess(_CODES, seconds=seconds)
    try:
        return tuple(dict.fromkeys(_codes(process, data)))
    finally:
        process.close()


def _codes(process: ConfinedProcess, data: bytes) -> Iterator[str]:
    """What was read before a page ended the process stands."""
    try:
        for message in process.ask(Message({"last": MOST_CODED}, data)):
            yield from map(str, message.head["codes"])
    except _NO_ANSWER:
        return
