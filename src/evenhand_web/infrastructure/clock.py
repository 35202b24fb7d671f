"""The one source of time: nothing else in the shell asks what hour it is."""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager

from django.utils import timezone

_shown: list[dt.datetime] = []


def now() -> dt.datetime:
    """This instant, aware, in UTC."""
    return _shown[-1] if _shown else timezone.now()


@contextmanager
def standing(at: dt.datetime) -> Iterator[None]:
    """Let the clock of this process stand still at an instant. Only what is made up has a past of its own making: a
    process that serves pages to an organisation never does this.
    """
    _shown.append(at)
    try:
        yield
    finally:
        _shown.pop()
