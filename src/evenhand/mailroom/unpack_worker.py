"""A confined process that takes one archive or e-mail apart and does nothing else: its bytes in, its papers out."""

from collections.abc import Iterator

from evenhand.confined.child import serve
from evenhand.confined.message import Message
from evenhand.mailroom.message_parts import message_parts
from evenhand.mailroom.packed import Member, PackedError, is_archive, members


def answer(request: Message) -> Iterator[Message]:
    """Each paper with its name; at the end what was left in it (`ornaments`), or why it is not taken apart."""
    try:
        if request.head["kind"] == "message":
            yield from _of_message(request.body)
        elif is_archive(request.body):
            yield from map(_told, members(request.body))
            yield Message({"end": "", "ornaments": 0})
        else:
            yield Message({"end": "PACK-NONE", "ornaments": 0})
    except PackedError as refused:
        yield Message({"end": refused.fault, "ornaments": 0})


def _of_message(data: bytes) -> Iterator[Message]:
    parts = message_parts(data)
    if parts.text:
        yield _told(Member("message.txt", parts.text.encode()))
    yield from map(_told, parts.attachments)
    yield Message({"end": "", "ornaments": parts.ornaments})


def _told(member: Member) -> Message:
    return Message({"name": member.name}, member.data)


if __name__ == "__main__":
    serve(answer)
