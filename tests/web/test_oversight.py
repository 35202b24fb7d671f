"""The panel looked over: figures of reviewers for the two roles that may see them, and weeks that run short."""

import datetime as dt
import re
from collections.abc import Callable
from html import unescape
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from evenhand.docket.party import Role
from evenhand.docket.review import DeterminationIssued, LineFinding
from evenhand.treatment import Necessity
from evenhand_web.accounts.models import PersonRole
from evenhand_web.cases.models import Case
from evenhand_web.placing import oversight
from tests.web.cast import browser_of, entered, somebody
from tests.web.panel_cast import describe_case, keep, with_file
from tests.web.review_cast import a_reviewer, ready_case, under_review
from tests.web.signed_case import SIGNED_ON, sign

Clock = Callable[[dt.datetime], None]


@pytest.fixture
def in_motion(store: str, moment: Clock, shelf_folder: Path) -> None:
    """An empty house on a day of its own."""


def _told(client: Client, page: str) -> str:
    """The words of a page of the panel."""
    answer = client.get(f"/desk/panel/{page}")
    assert answer.status_code == 200
    return " ".join(re.sub(r"<[^>]+>", " ", unescape(answer.content.decode())).split())


def test_the_regulator_reads_figures_by_id_and_the_director_by_name(in_motion: None) -> None:
    person = a_reviewer("rae.example")
    case = sign(under_review(person), "The record shows no lasting gain.", reviewer=person.ident)
    regulator, director = (browser_of(somebody(role)) for role in (PersonRole.REGULATOR, PersonRole.MEDICAL_DIRECTOR))
    assert f"{person.ident} 1 0 0 0 \N{EN DASH}" in _told(
        regulator, "figures"
    )  # found, and not issued: it does not count
    payload = DeterminationIssued(findings=(LineFinding(line="1", necessity=Necessity.NOT_NECESSARY),), documents=())
    entered(case, payload, Role.ORGANISATION, SIGNED_ON)
    told = _told(regulator, "figures")
    assert f"{person.ident} 1 1 0 0 not medically necessary 1 1 Median days" in told
    assert "Counted over 1 case of 1" in told
    assert person.name not in told
    assert f"{person.name} {person.ident} 1 1" in _told(director, "figures")


def test_more_cases_than_are_counted_at_once_are_said(in_motion: None, monkeypatch: pytest.MonkeyPatch) -> None:
    person = a_reviewer("rae.example")
    director = browser_of(somebody(PersonRole.MEDICAL_DIRECTOR))
    under_review(person)
    with CaptureQueriesContext(connection) as for_one:
        assert "Counted over 1 case of 1" in _told(director, "figures")
    under_review(person, "IMR-2")
    under_review(person, "IMR-3")
    with CaptureQueriesContext(connection) as for_three:
        assert f"{person.ident} 3 0" in _told(director, "figures")
    assert len(for_one) == len(for_three)
    monkeypatch.setattr(oversight, "MOST_CASES", 2)
    told = _told(director, "figures")
    assert "Counted over 2 cases of 3" in told
    assert f"{person.ident} 2 0" in told


def test_the_weeks_tell_what_finds_nobody_and_what_was_not_counted(in_motion: None) -> None:
    desk = browser_of(somebody(PersonRole.COORDINATOR))
    assert "No credential file is kept" in _told(desk, "supply")
    keep(with_file("rae.example", 1))
    case = ready_case()
    assert "0 cases wait. 1 more is not described" in _told(desk, "supply")
    describe_case(desk, case)
    told = _told(desk, "supply")
    assert "1 case waits." in told
    assert "without a place" not in told.replace("Without a place", "")
    Case.objects.filter(pk=case.pk).update(due_at=dt.datetime(2024, 6, 13, tzinfo=dt.UTC))
    describe_case(desk, case, **{"treatment-0": "dental_services", "region-0": "teeth", "condition-0": "dental"})
    short = _told(desk, "supply")
    assert "In the week of 2024-06-12 1 case (dental_services, teeth, dental) without a place. 0 reviewers" in short
    assert "An unapproved" in short or "weight" in short
