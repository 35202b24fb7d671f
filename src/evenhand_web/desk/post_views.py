"""The post in the browser: letters gathered for the printer, confirmed as mailed, made anew where late."""

import datetime as dt
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods

from evenhand_web.accounts.admission import PersonRequest, admitted
from evenhand_web.accounts.models import Person, PersonRole
from evenhand_web.cases.legal_day import office_today, today_under
from evenhand_web.desk.post_page import post_page
from evenhand_web.infrastructure.programmes import programme_of
from evenhand_web.letters.access import deliveries_for, deliveries_kept_back, print_runs_for
from evenhand_web.letters.letter_requests import ask_for_print, ask_to_redate, tell_deposits
from evenhand_web.letters.models import Delivery, Issue
from evenhand_web.letters.organization import sender
from evenhand_web.letters.silence import runs_stuck
from evenhand_web.pages.downloads import download
from evenhand_web.pages.inputs import day_field
from evenhand_web.pages.sent_numbers import sent_number

_KEPT_RUNS = 5


class PostForm(forms.Form):
    """Which letters, and what was done with them."""

    letter = forms.ModelMultipleChoiceField(queryset=Delivery.objects.none(), label=_("Letters"))
    on = day_field(_("Mailed on"))
    method = forms.ChoiceField(label=_("In this manner"))

    def __init__(self, person: Person, data: Any = None) -> None:
        waiting = deliveries_for(person).filter(state=Delivery.State.WAITING)
        idents = waiting.order_by("case__programme").values_list("case__programme", flat=True).distinct()
        laws = [programme_of(ident) for ident in idents]
        self.today = min((today_under(law) for law in laws), default=office_today())
        usual = {sender(law).service for law in laws}
        initial = {"on": self.today, "method": usual.pop() if len(usual) == 1 else None}
        super().__init__(data, initial=initial, use_required_attribute=False)
        letters: Any = self.fields["letter"]
        letters.queryset = waiting.select_related("case")
        services = {manner: title for law in laws for manner, title in law.services.items()}
        manners: Any = self.fields["method"]
        manners.choices = [(manner, capfirst(title)) for manner, title in services.items()]

    def clean_on(self) -> dt.date:
        """A day that has come, and not before that of any letter chosen."""
        on: dt.date = self.cleaned_data["on"]
        if on > self.today:
            raise forms.ValidationError(_("This day is still to come."))
        chosen = self.cleaned_data.get("letter") or ()
        if any(letter.dated_on > on for letter in chosen):
            raise forms.ValidationError(_("A letter chosen bears a later day: nothing is mailed before it is made."))
        return on

    def clean(self) -> dict[str, Any]:
        """A manner of service that the programme of every letter chosen knows."""
        given: dict[str, Any] = super().clean() or self.cleaned_data
        idents = {letter.case.programme for letter in given.get("letter") or ()}
        laws = [programme_of(ident) for ident in sorted(idents)]
        strange = [law.title for law in laws if given.get("method") not in law.services]
        if "method" in given and strange:
            known = _("There is no such manner of service under %(programs)s: mark its letters apart from the others.")
            self.add_error("method", known % {"programs": ", ".join(strange)})
        return given


@require_http_methods(["GET", "POST"])
@admitted(PersonRole.COORDINATOR)
def post(request: PersonRequest) -> HttpResponse:
    """The letters that wait, and what is done with those that are marked."""
    if redate := sent_number(request.POST, "redate"):
        return _redate(request, redate)
    form = PostForm(request.user, request.POST if request.method == "POST" else None)
    if form.is_valid():
        return _done(request, form)
    page: dict[str, Any] = {
        "page": post_page(request.user),
        "form": form,
        "section": "post",
        "kept_back": deliveries_kept_back(request.user),
        "stuck": runs_stuck(),
    }
    page["runs"] = print_runs_for(request.user).select_related("file").order_by("-pk")[:_KEPT_RUNS]
    return render(request, "desk/post.html", page, status=422 if form.is_bound else 200)


def _done(request: PersonRequest, form: PostForm) -> HttpResponse:
    chosen = list(form.cleaned_data["letter"])
    if request.POST.get("do") == "print":
        ask_for_print(chosen, request.user)
        messages.success(
            request,
            _("%(chosen)s being gathered into one PDF. It stands under “For the printer”.")
            % {"chosen": _letters(len(chosen))},
        )
    else:
        told = tell_deposits(chosen, form.cleaned_data["on"], form.cleaned_data["method"], request.user)
        messages.success(
            request,
            _("%(told)s noted as mailed. Each deposit is entered with its proof of service.")
            % {"told": _letters(told)},
        )
    return redirect("post")


def _letters(count: int) -> str:
    return ngettext("%(count)s letter is", "%(count)s letters are", count) % {"count": count}


def _redate(request: PersonRequest, ident: int) -> HttpResponse:
    mine = Issue.objects.filter(deliveries__in=deliveries_for(request.user)).distinct()
    issue = get_object_or_404(mine.select_related("case"), pk=ident)
    if ask_to_redate(issue, request.user) is None:
        messages.error(request, _("None of these letters waits any more."))
    else:
        messages.success(request, _("The letters are being made anew, dated today."))
    return redirect("post")


@require_GET
@admitted(PersonRole.COORDINATOR)
def print_run(request: PersonRequest, run: int) -> HttpResponseBase:
    """Letters gathered for the printer. The access log names every case among them."""
    kept_run = get_object_or_404(print_runs_for(request.user).select_related("file"), pk=run)
    cases = Delivery.objects.filter(pk__in=kept_run.deliveries).order_by("case__ident")
    idents = cases.values_list("case__ident", flat=True).distinct()
    return download(request, kept_run.file, f"letters-{kept_run.pk}.pdf", idents)
