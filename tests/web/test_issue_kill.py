"""kill -9 of page server and worker in the middle of issue and service: nothing is lost, nothing is doubled."""

import http.client
import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import urlencode

import pytest
from django.conf import settings
from django.db import close_old_connections

from evenhand.docket.assignment import Deposited, NoticeIssued
from evenhand.docket.digest import sha256_hex
from evenhand.docket.file import verify
from evenhand.docket.party import DocumentRef
from evenhand.docket.review import DeterminationIssued
from evenhand_web.accounts.models import Person, PersonRole
from evenhand_web.cases.models import Case, CaseDocument
from evenhand_web.cases.open_case import opened_by_task
from evenhand_web.cases.transfer import export_docket
from evenhand_web.infrastructure import clock
from evenhand_web.infrastructure.models import Job, OutboxMessage
from evenhand_web.infrastructure.shelf import read as bytes_of
from evenhand_web.infrastructure.worker import work_off
from evenhand_web.letters.letter_requests import tell_deposits
from evenhand_web.letters.models import LETTER, Delivery, Issue, KeptLetter
from tests.web.cast import BROWSER, PASSWORD, browser_of, somebody
from tests.web.live import free_port, wait_for
from tests.web.signed_case import signed_case

CASES, ROUNDS = 3, 3
Process = subprocess.Popen[bytes]


def _started(store: str, *command: str) -> Process:
    environment = os.environ | {"EVENHAND_DATABASE": store, "EVENHAND_DATA": str(settings.DATA)}
    return subprocess.Popen(
        [sys.executable, "-m", "evenhand_web", *command],
        env=environment,
        start_new_session=True,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def _kill(process: Process) -> None:
    """Kill a process and all it began, without a word of warning."""
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def _leases_end() -> None:
    """Let the lease of every job that was being done be over, as it is some minutes after its worker died."""
    Job.objects.filter(state=Job.State.WAITING).update(due_at=clock.now())


@pytest.mark.slow
@pytest.mark.postgresql
def test_nothing_is_lost_and_nothing_is_doubled(store: str) -> None:
    chance = random.Random(20240612)
    director, coordinator = somebody(PersonRole.MEDICAL_DIRECTOR), somebody(PersonRole.COORDINATOR)
    somebody(PersonRole.REGULATOR)
    cases = [signed_case(f"IMR-{number}") for number in range(CASES)]
    promised = _released_under_fire(store, cases, director, chance)
    assert promised <= set(Issue.objects.filter(what=LETTER).values_list("case__ident", flat=True))
    client = browser_of(director)
    for case in cases:  # who got no answer clicks again, and so does who did
        keyed = {"length": case.length, "password": PASSWORD, "read_whole": "on"}
        assert client.post(f"/release/{case.ident}/issue", keyed).status_code == 302
    kills = sum(_worked_under_fire(store, coordinator, chance) for _ in range(ROUNDS))
    assert kills >= 2
    _worked_to_the_end(store, coordinator)
    for case in cases:
        _once_and_whole(case)
    assert Counter(Issue.objects.values_list("state", flat=True)) == {Issue.State.SERVED: 2 * CASES}
    assert OutboxMessage.objects.filter(subject="A determination was issued").count() == CASES
    assert not Job.objects.filter(state=Job.State.DEAD).exists()


def _released_under_fire(store: str, cases: list[Case], director: Person, chance: random.Random) -> set[str]:
    """The cases whose release was promised by a server that was killed while it answered."""
    client = browser_of(director)
    cookies = {name: morsel.value for name, morsel in client.cookies.items()}
    port = free_port()
    server = _started(store, "serve", "--port", str(port), "--no-background")
    wait_for(port, server)

    def release(case: Case) -> str:
        body = {
            "length": case.length,
            "password": PASSWORD,
            "read_whole": "on",
            "csrfmiddlewaretoken": cookies["csrftoken"],
        }
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in cookies.items())} | BROWSER
        headers["Content-Type"] = "application/x-www-form-urlencoded"
        session = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        try:
            session.request("POST", f"/release/{case.ident}/issue", urlencode(body), headers)
            return case.ident if session.getresponse().status == 302 else ""
        except (OSError, http.client.HTTPException):
            return ""
        finally:
            session.close()

    with ThreadPoolExecutor(CASES) as crowd:
        answers = [crowd.submit(release, case) for case in cases]
        while not any(answer.done() for answer in answers):
            time.sleep(0.005)
        time.sleep(chance.uniform(0, 0.1))
        _kill(server)
        return {answer.result() for answer in answers} - {""}


def _worked_under_fire(store: str, coordinator: Person, chance: random.Random) -> bool:
    """One worker, killed at some moment after it has begun; says whether it was killed at work."""
    _tell_all(coordinator)
    before = _done()
    worker = _started(store, "work", "--lane", "letters", "--lane", "house")
    while worker.poll() is None and _done() == before and _left():
        time.sleep(0.01)
    time.sleep(chance.uniform(0, 0.25))
    was_at_work = bool(_left())
    _kill(worker)
    _leases_end()
    return was_at_work


def _done() -> tuple[int, int, int]:
    close_old_connections()
    return KeptLetter.objects.count(), CaseDocument.objects.count(), Job.objects.filter(state=Job.State.DONE).count()


def _left() -> int:
    return Job.objects.filter(state=Job.State.WAITING, lane="letters").count()


def _worked_to_the_end(store: str, coordinator: Person) -> None:
    """Two workers at once, then one, until every letter is issued and every deposit entered."""
    _tell_all(coordinator)
    pair = [_started(store, "work", "--until-empty") for _ in range(2)]
    assert [process.wait(timeout=120) for process in pair] == [0, 0]
    while _left() or Delivery.objects.exclude(state=Delivery.State.DEPOSITED).exists():
        _leases_end()
        _tell_all(coordinator)
        assert work_off(("letters",))


def _tell_all(coordinator: Person) -> None:
    waiting = Delivery.objects.filter(state=Delivery.State.WAITING)
    if waiting:
        tell_deposits(waiting, max(delivery.dated_on for delivery in waiting), "mail_ca", coordinator)


def _once_and_whole(case: Case) -> None:
    """One determination, one notice and one deposit for each party, every document on the shelf as the docket says."""
    now = Case.objects.get(pk=case.pk)
    entries = opened_by_task(now).docket.entries[case.length :]
    kinds = Counter(type(entry.payload) for entry in entries)
    assert kinds == {DeterminationIssued: 1, NoticeIssued: 3, Deposited: 3}
    assert len({entry.payload.party for entry in entries if isinstance(entry.payload, Deposited)}) == 3
    assert verify(export_docket(now), "docket.jsonl")[1] == ()
    named = {ref.sha256 for entry in entries for ref in _documents(entry.payload)}
    kept = CaseDocument.objects.filter(case=now, entry__gt=case.length).select_related("file")
    assert named == {sha256_hex(b"".join(bytes_of(letter.file))) for letter in kept}
    assert len(kept) == len(named) == 3 + 2 * 3 + 3


def _documents(payload: object) -> tuple[DocumentRef, ...]:
    match payload:
        case DeterminationIssued(documents=documents) | NoticeIssued(documents=documents):
            return documents
        case Deposited(proof=proof):
            return proof
    return ()
