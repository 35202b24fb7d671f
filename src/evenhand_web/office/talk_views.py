"""Calls and letters: the log, and a new one."""

import datetime as dt
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from evenhand_web.accounts.admission import PersonRequest, admitted
from evenhand_web.accounts.models import Person, PersonRole
from evenhand_web.cases.open_case import opened
from evenhand_web.diary.access import talks_for
from evenhand_web.diary.models import Talk, Task
from evenhand_web.diary.tasks import ask_to_certify, raise_task
from evenhand_web.office.talk_form import TalkForm
from evenhand_web.office.talk_rows import talk_rows

PAGE = 25
_BY_TOMORROW = dt.timedelta(days=1)


@require_GET
@admitted(PersonRole.COORDINATOR)
def talks(request: PersonRequest) -> HttpResponse:
    """The calls and letters taken last; further rows as a fragment where the page asks for them."""
    before = request.GET.get("before", "")
    taken = talks_for(request.user).select_related("case", "taken_by").order_by("-id")
    if before.isdigit() and len(before) < 19:
        taken = taken.filter(id__lt=int(before))
    rows = list(taken[: PAGE + 1])
    more = rows[PAGE - 1].pk if len(rows) > PAGE else ""
    page: dict[str, Any] = {"talks": talk_rows(rows[:PAGE]), "before": more, "section": "talks"}
    return render(request, "office/talk_rows.html" if request.htmx else "office/talks.html", page)


@require_http_methods(["GET", "POST"])
@admitted(PersonRole.COORDINATOR)
def new_talk(request: PersonRequest, ident: str = "") -> HttpResponse:
    """A call or letter, keyed while it is fresh, with the tasks that follow from it."""
    case = opened(request.user, ident) if ident else None
    form = TalkForm(request.user, case, request.POST if request.method == "POST" else None)
    if not form.is_valid():
        page = {"form": form, "case": case.case if case else None, "section": "talks"}
        return render(request, "office/new_talk.html", page, status=422 if form.is_bound else 200)
    with transaction.atomic():
        talk = form.talk()
        talk.save()
        _follow(talk, form.cleaned_data, request.user)
    messages.success(request, "It is written down.")
    return redirect("case_office", talk.case.ident) if talk.case else redirect("talks")


def _follow(talk: Talk, given: dict[str, Any], by: Person) -> None:
    """The tasks that follow from what was said."""
    if given["may_be_danger"] and talk.case is not None:
        ask_to_certify(f"danger:talk:{talk.pk}", talk.case, f"What {talk.speaker} said", by)
    if given["call_back"]:
        spoken = talk_rows([talk])[0].spoken
        helped = f", with an interpreter of {spoken}" if talk.interpreter else ""
        words = f"Call {talk.speaker} back{f' on {talk.telephone}' if talk.telephone else ''}{helped}."
        raise_task(f"call:{talk.pk}", Task.Kind.CALL_BACK, words, _BY_TOMORROW, talk.case, by, by)
