"""Looking again at every physician who sits in a case, whenever what is known of ties has changed."""

import datetime as dt
import secrets
from collections.abc import Iterator

from evenhand.panel.ties.watch import OpenAssignment, graph_fingerprint, stopped
from evenhand.programme.model import Programme
from evenhand_web.accounts.models import Person
from evenhand_web.cases.legal_day import local_now
from evenhand_web.cases.models import Case
from evenhand_web.cases.seam import state_of
from evenhand_web.diary.models import Task as Duty
from evenhand_web.diary.tasks import raise_task
from evenhand_web.infrastructure.handler import Task
from evenhand_web.infrastructure.programmes import programme_of, programmes_with_panel
from evenhand_web.infrastructure.queue import ask
from evenhand_web.panel.day import kept_affiliations, ties_on
from evenhand_web.panel.describing import subjects_in
from evenhand_web.reviewing.models import Seat
from evenhand_web.reviewing.workload import HELD

LOOK_AGAIN = "desk.look_again"
_BY_TOMORROW = dt.timedelta(days=1)


def ask_to_look_again() -> None:
    """Ask the worker to look again, in the transaction of what changed."""
    ask("house", LOOK_AGAIN, f"ties:{secrets.token_hex(8)}")


def look_again(task: Task) -> None:
    """Raise a task for each case that must stop, once for each state of what is known: its physician is in conflict, or
    in a question that a person has to answer.
    """
    graph = graph_fingerprint(kept_affiliations())
    for programme in programmes_with_panel():
        _look_again(programme, graph)


def _look_again(programme: Programme, graph: str) -> None:
    today = local_now(programme).date()
    cases = {case.number: case for case in Case.objects.filter(programme=programme.id, seats__standing__in=HELD)}
    index = ties_on(programme.id, today)
    if index is None:
        return
    for conflict_check in stopped(index, _assignments(cases), today, graph):
        case, person = cases[conflict_check.case], Person.objects.get(ident=conflict_check.reviewer)
        told = " ".join(conflict.words for conflict in conflict_check.conflicts)
        words = f"This case stops until {person.name} is off it or the question is answered. {told}"
        key = f"tie:{case.ident}:{person.ident}:{graph[:32]}"
        raise_task(key, Duty.Kind.OTHER, words, _BY_TOMORROW, case)


def _assignments(cases: dict[str, Case]) -> Iterator[OpenAssignment]:
    for seat in Seat.objects.filter(standing__in=HELD, case__in=cases.values()).select_related("case", "reviewer"):
        case = seat.case
        subjects = subjects_in(case.ident, state_of(case).parties.values(), programme_of(case.programme))
        yield OpenAssignment(case=case.number, reviewer=seat.reviewer.ident, subjects=subjects)
