"""What concerns a person, told in the application: that something is there and where, and nothing of what it says."""

import datetime as dt
from collections.abc import Iterable

from django.db.models import QuerySet

from evenhand_web.accounts.models import Notification, Person
from evenhand_web.infrastructure import clock

_KEPT_FOR = dt.timedelta(days=180)
_SHOWN = 200


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


def read_all(person: Person) -> None:
    """Everything a person was told is read now."""
    unread_of(person).update(read_at=clock.now())


def mark(notification: Notification, is_read: bool) -> None:
    """Mark what somebody was told as read, or as unread again."""
    Notification.objects.filter(pk=notification.pk).update(read_at=clock.now() if is_read else None)


def forget_old_notifications() -> None:
    """Delete what was told half a year ago: the docket, tasks and trace hold what is to be kept."""
    Notification.objects.filter(at__lt=clock.now() - _KEPT_FOR).delete()
