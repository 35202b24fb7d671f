"""The people who work here: for those who keep the accounts."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from evenhand_web.accounts import people
from evenhand_web.accounts.admission import PersonRequest, admitted
from evenhand_web.accounts.halves import first_half, second_half, waiting_halves
from evenhand_web.accounts.models import Person, PersonRole
from evenhand_web.accounts.opening_link import mail_goes_out, mail_link
from evenhand_web.accounts.password_again import password_fault
from evenhand_web.accounts.password_length import MOST as LONGEST_PASSWORD
from evenhand_web.infrastructure.programmes import standings


def _programmes_here() -> list[tuple[str, str]]:
    return [(ident, known.programme.title if known.programme else ident) for ident, known in standings().items()]


class RoleForm(forms.Form):
    """A role, and the programmes whose cases the person may open."""

    role = forms.ChoiceField(label=_("Role"), choices=[("", _("Choose one")), *PersonRole.choices])
    programmes = forms.MultipleChoiceField(
        label=_("Only cases of these programs"),
        choices=_programmes_here,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("With none ticked, of every program."),
    )


class ConfirmForm(forms.Form):
    """One's own password, for what shuts somebody out or opens the door to them."""

    password = forms.CharField(
        label=_("Your own password"),
        strip=False,
        max_length=LONGEST_PASSWORD,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )


class InvitationForm(ConfirmForm, RoleForm):
    """Somebody who is to work here."""

    name = forms.CharField(label=_("Name"), max_length=100, help_text=_("As colleagues know them."))
    email = forms.EmailField(label=_("Email address"), max_length=254)
    field_order = ("name", "email", "role", "programmes", "password")


@require_http_methods(["GET", "POST"])
@admitted()
def people_list(request: PersonRequest) -> HttpResponse:
    """Everybody who works here, and inviting one more."""
    _keeper(request)
    form = InvitationForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and _is_confirmed(request, form):
        given, programmes = form.cleaned_data, " ".join(form.cleaned_data["programmes"])
        try:
            role = PersonRole(given["role"])
            return _linked(request, people.invite(given["email"], given["name"], role, request.user, programmes))
        except people.RefusedError as refused:
            form.add_error(None, str(refused))
    page = {"people": Person.objects.order_by("-is_active", "role", "name", "pk"), "form": form, "section": "people"}
    return render(request, "accounts/people.html", page, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
@admitted()
def person_page(request: PersonRequest, ident: str) -> HttpResponse:
    """One person: role and programmes, suspending, bringing back, a new link or code, keeping the accounts."""
    _keeper(request)
    person = get_object_or_404(Person, ident=ident)
    wanted = request.POST.get("do", "")
    stands = {"role": person.role, "programmes": person.programmes.split()}
    role = RoleForm(request.POST if wanted == "role" else None, initial=stands)
    form = ConfirmForm(request.POST if wanted in _ACTS else None)
    if form.is_valid() and (role.is_valid() or not role.is_bound) and _is_confirmed(request, form):
        try:
            return _ACTS[wanted](request, person, role)
        except people.RefusedError as refused:
            form.add_error(None, str(refused))
    halves = waiting_halves(person)
    waits = halves is not None and halves.first_by_id != request.user.pk
    page = {"person": person, "role": role, "form": form, "section": "people", "waits_for_code": waits}
    return render(request, "accounts/person.html", page, status=422 if form.is_bound else 200)


def _is_confirmed(request: PersonRequest, form: ConfirmForm) -> bool:
    """Whether the password entered again is the one of whoever asks; says so in the form where it is not."""
    fault = password_fault(request, form.cleaned_data["password"])
    if fault:
        form.add_error("password", fault)
    return not fault


def _keeper(request: PersonRequest) -> None:
    """To everybody else this page does not exist."""
    if not request.user.keeps_accounts:
        raise Http404


def _linked(request: PersonRequest, person: Person) -> HttpResponse:
    """What opens the account goes to the person alone; without mail in two halves, of which this keeper sees one."""
    if mail_goes_out():
        mail_link(person, request.build_absolute_uri("/"), request.user)
        return _done(request, person, _("The link to choose a password is being mailed to them. You do not see it."))
    link = request.build_absolute_uri(first_half(person, request.user))
    return render(request, "accounts/link.html", {"person": person, "link": link, "section": "people"})


def _second_half(request: PersonRequest, person: Person, role: RoleForm) -> HttpResponse:
    code = second_half(person, request.user)
    return render(request, "accounts/link.html", {"person": person, "code": code, "section": "people"})


def _change_role(request: PersonRequest, person: Person, role: RoleForm) -> HttpResponse:
    given = role.cleaned_data
    people.change_role(person, PersonRole(given["role"]), request.user, " ".join(given["programmes"]))
    return _done(request, person, _("Changed. Every session of theirs has ended."))


def _suspend(request: PersonRequest, person: Person, role: RoleForm) -> HttpResponse:
    people.suspend(person, request.user)
    return _done(request, person, _("Suspended. Every session of theirs has ended."))


def _end_sessions(request: PersonRequest, person: Person, role: RoleForm) -> HttpResponse:
    people.end_all_sessions(person, request.user)
    return _done(request, person, _("Every session of theirs has ended. They may sign in again."))


def _bring_back(request: PersonRequest, person: Person, role: RoleForm) -> HttpResponse:
    people.bring_back(person, request.user)
    return _done(request, person, _("They may sign in again."))


def _reset(request: PersonRequest, person: Person, role: RoleForm) -> HttpResponse:
    people.reset(person, request.user)
    return _linked(request, person)


def _let_keep(request: PersonRequest, person: Person, role: RoleForm) -> HttpResponse:
    people.let_keep_accounts(person, not person.keeps_accounts, request.user)
    return _done(request, person, _("Changed."))


def _done(request: PersonRequest, person: Person, words: Any) -> HttpResponse:
    messages.success(request, words)
    return redirect("person", person.ident)


_ACTS: dict[str, Callable[[PersonRequest, Person, RoleForm], HttpResponse]] = {
    "role": _change_role,
    "suspend": _suspend,
    "end_sessions": _end_sessions,
    "bring_back": _bring_back,
    "reset": _reset,
    "code": _second_half,
    "keep": _let_keep,
}
