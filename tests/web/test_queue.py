"""The queue: asked once, done once, tried again, given up; never by two at a time."""

import datetime as dt
import threading
from collections.abc import Callable

import pytest
from django.db import connection, transaction

from evenhand_web.accounts.models import SignInAttempt
from evenhand_web.infrastructure import queue
from evenhand_web.infrastructure.handler import HANDLERS, Effect, Handler, Task, handles
from evenhand_web.infrastructure.models import Job
from evenhand_web.infrastructure.queue import MOST_ATTEMPTS, LeaseLostError, ask, perform, revive, take
from evenhand_web.infrastructure.worker import tick, work_off
from tests.web.conftest import NOON

pytestmark = pytest.mark.postgresql

Clock = Callable[[dt.datetime], None]
MINUTE = dt.timedelta(minutes=1)


def _mark(task: Task) -> None:
    SignInAttempt.objects.create(address=task.key, machine="", at=NOON)


def _fail(task: Task) -> None:
    _mark(task)
    raise RuntimeError("Imani Example of Fresno")


@pytest.fixture(autouse=True)
def _handlers(monkeypatch: pytest.MonkeyPatch) -> None:
    for kind, perform_it, effect in (
        ("mark", _mark, Effect.INSIDE),
        ("fail", _fail, Effect.INSIDE),
        ("fail-outside", _fail, Effect.OUTSIDE),
    ):
        monkeypatch.setitem(HANDLERS, kind, Handler(perform_it, effect, MINUTE, "No mark."))


def _marks() -> list[str]:
    return sorted(SignInAttempt.objects.values_list("address", flat=True))


def test_a_thing_is_asked_for_once_and_done_once(store: str) -> None:
    first, again = ask("house", "mark", "k1", {"id": 1}), ask("house", "mark", "k1", {"id": 2})
    assert (first.pk, again.payload) == (again.pk, {"id": 1})
    assert work_off(("house",)) == 1
    assert work_off(("house",)) == 0
    assert _marks() == ["k1"]


def test_what_is_asked_for_in_a_transaction_that_fails_was_never_asked_for(store: str) -> None:
    def fall_back() -> None:
        with transaction.atomic():
            ask("house", "mark", "k1")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fall_back()
    assert not Job.objects.exists()


def test_a_lane_nobody_works_is_a_mistake(store: str) -> None:
    with pytest.raises(ValueError, match="no lane"):
        ask("attic", "mark", "k1")


def test_two_apps_cannot_do_one_kind() -> None:
    with pytest.raises(ValueError, match="done already"):
        handles("mark", Effect.INSIDE, failing="A mark was not made.")(_mark)


def test_a_failure_undoes_its_effect_waits_longer_each_time_and_ends_dead(store: str, moment: Clock) -> None:
    job = ask("house", "fail", "k1")
    at, waits = NOON, []
    for _ in range(MOST_ATTEMPTS):
        moment(at)
        taken = take(("house",))
        assert taken
        assert not perform(taken)
        job.refresh_from_db()
        waits.append((job.due_at - at).total_seconds())
        at = job.due_at
    job.refresh_from_db()
    assert job.state == Job.State.DEAD
    assert waits[:-1] == [5.0 * 2**turn for turn in range(MOST_ATTEMPTS - 1)]
    assert job.failure.startswith("RuntimeError")
    assert "Imani" not in job.failure
    assert _marks() == []
    revive(job)
    moment(at)
    assert take(("house",))


def test_a_job_whose_worker_dies_every_time_is_dead_in_the_end(store: str, moment: Clock) -> None:
    job = ask("house", "mark", "k1")
    at = NOON
    for _ in range(MOST_ATTEMPTS):
        moment(at)
        assert take(("house",))  # and the worker is gone
        at += 2 * MINUTE
    moment(at)
    assert take(("house",)) is None
    job.refresh_from_db()
    assert (job.state, job.failure) == (Job.State.DEAD, "the worker died in every attempt")


def test_a_lease_that_ran_out_belongs_to_the_next_worker(store: str, moment: Clock) -> None:
    ask("house", "mark", "k1")
    moment(NOON)
    slow = take(("house",))
    moment(NOON + 2 * MINUTE)
    quick = take(("house",))
    assert slow
    assert quick
    assert perform(quick)
    assert not perform(slow)
    assert _marks() == ["k1"]


def test_renewing_keeps_a_job_and_fails_when_it_is_lost(store: str, moment: Clock) -> None:
    ask("house", "mark", "k1")
    job = take(("house",))
    assert job
    moment(NOON + MINUTE / 2)
    queue._renew(job, HANDLERS["mark"])
    moment(NOON + MINUTE + MINUTE / 4)
    assert take(("house",)) is None
    moment(NOON + 2 * MINUTE)
    assert take(("house",))
    with pytest.raises(LeaseLostError):
        queue._renew(job, HANDLERS["mark"])


def test_a_worker_that_lost_its_lease_says_nothing_of_the_job_by_failing(store: str, moment: Clock) -> None:
    """The job is another's by then: its lease, its turn and its standing stay as that one has them."""
    job = ask("house", "of-tomorrow", "k1")  # it fails before it looks whether the job is still held
    moment(NOON)
    slow = take(("house",))
    moment(NOON + 2 * MINUTE)
    quick = take(("house",))
    assert slow
    assert quick
    assert not perform(slow)
    job.refresh_from_db()
    assert (job.token, job.due_at, job.failure) == (quick.token, quick.due_at, "")


def test_an_unknown_kind_waits_for_a_version_that_knows_it(store: str) -> None:
    job = ask("house", "of-tomorrow", "k1")
    assert work_off(("house",)) == 0
    job.refresh_from_db()
    assert (job.state, job.failure.split()[0]) == (Job.State.WAITING, "LookupError")


def test_lanes_take_turns(store: str, moment: Clock) -> None:
    order: list[str] = []
    HANDLERS["mark"] = Handler(lambda task: order.append(task.key), Effect.INSIDE, MINUTE, "No mark.")
    for number in range(3):
        ask("pages", "mark", f"page-{number}")
    ask("letters", "mark", "letter")
    work_off(("pages", "letters"))
    assert order.index("letter") == 1


def test_many_workers_do_each_thing_once(store: str) -> None:
    keys = [f"k{number:03}" for number in range(60)]
    for key in keys:
        ask("house", "mark", key)

    def labour() -> None:
        work_off(("house",))
        connection.close()

    crew = [threading.Thread(target=labour) for _ in range(6)]
    for worker in crew:
        worker.start()
    for worker in crew:
        worker.join(timeout=60)
    assert _marks() == keys


def test_a_duty_that_fails_does_not_keep_the_others(store: str, monkeypatch: pytest.MonkeyPatch) -> None:
    done: list[str] = []

    def broken() -> None:
        raise RuntimeError

    duties = {"a": broken, "b": lambda: done.append("b")}
    monkeypatch.setattr("evenhand_web.infrastructure.worker.DUTIES", duties)
    tick()
    assert done == ["b"]
