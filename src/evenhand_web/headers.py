"""What every answer carries for the browser's sake, and how much a request may bring."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _

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


def body_limit(answer: Answer) -> Answer:
    """Refuse a request larger than one upload may be before any of it is read."""

    def respond(request: HttpRequest) -> HttpResponseBase:
        stated = request.META.get("CONTENT_LENGTH") or "0"
        if not stated.isdigit() or int(stated) > settings.FILE_UPLOAD_MAX_MEMORY_SIZE:
            megabytes = settings.UPLOAD_BYTES // (1024 * 1024)
            text = _(
                "This upload is too large: one file may hold up to %(megabytes)s MB. Split it and send the parts."
            ) % {"megabytes": megabytes}
            return HttpResponse(text, status=413, content_type="text/plain; charset=utf-8")
        return answer(request)

    return respond
