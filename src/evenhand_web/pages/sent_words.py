"""Words as a browser sends them: whole, or refused with what was written. Nothing is ever cut off in silence."""

from collections.abc import Callable, Mapping

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render


class TooLongError(Exception):
    """More was written than a field takes: `words` as they came, and how many characters there may be."""

    def __init__(self, words: str, most: int) -> None:
        super().__init__(f"{len(words)} > {most}")
        self.words, self.most = words, most


def sent_words(sent: Mapping[str, str], name: str, most: int) -> str:
    """What was sent under a name, without blanks around it and with each end of a line as one character, as the browser
    counted it; empty where there is nothing. Raises TooLongError above `most` characters.
    """
    words = sent.get(name, "").replace("\r\n", "\n").strip()
    if len(words) > most:
        raise TooLongError(words, most)
    return words


class SaysTooLong:
    """Answers what is too long with a page (status 422) that says by how much, and gives back what was written."""

    def __init__(self, answer: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.answer(request)

    def process_exception(self, request: HttpRequest, stopped: Exception) -> HttpResponse | None:
        """The page, where that is what stopped the view."""
        if not isinstance(stopped, TooLongError):
            return None
        page = {"words": stopped.words, "most": stopped.most, "length": len(stopped.words)}
        return render(request, "too_long.html", page, status=422)
