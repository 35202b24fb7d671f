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


class Handler(NamedTuple):
    """What does a kind of job, where its effect lies, and how long one attempt may take."""

    perform: Callable[[Task], None]
    effect: Effect
    lease: dt.timedelta


HANDLERS: dict[str, Handler] = {}
DUTIES: dict[str, Callable[[], None]] = {}

Perform = Callable[[Task], None]


def handles(kind: str, effect: Effect, lease: dt.timedelta = dt.timedelta(minutes=1)) -> Callable[[Perform], Perform]:
    """Say that a function does the jobs of a kind; raises ValueError where another does."""

    def declare(perform: Perform) -> Perform:
        if kind in HANDLERS:
            raise ValueError(f"jobs of the kind {kind!r} are done already")
        HANDLERS[kind] = Handler(perform, effect, lease)
        return perform

    return declare


def handled_by(kind: str, path: str, effect: Effect, lease: dt.timedelta = dt.timedelta(minutes=1)) -> None:
    """Say that the function at a dotted path does the jobs of a kind.

    Its module is loaded with the first such job: what prints and seals never enters a process that serves pages.
    """

    def perform(task: Task) -> None:
        import_string(path)(task)

    handles(kind, effect, lease)(perform)


def duty(perform: Callable[[], None]) -> Callable[[], None]:
    """Say that a function is to be called at every tick. It may be called by two workers at once, and bears it."""
    DUTIES[f"{perform.__module__}.{perform.__name__}"] = perform
    return perform
