"""A step on many cases of a list: what it would do to each, and then what it did."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from evenhand_web.accounts.admission import PersonRequest, admitted
from evenhand_web.accounts.models import PersonRole
from evenhand_web.cases.open_case import opened_through
from evenhand_web.desk.queue_page import cases_asked_for
from evenhand_web.desk.queue_wanted import wanted_of
from evenhand_web.infrastructure import clock
from evenhand_web.infrastructure.keyset import page_after
from evenhand_web.letters.bulk_steps import BulkStep, foreseen, take_step
from evenhand_web.pages.sent_numbers import sent_number

_AT_A_TIME = 100
_TITLES: dict[BulkStep, str | Promise] = {
    BulkStep.ELIGIBILITY: _("Eligibility, where every reading is clear"),
    BulkStep.ASSIGNMENT: _("Assignment to this organization"),
    BulkStep.NOTICES: _("Every notice owed"),
}


@require_http_methods(["GET", "POST"])
@admitted(PersonRole.COORDINATOR, PersonRole.REGULATOR)
def steps_on_list(request: PersonRequest) -> HttpResponse:
    """What a step would do to each case of a list, a hundred at a time; sent, what it did to those that were chosen."""
    asked = request.POST if request.method == "POST" else request.GET
    step = next((each for each in BulkStep if each == asked.get("step")), None)
    wanted, now = wanted_of(request.user, request.GET), clock.now()
    page: dict[str, Any] = {
        "steps": [(each.value, title, each is step) for each, title in _TITLES.items()],
        "wanted": wanted,
        "query": wanted.query(),
        "section": "queue",
    }
    if step is None:
        return render(request, "desk/steps.html", page)
    page |= {"step": step.value, "title": _TITLES[step]}
    if request.method == "POST":
        chosen = asked.getlist("case")[:_AT_A_TIME]
        lengths = {ident: sent_number(asked, f"length-{ident}") for ident in chosen}
        done = [take_step(request.user, ident, lengths[ident], step) for ident in chosen]
        return render(request, "desk/steps.html", page | {"done": done, "is_done": True})
    cases = page_after(cases_asked_for(request.user, wanted, now), wanted.order, wanted.after, _AT_A_TIME)
    rows = [foreseen(opened_through(case, request.user), step) for case in cases.rows]
    page |= {
        "ready": [row for row in rows if row.may],
        "kept": [row for row in rows if not row.may],
        "next": wanted.query(after=cases.after) if cases.after else "",
    }
    return render(request, "desk/steps.html", page)
