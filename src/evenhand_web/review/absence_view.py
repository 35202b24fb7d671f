"""A reviewer tells when they are away, and takes it back."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from evenhand_web.accounts.admission import PersonRequest, admitted
from evenhand_web.accounts.models import PersonRole
from evenhand_web.cases.legal_day import office_today
from evenhand_web.pages.absence_form import AbsenceForm
from evenhand_web.pages.sent_numbers import sent_number
from evenhand_web.placing.absence import absences, take_back, tell_absence


@require_http_methods(["GET", "POST"])
@admitted(PersonRole.REVIEWER)
def away(request: PersonRequest) -> HttpResponse:
    """When the reviewer is away: neither asked for a case then nor given one."""
    today = office_today()
    mine = absences(request.user, today)
    if request.method == "POST" and "id" in request.POST:
        take_back(get_object_or_404(mine.filter(pk=sent_number(request.POST, "id"))))
        messages.success(request, _("You are not away then."))
        return redirect("review_away")
    form = AbsenceForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        given = form.cleaned_data
        try:
            tell_absence(request.user, given["since"], given["until"], given["reason"], request.user, today)
        except ValueError as fault:
            form.add_error("until", str(fault))
        else:
            messages.success(request, _("It is written down. The desk decides about cases you have in hand."))
            return redirect("review_away")
    page = {"form": form, "absences": mine, "section": "review"}
    return render(request, "review/away.html", page, status=422 if form.is_bound else 200)
