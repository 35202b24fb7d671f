"""What keeps letters from being made, said before anybody waits for one: a job that died, a seal that soon ends."""

import datetime as dt

from evenhand_web.diary.models import Task
from evenhand_web.diary.tasks import raise_task
from evenhand_web.infrastructure.models import Job
from evenhand_web.infrastructure.sealed_columns import sealed_for
from evenhand_web.letters.letter_requests import ENTER_DEPOSITS, GATHER, job_key
from evenhand_web.letters.models import UNDERWAY, Issue
from evenhand_web.letters.seal_check import seal_standing_now

_DIED = (
    "It could not be made: the program failed in every attempt. Ask for it again, or have it tried again from the task "
    "that tells of it; if it fails again, tell whoever runs "
    "this installation."
)
_TODAY, _THIS_WEEK = dt.timedelta(hours=4), dt.timedelta(days=7)


def stop_what_died() -> None:
    """Mark an issue as stopped where the job of its present attempt is not tried any more: no letter is “being made”
    for ever. The task that tells somebody is raised with every job that dies.
    """
    waited_for = {job_key(issue): issue.pk for issue in Issue.objects.filter(state__in=UNDERWAY)}
    dead = Job.objects.filter(key__in=waited_for, state=Job.State.DEAD).values_list("key", flat=True)
    stopped = Issue.objects.filter(pk__in=[waited_for[key] for key in dead], state__in=UNDERWAY)
    for issue in stopped.select_related("case"):
        told = sealed_for(issue, said=_DIED)
        Issue.objects.filter(pk=issue.pk, state__in=UNDERWAY).update(state=Issue.State.STOPPED, **told)


def cases_stuck() -> frozenset[int]:
    """The cases, by primary key, whose letters were told as mailed and could not be entered: the job of it died."""
    dead = Job.objects.filter(kind=ENTER_DEPOSITS, state=Job.State.DEAD).values_list("payload", flat=True)
    return frozenset(payload["case"] for payload in dead)


def runs_stuck() -> frozenset[int]:
    """The print runs, by primary key, that could not be gathered: the job of it died."""
    dead = Job.objects.filter(kind=GATHER, state=Job.State.DEAD).values_list("payload", flat=True)
    return frozenset(payload["run"] for payload in dead)


def ask_anew(payload: dict[str, int]) -> None:
    """Take up again the letter that stopped because its job died, before the job is tried again."""
    stopped = Issue.objects.select_related("case").filter(pk=payload["issue"], state=Issue.State.STOPPED).first()
    if stopped is not None and stopped.said == _DIED:
        Issue.objects.filter(pk=stopped.pk, state=Issue.State.STOPPED).update(state=Issue.State.ASKED, said="")


def case_of_issue(payload: dict[str, int]) -> int | None:
    """The case, by primary key, whose letter a job makes."""
    return Issue.objects.filter(pk=payload["issue"]).values_list("case", flat=True).first()


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
