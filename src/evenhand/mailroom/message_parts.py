"""The papers of an e-mail: its attachments, and its text where it says something."""

import email
import email.policy
import re
from collections.abc import Iterator
from email.errors import MessageError
from email.message import EmailMessage
from email.utils import parseaddr
from html import unescape
from typing import NamedTuple

from evenhand.mailroom.packed import MOST_MEMBERS, Member, PackedError, plain_name

_TAG, _SCRIPT, _BLANK = re.compile(r"<[^>]*>"), re.compile(r"(?is)<(script|style)\b.*?</\1\s*>"), re.compile(r"[ \t]+")
_BREAK = re.compile(r"(?i)<(?:br|/p|/div|/tr|/h\d|/li)\b[^>]*>")
_ORNAMENT = 24 * 1024
"""A picture of at most so many bytes that stands in the text of a message is its ornament, and no paper."""
_FEW_WORDS = 4
_HEAD = 256 * 1024
_LOCKED = frozenset({"application/pkcs7-mime", "application/x-pkcs7-mime", "multipart/encrypted"})


class MessageParts(NamedTuple):
    """What an e-mail holds: its text (empty where there is none), its attachments, and how many small pictures of its
    own layout were left in it.
    """

    text: str
    attachments: tuple[Member, ...]
    ornaments: int


def message_parts(data: bytes) -> MessageParts:
    """The parts of an e-mail. Raises PackedError: PACK-ENCRYPTED for one only its receiver can open, PACK-MANY,
    PACK-DAMAGED for what is no message.
    """
    try:
        message = email.message_from_bytes(data, policy=email.policy.default)
        if message.get_content_type() in _LOCKED:
            raise PackedError("PACK-ENCRYPTED")
        parts = list(_parts(message))
        if not message.keys():
            raise PackedError("PACK-DAMAGED")
        return _taken_apart(parts)
    except (MessageError, LookupError, ValueError, AttributeError, KeyError, TypeError, RecursionError):
        raise PackedError("PACK-DAMAGED") from None


def sender_of(data: bytes) -> str:
    """The address that a message says it is from; empty where it says none. Nobody vouches for it."""
    head = data[:_HEAD].replace(b"\r\n", b"\n").partition(b"\n\n")[0]
    told = email.message_from_bytes(head, policy=email.policy.compat32).get("From", "")
    return parseaddr(str(told))[1].lower()


def _parts(message: EmailMessage) -> Iterator[EmailMessage]:
    """The parts that hold something; a message that was attached is one of them, and not its parts."""
    waiting, seen = [message], 0
    while waiting:
        part = waiting.pop()
        seen += 1
        if seen > MOST_MEMBERS:
            raise PackedError("PACK-MANY")
        if part.is_multipart() and part.get_content_maintype() == "multipart":
            waiting.extend(reversed([inner for inner in part.iter_parts() if isinstance(inner, EmailMessage)]))
        else:
            yield part


def _taken_apart(parts: list[EmailMessage]) -> MessageParts:
    plain, marked, attachments, ornaments = "", "", list[Member](), 0
    for part in parts:
        kind = part.get_content_type()
        if part.get_content_maintype() == "text" and not part.is_attachment() and not part.get_filename():
            plain, marked = _said(part, plain, marked, kind)
            continue
        data = _bytes_of(part)
        if _is_ornament(part, data):
            ornaments += 1
        elif data:
            attachments.append(Member(_name(part, len(attachments) + 1), data))
    text = plain or _without_marks(marked)
    says = len(text.split()) >= _FEW_WORDS or not attachments
    return MessageParts(text if says else "", tuple(attachments), ornaments)


def _said(part: EmailMessage, plain: str, marked: str, kind: str) -> tuple[str, str]:
    content = part.get_content()
    words = content if isinstance(content, str) else ""
    if kind == "text/html":
        return plain, marked + words
    return (f"{plain}\n{words}" if plain else words), marked


def _bytes_of(part: EmailMessage) -> bytes:
    if part.get_content_type() == "message/rfc822":
        inner = part.get_content()
        return inner.as_bytes() if isinstance(inner, EmailMessage) else b""
    data = part.get_payload(decode=True)
    return data if isinstance(data, bytes) else b""


def _is_ornament(part: EmailMessage, data: bytes) -> bool:
    is_of_text = part.get_content_maintype() == "image" and not part.is_attachment() and part.get("Content-ID")
    return bool(is_of_text) and len(data) <= _ORNAMENT


def _name(part: EmailMessage, place: int) -> str:
    if name := part.get_filename():
        return plain_name(str(name))
    return f"message {place}.eml" if part.get_content_type() == "message/rfc822" else f"attachment {place}"


def _without_marks(marked: str) -> str:
    text = unescape(_TAG.sub(" ", _BREAK.sub("\n", _SCRIPT.sub(" ", marked))))
    return "\n".join(_BLANK.sub(" ", line).strip() for line in text.splitlines() if line.strip())
