"""Mail over the net: written into the outbox with the entry it tells of, sent later by the worker."""

import hashlib
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction

from evenhand_web.infrastructure import clock
from evenhand_web.infrastructure.models import OutboxMessage
from evenhand_web.infrastructure.queue import ask

DELIVER = "works.deliver"

AddressOf = Callable[[int], str]
_ADDRESSES: list[AddressOf] = []


def post(key: str, recipient: str, subject: str, body: str) -> OutboxMessage:
    """Write a message into the outbox and ask for its delivery, both in the caller's transaction or in one of its own.

    The same key posts nothing twice. Subject and body say that there is news and where to sign in, never what it is.
    """
    return _post(key, {"recipient": recipient, "subject": subject, "body": body})


def post_to_party(key: str, party: int, subject: str, body: str) -> OutboxMessage:
    """Write a message to a party of a case, as `post`: by the row of its address, which lies sealed with the case."""
    return _post(key, {"to_party": party, "subject": subject, "body": body})


def knows_parties(address_of: AddressOf) -> AddressOf:
    """Say that a function gives the address of a party by its row; empty where it is not there any more."""
    _ADDRESSES[:] = [address_of]
    return address_of


def _post(key: str, written: dict[str, Any]) -> OutboxMessage:
    with transaction.atomic():
        message, _ = OutboxMessage.objects.get_or_create(key=key, defaults=written | {"created_at": clock.now()})
        ask("mail", DELIVER, f"deliver:{key}", {"message": message.pk})
    return message


def deliver(message_id: int) -> None:
    """Hand a message to the mail server, unless that was done. A worker killed between the server's yes and our note of
    it sends again under the same Message-ID, by which mail programs know the repetition. A party whose
    address was taken away meanwhile, as in a case that was erased, gets none.
    """
    message = OutboxMessage.objects.get(pk=message_id)
    if message.sent_at is not None:
        return
    address = message.recipient or next((address_of(message.to_party or 0) for address_of in _ADDRESSES), "")
    if not address:
        return
    known_by = f"<{hashlib.sha256(message.key.encode()).hexdigest()[:40]}@{_domain()}>"
    EmailMessage(message.subject, message.body, to=[address], headers={"Message-ID": known_by}).send()
    OutboxMessage.objects.filter(pk=message.pk).update(sent_at=clock.now())


def _domain() -> str:
    return str(settings.DEFAULT_FROM_EMAIL).rpartition("@")[2] or "localhost"
