"""What concerns a person, told in the application: that something is there and where, and nothing of what it says."""

import datetime as dt
from collections.abc import Iterable
from functools import lru_cache

from django.db import connection
from django.db.models import QuerySet

from evenhand_web.accounts.models import Notification, Person
from evenhand_web.infrastructure import clock
from evenhand_web.infrastructure.bounded_counts import Counting, counting_up_to

_KEPT_FOR = dt.timedelta(days=180)
_SHOWN = 200
_UNREAD, _MOST_COUNTED = "unread", 1_000_000


def notify(key: str, people: Iterable[Person], kind: str, place: str, case: str = "", about: str = "") -> None:
    """Tell people of something once: the same key tells nobody twice. `kind` is a `Notification.Kind`, `place` the name
    of the address that it leads to, `case` the opaque id of the case and `about` what else that address names.
    """
    told = {"kind": kind, "place": place, "case": case, "about": about, "at": clock.now()}
    rows = [Notification(key=f"{key}:{person.ident}", person=person, **told) for person in people]
    Notification.objects.bulk_create(rows, ignore_conflicts=True)


def notifications_of(person: Person) -> QuerySet[Notification]:
    """What a person was told, the newest first, no more than a page holds."""
    return Notification.objects.filter(person=person).order_by("-at", "-pk")[:_SHOWN]


def unread_of(person: Person) -> QuerySet[Notification]:
    """What a person has not read yet."""
    return Notification.objects.filter(person=person, read_at=None)


def count_unread(person: Person) -> int:
    """How many of them there are: the question is made once for each person, and asked for every page."""
    return _kept_counting(person, connection.vendor).counted()[_UNREAD]


@lru_cache(maxsize=256)
def _kept_counting(person: Person, vendor: str) -> Counting:
    return counting_up_to(_MOST_COUNTED, {_UNREAD: unread_of(person)})


def read_all(person: Person) -> None:
    """Everything a person was told is read now."""
    unread_of(person).update(read_at=clock.now())


def mark(notification: Notification, is_read: bool) -> None:
    """Mark what somebody was told as read, or as unread again."""
    Notification.objects.filter(pk=notification.pk).update(read_at=clock.now() if is_read else None)


def forget_old_notifications() -> None:
    """Delete what was told half a year ago: the docket, tasks and trace hold what is to be kept."""
    Notification.objects.filter(at__lt=clock.now() - _KEPT_FOR).delete()
