"""The day's queue drawn up on paper: asking the worker for it, and what came of it."""

import secrets
from typing import NamedTuple

from django.db import transaction

from evenhand.panel.matching.queue_outcome import Assigned, Batch, LoadChange
from evenhand.programme.model import Programme
from evenhand_web.accounts.models import Person
from evenhand_web.cases.access import cases_for
from evenhand_web.cases.models import Case
from evenhand_web.infrastructure import clock
from evenhand_web.infrastructure.programmes import programme_of
from evenhand_web.infrastructure.queue import ask
from evenhand_web.panel.day import stored
from evenhand_web.panel.models import BatchRun
from evenhand_web.placing.jobs import DRAW_UP
from evenhand_web.placing.waiting import waiting_cases


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


def ask_to_draw_up(person: Person, programme: Programme) -> BatchRun:
    """Have the worker draw up the day's queue of a programme for somebody. No docket is touched by it."""
    with transaction.atomic():
        run = BatchRun.objects.create(
            programme=programme.id, seed=secrets.token_hex(16), asked_by=person, asked_at=clock.now()
        )
        ask("house", DRAW_UP, f"batch:{run.pk}", {"run": run.pk})
    return run


def outcome_of(person: Person, run: BatchRun) -> Outcome:
    """What a run that has ended gave, as far as a person may open its cases."""
    drawn = stored(Batch, run.outcome)
    cases = {
        assignment.number: assignment
        for assignment in cases_for(person).filter(number__in=[case.case for case in drawn.assigned])
    }
    waiting = set(waiting_cases(programme_of(run.programme)).filter(number__in=cases).values_list("pk", flat=True))
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
