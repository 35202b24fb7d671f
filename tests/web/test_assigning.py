"""Finding a physician: who is offered, the oath, assigning, stepping down, and what nobody outside may learn."""

import datetime as dt
import re
from collections.abc import Callable
from html import unescape
from pathlib import Path
from typing import Any

import pytest

from evenhand.docket.aftermath import LineWithdrawn
from evenhand.docket.party import Role
from evenhand.docket.review import ReviewerAssigned, ReviewerAttested, ReviewerProposed, ReviewerRecused
from evenhand.panel.ties.subjects import Subject
from evenhand_web.accounts.models import Person, PersonRole
from evenhand_web.cases.models import Case
from evenhand_web.cases.open_case import opened_by_task
from evenhand_web.cases.seam import docket_of
from evenhand_web.infrastructure.mail_words import NEW_SIGN_IN
from evenhand_web.infrastructure.models import OutboxMessage
from evenhand_web.panel.describing import Described, describe
from evenhand_web.panel.models import ReviewerProfile
from evenhand_web.placing.candidates import candidates
from evenhand_web.reviewing.models import Refusal
from tests.web.cast import WORKER_NAME, browser_of, entered, somebody
from tests.web.review_cast import DAY, a_reviewer, assigned, proposed, ready_case, sworn

Clock = Callable[[dt.datetime], None]


@pytest.fixture
def case(store: str, moment: Clock, shelf_folder: Path) -> Case:
    """A case that waits for a physician."""
    return ready_case()


def _length() -> str:
    return str(Case.objects.get().length)


def _last() -> Any:
    return docket_of(Case.objects.get()).entries[-1]


def _sworn_fields(case: Case, person: Person) -> dict[str, list[str]]:
    page = browser_of(person).get(f"/review/{case.ident}/oath").content.decode()
    return {name: re.findall(rf'name="{name}" value="([^"]+)"', unescape(page)) for name in ("sworn", "form")}


@pytest.mark.postgresql(slow=True)
def test_from_proposal_to_assignment(case: Case) -> None:
    person, coordinator = a_reviewer(), somebody(PersonRole.COORDINATOR)
    desk, page = browser_of(coordinator), f"/desk/cases/{case.ident}/reviewer"
    fields = {"person": person.ident}
    assert desk.post(page, fields | {"do": "propose", "length": "2"}).status_code == 409
    assert desk.post(page, fields | {"do": "propose", "length": _length()}).status_code == 302
    assert isinstance(_last().payload, ReviewerProposed)
    assert (_last().by.role, _last().by.id) == (Role.ORGANISATION, coordinator.ident)
    client, oath = browser_of(person), _sworn_fields(case, person)
    half = client.post(f"/review/{case.ident}/oath", oath | {"sworn": oath["sworn"][1:]})
    assert (half.status_code, b"the employer" in half.content) == (422, True)
    assert client.post(f"/review/{case.ident}/oath", oath).status_code == 302
    sworn_entry = _last()
    assert isinstance(sworn_entry.payload, ReviewerAttested)
    assert (sworn_entry.by.role, sworn_entry.by.id) == (Role.REVIEWER, "")
    assert f"the employee: {WORKER_NAME}" in sworn_entry.payload.affiliations_denied
    assert "no disciplinary action" in sworn_entry.payload.qualifications
    assert [f"{point.matter}:{point.id}:{point.name}" for point in sworn_entry.payload.points] == oath["sworn"]
    assert [sworn_entry.payload.form] == oath["form"]
    assert desk.post(page, fields | {"do": "assign", "length": _length()}).status_code == 302
    given = _last().payload
    assert isinstance(given, ReviewerAssigned)
    assert given.qualifications == "Board certified in Physical medicine and rehabilitation; licensed in California"
    assert client.get(f"/review/{case.ident}").status_code == 200
    mails = OutboxMessage.objects.filter(recipient=person.email).exclude(subject=NEW_SIGN_IN.subject)
    assert len(mails) == 2
    assert not any("IMR-1" in mail.subject + mail.body or WORKER_NAME in mail.body for mail in mails)


@pytest.mark.postgresql(slow=True)
def test_who_is_offered_and_in_which_order(case: Case) -> None:
    busy, free, unknown = (
        a_reviewer("busy.example"),
        a_reviewer("free.example"),
        somebody(PersonRole.REVIEWER, "un.known"),
    )
    gone, asked = a_reviewer("gone.example"), a_reviewer("asked.example")
    ReviewerProfile.objects.filter(person=busy).update(capacity=0)
    Refusal.objects.create(case=case, reviewer=gone, reason="no time", made_at=dt.datetime.now(dt.UTC))
    proposed(case, asked)
    offered = candidates(opened_by_task(case))
    assert [(candidate.person, candidate.is_ready) for candidate in offered] == [
        (free, True),
        (busy, False),
        (unknown, False),
    ]
    assert "0 open cases of 0" in offered[1].words


@pytest.mark.postgresql(slow=True)
def test_open_load_counts_what_is_in_hand(case: Case) -> None:
    person = a_reviewer()
    assigned(sworn(proposed(case, person), person), person)
    other = ready_case("IMR-2")
    assert [candidate.load for candidate in candidates(opened_by_task(other))] == [1]


@pytest.mark.postgresql(slow=True)
def test_refusing_a_proposal_keeps_the_reason_and_is_not_asked_again(case: Case) -> None:
    person = a_reviewer()
    proposed(case, person)
    client = browser_of(person)
    assert client.post(f"/review/{case.ident}/recuse", {"reason": " "}).status_code == 422
    assert client.post(f"/review/{case.ident}/recuse", {"reason": "My brother works there."}).status_code == 302
    assert client.get(f"/review/{case.ident}/oath").status_code == 404
    desk = browser_of(somebody(PersonRole.COORDINATOR))
    page = desk.get(f"/desk/cases/{case.ident}/reviewer").content
    assert b"My brother works there." in page
    assert candidates(opened_by_task(case)) == ()
    fields = {"do": "propose", "person": person.ident, "length": _length()}
    assert desk.post(f"/desk/cases/{case.ident}/reviewer", fields).status_code == 422


def test_stepping_down_after_the_assignment_is_in_the_docket(case: Case) -> None:
    person = a_reviewer()
    assigned(sworn(proposed(case, person), person), person)
    client = browser_of(person)
    assert client.post(f"/review/{case.ident}/recuse", {"reason": "I treated him once."}).status_code == 302
    assert _last().payload == ReviewerRecused(reviewer=person.ident, reason="I treated him once.")
    assert client.get(f"/review/{case.ident}").status_code == 404
    assert candidates(opened_by_task(case)) == ()


def test_a_coordinator_takes_a_physician_off_the_case(case: Case) -> None:
    person = a_reviewer()
    assigned(sworn(proposed(case, person), person), person)
    desk, page = browser_of(somebody(PersonRole.MEDICAL_DIRECTOR)), f"/desk/cases/{case.ident}/reviewer"
    fields = {"do": "take_off", "person": person.ident, "length": _length()}
    assert desk.post(page, fields).status_code == 422
    assert desk.post(page, fields | {"reason": "away"}).status_code == 302
    assert _last().by.role is Role.MEDICAL_DIRECTOR
    assert browser_of(person).get(f"/review/{case.ident}").status_code == 404


def test_nobody_is_assigned_without_oath_or_statement(case: Case) -> None:
    person = a_reviewer()
    proposed(case, person)
    desk, page = browser_of(somebody(PersonRole.COORDINATOR)), f"/desk/cases/{case.ident}/reviewer"
    fields = {"do": "assign", "person": person.ident, "length": _length()}
    assert desk.post(page, fields).status_code == 404
    sworn(case, person)
    ReviewerProfile.objects.update(licensed_in="", certifications="")
    answer = desk.post(page, fields | {"length": _length()})
    assert (answer.status_code, b"Enter this physician" in answer.content) == (422, True)
    assert desk.post(page, {"do": "anything"}).status_code == 404


@pytest.mark.postgresql(slow=True)
def test_the_statement_of_a_reviewer_is_kept(store: str, moment: Clock) -> None:
    person, client = somebody(PersonRole.REVIEWER), browser_of(somebody(PersonRole.MEDICAL_DIRECTOR))
    address = f"/desk/panel/{person.ident}"
    fields = {
        "licensed_in": "California\nOregon",
        "certifications": "Neurology",
        "practice": "12 years",
        "languages": "",
    }
    assert client.post(address, fields | {"capacity": "-1"}).status_code == 422
    assert client.post(address, fields | {"capacity": "3", "practises": "on"}).status_code == 302
    assert client.post(address, fields | {"capacity": "4", "verified_on": "2024-06-01"}).status_code == 302
    profile = ReviewerProfile.objects.get()
    assert (profile.capacity, profile.practises, profile.verified_on) == (4, False, dt.date(2024, 6, 1))
    assert b"Oregon" in client.get("/desk/panel").content
    assert client.get("/desk/panel/P-NOBODY").status_code == 404


@pytest.mark.postgresql(slow=True)
def test_an_oath_answers_the_form_of_the_case_as_it_is_now(store: str, moment: Clock, shelf_folder: Path) -> None:
    case, person = ready_case("IMR-2", 2), a_reviewer()
    proposed(case, person)
    client, address, oath = browser_of(person), f"/review/{case.ident}/oath", _sworn_fields(case, person)
    assert f"affiliation:employee:{WORKER_NAME}" in oath["sworn"]
    entered(case, LineWithdrawn(line="1"), Role.PROVIDER, DAY, "physician")
    answer = client.post(address, oath)
    assert answer.status_code == 409
    assert b"answers another form" in answer.content
    assert client.post(address, _sworn_fields(case, person)).status_code == 302


def test_what_is_disclosed_instead_of_sworn_goes_to_the_desk(case: Case) -> None:
    person = a_reviewer()
    proposed(case, person)
    client, address = browser_of(person), f"/review/{case.ident}/oath"
    point = f"affiliation:employee:{WORKER_NAME}"
    for missing in ({"point": point, "disclosed": " "}, {"point": "affiliation:moon:", "disclosed": "I own it"}):
        assert client.post(address, missing).status_code == 422
    assert client.post(address, {"point": point, "disclosed": "x" * 2001}).status_code == 422
    assert not Refusal.objects.exists()
    assert client.post(address, {"point": point, "disclosed": "I treated her in 2019."}).status_code == 302
    reason = Refusal.objects.get().reason
    assert "I treated her in 2019." in reason
    assert WORKER_NAME in reason
    assert client.get(address).status_code == 404


def test_who_came_into_the_case_after_the_oath_is_sworn_to_anew_before_the_signature(case: Case) -> None:
    person = a_reviewer()
    proposed(case, person)
    client = browser_of(person)
    assert client.post(f"/review/{case.ident}/oath", _sworn_fields(case, person)).status_code == 302
    assigned(case, person, dt.date(2024, 6, 12))
    assert "does not speak of" not in client.get(f"/review/{case.ident}/sign").content.decode()
    describe(case.ident, Described(areas=(), subjects=(Subject(role="employer", name="Badger Cove"),)), person)
    page = client.get(f"/review/{case.ident}/sign").content.decode()
    assert "does not speak of the employer: Badger Cove" in page
    assert "attest again" in page
    assert client.post(f"/review/{case.ident}/oath", _sworn_fields(case, person)).status_code == 302
    assert "does not speak of" not in client.get(f"/review/{case.ident}/sign").content.decode()
