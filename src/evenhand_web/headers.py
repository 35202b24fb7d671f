"""What every answer carries for the browser's sake, and how much a request may bring."""

from collections.abc import Callable, Iterator

from django.conf import settings
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.http import HttpRequest, HttpResponse, UnreadablePostError
from django.http.multipartparser import MultiPartParserError
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _

_MOST_DIGITS = 15
Answer = Callable[[HttpRequest], HttpResponseBase]

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
_ALWAYS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}


def security_headers(answer: Answer) -> Answer:
    """Give every answer the policy of this house; pages stay out of every cache."""

    def respond(request: HttpRequest) -> HttpResponseBase:
        response = answer(request)
        for name, value in _ALWAYS.items():
            response.headers.setdefault(name, value)
        if not request.path.startswith(settings.STATIC_URL):
            response.headers.setdefault("Cache-Control", "no-store")
        return response

    return respond


def says_what_it_takes(answer: Answer) -> Answer:
    """Say in words that an address does not take the manner of a request, where the answer would be an empty page."""

    def respond(request: HttpRequest) -> HttpResponseBase:
        response = answer(request)
        if response.status_code == 405 and isinstance(response, HttpResponse) and not response.content:
            response.content = _("This address takes only what a page sends. Go back to the page.")
            response.headers["Content-Type"] = "text/plain; charset=utf-8"
        return response

    return respond


def body_limit(answer: Answer) -> Answer:
    """Refuse a request larger than one upload may be before any of it is read."""

    def respond(request: HttpRequest) -> HttpResponseBase:
        stated = request.META.get("CONTENT_LENGTH") or "0"
        if _bytes_stated(stated) > settings.FILE_UPLOAD_MAX_MEMORY_SIZE:
            megabytes = settings.UPLOAD_BYTES // (1024 * 1024)
            text = _(
                "This upload is too large: one file may hold up to %(megabytes)s MB. Split it and send the parts."
            ) % {"megabytes": megabytes}
            return _refused(text, 413)
        return answer(request)

    return respond


def _bytes_stated(length: str) -> float:
    """How many bytes a request says it brings: more than any number where it says nothing that can be read."""
    is_number = length.isascii() and length.isdecimal() and len(length) <= _MOST_DIGITS
    return int(length) if is_number else float("inf")


def readable_request(answer: Answer) -> Answer:
    """Refuse, in words, a form that cannot be read whole, and the character NUL in an address or a form: nobody can key
    it, and no database keeps it as text.
    """

    def respond(request: HttpRequest) -> HttpResponseBase:
        try:
            holds_nul = any("\0" in word for word in _words(request))
        except (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent):
            return _refused(_("This form is too large, or has too many fields. Send less at once."), 413)
        except (MultiPartParserError, UnreadablePostError):
            return _refused(_("This form did not arrive whole, and nothing was done with it. Send it again."), 400)
        if holds_nul:
            return _refused(_("This request holds the character NUL, which is no part of any text."), 400)
        return answer(request)

    return respond


def _words(request: HttpRequest) -> Iterator[str]:
    """Every word of a request that may reach a database."""
    yield from (request.path_info, *request.COOKIES.values())
    for sent in (request.GET, request.POST):
        for name, values in sent.lists():
            yield from (name, *map(str, values))
    yield from request.FILES


def _refused(text: str, status: int) -> HttpResponse:
    return HttpResponse(text, status=status, content_type="text/plain; charset=utf-8")
