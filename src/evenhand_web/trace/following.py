"""Every answer to somebody signed in leaves a line in the trace before it is given; without the line there is none."""

import hashlib
import hmac
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _

from evenhand_web.trace.addresses import READ
from evenhand_web.trace.connection import TraceAwayError
from evenhand_web.trace.line import Act
from evenhand_web.trace.store import write

_SAFE = ("GET", "HEAD")
_REFUSED = (403, 404, 410, 429)
_LETTERS, _LONGEST = 32, 80


class Traced:
    """Writes what is sent before it is acted on, and what is read or refused before it is shown."""

    def __init__(self, answer: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self._answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """The answer; 503, in words, where the trace cannot be written."""
        response = self._answer(request)
        match, who = request.resolver_match, _who(request)
        if match is None or not who or response.status_code >= 500:
            return response
        is_read = request.method in _SAFE and match.url_name in READ
        is_refused = response.status_code in _REFUSED
        if not is_read and not is_refused:
            return response
        act = Act.REFUSED if is_refused else READ[match.url_name or ""]
        return _told(request, act, who, str(response.status_code)) or response

    def process_view(self, request: HttpRequest, view: object, words: object, parts: object) -> HttpResponse | None:
        """Nothing, so that what was sent is acted on; 503, in words, where the trace cannot be written."""
        if request.method in _SAFE or not _who(request):
            return None
        named = request.resolver_match.url_name if request.resolver_match else None
        return _told(request, Act.SEARCH if READ.get(named or "") is Act.SEARCH else Act.SENT, _who(request))


def asked_digest(words: str) -> str:
    """What the trace keeps of words somebody searched for: enough to tell whether it was these, and no name."""
    plain = " ".join(words.lower().split())
    return hmac.new(settings.SECRET_KEY.encode(), f"asked {plain}".encode(), hashlib.sha256).hexdigest()[:_LETTERS]


def not_written() -> HttpResponse:
    """The page for when the trace cannot be written. It depends on nothing that may be at fault."""
    text = _("Who reads what must be noted here, and cannot be now. Nothing is shown or entered until it can.")
    headers = {"Retry-After": "60"}
    return HttpResponse(text, status=503, content_type="text/plain; charset=utf-8", headers=headers)


def _who(request: HttpRequest) -> str:
    return str(getattr(request.user, "ident", ""))


def _told(request: HttpRequest, act: Act, who: str, status: str = "") -> HttpResponse | None:
    match = request.resolver_match
    if match is None:
        return None
    parts: dict[str, Any] = dict(match.kwargs)
    about = str(parts.pop("person", "") or (parts.pop("ident", "") if match.url_name in ("person", "welcome") else ""))
    case = str(parts.pop("ident", ""))
    more = {"page": match.url_name or "", "status": status}
    more |= {name: str(value)[:_LONGEST] for name, value in parts.items() if name != "token"}
    more |= {"asked": asked_digest(request.POST["words"])} if "words" in request.POST and act is Act.SEARCH else {}
    try:
        write(
            act, who, about=about[:_LONGEST], case=case[:_LONGEST], **{key: kept for key, kept in more.items() if kept}
        )
    except TraceAwayError:
        return not_written()
    return None
