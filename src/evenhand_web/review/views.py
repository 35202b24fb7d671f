"""The reviewer's pages: fetch, ask the core, call one action, render."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from evenhand.procedure.permit import NotAllowed
from evenhand_web.accounts.admission import PersonRequest, admitted
from evenhand_web.accounts.models import PersonRole
from evenhand_web.cases.docketing import StaleError
from evenhand_web.cases.open_case import OpenCase
from evenhand_web.infrastructure import clock
from evenhand_web.pages.answers import refusal, tell_found
from evenhand_web.pages.case_head import case_head
from evenhand_web.pages.sent_words import sent_words
from evenhand_web.panel.gate import in_words, nothing_checked
from evenhand_web.panel.seam import standing_of
from evenhand_web.review.listing import seat_rows
from evenhand_web.review.workspace_page import workspace_page
from evenhand_web.reviewing.access import oaths_for
from evenhand_web.reviewing.models import Seat
from evenhand_web.reviewing.oath import OathRefusedError, disclose, must_swear_again, oath_of, swear
from evenhand_web.reviewing.open_file import opened_at, opened_file, seat_of
from evenhand_web.reviewing.returns import answer_return
from evenhand_web.reviewing.seats import step_down
from evenhand_web.reviewing.workspace import workspace

_TIED = _("This stands against your attestation. Recuse yourself, or ask the desk to answer what is in question.")
_LONGEST_REASON = 2000
"""How many characters a reason for stepping down may have."""


@require_GET
@admitted(PersonRole.REVIEWER)
def cases(request: PersonRequest) -> HttpResponse:
    """What a reviewer is asked for and has in hand."""
    rows = seat_rows(request.user, clock.now())
    return render(request, "review/cases.html", {"rows": rows, "section": "review"})


@require_http_methods(["GET", "POST"])
@admitted(PersonRole.REVIEWER)
def oath(request: PersonRequest, ident: str) -> HttpResponse:
    """The oath, point by point, and nothing ticked beforehand; or what is disclosed instead of one of its points."""
    seat = seat_of(request.user, ident)
    file = opened_at(seat, request.user)
    is_again = must_swear_again(file)
    if not is_again and not oaths_for(request.user).filter(pk=seat.pk).exists():
        raise Http404
    asked = oath_of(file)
    sworn = request.POST.getlist("sworn")
    lines = [file.state.treatments[line].words for line in file.state.live_lines()]
    page: dict[str, Any] = {
        "file": file,
        "case": file.case,
        "head": case_head(file),
        "oath": asked,
        "lines": lines,
        "sworn": sworn,
    }
    page["unchecked"] = nothing_checked(file.case.programme, request.user.ident)
    page["standing"] = standing_of(request.user, file.case.programme, file.today)
    if request.method == "GET":
        return render(request, "review/oath.html", page)
    if "disclosed" in request.POST:
        return _disclosed(request, page, file, seat)
    try:
        longer = swear(file, request.POST.get("form", ""), sworn)
    except OathRefusedError as refused:
        messages_of = [finding.message for finding in refused.findings]
        against = (*in_words(refused.findings), _TIED)
        page |= {"missing": messages_of} if refused.is_incomplete else {"refused": against}
        return render(request, "review/oath.html", page, status=422 if refused.is_incomplete else 409)
    except (StaleError, NotAllowed) as refused:
        page["refused"] = refusal(refused)
        return render(request, "review/oath.html", page, status=409)
    if is_again:
        messages.success(request, _("Your attestation is entered anew."))
        return redirect("review_file", ident)
    messages.success(request, _("Your attestation is entered. The file opens when the case is assigned to you."))
    tell_found(request, longer.findings)
    return redirect("review")


def _disclosed(request: PersonRequest, page: dict[str, Any], file: OpenCase, seat: Seat) -> HttpResponse:
    """What was disclosed instead of an oath goes to the desk, which proposes somebody else."""
    point, words = request.POST.get("point", ""), sent_words(request.POST, "disclosed", 2000)
    page |= {"point": point, "disclosed": words}
    if len(words) > _LONGEST_REASON:
        page["disclosure_fault"] = gettext("Say it in at most %(most)s characters; this is %(count)s.") % {
            "most": f"{_LONGEST_REASON:,}",
            "count": f"{len(words):,}",
        }
        return render(request, "review/oath.html", page, status=422)
    try:
        disclose(file, seat, point, words)
    except ValueError:
        page["disclosure_fault"] = gettext("Choose the point you cannot attest to, and say what stands against it.")
        return render(request, "review/oath.html", page, status=422)
    messages.success(request, _("What you disclosed goes to the coordinator, who proposes somebody else."))
    return redirect("review")


@require_http_methods(["GET", "POST"])
@admitted(PersonRole.REVIEWER)
def recuse(request: PersonRequest, ident: str) -> HttpResponse:
    """Stepping down, with the reason. Before the assignment it is a refusal; afterwards the docket records it."""
    seat = seat_of(request.user, ident)
    file = opened_at(seat, request.user)
    reason = sent_words(request.POST, "reason", 2000)
    page: dict[str, Any] = {"case": file.case, "head": case_head(file), "seat": seat, "reason": reason}
    if request.method == "GET":
        return render(request, "review/recuse.html", page)
    if not reason:
        return render(request, "review/recuse.html", page | {"is_empty": True}, status=422)
    try:
        longer = step_down(file, seat, reason)
    except (StaleError, NotAllowed) as refused:
        page["refused"] = refusal(refused)
        return render(request, "review/recuse.html", page, status=409)
    messages.success(request, _("You have stepped down. The coordinator sees your reason and proposes somebody else."))
    tell_found(request, longer.findings)
    return redirect("review")


@require_GET
@admitted(PersonRole.REVIEWER)
def file(request: PersonRequest, ident: str) -> HttpResponse:
    """The record beside the draft with its gates, and whether the reviewer has to attest again."""
    work = workspace(opened_file(request.user, ident))
    page = workspace_page(work) | {"section": "review", "swear_again": must_swear_again(work.file)}
    return render(request, "review/workspace.html", page)


@require_POST
@admitted(PersonRole.REVIEWER)
def answer(request: PersonRequest, ident: str, number: int) -> HttpResponse:
    """The reply to what came back."""
    file, words = opened_file(request.user, ident), sent_words(request.POST, "answer", 8000)
    if answer_return(file, number, words) is None:
        raise Http404
    messages.success(request, _("Your reply is saved. It goes to the medical director when you sign again."))
    return redirect(f"{reverse('review_file', args=[ident])}#returned")
