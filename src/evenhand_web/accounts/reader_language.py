"""The language of pages that people outside the house see: the one their browser asks for, where there is a catalogue
of it.

Pages for the house's own people are in English only: half a page in another language helps nobody.
"""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.http import HttpRequest, HttpResponse
from django.utils import translation

P = ParamSpec("P")


def in_the_reader_s_language(
    view: Callable[Concatenate[HttpRequest, P], HttpResponse],
) -> Callable[Concatenate[HttpRequest, P], HttpResponse]:
    """A view whose page is in the language its reader's browser asks for."""

    @wraps(view)
    def answer(request: HttpRequest, /, *arguments: P.args, **named: P.kwargs) -> HttpResponse:
        with translation.override(translation.get_language_from_request(request)):
            response = view(request, *arguments, **named)
            response.headers["Content-Language"] = translation.get_language() or "en"
            return response

    return answer
