"""Signing in and out, and one's own account."""

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
from evenhand_web.accounts.models import Person, PersonRole
from evenhand_web.accounts.reader_language import in_the_reader_s_language
from evenhand_web.accounts.second_factor import OFF, is_asked_for
from evenhand_web.accounts.second_factor_views import ask_for_code
from evenhand_web.accounts.throttle import failed, may_try, succeeded

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
        strip=False, widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}), max_length=200
    )


@in_the_reader_s_language
@require_http_methods(["GET", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """The sign-in page. A wrong address and a wrong password are told alike."""
    form = SignInForm(request.POST or None)
    status = 200
    if form.is_valid():
        address = form.cleaned_data["email"]
        if not may_try(request, address):
            form.add_error(None, _("Too many attempts. Wait a quarter of an hour, then try again."))
            status = 429
        else:
            person = authenticate(request, username=address.lower(), password=form.cleaned_data["password"])
            if isinstance(person, Person):
                succeeded(request, address)
                if is_asked_for(person):
                    ask_for_code(request, person, _next(request))
                    return redirect("sign_in_code")
                login(request, person)
                return redirect(_next(request))
            failed(request, address)
            form.add_error(None, _("That email address and password do not belong together here."))
            status = 422
    elif form.is_bound:
        status = 422
    asked_for = request.POST.get("next", request.GET.get("next", ""))
    return render(request, "accounts/sign_in.html", {"form": form, "next": asked_for}, status=status)


def _next(request: HttpRequest) -> str:
    wanted = request.POST.get("next", "")
    if url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure()):
        return wanted
    return "home"


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """End the session."""
    logout(request)
    messages.success(request, _("You are signed out."))
    return redirect("sign_in")


@admitted()
def home(request: PersonRequest) -> HttpResponse:
    """The page where each role's work begins."""
    return redirect(_LANDING[PersonRole(request.user.role)])


@admitted()
def account(request: PersonRequest) -> HttpResponse:
    """One's own account: name, role, a new password."""
    form = PasswordChangeForm(request.user, request.POST or None)
    form.fields["old_password"].label = gettext("Present password")
    if form.is_valid():
        form.save()
        update_session_auth_hash(request, request.user)
        messages.success(request, _("Your password is changed. Other sessions of yours have ended."))
        return redirect("account")
    page = {"form": form, "may_have_second": settings.MFA != OFF, "has_second": is_asked_for(request.user)}
    return render(request, "accounts/account.html", page, status=422 if form.is_bound else 200)
