"""Finding a physician for a case: proposing, assigning after the oath, taking off, and asking what a reviewer wants
asked.
"""

from collections.abc import Callable
from typing import Any, NamedTuple

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from evenhand.finding import Finding
from evenhand.procedure.permit import NotAllowed
from evenhand_web.accounts.admission import OFFICE, PersonRequest, admitted
from evenhand_web.accounts.models import Person, PersonRole
from evenhand_web.cases.docketing import StaleError
from evenhand_web.cases.open_case import OpenCase, opened
from evenhand_web.letters.house_ties import unstated
from evenhand_web.pages.answers import entered_since, tell_found
from evenhand_web.pages.case_head import case_head
from evenhand_web.pages.sent_numbers import sent_number
from evenhand_web.pages.sent_words import sent_words
from evenhand_web.panel.day import is_ranked
from evenhand_web.panel.gate import nothing_checked
from evenhand_web.panel.models import FloorRequest
from evenhand_web.placing.assigning import assign, propose, propose_below_floor, take_off
from evenhand_web.placing.candidates import candidates
from evenhand_web.placing.proposing import ask_below_floor
from evenhand_web.placing.ranked import ranked
from evenhand_web.reviewing.models import Question, Seat
from evenhand_web.reviewing.questions import decline_question, put_question, waiting_questions


@require_http_methods(["GET", "POST"])
@admitted(*OFFICE)
def reviewer(request: PersonRequest, ident: str) -> HttpResponse:
    """The physician of a case: who sits in it, who may be proposed, and the questions that wait to be asked."""
    case = opened(request.user, ident)
    if request.method == "GET":
        return render(request, "desk/reviewer.html", _page(case))
    act = _ACTS.get(request.POST.get("do", ""))
    if act is None:
        raise Http404
    try:
        done = act(request, case, sent_number(request.POST, "length"))
    except StaleError as stale:
        now = opened(request.user, ident)
        page = _page(now) | {"changed": entered_since(now, stale.since)}
        return render(request, "desk/reviewer.html", page, status=409)
    except NotAllowed as refused:
        page = _page(opened(request.user, ident)) | {"refused": refused.reasons}
        return render(request, "desk/reviewer.html", page, status=409)
    except ValueError as fault:
        return render(request, "desk/reviewer.html", _page(case) | {"fault": str(fault)}, status=422)
    messages.success(request, done.words)
    tell_found(request, done.findings)
    return redirect(reverse("case_reviewer", args=[ident]))


def _page(case: OpenCase) -> dict[str, Any]:
    seats = Seat.objects.filter(case=case.case).select_related("reviewer").order_by("pk")
    waiting = waiting_questions(case.case)
    is_full = len(case.state.reviewers.assigned) >= case.state.reviewers.seats
    labels = {party.id: case.programme.label(party.role) for party in case.state.parties.values()}
    return {
        "case": case.case,
        "head": case_head(case),
        "length": case.length,
        "seats": tuple(seats),
        "is_full": is_full,
        "wanted": case.state.reviewers.seats,
        "is_house_open": bool(unstated(case)),
        "unchecked": nothing_checked(case.case.programme),
        "refusals": tuple(case.case.refusals.select_related("reviewer").order_by("pk")),
        **({} if is_full else _choice(case)),
        "questions": tuple((question, labels.get(question.party, question.party)) for question in waiting),
    }


def _choice(case: OpenCase) -> dict[str, Any]:
    """Who may be proposed: ranked where credential files are kept, else by the statements on file."""
    if not is_ranked(case.case.programme):
        return {"candidates": candidates(case)}
    return {"is_ranked": True, "ranked": ranked(case)}


class Done(NamedTuple):
    """What an act on the reviewer of a case came to: in words, and what entering it found."""

    words: str
    findings: tuple[Finding, ...] = ()


def _propose(request: PersonRequest, case: OpenCase, length: int) -> Done:
    person = _physician(request)
    longer = propose(case, length, person)
    return Done(_("%(name)s is proposed, and has a mail that a case waits.") % {"name": person.name}, longer.findings)


def _physician(request: PersonRequest) -> Person:
    return get_object_or_404(Person.objects.filter(role=PersonRole.REVIEWER), ident=request.POST.get("person", ""))


def _ask_floor(request: PersonRequest, case: OpenCase, _length: int) -> Done:
    person = _physician(request)
    ask_below_floor(case, person, _words(request, "reason"), request.user)
    return Done(_("A second person may now allow that %(name)s is proposed.") % {"name": person.name})


def _allow_floor(request: PersonRequest, case: OpenCase, length: int) -> Done:
    asked = FloorRequest.objects.filter(case=case.case.ident).select_related("reviewer", "asked_by")
    wish = get_object_or_404(asked, reviewer__ident=request.POST.get("person", ""))
    longer = propose_below_floor(case, length, wish)
    return Done(
        _("%(name)s is proposed, and has a mail that a case waits.") % {"name": wish.reviewer.name}, longer.findings
    )


def _assign(request: PersonRequest, case: OpenCase, length: int) -> Done:
    seat = _seat(request, case, Seat.Standing.ATTESTED)
    longer = assign(case, length, seat)
    return Done(_("The case is with %(name)s.") % {"name": seat.reviewer.name}, longer.findings)


def _take_off(request: PersonRequest, case: OpenCase, length: int) -> Done:
    seat = _seat(request, case, Seat.Standing.ASSIGNED)
    longer = take_off(case, length, seat, _words(request, "reason"))
    return Done(_("%(name)s is off the case.") % {"name": seat.reviewer.name}, longer.findings)


def _ask(request: PersonRequest, case: OpenCase, length: int) -> Done:
    longer = put_question(case, length, _question(request, case), _words(request, "question"))
    return Done(_("The question is asked, in the organization's name. Every party gets a copy."), longer.findings)


def _decline(request: PersonRequest, case: OpenCase, _length: int) -> Done:
    decline_question(_question(request, case), _words(request, "reason"))
    return Done(_("The reviewer reads why the question was not asked."))


def _seat(request: PersonRequest, case: OpenCase, standing: Seat.Standing) -> Seat:
    seats = Seat.objects.filter(case=case.case, standing=standing).select_related("reviewer")
    return get_object_or_404(seats, reviewer__ident=request.POST.get("person", ""))


def _question(request: PersonRequest, case: OpenCase) -> Question:
    return get_object_or_404(waiting_questions(case.case), pk=sent_number(request.POST, "id"))


def _words(request: PersonRequest, name: str) -> str:
    return sent_words(request.POST, name, 4000)


_ACTS: dict[str, Callable[[PersonRequest, OpenCase, int], Done]] = {
    "propose": _propose,
    "ask_floor": _ask_floor,
    "allow_floor": _allow_floor,
    "assign": _assign,
    "take_off": _take_off,
    "ask": _ask,
    "decline": _decline,
}
