"""What the record lacks, in the browser; a person confirms it, and a party is asked."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from evenhand.procedure.permit import NotAllowed
from evenhand_web.accounts.admission import PersonRequest, admitted
from evenhand_web.accounts.models import PersonRole
from evenhand_web.cases.docketing import StaleError
from evenhand_web.cases.open_case import OpenCase, opened
from evenhand_web.desk.missing_page import missing_page
from evenhand_web.pages.answers import refusal, tell_found
from evenhand_web.pages.sent_numbers import sent_number
from evenhand_web.pages.sent_words import sent_words
from evenhand_web.records.asking import LONGEST_PAPER, NotAskedError, ask_for_records


@require_http_methods(["GET", "POST"])
@admitted(PersonRole.COORDINATOR)
def missing_records(request: PersonRequest, ident: str) -> HttpResponse:
    """What the record lacks. Nothing is sent before somebody has looked and says so."""
    case = opened(request.user, ident)
    if request.method == "GET":
        return render(request, "desk/missing.html", missing_page(case))
    try:
        longer = _asked(request, case)
    except (NotAskedError, NotAllowed, StaleError) as refused:
        for reason in (str(refused),) if isinstance(refused, NotAskedError) else refusal(refused):
            messages.error(request, reason)
        page = missing_page(opened(request.user, ident)) | {"typed": request.POST.getlist("papers")[:60]}
        return render(request, "desk/missing.html", page, status=409)
    messages.success(request, _("Entered. The notice is among the letters that are owed."))
    tell_found(request, longer.findings)
    return redirect("case_letters", ident)


def _asked(request: PersonRequest, case: OpenCase) -> OpenCase:
    """The case with the request. Raises NotAskedError and what entering raises."""
    sent = request.POST
    if not sent.get("looked"):
        raise NotAskedError(_("Say that you have looked whether the papers are in the record already."))
    papers = [
        words for name in sent.getlist("papers")[:60] if (words := sent_words({"paper": name}, "paper", LONGEST_PAPER))
    ]
    return ask_for_records(case, sent_number(sent, "length"), sent.get("party", ""), tuple(papers))
