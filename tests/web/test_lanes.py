"""Nothing waits for a bomb: a file that takes long to read holds up no notice, no duty, and no end of the service."""

import datetime as dt
import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection

from evenhand.docket.party import MedicalRecord
from evenhand_web.accounts.models import PersonRole
from evenhand_web.cases.models import Case
from evenhand_web.commands import _PAGES, _PROMPT
from evenhand_web.infrastructure.handler import HANDLERS, Effect, Handler, Task
from evenhand_web.infrastructure.models import Job
from evenhand_web.infrastructure.queue import LANES, ask
from evenhand_web.infrastructure.worker import work
from evenhand_web.letters.models import KeptLetter
from evenhand_web.records.models import Reading
from tests.web.cast import browser_of, somebody
from tests.web.review_cast import received
from tests.web.signed_case import assigned_case
from tests.web.slow_file import slow_pdf

PAGES, SHAPES = 20, 8
"""A stand-in of some twenty seconds, far below what one page may take."""
_AT_WORK = 3
"""A worker for each group of lanes, and the process that reads."""


def _until(holds: Callable[[], bool], seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end, "it did not happen in time"
        time.sleep(0.05)


def test_every_lane_is_worked_by_one_of_the_two_processes() -> None:
    assert sorted((*_PROMPT, *_PAGES)) == sorted(LANES)


@pytest.fixture
def slow_case(store: str, moment: Callable[[dt.datetime], None]) -> Case:
    """A case to whose record a file has come that takes long to read, and that owes a notice to everybody."""
    listed = MedicalRecord(id="SLOW", title="A file that takes long")
    return received(assigned_case(), [(listed, slow_pdf(PAGES, SHAPES))])


@pytest.fixture
def worker(store: str, slow_case: Case) -> Iterator["subprocess.Popen[bytes]"]:
    """`evenhand work`, once it is in the middle of the file."""
    environment = os.environ | {"EVENHAND_DATABASE": store, "EVENHAND_DATA": str(Path(settings.DATA))}
    begun = subprocess.Popen((sys.executable, "-m", "evenhand_web", "work"), env=environment)
    try:
        _until(lambda: _slow().attempts == 1 and len(_descendants(begun.pid)) >= _AT_WORK)  # taken, and being read
        yield begun
    finally:
        begun.terminate()
        begun.wait(timeout=20)


def _slow() -> Job:
    return Job.objects.filter(lane="pages", state=Job.State.WAITING).latest("pk")


@pytest.mark.postgresql(slow=True)
def test_a_notice_is_made_while_the_file_is_still_being_read(
    slow_case: Case, worker: "subprocess.Popen[bytes]"
) -> None:
    readings = Reading.objects.count()
    case = Case.objects.get(pk=slow_case.pk)
    office = browser_of(somebody(PersonRole.COORDINATOR))
    asked = office.post(f"/desk/cases/{case.ident}/notices/assignment/3", {"length": case.length})
    assert asked.status_code == 302
    _until(lambda: KeptLetter.objects.exists())
    assert _slow().attempts == 1
    assert Reading.objects.count() == readings


def test_it_all_ends_in_ten_seconds_in_the_middle_of_the_file(
    slow_case: Case, worker: "subprocess.Popen[bytes]"
) -> None:
    begun = _descendants(worker.pid)
    assert len(begun) >= _AT_WORK
    worker.terminate()
    worker.wait(timeout=10)
    _until(lambda: not any(map(_is_running, begun)), 2)
    assert _slow().attempts == 1  # it comes up again with its lease


def _descendants(process: int) -> list[int]:
    tasks = Path(f"/proc/{process}/task").glob("*/children")
    children = [int(child) for task in tasks for child in task.read_text(encoding="ascii").split()]
    return children + [further for child in children for further in _descendants(child)]


def _is_running(process: int) -> bool:
    try:
        return Path(f"/proc/{process}/stat").read_text(encoding="ascii").rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def test_duties_are_done_while_a_job_takes_long(store: str, monkeypatch: pytest.MonkeyPatch) -> None:
    done, stopping, twice = list[int](), threading.Event(), threading.Event()

    def duty() -> None:
        done.append(1)
        if len(done) > 2:  # once before the job may have begun, and twice since
            twice.set()

    was_done = list[bool]()

    def long(task: Task) -> None:
        was_done.append(twice.wait(20))
        stopping.set()

    monkeypatch.setitem(HANDLERS, "long", Handler(long, Effect.OUTSIDE, dt.timedelta(minutes=1), "Nothing."))
    monkeypatch.setattr("evenhand_web.infrastructure.worker.DUTIES", {"duty": duty})
    ask("house", "long", "k1")
    _worked(stopping, ("house",))
    assert was_done == [True]


def test_who_makes_pages_alone_has_no_duties(store: str, monkeypatch: pytest.MonkeyPatch) -> None:
    done, stopping = list[str](), threading.Event()
    monkeypatch.setattr("evenhand_web.infrastructure.worker.DUTIES", {"duty": lambda: done.append("duty")})

    def last(task: Task) -> None:
        stopping.wait(0.5)
        stopping.set()

    monkeypatch.setitem(HANDLERS, "last", Handler(last, Effect.OUTSIDE, dt.timedelta(minutes=1), "Nothing."))
    ask("pages", "last", "k1")
    _worked(stopping, ("pages",))
    assert done == []


def _worked(stopping: threading.Event, lanes: tuple[str, ...]) -> None:
    def labor() -> None:
        work(stopping, lanes, idle_seconds=0.05, tick_seconds=0.1)
        connection.close()

    thread = threading.Thread(target=labor)
    thread.start()
    thread.join(timeout=40)
    stopping.set()
    assert not thread.is_alive()
