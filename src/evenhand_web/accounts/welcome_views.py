"""The page where somebody chooses a password, by a link that was mailed or by a link and a code."""

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.forms import SetPasswordForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from evenhand_web.accounts.halves import is_first_half, is_second_half
from evenhand_web.accounts.models import OpeningHalves, Person
from evenhand_web.accounts.people import is_welcome
from evenhand_web.accounts.reader_language import in_the_reader_s_language
from evenhand_web.trace.line import Act
from evenhand_web.trace.store import write


class CodeAndPasswordForm(SetPasswordForm):  # type: ignore[type-arg]  # of a Person
    """The code that another person hands on, and the password chosen."""

    code = forms.CharField(
        label=_("Code"),
        max_length=40,
        help_text=_("Ten letters and digits, from another person than the link."),
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code"}),
    )
    field_order = ("code", "new_password1", "new_password2")

    def clean(self) -> dict[str, Any]:
        """The code is asked for last, so that a password that will not do costs no attempt."""
        given: dict[str, Any] = super().clean() or self.cleaned_data
        if not self.errors and not is_second_half(self.user, given["code"]):
            self.add_error("code", _("This is not the code. After five wrong ones the link is over."))
        return given


@in_the_reader_s_language
@require_http_methods(["GET", "POST"])
def welcome(request: HttpRequest, ident: str, token: str) -> HttpResponse:
    """Choosing a password by a link that serves once; by one that was not mailed, with the code, too."""
    person = Person.objects.filter(ident=ident).first()
    needs_code = person is not None and is_first_half(person, token)
    if person is None or not (needs_code or is_welcome(person, token)):
        return render(request, "accounts/welcome_over.html", status=410)
    form = (CodeAndPasswordForm if needs_code else SetPasswordForm)(person, request.POST or None)
    if form.is_valid():
        write(Act.RIGHTS, person.ident, about=person.ident, change="password chosen")
        form.save()
        OpeningHalves.objects.filter(person=person).delete()
        messages.success(request, _("Your password is set. Sign in with it."))
        return redirect("sign_in")
    page = {"form": form, "person": person}
    return render(request, "accounts/welcome.html", page, status=422 if form.is_bound else 200)
