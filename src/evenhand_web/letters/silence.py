"""What keeps letters from being made, said before anybody waits for one: a job that died, a seal that soon ends."""

import datetime as dt

from evenhand_web.diary.models import Task
from evenhand_web.diary.tasks import raise_task
from evenhand_web.infrastructure.models import Job
from evenhand_web.letters.letter_requests import MAKE_DETERMINATION, MAKE_NOTICE
from evenhand_web.letters.models import UNDERWAY, Issue
from evenhand_web.letters.seal_check import seal_standing_now

_DIED = (
    "It could not be made: the program failed in every attempt. Ask for it again; if it fails again, tell whoever runs "
    "this installation."
)
_TODAY, _THIS_WEEK = dt.timedelta(hours=4), dt.timedelta(days=7)


def stop_what_died() -> None:
    """Mark an issue as stopped where its job is not tried any more: no letter is “being made” for ever."""
    dead = Job.objects.filter(kind__in=(MAKE_NOTICE, MAKE_DETERMINATION), state=Job.State.DEAD)
    for payload in dead.order_by("pk").values_list("payload", flat=True):
        issue = Issue.objects.select_related("case").filter(pk=payload["issue"], state__in=UNDERWAY).first()
        if issue is None:
            continue
        stopped = Issue.objects.filter(pk=issue.pk, state__in=UNDERWAY)
        if stopped.update(state=Issue.State.STOPPED, said=_DIED):
            words = f"A letter that was asked for in case {issue.case.number} was not made. {_DIED}"
            raise_task(f"issue-died:{issue.pk}:{issue.attempt}", Task.Kind.OPERATION, words, _TODAY, issue.case,
                       given_to=issue.asked_by)  # fmt: skip


def watch_the_seal() -> None:
    """Raise a task when the seal's certificate ends within sixty days, another within fourteen, and one when it cannot
    be used.
    """
    standing = seal_standing_now()
    if standing.problem:
        raise_task(f"seal:{standing.problem[:80]}", Task.Kind.OPERATION, standing.problem, _TODAY)
    elif standing.warning and standing.ends_at is not None:
        how = "urgent" if standing.is_urgent else "soon"
        within = _TODAY if standing.is_urgent else _THIS_WEEK
        raise_task(f"seal:{standing.ends_at:%Y%m%d}:{how}", Task.Kind.OPERATION, standing.warning, within)
