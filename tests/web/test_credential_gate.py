"""Outside a demonstration nobody who is not verified today is proposed, swears, signs or is released, by any way."""

import datetime as dt
import re
from collections.abc import Callable
from html import unescape
from typing import Any

import pytest
from django.test import Client

from evenhand.docket.kind import EntryKind
from evenhand.docket.review import ReviewerRecused
from evenhand.procedure.permit import NotAllowed
from evenhand_web.accounts.models import Person, PersonRole
from evenhand_web.cases.models import Case
from evenhand_web.cases.open_case import opened_by_task, opened_through
from evenhand_web.diary.models import Task
from evenhand_web.infrastructure import clock
from evenhand_web.infrastructure.handler import Task as Job
from evenhand_web.infrastructure.programmes import programme_of
from evenhand_web.infrastructure.worker import tick, work_off
from evenhand_web.letters.determination_work import make_determination
from evenhand_web.letters.models import LETTER, Issue
from evenhand_web.letters.paper import paper
from evenhand_web.letters.releasing import NotReleasedError
from evenhand_web.letters.releasing import release as released
from evenhand_web.panel.gate import credential_bars
from evenhand_web.panel.keeping import keep_panel
from evenhand_web.panel.models import CredentialFile, FloorRequest
from evenhand_web.panel.seam import standing_of
from evenhand_web.placing.assigning import propose_below_floor
from evenhand_web.placing.waiting import waiting_cases
from evenhand_web.reviewing.models import Refusal, Seat
from evenhand_web.reviewing.signing import readiness
from evenhand_web.reviewing.workspace import workspace
from tests.web.cast import PASSWORD, browser_of, somebody
from tests.web.panel_cast import DAY, describe_case, keep, rows, table, with_file
from tests.web.review_cast import assigned, proposed, ready_case, sworn, under_review, write_whole

Clock = Callable[[dt.datetime], None]
_B, _C, _D = "LC 139.5(d)(4)(B)", "LC 139.5(d)(4)(C)", "LC 139.5(d)(4)(D)"


@pytest.fixture
def case(own_house: None) -> Case:
    """A case of a real house that waits for a physician."""
    return ready_case()


def _facts(person: Person, changed: Callable[[str], str]) -> tuple[Person, list[str]]:
    return person, [row for given in rows(person.ident, "Reviewer 1", 1) if (row := changed(given))]


def _revoked(row: str) -> str:
    return row.replace(",active,", ",revoked,")


def _uncertified(row: str) -> str:
    return "" if ",certification," in row else row


def _unsearched(row: str) -> str:
    return "" if ",search,sanctions" in row else row


def _evaluator(row: str) -> str:
    head, is_last, _ = row.partition(",capacity,")
    return f"{row}\n{head},appointment,qme,,,,,2022-01-01,,,,register,2024-05-03,2025-01-01" if is_last else row


def _long_ago(row: str) -> str:
    """Checked so long ago that the house does not rely on it, though the file says it holds."""
    return row.replace("2024-05-03,", "2023-01-03,") if ",licence," in row else row


FAULTS = [(_revoked, _B), (_uncertified, _B), (_unsearched, _C), (_evaluator, _D), (_long_ago, _B)]
NAMES = [changed.__name__[1:] for changed, _ in FAULTS]
each_fault = pytest.mark.parametrize(("changed", "paragraph"), FAULTS, ids=NAMES)


def _length() -> int:
    return Case.objects.get().length


def _kinds() -> list[EntryKind]:
    return [entry.kind for entry in opened_by_task(Case.objects.get()).docket.entries]


def _propose(desk: Client, case: Case, person: Person) -> Any:
    fields = {"do": "propose", "person": person.ident, "length": str(_length())}
    return desk.post(f"/desk/cases/{case.ident}/reviewer", fields)


def test_without_credential_files_nobody_is_proposed_or_given_a_case(case: Case) -> None:
    person, _ = with_file("unfiled.example", 1)
    desk = browser_of(somebody(PersonRole.COORDINATOR))
    offered = unescape(desk.get(f"/desk/cases/{case.ident}/reviewer").content.decode())
    assert "LC 139.5(d)(4)" in offered
    assert 'value="propose"' not in offered
    assert "licensed in California" not in offered  # typed by somebody, verified by nobody
    answer = _propose(desk, case, person)
    page = unescape(answer.content.decode())
    assert answer.status_code == 422
    assert "nobody can allow it" in page
    assert "LC 139.5(d)(4)" in page
    assert EntryKind.REVIEWER_PROPOSED not in _kinds()
    for enter in (proposed, sworn):
        with pytest.raises(NotAllowed, match=re.escape("LC 139.5(d)(4)")):
            enter(case, person)


@each_fault
def test_each_fact_is_asked_where_somebody_is_found(case: Case, changed: Callable[[str], str], paragraph: str) -> None:
    person, facts = with_file("doors.example", 1)
    desk, physician = browser_of(somebody(PersonRole.COORDINATOR)), browser_of(person)
    faulty = _facts(person, changed)

    keep(faulty)
    describe_case(desk, case)
    assert _propose(desk, case, person).status_code == 422
    with pytest.raises(NotAllowed, match=re.escape(paragraph)):
        proposed(case, person)

    keep((person, facts))
    assert _propose(desk, case, person).status_code == 302
    keep(faulty)
    oath = physician.get(f"/review/{case.ident}/oath").content.decode()
    every = {name: re.findall(rf'name="{name}" value="([^"]*)"', unescape(oath)) for name in ("sworn", "form")}
    answer = physician.post(f"/review/{case.ident}/oath", every)
    assert (answer.status_code, paragraph in unescape(answer.content.decode())) == (409, True)

    keep((person, facts))
    assert physician.post(f"/review/{case.ident}/oath", every).status_code == 302
    keep(faulty)
    give = {"do": "assign", "person": person.ident, "length": str(_length())}
    assert desk.post(f"/desk/cases/{case.ident}/reviewer", give).status_code == 422
    keep((person, facts))
    assert desk.post(f"/desk/cases/{case.ident}/reviewer", give).status_code == 302


@each_fault
def test_each_fact_is_asked_before_a_signature_and_a_release(
    own_house: None, changed: Callable[[str], str], paragraph: str
) -> None:
    person, facts = with_file("doors.example", 1)
    director, physician = somebody(PersonRole.MEDICAL_DIRECTOR, "odile"), browser_of(person)
    faulty = _facts(person, changed)
    keep((person, facts))
    case = under_review(person)
    write_whole(physician, case)
    keep(faulty)
    page = unescape(physician.get(f"/review/{case.ident}/sign").content.decode())
    assert paragraph in page
    signing = {"length": str(_length()), "password": PASSWORD}
    assert physician.post(f"/review/{case.ident}/sign", signing).status_code >= 400
    assert EntryKind.DETERMINATION_SIGNED not in _kinds()

    keep((person, facts))
    assert physician.post(f"/review/{case.ident}/sign", signing).status_code == 302
    keep(faulty)
    release = browser_of(director)
    assert paragraph in unescape(release.get(f"/release/{case.ident}").content.decode())
    answer = release.post(
        f"/release/{case.ident}/issue", {"length": str(_length()), "password": PASSWORD, "read_whole": "on"}
    )
    assert answer.status_code == 409
    opened = opened_through(Case.objects.get(), director)
    with pytest.raises(NotReleasedError) as refused:
        released(opened, paper(opened), opened.length)
    assert any(paragraph in reason for reason in refused.value.reasons)
    assert not Issue.objects.exists()


def test_no_second_person_lets_somebody_pass_who_is_not_verified(case: Case) -> None:
    person, facts = with_file("floor.example", 1)
    desk, director = browser_of(somebody(PersonRole.COORDINATOR)), somebody(PersonRole.MEDICAL_DIRECTOR, "odile")
    keep((person, facts))
    describe_case(desk, case)
    keep(_facts(person, _revoked))
    asked = {"score": 60, "floor": 70, "reason": "Nobody else", "asked_at": clock.now()}
    wish = FloorRequest.objects.create(
        case=case.ident, reviewer=person, asked_by=somebody(PersonRole.COORDINATOR, "two"), **asked
    )
    opened = opened_through(case, director)
    with pytest.raises(ValueError, match=re.escape(_B)):
        propose_below_floor(opened, opened.length, wish)
    assert EntryKind.REVIEWER_PROPOSED not in _kinds()


def test_a_letter_that_is_being_made_stops_when_a_licence_is_revoked(own_house: None) -> None:
    person, facts = with_file("late.example", 1)
    keep((person, facts))
    case = under_review(person)
    physician = browser_of(person)
    write_whole(physician, case)
    signing = {"length": str(_length()), "password": PASSWORD}
    assert physician.post(f"/review/{case.ident}/sign", signing).status_code == 302
    issue = Issue.objects.create(
        case=Case.objects.get(),
        what=LETTER,
        since=_length(),
        length=_length(),
        asked_by=somebody(PersonRole.MEDICAL_DIRECTOR),
        asked_at=clock.now(),
    )
    keep(_facts(person, _revoked))
    make_determination(Job("k", {"issue": issue.pk}, lambda: None))
    issue.refresh_from_db()
    assert (issue.state, _B in issue.said) == (Issue.State.STOPPED, True)


@pytest.mark.postgresql(slow=True)
def test_a_case_goes_back_to_placing_with_a_task_when_a_licence_is_revoked(case: Case) -> None:
    person, facts = with_file("sits.example", 1)
    keep((person, facts))
    assigned(sworn(proposed(case, person), person), person)
    work_off(("house",))
    assert not Task.objects.filter(case=case).exists()
    keep(_facts(person, _revoked))
    work_off(("house",))
    entry = opened_by_task(Case.objects.get()).docket.entries[-1]
    assert isinstance(entry.payload, ReviewerRecused)
    assert _B in entry.payload.reason
    assert list(waiting_cases(programme_of("ca_wc"))) == [case]
    task = Task.objects.get(case=case)
    assert task.due_at - clock.now() <= dt.timedelta(hours=1)
    assert "Propose somebody else" in task.words
    work_off(("house",))
    assert Task.objects.filter(case=case).count() == 1


def test_who_was_only_asked_is_asked_no_more(case: Case) -> None:
    person, facts = with_file("asked.example", 1)
    keep((person, facts))
    proposed(case, person)
    keep(_facts(person, _unsearched))
    work_off(("house",))
    assert _C in Refusal.objects.get().reason
    assert Seat.objects.get().standing == Seat.Standing.STEPPED_DOWN
    assert Task.objects.get(case=case).words.startswith("asked.example is off this case")


def test_a_licence_that_ends_is_noticed_within_the_hour_of_its_day(case: Case, moment: Clock) -> None:
    ends_on = DAY + dt.timedelta(days=3)
    person, facts = with_file("ends.example", 1, until=str(ends_on))
    keep((person, facts))
    assigned(sworn(proposed(case, person), person), person)
    work_off(("house",))
    (warning,) = Task.objects.filter(case=case)
    assert "June 15, 2024" in warning.words
    assert _B in warning.words
    work_off(("house",))
    tick()
    assert Task.objects.filter(case=case).count() == 1  # told once
    assert Seat.objects.get().standing == Seat.Standing.ASSIGNED
    moment(dt.datetime(2024, 6, 15, 7, 30, tzinfo=dt.UTC))  # half past midnight in California
    tick()
    work_off(("house",))
    assert Seat.objects.get().standing == Seat.Standing.STEPPED_DOWN
    assert Task.objects.filter(case=case).count() == 2


def test_an_end_that_something_else_covers_warns_nobody(case: Case) -> None:
    person, facts = with_file("covered.example", 1, until=str(DAY + dt.timedelta(days=3)))
    (licence,) = [row for row in facts if ",licence," in row]
    other = licence.replace(",CA,A1,", ",NV,N1,").replace("2024-06-15", "2026-06-15")
    keep((person, [*facts, other]))
    assigned(sworn(proposed(case, person), person), person)
    work_off(("house",))
    assert not Task.objects.filter(case=case).exists()


def test_the_letter_tells_the_file_with_its_days_and_no_free_text(case: Case) -> None:
    person, facts = with_file("told.example", 1)
    keep((person, facts))
    describe_case(browser_of(somebody(PersonRole.COORDINATOR)), case)
    assigned(sworn(proposed(case, person), person), person)
    opened = opened_through(Case.objects.get(), person)
    write_whole(browser_of(person), case)
    determination = readiness(workspace(opened)).determination
    assert determination is not None
    told = determination.analysis.reviewer
    assert told.licensed_in == ("California",)
    assert told.practice.startswith("in clinical practice, 30 hours a week")
    assert "12 years" not in told.practice
    assert {fact.on for fact in told.confirmed} == {dt.date(2024, 5, 3)}


def test_what_somebody_typed_is_told_in_a_demonstration_alone(case: Case) -> None:
    person, _ = with_file("typed.example", 1)
    assert standing_of(person, "ca_wc", DAY).told == ""


def test_a_demonstration_without_files_bars_nobody_and_with_a_file_by_the_file(
    store: str, moment: Clock, shelf_folder: object
) -> None:
    person, _ = with_file("demo.example", 1)
    assert credential_bars("ca_wc", person.ident, DAY) == ()
    assert standing_of(person, "ca_wc", DAY).told.startswith("Board certified")
    keep(_facts(person, _revoked))
    assert credential_bars("ca_wc", person.ident, DAY)


def test_a_file_with_a_fault_is_refused_and_the_older_counts(case: Case) -> None:
    person, facts = with_file("faulty.example", 1)
    keep((person, facts))
    wrong = [row.replace("ABMS", "Board of Nowhere") for row in facts]
    kept = keep_panel(table(wrong), "panel.csv", "ca_wc", DAY, None)
    assert (kept.is_taken, kept.changed) == (False, 0)
    assert "Board of Nowhere" in str(kept.findings[0])
    assert CredentialFile.objects.count() == 1
    assert credential_bars("ca_wc", person.ident, DAY) == ()


def test_a_file_that_contradicts_itself_is_kept_and_bars(case: Case) -> None:
    person, facts = with_file("torn.example", 1)
    torn = [*facts, _revoked(facts[0])]
    kept = keep_panel(table(torn), "panel.csv", "ca_wc", DAY, None)
    assert (kept.is_taken, kept.changed) == (True, 1)
    assert any("stands twice" in finding.message for finding in credential_bars("ca_wc", person.ident, DAY))
