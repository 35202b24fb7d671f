"""Nothing fails behind the pages without somebody being told: jobs, letters, mail."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest

from evenhand_web.accounts.models import Person, PersonRole
from evenhand_web.cases.models import Case, CaseDocument
from evenhand_web.diary.models import Task
from evenhand_web.infrastructure import mail
from evenhand_web.infrastructure.models import Job, OutboxMessage
from evenhand_web.infrastructure.queue import ask
from evenhand_web.infrastructure.shelf import put
from evenhand_web.infrastructure.worker import tick, work_off
from evenhand_web.letters.letter_requests import ask_for_notice, ask_for_print, tell_deposits
from evenhand_web.letters.models import Delivery, Issue
from evenhand_web.records.jobs import READ
from evenhand_web.records.models import Reading
from evenhand_web.records.reading import FAILED
from tests.web.cast import browser_of, somebody, whole_case
from tests.web.conftest import NOON
from tests.web.signed_case import assigned_case

Clock = Callable[[dt.datetime], None]
MINUTE, HOUR, DAY = dt.timedelta(minutes=1), dt.timedelta(hours=1), dt.timedelta(days=1)


@pytest.fixture
def away(store: str, settings_of: Callable[..., None]) -> None:
    """A mail server that refuses every connection: nobody listens there."""
    settings_of(EMAIL_HOST="127.0.0.1", EMAIL_PORT=9)


def _told() -> list[str]:
    return [task.words for task in Task.objects.filter(kind=Task.Kind.OPERATION).order_by("pk")]


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
    page = whole_case(browser_of(coordinator), case.ident)
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


def _die(kind: str) -> Job:
    """Every waiting job of a kind as it is after its last attempt."""
    ended = {"state": Job.State.DEAD, "ended_at": NOON, "failure": "OSError: the store is away"}
    assert Job.objects.filter(kind=kind, state=Job.State.WAITING).update(**ended)
    tick()
    return Job.objects.filter(kind=kind).latest("pk")


def test_a_dead_job_is_tried_again_from_the_task_that_tells_of_it(coordinator: Person) -> None:
    case = assigned_case()
    ask_for_notice(case, case.length, "eligible", 3, coordinator)
    _die("archive.notice")
    task = Task.objects.get(key__startswith="dead:")
    client, address = browser_of(coordinator), f"/office/tasks/{task.ident}"
    assert "Try it again" in client.get(address).content.decode()
    assert client.post(address, {"do": "retry"}).status_code == 302
    assert client.post(address, {"do": "retry"}).status_code == 409  # who comes second is told
    work_off(("letters",))
    assert Issue.objects.get().state == Issue.State.ENTERED
    task.refresh_from_db()
    assert (task.done_by, task.outcome) == (coordinator, "It is tried again.")
    assert not Task.objects.filter(key__startswith="dead:", done_at=None).exists()


def test_what_dies_again_is_told_again(coordinator: Person) -> None:
    case = assigned_case()
    ask_for_notice(case, case.length, "eligible", 3, coordinator)
    job = _die("archive.notice")
    first = Task.objects.get(key__startswith="dead:")
    browser_of(coordinator).post(f"/office/tasks/{first.ident}", {"do": "retry"})
    Job.objects.filter(pk=job.pk).update(state=Job.State.DEAD, ended_at=NOON + HOUR, failure="OSError")
    tick()
    assert Task.objects.filter(key__startswith="dead:", done_at=None).count() == 1
    assert Issue.objects.get().state == Issue.State.STOPPED


def test_letters_told_as_mailed_that_cannot_be_entered_are_said(coordinator: Person) -> None:
    case = assigned_case()
    ask_for_notice(case, case.length, "eligible", 3, coordinator)
    work_off(("letters",))
    chosen = list(Delivery.objects.all())
    tell_deposits(chosen, NOON.date(), "mail_ca", coordinator)
    ask_for_print(chosen, coordinator)
    for kind in ("archive.deposits", "archive.gather"):
        _die(kind)
    page = browser_of(coordinator).get("/desk/post").content.decode()
    assert page.count("Could not be entered") == len(chosen)
    assert "Could not be gathered" in page
    for task in Task.objects.filter(key__startswith="dead:"):
        browser_of(coordinator).post(f"/office/tasks/{task.ident}", {"do": "retry"})
    work_off(("letters",))
    assert set(Delivery.objects.values_list("state", flat=True)) == {Delivery.State.DEPOSITED}


def test_a_document_that_was_given_up_is_read_again(coordinator: Person) -> None:
    case = assigned_case()
    stored = put([b"A plain page."], "text/plain")
    stored.save(force_insert=True)
    document = CaseDocument.objects.create(case=case, file=stored, entry=1, name="R1.txt")
    ask("pages", READ, f"read:{document.pk}", {"document": document.pk})
    _die(READ)
    assert Reading.objects.get().fault == FAILED
    task = Task.objects.get(key__startswith="dead:")
    browser_of(coordinator).post(f"/office/tasks/{task.ident}", {"do": "retry"})
    work_off(("pages",))
    assert Reading.objects.get().fault == ""
