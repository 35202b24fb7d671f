"""Who works on which case, and emergency access: pages of the house's need-to-know."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from evenhand_web.accounts.admission import CASEWORK, OFFICE, PersonRequest, admitted
from evenhand_web.accounts.models import Person
from evenhand_web.cases.access import NotAssignedError, cases_for, cases_in_reach
from evenhand_web.cases.assignees import (
    assign,
    assignees,
    may_assign,
    may_be_assigned,
    take_from,
    unassigned,
    watches_over,
)
from evenhand_web.cases.emergency import (
    LookedAtError,
    emergencies_for,
    emergencies_of,
    look_at,
    open_in_emergency,
    to_be_looked_at,
)
from evenhand_web.cases.models import Case
from evenhand_web.cases.open_case import opened_through
from evenhand_web.infrastructure import clock
from evenhand_web.office.emergency_rows import emergency_rows, lasting
from evenhand_web.pages.case_head import case_head
from evenhand_web.pages.queue_rows import queue_row
from evenhand_web.pages.sent_numbers import sent_number

PAGE = 50


class ReasonForm(forms.Form):
    """Why a case must be seen now."""

    reason = forms.CharField(label=_("Why you must see it"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3}))


class AssignForm(forms.Form):
    """Who is to work on a case."""

    person = forms.ChoiceField(label=_("Assigned to"))

    def __init__(self, people: list[Person], data: Any = None) -> None:
        super().__init__(data)
        field: Any = self.fields["person"]
        named = ((person.ident, f"{person.name} ({person.get_role_display()})") for person in people)
        field.choices = [("", gettext("Choose one")), *named]

    def chosen(self) -> Person:
        """The person chosen."""
        return Person.objects.get(ident=self.cleaned_data["person"])


@require_http_methods(["GET", "POST"])
@admitted(*CASEWORK)
def emergency(request: PersonRequest, ident: str) -> HttpResponse:
    """Opening a case one is not assigned to: for a reason, for a while."""
    case = get_object_or_404(cases_in_reach(request.user), ident=ident)
    if cases_for(request.user).filter(pk=case.pk).exists():
        return redirect("case", ident)
    form = ReasonForm(request.POST if request.method == "POST" else None)
    page = {"number": case.number, "ident": ident, "form": form, "lasts": lasting()}
    if form.is_valid():
        try:
            open_in_emergency(case, request.user, form.cleaned_data["reason"])
        except ValueError as fault:
            form.add_error("reason", str(fault))
        else:
            messages.success(request, _("The case is open to you for %(lasts)s. It was told.") % page)
            return redirect("case", ident)
    return render(request, "office/emergency.html", page, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
@admitted(*OFFICE)
def emergencies(request: PersonRequest) -> HttpResponse:
    """Every emergency access, and saying of each whether it was right."""
    if not watches_over(request.user):
        raise Http404
    page = {"section": "emergencies", "fault": "", "at": sent_number(request.POST, "access")}
    if request.method == "POST":
        access = get_object_or_404(emergencies_for(request.user), pk=page["at"])
        try:
            look_at(access, request.user, request.POST.get("verdict", ""))
        except LookedAtError:
            page["fault"] = gettext("It is your own, or somebody has looked at it meanwhile. Nothing was written.")
        except ValueError as fault:
            page["fault"] = str(fault)
        else:
            messages.success(request, _("Written down."))
            return redirect("emergencies")
    mine = set(to_be_looked_at(request.user).values_list("pk", flat=True))
    page["rows"] = emergency_rows(emergencies_for(request.user).order_by("looked_at", "-at")[:PAGE], mine)
    return render(request, "office/emergencies.html", page, status=422 if page["fault"] else 200)


@require_http_methods(["GET", "POST"])
@admitted(*OFFICE)
def case_people(request: PersonRequest, ident: str) -> HttpResponse:
    """Who works on a case, and who opened it in an emergency."""
    case = get_object_or_404(cases_in_reach(request.user), ident=ident)
    if not may_assign(request.user, case):
        raise NotAssignedError(case)
    if leaves := sent_number(request.POST, "leaves"):
        take_from(get_object_or_404(assignees(case), pk=leaves), request.user)
        return redirect("case_people", ident)
    form = AssignForm(may_be_assigned([case.programme]), request.POST if request.method == "POST" else None)
    if form.is_valid() and _is_assigned(request, form, [case]):
        return redirect("case_people", ident)
    page = {
        "row": queue_row(case, clock.now()),
        "form": form,
        "people": assignees(case),
        "rows": emergency_rows(emergencies_of(case)[:PAGE], set()),
        "sees": cases_for(request.user).filter(pk=case.pk).exists(),
    }
    if page["sees"]:
        page["head"] = case_head(opened_through(case, request.user))
    return render(request, "office/case_people.html", page, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
@admitted(*OFFICE)
def unassigned_cases(request: PersonRequest) -> HttpResponse:
    """The cases on which nobody works, and giving some of them to somebody."""
    if not watches_over(request.user):
        raise Http404
    waiting = unassigned(request.user)
    cases = list(waiting.filter(ident__in=request.POST.getlist("case")[:PAGE]))
    shown = list(waiting[: PAGE + 1])
    people = may_be_assigned({case.programme for case in cases})
    form = AssignForm(people, request.POST if request.method == "POST" else None)
    if form.is_valid() and _is_assigned(request, form, cases):
        return redirect("unassigned")
    now = clock.now()
    page = {"form": form, "rows": [queue_row(case, now) for case in shown[:PAGE]], "more": len(shown) > PAGE}
    page |= {"marked": {case.ident for case in cases}, "section": "tasks"}
    return render(request, "office/unassigned.html", page, status=422 if form.is_bound else 200)


def _is_assigned(request: PersonRequest, form: AssignForm, cases: list[Case]) -> bool:
    """Whether cases were assigned as the form says; says so in the form where not."""
    if not cases:
        form.add_error(None, gettext("Mark at least one case."))
        return False
    try:
        for case in cases:
            assign(case, form.chosen(), request.user)
    except ValueError as fault:
        form.add_error("person", str(fault))
        return False
    messages.success(request, _("Assigned."))
    return True
