"""The cover sheet of a party, to be printed and handed over or sent with whatever asks for papers."""

from django.http import Http404
from django.http.response import HttpResponseBase
from django.utils.module_loading import import_string
from django.views.decorators.http import require_GET

from evenhand_web.accounts.admission import PersonRequest, admitted
from evenhand_web.accounts.models import PersonRole
from evenhand_web.cases.open_case import opened
from evenhand_web.infrastructure import clock
from evenhand_web.mailroom.cover_codes import takes_papers
from evenhand_web.pages.downloads import made_download

# What prints is loaded with the first sheet somebody asks for: it is large, and most who serve pages never need it.
_COVER_SHEET = "evenhand_web.letters.cover_sheet.cover_sheet"


@require_GET
@admitted(PersonRole.COORDINATOR)
def cover(request: PersonRequest, ident: str, party: str) -> HttpResponseBase:
    """The cover sheet of a party that may still send papers; Http404 for any other."""
    case = opened(request.user, ident)
    if not takes_papers(case, party):
        raise Http404
    cover_sheet = import_string(_COVER_SHEET)
    return made_download(cover_sheet(case, party, clock.now()), "application/pdf", "cover-sheet.pdf")
