"""The sessions of a person: listed, and ended one by one or all at once. django-allauth keeps the list."""

import re
from typing import Any, NamedTuple

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.http import HttpRequest

from evenhand_web.accounts.models import Person

_BROWSERS = (("Edg", "Edge"), ("OPR", "Opera"), ("Firefox", "Firefox"), ("Chrom", "Chrome"), ("Safari", "Safari"))
_SYSTEMS = (
    ("Windows", "Windows"),
    ("iPhone|iPad", "iOS"),
    ("Android", "Android"),
    ("Mac", "macOS"),
    ("Linux", "Linux"),
)


class OpenSession(NamedTuple):
    """A session as its owner sees it: its number, when it began (aware), where from, in which browser."""

    number: int
    begun_at: Any
    machine: str
    browser: str
    is_this: bool


MOST_AT_ONCE = 20
"""How many sessions of one person go on beside one another."""


def begin_session(request: HttpRequest) -> None:
    """Put the session of somebody who has just signed in on their list. Of more than twenty the oldest ends."""
    UserSession.objects.create_from_request(request)
    rows = UserSession.objects.filter(user=request.user).order_by("-pk")
    for older in rows[MOST_AT_ONCE:]:
        older.end()


def open_sessions(person: Person, own_key: str | None) -> list[OpenSession]:
    """The sessions of a person that have not ended, the newest first; `own_key` is the one that asks."""
    rows = UserSession.objects.filter(user=person, session_key__in=_living(person)).order_by("-created_at", "-pk")
    return [
        OpenSession(row.pk, row.created_at, row.ip, browser_words(row.user_agent), row.session_key == own_key)
        for row in rows
    ]


def end_session(person: Person, number: int) -> bool:
    """End one session of a person at once; whether there was one."""
    session = UserSession.objects.filter(user=person, pk=number).first()
    if session is None:
        return False
    session.end()
    return True


def end_sessions(person: Person, but_for: str | None = None) -> int:
    """End every session of a person at once, but for one; gives how many."""
    rows = list(UserSession.objects.filter(user=person).exclude(session_key=but_for or ""))
    for row in rows:
        row.end()
    return len(rows)


def forget_ended_sessions() -> None:
    """Take off the lists what has ended."""
    UserSession.objects.exclude(session_key__in=Session.objects.values("session_key")).delete()


def browser_words(stated: str) -> str:
    """What a browser says of itself, in two words people know; `Another browser` where it is none of them."""
    browser = next((name for sign, name in _BROWSERS if sign in stated), "")
    system = next((name for signs, name in _SYSTEMS if re.search(signs, stated)), "")
    return " on ".join(filter(None, (browser, system))) or "Another browser"


def _living(person: Person) -> list[str]:
    keys = UserSession.objects.filter(user=person).values_list("session_key", flat=True)
    return list(Session.objects.filter(session_key__in=list(keys)).values_list("session_key", flat=True))
