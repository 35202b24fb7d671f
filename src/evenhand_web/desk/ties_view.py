"""The ties between one reviewer and one case, as a picture and as a table; and answering whether two names are one."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from evenhand_web.accounts.admission import OFFICE, PersonRequest, admitted
from evenhand_web.accounts.models import Person, PersonRole
from evenhand_web.cases.open_case import OpenCase, opened
from evenhand_web.desk.ties_drawing import drawing
from evenhand_web.pages.case_head import case_head
from evenhand_web.pages.sent_words import sent_words
from evenhand_web.placing.ties import Ties, answer_doubt, ties_of


@require_http_methods(["GET", "POST"])
@admitted(*OFFICE)
def ties(request: PersonRequest, ident: str, person: str) -> HttpResponse:
    """The ties of a reviewer in a case. An answer to a question of names is kept and not asked again."""
    case = opened(request.user, ident)
    reviewer = get_object_or_404(Person.objects.filter(role=PersonRole.REVIEWER), ident=person)
    known = ties_of(case, person)
    if known is None:
        raise Http404
    page = {
        "case": case.case,
        "head": case_head(case),
        "person": reviewer,
        "ties": known,
        "drawing": drawing(known.picture),
        "fault": "",
    }
    if request.method == "POST":
        try:
            _answer(request, case, known)
        except ValueError as fault:
            return render(request, "desk/ties.html", page | {"fault": str(fault)}, status=422)
        messages.success(request, _("Your answer is saved, for every case."))
        return redirect("ties", ident=ident, person=person)
    return render(request, "desk/ties.html", page)


def _answer(request: PersonRequest, case: OpenCase, known: Ties) -> None:
    """Keep the answer to a question that is asked on the page; Http404 for any other."""
    asked = (request.POST.get("one"), request.POST.get("other"))
    doubt = next((each for each in known.doubts if (each.one, each.other) == asked), None)
    if doubt is None or request.POST.get("do") not in ("same", "apart"):
        raise Http404
    answer_doubt(case, doubt, request.POST["do"] == "same", sent_words(request.POST, "reason", 2000))
