"""Possible duplicates of a case: what is alike and why. A person says what two cases are; nothing is merged."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from evenhand_web.accounts.admission import PersonRequest, admitted
from evenhand_web.accounts.models import Person, PersonRole
from evenhand_web.cases.access import case_for, cases_for
from evenhand_web.cases.duplicates import JudgedMeanwhileError, alike, described_by, judge, note_beside
from evenhand_web.cases.models import Case, ComparedCase, PairJudged
from evenhand_web.cases.open_case import opened, opened_by_task
from evenhand_web.infrastructure.programmes import programme_of
from evenhand_web.pages.case_head import case_head
from evenhand_web.pages.claim_facts_form import BesideForm


class VerdictForm(forms.Form):
    """What two cases are, in somebody's eyes."""

    opened_on = forms.IntegerField(widget=forms.HiddenInput)
    verdict = forms.ChoiceField(label=_("They are"), choices=[("", _("Choose one")), *PairJudged.Verdict.choices])
    reason = forms.CharField(label=_("Why"), max_length=400, required=False)


def _page(person: Person, case: Case, data: Any = None, of: str = "") -> dict[str, Any]:
    """The page of a case, with a form for each other case; `data` was sent for the case of the id `of`."""
    row = ComparedCase.objects.select_related("case").filter(case=case).first()
    alike_cases = alike(described_by(row), case) if row else ()
    known = set(cases_for(person).filter(pk__in=[each.case.pk for each in alike_cases]).values_list("pk", flat=True))
    others = []
    for alike_case in (each for each in alike_cases if each.case.pk in known):
        start = {"opened_on": alike_case.judged.pk if alike_case.judged else 0}
        form = VerdictForm(
            data if alike_case.case.ident == of else None, initial=start, auto_id=f"id_{alike_case.case.ident}_%s"
        )
        others.append((alike_case, form))
    beside = _beside(case, row) if row else None
    head = case_head(opened(person, case.ident))
    return {"case": case, "head": head, "others": others, "beside": beside, "kept_back": len(alike_cases) - len(known)}


def _beside(case: Case, row: ComparedCase, data: Any = None) -> BesideForm:
    """What a case is compared by beside its docket; a claim number that the docket states cannot be changed here."""
    stated = opened_by_task(case).state.claim_number
    return BesideForm(programme_of(case.programme), data, described_by(row), stated)


@require_http_methods(["GET", "POST"])
@admitted(PersonRole.COORDINATOR)
def alike_page(request: PersonRequest, ident: str) -> HttpResponse:
    """The cases that may be one with this case; and what is known of it beside its docket."""
    case = case_for(request.user, ident)
    if request.method == "GET":
        return render(request, "office/duplicates.html", _page(request.user, case))
    row = get_object_or_404(ComparedCase, case=case)
    beside = _beside(case, row, request.POST)
    if not beside.is_valid():
        return render(request, "office/duplicates.html", _page(request.user, case) | {"beside": beside}, status=422)
    note_beside(case, beside.added_to(described_by(row)))
    messages.success(request, _("It is compared with all cases anew."))
    return redirect("alike", ident)


@require_POST
@admitted(PersonRole.COORDINATOR)
def judge_pair(request: PersonRequest, ident: str, other: str) -> HttpResponse:
    """Write down what two cases are. It changes neither docket."""
    case = case_for(request.user, ident)
    another = get_object_or_404(cases_for(request.user).exclude(ident=ident), ident=other)
    form = VerdictForm(request.POST)
    if not form.is_valid():
        return render(request, "office/duplicates.html", _page(request.user, case, request.POST, other), status=422)
    given = form.cleaned_data
    try:
        judge(case, another, given["verdict"], given["reason"], request.user, given["opened_on"])
    except JudgedMeanwhileError:
        page = _page(request.user, case) | {"late": another.number, "keyed": given["reason"]}
        return render(request, "office/duplicates.html", page, status=409)
    messages.success(request, _("Written down of case %(number)s.") % {"number": another.number})
    return redirect("alike", ident)
