"""Calls and letters: the log, and a new one."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods

from evenhand_web.accounts.admission import PersonRequest, admitted
from evenhand_web.accounts.models import PersonRole
from evenhand_web.cases.open_case import opened
from evenhand_web.diary.access import talks_for
from evenhand_web.diary.talks import write_down
from evenhand_web.infrastructure.keyset import Order, page_after
from evenhand_web.office.talk_form import TalkForm
from evenhand_web.office.talk_rows import talk_rows

PAGE = 25
_NEWEST_FIRST = Order(is_descending=True)


@require_GET
@admitted(PersonRole.COORDINATOR)
def talks(request: PersonRequest) -> HttpResponse:
    """The calls and letters taken last; further rows as a fragment where the page asks for them."""
    taken = talks_for(request.user).select_related("case", "taken_by")
    shown = page_after(taken, _NEWEST_FIRST, request.GET.get("before", ""), PAGE)
    page: dict[str, Any] = {"talks": talk_rows(shown.rows), "before": shown.after, "section": "talks"}
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
    talk = form.talk()
    write_down(talk, request.user, call_back=form.cleaned_data["call_back"], spoken=talk_rows([talk])[0].spoken)
    messages.success(request, _("It is written down."))
    return redirect("case_office", talk.case.ident) if talk.case else redirect("talks")
