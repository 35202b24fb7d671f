"""The worker: it takes jobs lane by lane, and ticks once a minute. Any number may run; killing one loses nothing."""

import datetime as dt
import logging
import threading
from collections.abc import Sequence

from django.conf import settings
from django.db import close_old_connections

from evenhand_web.infrastructure import clock
from evenhand_web.infrastructure.handler import DUTIES
from evenhand_web.infrastructure.queue import LANES, perform, take
from evenhand_web.infrastructure.quiet_log import failure

_LOG = logging.getLogger("evenhand.worker")
_TICK = dt.timedelta(minutes=1)


def worked_lanes() -> tuple[str, ...]:
    """The lanes this installation works: without a mail server mail waits, and is not counted as failed."""
    return LANES if settings.EMAIL_HOST else tuple(lane for lane in LANES if lane != "mail")


def work_off(lanes: Sequence[str] | None = None) -> int:
    """Do everything that is due, one job of each lane in turn; gives how many jobs were done."""
    done, worked = 0, worked_lanes() if lanes is None else lanes
    is_busy = True
    while is_busy:
        is_busy = False
        for lane in worked:
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


def work(stopping: threading.Event, idle_seconds: float = 0.5) -> None:
    """Work until told to stop. The database being away for a while stops nothing."""
    ticked_at = dt.datetime.min.replace(tzinfo=dt.UTC)
    while not stopping.is_set():
        try:
            if clock.now() - ticked_at >= _TICK:
                tick()
                ticked_at = clock.now()
            done = work_off()
        except Exception as error:  # the database is away: wait, and try again
            _LOG.error("worker: %s", failure(error))
            done = 0
        close_old_connections()
        if not done:
            stopping.wait(idle_seconds)
