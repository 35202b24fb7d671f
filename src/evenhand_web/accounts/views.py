"""Signing in and out, and one's own account."""

from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import authenticate, login, logout, update_session_auth_hash
from django.contrib.auth.forms import PasswordChangeForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from evenhand_web.accounts.admission import PersonRequest, admitted
from evenhand_web.accounts.devices import note_device
from evenhand_web.accounts.machine import digest, machine_of
from evenhand_web.accounts.models import Person, PersonRole
from evenhand_web.accounts.password_again import password_fault
from evenhand_web.accounts.password_length import MOST as LONGEST_PASSWORD
from evenhand_web.accounts.reader_language import in_the_reader_s_language
from evenhand_web.accounts.second_factor import OFF, is_asked_for, tell_of_change
from evenhand_web.accounts.second_factor_views import ask_for_code
from evenhand_web.accounts.sessions import begin_session, end_sessions
from evenhand_web.accounts.throttle import password_shown, refusal_of_password
from evenhand_web.trace.line import NOBODY, Act
from evenhand_web.trace.store import write

_LANDING = {
    PersonRole.COORDINATOR: "queue",
    PersonRole.MEDICAL_DIRECTOR: "release_queue",
    PersonRole.REGULATOR: "queue",
    PersonRole.REVIEWER: "review",
}


class SignInForm(forms.Form):
    """An address and a password."""

    email = forms.EmailField(
        label=_("Email address"), widget=forms.EmailInput(attrs={"autocomplete": "username", "autofocus": True})
    )
    password = forms.CharField(
        strip=False, widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}), max_length=LONGEST_PASSWORD
    )


class NewPasswordForm(PasswordChangeForm):
    """The present password and a new one. Guesses at the present one are limited."""

    def __init__(self, request: PersonRequest, data: Any = None) -> None:
        super().__init__(request.user, data)
        self._request = request
        self.fields["old_password"].label = gettext("Present password")
        for name in self.fields:
            self.fields[name].widget.attrs["maxlength"] = str(LONGEST_PASSWORD)

    def clean_old_password(self) -> str:
        """The present password; refused where it is wrong, or was guessed at too often."""
        given = str(self.cleaned_data["old_password"])
        if fault := password_fault(self._request, given):
            raise forms.ValidationError(fault)
        return given


@in_the_reader_s_language
@require_http_methods(["GET", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """The sign-in page. A wrong address and a wrong password are told alike."""
    form = SignInForm(request.POST or None)
    status = 422 if form.is_bound else 200
    if form.is_valid():
        address = form.cleaned_data["email"]
        refusal = refusal_of_password(request, address)
        person = None if refusal else _person_of(request, address, form.cleaned_data["password"])
        if person is not None:
            return _admitted(request, person)
        if not refusal:
            write(Act.SIGN_IN_REFUSED, NOBODY, machine=machine_of(request), address=digest(f"owner {address.lower()}"))
        form.add_error(None, refusal or _("That email address and password do not belong together here."))
        status = 429 if refusal else 422
    asked_for = request.POST.get("next", request.GET.get("next", ""))
    return render(request, "accounts/sign_in.html", {"form": form, "next": asked_for}, status=status)


def _person_of(request: HttpRequest, address: str, password: str) -> Person | None:
    person = authenticate(request, username=address.lower(), password=password)
    return person if isinstance(person, Person) else None


def _admitted(request: HttpRequest, person: Person) -> HttpResponse:
    """Somebody whose password is right: signed in, or asked for the second factor."""
    password_shown(request, person.email)
    if is_asked_for(person):
        ask_for_code(request, person, _next(request))
        return redirect("sign_in_code")
    login(request, person)
    response = redirect(_next(request))
    note_device(request, response, person)
    return response


def _next(request: HttpRequest) -> str:
    wanted = request.POST.get("next", "")
    if wanted.startswith("/") and url_has_allowed_host_and_scheme(
        wanted, {request.get_host()}, require_https=request.is_secure()
    ):
        return wanted
    return "home"


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """End the session, and have the browser forget what it kept of its pages. Cookies stay: one of them says that this
    device is known.
    """
    logout(request)
    messages.success(request, _("You are signed out."))
    response = redirect("sign_in")
    response.headers["Clear-Site-Data"] = '"cache", "storage"'
    return response


@admitted()
def home(request: PersonRequest) -> HttpResponse:
    """The page where each role's work begins."""
    return redirect(_LANDING[PersonRole(request.user.role)])


@admitted()
def account(request: PersonRequest) -> HttpResponse:
    """One's own account: name, role, a new password."""
    form = NewPasswordForm(request, request.POST or None)
    if form.is_valid():
        form.save()
        tell_of_change(request.user)
        end_sessions(request.user)
        update_session_auth_hash(request, request.user)  # it goes on under another key
        begin_session(request)
        messages.success(request, _("Your password is changed. Other sessions of yours have ended."))
        return redirect("account")
    page = {"form": form, "may_have_second": settings.MFA != OFF, "has_second": is_asked_for(request.user)}
    return render(request, "accounts/account.html", page, status=422 if form.is_bound else 200)
