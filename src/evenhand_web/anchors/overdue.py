"""Whether the anchor of the day was made, said to somebody where it was not."""

import datetime as dt

from evenhand_web.anchors.making import newest
from evenhand_web.diary.models import Task
from evenhand_web.diary.tasks import WITHIN_THE_HOUR, end, raise_task
from evenhand_web.infrastructure import clock
from evenhand_web.infrastructure.models import Installation

AT_MOST = dt.timedelta(hours=26)
"""A day, and two hours for a machine that was off."""
_KEY = "anchor-missing:"


def overdue_since() -> dt.datetime | None:
    """The instant of the last anchor (or the installation's first) where none was made for more than a day; None where
    all is in order.
    """
    last = newest()
    begun = last.made_at if last is not None else _begun_at()
    return begun if begun is not None and clock.now() - begun > AT_MOST else None


def _begun_at() -> dt.datetime | None:
    return Installation.objects.values_list("made_at", flat=True).first()


def tell_of_overdue() -> None:
    """Raise a task while no anchor was made for more than a day, and end it when there is one again."""
    since = overdue_since()
    standing = Task.objects.filter(kind=Task.Kind.OPERATION, key__startswith=_KEY, done_at=None)
    if since is None:
        for task in standing:
            end(task, "The heads of dockets and trace are sealed again.", None)
    elif not standing.exists():
        words = (
            f"The heads of dockets and trace were last sealed on {since:%Y-%m-%d} at {since:%H:%M} (UTC). What was "
            "recorded since then is proved by its chains alone. See that `evenhand work` runs, and that it can read "
            "the key of EVENHAND_ANCHOR_KEY; `evenhand anchors make` does it now and says what is wrong."
        )
        raise_task(f"{_KEY}{clock.now():%Y%m%d%H%M}", Task.Kind.OPERATION, words, WITHIN_THE_HOUR)
