"""Drawing up the day's queue: every described case that waits for a physician is given one at once, on paper only."""

from collections.abc import Iterator

from evenhand.codec import canonical
from evenhand.panel.matching.queue import assign
from evenhand.panel.matching.standing import CaseToAssign
from evenhand_web.cases.access import cases_for
from evenhand_web.cases.models import Case
from evenhand_web.cases.open_case import opened
from evenhand_web.infrastructure import clock
from evenhand_web.infrastructure.handler import Task
from evenhand_web.infrastructure.programmes import programme_of
from evenhand_web.panel.describing import Described, descriptions
from evenhand_web.panel.models import BatchRun
from evenhand_web.placing.ranked import day_of, to_assign
from evenhand_web.placing.waiting import waiting_cases


def draw_up(task: Task) -> None:
    """Draw up the queue of a run, unless that was done, and keep the outcome. No docket is touched."""
    run = BatchRun.objects.select_related("asked_by").get(pk=task.payload["run"])
    if run.ended_at is not None:
        return
    programme = programme_of(run.programme)
    cases = list(waiting_cases(programme).filter(pk__in=cases_for(run.asked_by)))
    known = descriptions(case.ident for case in cases)
    panel = day_of(programme.id, clock.now().astimezone(programme.zone).date())
    batch = assign(panel, _queue(run, cases, known), run.seed)
    run.outcome = canonical(batch).decode()
    run.undescribed = sum(case.ident not in known for case in cases)
    run.ended_at = clock.now()
    run.save(update_fields=("outcome", "undescribed", "ended_at"))


def _queue(run: BatchRun, cases: list[Case], known: dict[str, Described]) -> Iterator[CaseToAssign]:
    for case in cases:
        if case.ident in known:
            yield to_assign(opened(run.asked_by, case.ident), known[case.ident])
