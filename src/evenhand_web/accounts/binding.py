"""A session belongs to the browser it began in, ends when nobody has used it for a while, and never lasts for long."""

import hashlib
from collections.abc import Callable

from django.conf import settings
from django.contrib.auth import logout
from django.contrib.auth.signals import user_logged_in
from django.contrib.sessions.backends.base import SessionBase, UpdateError
from django.db import OperationalError
from django.dispatch import receiver
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse

from evenhand_web.accounts.machine import machine_of
from evenhand_web.accounts.models import Person
from evenhand_web.accounts.sessions import begin_session
from evenhand_web.infrastructure import clock
from evenhand_web.infrastructure.brief_wait import brief_wait
from evenhand_web.trace.line import Act
from evenhand_web.trace.store import write

_BROWSER, _USED, _BEGUN = "browser", "used_minute", "begun_minute"
Answer = Callable[[HttpRequest], HttpResponseBase]


def _browser(request: HttpRequest) -> str:
    stated = request.META.get("HTTP_USER_AGENT", "")
    return hashlib.sha256(stated.encode()).hexdigest()[:24]


def _minute() -> int:
    return int(clock.now().timestamp()) // 60


@receiver(user_logged_in)
def bind(request: HttpRequest, user: Person, **_: object) -> None:
    """Bind a session that begins to the browser it begins in, and let the trace tell of it."""
    write(Act.SIGNED_IN, user.ident, machine=machine_of(request))
    request.session[_BROWSER] = _browser(request)
    request.session[_USED] = request.session[_BEGUN] = _minute()
    begin_session(request)


def _note_use(session: SessionBase, minute: int) -> None:
    """Note that a session is used. Whoever only reads need not wait for a database that is held: a note left out is
    made with a later request.
    """
    session[_USED] = minute
    try:
        with brief_wait():
            session.save()
    except (OperationalError, UpdateError):
        pass
    session.modified = False


def seconds_left(request: HttpRequest) -> tuple[int, bool]:
    """For how many seconds a session goes on if it is not used, and whether using it would not make it longer."""
    now, minute = int(clock.now().timestamp()), _minute()
    unused = (int(request.session.get(_USED, minute)) + settings.IDLE_MINUTES + 1) * 60 - now
    longest = (int(request.session.get(_BEGUN, minute)) + settings.LONGEST_MINUTES) * 60 - now
    return max(min(unused, longest), 0), longest <= unused


def _only_asks(request: HttpRequest) -> bool:
    """Whether a page asks by itself how long its session goes on: that is no use of it."""
    return request.method == "GET" and request.path_info == reverse("session_left")


def session_binding(answer: Answer) -> Answer:
    """End a session that another browser brings, that lay unused or began too long ago; note its use at most once a
    minute.
    """

    def respond(request: HttpRequest) -> HttpResponseBase:
        session = request.session
        if "_auth_user_id" in session:
            minute = _minute()
            idle = minute - int(session.get(_USED, 0))
            age = minute - int(session.get(_BEGUN, minute))
            is_over = idle > settings.IDLE_MINUTES or age >= settings.LONGEST_MINUTES
            if is_over or session.get(_BROWSER) != _browser(request):
                logout(request)
            elif idle and not _only_asks(request):
                _note_use(session, minute)
        return answer(request)

    return respond
