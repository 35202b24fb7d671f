"""The record beside the draft: a page of it, its image, words found in it."""

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_POST

from evenhand_web.accounts.admission import PersonRequest, admitted
from evenhand_web.accounts.models import PersonRole
from evenhand_web.infrastructure.shelf import viewed
from evenhand_web.pages.downloads import shown
from evenhand_web.pages.sent_words import sent_words
from evenhand_web.records.seam import record_of
from evenhand_web.records.search import Found, search
from evenhand_web.review.record_page import document_of, page_shown
from evenhand_web.reviewing.open_file import opened_file


@require_GET
@admitted(PersonRole.REVIEWER)
def page(request: PersonRequest, ident: str, record: str, number: int) -> HttpResponse:
    """A page of the record: as a fragment beside the draft, or, without scripts, by itself."""
    file = opened_file(request.user, ident)
    document = document_of(file, record)
    shown = page_shown(document, number, request.user) if document.reading and document.reading.pages else None
    if shown is not None and shown.text and document.reading is not None and document.reading.text is not None:
        viewed(document.reading.text, request.user.ident, file.case.ident)  # its text goes with the page
    template = "review/page.html" if request.htmx else "review/page_alone.html"
    return render(request, template, {"case": file.case, "document": document, "shown": shown})


@require_GET
@admitted(PersonRole.REVIEWER)
def image(request: PersonRequest, ident: str, record: str, number: int) -> HttpResponseBase:
    """The image of a page. The raw file never leaves the house."""
    file = opened_file(request.user, ident)
    page_image = page_shown(document_of(file, record), number).page.image
    return shown(request, page_image, [file.case.ident])


@require_POST
@admitted(PersonRole.REVIEWER)
def find(request: PersonRequest, ident: str) -> HttpResponse:
    """Words found in the record. They are in the body of the request, where no log sees them."""
    file = opened_file(request.user, ident)
    words = sent_words(request.POST, "words", 100)
    hits = search(file.case, record_of(file.case, file.state), words, request.user) if words else Found((), False, 0)
    template = "review/hits.html" if request.htmx else "review/hits_alone.html"
    return render(request, template, {"case": file.case, "words": words, "found": hits})
