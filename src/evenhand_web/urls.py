"""Every address of the shell, and the pages for what is not there."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import include, path
from django.utils.translation import gettext as _

from evenhand_web.accounts.reader_language import in_the_reader_s_language

urlpatterns = [
    path("desk/", include("evenhand_web.desk.urls")),
    path("review/", include("evenhand_web.review.urls")),
    path("release/", include("evenhand_web.director.urls")),
    path("office/", include("evenhand_web.office.urls")),
    path("", include("evenhand_web.accounts.urls")),
]


@in_the_reader_s_language
def not_there(request: HttpRequest, exception: Exception) -> HttpResponse:
    """What does not exist and what is not for this person, alike."""
    return render(request, "not_there.html", status=404)


@in_the_reader_s_language
def forged(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A request whose form was not ours."""
    return render(request, "forged.html", status=403)


def failed(request: HttpRequest) -> HttpResponse:
    """A fault of ours. The page depends on nothing that may be at fault."""
    text = _("Something went wrong here, and nothing was entered. It is noted; try again in a moment.")
    return HttpResponse(text, status=500, content_type="text/plain; charset=utf-8")


handler404 = "evenhand_web.urls.not_there"
handler500 = "evenhand_web.urls.failed"
