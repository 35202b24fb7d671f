"""A form that is sent after its session has ended comes back: kept for its person, shown to them filled once they have
signed in again.
"""

from collections.abc import Callable, Mapping
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from evenhand_web.accounts.kept_forms import fields_of, forget_forms, form_kept, keep_form
from evenhand_web.accounts.last_here import last_here, remember_who
from evenhand_web.accounts.models import KeptForm, Person
from evenhand_web.infrastructure.shown_again import shown_again
from evenhand_web.pages.chosen_files import scan_kind
from evenhand_web.records.kept_files import ChosenFile, keep

FILLED = frozenset(
    {
        "new_case",
        "enter",
        "correct",
        "unsealed",
        "omitted",
        "reasons",
        "returned",
        "about",
        "new_task",
        "new_case_task",
        "new_talk",
        "new_case_talk",
        "contact",
        "roster",
        "release_correction",
        "task",
    }
)
"""Addresses whose page asks its form whether it is valid before it does anything: they are shown again filled. What was
typed at any other is shown as words.
"""
_NEVER = frozenset(
    {
        "sign_in",
        "sign_in_code",
        "sign_out",
        "welcome",
        "account",
        "prove_again",
        "passkeys",
        "second_factor",
        "sessions",
        "session_left",
        "person",
        "uploads",
        "upload_part",
        "upload_whole",
        "upload_removed",
        "find",
        "review_find",
        "review_seen",
        "queue_view",
    }
)
"""Addresses at which nothing is typed that has to be kept, or a secret is."""
_SECRET = frozenset(
    {"csrfmiddlewaretoken", "password", "code", "passkey", "old_password", "new_password1", "new_password2"}
)
_AGAIN = _("You were signed out before this was entered. What you had typed is here: look at it, and send it.")


class KeepsForms:
    """Keeps what comes from a page whose session has ended, and shows it again where its person asks for it."""

    def __init__(self, answer: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self._answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """The answer; it lets the browser know who was signed in in it, for whom then a form is kept."""
        response = self._answer(request)
        remember_who(request, response)
        return response

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], words: Any, parts: dict[str, Any]
    ) -> HttpResponseBase | None:
        """The way to signing in, with the form kept; the page with the form filled; or nothing, where neither is
        asked.
        """
        if not isinstance(request.user, Person):
            person = last_here(request) if request.method == "POST" else None
            return _kept(request, person) if person is not None else None
        if request.method == "POST" and not _comes_by_itself(request):
            forget_forms(request.user, request.path)
        elif request.method == "GET" and (ident := request.GET.get("typed")):
            kept = form_kept(request.user, ident)
            if kept is not None and kept.address == request.path and _place(request) in FILLED:
                return _filled(request, kept, lambda: view(request, *words, **parts))
        return None


def _place(request: HttpRequest) -> str:
    return (request.resolver_match.url_name if request.resolver_match else None) or ""


def _comes_by_itself(request: HttpRequest) -> bool:
    """Whether a page sent it while somebody works in it, and not because somebody sent a form."""
    return "X-Autosave" in request.headers or "HX-Request" in request.headers


def _kept(request: HttpRequest, person: Person) -> HttpResponse | None:
    """Signing in, and then the form; None where nothing of it is to be kept."""
    kept = _keep(request, person)
    return redirect_to_login(_address(kept)) if kept is not None else None


def _keep(request: HttpRequest, person: Person) -> KeptForm | None:
    place = _place(request)
    if not place or place in _NEVER or _comes_by_itself(request):
        return None
    fields = {name: request.POST.getlist(name) for name in request.POST if name not in _SECRET}
    for name, idents in _files(request, person).items():
        fields[f"{name}-kept"] = [*fields.get(f"{name}-kept", []), *idents]
    return keep_form(person, request.path, place, fields) if fields else None


def _files(request: HttpRequest, person: Person) -> Mapping[str, list[str]]:
    """What was kept of the files that came with a form, under the names of their fields."""
    idents: dict[str, list[str]] = {}
    for name in request.FILES:
        for file in request.FILES.getlist(name):
            try:
                kind = scan_kind(file)
            except forms.ValidationError:
                continue
            kept = keep(person, ChosenFile(str(file.name), file.size or 0, kind, file.chunks()))
            idents.setdefault(name, []).append(kept.ident)
    return idents


def _address(kept: KeptForm) -> str:
    return f"{kept.address}?typed={kept.ident}" if kept.place in FILLED else reverse("typed", args=[kept.ident])


def _filled(request: HttpRequest, kept: KeptForm, view: Callable[[], HttpResponseBase]) -> HttpResponseBase:
    """The page of a form as it was typed. It is made as if the form had just been sent and refused: nothing is done."""
    typed = QueryDict(mutable=True)
    for name, values in fields_of(kept).items():
        typed.setlist(name, values)
    files = request.FILES  # none: asked while this is still a request that only reads
    request.POST, request.method = typed, "POST"  # type: ignore[assignment]
    messages.info(request, _AGAIN)
    try:
        with shown_again():
            response = view()
    finally:
        request.method = "GET"
    response.status_code = 200 if response.status_code == 422 and not files else response.status_code
    return response


def kept_of_older_page(request: HttpRequest) -> HttpResponse | None:
    """The way to a form that came from a page of ours which was opened before its person signed in again; None for
    whatever may come from elsewhere.
    """
    is_ours = request.headers.get("Sec-Fetch-Site") == "same-origin"
    if request.method != "POST" or not is_ours or not isinstance(request.user, Person):
        return None
    kept = _keep(request, request.user)
    return redirect(_address(kept)) if kept is not None else None


def words_of(kept: KeptForm) -> list[tuple[str, str]]:
    """What was typed into a kept form, each with the name of its field, as far as a person can read it."""
    told = [(name, value) for name, values in fields_of(kept).items() for value in values if value.strip()]
    shown = [(name.replace("_", " ").replace("-", " ").capitalize(), value) for name, value in told]
    return shown or [(gettext("Nothing"), "")]
