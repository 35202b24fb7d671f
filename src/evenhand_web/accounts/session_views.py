"""One's own sessions, and ending them."""

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from evenhand_web.accounts.admission import PersonRequest, admitted
from evenhand_web.accounts.binding import seconds_left
from evenhand_web.accounts.password_again import password_fault
from evenhand_web.accounts.people_views import ConfirmForm
from evenhand_web.accounts.sessions import MOST_AT_ONCE, end_session, end_sessions, open_sessions

_MOST_DIGITS = 18


@require_http_methods(["GET", "POST"])
@admitted()
def session_list(request: PersonRequest) -> HttpResponse:
    """Where one is signed in; ending one of these sessions, or all others, by one's password: who found a session open
    must not put its owner out.
    """
    form = ConfirmForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        fault = password_fault(request, form.cleaned_data["password"])
        if not fault:
            _end(request)
            return redirect("sessions")
        form.add_error("password", fault)
    page = {"sessions": open_sessions(request.user, request.session.session_key), "form": form, "most": MOST_AT_ONCE}
    return render(request, "accounts/sessions.html", page, status=422 if form.is_bound else 200)


def _end(request: PersonRequest) -> None:
    number = request.POST.get("session", "")
    is_number = number.isascii() and number.isdecimal() and len(number) <= _MOST_DIGITS
    if request.POST.get("do") == "others":
        end_sessions(request.user, but_for=request.session.session_key)
        messages.success(request, _("All your other sessions have ended."))
    elif is_number and end_session(request.user, int(number)):
        messages.success(request, _("That session has ended."))


@require_http_methods(["GET", "POST"])
@admitted()
def session_left(request: PersonRequest) -> HttpResponse:
    """For how long this session goes on, and the token of its forms; sent to, it goes on anew."""
    left, is_last = seconds_left(request)
    return JsonResponse({"left": left, "is_last": is_last, "token": get_token(request)})
