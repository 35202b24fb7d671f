"""Possible duplicates and joining: found across filers, explained, decided by a person, entered in all or in none."""

import datetime as dt
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from evenhand.docket.assignment import Assigned, RecordsReceived
from evenhand.docket.intake import (
    Consolidated,
    EligibilityFound,
    EligibilityOutcome,
    LineSevered,
    Priority,
    UrDecisionFiled,
    UrEffect,
)
from evenhand.docket.party import MedicalRecord, Party, Role
from evenhand.likeness import Described
from evenhand.procedure.state import read_case
from evenhand.treatment import DisputedTreatment, Units
from evenhand_web.accounts.models import Person, PersonRole
from evenhand_web.cases.docketing import NumberTakenError
from evenhand_web.cases.duplicates import alike, describe, index_case, note_beside
from evenhand_web.cases.models import Case, ComparedCase, CompareKey, PairJudged
from evenhand_web.cases.seam import docket_of
from evenhand_web.cases.transfer import export_docket, import_docket
from evenhand_web.infrastructure.programmes import programme_of
from evenhand_web.infrastructure.worker import tick
from tests.web.cast import application, browser_of, entered, new_case, somebody
from tests.web.test_desk import application_fields, party_fields

Clock = Callable[[dt.datetime], None]
DAY = dt.date(2024, 6, 10)
LINES = (
    DisputedTreatment(id="1", words="Six sessions of massage", units=Units(unit="session")),
    DisputedTreatment(id="2", words="MRI", units=Units(unit="study")),
)


@pytest.fixture
def person(store: str, moment: Clock) -> Person:
    return somebody(PersonRole.COORDINATOR)


@pytest.fixture
def coordinator(person: Person) -> Client:
    return browser_of(person)


def _misspelt(number: str, **changed: Any) -> Case:
    parties = list(application().payload.parties)  # type: ignore[attr-defined]
    parties[0] = Party(id="worker", role=Role.APPLICANT, name="Imani Exmaple", address=("1 Sample Street",))
    return new_case(number, parties=tuple(parties), **changed)


def _page(client: Client, case: Case) -> str:
    answer = client.get(f"/office/cases/{case.ident}/alike")
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.postgresql(slow=True)
def test_a_duplicate_with_a_misspelt_name_is_found_and_explained(coordinator: Client) -> None:
    first, second = new_case("IMR-1"), _misspelt("IMR-2")
    new_case("IMR-3", injured_on=dt.date(2011, 3, 5), treatments=(LINES[1],))
    page = _page(coordinator, second)
    assert f"/desk/cases/{first.ident}" in page
    assert "IMR-3" not in page
    assert "Looks like one application" in page
    assert (
        "Name differs by one letter; same date of injury; same treatments; same name of the requesting physician."
        in page
    )
    assert "day of birth not known of both" in page


def test_facts_beside_the_docket_weigh_and_are_kept_out_of_it(coordinator: Client) -> None:
    first, second = new_case("IMR-1"), _misspelt("IMR-2", injured_on=dt.date(2011, 3, 5), treatments=(LINES[1],))
    assert "IMR-1" not in _page(coordinator, second)
    for case in (first, second):
        keyed = {"beside-claim_number": "SM-2020-417", "beside-born_on": "1980-03-04", "beside-employer": ""}
        assert coordinator.post(f"/office/cases/{case.ident}/alike", keyed).status_code == 302
    page = _page(coordinator, second)
    assert "same claim number" in page.lower()
    assert "IMR-1" in page
    assert b"SM-2020" not in export_docket(first)
    emptied = {"beside-claim_number": "", "beside-born_on": "", "beside-employer": ""}
    coordinator.post(f"/office/cases/{second.ident}/alike", emptied)
    assert "IMR-1" not in _page(coordinator, second)
    assert coordinator.post(f"/office/cases/{first.ident}/alike", {"beside-born_on": "1492-01-01"}).status_code == 422


@pytest.mark.postgresql(slow=True)
def test_a_person_says_what_two_cases_are_and_eligibility_hears_of_it(coordinator: Client) -> None:
    denied = UrDecisionFiled(decided_on=dt.date(2024, 5, 20), effect=UrEffect.DENIED, service="mail_ca")
    first = entered(new_case("IMR-1"), denied, Role.APPLICANT, DAY, "worker")
    second = entered(_misspelt("IMR-2"), denied, Role.APPLICANT, DAY, "worker")
    office = browser_of(somebody(PersonRole.REGULATOR))
    reading = f"/desk/cases/{second.ident}/enter/eligibility_found"
    assert "Case IMR-1 is on the same treatment" not in office.get(reading).content.decode()
    address = f"/office/cases/{second.ident}/alike/{first.ident}"
    verdict = {"opened_on": "0", "verdict": "duplicate", "reason": "same fax, sent twice"}
    assert coordinator.post(address, verdict | {"verdict": ""}).status_code == 422
    assert coordinator.post(address, verdict).status_code == 302
    assert "Case IMR-1 is on the same treatment" in office.get(reading).content.decode()
    late = coordinator.post(address, verdict | {"verdict": "different", "reason": "keyed with care"})
    assert late.status_code == 409
    assert "keyed with care" in late.content.decode()
    last = PairJudged.objects.get()
    other_way = f"/office/cases/{first.ident}/alike/{second.ident}"
    otherwise = verdict | {"opened_on": last.pk, "verdict": "different", "reason": "twins"}
    assert coordinator.post(other_way, otherwise).status_code == 302
    assert "Case IMR-1 is on the same treatment" not in office.get(reading).content.decode()
    assert "twins" in _page(coordinator, second)
    assert (Case.objects.get(pk=first.pk).head, PairJudged.objects.count()) == (first.head, 2)


@pytest.mark.postgresql(slow=True)
def test_an_application_that_is_here_already_is_told_before_its_case_is_opened(coordinator: Client) -> None:
    case = new_case("IMR-1")
    keyed = application_fields(case_number="IMR-2") | party_fields("applicant", "EXAMPLE, Imani")
    answer = coordinator.post("/desk/cases/new", keyed)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert f"/desk/cases/{case.ident}" in page
    assert "EXAMPLE, Imani" in page
    assert Case.objects.count() == 1
    token = re.search(r'name="looked_at" value="(\w+)"', page)
    assert token
    answer = coordinator.post("/desk/cases/new", keyed | {"looked_at": token[1], "beside-employer": "Sample Orchards"})
    assert answer.status_code == 302
    assert ComparedCase.objects.get(case__number="IMR-2").named == {"employer": "Sample Orchards"}


@pytest.mark.postgresql(slow=True)
def test_a_number_in_use_undoes_all_of_an_intake(coordinator: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def taken(*_: object) -> None:
        raise NumberTakenError(None)

    monkeypatch.setattr("evenhand_web.cases.intake.note_beside", taken)
    assert coordinator.post("/desk/cases/new", application_fields()).status_code == 409
    assert not Case.objects.exists() | CompareKey.objects.exists()


@pytest.mark.postgresql(slow=True)
def test_cases_of_before_are_indexed_at_a_tick(person: Person) -> None:
    first, second = new_case("IMR-1"), new_case("IMR-2")
    CompareKey.objects.all().delete()
    ComparedCase.objects.all().delete()
    tick()
    described = describe(read_case(docket_of(second), programme_of("ca_wc")))
    assert described is not None
    assert [like.case for like in alike(described, second)] == [first]


@pytest.mark.postgresql(slow=True)
def test_of_an_erased_application_nothing_stays(person: Person) -> None:
    first, second = new_case("IMR-1"), new_case("IMR-2")
    note_beside(second, Described(name="", claim_number="SM-1"))
    index_case(second, None)
    row = ComparedCase.objects.get(case=second)
    assert (row.name, row.claim_number, row.occurred_on, row.lines) == ("", "", None, None)
    described = describe(read_case(docket_of(first), programme_of("ca_wc")))
    assert described is not None
    assert alike(described, first) == ()


@pytest.mark.postgresql(slow=True)
def test_an_imported_case_is_indexed_at_once(person: Person) -> None:
    data = export_docket(new_case("IMR-1"))
    CompareKey.objects.all().delete()
    ComparedCase.objects.all().delete()
    Case.objects.update(number="IMR-0", number_key="imr0")
    case, findings = import_docket(data, "x", "ca_wc")
    assert case is not None, findings
    assert ComparedCase.objects.get().case == case


def test_finding_asks_no_more_among_three_than_among_one(coordinator: Client) -> None:
    case = new_case("IMR-1")

    def count() -> int:
        with CaptureQueriesContext(connection) as asked:
            _page(coordinator, case)
        return len(asked)

    new_case("IMR-2")
    count()
    for_one_case = count()
    new_case("IMR-3")
    new_case("IMR-4")
    assert count() == for_one_case <= 16


# Joining


def _eligible(number: str, records_on: dt.date | None = None, **changed: Any) -> Case:
    case = entered(
        new_case(number, **changed), EligibilityFound(outcome=EligibilityOutcome.ELIGIBLE), Role.REGULATOR, DAY
    )
    if records_on is None:
        return case
    case = entered(case, Assigned(organisation="Sample IMRO"), Role.REGULATOR, DAY)
    answers = tuple(required_record.id for required_record in programme_of("ca_wc").required_records)
    records = RecordsReceived(party="payer", documents=(MedicalRecord(id="R1", title="All", answers=answers),))
    return entered(case, records, Role.PAYER, records_on, "payer")


def _proposed(client: Client, case: Case, *others: Case) -> str:
    answer = client.get(f"/office/cases/{case.ident}/joining", {"with": [other.ident for other in others]})
    assert answer.status_code == 200
    return answer.content.decode()


def _sent(*cases: Case, **more: str) -> dict[str, Any]:
    lengths = {f"length-{case.ident}": str(case.length) for case in cases}
    return {"with": [case.ident for case in cases[1:]]} | lengths | more


@pytest.mark.postgresql(slow=True)
def test_joining_shows_its_effect_and_is_entered_in_all(coordinator: Client) -> None:
    first = _eligible("IMR-1", dt.date(2024, 6, 10), treatments=LINES)
    second = _eligible("IMR-2", dt.date(2024, 6, 12))
    third = _eligible("IMR-3")
    fast = _eligible("IMR-4", priority=Priority.EXPEDITED, certified_by="physician")
    page = _proposed(coordinator, second, first, third, fast)
    assert "The consolidated determination would be due on <strong>Wednesday, July 10, 2024</strong>" in page
    assert "2 days earlier" in page
    assert "Unchanged: it governs" in page
    assert "Takes the day of the others" in page
    assert "Runs alone" in page
    assert "Consolidate 3 applications" in page
    out = {f"out-{first.ident}-2": "IMR-1-B"}
    answer = coordinator.post(f"/office/cases/{second.ident}/joining", _sent(second, first, third, fast, **out))
    assert answer.status_code == 302, answer.content.decode()
    entries = {case.number: docket_of(case).entries for case in Case.objects.all()}
    joined = entries["IMR-1"][-2].payload
    assert isinstance(joined, Consolidated)
    assert sorted(joined.case_numbers) == ["IMR-2", "IMR-3"]
    severed = entries["IMR-1"][-1].payload
    assert isinstance(severed, LineSevered)
    assert (severed.line, severed.case_number) == ("2", "IMR-1-B")
    assert [str(entries[number][-1].kind) for number in ("IMR-2", "IMR-3")] == ["consolidated"] * 2
    assert len(entries["IMR-4"]) == fast.length


@pytest.mark.postgresql(slow=True)
def test_joining_is_entered_in_all_or_in_none(coordinator: Client) -> None:
    first, second = _eligible("IMR-1"), _eligible("IMR-2", treatments=LINES)
    keyed = _sent(first, second, **{f"out-{second.ident}-1": "IMR-2-KEYED"})
    entered(second, Assigned(organisation="Sample IMRO"), Role.REGULATOR, DAY)
    answer = coordinator.post(f"/office/cases/{first.ident}/joining", keyed)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Nothing was entered in any of them" in page
    assert "IMR-2-KEYED" in page
    assert f'name="length-{second.ident}" value="3"' in page
    assert Case.objects.get(pk=first.pk).length == first.length


@pytest.mark.postgresql(slow=True)
@pytest.mark.parametrize(
    ("changed", "fault"),
    [
        ({"out-{}-1": "IMR-9", "out-{}-2": "IMR-9"}, "No line would be left"),
        ({"out-{}-1": "IMR-1"}, "cannot leave it and go on under the same number"),
        ({"out-{}-1": "9" * 41}, "too long"),
    ],
)
def test_lines_taken_out_wrongly_come_back(coordinator: Client, changed: dict[str, str], fault: str) -> None:
    first, second = _eligible("IMR-1", treatments=LINES), _eligible("IMR-2")
    keyed = _sent(first, second, **{name.format(first.ident): value for name, value in changed.items()})
    answer = coordinator.post(f"/office/cases/{first.ident}/joining", keyed)
    assert answer.status_code == 422
    assert fault in answer.content.decode()
    assert Case.objects.get(pk=second.pk).length == second.length


def test_what_may_not_be_joined_is_said_and_not_entered(coordinator: Client) -> None:
    first, second = _eligible("IMR-1"), new_case("IMR-2")
    assert "IMR-2 has not been found eligible" in _proposed(coordinator, first, second)
    answer = coordinator.post(f"/office/cases/{first.ident}/joining", _sent(first, second))
    assert answer.status_code == 422
    stranger = _eligible("IMR-3", injured_on=dt.date(2011, 3, 5))
    assert "IMR-3" not in _proposed(coordinator, first)
    assert coordinator.post(f"/office/cases/{first.ident}/joining", _sent(first, stranger)).status_code == 422
    assert Case.objects.get(pk=first.pk).length == first.length


@pytest.mark.postgresql(slow=True)
def test_a_name_spelled_otherwise_is_joined_once_a_person_said_so(coordinator: Client, person: Person) -> None:
    first, second = _eligible("IMR-1"), _misspelt("IMR-2")
    assert "None to consolidate" in _proposed(coordinator, first)
    verdict = {"opened_on": "0", "verdict": "related", "reason": ""}
    coordinator.post(f"/office/cases/{first.ident}/alike/{second.ident}", verdict)
    assert "IMR-2" in _proposed(coordinator, first)


@pytest.mark.postgresql(slow=True)
def test_note_beside_never_reaches_another_case(person: Person) -> None:
    first, second = new_case("IMR-1"), new_case("IMR-2")
    note_beside(first, Described(name="", claim_number="SM-1"))
    assert [compared.claim_number for compared in ComparedCase.objects.order_by("case")] == ["SM-1", ""]
    assert {compared.name for compared in ComparedCase.objects.filter(case__in=(first, second))} == {"Imani Example"}


def _keyed_again(client: Client, **changed: str) -> tuple[dict[str, str], str]:
    """An application that may be here, as it is keyed, and the page that says so."""
    keyed = application_fields(case_number="", **changed) | party_fields("applicant", "Imany Example")
    answer = client.post("/desk/cases/new", keyed)
    assert answer.status_code == 409
    page = answer.content.decode()
    token = re.search(r'name="looked_at" value="(\w+)"', page)
    assert token
    return keyed | {"looked_at": token[1]}, page


@pytest.mark.parametrize("verdict", ["duplicate", "different", ""])
def test_what_a_case_is_to_those_it_may_be_is_said_when_it_is_opened(coordinator: Client, verdict: str) -> None:
    denied = UrDecisionFiled(decided_on=dt.date(2024, 5, 20), effect=UrEffect.DENIED, service="mail_ca")
    lines = (DisputedTreatment(id="1", words="Physical therapy, 12 visits, lumbar spine", units=Units(unit="visit")),)
    first = entered(new_case("IMR-1", treatments=lines), denied, Role.APPLICANT, DAY, "worker")
    keyed, page = _keyed_again(coordinator, **{"lines-0-words": "PT x12 lumbar"})
    assert "of 100" in page
    assert "Name differs by one letter" in page or "name differs by one letter" in page
    assert "same treatments, it seems, in other words" in page.lower()
    assert coordinator.post("/desk/cases/new", keyed | {f"pair-{first.ident}": verdict}).status_code == 302
    second = entered(Case.objects.get(number="IMR-2024-000001"), denied, Role.APPLICANT, DAY, "applicant")
    office = browser_of(somebody(PersonRole.REGULATOR))
    reading = office.get(f"/desk/cases/{second.ident}/enter/eligibility_found").content.decode()
    assert ("Nobody has said whether this is one application with case IMR-1" in reading) == (not verdict)
    assert [judged.verdict for judged in PairJudged.objects.all()] == ([verdict] if verdict else [])
    assert Case.objects.get(pk=first.pk).head == first.head


def test_a_verdict_on_a_case_that_it_is_not_like_is_not_written_down(coordinator: Client) -> None:
    new_case("IMR-1")
    other = new_case("IMR-3", injured_on=dt.date(2011, 3, 5), treatments=(LINES[1],), parties=_OTHERS)
    keyed, _ = _keyed_again(coordinator)
    assert coordinator.post("/desk/cases/new", keyed | {f"pair-{other.ident}": "duplicate"}).status_code == 302
    assert not PairJudged.objects.exists()


_OTHERS = (
    Party(id="worker", role=Role.APPLICANT, name="Boris Quist", address=("1 Sample Street",)),
    Party(id="physician", role=Role.PROVIDER, name="Dr. Ada Sample", address=("2 Sample Street",)),
    Party(id="payer", role=Role.PAYER, name="Sample Mutual", address=("3 Sample Street",)),
)
