"""Finding a physician for a case: proposing, assigning after the oath, taking off, and asking what a reviewer wants
asked.
"""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from evenhand.docket.entry import Occurrence
from evenhand.docket.payload import Payload
from evenhand.docket.review import QuestionAsked, ReviewerAssigned, ReviewerProposed, ReviewerRecused
from evenhand.procedure.permit import NotAllowed
from evenhand_web.accounts.admission import PersonRequest, admitted
from evenhand_web.accounts.models import Person, PersonRole
from evenhand_web.accounts.seam import actor
from evenhand_web.cases.docketing import StaleError, enter_in
from evenhand_web.cases.models import Case
from evenhand_web.cases.open_case import OpenCase, opened
from evenhand_web.desk.candidates import candidates
from evenhand_web.desk.proposing import allowed, ask_below_floor, proposal, standing_against
from evenhand_web.desk.ranking_page import ranked
from evenhand_web.infrastructure.mail import post
from evenhand_web.infrastructure.mail_words import CASE_WAITS
from evenhand_web.pages.entry_words import entry_rows
from evenhand_web.panel.day import is_kept
from evenhand_web.panel.models import FloorRequest
from evenhand_web.panel.seam import standing_of
from evenhand_web.reviewing.models import Question, Refusal, Seat
from evenhand_web.reviewing.questions import waiting_questions


@require_http_methods(["GET", "POST"])
@admitted(PersonRole.COORDINATOR, PersonRole.MEDICAL_DIRECTOR)
def reviewer(request: PersonRequest, ident: str) -> HttpResponse:
    """The physician of a case: who sits in it, who may be proposed, and the questions that wait to be asked."""
    case = opened(request.user, ident)
    if request.method == "GET":
        return render(request, "desk/reviewer.html", _page(case))
    act = _ACTS.get(request.POST.get("do", ""))
    if act is None:
        raise Http404
    try:
        message = act(request, case, _length(request))
    except StaleError as stale:
        now = opened(request.user, ident)
        changed = tuple(row for row in entry_rows(now) if row.number > stale.since)
        return render(request, "desk/reviewer.html", _page(now) | {"changed": changed}, status=409)
    except NotAllowed as refused:
        page = _page(opened(request.user, ident)) | {"refused": refused.reasons}
        return render(request, "desk/reviewer.html", page, status=409)
    except ValueError as fault:
        return render(request, "desk/reviewer.html", _page(case) | {"fault": str(fault)}, status=422)
    messages.success(request, message)
    return redirect(reverse("case_reviewer", args=[ident]))


def _page(case: OpenCase) -> dict[str, Any]:
    seats = Seat.objects.filter(case=case.case).select_related("reviewer").order_by("pk")
    waiting = waiting_questions(case.case)
    has_seat = any(seat.standing == Seat.Standing.ASSIGNED for seat in seats)
    labels = {party.id: case.programme.label(party.role) for party in case.state.parties.values()}
    return {
        "case": case.case,
        "length": case.length,
        "seats": tuple(seats),
        "has_seat": has_seat,
        "refusals": tuple(Refusal.objects.filter(case=case.case).select_related("reviewer").order_by("pk")),
        **({} if has_seat else _choice(case)),
        "questions": tuple((question, labels.get(question.party, question.party)) for question in waiting),
    }


def _choice(case: OpenCase) -> dict[str, Any]:
    """Who may be proposed: ranked where credential files are kept, else by the statements on file."""
    if not is_kept():
        return {"candidates": candidates(case.case)}
    return {"is_ranked": True, "ranked": ranked(case)}


def _length(request: PersonRequest) -> int:
    given = request.POST.get("length", "")
    return int(given) if given.isdecimal() and len(given) < 10 else 0


def _enter(request: PersonRequest, case: OpenCase, length: int, payload: Payload) -> Case:
    happened = Occurrence(payload=payload, on=case.today, by=actor(request.user))
    return enter_in(case.case, length, happened, request.user)


def _tell(case: Case, person: Person) -> None:
    """Write to a physician that a case waits, in the transaction of the entry."""
    post(f"reviewer:{case.head}:{person.ident}", person.email, *CASE_WAITS)


def _propose(request: PersonRequest, case: OpenCase, length: int) -> str:
    if is_kept():
        person = _physician(request)
        return _send(request, case, length, person, proposal(case, person.ident))
    chosen = next(
        (candidate for candidate in candidates(case.case) if candidate.person.ident == request.POST.get("person")), None
    )
    if chosen is None:
        raise ValueError("This physician cannot be proposed for this case.")
    payload = ReviewerProposed(reviewer=chosen.person.ident, reasons=". ".join(chosen.words))
    return _send(request, case, length, chosen.person, payload)


def _send(request: PersonRequest, case: OpenCase, length: int, person: Person, payload: ReviewerProposed) -> str:
    with transaction.atomic():
        _tell(_enter(request, case, length, payload), person)
    return f"{person.name} is proposed, and has a mail that a case waits."


def _physician(request: PersonRequest) -> Person:
    return get_object_or_404(Person.objects.filter(role=PersonRole.REVIEWER), ident=request.POST.get("person", ""))


def _ask_floor(request: PersonRequest, case: OpenCase, _: int) -> str:
    person = _physician(request)
    ask_below_floor(case, person, _words(request, "reason"), request.user)
    return f"A second person may now allow that {person.name} is proposed."


def _allow_floor(request: PersonRequest, case: OpenCase, length: int) -> str:
    asked = FloorRequest.objects.filter(case=case.case.ident).select_related("reviewer", "asked_by")
    wish = get_object_or_404(asked, reviewer__ident=request.POST.get("person", ""))
    return _send(request, case, length, wish.reviewer, allowed(case, wish, request.user))


def _assign(request: PersonRequest, case: OpenCase, length: int) -> str:
    seat = _seat(request, case, Seat.Standing.ATTESTED)
    told = standing_of(seat.reviewer).told
    if not told:
        raise ValueError("Enter this physician's licences and certifications first: the parties are told of them.")
    if against := standing_against(case, seat.reviewer.ident):
        raise ValueError(f"{seat.reviewer.name} cannot be given the case as things stand. {against}")
    with transaction.atomic():
        payload = ReviewerAssigned(reviewer=seat.reviewer.ident, qualifications=told)
        _tell(_enter(request, case, length, payload), seat.reviewer)
    return f"The case is with {seat.reviewer.name}."


def _take_off(request: PersonRequest, case: OpenCase, length: int) -> str:
    seat, reason = _seat(request, case, Seat.Standing.ASSIGNED), _words(request, "reason")
    if not reason:
        raise ValueError("Say why the physician is taken off the case.")
    _enter(request, case, length, ReviewerRecused(reviewer=seat.reviewer.ident, reason=reason))
    return f"{seat.reviewer.name} is off the case."


def _ask(request: PersonRequest, case: OpenCase, length: int) -> str:
    question, words = _question(request, case), _words(request, "question")
    if not words:
        raise ValueError("Write the question as it is to be asked.")
    with transaction.atomic():
        entered = _enter(request, case, length, QuestionAsked(party=question.party, question=words))
        Question.objects.filter(pk=question.pk).update(asked_as=entered.length)
    return "The question is asked, in the organisation's name. Every party gets a copy."


def _decline(request: PersonRequest, case: OpenCase, _: int) -> str:
    question, reason = _question(request, case), _words(request, "reason")
    if not reason:
        raise ValueError("Say why the question is not asked: the reviewer reads it.")
    Question.objects.filter(pk=question.pk).update(declined=reason)
    return "The reviewer reads why the question was not asked."


def _seat(request: PersonRequest, case: OpenCase, standing: Seat.Standing) -> Seat:
    seats = Seat.objects.filter(case=case.case, standing=standing).select_related("reviewer")
    return get_object_or_404(seats, reviewer__ident=request.POST.get("person", ""))


def _question(request: PersonRequest, case: OpenCase) -> Question:
    ident = request.POST.get("id", "")
    return get_object_or_404(
        waiting_questions(case.case), pk=int(ident) if ident.isdecimal() and len(ident) < 18 else 0
    )


def _words(request: PersonRequest, name: str) -> str:
    return request.POST.get(name, "").strip()[:4000]


_ACTS: dict[str, Callable[[PersonRequest, OpenCase, int], str]] = {
    "propose": _propose,
    "ask_floor": _ask_floor,
    "allow_floor": _allow_floor,
    "assign": _assign,
    "take_off": _take_off,
    "ask": _ask,
    "decline": _decline,
}
