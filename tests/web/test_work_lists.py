"""Work lists: each role sees what waits, counters lead to what they count, a list goes whole into a spreadsheet."""

import csv
import datetime as dt
import html
import re
from collections.abc import Callable
from io import StringIO

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from evenhand.docket.assignment import Assigned
from evenhand.docket.intake import EligibilityFound, EligibilityOutcome
from evenhand.docket.party import Role
from evenhand_web.accounts.models import Person, PersonRole
from evenhand_web.cases.assignees import assign
from evenhand_web.cases.models import NEVER, Assignee, Case, ComparedCase
from evenhand_web.desk.queue_page import _counting, _kept_counting, counters
from evenhand_web.desk.queue_wanted import COLUMNS, Wanted
from evenhand_web.desk.work_lists import list_of
from evenhand_web.diary.models import SavedView, Task
from evenhand_web.diary.saved_views import MOST
from evenhand_web.diary.tasks import raise_task
from evenhand_web.infrastructure import clock
from evenhand_web.infrastructure.bounded_counts import counted_up_to
from tests.web.cast import WORKER_NAME, browser_of, entered, new_case, somebody

Clock = Callable[[dt.datetime], None]
DAY = dt.date(2024, 6, 10)


@pytest.fixture
def person(store: str, moment: Clock) -> Person:
    """A coordinator."""
    return somebody(PersonRole.COORDINATOR)


@pytest.fixture
def coordinator(person: Person) -> Client:
    """The coordinator's browser."""
    return browser_of(person)


def _listed(client: Client, **asked: str) -> set[str]:
    return set(re.findall(r">(IMR-\d+)</a>", client.get("/desk/", asked).content.decode()))


def _counter(client: Client, title: str) -> str:
    page = client.get("/desk/").content.decode()
    match = re.search(rf'{re.escape(title)} <span class="count">([^<]+)</span>', page)
    assert match, page
    return match[1]


def _eligible(number: str) -> Case:
    return entered(new_case(number), EligibilityFound(outcome=EligibilityOutcome.ELIGIBLE), Role.REGULATOR, DAY)


def test_what_waits_for_the_regulator_stands_first_on_their_page(store: str, moment: Clock) -> None:
    new_case("IMR-1")
    entered(_eligible("IMR-2"), Assigned(organisation="Sample IMRO"), Role.REGULATOR, DAY)
    _eligible("IMR-3")
    regulator = browser_of(somebody(PersonRole.REGULATOR))
    assert _listed(regulator) == {"IMR-1", "IMR-3"}  # to decide on eligibility, and to assign
    assert _counter(regulator, "To decide") == "2"
    assert _listed(regulator, list="open") == {"IMR-1", "IMR-2", "IMR-3"}


def test_a_case_is_mine_from_when_it_is_given_to_me(coordinator: Client, person: Person) -> None:
    mine, _other = new_case("IMR-1"), new_case("IMR-2")
    assert _listed(coordinator, list="mine") == set()
    assert _listed(coordinator, list="unassigned") == {"IMR-1", "IMR-2"}
    assign(mine, person, somebody(PersonRole.MEDICAL_DIRECTOR))
    assert _listed(coordinator, list="mine") == {"IMR-1"}
    assert _listed(coordinator, list="unassigned") == {"IMR-2"}
    assert _counter(coordinator, "Mine") == "1"


def test_a_case_of_a_director_alone_is_still_without_a_coordinator(coordinator: Client, person: Person) -> None:
    assign(new_case("IMR-1"), somebody(PersonRole.MEDICAL_DIRECTOR), person)
    assert _listed(coordinator, list="unassigned") == {"IMR-1"}


def test_a_late_duty_of_a_party_hides_no_duty_of_the_house(coordinator: Client) -> None:
    case = entered(_eligible("IMR-1"), Assigned(organisation="Sample IMRO"), Role.REGULATOR, DAY)
    case.refresh_from_db()
    assert case.house_due_label.startswith("Notice:")
    late = dt.datetime(2024, 6, 1, tzinfo=dt.UTC)
    Case.objects.update(due_at=late, due_holder="payer", due_label="The payer's duty", holder="payer")
    page = coordinator.get("/desk/", {"list": "to-do"}).content.decode()
    assert "IMR-1</a>" in page
    assert case.house_due_label in html.unescape(page)
    assert "The payer&#x27;s duty" not in page
    Case.objects.update(house_due_label="", house_due_at=NEVER)
    assert _listed(coordinator, list="to-do") == set()


def test_what_is_blocked_is_what_has_a_task_in_its_way(coordinator: Client) -> None:
    case = new_case("IMR-1")
    new_case("IMR-2")
    day = dt.timedelta(days=1)
    raise_task("other", Task.Kind.OTHER, "words", day, case)
    assert _listed(coordinator, list="blocked") == set()
    task = raise_task("address", Task.Kind.ADDRESS, "words", day, case)
    assert _listed(coordinator, list="blocked") == {"IMR-1"}
    Task.objects.filter(pk=task.pk).update(done_at=dt.datetime(2024, 6, 10, tzinfo=dt.UTC))
    assert _listed(coordinator, list="blocked") == set()


def test_a_closed_case_is_in_one_list_only(coordinator: Client) -> None:
    new_case("IMR-1")
    Case.objects.update(holder="", stage="closed")
    assert _listed(coordinator) == set()
    assert _listed(coordinator, list="all") == {"IMR-1"}


def test_the_stages_of_a_signature_are_those_before_issue(coordinator: Client) -> None:
    for number, stage in (("IMR-1", "signed"), ("IMR-2", "issued"), ("IMR-3", "in_review")):
        Case.objects.filter(pk=new_case(number).pk).update(stage=stage)
    assert _listed(coordinator, list="signed") == {"IMR-1"}


def test_a_counter_leads_to_what_it_counts(coordinator: Client) -> None:
    for number, day in (("IMR-1", 9), ("IMR-2", 14), ("IMR-3", 28)):
        due = dt.datetime(2024, 6, day, tzinfo=dt.UTC)
        Case.objects.filter(pk=new_case(number).pk).update(due_at=due)
    page = coordinator.get("/desk/").content.decode()
    links = re.findall(r'<a class="(late|soon)" href="([^"]+)"[^>]*><strong>(\d+)</strong>', page)
    assert [(css, number) for css, _, number in links] == [("late", "1"), ("soon", "1")]
    shown = [
        set(re.findall(r">(IMR-\d+)</a>", coordinator.get("/desk/" + html.unescape(link)).content.decode()))
        for _, link, _ in links
    ]
    assert shown == [{"IMR-1"}, {"IMR-2"}]


@pytest.mark.parametrize(("sort", "first"), [("newest", "IMR-2"), ("oldest", "IMR-1"), ("?", "IMR-1")])
def test_the_list_comes_in_the_order_asked_for(coordinator: Client, sort: str, first: str) -> None:
    new_case("IMR-1", dt.date(2024, 6, 3))
    new_case("IMR-2", dt.date(2024, 6, 4))
    page = coordinator.get("/desk/", {"sort": sort}).content.decode()
    assert re.findall(r">(IMR-\d+)</a>", page)[0] == first


@pytest.mark.postgresql(slow=True)
def test_paging_by_day_received_loses_nothing(coordinator: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("evenhand_web.desk.queue_page.PAGE", 2)
    numbers = [f"IMR-{number}" for number in range(5)]
    for number in numbers:
        new_case(number)
    shown, address = [], "/desk/?sort=newest"
    while address:
        page = coordinator.get(address).content.decode()
        shown += re.findall(r">(IMR-\d+)</a>", page)
        more = re.search(r'<a href="([^"]+)" hx-get', page)
        address = html.unescape(more[1]) if more else ""
    assert shown == numbers[::-1]


def test_the_columns_are_those_asked_for(coordinator: Client, person: Person) -> None:
    assign(new_case("IMR-1"), person, somebody(PersonRole.MEDICAL_DIRECTOR))
    page = coordinator.get("/desk/", {"column": ["coordinator", "no such column"]}).content.decode()
    assert re.findall(r'<th scope="col">([^<]+)</th>', page) == ["Case", "Assigned to"]
    assert re.findall(r'<td data-label="([^"]+)"[^>]*>([^<]+)</td>', page) == [("Assigned to", person.name)]


@pytest.mark.postgresql(slow=True)
def test_a_list_goes_whole_into_a_spreadsheet(coordinator: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("evenhand_web.desk.queue_page.AT_A_TIME", 2)
    for number in range(5):
        new_case(f"IMR-{number}")
    answer = coordinator.get("/desk/table.csv")
    told = answer.getvalue().decode("utf-8-sig")
    rows = list(csv.DictReader(StringIO(told)))
    assert [row["Case"] for row in rows] == [f"IMR-{number}" for number in range(5)]
    assert {row["Name"] for row in rows} == {WORKER_NAME}
    assert "attachment" in answer.headers["Content-Disposition"]


def test_no_cell_begins_a_formula(coordinator: Client) -> None:
    Case.objects.filter(pk=new_case("IMR-1").pk).update(house_due_label="=1+1", due_label="=HYPERLINK(1)")
    told = coordinator.get("/desk/table.csv").getvalue().decode()
    assert "'=HYPERLINK(1)" in told


def test_a_view_is_kept_under_a_name_and_is_nobody_else_s(coordinator: Client, person: Person) -> None:
    coordinator.post("/desk/view", {"name": "Late ones", "query": "list=all&due=late&evil=1&sort=newest"})
    page = coordinator.get("/desk/").content.decode()
    assert '<a href="?list=all&amp;due=late&amp;sort=newest">Late ones</a>' in page
    other = browser_of(somebody(PersonRole.COORDINATOR, "second"))
    assert "Late ones" not in other.get("/desk/").content.decode()
    other.post("/desk/view", {"do": "remove", "view": SavedView.objects.get().pk})
    assert SavedView.objects.count() == 1
    coordinator.post("/desk/view", {"do": "remove", "view": SavedView.objects.get().pk})
    assert SavedView.objects.count() == 0


def test_views_are_replaced_by_name_and_not_without_end(coordinator: Client) -> None:
    for number in range(MOST):
        coordinator.post("/desk/view", {"name": f"View {number}", "query": ""})
    answer = coordinator.post("/desk/view", {"name": "One more", "query": ""}, follow=True)
    assert f"You keep {MOST} views already" in answer.content.decode()
    coordinator.post("/desk/view", {"name": "View 0", "query": "list=all"})
    assert SavedView.objects.get(name="View 0").query == "list=all"
    assert SavedView.objects.count() == MOST


@pytest.mark.postgresql
def test_sets_are_counted_together_and_only_so_far(store: str, moment: Clock) -> None:
    for number in range(3):
        new_case(f"IMR-{number}")
    every = Case.objects.all()
    with CaptureQueriesContext(connection) as asked:
        numbers = counted_up_to(2, {"all": every, "first": every.filter(number="IMR-0"), "none": every.none()})
    assert numbers == {"all": 3, "first": 1, "none": 0}
    assert len(asked) == 1


@pytest.mark.postgresql(slow=True)
@pytest.mark.parametrize("ident", ["open", "mine", "to-do"])
def test_a_kept_question_counts_as_one_made_anew(
    coordinator: Client, person: Person, moment: Clock, ident: str
) -> None:
    wanted = Wanted(work_list=list_of(person, ident))
    for number, day in (("IMR-1", 9), ("IMR-2", 14), ("IMR-3", 28)):
        case, due = new_case(number), dt.datetime(2024, 6, day, tzinfo=dt.UTC)
        Case.objects.filter(pk=case.pk).update(due_at=due, house_due_at=due, house_due_label="Something")
        Assignee.objects.update_or_create(case=case, person=person, defaults={"since": clock.now()})
        for later in (0, 4, 9, 30):
            now = clock.now() + dt.timedelta(days=later)
            shown = counters(person, wanted, now)
            made_anew = _counting(person, wanted.work_list, now, now + dt.timedelta(days=7)).counted()
            told = [int(counter.number) for counter in (*shown.lists, shown.late, shown.week)]
            assert told == list(made_anew.values())
    assert _kept_counting.cache_info().hits


@pytest.mark.parametrize("limited", ["ca_wc", "freedonia"])
def test_a_kept_question_is_made_anew_for_whom_other_programmes_are_open(
    coordinator: Client, person: Person, limited: str
) -> None:
    new_case("IMR-1")
    wanted = Wanted(work_list=list_of(person, "open"))
    before = counters(person, wanted, clock.now()).lists[0].number
    person.programmes = limited
    person.save()
    assert (before, counters(person, wanted, clock.now()).lists[0].number) == ("1", "1" if limited == "ca_wc" else "0")


def test_nothing_in_a_row_of_the_queue_is_taken_for_markup(coordinator: Client, person: Person) -> None:
    case = Case.objects.get(pk=new_case("IMR-1").pk)
    Case.objects.filter(pk=case.pk).update(
        number="<b>1", stage="<b>2", due_label="<b>3", due_holder="<b>4", due_at=dt.datetime(2024, 6, 9, tzinfo=dt.UTC)
    )
    compared = ComparedCase.objects.get(pk=case.pk)
    compared.name, compared.claim_number = "<b>5", '"><b>6'
    compared.save()
    Person.objects.filter(pk=person.pk).update(name="<b>7")
    Assignee.objects.update_or_create(case=case, person=person, defaults={"since": clock.now()})
    page = coordinator.get("/desk/", {"column": list(COLUMNS)}).content.decode()
    assert "<b>" not in page
    assert all(f"&lt;b&gt;{place}" in page for place in range(1, 8)), page
