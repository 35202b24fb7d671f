"""The queue: asking for a job, taking one, ending it. The same code on SQLite and PostgreSQL, but for one clause."""

import datetime as dt
import secrets
from collections.abc import Mapping, Sequence
from typing import Any

from django.db import connection, transaction

from evenhand_web.infrastructure import clock
from evenhand_web.infrastructure.handler import HANDLERS, Effect, Handler, Task
from evenhand_web.infrastructure.models import Job
from evenhand_web.infrastructure.quiet_log import failure

LANES = ("mail", "letters", "pages", "house")
"""Each is worked in its turn, so that ten thousand pages to be read never keep a letter waiting."""
MOST_ATTEMPTS = 8
_FIRST_DELAY, _LONGEST_DELAY = dt.timedelta(seconds=5), dt.timedelta(hours=1)
_DOUBLINGS = 10  # by then the longest delay is reached


class LeaseLostError(Exception):
    """The job took longer than its lease and belongs to another worker now: what was done is undone or left."""


def ask(
    lane: str, kind: str, key: str, payload: Mapping[str, Any] | None = None, due_at: dt.datetime | None = None
) -> Job:
    """Ask for a thing to be done, in the transaction that makes it due; asking again under the same key changes
    nothing.

    `payload` holds ids, never contents. Raises ValueError for a lane that nobody works.
    """
    if lane not in LANES:
        raise ValueError(f"there is no lane {lane!r}: {', '.join(LANES)}")
    now = clock.now()
    wanted = {"lane": lane, "kind": kind, "payload": dict(payload or {}), "due_at": due_at or now, "created_at": now}
    job, _ = Job.objects.get_or_create(key=key, defaults=wanted)
    return job


def take(lanes: Sequence[str]) -> Job | None:
    """The next job of these lanes, leased to the caller; None where nothing is due.

    On PostgreSQL a row that another worker is taking is skipped; on SQLite the transaction is the only writer. A job
    that has killed its worker too often is dead.
    """
    now = clock.now()
    with transaction.atomic():
        due = Job.objects.filter(state=Job.State.WAITING, lane__in=lanes, due_at__lte=now).order_by("due_at", "id")
        if connection.features.has_select_for_update_skip_locked:
            due = due.select_for_update(skip_locked=True)
        while job := due.first():
            if _is_given_up(job, now):
                _end(job, Job.State.DEAD, job.failure or "the worker died in every attempt")
                continue
            job.attempts += 1
            job.token = secrets.token_hex(16)
            job.due_at = now + _lease(job)
            job.save(update_fields=("attempts", "token", "due_at"))
            return job
    return None


def _is_given_up(job: Job, now: dt.datetime) -> bool:
    """Whether a job was tried often enough, or, where trying again is all that helps, for long enough."""
    handler = HANDLERS.get(job.kind)
    if handler is None or handler.patience is None:
        return job.attempts >= MOST_ATTEMPTS
    return job.attempts > 0 and now - job.created_at >= handler.patience


def _lease(job: Job) -> dt.timedelta:
    handler = HANDLERS.get(job.kind)
    return handler.lease if handler else _FIRST_DELAY


def perform(job: Job) -> bool:
    """Do a job that was taken; says whether it is done. A failure is kept with the job, which comes up again later."""
    handler = HANDLERS.get(job.kind)
    try:
        if handler is None:
            raise LookupError("no app does jobs of this kind")
        _perform(job, handler)
    except LeaseLostError:
        return False
    except Exception as error:  # whatever a handler raises is the job's failure, not the worker's
        _failed(job, failure(error))
        return False
    return True


def _perform(job: Job, handler: Handler) -> None:
    task = Task(job.key, job.payload, lambda: _renew(job, handler))
    if handler.effect is Effect.INSIDE:
        with transaction.atomic():
            _hold(job)
            handler.perform(task)
            _end(job, Job.State.DONE)
        return
    handler.perform(task)
    with transaction.atomic():
        _hold(job)
        _end(job, Job.State.DONE)


def _hold(job: Job) -> None:
    held = Job.objects.select_for_update().filter(pk=job.pk, token=job.token, state=Job.State.WAITING)
    if held.first() is None:
        raise LeaseLostError


def _renew(job: Job, handler: Handler) -> None:
    mine = Job.objects.filter(pk=job.pk, token=job.token, state=Job.State.WAITING)
    if not mine.update(due_at=clock.now() + handler.lease):
        raise LeaseLostError


def _end(job: Job, state: str, reason: str = "") -> None:
    job.state, job.ended_at, job.failure, job.token = state, clock.now(), reason[:200], ""
    job.save(update_fields=("state", "ended_at", "failure", "token"))


def _failed(job: Job, reason: str) -> None:
    with transaction.atomic():
        mine = Job.objects.select_for_update().filter(pk=job.pk, token=job.token, state=Job.State.WAITING).first()
        if mine is None:
            return
        now = clock.now()
        if _is_given_up(mine, now):
            _end(mine, Job.State.DEAD, reason)
            return
        delay = min(_FIRST_DELAY * 2 ** min(mine.attempts - 1, _DOUBLINGS), _LONGEST_DELAY)
        mine.failure, mine.token, mine.due_at = reason[:200], "", now + delay
        mine.save(update_fields=("failure", "token", "due_at"))


def revive(job: Job) -> None:
    """Put a dead job back into its lane, its attempts forgotten: somebody has mended what killed it. What was given up
    with it is put back first.
    """
    now = clock.now()
    revived = {"state": Job.State.WAITING, "attempts": 0, "due_at": now, "created_at": now, "ended_at": None}
    handler = HANDLERS.get(job.kind)
    with transaction.atomic():
        if Job.objects.filter(pk=job.pk, state=Job.State.DEAD).update(**revived) and handler and handler.revived:
            handler.revived(job.payload)
