"""Taking from a mailbox by IMAP: every message once, by the number its server gave it, and nothing there is changed.

A message is known by the mailbox, the validity of its numbers and its own number (RFC 9051, 2.3.1.1). Up to which one
the mailbox was read is written down after what came is kept: a kill in between reads one message again, which is known.
"""

import datetime as dt
import imaplib
import re
import ssl
from collections.abc import Iterator
from typing import Any
from urllib.parse import SplitResult, unquote, urlsplit

from evenhand.mailroom.message_parts import sender_of
from evenhand.mailroom.received import Manner
from evenhand_web.diary.models import Task
from evenhand_web.diary.tasks import raise_task
from evenhand_web.infrastructure import clock
from evenhand_web.mailroom.doors import Door
from evenhand_web.mailroom.models import Delivery, MailboxMark
from evenhand_web.mailroom.taking import Arrived, take_in

_SECONDS = 30.0
"""How long the server may keep silent."""
_AT_ONCE = 50
"""So many messages are taken at a look; the others at the next."""
_LARGEST = 128 * 1024 * 1024
_PORTS = {"imaps": 993, "imap": 143, "imap+starttls": 143}
_SIZE, _DATE = re.compile(rb"RFC822\.SIZE (\d+)"), re.compile(rb'INTERNALDATE "([^"]+)"')
_BY_TOMORROW = dt.timedelta(days=1)


class MailboxError(Exception):
    """A mail server said no, or what nobody understands; the words say at which step."""


def take_from_mailbox(door: Door) -> tuple[Delivery, ...]:
    """Take in the messages of a mailbox that came since it was last looked at. Raises OSError where the server cannot
    be reached or is silent, MailboxError where it says no.
    """
    place = urlsplit(door.address)
    try:
        server = _connected(place)
        try:
            _step(server.login(unquote(place.username or ""), _password(door)), "sign in")
            mailbox = unquote(place.path.strip("/")) or "INBOX"
            _step(server.select(f'"{mailbox}"', readonly=True), f"open {mailbox}")
            return tuple(_messages(server, door))
        finally:
            _leave(server)
    except imaplib.IMAP4.error as error:
        raise MailboxError(f"{door.id}: the mail server answered {error}") from None


def _connected(place: SplitResult) -> imaplib.IMAP4:
    host, port = place.hostname or "", place.port or _PORTS[place.scheme]
    if place.scheme == "imaps":
        return imaplib.IMAP4_SSL(host, port, ssl_context=ssl.create_default_context(), timeout=_SECONDS)
    if place.scheme == "imap" and host not in ("localhost", "127.0.0.1", "::1"):
        raise MailboxError("a password goes to another machine over TLS alone: say imaps:// or imap+starttls://")
    server = imaplib.IMAP4(host, port, timeout=_SECONDS)
    if place.scheme == "imap+starttls":
        server.starttls(ssl.create_default_context())
    return server


def _leave(server: imaplib.IMAP4) -> None:
    try:
        server.logout()
    except (OSError, imaplib.IMAP4.error):
        server.shutdown()


def _password(door: Door) -> str:
    return door.password_file.read_text("utf-8").strip() if door.password_file else ""


def _step(answer: tuple[str, Any], what: str) -> None:
    if answer[0] != "OK":
        raise MailboxError(f"the mail server did not {what}")


def _messages(server: imaplib.IMAP4, door: Door) -> Iterator[Delivery]:
    validity = int((server.response("UIDVALIDITY")[1] or [b"0"])[0] or 0)
    mark, _ = MailboxMark.objects.get_or_create(source=door.id, defaults={"validity": validity})
    if mark.validity != validity:  # the server counts anew: what is there is looked at again, and known by its bytes
        mark.validity, mark.last = validity, 0
    answer, told = server.uid("SEARCH", f"UID {mark.last + 1}:*")
    _step((answer, told), "list its messages")
    numbers = sorted(int(number) for number in (told[0] or b"").split() if int(number) > mark.last)
    for number in numbers[:_AT_ONCE]:
        yield from _message(server, door, validity, number)
        mark.last = number
        mark.save(update_fields=("validity", "last"))


def _message(server: imaplib.IMAP4, door: Door, validity: int, number: int) -> Iterator[Delivery]:
    answer, told = server.uid("FETCH", str(number), "(UID RFC822.SIZE INTERNALDATE)")
    _step((answer, told), f"tell of message {number}")
    head = b" ".join(part if isinstance(part, bytes) else part[0] for part in told if part)
    size = _SIZE.search(head)
    if size is None:
        return  # it has gone since it was listed
    if int(size[1]) > _LARGEST:
        _tell_too_large(door, validity, number)
        return
    came = _DATE.search(head)
    answer, told = server.uid("FETCH", str(number), "(UID BODY.PEEK[])")
    _step((answer, told), f"give message {number}")
    data = next((part[1] for part in told if isinstance(part, tuple)), b"")
    if data:
        yield take_in(_arrived(door, validity, number, data, came[1].decode() if came else ""))


def _tell_too_large(door: Door, validity: int, number: int) -> None:
    """Have somebody take a message out of the mailbox by hand: the others behind it do not wait for that."""
    words = (
        f"Message {number} in the mailbox of the door {door.id} is larger than {_LARGEST:,} bytes and was not "
        "taken in. Open the mailbox, and bring its papers to the mailroom in parts."
    )
    raise_task(f"mailroom:large:{door.id}:{validity}:{number}", Task.Kind.OTHER, words, _BY_TOMORROW)


def _arrived(door: Door, validity: int, number: int, data: bytes, came: str) -> Arrived:
    at = dt.datetime.strptime(came.strip(), "%d-%b-%Y %H:%M:%S %z") if came else clock.now()
    return Arrived(
        door=door.id,
        mark=f"{validity} {number}",
        manner=Manner.EMAIL,
        name=f"message {number}.eml",
        data=data,
        arrived_at=min(at, clock.now()),
        sender=sender_of(data),
        is_message=True,
    )
