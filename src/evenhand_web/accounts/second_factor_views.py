"""The second factor at the door, and in one's own account."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login, logout
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from evenhand_web.accounts import second_factor as factor
from evenhand_web.accounts.admission import PersonRequest, admitted
from evenhand_web.accounts.models import Person
from evenhand_web.accounts.password_again import fault_of_proof
from evenhand_web.accounts.reader_language import in_the_reader_s_language
from evenhand_web.accounts.throttle import TOO_OFTEN, failed, may_try
from evenhand_web.infrastructure import clock

_HALF, _SHOWN = "half_signed_in", "second_factor_shown"
_HALF_MINUTES = 5
_WRONG = _("That code is not right, or it was used already. Wait for the next one.")
_OPEN = ("sign_in", "sign_in_code", "sign_out", "second_factor")
Answer = Callable[[HttpRequest], HttpResponseBase]


class CodeForm(forms.Form):
    """A code of the telephone, or a recovery code."""

    code = forms.CharField(
        label=_("Code"),
        max_length=20,
        help_text=_("The six digits your telephone shows now, or one of your recovery codes."),
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "autofocus": True, "spellcheck": "false"}),
    )


class NewCodeForm(CodeForm):
    """The first code of a telephone that has just taken the secret over."""

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        self.fields["code"].help_text = gettext("The six digits your telephone shows now.")


def ask_for_code(request: HttpRequest, person: Person, then: str) -> None:
    """Note that somebody has shown the right password and is to show a code, within a few minutes."""
    request.session.cycle_key()
    request.session[_HALF] = [person.ident, int(clock.now().timestamp()) // 60, then]


@in_the_reader_s_language
@require_http_methods(["GET", "POST"])
def sign_in_code(request: HttpRequest) -> HttpResponse:
    """The second half of signing in."""
    ident, since, then = request.session.get(_HALF, ["", 0, ""])
    person = Person.objects.filter(ident=ident, is_active=True).first()
    if person is None or int(clock.now().timestamp()) // 60 - since > _HALF_MINUTES:
        request.session.pop(_HALF, None)
        return redirect("sign_in")
    form = CodeForm(request.POST or None)
    if not form.is_valid():
        return render(request, "accounts/sign_in_code.html", {"form": form}, status=422 if form.is_bound else 200)
    fault = _fault(request, person, form.cleaned_data["code"])
    if fault:
        form.add_error("code", fault)
        status = 429 if fault == str(TOO_OFTEN) else 422
        return render(request, "accounts/sign_in_code.html", {"form": form}, status=status)
    request.session.pop(_HALF, None)
    login(request, person, backend="django.contrib.auth.backends.ModelBackend")
    request.session[_SHOWN] = True
    return redirect(then)


def _fault(request: HttpRequest, person: Person, code: str) -> str:
    """Why a code does not open the door; empty where it does. Attempts are counted by person and by machine."""
    counted_as = f"second factor of {person.ident}"
    return fault_of_proof(request, counted_as, lambda: factor.is_right(person, code), _WRONG)


def second_factor_first(answer: Answer) -> Answer:
    """Where a second factor is required, lead whoever has none to setting it up, whatever they ask for."""

    def respond(request: HttpRequest) -> HttpResponseBase:
        is_led = settings.MFA == factor.REQUIRED and "_auth_user_id" in request.session
        if is_led and not request.session.get(_SHOWN):
            is_open = request.path in {reverse(name) for name in _OPEN}
            if not is_open and not request.path.startswith(settings.STATIC_URL):
                return _led(request)
        return answer(request)

    return respond


def _led(request: HttpRequest) -> HttpResponse:
    """To setting one up; whoever has one, and signed in before it was required, to signing in again."""
    if isinstance(request.user, Person) and factor.is_asked_for(request.user):
        logout(request)
        return redirect("sign_in")
    return redirect("second_factor")


@require_http_methods(["GET", "POST"])
@admitted()
def second_factor(request: PersonRequest) -> HttpResponse:
    """Setting up one's second factor, renewing its recovery codes, or taking it away.

    Whoever has one shows a code first: a session left open must not change what guards the door.
    """
    if settings.MFA == factor.OFF:
        return redirect("account")
    has_one, wanted = factor.is_asked_for(request.user), request.POST.get("do", "")
    if wanted == "confirm":
        return _confirm(request)
    form = CodeForm(request.POST if wanted and has_one else None)
    if wanted in _CHANGES and (not has_one or form.is_valid()):
        fault = _fault(request, request.user, form.cleaned_data["code"]) if has_one else ""
        if not fault:
            return _CHANGES[wanted](request)
        form.add_error("code", fault)
    page = _page(request, has_one)
    page["form"] = NewCodeForm() if page["secret"] and not form.is_bound else form
    return render(request, "accounts/second_factor.html", page, status=422 if form.is_bound else 200)


def _page(request: PersonRequest, has_one: bool) -> dict[str, object]:
    secret = factor.pending_secret(request.user)
    return {
        "has_one": has_one,
        "is_required": settings.MFA == factor.REQUIRED,
        "secret": " ".join(secret[at : at + 4] for at in range(0, len(secret), 4)),
        # The picture is drawn by segno from our own secret and the person's address; it holds neither as text.
        "picture": mark_safe(factor.picture(request.user, secret)) if secret else "",
        "codes_left": factor.codes_left(request.user),
    }


def _confirm(request: PersonRequest) -> HttpResponse:
    form = NewCodeForm(request.POST)
    counted_as = f"second factor of {request.user.ident}"
    may, codes = may_try(request, counted_as), list[str]()
    if form.is_valid() and may:
        codes += factor.confirm(request.user, form.cleaned_data["code"])
    if not codes:
        failed(request, counted_as)
        form.add_error("code", _WRONG if may else TOO_OFTEN)
        page = _page(request, factor.is_asked_for(request.user)) | {"form": form}
        return render(request, "accounts/second_factor.html", page, status=422)
    request.session[_SHOWN] = True
    return render(request, "accounts/recovery_codes.html", {"codes": codes})


def _begin(request: PersonRequest) -> HttpResponse:
    factor.begin(request.user)
    return redirect("second_factor")


def _renew(request: PersonRequest) -> HttpResponse:
    return render(request, "accounts/recovery_codes.html", {"codes": factor.renew_codes(request.user)})


def _remove(request: PersonRequest) -> HttpResponse:
    if settings.MFA == factor.REQUIRED:
        messages.error(request, _("A second factor is required here. Set up another one in its place instead."))
        return redirect("second_factor")
    factor.remove(request.user)
    messages.success(request, _("Your second factor is gone. The password alone opens the door."))
    return redirect("account")


_CHANGES = {"begin": _begin, "codes": _renew, "remove": _remove}
