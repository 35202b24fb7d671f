"""Mail over the net: written into the outbox with the entry it tells of, sent later by the worker."""

import hashlib

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction

from evenhand_web.infrastructure import clock
from evenhand_web.infrastructure.models import OutboxMessage
from evenhand_web.infrastructure.queue import ask

DELIVER = "works.deliver"


def post(key: str, recipient: str, subject: str, body: str) -> OutboxMessage:
    """Write a message into the outbox and ask for its delivery, both in the caller's transaction or in one of its own.

    The same key posts nothing twice. Subject and body say that there is news and where to sign in, never what it is.
    """
    with transaction.atomic():
        wanted = {"recipient": recipient, "subject": subject, "body": body, "created_at": clock.now()}
        message, _ = OutboxMessage.objects.get_or_create(key=key, defaults=wanted)
        ask("mail", DELIVER, f"deliver:{key}", {"message": message.pk})
    return message


def deliver(message_id: int) -> None:
    """Hand a message to the mail server, unless that was done. A worker killed between the server's yes and our note of
    it sends again under the same Message-ID, by which mail programs know the repetition.
    """
    message = OutboxMessage.objects.get(pk=message_id)
    if message.sent_at is not None:
        return
    known_by = f"<{hashlib.sha256(message.key.encode()).hexdigest()[:40]}@{_domain()}>"
    EmailMessage(message.subject, message.body, to=[message.recipient], headers={"Message-ID": known_by}).send()
    OutboxMessage.objects.filter(pk=message.pk).update(sent_at=clock.now())


def _domain() -> str:
    return str(settings.DEFAULT_FROM_EMAIL).rpartition("@")[2] or "localhost"
