"""One's own passkeys: listed, added and taken away, each change after a proof shown just now."""

from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from evenhand_web.accounts import passkeys
from evenhand_web.accounts import second_factor as factor
from evenhand_web.accounts.admission import PersonRequest, admitted
from evenhand_web.accounts.password_again import password_fault
from evenhand_web.accounts.second_factor_views import ProofForm, fault_of_factor, proof_options, show_codes
from evenhand_web.infrastructure import clock

_PROVED, _MINUTES = "proved_minute", 5


class PasswordForm(forms.Form):
    """The password once more."""

    password = forms.CharField(
        strip=False, max_length=200, widget=forms.PasswordInput(attrs={"autocomplete": "current-password"})
    )


class PasskeyForm(forms.Form):
    """A name for a passkey, and the browser's answer."""

    name = forms.CharField(
        label=_("What it is"), max_length=60, help_text=_("Such as “laptop” or “key on my ring”: you see it in a list.")
    )
    passkey = forms.CharField(widget=forms.HiddenInput)


@require_http_methods(["GET", "POST"])
@admitted()
def prove_again(request: PersonRequest) -> HttpResponse:
    """Showing once more who one is, before what guards the door is changed."""
    has_one = factor.is_asked_for(request.user)
    form: Any = (ProofForm if has_one else PasswordForm)(request.POST or None)
    if form.is_valid():
        given = "" if has_one else form.cleaned_data["password"]
        fault = fault_of_factor(request, form) if has_one else password_fault(request, given)
        if not fault:
            request.session[_PROVED] = _minute()
            return redirect("passkeys")
        form.add_error("code" if has_one else "password", fault)
    page = {"form": form, "has_one": has_one, "has_codes": factor.has_codes(request.user)}
    page["options"] = proof_options(request.user) if has_one else {}
    return render(request, "accounts/prove_again.html", page, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
@admitted()
def passkey_list(request: PersonRequest) -> HttpResponse:
    """One's passkeys, and adding or removing one within a few minutes of a proof."""
    if settings.MFA == factor.OFF:
        return redirect("account")
    is_proved = _minute() - int(request.session.get(_PROVED, 0)) <= _MINUTES
    if request.method == "POST" and not is_proved:
        return redirect("prove_again")
    wanted = request.POST.get("do", "")
    if wanted == "remove":
        return _remove(request)
    form = PasskeyForm(request.POST if wanted == "add" else None)
    if form.is_valid():
        was_asked_for = factor.is_asked_for(request.user)
        if passkeys.add(request.user, form.cleaned_data["name"], form.cleaned_data["passkey"]):
            return _added(request, was_asked_for)
        form.add_error(None, _("This passkey did not answer what was asked. Try once more."))
    page: dict[str, Any] = {"form": form, "passkeys": passkeys.passkeys_of(request.user), "is_proved": is_proved}
    page["options"] = passkeys.options_to_add(request.user) if is_proved and passkeys.has_room(request.user) else {}
    return render(request, "accounts/passkeys.html", page, status=422 if form.is_bound else 200)


def _added(request: PersonRequest, was_asked_for: bool) -> HttpResponse:
    factor.tell_of_change(request.user)
    if not was_asked_for:
        return show_codes(request, factor.renew_codes(request.user))
    messages.success(request, _("Your passkey is saved."))
    return redirect("passkeys")


def _remove(request: PersonRequest) -> HttpResponse:
    is_last = not factor.has_codes(request.user) and passkeys.passkeys_of(request.user).count() == 1
    if is_last and settings.MFA == factor.REQUIRED:
        messages.error(request, _("A second factor is required here. Set up another one in its place instead."))
        return redirect("passkeys")
    number = request.POST.get("passkey", "")
    is_number = number.isascii() and number.isdecimal() and len(number) <= 18
    if is_number and passkeys.remove(request.user, int(number)):
        factor.tell_of_change(request.user)
        messages.success(request, _("This passkey opens nothing any more."))
    if is_last:
        factor.remove(request.user)
    return redirect("passkeys")


def _minute() -> int:
    return int(clock.now().timestamp()) // 60
