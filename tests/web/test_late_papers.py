"""Papers that come late: after the signature they open the question with who issues, after issue they change nothing,
are kept, and their sender is told.
"""

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest

from evenhand.docket.assignment import RecordsReceived
from evenhand.docket.party import MedicalRecord, Role
from evenhand.docket.review import DeterminationIssued, LineFinding
from evenhand.treatment import Necessity
from evenhand_web.accounts.models import Notification, Person, PersonRole
from evenhand_web.cases.models import Case
from evenhand_web.cases.open_case import opened
from evenhand_web.diary.models import Task
from evenhand_web.letters.late_papers import came_since
from evenhand_web.mailroom.models import Item
from tests.web.cast import browser_of, entered, somebody
from tests.web.mail_cast import came
from tests.web.signed_case import DAY, sign, signed_case

ISSUED_ON = dt.date(2024, 6, 12)
Clock = Callable[[dt.datetime], None]


@pytest.fixture
def case(store: str, moment: Clock, shelf_folder: Path) -> Case:
    return signed_case()


@pytest.fixture
def director(store: str) -> Person:
    return somebody(PersonRole.MEDICAL_DIRECTOR, "odile")


def _received(case: Case, *, is_here: bool = True) -> Case:
    late = MedicalRecord(id="R9", title="X-ray of the wrist", received=is_here)
    return entered(case, RecordsReceived(party="payer", documents=(late,)), Role.PAYER, DAY, "payer")


def test_papers_after_the_signature_keep_it_from_leaving_until_it_is_signed_anew(case: Case, director: Person) -> None:
    assert came_since(opened(director, case.ident)) == ()
    case = _received(case)
    words = "R9, X-ray of the wrist, came on"
    assert [each[: len(words)] for each in came_since(opened(director, case.ident))] == [words]
    page = browser_of(director).get(f"/release/{case.ident}").content.decode()
    assert words in page
    assert Notification.objects.get(person=director).kind == Notification.Kind.LATE_PAPERS
    case = sign(case, "The X-ray changes nothing.")
    assert came_since(opened(director, case.ident)) == ()


def test_what_is_only_listed_as_cited_opens_nothing(case: Case, director: Person) -> None:
    case = _received(case, is_here=False)
    assert came_since(opened(director, case.ident)) == ()
    assert not Notification.objects.filter(person=director).exists()


def test_papers_after_issue_are_kept_with_the_case_and_their_sender_is_told(case: Case, director: Person) -> None:
    findings = (LineFinding(line="1", necessity=Necessity.NOT_NECESSARY),)
    case = entered(case, DeterminationIssued(findings=findings, documents=()), Role.MEDICAL_DIRECTOR, ISSUED_ON)
    length = case.length
    clerk, item = somebody(PersonRole.COORDINATOR), came(f"Case {case.number}\nA further report of the wrist")
    client, place = browser_of(clerk), f"/desk/mailroom/{item.ident}"
    page = client.get(f"{place}?with={case.ident}").content.decode()
    assert "The determination has been issued" in page
    assert client.post(place, {"file": f"{case.ident} payer", "method": "mail_ca"}).status_code == 409
    assert client.post(place, {"late": f"{case.ident} payer"}).status_code == 302
    kept = Item.objects.select_related("case").get(pk=item.pk)
    assert (kept.state, kept.case, kept.party) == (Item.State.LATE, case, "payer")
    assert Case.objects.get(pk=case.pk).length == length, "nothing is entered"
    (task,) = Task.objects.filter(case=case, key__startswith="late-paper:")
    assert "Tell Sample Mutual" in task.words
    assert client.post(place, {"late": f"{case.ident} payer"}).status_code == 409, "once"
