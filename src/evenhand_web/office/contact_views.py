"""Beside a case: its calls, tasks and addresses; and where a party is reached from now on."""

import datetime as dt
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods

from evenhand_web.accounts.admission import PersonRequest, admitted
from evenhand_web.accounts.models import PersonRole
from evenhand_web.cases.contact import (
    ContactStaleError,
    Reached,
    corrected_addresses,
    newest,
    reached,
    reached_all,
    tell,
)
from evenhand_web.cases.open_case import OpenCase, opened
from evenhand_web.cases.spoken_days import written_out
from evenhand_web.diary.access import talks_for, tasks_for
from evenhand_web.infrastructure import clock
from evenhand_web.office.talk_rows import talk_rows
from evenhand_web.office.task_page import task_rows
from evenhand_web.pages.case_head import case_head
from evenhand_web.pages.inputs import day_field

_MOST = 100


@require_GET
@admitted(PersonRole.COORDINATOR)
def case_office(request: PersonRequest, ident: str) -> HttpResponse:
    """The calls, tasks and addresses of a case."""
    case = opened(request.user, ident)
    tasks = tasks_for(request.user).filter(case=case.case).select_related("case", "given_to", "done_by")
    talks = talks_for(request.user).filter(case=case.case).select_related("case", "taken_by")
    parties = case.state.parties.values()
    where = reached_all(case.state, case.case, parties, case.today)
    page = {
        "case": case.case,
        "head": case_head(case),
        "rows": task_rows(request.user, list(tasks.order_by("due_at", "id")[:_MOST]), clock.now()),
        "talks": talk_rows(talks.order_by("-at", "-id")[:_MOST]),
        "parties": [(case.programme.label(party.role), party, where[party.id]) for party in parties],
    }
    return render(request, "office/case_office.html", page)


class ContactForm(forms.Form):
    """Where a party is reached, as somebody was told."""

    opened_on = forms.IntegerField(widget=forms.HiddenInput)
    address = forms.CharField(
        label=_("Address"),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=600,
        help_text=_("As it goes on the envelope."),
    )
    telephone = forms.CharField(label=_("Telephone"), max_length=40, required=False)
    fax = forms.CharField(label=_("Fax"), max_length=40, required=False)
    email = forms.EmailField(label=_("Email"), required=False)
    since = day_field(_("From the day"), is_planned=True)
    how = forms.CharField(label=_("Who told it, and how"), max_length=200)

    def told(self) -> Reached:
        """Where the party is reached from the day given, as it was told; the address without its empty lines."""
        given = self.cleaned_data
        lines = tuple(line.strip() for line in given["address"].splitlines() if line.strip())
        since: dt.date = given["since"]
        return Reached(lines, given["telephone"], given["fax"], given["email"], since)


@require_http_methods(["GET", "POST"])
@admitted(PersonRole.COORDINATOR)
def contact(request: PersonRequest, ident: str, party: str) -> HttpResponse:
    """Where one party of a case is reached from a day on."""
    case = opened(request.user, ident)
    if party not in case.state.parties:
        raise Http404
    form = ContactForm(request.POST if request.method == "POST" else None, initial=_start(case, party))
    page = _contact_page(case, party) | {"form": form}
    if not form.is_valid():
        return render(request, "office/contact.html", page, status=422 if form.is_bound else 200)
    given = form.cleaned_data
    try:
        tell(case.case, party, form.told(), given["how"], request.user, given["opened_on"])
    except ContactStaleError:
        keyed = request.POST.copy()
        keyed["opened_on"] = str(newest(case.case, party))
        page = _contact_page(case, party) | {"form": ContactForm(keyed), "late": True}
        return render(request, "office/contact.html", page, status=409)
    _say_where_letters_go(request, case, party, form.told())
    return redirect("case_office", ident)


def _say_where_letters_go(request: PersonRequest, case: OpenCase, party: str, told: Reached) -> None:
    """Say that letters go where was told, or that a newer correction on the docket counts."""
    since = told.since or case.today
    counts = reached(case.state, case.case, case.state.parties[party], max(since, case.today))
    if counts.is_of_the_docket and counts.since is not None:
        told_later = _("It is kept. The docket put this address right on %(day)s, which is later: letters go there.")
        messages.warning(request, told_later % {"day": written_out(counts.since)})
    else:
        messages.success(request, _("Letters made from that day on go there."))


def _start(case: OpenCase, party: str) -> dict[str, Any]:
    now = reached(case.state, case.case, case.state.parties[party], case.today)
    lines = {"address": "\n".join(now.address), "telephone": now.telephone, "fax": now.fax, "email": now.email}
    return lines | {"opened_on": newest(case.case, party), "since": case.today}


def _contact_page(case: OpenCase, party: str) -> dict[str, Any]:
    party_of_case = case.state.parties[party]
    told = case.case.contacts.filter(party=party).select_related("told_by").order_by("-since", "-pk")
    return {
        "case": case.case,
        "head": case_head(case),
        "party": party_of_case,
        "label": case.programme.label(party_of_case.role),
        "history": told,
        "corrected": corrected_addresses(case.state).get(party),
    }
