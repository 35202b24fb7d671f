"""The panel: every reviewer, the credential files, and the statement that is told outside the organisation."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import messages
from django.forms.models import model_to_dict
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods

from evenhand.programme.model import Programme
from evenhand_web.accounts.admission import OFFICE, PersonRequest, admitted
from evenhand_web.accounts.models import Person, PersonRole
from evenhand_web.cases.legal_day import office_today
from evenhand_web.desk.panel_choice import panel_choice
from evenhand_web.desk.panel_page import Outcome, coming, file_page, panel_lines, panel_today
from evenhand_web.pages.inputs import TypedDayField
from evenhand_web.panel.gate import nothing_checked
from evenhand_web.panel.keeping import keep_panel, keep_statement
from evenhand_web.panel.models import CredentialPaper, ReviewerProfile
from evenhand_web.placing.tie_watch import take_in_affiliations

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

_PAPERS = 3
"""How many of the latest papers are shown."""


def _lines(label: "StrOrPromise") -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": 3})
    return forms.CharField(
        label=label, help_text=_("One on each line."), required=False, max_length=2000, widget=widget
    )


class ProfileForm(forms.Form):
    """The statement on one reviewer."""

    licensed_in = _lines(_("Licensed in"))
    certifications = _lines(_("Board certifications and subspecialties"))
    practice = forms.CharField(
        label=_("Practice, as the letter tells it"),
        help_text=_("It goes on after “The physician is”."),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    languages = _lines(_("Languages"))
    capacity = forms.IntegerField(label=_("Cases at once"), min_value=0, max_value=200, initial=5)
    practises = forms.BooleanField(label=_("Takes cases now"), required=False, initial=True)
    verified_on = TypedDayField(label=_("Licence and certifications verified on"), required=False)


class BringForm(forms.Form):
    """Files to be taken in."""

    panel = forms.FileField(
        label=_("Credential files, as a table of facts (CSV)"),
        required=False,
        widget=forms.FileInput(attrs={"accept": ".csv,text/csv"}),
    )
    affiliations = forms.FileField(
        label=_("People, organizations and their ties (JSON)"),
        required=False,
        widget=forms.FileInput(attrs={"accept": ".json,application/json"}),
    )

    def clean(self) -> dict[str, Any]:
        """One file at least."""
        given = super().clean() or {}
        if not self.errors and not any(given.values()):
            raise forms.ValidationError(_("Choose a file."))
        return given


@require_GET
@admitted(*OFFICE)
def panel(request: PersonRequest) -> HttpResponse:
    """Every reviewer: who may review and why not, what is held, room, load, what ends next."""
    choice = panel_choice(request)
    today = panel_today(choice.programme) if choice.programme is not None else None
    lines = panel_lines(today)
    page = {"lines": lines, "section": "panel", "choice": choice, "is_kept": any(line.row for line in lines)}
    page["unchecked"] = nothing_checked(choice.programme.id) if choice.programme is not None else ()
    page["coming"] = coming(today) if today is not None and page["is_kept"] else ()
    return render(request, "desk/panel.html", page)


@require_http_methods(["GET", "POST"])
@admitted(*OFFICE)
def bring(request: PersonRequest) -> HttpResponse:
    """Credential files and affiliations, taken in with everything found in them."""
    form, kept, choice = BringForm(request.POST or None, request.FILES or None), [], panel_choice(request)
    if form.is_valid():
        kept = list(_taken(request, form, choice.programme))
    is_refused = bool(form.errors) or not all(outcome.kept.is_taken for outcome in kept)
    page = {"form": form, "outcomes": kept, "section": "panel", "choice": choice}
    return render(request, "desk/bring.html", page, status=422 if is_refused else 200)


def _taken(request: PersonRequest, form: BringForm, programme: Programme | None) -> Iterator[Outcome]:
    panel, ties = form.cleaned_data["panel"], form.cleaned_data["affiliations"]
    law = programme.id if programme is not None else ""
    if panel:
        yield Outcome(panel.name, keep_panel(panel.read(), panel.name, law, office_today(), request.user))
    if ties:
        yield Outcome(ties.name, take_in_affiliations(ties.read(), ties.name, request.user))


@require_http_methods(["GET", "POST"])
@admitted(*OFFICE)
def profile(request: PersonRequest, person: str) -> HttpResponse:
    """One reviewer: what bars, when each fact of the credential file ends, and the statement that parties are told."""
    reviewer = get_object_or_404(Person.objects.filter(role=PersonRole.REVIEWER), ident=person)
    stored = ReviewerProfile.objects.filter(person=reviewer).first()
    form = ProfileForm(request.POST or None, initial=model_to_dict(stored) if stored else None)
    if form.is_valid():
        keep_statement(reviewer, form.cleaned_data)
        messages.success(request, _("The statement on %(name)s is saved.") % {"name": reviewer.name})
        return redirect("panel")
    papers = CredentialPaper.objects.filter(person=reviewer).order_by("-pk")[:_PAPERS]
    choice = panel_choice(request)
    file = file_page(choice.programme, reviewer) if choice.programme is not None else None
    page = {"form": form, "person": reviewer, "file": file, "section": "panel", "choice": choice, "papers": papers}
    return render(request, "desk/profile.html", page, status=422 if form.is_bound else 200)
