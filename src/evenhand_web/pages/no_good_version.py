"""What stands in the place of a page whose programme cannot be read: no stop without a word."""

import logging
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render

from evenhand_web.infrastructure.programmes import NoGoodVersion

_LOG = logging.getLogger(__name__)


class SaysNoGoodVersion:
    """Answers with a page (status 503) that names the programme of which no good version is there, and who can act."""

    def __init__(self, answer: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.answer(request)

    def process_exception(self, request: HttpRequest, stopped: Exception) -> HttpResponse | None:
        """The page, where that is what stopped the view."""
        if not isinstance(stopped, NoGoodVersion):
            return None
        _LOG.error("%s", stopped)
        return render(request, "no_good_version.html", {"programme": stopped.programme}, status=503)
