"""The panel looked over: the figures of each reviewer, and the weeks in which a kind of case will find nobody."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from evenhand_web.accounts.admission import OFFICE, PersonRequest, admitted
from evenhand_web.accounts.models import PersonRole
from evenhand_web.cases.legal_day import local_now
from evenhand_web.desk.panel_choice import panel_choice
from evenhand_web.placing.oversight import figures, may_see_reviewers, supply


@require_GET
@admitted(PersonRole.MEDICAL_DIRECTOR, PersonRole.REGULATOR)
def panel_figures(request: PersonRequest) -> HttpResponse:
    """What each reviewer was given, decided and found, and how long it took."""
    choice = panel_choice(request)
    page: dict[str, Any] = {"choice": choice, "section": "figures"}
    programme = choice.programme
    if programme is None:
        return render(request, "desk/figures.html", page)
    if not may_see_reviewers(request.user, programme):
        raise Http404
    told = figures(request.user, programme)
    rows = [
        (
            told.names.get(row.reviewer, ""),
            row,
            [(programme.term(necessity.value), count) for necessity, count in row.lines.items()],
        )
        for row in told.rows
    ]
    return render(request, "desk/figures.html", page | {"told": told, "rows": rows})


@require_GET
@admitted(*OFFICE)
def panel_supply(request: PersonRequest) -> HttpResponse:
    """The coming weeks one by one: cases to decide, places, and the kinds that run short."""
    choice = panel_choice(request)
    programme = choice.programme
    told = supply(programme, local_now(programme).date()) if programme else None
    return render(request, "desk/supply.html", {"choice": choice, "told": told, "section": "panel"})
