"""The people who work here: let in, shut out and reset by a colleague who keeps the accounts, and by nobody else."""

import datetime as dt
import re
from collections.abc import Callable

import pytest
from click.testing import CliRunner
from django.core import mail
from django.test import Client

from evenhand_web.accounts import people
from evenhand_web.accounts.halves import first_half
from evenhand_web.accounts.models import Person, PersonRole
from evenhand_web.cases.access import cases_for, names_for
from evenhand_web.cases.open_case import opened_by_task
from evenhand_web.commands import shell
from evenhand_web.infrastructure.mail_words import ACCOUNT_CHANGED, FACTOR_CHANGED
from evenhand_web.infrastructure.models import Job, OutboxMessage
from evenhand_web.infrastructure.worker import work_off
from evenhand_web.placing.candidates import candidates
from evenhand_web.trace.store import Asked, lines
from tests.web.cast import BROWSER, PASSWORD, browser_of, new_case, somebody
from tests.web.conftest import NOON

Clock = Callable[[dt.datetime], None]
NEW = "another calm phrase 71"
_LINK = re.compile(r"/welcome/[\w-]+/[\w-]+")


def keeper(name: str = "") -> Person:
    """A coordinator who keeps the accounts."""
    person = somebody(PersonRole.COORDINATOR, name)
    person.keeps_accounts = True
    person.save()
    return person


def _do(client: Client, person: Person, what: str, password: str = PASSWORD, **more: object) -> int:
    return client.post(f"/people/{person.ident}", {"do": what, "password": password, **more}).status_code


def _code(client: Client, person: Person) -> str:
    """The code as a keeper is shown it; empty where it is refused."""
    answer = client.post(f"/people/{person.ident}", {"do": "code", "password": PASSWORD})
    shown = re.findall(r"<code>([A-Z0-9]{10})</code>", answer.content.decode())
    assert (answer.status_code == 200) == bool(shown)
    return shown[0] if shown else ""


def _standing(person: Person) -> Person:
    return Person.objects.get(pk=person.pk)


@pytest.mark.postgresql(slow=True)
def test_who_is_invited_chooses_a_password_once_and_signs_in(store: str) -> None:
    asked = {"name": "Ines Example", "email": "Ines@Example.org", "role": "regulator", "password": PASSWORD}
    page = browser_of(keeper()).post("/people", asked).content.decode()
    link = _LINK.findall(page)[0]
    person = Person.objects.get(email="ines@example.org")
    code = _code(browser_of(keeper("second")), person)
    new, choice = Client(headers=BROWSER), {"new_password1": NEW, "new_password2": NEW, "code": code.lower()}
    assert "ines@example.org" in new.get(link).content.decode()
    assert new.post(link, choice | {"new_password1": "short", "new_password2": "short"}).status_code == 422
    assert new.post(link, choice | {"code": "AAAAAAAAAA"}).status_code == 422
    assert new.post(link, choice).status_code == 302
    assert new.post(link, choice).status_code == 410
    assert new.post("/sign-in", {"email": "ines@example.org", "password": NEW}).status_code == 302
    assert Person.objects.get(email="ines@example.org").role == PersonRole.REGULATOR


def test_a_link_is_over_after_three_days_or_by_a_newer_one(store: str, monkeypatch: pytest.MonkeyPatch) -> None:
    person = people.invite("ines@example.org", "Ines", PersonRole.REGULATOR, None)
    first = people.welcome_link(person)
    people.reset(person, None)
    second = people.welcome_link(person)
    assert [Client().get(link).status_code for link in (first, second)] == [410, 200]
    later = dt.datetime.now() + dt.timedelta(days=3, minutes=1)  # noqa: DTZ005 - as Django's maker of links counts
    monkeypatch.setattr(people.LINKS, "_now", lambda: later)
    assert Client().get(second).status_code == 410


@pytest.mark.parametrize(
    "wrong",
    [{"email": "none"}, {"email": "head@example.org"}, {"role": "king"}, {"password": "guess"}, {"programmes": ["x"]}],
)
def test_an_invitation_that_cannot_be_is_refused_in_words(store: str, wrong: dict[str, object]) -> None:
    client = browser_of(keeper("head"))
    asked = {"name": "Ines", "email": "ines@example.org", "role": "reviewer", "password": PASSWORD}
    answer = client.post("/people", asked | wrong)
    assert answer.status_code == 422
    assert 'class="error"' in answer.content.decode()
    assert Person.objects.count() == 1


@pytest.mark.parametrize("role", list(PersonRole))
def test_to_who_keeps_no_accounts_the_pages_do_not_exist(store: str, role: PersonRole) -> None:
    person, other = somebody(role, "plain"), somebody(PersonRole.REGULATOR)
    client = browser_of(person)
    assert client.get("/people").status_code == 404
    for what in ("role", "suspend", "bring_back", "reset", "keep"):
        assert _do(client, other, what, role="coordinator") == 404
    assert "/people" not in client.get("/account").content.decode()
    with pytest.raises(people.RefusedError):
        people.suspend(other, person)
    assert _standing(other).is_active


@pytest.mark.postgresql(slow=True)
def test_who_is_suspended_is_out_at_once_and_comes_back_as_they_were(store: str) -> None:
    person = somebody(PersonRole.REGULATOR)
    theirs, client = browser_of(person), browser_of(keeper())
    assert theirs.get("/account").status_code == 200
    assert _do(client, person, "suspend") == 302
    assert theirs.get("/account").status_code == 302
    shown = {"email": person.email, "password": PASSWORD}
    assert Client(headers=BROWSER).post("/sign-in", shown).status_code == 422
    assert "Suspended" in client.get("/people").content.decode()
    assert _do(client, person, "bring_back") == 302
    assert theirs.get("/account").status_code == 302
    assert browser_of(person).get("/account").status_code == 200


def test_a_keeper_ends_somebody_s_sessions_who_may_sign_in_again(store: str) -> None:
    person, boss = somebody(PersonRole.REGULATOR), keeper()
    theirs, client = browser_of(person), browser_of(boss)
    assert _do(client, person, "end_sessions") == 302
    assert (theirs.get("/account").status_code, client.get("/account").status_code) == (302, 200)
    assert browser_of(person).get("/account").status_code == 200
    with pytest.raises(people.RefusedError):
        people.end_all_sessions(boss, boss)
    with pytest.raises(people.RefusedError):
        people.end_all_sessions(boss, person)


def test_suspended_while_the_code_is_asked_for_nobody_comes_in(store: str) -> None:
    person = somebody(PersonRole.REGULATOR)
    people.suspend(person, None)
    client = Client(headers=BROWSER)
    session = client.session
    session["half_signed_in"] = [person.ident, int(NOON.timestamp()) // 60, "/"]
    session.save()
    assert client.get("/sign-in/code")["Location"] == "/sign-in"


def test_a_reset_takes_password_and_sessions_and_tells_the_owner(store: str) -> None:
    person = somebody(PersonRole.REGULATOR)
    theirs, client = browser_of(person), browser_of(keeper())
    page = client.post(f"/people/{person.ident}", {"do": "reset", "password": PASSWORD}).content.decode()
    assert theirs.get("/account").status_code == 302
    assert not _standing(person).has_usable_password()
    told = OutboxMessage.objects.filter(recipient=person.email, subject=FACTOR_CHANGED.subject)
    assert told.count() == 1
    assert Client().get(_LINK.findall(page)[0]).status_code == 200


def test_the_keeper_who_resets_never_sees_what_opens_the_account(store: str, moment: Clock) -> None:
    person, choice = somebody(PersonRole.REGULATOR), {"new_password1": NEW, "new_password2": NEW}
    client, second = browser_of(keeper()), browser_of(keeper("second"))
    assert _code(second, person) == ""
    link = _LINK.findall(client.post(f"/people/{person.ident}", {"do": "reset", "password": PASSWORD}).content.decode())
    assert _code(client, person) == ""
    guesser, address = Client(headers=BROWSER), link[0]
    assert guesser.post(address, choice).status_code == 422
    assert guesser.post(address, choice | {"code": ""}).status_code == 422
    code = _code(second, person)
    for _ in range(5):
        assert guesser.post(address, choice | {"code": "AAAAAAAAAA"}).status_code == 422
    assert guesser.post(address, choice | {"code": code}).status_code == 410
    assert not _standing(person).has_usable_password()
    people.reset(person, keeper("third"))
    address = first_half(person, Person.objects.get(name="third"))
    code = _code(client, person)
    moment(NOON + dt.timedelta(days=3, minutes=1))
    assert guesser.get(address).status_code == 410
    moment(NOON + dt.timedelta(days=2))
    assert guesser.post(address, choice | {"code": code}).status_code == 302
    assert guesser.get(address).status_code == 410
    changes = [line.more["change"] for line in lines(Asked()) if line.act == "rights" and line.about == person.ident]
    shown = ["first half shown", "second half shown"]
    assert changes == ["reset", *shown, "reset", *shown, "password chosen"]


@pytest.mark.postgresql(slow=True)
def test_where_mail_goes_out_the_link_goes_to_the_person_alone(
    store: str, settings_of: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> None:
    settings_of(EMAIL_HOST="mail.example.org", EMAIL_BACKEND="django.core.mail.backends.locmem.EmailBackend")
    monkeypatch.setattr(mail, "outbox", [], raising=False)
    person, head = somebody(PersonRole.REGULATOR), keeper()
    client = browser_of(head)
    answer = client.post(f"/people/{person.ident}", {"do": "reset", "password": PASSWORD}, follow=True)
    assert answer.status_code == 200
    assert not _LINK.findall(answer.content.decode())
    work_off(("mail",))
    (letter,) = [letter for letter in mail.outbox if "/welcome/" in str(letter.body)]
    assert letter.to == [person.email]
    kept = [*OutboxMessage.objects.values_list("body", flat=True), *map(str, Job.objects.values_list("payload"))]
    assert not any("/welcome/" in words for words in kept)
    assert "http://testserver/welcome/" in str(letter.body)
    choice = {"new_password1": NEW, "new_password2": NEW}
    assert Client().post(_LINK.findall(str(letter.body))[0], choice).status_code == 302


@pytest.mark.parametrize("what", ["role", "suspend", "reset", "keep"])
def test_nobody_does_it_to_their_own_account(store: str, what: str) -> None:
    person = keeper()
    assert _do(browser_of(person), person, what, role="regulator") == 422
    stands = _standing(person)
    assert (stands.is_active, stands.keeps_accounts, stands.role) == (True, True, PersonRole.COORDINATOR)
    assert stands.has_usable_password()


@pytest.mark.parametrize("what", ["role", "suspend", "reset", "keep"])
def test_without_one_s_own_password_nothing_is_done(store: str, what: str) -> None:
    person = somebody(PersonRole.REGULATOR)
    assert _do(browser_of(keeper()), person, what, password="a guess", role="coordinator") == 422
    stands = _standing(person)
    assert (stands.is_active, stands.keeps_accounts, stands.role) == (True, False, PersonRole.REGULATOR)


def test_another_role_ends_the_sessions_of_the_old_one(store: str) -> None:
    person = somebody(PersonRole.REGULATOR)
    theirs, client = browser_of(person), browser_of(keeper())
    assert _do(client, person, "role", role="medical_director") == 302
    assert theirs.get("/account").status_code == 302
    assert _standing(person).role == PersonRole.MEDICAL_DIRECTOR


@pytest.mark.parametrize(
    ("was", "wanted"),
    [(PersonRole.REVIEWER, PersonRole.COORDINATOR), (PersonRole.COORDINATOR, PersonRole.REVIEWER)],
)
def test_who_reviews_does_nothing_else_under_the_same_id(store: str, was: PersonRole, wanted: PersonRole) -> None:
    person = somebody(was, "both")
    assert _do(browser_of(keeper()), person, "role", role=wanted.value) == 422
    assert _standing(person).role == was


@pytest.mark.postgresql(slow=True)
def test_who_is_limited_to_a_programme_finds_no_case_of_another(store: str, moment: Clock) -> None:
    case, person = new_case(), somebody(PersonRole.COORDINATOR)
    reviewer = somebody(PersonRole.REVIEWER)
    client = browser_of(keeper("head"))
    assert _do(client, person, "role", role="coordinator", programmes=["freedonia"]) == 302
    assert _do(client, reviewer, "role", role="reviewer", programmes=["freedonia"]) == 302
    limited = _standing(person)
    assert not cases_for(limited).exists()
    assert not names_for(limited).exists()
    assert not candidates(opened_by_task(case))
    theirs = browser_of(limited)
    assert theirs.get(f"/desk/cases/{case.ident}").status_code == 404
    assert "IMR-1" not in theirs.get("/desk/").content.decode()
    people.change_role(limited, PersonRole.COORDINATOR, None, "freedonia ca_wc")
    people.change_role(reviewer, PersonRole.REVIEWER, None, "")
    assert cases_for(_standing(person)).get() == case
    assert [candidate.person for candidate in candidates(opened_by_task(case))] == [reviewer]


def test_new_keepers_are_told_to_the_others(store: str) -> None:
    head, person = keeper("head"), somebody(PersonRole.REGULATOR)
    assert _do(browser_of(head), person, "keep") == 302
    assert _standing(person).keeps_accounts
    told = OutboxMessage.objects.filter(subject=ACCOUNT_CHANGED.subject)
    assert [message.recipient for message in told] == [head.email]
    assert _do(browser_of(head), person, "keep") == 302
    assert not _standing(person).keeps_accounts


def test_the_operator_does_the_same_by_command(store: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("evenhand_web.command_start.ready", lambda: None)

    def told(*words: str) -> str:
        outcome = CliRunner().invoke(shell, ["people", *words])
        return outcome.output if outcome.exit_code == 0 else f"refused: {outcome.output}"

    page = told("invite", "ines@example.org", "--name", "Ines", "--role", "coordinator", "--programmes", "ca_wc")
    assert Client().get(_LINK.findall(page)[0]).status_code == 200
    assert "already" in told("invite", "ines@example.org", "--name", "Ines", "--role", "coordinator")
    assert "refused" in told("role", "ines@example.org", "reviewer")
    assert "There is no program x here" in told("role", "ines@example.org", "regulator", "--programmes", "x")
    assert "Done" in told("role", "ines@example.org", "regulator")
    assert "Done" in told("keep", "ines@example.org")
    assert "regulator ca_wc invited, keeps the accounts" in told("list")
    assert "0 sessions have ended" in told("end-sessions", "ines@example.org")
    assert "Done" in told("suspend", "ines@example.org")
    assert "suspended, invited" in told("list")
    assert "Done" in told("bring-back", "ines@example.org")
    assert "/welcome/" in told("reset", "ines@example.org")
    assert "No link waits for a code" in told("code", "ines@example.org")
    first_half(Person.objects.get(email="ines@example.org"), keeper())
    assert "goes with the link" in told("code", "ines@example.org")
    assert "Nobody signs in as" in told("suspend", "nobody@example.org")


def test_the_sign_in_page_says_who_helps(store: str) -> None:
    page = Client().get("/sign-in").content.decode()
    assert "I cannot sign in" in page
    assert "a colleague who keeps the accounts" in page
