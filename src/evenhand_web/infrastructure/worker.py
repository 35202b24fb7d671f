"""The worker: it takes jobs lane by lane, and ticks every minute. Any number may run; killing one loses nothing."""

import logging
import threading
from collections.abc import Sequence
from time import monotonic

from django.conf import settings
from django.db import close_old_connections

from evenhand_web.infrastructure.handler import DUTIES
from evenhand_web.infrastructure.queue import LANES, perform, take
from evenhand_web.infrastructure.quiet_log import failure

_LOG = logging.getLogger("evenhand.worker")
_TICK_SECONDS = 60.0
PAGES = "pages"
"""The lane of what strangers made: a file may take minutes, so that it is worked by processes of its own."""


def worked_lanes(lanes: Sequence[str] = LANES) -> tuple[str, ...]:
    """Of these lanes those that this installation works: without a mail server mail waits, and does not count as
    failed.
    """
    return tuple(lane for lane in lanes if settings.EMAIL_HOST or lane != "mail")


def work_off(lanes: Sequence[str] | None = None, stopping: threading.Event | None = None) -> int:
    """Do everything that is due, one job of each lane in turn, until told to stop; gives how many jobs were done."""
    done, worked = 0, worked_lanes() if lanes is None else lanes
    is_busy = True
    while is_busy:
        is_busy = False
        for lane in worked:
            if stopping is not None and stopping.is_set():
                return done
            job = take((lane,))
            if job is not None:
                is_busy = True
                done += perform(job)
    return done


def tick() -> None:
    """Do what falls due by time alone. A duty that fails is logged and does not keep the others from their turn."""
    for name, perform_duty in DUTIES.items():
        try:
            perform_duty()
        except Exception as error:  # the next tick tries again
            _LOG.error("tick: %s failed: %s", name, failure(error))


def work(
    stopping: threading.Event,
    lanes: Sequence[str] = LANES,
    idle_seconds: float = 0.5,
    tick_seconds: float = _TICK_SECONDS,
) -> None:
    """Work these lanes until told to stop; the job in hand is finished first. The database being away for a while stops
    nothing. Duties are done every `tick_seconds`, however long a job takes, but not by who makes pages alone.
    """
    ticker = threading.Thread(target=_keep_ticking, args=(stopping, tick_seconds), daemon=True)
    if set(lanes) - {PAGES}:
        ticker.start()
    worked = worked_lanes(lanes)
    while not stopping.is_set():
        try:
            done = work_off(worked, stopping)
        except Exception as error:  # the database is away: wait, and try again
            _LOG.error("worker: %s", failure(error))
            done = 0
        close_old_connections()
        if not done:
            stopping.wait(idle_seconds)


def _keep_ticking(stopping: threading.Event, tick_seconds: float) -> None:
    while not stopping.is_set():
        due = monotonic() + tick_seconds
        tick()
        close_old_connections()
        stopping.wait(max(due - monotonic(), 0))
