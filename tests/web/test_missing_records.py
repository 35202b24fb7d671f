"""What the record lacks: told with every place of its citation, asked for by a person alone, and of the right party."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest
from django.test import Client

from evenhand.docket.assignment import Deposited, NoticeIssued, RecordsAskedFor, ReferredWithoutRecords
from evenhand.docket.party import Role
from evenhand.notice import outstanding
from evenhand_web.accounts.models import Person, PersonRole
from evenhand_web.cases.models import Case
from evenhand_web.cases.open_case import OpenCase, opened
from evenhand_web.diary.models import Task
from evenhand_web.records.overdue import payer_is_late, tell_of_late_records
from tests.records.test_record import DECISION, MRI, progress_report
from tests.web.cast import browser_of, entered, somebody
from tests.web.review_cast import ready_case
from tests.web.signed_case import DAY, assigned_case
from tests.web.test_sorting import send_sorted, with_papers

Clock = Callable[[dt.datetime], None]
THERAPY = "Therapy notes, Nestor Galdin, PT, Sep 2, 2021"


@pytest.fixture
def coordinator(store: str, moment: Clock, shelf_folder: Path) -> Person:
    return somebody(PersonRole.COORDINATOR)


def _case(coordinator: Person) -> OpenCase:
    return with_papers(ready_case(), coordinator, progress_report("07/06/2021", "No change."), MRI, DECISION)


def _page(client: Client, case: OpenCase) -> str:
    answer = client.get(f"/desk/cases/{case.case.ident}/record/missing")
    assert answer.status_code == 200
    return answer.content.decode()


def _ask(client: Client, case: OpenCase, **fields: str | list[str]) -> int:
    told = {"length": str(case.length), "party": "payer", "looked": "1"} | fields
    return client.post(f"/desk/cases/{case.case.ident}/record/missing", told).status_code


def _asked(coordinator: Person, case: OpenCase) -> list[RecordsAskedFor]:
    now = opened(coordinator, case.case.ident)
    return [entry.payload for entry in now.docket.entries if isinstance(entry.payload, RecordsAskedFor)]


def test_a_paper_that_a_decision_lists_is_missing_with_the_place_of_its_citation(coordinator: Person) -> None:
    case, client = _case(coordinator), browser_of(coordinator)
    words = _page(client, case)
    assert THERAPY in words
    assert "Papers by fax, R5, page 3" in words
    assert "MRI report, Celia Orrin" not in words, "it came"
    place = words.partition("Papers by fax, R5, page 3")[0].rpartition('href="')[2].partition('"')[0]
    assert "RECORDS REVIEWED" in client.get(place).content.decode(), "the link leads to the page of the citation"


def test_nothing_is_asked_before_a_person_has_looked(coordinator: Person) -> None:
    case, client = _case(coordinator), browser_of(coordinator)
    assert _ask(client, case, papers=THERAPY, looked="") == 409
    assert _ask(client, case, papers="") == 409
    assert _ask(client, case, papers=THERAPY, party="nobody") == 409
    assert _asked(coordinator, case) == []
    assert _ask(client, case, papers=[THERAPY, "", "X-ray of the knee"]) == 302
    assert _asked(coordinator, case) == [RecordsAskedFor(party="payer", records=(THERAPY, "X-ray of the knee"))]
    now = opened(coordinator, case.case.ident)
    owed = [owed for owed in outstanding(now.state, now.programme, now.today) if owed.notice == "records_asked"]
    assert {each.party for each in owed} == set(now.state.parties)
    assert "asked for on Jun 12, 2024" in _page(client, case)
    assert _ask(client, case, papers=THERAPY) == 409, "the docket has grown since"


def test_what_a_person_says_of_a_paper_closes_the_gap(coordinator: Person) -> None:
    case, client = _case(coordinator), browser_of(coordinator)
    told = {"paper": "1", "type": "therapy_notes", "title": "Notes", "author": "Nestor Galdin, PT", "day": "2021-09-02"}
    assert send_sorted(client, case, do="describe", **told) == 302
    words = _page(client, case)
    assert THERAPY not in words
    assert "Bruno Halstead" in words, "and what it was taken for is missing now"


def test_a_clock_is_moved_by_no_asking(coordinator: Person) -> None:
    case, client = _case(coordinator), browser_of(coordinator)
    before = opened(coordinator, case.case.ident).case.due_at
    assert _ask(client, case, papers=THERAPY) == 302
    assert opened(coordinator, case.case.ident).case.due_at == before


def _waiting_for_the_payer() -> Case:
    """A case whose notice of assignment was mailed to the payer on June 10."""
    case = assigned_case()
    issued = NoticeIssued(notice="assignment", party="payer", language="en", documents=())
    case = entered(case, issued, Role.ORGANISATION, DAY)
    return entered(case, Deposited(notice="assignment", party="payer", method="mail_ca"), Role.ORGANISATION, DAY)


def test_what_follows_when_the_payer_s_day_has_passed_is_told_once(coordinator: Person, moment: Clock) -> None:
    case = _waiting_for_the_payer()
    assert tell_of_late_records() == 0, "its day has not passed"
    moment(dt.datetime(2024, 6, 28, 19, tzinfo=dt.UTC))
    assert (tell_of_late_records(), tell_of_late_records()) == (1, 0)
    (task,) = Task.objects.filter(case=case, key__startswith="payer-late:")
    assert "ask who applied and who requested the treatment once" in task.words
    client, now = browser_of(coordinator), opened(coordinator, case.ident)
    words = _page(client, now)
    assert "Not asked yet: Imani Example, Dr. Ada Sample." in words
    assert "was due" in words
    assert _ask(client, now, papers="Reports of the six months", party="worker") == 302
    assert "Not asked yet: Dr. Ada Sample." in _page(client, opened(coordinator, case.ident))


def test_a_record_that_came_in_time_is_not_late(coordinator: Person, moment: Clock) -> None:
    ready_case()
    moment(dt.datetime(2024, 6, 28, 19, tzinfo=dt.UTC))
    assert tell_of_late_records() == 0


def test_a_case_that_went_on_without_the_record_asks_for_it_no_more(coordinator: Person, moment: Clock) -> None:
    case = _waiting_for_the_payer()
    moment(dt.datetime(2024, 6, 28, 19, tzinfo=dt.UTC))
    assert payer_is_late(opened(coordinator, case.ident))
    entered(case, ReferredWithoutRecords(reason="Nothing came."), Role.ORGANISATION, dt.date(2024, 6, 28))
    now = opened(coordinator, case.ident)
    assert not payer_is_late(now)
    assert "day has passed" not in _page(browser_of(coordinator), now)
