"""The diary: tasks and whose they are, calls and what follows from them, addresses, duty and its alarm."""

import datetime as dt
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from evenhand.docket.assignment import Assigned, Deposited, MailReturned, NoticeIssued
from evenhand.docket.entry import Occurrence
from evenhand.docket.intake import EligibilityFound, EligibilityOutcome, Priority
from evenhand.docket.party import Actor, DocumentRef, Role
from evenhand_web.accounts.models import Person, PersonRole
from evenhand_web.cases.contact import ContactStaleError, Reached, as_reached, tell
from evenhand_web.cases.docketing import enter_in
from evenhand_web.cases.models import Case, PartyContact
from evenhand_web.cases.open_case import opened_by_task
from evenhand_web.diary.duty import gap, stages_over
from evenhand_web.diary.models import Shift, Talk, Task
from evenhand_web.diary.tasks import raise_task
from evenhand_web.infrastructure.models import OutboxMessage
from evenhand_web.infrastructure.worker import tick
from evenhand_web.office.hours import zone
from evenhand_web.office.roster_page import day_span, roster_page, uncovered
from evenhand_web.office.task_page import PAGE
from tests.web.cast import WORKER_NAME, browser_of, entered, new_case, somebody, whole_case
from tests.web.conftest import NOON
from tests.web.postgres import asked_for_the_trace

Clock = Callable[[dt.datetime], None]
DAY = dt.date(2024, 6, 10)
HOUR = dt.timedelta(hours=1)
NEWS = "There is news at your desk"


@pytest.fixture
def person(store: str, moment: Clock) -> Person:
    return somebody(PersonRole.COORDINATOR)


@pytest.fixture
def coordinator(person: Person) -> Client:
    return browser_of(person)


def _talk(**changed: Any) -> dict[str, Any]:
    return {
        "manner": "telephone",
        "speaker": "Rosa Example",
        "telephone": "555 0100",
        "on": "2024-06-12",
        "hour": "11:30",
        "about": "“They stopped my tablets and my leg went numb.”",
        "language": "es",
        "interpreter": "on",
    } | changed


@pytest.mark.postgresql(slow=True)
def test_a_call_is_written_down_in_the_caller_s_words(coordinator: Client) -> None:
    case = new_case()
    answer = coordinator.post(f"/office/cases/{case.ident}/calls/new", _talk(party="worker", call_back="on"))
    assert answer.headers["Location"] == f"/office/cases/{case.ident}"
    talk, task = Talk.objects.get(), Task.objects.get()
    assert (talk.case, talk.party, talk.interpreter, talk.language) == (case, "worker", True, "es")
    assert talk.at == dt.datetime(2024, 6, 12, 18, 30, tzinfo=dt.UTC)
    assert task.words == "Call Rosa Example back on 555 0100, with an interpreter of Spanish."
    page = coordinator.get(f"/office/cases/{case.ident}").content.decode()
    assert "They stopped my tablets" in page
    assert "Interpreter needed" in page
    assert case.length == Case.objects.get().length


@pytest.mark.parametrize(
    ("changed", "fault"),
    [
        ({"on": "2024-06-13"}, "still to come"),
        ({"number": "IMR-404"}, "no case of this number"),
        ({"may_be_danger": "on"}, "Name the case"),
        ({"about": ""}, "Answer this"),
    ],
)
def test_a_call_keyed_wrong_comes_back(coordinator: Client, changed: dict[str, str], fault: str) -> None:
    answer = coordinator.post("/office/calls/new", _talk(**changed))
    assert answer.status_code == 422
    assert fault in answer.content.decode()
    assert "Rosa Example" in answer.content.decode()
    assert not Talk.objects.exists()


def test_what_may_be_danger_is_asked_about_within_the_hour_and_converts_nothing(coordinator: Client) -> None:
    case = new_case()
    assert coordinator.post("/office/calls/new", _talk(number="imr-1", may_be_danger="on")).status_code == 302
    task, message = Task.objects.get(), OutboxMessage.objects.get(subject=NEWS)
    assert (task.kind, task.case, task.due_at) == ("certification", case, NOON + HOUR)
    assert message.subject == NEWS
    for secret in ("Rosa", WORKER_NAME, "IMR-1", "numb", case.ident):
        assert secret not in message.subject + message.body
    now = Case.objects.get()
    assert (now.length, now.priority) == (1, "regular")


@pytest.mark.postgresql(slow=True)
def test_mail_that_came_back_is_a_task_once(person: Person, coordinator: Client) -> None:
    case = entered(new_case(), EligibilityFound(outcome=EligibilityOutcome.ELIGIBLE), Role.REGULATOR, DAY)
    case = entered(case, Assigned(organisation="Sample IMRO"), Role.REGULATOR, DAY)
    letter = DocumentRef(sha256="0" * 64, name="letter.pdf", media_type="application/pdf")
    issued = NoticeIssued(notice="assignment", party="worker", language="en", documents=(letter,))
    case = entered(case, issued, Role.ORGANISATION, DAY)
    case = entered(case, Deposited(notice="assignment", party="worker", method="mail_ca"), Role.ORGANISATION, DAY)
    returned = MailReturned(notice="assignment", party="worker", reason="moved")
    happened = Occurrence(payload=returned, on=DAY, by=Actor(role=Role.ORGANISATION))
    enter_in(case, case.length, happened, person)
    task = Task.objects.get()
    assert (task.kind, task.case, task.given_to) == ("address", case, person)
    assert "came back (moved)" in task.words
    assert task.words.split(".")[0] in coordinator.get("/office/tasks").content.decode().replace("&quot;", '"')


def _address_of(case: Case, on: dt.date) -> tuple[str, ...]:
    return as_reached(opened_by_task(case), on).state.parties["worker"].address


@pytest.mark.postgresql(slow=True)
def test_letters_go_to_the_newest_address_that_holds_on_their_day(coordinator: Client, person: Person) -> None:
    case = new_case()
    assert _address_of(case, DAY) == ("1 Sample Street", "Fresno, CA 93701")
    keyed = {
        "opened_on": "0",
        "address": "9 New Street\n\nFresno, CA 93702",
        "since": "2024-06-11",
        "how": "by telephone",
    }
    address = f"/office/cases/{case.ident}/parties/worker"
    assert coordinator.post(address, keyed).status_code == 302
    assert _address_of(case, dt.date(2024, 6, 10)) == ("1 Sample Street", "Fresno, CA 93701")
    assert _address_of(case, dt.date(2024, 6, 11)) == ("9 New Street", "Fresno, CA 93702")
    assert "9 New Street" in whole_case(coordinator, case.ident)
    read = opened_by_task(case)
    letter = as_reached(read, dt.date(2024, 6, 11)).state
    assert letter.parties["worker"].address == ("9 New Street", "Fresno, CA 93702")
    assert letter.parties["payer"] == read.state.parties["payer"]
    assert read.state.parties["worker"].address == ("1 Sample Street", "Fresno, CA 93701")
    late = coordinator.post(address, keyed | {"address": "8 Other Street"})
    page = late.content.decode()
    assert late.status_code == 409
    assert "8 Other Street" in page
    assert "9 New Street" in page
    now = re.search(r'name="opened_on" value="(\d+)"', page)
    assert now
    assert coordinator.post(address, keyed | {"opened_on": now[1]}).status_code == 302
    with pytest.raises(ContactStaleError):
        tell(case, "worker", Reached(("x",), "", "", "", DAY), "x", person, 0)
    assert coordinator.get(f"/office/cases/{case.ident}/parties/nobody").status_code == 404
    assert PartyContact.objects.count() == 2


@pytest.mark.postgresql(slow=True)
def test_a_task_is_ended_by_one_and_the_other_is_told(coordinator: Client) -> None:
    task = raise_task("k", Task.Kind.OTHER, "Ask for the missing page", HOUR)
    assert raise_task("k", Task.Kind.OTHER, "Again", HOUR) == task
    assert coordinator.post(f"/office/tasks/{task.ident}", {"do": "end", "outcome": ""}).status_code == 422
    assert coordinator.post(f"/office/tasks/{task.ident}", {"do": "end", "outcome": "It came"}).status_code == 302
    other = browser_of(somebody(PersonRole.COORDINATOR, "second"))
    answer = other.post(f"/office/tasks/{task.ident}", {"do": "end", "outcome": "keyed with care"})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "It came" in page
    assert "keyed with care" in page
    task.refresh_from_db()
    assert task.outcome == "It came"


@pytest.mark.postgresql(slow=True)
def test_a_task_is_passed_on_unless_somebody_has_it_meanwhile(coordinator: Client, person: Person) -> None:
    task, director = raise_task("k", Task.Kind.OTHER, "look again", HOUR), somebody(PersonRole.MEDICAL_DIRECTOR)
    address = f"/office/tasks/{task.ident}"
    assert browser_of(director).get(address).status_code == 404
    give = {"do": "give", "given_to": director.pk, "holder_was": ""}
    assert coordinator.post(address, give).status_code == 302
    assert browser_of(director).get(address).status_code == 200
    assert coordinator.post(address, give | {"given_to": person.pk}).status_code == 409
    assert "look again" not in coordinator.get("/office/tasks").content.decode()
    assert "look again" in coordinator.get("/office/tasks?whose=all").content.decode()
    task.refresh_from_db()
    assert task.given_to == director


def test_a_task_is_set_by_hand_with_its_hour(coordinator: Client, person: Person) -> None:
    case = new_case()
    keyed = {"words": "Look at the fax", "on": "2024-06-13", "hour": "09:15", "given_to": person.pk}
    address = f"/office/cases/{case.ident}/tasks/new"
    assert coordinator.post(address, keyed | {"on": "2024-06-11"}).status_code == 422
    assert coordinator.post(address, keyed).status_code == 302
    assert Task.objects.get().due_at == dt.datetime(2024, 6, 13, 16, 15, tzinfo=dt.UTC)


@pytest.mark.postgresql(slow=True)
def test_tasks_page_through_without_loss(coordinator: Client) -> None:
    for number in range(PAGE * 2 + 3):
        raise_task(f"k{number}", Task.Kind.OTHER, f"thing {number:03}", HOUR)
    for whose in ("mine", "done"):
        rows, address = [], f"/office/tasks?whose={whose}"
        while address:
            page = coordinator.get(address).content.decode()
            rows += re.findall(r"thing (\d{3})", page)
            more = re.search(r'<a href="([^"]+)" hx-get', page)
            address = more[1].replace("&amp;", "&") if more else ""
        assert sorted(rows) == [f"{number:03}" for number in range(PAGE * 2 + 3)]
        Task.objects.update(done_at=NOON)


@pytest.mark.postgresql(slow=True)
@pytest.mark.parametrize("after", ["x", "1-", "9" * 30 + "-1", "1-" + "9" * 30])
def test_a_strange_place_among_tasks_is_borne(coordinator: Client, after: str) -> None:
    assert coordinator.get("/office/tasks", {"after": after, "whose": "?"}).status_code == 200
    assert coordinator.get("/office/calls", {"before": after}).status_code == 200


def _count(client: Client, address: str) -> int:
    client.get(address)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address).status_code == 200
        return len(asked)


@pytest.mark.postgresql(slow=True)
def test_lists_ask_no_more_for_three_rows_than_for_one(coordinator: Client, person: Person) -> None:
    case = new_case()
    lists = ("/office/tasks", "/office/calls", "/office/roster", f"/office/cases/{case.ident}")

    def add(number: int) -> None:
        raise_task(f"k{number}", Task.Kind.OTHER, "words", HOUR, case, person, person)
        coordinator.post(f"/office/cases/{case.ident}/calls/new", _talk(about=f"words {number}"))
        Shift.objects.create(person=person, begins_at=NOON - HOUR, ends_at=NOON + HOUR)
        told = Reached((f"{number} Street",), "", "", "", DAY)
        last = PartyContact.objects.order_by("-pk").first()
        tell(case, "worker", told, "by letter", person, last.pk if last else 0)

    add(1)
    for_one_row = [_count(coordinator, address) for address in lists]
    add(2)
    add(3)
    assert [_count(coordinator, address) for address in lists] == for_one_row
    assert max(for_one_row) <= 12 + asked_for_the_trace()


def _shift(role: PersonRole, begins: dt.datetime, ends: dt.datetime) -> Shift:
    person = Person.objects.filter(role=role).first() or somebody(role)
    return Shift.objects.create(person=person, begins_at=begins, ends_at=ends)


def test_an_expedited_case_without_everybody_on_duty_is_an_alarm_on_every_page(
    person: Person, coordinator: Client, moment: Clock
) -> None:
    director = browser_of(somebody(PersonRole.MEDICAL_DIRECTOR))
    office = browser_of(somebody(PersonRole.REGULATOR))
    new_case("IMR-1")
    assert gap() is None
    new_case("IMR-2", priority=Priority.EXPEDITED, certified_by="physician")
    _shift(PersonRole.COORDINATOR, NOON - HOUR, NOON + HOUR)
    for client in (coordinator, director):
        for address in ("/desk/", "/account", "/nothing-here"):
            page = client.get(address).content.decode()
            assert "no physician reviewer and no medical director is on call" in page
            assert "IMR-2" not in page or address == "/desk/"
    assert "on call" not in office.get("/desk/").content.decode()
    _shift(PersonRole.REVIEWER, NOON - HOUR, NOON + HOUR)
    _shift(PersonRole.MEDICAL_DIRECTOR, NOON - HOUR, NOON + HOUR)
    assert "Nobody on call" not in coordinator.get("/desk/").content.decode()


@pytest.mark.postgresql(slow=True)
def test_the_alarm_is_a_task_and_mail_each_time_it_comes(person: Person, moment: Clock) -> None:
    head = somebody(PersonRole.MEDICAL_DIRECTOR)
    new_case("IMR-2", priority=Priority.EXPEDITED, certified_by="physician")
    tick()
    tick()
    task, news = Task.objects.get(), OutboxMessage.objects.filter(subject=NEWS)
    assert (task.kind, task.due_at) == ("duty", NOON + HOUR)
    assert sorted(news.values_list("recipient", flat=True)) == [person.email, head.email]
    assert not any("IMR-2" in message.subject + message.body for message in OutboxMessage.objects.all())
    for role in (PersonRole.COORDINATOR, PersonRole.REVIEWER, PersonRole.MEDICAL_DIRECTOR):
        _shift(role, NOON - HOUR, NOON + HOUR)
    tick()
    task.refresh_from_db()
    assert (task.done_at, task.done_by) == (NOON, None)
    moment(NOON + HOUR)
    tick()  # nobody is on duty any more: it is raised anew
    anew = Task.objects.get(done_at=None)
    assert anew != task
    assert news.count() == 4
    browser_of(head).post(f"/office/tasks/{anew.ident}", {"do": "end", "outcome": "All three are on their way"})
    tick()
    assert not Task.objects.filter(done_at=None).exists()  # who has just ended it is not asked again at once
    moment(NOON + 3 * HOUR)
    tick()
    assert Task.objects.filter(done_at=None).count() == 1


def test_the_duty_of_somebody_who_left_counts_for_nothing(store: str, moment: Clock) -> None:
    new_case(priority=Priority.EXPEDITED, certified_by="physician")
    for role in (PersonRole.COORDINATOR, PersonRole.REVIEWER, PersonRole.MEDICAL_DIRECTOR):
        _shift(role, NOON - HOUR, NOON + HOUR)
    assert gap() is None
    Person.objects.filter(role=PersonRole.REVIEWER).update(is_active=False)
    nobody_at = gap()
    assert nobody_at is not None
    assert nobody_at.missing == (PersonRole.REVIEWER,)


def test_a_decided_or_ended_case_needs_nobody_on_duty(store: str) -> None:
    assert {"closed", "withdrawn", "terminated", "issued", "served", "ineligible"} <= stages_over()
    assert not {"screening", "eligible", "awaiting_records", "ready", "in_review", "signed"} & stages_over()


@pytest.mark.postgresql(slow=True)
def test_shifts_are_entered_for_weeks_and_taken_out(coordinator: Client, person: Person, moment: Clock) -> None:
    keyed = {"person": person.pk, "on": "2024-06-12", "begins": "20:00", "ends": "08:00", "days": "2", "weeks": "3"}
    assert coordinator.post("/office/roster", keyed).status_code == 302
    shifts = list(Shift.objects.order_by("begins_at"))
    assert len(shifts) == 6
    assert (shifts[0].begins_at, shifts[0].ends_at) == (
        dt.datetime(2024, 6, 13, 3, tzinfo=dt.UTC),
        dt.datetime(2024, 6, 13, 15, tzinfo=dt.UTC),
    )
    page = coordinator.get("/office/roster").content.decode()
    assert "20:00 to 24:00" in page
    assert coordinator.post("/office/roster", keyed | {"weeks": "99"}).status_code == 422
    moment(shifts[0].begins_at + HOUR)
    later = browser_of(person)
    for shift in shifts[:2]:
        assert later.post(f"/office/roster/{shift.pk}/end").status_code == 302
    assert next(shift.ends_at for shift in Shift.objects.order_by("begins_at")) == shifts[0].begins_at + HOUR
    assert Shift.objects.count() == 5
    gone = later.post(f"/office/roster/{shifts[1].pk}/end", follow=True)
    assert "removed it already" in gone.content.decode()


def test_the_hours_nobody_covers_are_told(store: str) -> None:
    begin, end = day_span(dt.date(2024, 11, 3), zone())
    assert end - begin == dt.timedelta(hours=25)  # clocks go back
    quarter = dt.timedelta(hours=6)
    spans = [(begin + quarter, begin + 2 * quarter), (begin + 1.5 * quarter, begin + 3 * quarter)]
    assert uncovered(spans, (begin, end)) == [(begin, begin + quarter), (begin + 3 * quarter, end)]
    assert uncovered([(begin, end)], (begin, end)) == []
    (first, *_) = roster_page([], dt.date(2024, 11, 3), zone())
    assert [cell.open for cell in first.cells] == ["all day"] * 3


def test_records_that_may_point_to_danger_raise_the_task_too(coordinator: Client, shelf_folder: object) -> None:
    case = entered(new_case(), EligibilityFound(outcome=EligibilityOutcome.ELIGIBLE), Role.REGULATOR, DAY)
    case = entered(case, Assigned(organisation="Sample IMRO"), Role.REGULATOR, DAY)
    keyed = {"length": case.length, "on": "2024-06-10", "hour": "", "by": "payer:payer", "method": "electronic"}
    keyed |= {"records-TOTAL_FORMS": "1", "records-INITIAL_FORMS": "0", "records-0-title": "Letter"}
    answer = coordinator.post(f"/desk/cases/{case.ident}/enter/records_received", keyed | {"may_be_danger": "on"})
    assert answer.status_code == 302
    assert Task.objects.get().kind == "certification"
    assert Case.objects.get().priority == "regular"
