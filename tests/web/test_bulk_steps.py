"""One step on many cases: foreseen, done to each by itself, and never where a person has to look."""

import datetime as dt
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from evenhand.docket.assignment import Assigned
from evenhand.docket.intake import EligibilityFound, EligibilityOutcome, Priority, UrDecisionFiled, UrEffect
from evenhand.docket.party import Party, Role
from evenhand_web.accounts.models import PersonRole
from evenhand_web.cases.models import Case
from evenhand_web.cases.seam import docket_of
from evenhand_web.infrastructure.worker import work_off
from evenhand_web.letters.models import Issue
from tests.web.cast import browser_of, entered, new_case, somebody

Clock = Callable[[dt.datetime], None]
DAY = dt.date(2024, 6, 10)


@pytest.fixture
def regulator(store: str, moment: Clock) -> Client:
    return browser_of(somebody(PersonRole.REGULATOR))


def _parties(name: str) -> tuple[Party, ...]:
    address = ("1 Sample Street", "Fresno, CA 93701")
    return (
        Party(id="worker", role=Role.APPLICANT, name=name, address=address),
        Party(id="physician", role=Role.PROVIDER, name="Dr. Ada Sample", address=address),
        Party(id="payer", role=Role.PAYER, name="Sample Mutual", address=address),
    )


def _decided(case: Case, **changed: Any) -> Case:
    given: dict[str, Any] = {
        "decided_on": dt.date(2024, 5, 20),
        "effect": UrEffect.DENIED,
        "service": "mail_ca",
        "served_on": dt.date(2024, 5, 20),
        "communicated_on": dt.date(2024, 5, 20),
    }
    return entered(case, UrDecisionFiled(**given | changed), Role.PAYER, DAY, "payer")


def _clear(number: str, name: str, **changed: Any) -> Case:
    return _decided(new_case(number, parties=_parties(name), **changed))


def _send(client: Client, step: str, *cases: Case, **lengths: int) -> str:
    keyed: dict[str, Any] = {"step": step, "case": [case.ident for case in cases]}
    keyed |= {f"length-{case.ident}": lengths.get(case.number, case.length) for case in cases}
    answer = client.post("/desk/steps?list=open", keyed)
    assert answer.status_code == 200
    return answer.content.decode()


def _found(case: Case) -> list[EligibilityOutcome]:
    payloads = (entry.payload for entry in docket_of(Case.objects.get(pk=case.pk)).entries)
    return [payload.outcome for payload in payloads if isinstance(payload, EligibilityFound)]


@pytest.mark.postgresql(slow=True)
def test_eligibility_is_found_in_every_clear_case_and_each_has_its_own_entry(regulator: Client) -> None:
    cases = [_clear("IMR-1", "Imani Quist"), _clear("IMR-2", "Boris Abernathy", injured_on=dt.date(2021, 3, 4))]
    page = regulator.get("/desk/steps?list=open&step=eligibility").content.decode()
    ready = page[: page.index("Where it is not taken")] if "Where it is not taken" in page else page
    assert all(case.number in ready for case in cases)
    assert not any(map(_found, cases))
    told = _send(regulator, "eligibility", *cases)
    assert "Nothing was done" not in told
    assert [_found(case) for case in cases] == [[EligibilityOutcome.ELIGIBLE]] * 2


_IN_MARCH = dict.fromkeys(("decided_on", "served_on", "communicated_on"), dt.date(2024, 3, 1))
NOT_CLEAR: dict[str, Callable[[], Case]] = {
    "not signed": lambda: _clear("IMR-9", "Chloe Fogelmark", is_signed=False),
    "no decision on file": lambda: new_case("IMR-9", parties=_parties("Chloe Fogelmark")),
    "too late": lambda: _decided(new_case("IMR-9", parties=_parties("Chloe Fogelmark")), **_IN_MARCH),
    "expedited": lambda: _clear("IMR-9", "Chloe Fogelmark", priority=Priority.EXPEDITED, certified_by="physician"),
    "haste asked for": lambda: _clear("IMR-9", "Chloe Fogelmark", priority=Priority.EXPEDITED),
    "liability in dispute": lambda: _decided(
        new_case("IMR-9", parties=_parties("Chloe Fogelmark")), liability_disputed=True
    ),
    "service not known": lambda: _decided(
        new_case("IMR-9", parties=_parties("Chloe Fogelmark")), served_on=None, communicated_on=None
    ),
    "may be here twice": lambda: (
        new_case("IMR-8", parties=_parties("Chloe Fogelmarc")),
        _clear("IMR-9", "Chloe Fogelmark"),
    )[1],
    "who applied is an agent": lambda: _clear("IMR-9", "Chloe Fogelmark", applicant_is="agent"),
}


@pytest.mark.parametrize("why", sorted(NOT_CLEAR))
def test_what_a_person_has_to_look_at_is_never_decided_with_others(regulator: Client, why: str) -> None:
    odd, clear = NOT_CLEAR[why](), _clear("IMR-1", "Boris Abernathy", injured_on=dt.date(2021, 3, 4))
    page = regulator.get("/desk/steps?list=open&step=eligibility").content.decode()
    assert "IMR-9" in page[page.index("Where it is not taken") :]
    told = _send(regulator, "eligibility", odd, clear)
    assert (_found(odd), _found(clear)) == ([], [EligibilityOutcome.ELIGIBLE])
    assert re.search(r"IMR-9</a>: <strong>Nothing was done", told)


@pytest.mark.postgresql(slow=True)
def test_a_case_that_changed_or_is_not_there_stops_none_of_the_others(regulator: Client) -> None:
    first = _clear("IMR-1", "Imani Quist")
    second = _clear("IMR-2", "Boris Abernathy", injured_on=dt.date(2021, 3, 4))
    gone = Case(ident="c-nowhere", number="IMR-0", length=1)
    told = _send(regulator, "eligibility", first, gone, second, **{"IMR-1": 1})
    assert (_found(first), _found(second)) == ([], [EligibilityOutcome.ELIGIBLE])
    assert "has changed since you looked" in told
    assert "not open to you" in told


def test_a_coordinator_without_leave_decides_on_none(store: str, moment: Clock) -> None:
    case = _clear("IMR-1", "Imani Quist")
    told = _send(browser_of(somebody(PersonRole.COORDINATOR)), "eligibility", case)
    assert "not yours" in told
    assert not _found(case)


def test_cases_are_assigned_and_every_notice_owed_is_issued(store: str, moment: Clock, shelf_folder: object) -> None:
    eligible = EligibilityFound(outcome=EligibilityOutcome.ELIGIBLE)
    cases = [
        entered(_clear(f"IMR-{place}", name), eligible, Role.REGULATOR, DAY)
        for place, name in enumerate(("Imani Quist", "Boris Abernathy"), start=1)
    ]
    desk = browser_of(somebody(PersonRole.COORDINATOR))
    assert "Nothing was done" not in _send(desk, "assignment", *cases)
    cases = [Case.objects.get(pk=case.pk) for case in cases]
    assert [docket_of(case).entries[-1].payload.__class__ for case in cases] == [Assigned, Assigned]
    page = desk.get("/desk/steps?list=open&step=notices").content.decode()
    assert page.count("Notice of Assignment and Request for Information (NOARFI), to 3.") == 2
    assert "Nothing was done" not in _send(desk, "notices", *cases)
    asked = set(Issue.objects.values_list("case__number", "what"))
    assert asked == {(case.number, what) for case in cases for what in ("eligible", "assignment")}
    work_off()
    assert {issue.state for issue in Issue.objects.all()} == {Issue.State.ENTERED}
