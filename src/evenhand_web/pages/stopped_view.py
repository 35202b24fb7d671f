"""What stands in the place of a page whose view was stopped: no stop without a word, and nothing written is lost."""

import logging
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render

from evenhand_web.infrastructure.programmes import NoGoodVersion
from evenhand_web.pages.sent_words import TooLongError

_LOG = logging.getLogger(__name__)


class SaysWhatStopped:
    """Answers with a page of its own: where no good version of a programme is there, which, and who can act (503);
    where more was written than a field takes, by how much, with what was written (422).
    """

    def __init__(self, answer: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.answer(request)

    def process_exception(self, request: HttpRequest, stopped: Exception) -> HttpResponse | None:
        """The page, where one of these stopped the view."""
        if isinstance(stopped, NoGoodVersion):
            _LOG.error("%s", stopped)
            return render(request, "no_good_version.html", {"programme": stopped.programme}, status=503)
        if isinstance(stopped, TooLongError):
            page = {"words": stopped.words, "most": stopped.most, "length": len(stopped.words)}
            return render(request, "too_long.html", page, status=422)
        return None
