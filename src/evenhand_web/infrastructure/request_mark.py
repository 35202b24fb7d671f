"""The number that a request bears in the log and in its answer, and who sent it, for whatever is logged meanwhile."""

import logging
import secrets
from collections.abc import Callable
from contextvars import ContextVar
from time import monotonic

from django.http import HttpRequest
from django.http.response import HttpResponseBase

Answer = Callable[[HttpRequest], HttpResponseBase]
_LOG = logging.getLogger("evenhand.pages")
_answering: ContextVar[HttpRequest | None] = ContextVar("answering", default=None)
_NUMBER = "evenhand.request"


def numbered(answer: Answer) -> Answer:
    """Give a request its number, which the answer bears as X-Request-ID, and log that it was answered: by which page,
    with which code, in how many milliseconds. Nothing of the address is logged: somebody may have typed it.
    """

    def respond(request: HttpRequest) -> HttpResponseBase:
        request.META[_NUMBER] = secrets.token_hex(6)
        mark, began = _answering.set(request), monotonic()
        try:
            response = answer(request)
            response.headers["X-Request-ID"] = request.META[_NUMBER]
            page = request.resolver_match.url_name if request.resolver_match else ""
            told = {"page": page, "method": _method(request), "status": response.status_code}
            _LOG.info("answered", extra={"told": told | {"ms": round((monotonic() - began) * 1000)}})
            return response
        finally:
            _answering.reset(mark)

    return respond


def request_number() -> str:
    """The number of the request that is being answered; empty where none is."""
    request = _answering.get()
    return str(request.META.get(_NUMBER, "")) if request is not None else ""


def person_asking() -> str:
    """The opaque id of whoever sent the request that is being answered, where the database was asked for it already."""
    request = _answering.get()
    return str(getattr(getattr(request, "_cached_user", None), "ident", ""))


def _method(request: HttpRequest) -> str:
    known = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")
    return request.method if request.method in known else "other"
