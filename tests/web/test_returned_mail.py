"""Mail that came back: a new address, a new letter, a new service; rights run anew only where somebody says why."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest

from evenhand.clock.running import clocks
from evenhand.docket.aftermath import Struck
from evenhand.docket.assignment import Deposited, MailReturned, NoticeIssued, Received
from evenhand.docket.party import Role
from evenhand.treatment import Necessity
from evenhand_web.accounts.models import Person, PersonRole
from evenhand_web.cases.models import Case, PartyContact
from evenhand_web.cases.open_case import opened_by_task
from evenhand_web.diary.models import Task
from evenhand_web.infrastructure.models import Job
from evenhand_web.infrastructure.queue import perform, take
from evenhand_web.infrastructure.worker import work_off
from evenhand_web.letters import making
from evenhand_web.letters.letter_requests import tell_deposits
from evenhand_web.letters.models import Delivery, Issue
from evenhand_web.letters.print_work import papers
from tests.web.cast import PASSWORD, browser_of, entered, somebody, whole_case
from tests.web.signed_case import sign, signed_case

Clock = Callable[[dt.datetime], None]
DAY, LATER = dt.date(2024, 6, 12), dt.date(2024, 6, 28)
APPEAL = "CAWC-G-05"


@pytest.fixture
def coordinator(store: str) -> Person:
    return somebody(PersonRole.COORDINATOR)


@pytest.fixture
def case(store: str, moment: Clock, shelf_folder: Path, coordinator: Person) -> Case:
    """A case whose determination was issued and mailed; the worker's came back sixteen days later."""
    signed = signed_case()
    _issue_and_mail(signed, coordinator)
    moment(dt.datetime(2024, 6, 28, 20, tzinfo=dt.UTC))
    back = MailReturned(notice="determination", party="worker", reason="Moved, left no address")
    return entered(signed, back, Role.ORGANISATION, LATER)


def _issue_and_mail(signed: Case, coordinator: Person) -> None:
    director = browser_of(somebody(PersonRole.MEDICAL_DIRECTOR))
    keyed = {"length": Case.objects.get(pk=signed.pk).length, "password": PASSWORD, "read_whole": "on"}
    assert director.post(f"/release/{signed.ident}/issue", keyed).status_code == 302
    work_off(("letters",))
    tell_deposits(list(Delivery.objects.all()), DAY, "mail_ca", coordinator)
    work_off(("letters",))


def _serve_again(case: Case, coordinator: Person, **changed: object) -> int:
    now = Case.objects.get(pk=case.pk)
    keyed = {"length": now.length, "opened_on": 0, "address": "9 New Street\nFresno, CA 93702"}
    keyed |= {"how": "Called his sister.", "anew": ""} | changed
    address = f"/desk/cases/{case.ident}/returned/{case.length}"
    return browser_of(coordinator).post(address, keyed).status_code


def _mailed_again(coordinator: Person) -> None:
    work_off(("letters",))
    waiting = list(Delivery.objects.filter(state=Delivery.State.WAITING))
    tell_deposits(waiting, LATER, "mail_ca", coordinator)
    work_off(("letters",))


def _services(case: Case) -> list[tuple[dt.date, str]]:
    entries = opened_by_task(Case.objects.get(pk=case.pk)).docket.entries
    return [
        (entry.on, entry.payload.anew)
        for entry in entries
        if isinstance(entry.payload, Deposited) and entry.payload.party == "worker"
    ]


def _appeal_from(case: Case) -> dt.date:
    now = opened_by_task(Case.objects.get(pk=case.pk))
    return next(clock for clock in clocks(now.state, now.programme) if clock.rule == APPEAL).started.on


def test_it_is_served_again_at_the_new_address_and_both_days_stay(case: Case, coordinator: Person) -> None:
    page = whole_case(browser_of(coordinator), case.ident)
    assert f"/desk/cases/{case.ident}/returned/{case.length}" in page
    assert "1 letter came back" in page
    assert Delivery.objects.filter(state=Delivery.State.RETURNED).get().party == "worker"
    assert _serve_again(case, coordinator) == 302
    _mailed_again(coordinator)
    again = Issue.objects.get(returned=case.length)
    letter = again.letters.get(name__endswith=".html")
    assert letter.party == "worker"
    assert [delivery.party for delivery in again.deliveries.all()] == ["worker"]  # the others have theirs
    delivery = again.deliveries.get()
    assert len(list(papers(delivery))) == 2  # the determination goes out again behind its notice
    assert _services(case) == [(DAY, ""), (LATER, "")]
    assert PartyContact.objects.get().address.startswith("9 New Street")
    assert not Task.objects.filter(kind=Task.Kind.ADDRESS, done_at=None).exists()
    page = whole_case(browser_of(coordinator), case.ident)
    assert f"/returned/{case.length}" not in page
    assert "came back</span>" not in page


def test_nothing_begins_anew_unless_somebody_says_why(case: Case, coordinator: Person) -> None:
    _serve_again(case, coordinator)
    _mailed_again(coordinator)
    assert _appeal_from(case) == DAY


def test_a_right_runs_from_the_later_day_where_somebody_says_why(case: Case, coordinator: Person) -> None:
    _serve_again(case, coordinator, anew="The first went to an address that nobody ever gave.")
    work_off(("letters",))
    (issued,) = [
        entry.payload
        for entry in opened_by_task(Case.objects.get(pk=case.pk)).docket.entries[case.length :]
        if isinstance(entry.payload, NoticeIssued)
    ]
    assert any(due.rule == APPEAL and due.on > LATER for due in issued.due_dates)  # the letter tells the later day
    _mailed_again(coordinator)
    assert _services(case) == [(DAY, ""), (LATER, "The first went to an address that nobody ever gave.")]
    assert _appeal_from(case) == LATER


def test_what_came_back_twice_is_served_again_twice(case: Case, coordinator: Person) -> None:
    _serve_again(case, coordinator)
    _mailed_again(coordinator)
    back = entered(case, MailReturned(notice="determination", party="worker", reason="Unclaimed"),
                   Role.ORGANISATION, LATER)  # fmt: skip
    contact = PartyContact.objects.get()
    assert _serve_again(back, coordinator, opened_on=contact.pk) == 302
    _mailed_again(coordinator)
    assert len(_services(case)) == 3


def test_mail_that_did_not_come_back_is_not_there(case: Case, coordinator: Person) -> None:
    struck = entered(case, Struck(entry=case.length, reason="The envelope was of another case."),
                     Role.ORGANISATION, LATER)  # fmt: skip
    assert _serve_again(case, coordinator) == 404
    assert not Delivery.objects.filter(case=struck, state=Delivery.State.RETURNED).exists()


def test_a_change_meanwhile_enters_nothing(case: Case, coordinator: Person) -> None:
    assert _serve_again(case, coordinator, length=case.length - 1) == 409
    assert not PartyContact.objects.exists()
    assert not Issue.objects.exclude(returned=None).exists()


def test_an_attempt_that_ends_in_the_middle_serves_it_once(
    case: Case, coordinator: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    _serve_again(case, coordinator)
    entering = making._enter
    monkeypatch.setattr(making, "_enter", lambda *_: (_ for _ in ()).throw(SystemExit))
    job = take(("letters",))
    assert job is not None
    with pytest.raises(SystemExit):
        perform(job)
    monkeypatch.setattr(making, "_enter", entering)
    Job.objects.filter(state=Job.State.WAITING).update(due_at=dt.datetime(2024, 6, 1, tzinfo=dt.UTC))
    _mailed_again(coordinator)
    assert len(_services(case)) == 2


def test_letters_that_lie_unsent_are_said_before_release(
    store: str, moment: Clock, shelf_folder: Path, coordinator: Person
) -> None:
    signed = signed_case()
    page = browser_of(somebody(PersonRole.MEDICAL_DIRECTOR)).get(f"/release/{signed.ident}").content.decode()
    assert "Earlier letters of this case lie unsent" in page
    assert "is owed to Sample Mutual and was not issued" in page


def test_somebody_is_asked_for_the_payers_receipt_after_an_overturn(
    store: str, moment: Clock, shelf_folder: Path, coordinator: Person
) -> None:
    upheld = signed_case()
    _issue_and_mail(upheld, coordinator)
    assert not Task.objects.filter(key__startswith="receipt:").exists()
    Delivery.objects.all()
    overturned = sign(signed_case("IMR-2"), "It is needed.", Necessity.NECESSARY)
    director = browser_of(somebody(PersonRole.MEDICAL_DIRECTOR, "odile"))
    director.post(
        f"/release/{overturned.ident}/issue", {"length": overturned.length, "password": PASSWORD, "read_whole": "on"}
    )
    work_off(("letters",))
    tell_deposits(list(Delivery.objects.filter(case=overturned)), DAY, "mail_ca", coordinator)
    work_off(("letters",))
    task = Task.objects.get(key__startswith="receipt:")
    assert (task.case, task.done_at) == (Case.objects.get(pk=overturned.pk), None)
    entered(overturned, Received(notice="determination", party="payer"), Role.ORGANISATION, DAY)
    task.refresh_from_db()
    assert task.done_at is not None
