"""What the works themselves do later: deliver mail, discard erased bytes, keep the house."""

import datetime as dt

from django.contrib.sessions.models import Session

from evenhand_web.infrastructure import clock
from evenhand_web.infrastructure.erasure_keys import forget_old_keys
from evenhand_web.infrastructure.handler import Effect, Task, duty, handles
from evenhand_web.infrastructure.key_buckets import rewrap_buckets
from evenhand_web.infrastructure.mail import DELIVER, deliver
from evenhand_web.infrastructure.shelf import DISCARD, SHELVES, discard, rewrap, sweep

_MAIL_PATIENCE = dt.timedelta(days=5)
"""How long a message is tried: a mail server may be away over a long weekend (RFC 5321, 4.5.4.1, advises as much)."""


@handles(
    DELIVER,
    Effect.OUTSIDE,
    dt.timedelta(minutes=5),
    failing="A message by mail was not taken by the mail server in five days, and is not tried any more.",
    patience=_MAIL_PATIENCE,
)
def deliver_message(task: Task) -> None:
    """Send one message of the outbox."""
    deliver(task.payload["message"])


@handles(DISCARD, Effect.OUTSIDE, failing="The bytes of an erased file could not be taken off the shelf.")
def discard_bytes(task: Task) -> None:
    """Take the bytes of one erased file off the shelf."""
    discard(task.payload["ident"])


@duty
def rewrap_keys() -> None:
    """Move bucket keys to the current master key, and file keys from a master key to their bucket, some at a tick."""
    rewrap_buckets()
    rewrap()


@duty
def destroy_old_keys() -> None:
    """Destroy the erasure keys that an erasure left, where it was stopped before it could."""
    forget_old_keys()


@duty
def sweep_shelf() -> None:
    """Discard what a crash left on the shelf: each minute a 256th part of it."""
    minute = int(clock.now().timestamp()) // 60
    sweep(shelves=(SHELVES[minute % len(SHELVES)],))


@duty
def forget_sessions() -> None:
    """Delete sessions that have expired."""
    Session.objects.filter(expire_date__lt=clock.now()).delete()
