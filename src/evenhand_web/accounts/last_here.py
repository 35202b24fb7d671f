"""Who was signed in last in a browser: it is told by a signed cookie, and lets nobody in."""

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from evenhand_web.accounts.models import Person

_COOKIE, _SALT = "here", "evenhand.who-was-here"


def remember_who(request: HttpRequest, response: HttpResponseBase) -> None:
    """Let the browser know who is signed in in it, unless it does."""
    if isinstance(request.user, Person):
        who = Signer(salt=_SALT).sign(request.user.ident)
        if request.COOKIES.get(_COOKIE) != who:
            response.set_cookie(_COOKIE, who, secure=settings.IS_HTTPS, httponly=True, samesite="Lax")


def last_here(request: HttpRequest) -> Person | None:
    """Who was signed in last in the browser of a request; None where nobody was, or they work here no longer."""
    try:
        ident = Signer(salt=_SALT).unsign(request.COOKIES.get(_COOKIE, ""))
    except BadSignature:
        return None
    return Person.objects.filter(ident=ident, is_active=True).first()
