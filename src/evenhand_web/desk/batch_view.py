"""The day's queue drawn up at once: asked for here, made by the worker, entered by nobody but the coordinator."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from evenhand_web.accounts.admission import OFFICE, PersonRequest, admitted
from evenhand_web.desk.panel_choice import panel_choice
from evenhand_web.panel.approving import rules_as_approved
from evenhand_web.panel.day import is_kept
from evenhand_web.panel.models import BatchRun
from evenhand_web.placing.drawn_queue import ask_to_draw_up, outcome_of
from evenhand_web.placing.waiting import waiting_cases


@require_http_methods(["GET", "POST"])
@admitted(*OFFICE)
def batch(request: PersonRequest) -> HttpResponse:
    """The newest drawing up of the queue, and asking for another."""
    choice = panel_choice(request)
    programme = choice.programme
    if request.method == "POST" and programme is not None and is_kept():
        ask_to_draw_up(request.user, programme)
        messages.success(request, _("The queue is being drawn up. Look again in a moment."))
        return redirect("batch")
    runs = BatchRun.objects.filter(programme=programme.id) if programme is not None else BatchRun.objects.none()
    run = runs.select_related("asked_by").order_by("-pk").first()
    page = {
        "choice": choice,
        "run": run,
        "outcome": outcome_of(request.user, run) if run and run.outcome else None,
        "waiting": waiting_cases(programme).count() if programme is not None else 0,
        "caveat": rules_as_approved(programme).fit.caveat if programme is not None else "",
        "is_kept": is_kept(),
        "section": "panel",
    }
    return render(request, "desk/batch.html", page)
