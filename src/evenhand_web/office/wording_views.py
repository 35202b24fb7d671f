"""The words of letters: every wording with its state, and approving one after reading it."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from evenhand.programme.model import Programme
from evenhand_web.accounts.admission import PersonRequest, admitted
from evenhand_web.accounts.models import PersonRole
from evenhand_web.infrastructure.programmes import programmes
from evenhand_web.letters.approving import ApprovalRefused, approvals_of, decide_on, may_approve
from evenhand_web.office.weights_page import weights_rows
from evenhand_web.office.wording_page import block_rows, read_wording_of, spelled, wording_files, wording_rows

_READERS = (PersonRole.COORDINATOR, PersonRole.MEDICAL_DIRECTOR, PersonRole.REGULATOR)


@require_GET
@admitted(*_READERS)
def wordings(request: PersonRequest) -> HttpResponse:
    """Every wording of every programme in use here, and the weights of its panel, with their state."""
    told = [(programme, wording_rows(programme), weights_rows(programme)) for programme in programmes()]
    return render(request, "office/wordings.html", {"programmes": told, "section": "wordings"})


@require_http_methods(["GET", "POST"])
@admitted(*_READERS)
def wording(request: PersonRequest, programme: str, letter: str, language: str) -> HttpResponse:
    """One wording, whole; whoever answers for it approves it here, or takes the approval back."""
    law = next((known for known in programmes() if known.id == programme), None)
    if law is None or (letter, language) not in wording_files(law):
        raise Http404
    refused = _refused(request, law, letter, language) if request.method == "POST" else ""
    if request.method == "POST" and not refused:
        return redirect("wordings")
    page = _page(request, law, letter, language) | {"refused": refused}
    return render(request, "office/wording.html", page, status=409 if refused else 200)


def _refused(request: PersonRequest, law: Programme, letter: str, language: str) -> str:
    """Why the decision is refused; nothing where it was kept."""
    read, _findings = read_wording_of(law, approvals_of(law), letter, language)
    if read is None:
        return _("The words cannot be read as they stand in their file.")
    is_approved = request.POST.get("do") != "withdraw"
    try:
        decide_on(request.user, law, read, request.POST.get("digest", ""), is_approved=is_approved)
    except ApprovalRefused as refused:
        return str(refused)
    messages.success(request, _("The words are approved.") if is_approved else _("The approval is taken back."))
    return ""


def _page(request: PersonRequest, law: Programme, letter: str, language: str) -> dict[str, Any]:
    read, findings = read_wording_of(law, approvals_of(law), letter, language)
    return {
        "programme": law,
        "letter": letter,
        "language": language,
        "row": next(row for row in wording_rows(law) if (row.letter, row.language) == (letter, language)),
        "wording": read,
        "title": spelled(read.title) if read is not None else letter,
        "blocks": list(block_rows(read)) if read is not None else [],
        "findings": findings if read is None else (),
        "may_approve": may_approve(request.user, law, letter),
        "section": "wordings",
    }
