"""What follows when the payer's day for the record has passed unanswered: somebody is told what is to be done, once."""

import datetime as dt
from collections.abc import Iterator

from django.db.models import Exists, OuterRef

from evenhand.clock.running import StandingState, clocks, standing
from evenhand.docket.assignment import RecordsAskedFor
from evenhand.docket.party import Role
from evenhand.programme.model import Programme
from evenhand_web.cases.models import Case
from evenhand_web.cases.open_case import OpenCase
from evenhand_web.diary.models import Task
from evenhand_web.diary.tasks import raise_task
from evenhand_web.infrastructure import clock
from evenhand_web.infrastructure.programmes import programmes

_KEY = "payer-late:"
_BY_TOMORROW = dt.timedelta(days=1)
_COMPLETE = "records_complete"
_AT_ONCE = 100
_WORDS = (
    "The payer's day for the record has passed, and the record is not complete. Tell the regulator's office; ask who "
    "applied and who requested the treatment once for what they have (the page What is missing does both parts of it); "
    "and refer the case without the payer's records so early that the determination can still be in time."
)


def record_rules(programme: Programme) -> frozenset[str]:
    """The rules by which the payer's record is due: those whose clocks stop once it is complete."""
    return frozenset(
        rule.id
        for rule in programme.clocked
        if rule.clock is not None and any(event.startswith(_COMPLETE) for event in rule.clock.stops)
    )


def payer_is_late(case: OpenCase) -> bool:
    """Whether the payer's day for the record has passed in a case, and the record is not complete."""
    rules = record_rules(case.programme)
    return any(
        running.rule in rules and standing(running, case.now, case.programme).state is StandingState.LATE
        for running in clocks(case.state, case.programme)
        if running.stopped is None and running.ended is None
    )


def not_asked_yet(case: OpenCase) -> Iterator[str]:
    """The parties beside the payer, by id, who may have papers and were not asked yet: each is asked once."""
    asked = {entry.payload.party for entry in case.state.standing() if isinstance(entry.payload, RecordsAskedFor)}
    for party in case.state.parties.values():
        if party.role in (Role.APPLICANT, Role.PROVIDER) and party.id not in asked:
            yield party.id


def tell_of_late_records() -> int:
    """Raise a task, once in a case, where the payer's day for the record has passed; gives how many were raised."""
    told = Task.objects.filter(case=OuterRef("pk"), key__startswith=_KEY)
    count = 0
    for law in programmes():
        late = Case.objects.filter(
            programme=law.id, due_rule__in=record_rules(law), due_at__lt=clock.now(), due_holder=Role.PAYER.value
        )
        for case in late.exclude(Exists(told)).order_by("pk")[:_AT_ONCE]:
            raise_task(f"{_KEY}{case.ident}", Task.Kind.OTHER, _WORDS, _BY_TOMORROW, case)
            count += 1
    return count
