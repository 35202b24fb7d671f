"""A reviewer away: told and taken back at the desk, and all that the reviewer has in hand placed anew in one step."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from evenhand_web.accounts.admission import OFFICE, PersonRequest, admitted
from evenhand_web.accounts.models import Person, PersonRole
from evenhand_web.cases.legal_day import office_today
from evenhand_web.pages.absence_form import AbsenceForm
from evenhand_web.pages.sent_numbers import sent_number
from evenhand_web.pages.sent_words import sent_words
from evenhand_web.placing.absence import absences, take_back, tell_absence
from evenhand_web.placing.anew import PlacedAnew, place_anew
from evenhand_web.reviewing.models import Seat
from evenhand_web.reviewing.workload import HELD


@require_http_methods(["GET", "POST"])
@admitted(*OFFICE)
def absence(request: PersonRequest, person: str) -> HttpResponse:
    """The absences of one reviewer, the cases in hand, and placing all of these anew."""
    reviewer = get_object_or_404(Person.objects.filter(role=PersonRole.REVIEWER), ident=person)
    do = request.POST.get("do", "")
    if request.method == "POST" and do == "anew":
        return _anew(request, reviewer)
    if request.method == "POST" and do == "back":
        chosen = absences(reviewer, office_today()).filter(pk=sent_number(request.POST, "id"))
        take_back(get_object_or_404(chosen))
        messages.success(request, _("%(name)s is not away then.") % {"name": reviewer.name})
        return redirect("absence", person)
    if request.method == "POST" and do != "away":
        raise Http404
    form = AbsenceForm(request.POST if do == "away" else None)
    if form.is_valid() and _told(request, reviewer, form):
        messages.success(request, _("It is written down when %(name)s is away.") % {"name": reviewer.name})
        return redirect("absence", person)
    return _page(request, reviewer, form, status=422 if form.is_bound else 200)


def _told(request: PersonRequest, reviewer: Person, form: AbsenceForm) -> bool:
    given = form.cleaned_data
    try:
        tell_absence(reviewer, given["since"], given["until"], given["reason"], request.user, office_today())
    except ValueError as fault:
        form.add_error("until", str(fault))
        return False
    return True


def _anew(request: PersonRequest, reviewer: Person) -> HttpResponse:
    try:
        outcomes = place_anew(reviewer, sent_words(request.POST, "reason", 2000), request.user)
    except ValueError as fault:
        return _page(request, reviewer, AbsenceForm(), fault=str(fault), status=422)
    return _page(request, reviewer, AbsenceForm(), outcomes=outcomes)


def _page(
    request: PersonRequest,
    reviewer: Person,
    form: AbsenceForm,
    *,
    fault: str = "",
    outcomes: tuple[PlacedAnew, ...] | None = None,
    status: int = 200,
) -> HttpResponse:
    held = Seat.objects.filter(reviewer=reviewer, standing__in=HELD).select_related("case")
    page = {
        "person": reviewer,
        "form": form,
        "absences": absences(reviewer, office_today()),
        "held": tuple(held.order_by("case__due_at", "pk")),
        "outcomes": outcomes,
        "fault": fault,
        "section": "panel",
    }
    return render(request, "desk/absence.html", page, status=status)
