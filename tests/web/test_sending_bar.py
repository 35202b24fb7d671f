"""Outside a demonstration nothing goes out that says it must not, bears no sender's address, or reaches nobody."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.db import IntegrityError

from evenhand.letter.wording import Wording
from evenhand_web.accounts.models import Person, PersonRole
from evenhand_web.cases.contact import Reached, newest, tell
from evenhand_web.cases.models import Case
from evenhand_web.diary.models import Task
from evenhand_web.infrastructure.installation import NotEmptyError, is_demonstration, make_demonstration, make_own
from evenhand_web.infrastructure.models import Installation
from evenhand_web.infrastructure.programmes import programme_of
from evenhand_web.infrastructure.shelf import read
from evenhand_web.infrastructure.worker import work_off
from evenhand_web.letters.models import LETTER, Delivery, Issue, KeptLetter
from evenhand_web.letters.seal_check import seal_standing_now
from evenhand_web.letters.seal_key import SealUnusable, seal_key
from evenhand_web.letters.sending_bar import kept_back
from tests.web.cast import PASSWORD, browser_of, somebody, whole_case
from tests.web.conftest import NOON
from tests.web.panel_cast import keep, rows
from tests.web.signed_case import REVIEWER, REVIEWER_NAME, assigned_case, signed_case


@pytest.fixture
def approved(monkeypatch: pytest.MonkeyPatch, settings_of: Callable[..., None]) -> None:
    """Wording somebody approved, and an address of the sender."""
    monkeypatch.setattr(Wording, "is_approved", True)
    settings_of(ORGANISATION_ADDRESS=["1 House Street", "Sacramento, CA 95814"])


def test_a_database_is_a_demonstration_from_its_making_and_stays_what_it_is(own_house: None) -> None:
    assert not is_demonstration()
    with pytest.raises(NotEmptyError):
        make_demonstration(is_empty=False)
    with pytest.raises(NotEmptyError):
        make_demonstration(is_empty=True)
    make_own()
    assert Installation.objects.get().is_demonstration is False
    with pytest.raises(IntegrityError):
        Installation.objects.create(pk=2, is_demonstration=True, made_at=NOON)


def test_a_demonstration_says_so_on_every_page_and_letter(store: str, moment: object, shelf_folder: Path) -> None:
    coordinator = somebody(PersonRole.COORDINATOR)
    assert "everything here is made up" in browser_of(None).get("/sign-in").content.decode()
    assert "everything here is made up" in browser_of(coordinator).get("/desk/").content.decode()
    case = assigned_case()
    browser_of(coordinator).post(f"/desk/cases/{case.ident}/notices/assignment/3", {"length": case.length})
    work_off(("letters",))
    page = KeptLetter.objects.filter(name__endswith=".html").first()
    assert page
    assert b"Everything in this letter is made up" in b"".join(read(page.file))


ASSIGNMENT = "notices/assignment/3"


@pytest.fixture
def coordinator(own_house: None) -> Person:
    return somebody(PersonRole.COORDINATOR)


@pytest.fixture
def case(coordinator: Person) -> Case:
    return assigned_case()


def _issue(case: Case, coordinator: Person) -> Issue:
    case.refresh_from_db()
    address = f"/desk/cases/{case.ident}/{ASSIGNMENT}"
    browser_of(coordinator).post(address, {"length": case.length})
    work_off(("letters",))
    return Issue.objects.get(what="assignment")


def test_wording_nobody_approved_goes_to_nobody(
    case: Case, coordinator: Person, settings_of: Callable[..., None]
) -> None:
    settings_of(ORGANISATION_ADDRESS=["1 House Street"])
    page = browser_of(coordinator).get(f"/desk/cases/{case.ident}/{ASSIGNMENT}").content.decode()
    assert "cannot be sent to anybody yet" in page
    assert "made up" not in page
    issue = _issue(case, coordinator)
    assert (issue.state, "has not been approved" in issue.said) == (Issue.State.STOPPED, True)
    assert not Delivery.objects.exists()
    assert not KeptLetter.objects.exists()


def test_a_sender_without_an_address_sends_nothing(
    case: Case, coordinator: Person, approved: None, settings_of: Callable[..., None]
) -> None:
    settings_of(ORGANISATION_ADDRESS=["", " "])
    issue = _issue(case, coordinator)
    assert (issue.state, "EVENHAND_ORGANISATION_ADDRESS" in issue.said) == (Issue.State.STOPPED, True)


def test_the_address_of_a_programme_s_own_sender_counts(
    case: Case, coordinator: Person, approved: None, settings_of: Callable[..., None], tmp_path: Path
) -> None:
    senders = tmp_path / "senders.toml"
    senders.write_text('[ca_wc]\naddress = ["9 Program Street", "Sacramento, CA 95814"]\n', encoding="utf-8")
    settings_of(ORGANISATION_ADDRESS=[], SENDERS_FILE=senders)
    assert _issue(case, coordinator).state == Issue.State.ENTERED


def test_made_up_law_is_told_to_nobody(own_house: None, approved: None) -> None:
    told = " ".join(kept_back(programme_of("freedonia"), ()))
    assert "exists nowhere" in told
    assert kept_back(programme_of("ca_wc"), ()) == ()


def test_a_house_without_a_seal_of_its_own_seals_nothing(own_house: None) -> None:
    assert "The organization has no seal" in seal_standing_now().problem
    with pytest.raises(SealUnusable):
        seal_key()


def _signed_by_somebody_verified() -> Case:
    person = Person.objects.create(email="r@example.org", name=REVIEWER_NAME, role=PersonRole.REVIEWER, ident=REVIEWER)
    keep((person, rows(REVIEWER, REVIEWER_NAME, 1)))
    return signed_case()


def test_a_determination_is_not_released_in_words_nobody_approved(
    coordinator: Person, settings_of: Callable[..., None]
) -> None:
    settings_of(ORGANISATION_ADDRESS=["1 House Street"])
    director, case = somebody(PersonRole.MEDICAL_DIRECTOR, "odile"), _signed_by_somebody_verified()
    client = browser_of(director)
    assert "has not been approved" in client.get(f"/release/{case.ident}").content.decode()
    keyed = {"length": case.length, "password": PASSWORD, "read_whole": "on"}
    assert client.post(f"/release/{case.ident}/issue", keyed).status_code == 409
    assert not Issue.objects.filter(what=LETTER).exists()


def test_a_party_without_an_address_keeps_nobody_else_from_being_served(
    case: Case, coordinator: Person, approved: None
) -> None:
    tell(case, "payer", Reached((), "", "", "", NOON.date()), "mail came back", coordinator, 0)
    issue = _issue(case, coordinator)
    assert issue.state == Issue.State.ENTERED
    assert sorted(Delivery.objects.values_list("party", flat=True)) == ["physician", "worker"]
    page = whole_case(browser_of(coordinator), case.ident)
    assert "No letter was made to Sample Mutual" in page
    task = Task.objects.get(kind=Task.Kind.ADDRESS)
    assert (task.case, task.given_to) == (case, coordinator)

    moved = Reached(("9 Other Road", "Ukiah, CA 95482"), "", "", "", NOON.date())
    tell(case, "payer", moved, "by telephone", coordinator, newest(case, "payer"))
    issue = _issue(case, coordinator)
    assert (issue.state, issue.said) == (Issue.State.ENTERED, "")
    assert sorted(Delivery.objects.values_list("party", flat=True)) == ["payer", "physician", "worker"]
    assert _issue(case, coordinator).attempt == issue.attempt  # everybody has theirs: nothing is made a second time
