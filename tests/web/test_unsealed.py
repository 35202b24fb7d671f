"""On a day on which the seal cannot be used two named persons may decide that a letter leaves without it."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest

from evenhand.docket.review import DeterminationIssued
from evenhand_web.accounts.models import Person, PersonRole
from evenhand_web.cases.models import Case
from evenhand_web.cases.open_case import opened, opened_by_task
from evenhand_web.infrastructure.shelf import read as bytes_of
from evenhand_web.infrastructure.worker import work_off
from evenhand_web.letters.models import KeptLetter, UnsealedLeave
from evenhand_web.letters.unsealed import leave_of
from tests.web.cast import PASSWORD, browser_of, document_named, somebody
from tests.web.conftest import NOON
from tests.web.signed_case import signed_case
from tests.web.test_seal_standing import DAY, SIGNING, seal_file

Clock = Callable[[dt.datetime], None]
SettingsOf = Callable[..., None]
REASON = "The issuer cannot renew it before Friday, and the decision is due today."


@pytest.fixture
def ended(store: str, moment: Clock, shelf_folder: Path, settings_of: SettingsOf, tmp_path: Path) -> None:
    """A seal whose certificate ended two days ago."""
    settings_of(SEAL_FILE=str(seal_file(tmp_path, NOON - 400 * DAY, NOON - 2 * DAY, SIGNING)))


@pytest.fixture
def director(store: str) -> Person:
    return somebody(PersonRole.MEDICAL_DIRECTOR, "odile")


@pytest.fixture
def coordinator(store: str) -> Person:
    return somebody(PersonRole.COORDINATOR, "corin")


def _leave(case: Case, person: Person, **keyed: str) -> int:
    given = {"reason": REASON, "password": PASSWORD} | keyed
    return browser_of(person).post(f"/desk/cases/{case.ident}/unsealed", given).status_code


def _release(case: Case, director: Person) -> int:
    keyed = {"length": case.length, "password": PASSWORD, "read_whole": "on"}
    return browser_of(director).post(f"/release/{case.ident}/issue", keyed).status_code


def _issued(case: Case) -> list[DeterminationIssued]:
    entries = opened_by_task(Case.objects.get(pk=case.pk)).docket.entries
    return [entry.payload for entry in entries if isinstance(entry.payload, DeterminationIssued)]


@pytest.mark.usefixtures("ended")
def test_two_named_persons_are_printed_and_stand_in_the_docket(director: Person, coordinator: Person) -> None:
    case = signed_case()
    assert _release(case, director) == 409
    assert _leave(case, director) == 302
    assert _release(case, director) == 409  # one person decides nothing
    assert _leave(case, coordinator) == 302
    assert _release(case, director) == 302
    work_off(("letters",))
    (issued,) = _issued(case)
    assert issued.without_seal == f"odile and corin: {REASON}"
    for name in ("determination.txt", "determination.html"):
        letter = b"".join(bytes_of(document_named(name, case).file)).decode()
        assert "Issued without the seal" in letter
        assert "odile and corin" in letter
    assert not KeptLetter.objects.exclude(seal="").exists()


@pytest.mark.usefixtures("ended")
def test_nobody_decides_it_alone(director: Person) -> None:
    case = signed_case()
    assert _leave(case, director) == 302
    assert _leave(case, director) == 409
    assert leave_of(opened(director, case.ident)) is None


@pytest.mark.usefixtures("ended")
def test_it_needs_the_password_and_a_reason(director: Person) -> None:
    case = signed_case()
    assert _leave(case, director, password="not that one") == 422
    assert _leave(case, director, reason="") == 422
    assert not UnsealedLeave.objects.exists()


@pytest.mark.usefixtures("ended")
def test_it_holds_for_its_day_alone(director: Person, coordinator: Person, moment: Clock) -> None:
    case = signed_case()
    _leave(case, director)
    _leave(case, coordinator)
    moment(NOON + DAY)
    assert leave_of(opened(director, case.ident)) is None
    assert _release(case, director) == 409


def test_a_seal_that_can_be_used_is_used(
    store: str, moment: Clock, shelf_folder: Path, director: Person, coordinator: Person
) -> None:
    case = signed_case()
    assert _leave(case, director) == 409
    assert _release(case, director) == 302
    work_off(("letters",))
    (issued,) = _issued(case)
    assert issued.without_seal == ""
    assert KeptLetter.objects.exclude(seal="").exists()
