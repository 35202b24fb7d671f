"""What the works themselves do later: deliver mail, discard erased bytes, keep the house."""

import datetime as dt

from django.contrib.sessions.models import Session

from evenhand_web.infrastructure import clock
from evenhand_web.infrastructure.handler import Effect, Task, duty, handles
from evenhand_web.infrastructure.mail import DELIVER, deliver
from evenhand_web.infrastructure.shelf import DISCARD, SHELVES, discard, rewrap, sweep


@handles(DELIVER, Effect.OUTSIDE, dt.timedelta(minutes=5))
def deliver_message(task: Task) -> None:
    """Send one message of the outbox."""
    deliver(task.payload["message"])


@handles(DISCARD, Effect.OUTSIDE)
def discard_bytes(task: Task) -> None:
    """Take the bytes of one erased file off the shelf."""
    discard(task.payload["ident"])


@duty
def rewrap_keys() -> None:
    """Move file keys to the current master key, some at every tick."""
    rewrap()


@duty
def sweep_shelf() -> None:
    """Discard what a crash left on the shelf: each minute a 256th part of it."""
    minute = int(clock.now().timestamp()) // 60
    sweep(shelves=(SHELVES[minute % len(SHELVES)],))


@duty
def forget_sessions() -> None:
    """Delete sessions that have expired."""
    Session.objects.filter(expire_date__lt=clock.now()).delete()
