"""What failed behind the pages, said to somebody: a job that is not tried any more, and mail that does not get out."""

import datetime as dt

from django.db import transaction

from evenhand_web.accounts.models import Person
from evenhand_web.cases.models import Case
from evenhand_web.cases.spoken_days import dated_at
from evenhand_web.diary.models import Task
from evenhand_web.diary.tasks import WITHIN_THE_HOUR, EndedMeanwhileError, end, raise_task
from evenhand_web.infrastructure import clock
from evenhand_web.infrastructure.handler import HANDLERS, Handler
from evenhand_web.infrastructure.models import Job
from evenhand_web.infrastructure.queue import revive

_MAIL = "mail"
_MAIL_AWAY = "mail-away:"
_AWAY_FOR = dt.timedelta(minutes=30)
_DEAD = "dead:"
_TRIED = "It is tried again."
_UNKNOWN = "Something that was asked for could not be done: no part of this program does it."


def tell_of_dead_jobs() -> None:
    """Raise a task for every job that is not tried any more: nothing dies in silence."""
    told = set(Task.objects.filter(key__startswith=_DEAD).values_list("key", flat=True))
    for job in Job.objects.filter(state=Job.State.DEAD).order_by("pk"):
        key = f"{_DEAD}{job.pk}:{job.ended_at:%Y%m%d%H%M%S}"
        if key not in told:
            handler = HANDLERS.get(job.kind)
            words = (
                f"{handler.failing if handler else _UNKNOWN} The program says: {job.failure or 'nothing'}. "
                "Once that is mended, try it again here; if it fails again, tell whoever runs this installation: "
                f"job {job.pk}, {job.kind}."
            )
            raise_task(key, Task.Kind.OPERATION, words, WITHIN_THE_HOUR, _case_of(job, handler))


def dead_job_of(task: Task) -> Job | None:
    """The job of whose end a task tells, while it is not tried any more; None for any other task."""
    kind, _, rest = task.key.partition(":")
    number = rest.partition(":")[0]
    if f"{kind}:" != _DEAD or not number.isdigit() or task.done_at is not None:
        return None
    return Job.objects.filter(pk=int(number), state=Job.State.DEAD).first()


def try_again(task: Task, by: Person) -> None:
    """Have the job of which a task tells tried again, and end the task. Raises EndedMeanwhileError where somebody was
    first. Where it dies again, another task says so.
    """
    with transaction.atomic():
        job = dead_job_of(task)
        if job is None:
            raise EndedMeanwhileError
        end(task, _TRIED, by)
        revive(job)


def _case_of(job: Job, handler: Handler | None) -> Case | None:
    key = handler.concerns(job.payload) if handler is not None and handler.concerns is not None else None
    return None if key is None else Case.objects.filter(pk=key).first()


def tell_of_mail() -> None:
    """Raise a task while the mail server has taken nothing for half an hour, and end it when it takes mail again."""
    failing = Job.objects.filter(lane=_MAIL, state=Job.State.WAITING, attempts__gt=0).exclude(failure="")
    now, first = clock.now(), failing.order_by("created_at").first()
    standing = Task.objects.filter(kind=Task.Kind.OPERATION, key__startswith=_MAIL_AWAY, done_at=None)
    if first is None:
        for task in standing:
            end(task, "The mail server takes mail again.", None)
    elif now - first.created_at >= _AWAY_FOR and not standing.exists():
        waiting = Job.objects.filter(lane=_MAIL, state=Job.State.WAITING).count()
        words = (
            f"Mail has not gone out since {dated_at(first.created_at)} (UTC): {waiting} "
            f"{'message waits' if waiting == 1 else 'messages wait'}. Each is tried for five days. See that the mail "
            "server of EVENHAND_MAIL can be reached."
        )
        raise_task(f"{_MAIL_AWAY}{first.pk}:{now:%Y%m%d%H%M}", Task.Kind.OPERATION, words, WITHIN_THE_HOUR)
