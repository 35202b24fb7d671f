"""A worker to be killed: it does marking jobs inside the database, and writing jobs outside, until none is due.

Run with the database in EVENHAND_DATABASE and the folder for the outside effects as the only argument.
"""

import datetime as dt
import sys
import time
from pathlib import Path

import django

django.setup()

from evenhand_web.accounts.models import SignInAttempt  # noqa: E402
from evenhand_web.infrastructure import clock  # noqa: E402
from evenhand_web.infrastructure.handler import Effect, Task, handles  # noqa: E402
from evenhand_web.infrastructure.models import Job  # noqa: E402
from evenhand_web.infrastructure.worker import work_off  # noqa: E402

_LEASE = dt.timedelta(seconds=1)


@handles("mark", Effect.INSIDE, _LEASE, failing="A mark was not made.")
def mark(task: Task) -> None:
    """Leave a row, slowly enough to be killed while at it."""
    SignInAttempt.objects.create(address=task.key, machine="", at=clock.now())
    time.sleep(0.005)


@handles("write", Effect.OUTSIDE, _LEASE, failing="A mark was not made.")
def write(task: Task) -> None:
    """Leave a file under the idempotency key: a repetition finds it there."""
    (Path(sys.argv[1]) / task.key).write_text(task.key, encoding="ascii")


if __name__ == "__main__":
    while Job.objects.filter(state=Job.State.WAITING).exists():
        work_off(("house", "letters"))
        time.sleep(0.05)
