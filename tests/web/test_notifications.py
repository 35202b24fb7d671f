"""What concerns a person is told in the head of every page: once, with the way to it, and nothing of what it says."""

import datetime as dt
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from django.test import Client
from django.urls import resolve

from evenhand_web.accounts.models import Notification, Person, PersonRole
from evenhand_web.accounts.notifications import forget_old_notifications, notify, unread_of
from evenhand_web.cases.models import Assignee, Case
from evenhand_web.cases.open_case import opened
from evenhand_web.diary.due_near import tell_of_due_days
from evenhand_web.diary.models import Task
from evenhand_web.diary.tasks import give, raise_task
from evenhand_web.letters.releasing import send_back
from evenhand_web.office.notification_views import place_of
from evenhand_web.reviewing.told import tell_reviewers_of_due_days
from tests.web.cast import browser_of, new_case, somebody
from tests.web.review_cast import a_reviewer, assigned, proposed, ready_case, sworn, under_review
from tests.web.signed_case import signed_case

Clock = Callable[[dt.datetime], None]
NOON = dt.datetime(2024, 6, 12, 19, tzinfo=dt.UTC)
KIND = Notification.Kind


def _unread(client: Client) -> int:
    page = client.get("/account").content.decode()
    shown = re.search(r'class="badge">(\d+)', page)
    return int(shown[1]) if shown else 0


def _told(person: Person) -> list[str]:
    return [told.kind for told in Notification.objects.filter(person=person).order_by("pk")]


@pytest.mark.postgresql(slow=True)
def test_a_case_that_is_given_is_told_once_and_leads_there(store: str, moment: Clock) -> None:
    case, director, coordinator = new_case(), somebody(PersonRole.MEDICAL_DIRECTOR), somebody(PersonRole.COORDINATOR)
    client = browser_of(coordinator)
    assert _unread(client) == 0
    address = f"/office/cases/{case.ident}/people"
    assert browser_of(director).post(address, {"person": coordinator.ident}).status_code == 302
    assert _unread(client) == 1
    page = client.get("/office/notifications").content.decode()
    assert "A case was given to you" in page
    assert f"case {case.number}" in page
    assert _unread(client) == 1  # looking at the list reads nothing
    key = {"told": str(Notification.objects.get().pk)}
    assert client.post("/office/notifications", key).headers["Location"] == f"/desk/cases/{case.ident}"
    assert _unread(client) == 0
    client.post("/office/notifications", key | {"do": "unread"})
    assert _unread(client) == 1
    client.post("/office/notifications", {"do": "all"})
    assert _unread(client) == 0
    assert browser_of(director).post("/office/notifications", key).status_code == 404  # it is not theirs


def test_the_same_cause_is_told_once(store: str, moment: Clock) -> None:
    person = somebody(PersonRole.COORDINATOR)
    for _ in range(2):
        notify("a cause", [person], KIND.ALARM, "tasks")
    assert _told(person) == [KIND.ALARM]


def test_a_reviewer_is_told_of_being_asked_of_a_case_and_of_what_came_back(
    sqlite_store: str, moment: Clock, shelf_folder: Path
) -> None:
    director = somebody(PersonRole.MEDICAL_DIRECTOR)
    reviewer = Person.objects.create(email="q@example.org", name="q", role=PersonRole.REVIEWER, ident="R-4711")
    case = signed_case()
    held = opened(director, case.ident)
    signed = next(entry.number for entry in held.docket.entries if entry.kind == "determination_signed")
    send_back(held, held.length, signed, "RULE", "It names no report.", "Which report shows it?")
    (told,) = Notification.objects.filter(person=reviewer)
    assert (told.kind, place_of(told)) == (KIND.SENT_BACK, f"/review/{case.ident}")
    page = browser_of(director).get("/office/notifications").content.decode()
    assert "Which report shows it?" not in page


def test_tasks_failures_and_alarms_reach_those_whom_they_concern(store: str, moment: Clock) -> None:
    coordinator, other = somebody(PersonRole.COORDINATOR), somebody(PersonRole.COORDINATOR, "other")
    director, reviewer = somebody(PersonRole.MEDICAL_DIRECTOR), a_reviewer()
    case, soon = new_case(), dt.timedelta(hours=1)
    raise_task("1", Task.Kind.OPERATION, "job 7 says: a secret of the file", soon)
    assert _told(coordinator) == _told(director) == [KIND.FAILURE]
    assert _told(reviewer) == []
    assert "a secret of the file" not in browser_of(coordinator).get("/office/notifications").content.decode()
    Assignee.objects.create(case=case, person=other, since=NOON)
    task = raise_task("2", Task.Kind.OTHER, "Look at it", soon, case)
    assert (_told(coordinator), _told(other)) == ([KIND.FAILURE], [KIND.FAILURE, KIND.TASK])
    give(task, coordinator, None)
    assert _told(coordinator) == [KIND.FAILURE, KIND.TASK]
    raise_task("3", Task.Kind.DUTY, "Nobody is on call", soon)
    assert _told(director) == [KIND.FAILURE, KIND.ALARM]
    for told in Notification.objects.exclude(person=reviewer):
        assert browser_of(told.person).get(place_of(told)).status_code == 200


def test_a_near_day_is_told_once_to_who_works_on_the_case(sqlite_store: str, moment: Clock, shelf_folder: Path) -> None:
    reviewer, coordinator = a_reviewer(), somebody(PersonRole.COORDINATOR)
    case, far = under_review(reviewer), new_case("IMR-2")
    Case.objects.filter(pk=case.pk).update(house_due_at=NOON + dt.timedelta(days=1))
    Case.objects.filter(pk=far.pk).update(house_due_at=NOON + dt.timedelta(days=9))
    for each in (case, far):
        Assignee.objects.create(case=each, person=coordinator, since=NOON)
    before = _told(reviewer)
    for _ in range(2):
        tell_of_due_days()
        tell_reviewers_of_due_days()
    (told,) = Notification.objects.filter(person=coordinator)
    assert (told.kind, told.case) == (KIND.DUE, case.ident)
    assert resolve(place_of(told)).url_name == "case_clocks"
    assert _told(reviewer) == [*before, KIND.DUE]


def test_one_s_own_number_is_told_and_nobody_else_s(sqlite_store: str, moment: Clock, shelf_folder: Path) -> None:
    reviewer, case = a_reviewer(), ready_case()
    for step in (proposed, sworn, assigned):
        case = step(case, reviewer)
    notify("mine", [reviewer], KIND.ASSIGNED, "review_file", case.ident)
    notify("theirs", [reviewer], KIND.ASSIGNED, "review_file", new_case("IMR-2").ident)
    page = browser_of(reviewer).get("/office/notifications").content.decode()
    assert f"case {case.number}" in page
    assert "IMR-2" not in page


def test_what_is_old_is_forgotten(store: str, moment: Clock) -> None:
    person = somebody(PersonRole.COORDINATOR)
    notify("old", [person], KIND.ALARM, "tasks")
    moment(NOON + dt.timedelta(days=181))
    notify("new", [person], KIND.ALARM, "tasks")
    forget_old_notifications()
    assert [told.key.partition(":")[0] for told in unread_of(person)] == ["new"]


def test_nobody_is_told_of_what_they_did_themselves(store: str, moment: Clock) -> None:
    coordinator = somebody(PersonRole.COORDINATOR)
    raise_task("1", Task.Kind.OPERATION, "seen by myself", dt.timedelta(hours=1), by=coordinator)
    assert _told(coordinator) == []
