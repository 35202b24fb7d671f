"""The ties between one reviewer and one case, as a picture and as a table; and answering whether two names are one."""

from collections.abc import Iterator
from typing import NamedTuple

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from evenhand.panel.ties.conflict import Conflict
from evenhand.panel.ties.identity import Doubt
from evenhand.panel.ties.picture import picture
from evenhand_web.accounts.admission import PersonRequest, admitted
from evenhand_web.accounts.models import Person, PersonRole
from evenhand_web.cases.open_case import OpenCase, opened
from evenhand_web.desk.ranking_page import day_of, to_assign
from evenhand_web.desk.tie_watch import ask_to_look_again
from evenhand_web.desk.ties_drawing import Drawing, drawing
from evenhand_web.panel.describing import described
from evenhand_web.panel.models import NameRuling


class Ties(NamedTuple):
    """What ties a reviewer to a case: each conflict, its drawing, and the questions of names, each once."""

    conflicts: tuple[Conflict, ...]
    drawing: Drawing
    doubts: tuple[Doubt, ...]


@require_http_methods(["GET", "POST"])
@admitted(PersonRole.COORDINATOR, PersonRole.MEDICAL_DIRECTOR)
def ties(request: PersonRequest, ident: str, person: str) -> HttpResponse:
    """The ties of a reviewer in a case. An answer to a question of names is kept and not asked again."""
    case = opened(request.user, ident)
    reviewer = get_object_or_404(Person.objects.filter(role=PersonRole.REVIEWER), ident=person)
    known = _ties(case, person)
    fault = ""
    if request.method == "POST":
        reason = request.POST.get("reason", "").strip()[:2000]
        if reason:
            _rule(request, case, known, reason)
            return redirect("ties", ident=ident, person=person)
        fault = "Say what your answer rests on."
    page = {"case": case.case, "person": reviewer, "ties": known, "fault": fault}
    return render(request, "desk/ties.html", page, status=422 if fault else 200)


def _ties(case: OpenCase, person: str) -> Ties:
    description = described(case.case.ident)
    panel = day_of(case.case.programme, case.today) if description else None
    if description is None or panel is None or person not in panel.by_id:
        raise Http404
    conflicts = panel.conflicts.conflicts(to_assign(case, description).subjects).get(person, ())
    drawn = drawing(picture(conflicts, panel.conflicts.entities))
    return Ties(conflicts, drawn, tuple(dict.fromkeys(_doubts(conflicts))))


def _doubts(conflicts: tuple[Conflict, ...]) -> Iterator[Doubt]:
    for conflict in conflicts:
        yield from conflict.doubts


def _rule(request: PersonRequest, case: OpenCase, known: Ties, reason: str) -> None:
    """Keep the answer to a question that is asked on the page; Http404 for any other."""
    asked = (request.POST.get("one"), request.POST.get("other"))
    doubt = next((each for each in known.doubts if (each.one, each.other) == asked), None)
    if doubt is None or request.POST.get("do") not in ("same", "apart"):
        raise Http404
    ruling = doubt.ruled(is_same=request.POST["do"] == "same", by=request.user.ident, on=case.today, reason=reason)
    with transaction.atomic():
        NameRuling.objects.create(
            one=ruling.one,
            other=ruling.other,
            is_same=ruling.is_same,
            reason=ruling.reason,
            made_on=ruling.on,
            made_by=request.user,
        )
        ask_to_look_again()
    messages.success(request, "Your answer is kept, for every case.")
