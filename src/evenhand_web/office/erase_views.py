"""Lawful erasure in the browser: of a document or of a whole case, by the part the house names, with the password."""

import datetime as dt
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from evenhand_web.accounts.admission import OFFICE, PersonRequest, admitted
from evenhand_web.accounts.password_again import password_fault
from evenhand_web.accounts.password_length import MOST as LONGEST_PASSWORD
from evenhand_web.cases.access import case_for
from evenhand_web.cases.erasing import (
    ErasureRefused,
    Order,
    erase_cases,
    erase_document,
    holds_of,
    may_erase,
    older_backups,
)
from evenhand_web.cases.models import Case, CaseDocument
from evenhand_web.cases.open_case import opened_through
from evenhand_web.diary.models import Task
from evenhand_web.diary.tasks import raise_task
from evenhand_web.pages.case_head import case_head

_WHOLE, _NAMED = "case", 10


class EraseForm(forms.Form):
    """What is erased, under which authority, and why; with one's own password."""

    extent = forms.ChoiceField(label=_("What is erased"))
    authority = forms.CharField(
        label=_("Authority"), max_length=200, help_text=_("The statute, order or request that demands or allows it.")
    )
    reason = forms.CharField(label=_("Why"), max_length=400, help_text=_("In a sentence without a medical fact."))
    password = forms.CharField(
        label=_("Your own password"),
        strip=False,
        max_length=LONGEST_PASSWORD,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )

    def __init__(self, case: Case, data: Any = None) -> None:
        super().__init__(data)
        documents = case.documents.filter(file__erased_at=None).order_by("pk")
        extent: Any = self.fields["extent"]
        named = ((str(document.pk), document.name) for document in documents)
        extent.choices = [("", _("Choose one")), (_WHOLE, _("All that the docket says, and every document")), *named]


@require_http_methods(["GET", "POST"])
@admitted(*OFFICE)
def erase(request: PersonRequest, ident: str) -> HttpResponse:
    """Erase something of a case. To who may not, the page does not exist."""
    if not may_erase(request.user):
        raise Http404
    case = case_for(request.user, ident)
    form = EraseForm(case, request.POST if request.method == "POST" else None)
    if form.is_valid() and _is_done(request, case, form):
        messages.success(request, _("Erased. A task tells which keys of older backups are to be destroyed."))
        return redirect("case", ident)
    head = case_head(opened_through(case, request.user))
    page = {"case": case, "head": head, "form": form, "holds": holds_of(case)}
    return render(request, "office/erase.html", page, status=422 if form.is_bound else 200)


def _is_done(request: PersonRequest, case: Case, form: EraseForm) -> bool:
    given = form.cleaned_data
    if fault := password_fault(request, given["password"]):
        form.add_error("password", fault)
        return False
    order = Order(given["authority"], given["reason"], request.user)
    try:
        if given["extent"] == _WHOLE:
            (erasure,) = erase_cases([case], order)
        else:
            erasure = erase_document(get_object_or_404(CaseDocument, case=case, pk=given["extent"]), order)
    except ErasureRefused as refused:
        form.add_error(None, str(refused))
        return False
    raise_task(f"erased:{erasure.pk}", Task.Kind.OPERATION, _keys_to_destroy(), dt.timedelta(days=1))
    return True


def _keys_to_destroy() -> str:
    """What whoever runs the installation has to do: without it what was erased can be read in an older backup."""
    named = ", ".join(keys for keys, _folder in older_backups()[:_NAMED]) or gettext("none is known here")
    return gettext(
        "Something was lawfully erased. With their own file of keys older backups still open: destroy these files and "
        "every copy of them (%(named)s), and make a new backup."
    ) % {"named": named}
