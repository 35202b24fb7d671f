"""Consolidation of applications: the proposal with its effect, and entering it in every case at once."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from evenhand.procedure.permit import NotAllowed
from evenhand_web.accounts.admission import PersonRequest, admitted
from evenhand_web.accounts.models import PersonRole
from evenhand_web.cases.docketing import StaleError
from evenhand_web.cases.joining import ChangedError, Proposal, candidates, faults, join, proposal
from evenhand_web.cases.open_case import opened
from evenhand_web.office.joining_page import effect_rows, governing_day
from evenhand_web.pages.answers import tell_found
from evenhand_web.pages.case_head import case_head


@require_http_methods(["GET", "POST"])
@admitted(PersonRole.COORDINATOR)
def joining_page(request: PersonRequest, ident: str) -> HttpResponse:
    """Who could be joined with a case, what it would do, and doing it."""
    case = opened(request.user, ident)
    sent = request.POST if request.method == "POST" else request.GET
    offered, chosen = candidates(request.user, case.case), sent.getlist("with")
    others = [offered_case for offered_case in offered if offered_case.ident in chosen]
    keyed = {name.removeprefix("out-"): str(sent[name]).strip() for name in sent if name.startswith("out-")}
    proposed = proposal(request.user, case, others, keyed) if others else None
    page: dict[str, Any] = {"case": case.case, "head": case_head(case), "offered": offered, "chosen": chosen} | _effect(
        proposed
    )
    if request.method == "GET" or proposed is None:
        return render(request, "office/joining.html", page, status=200 if request.method == "GET" else 422)
    page["faults"] = faults(proposed)
    if page["faults"] or not proposed.may:
        return render(request, "office/joining.html", page, status=422)
    shown = {name.removeprefix("length-"): str(sent[name]) for name in sent if name.startswith("length-")}
    try:
        joined = join(proposed, shown)
    except (StaleError, ChangedError):
        anew = proposal(request.user, opened(request.user, ident), others, keyed)
        return render(request, "office/joining.html", page | _effect(anew) | {"moved": True}, status=409)
    except NotAllowed as refused:
        return render(request, "office/joining.html", page | {"refused": refused.reasons}, status=409)
    messages.success(
        request,
        _("%(joined)s applications are consolidated. Each party is owed a notice of it.")
        % {"joined": len(proposed.joined)},
    )
    for joined_case in joined:
        tell_found(request, joined_case.findings)
    return redirect("case", ident)


def _effect(proposed: Proposal | None) -> dict[str, Any]:
    """What a proposal would do, as the page shows it; nothing where none is made."""
    if proposed is None:
        return {"proposed": None}
    return {"proposed": proposed, "effects": effect_rows(proposed), "governing": governing_day(proposed)}
