"""The weights of a panel: reading a file of the house's own choices, and approving it."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from evenhand.docket.digest import sha256_hex
from evenhand.panel.requirements.weights_approval import FILES
from evenhand.programme.model import Programme
from evenhand.soundness import has_panel
from evenhand_web.accounts.admission import PersonRequest, admitted
from evenhand_web.accounts.models import PersonRole
from evenhand_web.infrastructure.programmes import programmes
from evenhand_web.office.weights_page import text_of, weights_rows
from evenhand_web.panel.approving import WeightsRefused, decide_on_weights, may_approve_weights


@require_http_methods(["GET", "POST"])
@admitted(PersonRole.COORDINATOR, PersonRole.MEDICAL_DIRECTOR, PersonRole.REGULATOR)
def weights(request: PersonRequest, programme: str, weights: str) -> HttpResponse:
    """One file of weights, whole; whoever answers for it approves it here, or takes the approval back."""
    law, file = next((known for known in programmes() if known.id == programme), None), f"{weights}.toml"
    if law is None or file not in FILES or not has_panel(law.folder):
        raise Http404
    refused = _refused(request, law, file) if request.method == "POST" else ""
    if request.method == "POST" and not refused:
        return redirect("wordings")
    text = text_of(law, file)
    page = {
        "programme": law,
        "file": file,
        "row": next(row for row in weights_rows(law) if row.name == weights),
        "text": text,
        "digest": sha256_hex(text.encode()),
        "may_approve": may_approve_weights(request.user, law, file),
        "refused": refused,
        "section": "wordings",
    }
    return render(request, "office/weights.html", page, status=409 if refused else 200)


def _refused(request: PersonRequest, law: Programme, file: str) -> str:
    """Why the decision is refused; nothing where it was kept."""
    is_approved = request.POST.get("do") != "withdraw"
    try:
        decide_on_weights(request.user, law, file, request.POST.get("digest", ""), is_approved=is_approved)
    except WeightsRefused as refused:
        return str(refused)
    messages.success(request, _("The weights are approved.") if is_approved else _("The approval is taken back."))
    return ""
