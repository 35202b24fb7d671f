"""What each kind of job does, and what is done at every tick: each app says so in its module `jobs`."""

import datetime as dt
from collections.abc import Callable
from enum import StrEnum
from typing import Any, NamedTuple

from django.utils.module_loading import import_string


class Effect(StrEnum):
    """Where a job works. INSIDE the database its effect and its end are one transaction: it happens exactly once.
    OUTSIDE (mail, a file) it happens at least once, under a key by which the receiver knows a repetition.
    """

    INSIDE = "inside"
    OUTSIDE = "outside"


class Task(NamedTuple):
    """A job as its handler sees it: the idempotency key, what it concerns (ids only), and a way to ask for more time.

    A handler that works outside for longer than its lease calls `renew` in between, and stops where that raises.
    """

    key: str
    payload: dict[str, Any]
    renew: Callable[[], None]


Concerns = Callable[[dict[str, Any]], int | None]
"""What tells the case, by primary key, that a job is about, from the job's payload."""
Revived = Callable[[dict[str, Any]], None]
"""What puts back, from its payload, what was given up with a job that died, before somebody has it tried again."""


class Handler(NamedTuple):
    """What does a kind of job, where its effect lies, how long one attempt may take, what a person is told when it has
    failed for good, where trying again is all that helps how long it is tried, which case it concerns, and what goes
    before it is tried again.
    """

    perform: Callable[[Task], None]
    effect: Effect
    lease: dt.timedelta
    failing: str
    patience: dt.timedelta | None = None
    concerns: Concerns | None = None
    revived: Revived | None = None


HANDLERS: dict[str, Handler] = {}
DUTIES: dict[str, Callable[[], None]] = {}

Perform = Callable[[Task], None]


_LEASE = dt.timedelta(minutes=1)


def handles(
    kind: str,
    effect: Effect,
    lease: dt.timedelta = _LEASE,
    *,
    failing: str,
    patience: dt.timedelta | None = None,
    concerns: Concerns | None = None,
    revived: Revived | None = None,
) -> Callable[[Perform], Perform]:
    """Say that a function does the jobs of a kind; raises ValueError where another does.

    `failing` says in a sentence what has not happened when such a job has failed for good; `patience` is how long it is
    tried first, where another attempt is all that helps, and not a certain number of attempts; `concerns` tells whose
    case a job is about; `revived` puts back what was given up with a dead job, before somebody has it tried again.
    """

    def declare(perform: Perform) -> Perform:
        if kind in HANDLERS:
            raise ValueError(f"jobs of the kind {kind!r} are done already")
        HANDLERS[kind] = Handler(perform, effect, lease, failing, patience, concerns, revived)
        return perform

    return declare


def handled_by(
    kind: str,
    path: str,
    effect: Effect,
    lease: dt.timedelta = _LEASE,
    *,
    failing: str,
    patience: dt.timedelta | None = None,
    concerns: Concerns | None = None,
    revived: Revived | None = None,
) -> None:
    """Say that the function at a dotted path does the jobs of a kind; the rest is as `handles` takes it.

    Its module is loaded with the first such job: what prints and seals never enters a process that serves pages.
    """

    def perform(task: Task) -> None:
        import_string(path)(task)

    handles(kind, effect, lease, failing=failing, patience=patience, concerns=concerns, revived=revived)(perform)


def duty(perform: Callable[[], None]) -> Callable[[], None]:
    """Say that a function is to be called at every tick. It may be called by two workers at once, and bears it."""
    DUTIES[f"{perform.__module__}.{perform.__name__}"] = perform
    return perform
