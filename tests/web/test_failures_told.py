"""Nothing fails behind the pages without somebody being told: jobs, letters, mail."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest

from evenhand_web.accounts.models import Person, PersonRole
from evenhand_web.cases.models import Case
from evenhand_web.diary.models import Task
from evenhand_web.infrastructure import mail
from evenhand_web.infrastructure.models import Job, OutboxMessage
from evenhand_web.infrastructure.worker import tick, work_off
from evenhand_web.letters.letter_requests import ask_for_notice
from evenhand_web.letters.models import Issue
from tests.web.cast import browser_of, somebody
from tests.web.conftest import NOON
from tests.web.signed_case import assigned_case

Clock = Callable[[dt.datetime], None]
MINUTE, HOUR, DAY = dt.timedelta(minutes=1), dt.timedelta(hours=1), dt.timedelta(days=1)


@pytest.fixture
def away(store: str, settings_of: Callable[..., None]) -> None:
    """A mail server that refuses every connection: nobody listens there."""
    settings_of(EMAIL_HOST="127.0.0.1", EMAIL_PORT=9)


def _told() -> list[str]:
    return list(Task.objects.filter(kind=Task.Kind.OPERATION).order_by("pk").values_list("words", flat=True))


def _try_until(end: dt.datetime, moment: Clock) -> None:
    """Work the mail at every instant it falls due, until an instant."""
    while (
        job := Job.objects.filter(state=Job.State.WAITING, lane="mail").order_by("due_at").first()
    ) and job.due_at <= end:
        moment(job.due_at)
        work_off(("mail",))
    moment(end)


def test_mail_outlasts_a_weekend_without_its_server(
    away: None, moment: Clock, settings_of: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> None:
    mail.post("k1", "office@example.org", "News", "Sign in.")
    _try_until(NOON + 11 * MINUTE, moment)
    tick()
    assert _told() == []
    _try_until(NOON + 40 * MINUTE, moment)
    tick()
    tick()
    (words,) = _told()
    assert "1 message waits" in words
    _try_until(NOON + 3 * DAY, moment)
    sent: list[int] = []
    monkeypatch.setattr("evenhand_web.infrastructure.jobs.deliver", sent.append)
    _try_until(NOON + 3 * DAY + HOUR, moment)
    assert sent == [OutboxMessage.objects.get().pk]
    tick()
    assert Task.objects.get(kind=Task.Kind.OPERATION).outcome == "The mail server takes mail again."


def test_mail_that_is_given_up_is_told(away: None, moment: Clock) -> None:
    mail.post("k1", "office@example.org", "News", "Sign in.")
    _try_until(NOON + 6 * DAY, moment)
    job = Job.objects.get()
    assert job.state == Job.State.DEAD
    assert job.ended_at
    assert NOON + 5 * DAY <= job.ended_at <= NOON + 5 * DAY + HOUR
    tick()
    assert ["not tried any more" in words for words in _told()] == [True]
    assert "office" not in _told()[0]


@pytest.fixture
def coordinator(store: str, moment: Clock, shelf_folder: Path) -> Person:
    return somebody(PersonRole.COORDINATOR)


@pytest.fixture
def case(coordinator: Person) -> Case:
    return assigned_case()


def test_a_letter_whose_job_died_is_not_being_made(case: Case, coordinator: Person) -> None:
    ask_for_notice(case, case.length, "assignment", 3, coordinator)
    Job.objects.filter(lane="letters").update(state=Job.State.DEAD, ended_at=NOON, failure="OSError at put:12")
    tick()
    tick()
    assert Issue.objects.get().state == Issue.State.STOPPED
    page = browser_of(coordinator).get(f"/desk/cases/{case.ident}").content.decode()
    assert "It could not be made" in page
    assert "Being made" not in page
    task = Task.objects.get(kind=Task.Kind.OPERATION)
    assert (task.case, "OSError at put:12" in task.words) == (case, True)
    case.refresh_from_db()
    ask_for_notice(case, case.length, "assignment", 3, coordinator)
    tick()  # the job that died before says nothing of the one that is asked for now
    assert Issue.objects.get().state == Issue.State.ASKED
    work_off(("letters",))
    assert Issue.objects.order_by("-pk")[0].state == Issue.State.ENTERED
