"""The panel: every reviewer with the statement that is told outside the organisation, and keeping it true."""

from django import forms
from django.contrib import messages
from django.db.models import Count, Q
from django.forms.models import model_to_dict
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from evenhand_web.accounts.admission import PersonRequest, admitted
from evenhand_web.accounts.models import Person, PersonRole
from evenhand_web.desk.entry_form import DayInput
from evenhand_web.drafts.models import Seat
from evenhand_web.panel.models import ReviewerProfile


def _lines(label: str) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": 3})
    return forms.CharField(label=label, help_text="One on each line.", required=False, max_length=2000, widget=widget)


class ProfileForm(forms.Form):
    """The statement on one reviewer."""

    licensed_in = _lines("Licensed in")
    certifications = _lines("Board certifications and subspecialties")
    practice = forms.CharField(
        label="Practice, as the letter tells it",
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    languages = _lines("Languages")
    capacity = forms.IntegerField(label="Cases at once", min_value=0, max_value=200, initial=5)
    practises = forms.BooleanField(label="Takes cases now", required=False, initial=True)
    verified_on = forms.DateField(label="Licence and certifications verified on", required=False, widget=DayInput())


@require_GET
@admitted(PersonRole.COORDINATOR, PersonRole.MEDICAL_DIRECTOR)
def panel(request: PersonRequest) -> HttpResponse:
    """Every reviewer, with open cases and room."""
    held = Count("seats", filter=Q(seats__standing=Seat.Standing.ASSIGNED))
    people = Person.objects.filter(role=PersonRole.REVIEWER, is_active=True).select_related("profile")
    rows = people.annotate(held=held).order_by("name", "pk")
    return render(request, "desk/panel.html", {"rows": rows, "section": "panel"})


@require_http_methods(["GET", "POST"])
@admitted(PersonRole.COORDINATOR, PersonRole.MEDICAL_DIRECTOR)
def profile(request: PersonRequest, person: str) -> HttpResponse:
    """The statement on one reviewer, keyed from the papers that prove it."""
    found = get_object_or_404(Person.objects.filter(role=PersonRole.REVIEWER), ident=person)
    stored = ReviewerProfile.objects.filter(person=found).first()
    form = ProfileForm(request.POST or None, initial=model_to_dict(stored) if stored else None)
    if form.is_valid():
        ReviewerProfile.objects.update_or_create(person=found, defaults=form.cleaned_data)
        messages.success(request, f"The statement on {found.name} is kept.")
        return redirect("panel")
    page = {"form": form, "person": found}
    return render(request, "desk/profile.html", page, status=422 if form.is_bound else 200)
