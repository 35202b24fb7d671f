"""Joining applications: the proposal with its effect, and entering it in every case at once."""

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from evenhand.docket.entry import Occurrence
from evenhand.docket.intake import Consolidated, LineSevered
from evenhand.docket.kind import Payload
from evenhand.procedure.permit import NotAllowed
from evenhand_web.accounts.admission import PersonRequest, admitted
from evenhand_web.accounts.models import Person, PersonRole
from evenhand_web.accounts.seam import actor
from evenhand_web.cases.docketing import StaleError, enter_in
from evenhand_web.cases.models import Case
from evenhand_web.cases.open_case import OpenCase, opened
from evenhand_web.office.joining_page import Proposal, candidates, proposal

_REASON = "It is taken out when the applications are joined, so that it runs on its own clock."


class ChangedError(Exception):
    """A docket has grown since the proposal was shown."""


@require_http_methods(["GET", "POST"])
@admitted(PersonRole.COORDINATOR)
def joining_page(request: PersonRequest, ident: str) -> HttpResponse:
    """Who could be joined with a case, what it would do, and doing it."""
    case = opened(request.user, ident)
    sent = request.POST if request.method == "POST" else request.GET
    offered, chosen = candidates(request.user, case.case), sent.getlist("with")
    others = [offered_case for offered_case in offered if offered_case.ident in chosen]
    keyed = {name.removeprefix("out-"): str(sent[name]).strip() for name in sent if name.startswith("out-")}
    joining = proposal(request.user, case, others, keyed) if others else None
    page: dict[str, Any] = {"case": case.case, "offered": offered, "chosen": chosen, "found": joining}
    if request.method == "GET" or joining is None:
        return render(request, "office/joining.html", page, status=200 if request.method == "GET" else 422)
    page["faults"] = _faults(joining)
    if page["faults"] or not joining.may:
        return render(request, "office/joining.html", page, status=422)
    try:
        with transaction.atomic():
            _join(request, joining)
    except (StaleError, ChangedError):
        page["found"] = proposal(request.user, opened(request.user, ident), others, keyed)
        return render(request, "office/joining.html", page | {"moved": True}, status=409)
    except NotAllowed as refused:
        return render(request, "office/joining.html", page | {"refused": refused.reasons}, status=409)
    messages.success(request, f"{len(joining.joined)} applications are joined. Each party is owed a notice of it.")
    return redirect("case", ident)


def _faults(joining: Proposal) -> list[str]:
    faults = []
    for effect in joining.effects:
        numbers, own = [line.goes_on_as for line in effect.taken_out], effect.case.state.case_number
        if own in numbers:
            faults.append(f"A line of case {own} cannot leave it and go on under the same number.")
        if any(len(number) > 40 for number in numbers):
            faults.append(f"A case number given for a line of case {own} is too long.")
        if numbers and len(numbers) == len(effect.lines):
            faults.append(f"No line would be left in case {own}: leave it out of the joining instead.")
    return faults


def _join(request: PersonRequest, joining: Proposal) -> None:
    """Enter it in every case, in the order of the table, so that two who join at once do not wait for one another."""
    numbers = [opened_case.state.case_number for opened_case in joining.joined]
    effects = sorted(
        (effect for effect in joining.effects if not effect.is_alone), key=lambda effect: effect.case.case.pk
    )
    for effect in effects:
        shown = request.POST.get(f"length-{effect.case.case.ident}", "")
        if shown != str(effect.case.length):
            raise ChangedError
        others = tuple(number for number in numbers if number != effect.case.state.case_number)
        now = _enter(effect.case, effect.case.case, Consolidated(case_numbers=others), request.user)
        for line in effect.taken_out:
            payload = LineSevered(line=line.id, case_number=line.goes_on_as, reason=_REASON)
            now = _enter(effect.case, now, payload, request.user)


def _enter(case: OpenCase, now: Case, payload: Payload, person: Person) -> Case:
    happened = Occurrence(payload=payload, on=case.today, by=actor(person))
    return enter_in(now, now.length, happened, person)
