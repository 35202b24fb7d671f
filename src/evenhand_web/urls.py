"""Every address of the shell, and the pages for what is not there."""

import sys

from django.core.exceptions import DisallowedHost
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import include, path
from django.utils.translation import gettext as _

from evenhand_web.accounts.reader_language import in_the_reader_s_language
from evenhand_web.cases.access import NotAssignedError
from evenhand_web.infrastructure.not_kept import not_kept
from evenhand_web.pages.returned_form import kept_of_older_page
from evenhand_web.trace.connection import TraceAwayError
from evenhand_web.trace.following import not_written

urlpatterns = [
    path("desk/", include("evenhand_web.desk.urls")),
    path("review/", include("evenhand_web.review.urls")),
    path("release/", include("evenhand_web.director.urls")),
    path("office/", include("evenhand_web.office.urls")),
    path("", include("evenhand_web.pages.urls")),
    path("", include("evenhand_web.accounts.urls")),
]


@in_the_reader_s_language
def not_there(request: HttpRequest, exception: Exception) -> HttpResponse:
    """What does not exist and what is not for this person, alike."""
    return render(request, "not_there.html", status=404)


@in_the_reader_s_language
def not_open(request: HttpRequest, exception: Exception) -> HttpResponse:
    """A case that the house shows only to who is assigned to it; whatever else is not open looks like what is not."""
    if isinstance(exception, NotAssignedError):
        case = exception.case
        return render(request, "not_assigned.html", {"number": case.number, "ident": case.ident}, status=403)
    return not_there(request, exception)


@in_the_reader_s_language
def forged(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A request whose form was not ours. That of a page which its person opened in an earlier session is kept, and
    shown again.
    """
    if (again := kept_of_older_page(request)) is not None:
        return again
    return render(request, "forged.html", status=403)


def refused(request: HttpRequest, exception: Exception) -> HttpResponse:
    """A request that cannot be taken as it is: asked of another host, or damaged."""
    if isinstance(exception, DisallowedHost):
        text = _("These pages are not reached under this name. Whoever keeps them lists their names in EVENHAND_HOSTS.")
    else:
        text = _("This request could not be read, and nothing was done with it. Go back and send it again.")
    return HttpResponse(text, status=400, content_type="text/plain; charset=utf-8")


def failed(request: HttpRequest) -> HttpResponse:
    """A fault of ours, or no place to write: a full disk, a database that is away or held too long. The page depends on
    nothing that may be at fault.
    """
    if isinstance(sys.exc_info()[1], TraceAwayError):
        return not_written()
    if (answer := not_kept(sys.exc_info()[1])) is not None:
        return answer
    text = _("Something went wrong here, and nothing was entered. It is noted; try again in a moment.")
    return HttpResponse(text, status=500, content_type="text/plain; charset=utf-8")


handler400 = "evenhand_web.urls.refused"
handler403 = "evenhand_web.urls.not_open"
handler404 = "evenhand_web.urls.not_there"
handler500 = "evenhand_web.urls.failed"
