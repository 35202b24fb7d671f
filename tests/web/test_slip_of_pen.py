"""A slip of the pen in a determination: a new version, sealed, told to everybody, beside the one before."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest

from evenhand.docket.aftermath import Corrected
from evenhand.docket.assignment import NoticeIssued
from evenhand.letter.amended import Slip
from evenhand.letter.characters import on_screen
from evenhand_web.accounts.models import Person, PersonRole
from evenhand_web.cases.models import Case
from evenhand_web.cases.open_case import OpenCase, opened, opened_by_task
from evenhand_web.infrastructure.models import Job
from evenhand_web.infrastructure.queue import perform, take
from evenhand_web.infrastructure.shelf import read as bytes_of
from evenhand_web.infrastructure.worker import work_off
from evenhand_web.letters import making
from evenhand_web.letters.correcting import corrected_version
from evenhand_web.letters.models import CORRECTION, Delivery, Issue
from evenhand_web.letters.print_work import papers
from tests.web.cast import PASSWORD, WORKER_NAME, browser_of, document_named, somebody
from tests.web.signed_case import signed_case

Clock = Callable[[dt.datetime], None]
NAME = "name of the injured worker"
SLIP = {"field": NAME, "was": "Imani", "becomes": "Amani", "password": PASSWORD}


@pytest.fixture
def director(store: str) -> Person:
    return somebody(PersonRole.MEDICAL_DIRECTOR, "odile")


@pytest.fixture
def case(store: str, moment: Clock, shelf_folder: Path, director: Person) -> Case:
    """A case whose determination was issued."""
    signed = signed_case()
    keyed = {"length": signed.length, "password": PASSWORD, "read_whole": "on"}
    assert browser_of(director).post(f"/release/{signed.ident}/issue", keyed).status_code == 302
    work_off(("letters",))
    return Case.objects.get()


def _send(case: Case, director: Person, do: str = "issue", **changed: object) -> tuple[int, str]:
    keyed = {"length": Case.objects.get(pk=case.pk).length, "do": do} | SLIP | changed
    answer = browser_of(director).post(f"/release/{case.ident}/correct", keyed)
    return answer.status_code, answer.content.decode()


def _document(case: Case, name: str) -> bytes:
    return b"".join(bytes_of(document_named(name, case).file))


def _corrections(case: Case) -> list[Corrected]:
    entries = opened_by_task(Case.objects.get(pk=case.pk)).docket.entries
    return [entry.payload for entry in entries if isinstance(entry.payload, Corrected)]


def test_a_corrected_version_is_looked_at_and_nothing_is_issued(case: Case, director: Person) -> None:
    status, page = _send(case, director, "look", password="")
    letter = page[page.index("<article") : page.index("</article>")]
    assert status == 200
    assert "Amani Example" in letter
    assert WORKER_NAME not in letter
    assert "Corrected version 2" in letter
    assert "differs from the one that was issued" not in page  # made anew, it is the very letter that was issued
    assert not Issue.objects.filter(what=CORRECTION).exists()


def test_it_is_sealed_kept_beside_the_first_and_told_to_everybody(case: Case, director: Person) -> None:
    first = _document(case, "determination.pdf")
    assert _send(case, director)[0] == 302
    work_off(("letters",))
    (corrected,) = _corrections(case)
    assert (corrected.field, corrected.was, corrected.becomes) == (NAME, "Imani", "Amani")
    assert corrected.document.name == "determination-v2.pdf"
    assert _document(case, "determination.pdf") == first
    text = _document(case, "determination-v2.txt").decode()
    assert "Amani Example" in text
    assert WORKER_NAME not in text
    told = [
        entry.payload.party
        for entry in opened_by_task(Case.objects.get()).docket.entries
        if isinstance(entry.payload, NoticeIssued) and entry.payload.notice == "correction"
    ]
    assert told == ["worker", "physician", "payer"]
    delivery = Delivery.objects.filter(notice="correction").first()
    assert delivery is not None
    enclosed = [b"".join(bytes_of(file)) for file in papers(delivery)]
    assert _document(case, "determination-v2.pdf") in enclosed  # the version goes out behind the notice of it


def test_a_second_correction_keeps_the_first(case: Case, director: Person) -> None:
    _send(case, director)
    work_off(("letters",))
    assert _send(case, director, was="Sample Mutual", becomes="Sample Mutual Casualty",
                 field="name of the claims administrator")[0] == 302  # fmt: skip
    work_off(("letters",))
    text = _document(case, "determination-v3.txt").decode()
    assert "Amani Example" in text
    assert "Sample Mutual Casualty" in text


def _version(case: Case, director: Person, **changed: str) -> tuple[str, ...]:
    open_now: OpenCase = opened(director, case.ident)
    slip = Slip(**{"field": NAME, "was": "Imani", "becomes": "Amani"} | changed)
    return corrected_version(open_now, slip, on_screen).reasons


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"was": "massage", "becomes": "traction"}, "Six sessions of massage"),
        ({"was": "UPHELD", "becomes": "OVERTURNED"}, "UPHELD"),
        ({"was": "upheld", "becomes": "overturned"}, "stands nowhere"),
        ({"was": "A guideline of the tests", "becomes": "Another"}, "A guideline of the tests"),
        ({"was": "Nobody of that name"}, "stands nowhere"),
        ({"becomes": "Imani"}, "what stood before"),
        ({"field": "the outcome"}, "Only these"),
    ],
)
def test_what_is_no_slip_is_refused(case: Case, director: Person, changed: dict[str, str], told: str) -> None:
    assert any(told in reason for reason in _version(case, director, **changed))


def test_it_needs_the_password_and_a_determination(case: Case, director: Person) -> None:
    assert _send(case, director, password="not that one")[0] == 422
    assert not Issue.objects.filter(what=CORRECTION).exists()
    unsigned = signed_case("IMR-2")
    assert browser_of(director).get(f"/release/{unsigned.ident}/correct").status_code == 404


def test_an_attempt_that_ends_in_the_middle_enters_it_once(
    case: Case, director: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert _send(case, director)[0] == 302
    entering = making._enter
    monkeypatch.setattr(making, "_enter", lambda *_: (_ for _ in ()).throw(SystemExit))
    job = take(("letters",))
    assert job is not None
    with pytest.raises(SystemExit):
        perform(job)
    monkeypatch.setattr(making, "_enter", entering)
    Job.objects.filter(state=Job.State.WAITING).update(due_at=dt.datetime(2024, 6, 1, tzinfo=dt.UTC))
    work_off(("letters",))
    assert len(_corrections(case)) == 1
