"""The organization's own ties in a case: asked of one of its people, for everybody whom the case names."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from evenhand_web.accounts.admission import OFFICE, PersonRequest, admitted
from evenhand_web.cases.open_case import OpenCase, opened
from evenhand_web.letters.house_ties import (
    disclose_house_tie,
    house_form,
    house_statement,
    known_ties,
    state_no_ties,
    unstated,
)
from evenhand_web.pages.case_head import case_head
from evenhand_web.pages.sent_words import sent_words
from evenhand_web.panel.gate import nothing_checked

_LONGEST = 2000


@require_http_methods(["GET", "POST"])
@admitted(*OFFICE)
def house(request: PersonRequest, ident: str) -> HttpResponse:
    """Who is in the case, what is known of the organization's ties to them, and the statement for it."""
    case = opened(request.user, ident)
    page = {
        "case": case.case,
        "head": case_head(case),
        "form": house_form(case),
        "stated": house_statement(case),
        "known": tuple(known_ties(case)),
        "open": unstated(case),
        "unchecked": nothing_checked(case.case.programme)[-1:],
        "sworn": request.POST.getlist("sworn"),
    }
    if request.method == "POST":
        try:
            _keep(request, case)
        except ValueError as fault:
            return render(request, "desk/house.html", page | {"fault": str(fault)}, status=422)
        messages.success(request, _("The statement for the organization is kept."))
        return redirect("house", ident=ident)
    return render(request, "desk/house.html", page)


def _keep(request: PersonRequest, case: OpenCase) -> None:
    """Save the statement or the tie that was sent; Http404 for anything else."""
    do = request.POST.get("do")
    if do == "free":
        state_no_ties(case, request.POST.get("form", ""), request.POST.getlist("sworn"))
    elif do == "tied":
        disclose_house_tie(case, sent_words(request.POST, "tie", _LONGEST))
    else:
        raise Http404
