"""Need-to-know by assignment: who is not assigned sees nothing of a case, but in an emergency that is told."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from evenhand_web.accounts.models import Person, PersonRole
from evenhand_web.cases.access import cases_for, names_for
from evenhand_web.cases.assignees import assign, unassigned
from evenhand_web.cases.docketing import open_case
from evenhand_web.cases.emergency import LookedAtError, emergencies_of, look_at, open_in_emergency
from evenhand_web.cases.models import Case, EmergencyAccess
from evenhand_web.diary.tasks import raise_task
from evenhand_web.house_rules import emergency_of, need_to_know_of
from evenhand_web.infrastructure.mail_words import CASE_OPENED_IN_EMERGENCY
from evenhand_web.infrastructure.models import OutboxMessage
from evenhand_web.trace.store import Asked, lines
from tests.web.cast import WORKER_NAME, application, browser_of, new_case, somebody
from tests.web.conftest import NOON
from tests.web.test_access import TABLE, _address, _scene

Clock = Callable[[dt.datetime], None]
REASON = "Her physician is on the telephone and asks for the due day."
ROLES = (PersonRole.COORDINATOR, PersonRole.MEDICAL_DIRECTOR, PersonRole.REGULATOR)


@pytest.fixture
def bound(store: str, moment: Clock, settings_of: Callable[..., None]) -> None:
    """A house in which coordinators see only their own cases."""
    settings_of(NEED_TO_KNOW=frozenset({"coordinator"}))


def _page(client: Client, case: Case) -> tuple[int, str]:
    answer = client.get(f"/desk/cases/{case.ident}")
    return answer.status_code, answer.content.decode()


def _break_in(client: Client, case: Case, reason: str = REASON) -> int:
    return client.post(f"/office/cases/{case.ident}/emergency", {"reason": reason}).status_code


def _of_a_case(route: str) -> bool:
    return "cases/<slug:ident>" in route and "/emergency" not in route


@pytest.mark.postgresql(slow=True)
@pytest.mark.parametrize("role", ROLES)
def test_no_address_of_a_case_opens_to_who_is_not_assigned(
    store: str, moment: Clock, shelf_folder: Path, settings_of: Callable[..., None], role: PersonRole
) -> None:
    settings_of(NEED_TO_KNOW=frozenset(each.value for each in ROLES))
    case, names = _scene()
    person, colleague = somebody(role), somebody(PersonRole.MEDICAL_DIRECTOR, "head")
    client, is_watching = browser_of(person), role is PersonRole.MEDICAL_DIRECTOR
    for route, (admitted, _) in TABLE.items():
        if not _of_a_case(route):
            continue
        answer = client.get(_address(route, names))
        is_open = is_watching and route == "office/cases/<slug:ident>/people"
        expected = (200,) if is_open else (403,) if role.value in admitted else (403, 404)
        assert answer.status_code in expected, route
        assert WORKER_NAME not in answer.content.decode(), route
        if not is_open:
            assert client.post(_address(route, names)).status_code in (403, 404, 405), route
    assign(case, person, colleague)
    for route, (admitted, _) in TABLE.items():
        if _of_a_case(route) and role.value in admitted:
            assert client.get(_address(route, names)).status_code == 200, route


@pytest.mark.usefixtures("bound")
def test_lists_and_searches_name_only_what_is_assigned() -> None:
    case, person = new_case(), somebody(PersonRole.COORDINATOR)
    client = browser_of(person)
    assert not cases_for(person).exists()
    assert not names_for(person).exists()
    queue = client.get("/desk/").content.decode()
    assert ("IMR-1" in queue, "1 case is not assigned to you" in queue) == (False, True)
    assert WORKER_NAME not in client.post("/desk/find", {"words": "Imani"}).content.decode()
    by_number = client.post("/desk/find", {"words": "imr-1"}, follow=True)
    assert (by_number.status_code, "emergency access" in by_number.content.decode()) == (403, True)
    assign(case, person, somebody(PersonRole.MEDICAL_DIRECTOR))
    assert "IMR-1" in client.get("/desk/").content.decode()
    assert WORKER_NAME in client.post("/desk/find", {"words": "Imani"}).content.decode()


@pytest.mark.usefixtures("bound")
def test_roles_that_are_not_bound_see_what_they_saw() -> None:
    case = new_case()
    assert _page(browser_of(somebody(PersonRole.MEDICAL_DIRECTOR)), case)[0] == 200
    assert _page(browser_of(somebody(PersonRole.REGULATOR)), case)[0] == 200


@pytest.mark.usefixtures("bound")
def test_who_keys_the_application_works_on_it() -> None:
    person, other = somebody(PersonRole.COORDINATOR), somebody(PersonRole.COORDINATOR, "other")
    case = open_case("ca_wc", application(), person).case
    assert _page(browser_of(person), case)[0] == 200
    assert _page(browser_of(other), case)[0] == 403


@pytest.mark.postgresql(slow=True)
@pytest.mark.usefixtures("bound")
def test_an_emergency_opens_the_case_for_a_while_and_is_told(moment: Clock) -> None:
    case, person, director = new_case(), somebody(PersonRole.COORDINATOR), somebody(PersonRole.MEDICAL_DIRECTOR)
    client, watching = browser_of(person), browser_of(director)
    assert "Emergency access" not in watching.get("/office/tasks").content.decode()
    assert _break_in(client, case, "because") == 422
    assert _page(client, case)[0] == 403
    assert _break_in(client, case) == 302
    status, page = _page(client, case)
    assert (status, WORKER_NAME in page, REASON in page) == (200, True, True)
    told = [line.more.get("change") for line in lines(Asked(who=person.ident)) if line.act == "emergency"]
    assert told == ["opened"]
    (mail,) = OutboxMessage.objects.filter(subject=CASE_OPENED_IN_EMERGENCY.subject)
    assert (mail.recipient, REASON in mail.body) == (director.email, False)
    assert "1 case was opened by somebody not assigned to it" in watching.get("/office/tasks").content.decode()
    assert REASON in watching.get("/office/emergencies").content.decode()
    moment(NOON + dt.timedelta(minutes=61))
    assert _page(browser_of(person), case)[0] == 403
    assert _break_in(browser_of(somebody(PersonRole.COORDINATOR, "third")), case) == 302


@pytest.mark.usefixtures("bound")
def test_somebody_else_must_look_at_it() -> None:
    case, director = new_case(), somebody(PersonRole.MEDICAL_DIRECTOR)
    keeper = somebody(PersonRole.COORDINATOR, "keeper")
    Person.objects.filter(pk=keeper.pk).update(keeps_accounts=True)
    keeper.refresh_from_db()
    access = open_in_emergency(case, keeper, REASON)
    with pytest.raises(LookedAtError):
        look_at(access, keeper, "I was right.")
    client = browser_of(director)
    sent = {"access": str(access.pk), "verdict": " "}
    assert client.post("/office/emergencies", sent).status_code == 422
    assert client.post("/office/emergencies", sent | {"verdict": "Right: she called."}).status_code == 302
    assert client.post("/office/emergencies", sent | {"verdict": "Wrong."}).status_code == 422
    assert emergencies_of(case).get().verdict == "Right: she called."
    assert "Right: she called." in _page(client, case)[1]
    assert "waits for your look" not in client.get("/office/tasks").content.decode()


@pytest.mark.usefixtures("bound")
def test_nobody_assigns_a_case_to_themselves() -> None:
    case, person = new_case(), somebody(PersonRole.COORDINATOR)
    Person.objects.filter(pk=person.pk).update(keeps_accounts=True)
    client = browser_of(Person.objects.get(pk=person.pk))
    address = f"/office/cases/{case.ident}/people"
    answer = client.post(address, {"person": person.ident})
    assert (answer.status_code, "Nobody assigns a case to themselves" in answer.content.decode()) == (422, True)
    assert client.post("/office/unassigned", {"person": person.ident, "case": case.ident}).status_code == 422
    assert _page(client, case)[0] == 403
    other = somebody(PersonRole.COORDINATOR, "other")
    assert client.post("/office/unassigned", {"person": other.ident, "case": case.ident}).status_code == 302
    theirs = browser_of(other)
    assert _page(theirs, case)[0] == 200
    assert theirs.post(address, {"person": person.ident}).status_code == 302
    assert _page(client, case)[0] == 200
    leaves = case.assignees.get(person=person)
    assert theirs.post(address, {"leaves": str(leaves.pk)}).status_code == 302
    assert _page(client, case)[0] == 403
    changes = [line.more["change"] for line in lines(Asked(case=case.ident)) if line.act == "rights"]
    assert changes == ["assigned", "assigned", "no longer assigned"]


@pytest.mark.usefixtures("bound")
def test_who_may_not_know_of_a_program_is_not_assigned_to_its_cases() -> None:
    case, person = new_case(), somebody(PersonRole.COORDINATOR)
    Person.objects.filter(pk=person.pk).update(programmes="freedonia")
    limited = Person.objects.get(pk=person.pk)
    with pytest.raises(ValueError, match="opens no cases of this program"):
        assign(case, limited, somebody(PersonRole.MEDICAL_DIRECTOR))
    client = browser_of(limited)
    assert (_page(client, case)[0], _break_in(client, case)) == (404, 404)
    assert not EmergencyAccess.objects.exists()


@pytest.mark.usefixtures("bound")
def test_a_task_of_another_case_is_there_and_says_nothing_of_it() -> None:
    case, person = new_case(), somebody(PersonRole.COORDINATOR)
    task = raise_task("t", "certification", f"Ask for {WORKER_NAME}", dt.timedelta(hours=1), case)
    client = browser_of(person)
    for address in ("/office/tasks", f"/office/tasks/{task.ident}"):
        page = client.get(address).content.decode()
        assert ("IMR-1" in page, WORKER_NAME in page, "not assigned to you" in page) == (True, False, True)
    assign(case, person, somebody(PersonRole.MEDICAL_DIRECTOR))
    assert WORKER_NAME in client.get("/office/tasks").content.decode()


@pytest.mark.usefixtures("bound")
def test_the_list_of_unassigned_cases_asks_no_more_for_three() -> None:
    director = somebody(PersonRole.MEDICAL_DIRECTOR)
    client = browser_of(director)

    def asked() -> int:
        with CaptureQueriesContext(
            connection,
        ) as queries:
            page = client.get("/office/unassigned")
        assert (page.status_code, WORKER_NAME in page.content.decode()) == (200, False)
        return len(queries)

    new_case("IMR-1")
    first = asked()
    for number in ("IMR-2", "IMR-3"):
        new_case(number)
    assert asked() == first
    assert unassigned(director).count() == 3


def test_the_house_s_words_are_checked() -> None:
    assert need_to_know_of("coordinator, regulator") == {"coordinator", "regulator"}
    assert need_to_know_of("") == frozenset()
    assert emergency_of("") == dt.timedelta(minutes=60)
    for words in ("reviewer", "clerk"):
        with pytest.raises(ImproperlyConfigured, match=words):
            need_to_know_of(words)
    for minutes in ("4", "1441", "an hour", "²"):
        with pytest.raises(ImproperlyConfigured, match="number of minutes"):
            emergency_of(minutes)
