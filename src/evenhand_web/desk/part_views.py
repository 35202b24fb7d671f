"""The parts of a case, each at an address of its own, and a page of one of its documents."""

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_GET

from evenhand_web.accounts.admission import CASEWORK, PersonRequest, admitted
from evenhand_web.cases.open_case import opened
from evenhand_web.desk.case_documents import document_page, record_page
from evenhand_web.desk.case_parts import clocks_page, docket_page, letters_page, people_page
from evenhand_web.infrastructure.shelf import viewed
from evenhand_web.pages.downloads import shown


@require_GET
@admitted(*CASEWORK)
def clocks(request: PersonRequest, ident: str) -> HttpResponse:
    """The clocks of a case."""
    return render(request, "desk/case_clocks.html", clocks_page(opened(request.user, ident)))


@require_GET
@admitted(*CASEWORK)
def letters(request: PersonRequest, ident: str) -> HttpResponse:
    """The letters of a case: owed, on their way, come back."""
    return render(request, "desk/case_letters.html", letters_page(opened(request.user, ident)))


@require_GET
@admitted(*CASEWORK)
def record(request: PersonRequest, ident: str) -> HttpResponse:
    """The documents of a case."""
    return render(request, "desk/case_record.html", record_page(opened(request.user, ident)))


@require_GET
@admitted(*CASEWORK)
def parties(request: PersonRequest, ident: str) -> HttpResponse:
    """The parties of a case, and who works on it."""
    return render(request, "desk/case_parties.html", people_page(opened(request.user, ident)))


@require_GET
@admitted(*CASEWORK)
def docket(request: PersonRequest, ident: str) -> HttpResponse:
    """The docket of a case."""
    return render(request, "desk/case_docket.html", docket_page(opened(request.user, ident)))


@require_GET
@admitted(*CASEWORK)
def page(request: PersonRequest, ident: str, file: str, number: int) -> HttpResponse:
    """A page of a document: as a fragment beside the list, or, without scripts, by itself."""
    case = opened(request.user, ident)
    looked_at = document_page(case, file, number)
    if looked_at.text and looked_at.reading.text is not None:
        viewed(looked_at.reading.text, request.user.ident, ident)  # its text goes with the page
    template = "desk/document_page.html" if request.htmx else "desk/document_alone.html"
    return render(request, template, {"case": case.case, "shown": looked_at})


@require_GET
@admitted(*CASEWORK)
def image(request: PersonRequest, ident: str, file: str, number: int) -> HttpResponseBase:
    """The image of a page."""
    return shown(request, document_page(opened(request.user, ident), file, number).page.image, [ident])
