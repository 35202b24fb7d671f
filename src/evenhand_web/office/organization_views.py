"""The directory of organizations: whom the house knows, where they are served, for whom they act, and since when that
is verified.
"""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from evenhand_web.accounts.admission import PersonRequest, admitted
from evenhand_web.accounts.models import PersonRole
from evenhand_web.cases.legal_day import office_today
from evenhand_web.directory.keeping import KnownAlreadyError, keep, organizations
from evenhand_web.directory.kinds import kinds
from evenhand_web.directory.models import Organization
from evenhand_web.pages.inputs import day_field
from evenhand_web.pages.sent_words import sent_words

_MOST, _LONGEST = 200, 120


class OrganizationForm(forms.Form):
    """An organization as somebody verified it."""

    name = forms.CharField(label=_("Name"), max_length=120)
    kind = forms.ChoiceField(
        label=_("What it is"),
    )
    address = forms.CharField(
        label=_("Service address"),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=600,
        required=False,
        help_text=_("As it goes on the envelope."),
    )
    telephone = forms.CharField(label=_("Telephone"), max_length=40, required=False)
    fax = forms.CharField(label=_("Fax"), max_length=40, required=False)
    email = forms.EmailField(label=_("Email"), required=False)
    e_service_since = day_field(_("Consents to electronic service since"), required=False)
    e_service_paper = forms.CharField(
        label=_("By which paper"), max_length=200, required=False, help_text=_("Its title and day.")
    )
    acts_for = forms.ModelMultipleChoiceField(
        Organization.objects.none(), label=_("Acts for"), required=False, to_field_name="ident"
    )
    verified_on = day_field(_("Verified on"))
    verified_how = forms.CharField(label=_("How it was verified"), max_length=200)

    def __init__(self, data: Any = None, kept: Organization | None = None) -> None:
        super().__init__(data, initial=_shown(kept) if kept else {"verified_on": office_today()})
        kind: Any = self.fields["kind"]
        kind.choices = [("", _("Choose one")), *kinds().items()]
        others: Any = self.fields["acts_for"]
        others.queryset = organizations().exclude(pk=kept.pk) if kept else organizations()
        known = kinds()
        others.label_from_instance = lambda each: f"{each.name} ({known.get(each.kind, each.kind)})"

    def clean(self) -> dict[str, Any]:
        """Consent to electronic service rests on a paper."""
        given: dict[str, Any] = super().clean() or self.cleaned_data
        if given.get("e_service_since") and not given.get("e_service_paper"):
            self.add_error("e_service_paper", _("Say by which paper it consents."))
        return given


def _shown(kept: Organization) -> dict[str, Any]:
    names = [name for name in OrganizationForm.base_fields if name != "acts_for"]
    return {name: getattr(kept, name) for name in names} | {"acts_for": list(kept.acts_for.all())}


@require_http_methods(["GET", "POST"])
@admitted(PersonRole.COORDINATOR)
def directory(request: PersonRequest) -> HttpResponse:
    """The organizations, those whose name holds what is sought, and a form for one more."""
    sought = sent_words(request.POST, "words", _LONGEST) if "words" in request.POST else ""
    form = OrganizationForm(request.POST if request.method == "POST" and "name" in request.POST else None)
    if form.is_valid():
        try:
            kept = keep(request.user, form.cleaned_data)
        except KnownAlreadyError:
            form.add_error("name", _("The directory has one of this name and kind. Change that."))
        else:
            messages.success(request, _("%(name)s is kept.") % {"name": kept.name})
            return redirect("organizations")
    words = kinds()
    rows = [(each, words.get(each.kind, each.kind)) for each in organizations(sought)[:_MOST]]
    page = {"rows": rows, "sought": sought, "form": form, "section": "organizations"}
    return render(request, "office/organizations.html", page, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@admitted(PersonRole.COORDINATOR)
def organization_page(request: PersonRequest, organization: str) -> HttpResponse:
    """One organization, to be changed; for whom it acts, and who acts for it."""
    kept = get_object_or_404(Organization, ident=organization)
    form = OrganizationForm(request.POST if request.method == "POST" else None, kept)
    if form.is_valid():
        try:
            keep(request.user, form.cleaned_data, organization)
        except KnownAlreadyError:
            form.add_error("name", _("The directory has one of this name and kind. Change that."))
        else:
            messages.success(request, _("%(name)s is kept.") % {"name": form.cleaned_data["name"]})
            return redirect("organizations")
    page = {"form": form, "kept": kept, "agents": kept.agents.order_by("name"), "section": "organizations"}
    return render(request, "office/organization.html", page, status=422 if form.errors else 200)
