"""The day's queue drawn up at once: asked for here, made by the worker, entered by nobody but the coordinator."""

import secrets
from typing import NamedTuple

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from evenhand.panel.matching.queue_outcome import Assigned, Batch, LoadChange
from evenhand_web.accounts.admission import PersonRequest, admitted
from evenhand_web.accounts.models import Person, PersonRole
from evenhand_web.cases.access import cases_for
from evenhand_web.cases.models import Case
from evenhand_web.desk.jobs import DRAW_UP
from evenhand_web.desk.panel_page import home_programme, waiting_cases
from evenhand_web.infrastructure import clock
from evenhand_web.infrastructure.queue import ask
from evenhand_web.panel.day import is_kept, rules_of, stored
from evenhand_web.panel.models import BatchRun


class Given(NamedTuple):
    """A case given to a physician on paper; `waits` says whether it may still be proposed."""

    case: Case
    person: Person
    assigned: Assigned
    waits: bool


class Change(NamedTuple):
    """The load of a physician before and after."""

    person: Person
    load: LoadChange


class Outcome(NamedTuple):
    """What a run gave, with cases and people in the place of their ids."""

    batch: Batch
    given: tuple[Given, ...]
    changes: tuple[Change, ...]


@require_http_methods(["GET", "POST"])
@admitted(PersonRole.COORDINATOR, PersonRole.MEDICAL_DIRECTOR)
def batch(request: PersonRequest) -> HttpResponse:
    """The newest drawing up of the queue, and asking for another."""
    if request.method == "POST" and is_kept():
        _ask(request.user)
        messages.success(request, "The queue is being drawn up. Look again in a moment.")
        return redirect("batch")
    run = BatchRun.objects.select_related("asked_by").order_by("-pk").first()
    programme = home_programme()
    page = {
        "run": run,
        "outcome": _outcome(request.user, run) if run and run.outcome else None,
        "waiting": waiting_cases(programme).count(),
        "caveat": rules_of(programme.id).fit.caveat,
        "is_kept": is_kept(),
        "section": "panel",
    }
    return render(request, "desk/batch.html", page)


def _ask(person: Person) -> None:
    with transaction.atomic():
        run = BatchRun.objects.create(seed=secrets.token_hex(16), asked_by=person, asked_at=clock.now())
        ask("house", DRAW_UP, f"batch:{run.pk}", {"run": run.pk})


def _outcome(person: Person, run: BatchRun) -> Outcome:
    drawn = stored(Batch, run.outcome)
    cases = {
        assignment.number: assignment
        for assignment in cases_for(person).filter(number__in=[case.case for case in drawn.assigned])
    }
    waiting = set(waiting_cases(home_programme()).filter(number__in=cases).values_list("pk", flat=True))
    people = {
        load.ident: load for load in Person.objects.filter(ident__in=[reviewer.reviewer for reviewer in drawn.loads])
    }
    return Outcome(
        batch=drawn,
        given=tuple(
            Given(cases[assignment.case], people[assignment.reviewer], assignment, cases[assignment.case].pk in waiting)
            for assignment in drawn.assigned
            if assignment.case in cases
        ),
        changes=tuple(Change(people[load.reviewer], load) for load in drawn.loads),
    )
