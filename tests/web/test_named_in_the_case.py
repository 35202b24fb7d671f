"""Whom the papers of a case name at intake is sworn to, compared and told in the letter; nobody else is."""

import datetime as dt
import re
from html import unescape
from pathlib import Path

import pytest
from django.test import Client

from evenhand.docket.review import ReviewerAttested
from evenhand.panel.ties.subjects import Subject
from evenhand_web.accounts.models import Person, PersonRole
from evenhand_web.cases.models import Case
from evenhand_web.cases.open_case import opened_by_task, opened_through
from evenhand_web.letters.paper import paper
from evenhand_web.letters.releasing import NotReleasedError, release
from evenhand_web.panel.describing import described, name_in_case, named_in
from evenhand_web.reviewing.signing import readiness
from evenhand_web.reviewing.workspace import workspace
from tests.web.cast import PASSWORD, browser_of, somebody
from tests.web.panel_cast import ABOUT
from tests.web.review_cast import a_reviewer, assigned, proposed, ready_case, write_whole
from tests.web.test_desk import application_fields

NAMED = (
    Subject(role="employer", name="Badger Cove Stores"),
    Subject(role="insurer", name="Zephyr Linden Insurance"),
    Subject(role="ur_organisation", name="Candle UR"),
    Subject(role="provider_network", name="Ferry Network"),
    Subject(role="facility", name="Quay Clinic"),
    Subject(role="maker", name="Otter Devices"),
)
EVERYBODY = [subject.name for subject in NAMED] + ["Imani Example", "Dr. Ada Sample", "Sample Mutual"]


@pytest.fixture
def desk(store: str, moment: object, shelf_folder: Path) -> Client:
    return browser_of(somebody(PersonRole.COORDINATOR))


def _signing(desk: Client) -> tuple[Case, Person]:
    """A case in which everybody is named, sworn and assigned, its draft written."""
    case, person = ready_case(), a_reviewer()
    name_in_case(case.ident, NAMED, person)
    proposed(case, person)
    assert _swear(case, person) == 302
    assigned(case, person, dt.date(2024, 6, 12))
    write_whole(browser_of(person), case)
    return Case.objects.get(), person


def _swear(case: Case, person: Person) -> int:
    client = browser_of(person)
    page = unescape(client.get(f"/review/{case.ident}/oath").content.decode())
    every = {name: re.findall(rf'name="{name}" value="([^"]*)"', page) for name in ("sworn", "form")}
    return client.post(f"/review/{case.ident}/oath", every).status_code


def _sign(case: Case, person: Person) -> int:
    signing = {"length": str(Case.objects.get().length), "password": PASSWORD}
    return browser_of(person).post(f"/review/{case.ident}/sign", signing).status_code


def test_intake_asks_for_everybody_and_keeps_whom_the_papers_name(desk: Client) -> None:
    page = desk.get("/desk/cases/new").content.decode()
    for subject in NAMED[1:]:
        assert f'name="named-{subject.role}"' in page
    keyed = {f"named-{subject.role}": subject.name for subject in NAMED[1:]}
    keyed |= {"beside-employer": NAMED[0].name, "named-facility": "Quay Clinic; Pier Surgery"}
    assert desk.post("/desk/cases/new", application_fields(**keyed)).status_code == 302
    case = Case.objects.get()
    assert {(named.role, named.name) for named in named_in(case.ident)} == {
        *((subject.role, subject.name) for subject in NAMED),
        ("facility", "Pier Surgery"),
    }
    assert described(case.ident) is None  # whom it names says nothing of what its lines are about


def test_what_intake_kept_stands_in_the_description_and_outlasts_it(desk: Client) -> None:
    case = ready_case()
    name_in_case(case.ident, NAMED, somebody(PersonRole.COORDINATOR, "two"))
    address = f"/desk/cases/{case.ident}/about"
    page = desk.get(address).content.decode()
    sent = dict(re.findall(r'name="(subject-[a-z_]+)" value="([^"]*)"', page))
    assert "Otter Devices" in sent["subject-maker"]
    assert desk.post(address, ABOUT | sent).status_code == 302
    assert {named.name for named in named_in(case.ident)} == {subject.name for subject in NAMED}
    assert described(case.ident) is not None


def test_each_is_sworn_to_and_told_in_the_letter_and_nobody_else_is(desk: Client) -> None:
    case, person = _signing(desk)
    oath = next(
        entry.payload for entry in opened_by_task(case).docket.entries if isinstance(entry.payload, ReviewerAttested)
    )
    assert {point.name for point in oath.points if point.name} == set(EVERYBODY)
    determination = readiness(workspace(opened_through(case, person))).determination
    assert determination is not None
    told = determination.analysis.reviewer
    assert {subject.name for subject in told.named} == set(EVERYBODY)
    assert "the employee's attorney" in told.not_stated
    assert "the insurer" not in told.not_stated
    assert not {subject.part for subject in told.named} & set(told.not_stated)


def test_the_letter_shows_a_table_and_says_what_is_not_stated(desk: Client) -> None:
    case, person = _signing(desk)
    assert _sign(case, person) == 302
    director = browser_of(somebody(PersonRole.MEDICAL_DIRECTOR, "odile"))
    page = unescape(director.get(f"/release/{case.ident}").content.decode())
    letter = page[page.index("<article") : page.index("</article>")]
    table = letter[letter.index("no material professional, family or financial affiliation") :]
    table = table[: table.index("</table>")]
    assert all(name in table for name in EVERYBODY)
    sentence = re.search(r"Not stated in the papers of this case[^<]*", letter)
    assert sentence
    assert "the employee's attorney" in sentence[0]
    assert "network" not in sentence[0]
    assert "the employee's attorney" not in table


def test_somebody_who_comes_in_after_the_signature_stops_the_release(desk: Client) -> None:
    case, person = _signing(desk)
    assert _sign(case, person) == 302
    director = somebody(PersonRole.MEDICAL_DIRECTOR, "odile")
    opened = opened_through(Case.objects.get(), director)
    more = (*NAMED, Subject(role="other_provider", name="Lantern Therapy"))
    name_in_case(case.ident, more, person)
    with pytest.raises(NotReleasedError) as refused:
        release(opened, paper(opened), opened.length)
    assert any("Lantern Therapy" in reason for reason in refused.value.reasons)
    assert "Lantern Therapy" in unescape(browser_of(director).get(f"/release/{case.ident}").content.decode())


def test_a_reviewer_may_not_be_whom_the_papers_name(desk: Client) -> None:
    case, person = ready_case(), a_reviewer()
    person.name = "Orla Pinewood"
    person.save(update_fields=("name",))
    name_in_case(case.ident, (Subject(role="other_provider", name="Pinewood, Orla", is_person=True),), person)
    fields = {"do": "propose", "person": person.ident, "length": str(case.length)}
    assert desk.post(f"/desk/cases/{case.ident}/reviewer", fields).status_code == 422
