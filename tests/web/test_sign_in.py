"""Signing in: told alike, limited in number, bound to a browser, ended when idle."""

import datetime as dt
import hashlib
import runpy
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.test import Client

from evenhand_web import settings as shipped
from evenhand_web.accounts.breached import is_listed
from evenhand_web.accounts.models import Person, PersonRole, SignInAttempt
from evenhand_web.accounts.throttle import MOST_BY_ADDRESS, MOST_PASSWORDS_BY_STRANGERS
from evenhand_web.infrastructure.worker import tick
from evenhand_web.proxies import proxies_of
from tests.web.cast import BROWSER, PASSWORD, browser_of, somebody
from tests.web.cheap_passwords import CHEAP, hash_by
from tests.web.conftest import NOON

Clock = Callable[[dt.datetime], None]


def _try(client: Client, email: str, password: str = PASSWORD, to: str = "") -> tuple[int, str]:
    answer = client.post("/sign-in", {"email": email, "password": password, "next": to})
    return answer.status_code, answer.headers.get("Location", answer.content.decode())


@pytest.mark.parametrize(
    ("role", "landing"),
    [
        (PersonRole.COORDINATOR, "/desk/"),
        (PersonRole.MEDICAL_DIRECTOR, "/release/"),
        (PersonRole.REGULATOR, "/desk/"),
        (PersonRole.REVIEWER, "/review/"),
    ],
)
def test_everybody_lands_where_their_work_begins(store: str, role: PersonRole, landing: str) -> None:
    person, client = somebody(role), browser_of(None)
    assert _try(client, person.email.upper()) == (302, "/")
    assert client.get("/").headers["Location"] == landing
    assert client.get(landing).status_code == 200
    client.post("/sign-out")
    assert client.get(landing).status_code == 302


@pytest.fixture
def shipped_hashing() -> Iterator[None]:
    """Passwords hashed as they are outside the tests."""
    hash_by(*shipped.PASSWORD_HASHERS)
    yield
    hash_by(CHEAP)


@pytest.mark.usefixtures("shipped_hashing")
def test_a_password_is_kept_as_an_argon2_hash_of_full_cost(store: str) -> None:
    person = somebody(PersonRole.COORDINATOR)  # hashed once for all tests, at next to no cost
    assert _try(browser_of(None), person.email) == (302, "/")
    person.refresh_from_db()
    name, kind, _, cost, *_ = person.password.split("$")
    assert (name, kind) == ("argon2", "argon2id")
    spent = dict(part.split("=") for part in cost.split(","))
    assert int(spent["m"]) >= 19 * 1024  # KiB; what OWASP asks for at least, with two passes
    assert int(spent["t"]) >= 2
    assert _try(browser_of(None), person.email) == (302, "/")
    assert _try(browser_of(None), person.email, "wrong")[0] == 422


@pytest.mark.parametrize(("https", "names"), [("1", ("__Host-session", "__Host-form")), ("", ("session", "csrftoken"))])
def test_behind_tls_no_cookie_counts_that_another_host_has_set(
    monkeypatch: pytest.MonkeyPatch, https: str, names: tuple[str, str]
) -> None:
    monkeypatch.setenv("EVENHAND_HTTPS", https)
    read = runpy.run_path(shipped.__file__)
    assert (read["SESSION_COOKIE_NAME"], read["CSRF_COOKIE_NAME"]) == names
    assert read["SESSION_COOKIE_SECURE"] is read["CSRF_COOKIE_SECURE"] is bool(https)
    assert read.get("CSRF_COOKIE_DOMAIN") is read.get("SESSION_COOKIE_DOMAIN") is None


def test_a_wrong_password_and_an_unknown_address_are_told_alike(store: str) -> None:
    person = somebody(PersonRole.COORDINATOR)
    known = _try(browser_of(None), person.email, "wrong")
    unknown = _try(browser_of(None), "coordinator@example.com", "wrong")
    assert known[0] == unknown[0] == 422
    assert "do not belong together" in known[1]
    assert _without_tokens(known[1]) == _without_tokens(unknown[1].replace("example.com", "example.org"))


def _without_tokens(page: str) -> str:
    return "\n".join(line for line in page.splitlines() if "csrfmiddlewaretoken" not in line)


@pytest.mark.postgresql(slow=True)
def test_a_person_who_left_cannot_sign_in_and_a_session_of_theirs_ends(store: str) -> None:
    person = somebody(PersonRole.COORDINATOR)
    client = browser_of(person)
    assert client.get("/desk/").status_code == 200
    Person.objects.update(is_active=False)
    assert client.get("/desk/").status_code == 302
    assert _try(browser_of(None), person.email)[0] == 422


def _from(machine: str) -> Client:
    return Client(headers=BROWSER, REMOTE_ADDR=machine)


@pytest.mark.postgresql
def test_guesses_are_limited_where_they_are_made_and_forgotten_in_time(store: str, moment: Clock) -> None:
    person, client = somebody(PersonRole.COORDINATOR), _from("127.0.0.9")
    for _ in range(MOST_BY_ADDRESS):
        assert _try(client, person.email, "wrong")[0] == 422
    assert _try(client, person.email)[0] == 429
    assert _try(_from("127.0.0.9"), person.email)[0] == 429
    assert _try(client, "someone.else@example.org", "wrong")[0] == 422
    assert _try(_from("127.0.0.1"), person.email)[0] == 302  # whoever guesses elsewhere keeps the owner from nothing
    assert _try(client, person.email)[0] == 429  # and the owner's coming gives whoever guesses no more guesses
    moment(NOON + dt.timedelta(minutes=16))
    tick()
    assert not SignInAttempt.objects.exists()
    assert _try(client, person.email)[0] == 302


def test_trying_on_makes_no_wait_longer(store: str, moment: Clock) -> None:
    person, client = somebody(PersonRole.COORDINATOR), _from("127.0.0.9")
    for _ in range(MOST_BY_ADDRESS):
        _try(client, person.email, "wrong")
    moment(NOON + dt.timedelta(minutes=14))
    assert _try(client, person.email, "wrong")[0] == 429
    moment(NOON + dt.timedelta(minutes=16))
    assert _try(client, person.email)[0] == 302


def test_guesses_from_many_machines_keep_nobody_from_a_device_of_theirs(store: str, moment: Clock) -> None:
    person, own = somebody(PersonRole.COORDINATOR), _from("127.0.0.1")
    assert _try(own, person.email)[0] == 302
    own.post("/sign-out")
    guesses = [_try(_from(f"127.0.1.{number // 8}"), person.email, "wrong")[0] for number in range(80)]
    assert guesses.count(422) == MOST_PASSWORDS_BY_STRANGERS
    refused = _try(_from("127.0.2.1"), person.email)
    assert refused[0] == 429
    assert "on a device you have used before" in refused[1]
    assert _try(own, person.email)[0] == 302
    elsewhere = Client(headers=BROWSER, REMOTE_ADDR="127.0.3.3")
    elsewhere.cookies = own.cookies  # the device has moved to another network
    assert _try(elsewhere, person.email)[0] == 302


def test_a_device_is_known_for_its_owner_alone_and_cannot_be_made_up(store: str, moment: Clock) -> None:
    person, other = somebody(PersonRole.COORDINATOR), somebody(PersonRole.REGULATOR)
    client = _from("127.0.0.9")
    assert _try(client, other.email)[0] == 302
    client.post("/sign-out")
    for _ in range(MOST_BY_ADDRESS):
        assert _try(client, person.email, "wrong")[0] == 422
    assert _try(client, person.email)[0] == 429
    client.cookies["known"] = "made:up:cookie"
    assert _try(client, person.email)[0] == 429
    known = _from("127.0.0.9")
    assert _try(known, other.email)[0] == 302
    for _ in range(MOST_BY_ADDRESS):
        assert _try(known, other.email, "wrong")[0] == 422
    assert _try(known, other.email)[0] == 429  # a device that was stolen guesses no more than any


def test_guesses_elsewhere_stop_no_signature_and_those_at_the_old_password_are_limited(
    store: str, moment: Clock
) -> None:
    person = somebody(PersonRole.COORDINATOR)
    here, there = browser_of(person), browser_of(person)
    for _ in range(MOST_BY_ADDRESS + 4):
        _try(_from("127.0.0.9"), person.email, "wrong")
    new = "another calm phrase 71"
    keyed = {"old_password": "wrong", "new_password1": new, "new_password2": new}
    for _ in range(MOST_BY_ADDRESS):
        assert "That is not your password" in there.post("/account", keyed).content.decode()
    told = there.post("/account", keyed | {"old_password": PASSWORD})
    assert (told.status_code, "Too many attempts" in told.content.decode()) == (422, True)
    assert here.post("/account", keyed | {"old_password": PASSWORD}).status_code == 302


def test_a_password_too_long_to_be_entered_is_refused_where_it_is_set(store: str) -> None:
    client = browser_of(somebody(PersonRole.COORDINATOR))
    for length, status in ((201, 422), (200, 302)):
        long = ("calm and even " * 20)[:length]
        keyed = {"old_password": PASSWORD, "new_password1": long, "new_password2": long}
        assert client.post("/account", keyed).status_code == status


@pytest.mark.parametrize(
    ("password", "is_taken"),
    [
        ("Evenhand-2026!", False),
        ("MedicalReview2026", False),
        ("acme-reviewers-1", False),
        ("Ácme acme acme 12", False),
        ("Bluebird Bluebird", False),
        ("ca_wc ca_wc ca_wc", False),
        ("a calm and even hand", True),
        ("acme crocodile teapot", True),
    ],
)
def test_a_password_does_not_mostly_consist_of_words_of_the_house(
    store: str, settings_of: Callable[..., None], password: str, is_taken: bool
) -> None:
    settings_of(ORGANISATION="Acme Reviewers, Inc.", PASSWORD_WORDS=["bluebird", ""])
    client = browser_of(somebody(PersonRole.COORDINATOR))
    keyed = {"old_password": PASSWORD, "new_password1": password, "new_password2": password}
    answer = client.post("/account", keyed)
    assert answer.status_code == (302 if is_taken else 422)
    assert is_taken or "words that anybody would try first here" in answer.content.decode()


_KNOWN = ("a calm phrase 1", "another calm phrase", "three calm phrases", "zebra zebra zebra")
_UNKNOWN = ("a calm phrase 2", "nobody has this one", "", "zebra")


@pytest.mark.parametrize("after", ["", ":17"])
@pytest.mark.parametrize("count", range(1, len(_KNOWN) + 1))
def test_a_password_known_from_breaches_is_found_wherever_it_stands(tmp_path: Path, count: int, after: str) -> None:
    digests = sorted(hashlib.sha1(known.encode()).hexdigest().upper() for known in _KNOWN[:count])
    file = tmp_path / "known.txt"
    file.write_text("\n".join(f"{digest}{after}" for digest in digests))
    assert [is_listed(known, file) for known in _KNOWN] == [True] * count + [False] * (len(_KNOWN) - count)
    assert not any(is_listed(other, file) for other in _UNKNOWN)
    file.write_text("")
    assert not is_listed(_KNOWN[0], file)


def test_a_password_known_from_breaches_is_refused(
    store: str, settings_of: Callable[..., None], tmp_path: Path
) -> None:
    new = "another calm phrase 71"
    keyed = {"old_password": PASSWORD, "new_password1": new, "new_password2": new}
    client = browser_of(somebody(PersonRole.COORDINATOR))
    (tmp_path / "known.txt").write_text(hashlib.sha1(new.encode()).hexdigest() + "\n")
    for named, words in (("known.txt", "became known elsewhere"), ("gone.txt", "cannot be read")):
        settings_of(BREACHED=tmp_path / named)
        answer = client.post("/account", keyed)
        assert (answer.status_code, words in answer.content.decode()) == (422, True)
    settings_of(BREACHED=None)
    assert client.post("/account", keyed).status_code == 302


@pytest.mark.parametrize(("proxies", "is_believed"), [("", False), ("10.0.0.0/8", False), ("1", True)])
def test_only_a_proxy_that_settings_name_is_believed(
    store: str, settings_of: Callable[..., None], proxies: str, is_believed: bool
) -> None:
    settings_of(PROXIES=proxies_of(proxies))
    person = somebody(PersonRole.COORDINATOR)
    for number in range(MOST_BY_ADDRESS):
        client = Client(headers=BROWSER | {"X-Real-IP": f"203.0.113.{number}"}, REMOTE_ADDR="127.0.0.1")
        assert _try(client, person.email, "wrong")[0] == 422
    client = Client(headers=BROWSER | {"X-Real-IP": "203.0.113.99"}, REMOTE_ADDR="127.0.0.1")
    assert _try(client, person.email)[0] == (302 if is_believed else 429)


@pytest.mark.postgresql(slow=True)
def test_attempts_are_limited_by_machine(store: str, moment: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("evenhand_web.accounts.throttle.MOST_BY_MACHINE", 3)
    for number in range(3):
        assert _try(browser_of(None), f"nobody{number}@example.org", "wrong")[0] == 422
    assert _try(browser_of(None), somebody(PersonRole.COORDINATOR).email)[0] == 429


def test_a_session_in_another_browser_ends(store: str) -> None:
    client = browser_of(somebody(PersonRole.COORDINATOR))
    assert client.get("/desk/").status_code == 200
    assert client.get("/desk/", headers={"user-agent": "a thief's"}).status_code == 302
    assert client.get("/desk/").status_code == 302


def test_an_idle_session_ends_and_a_used_one_goes_on(store: str, moment: Clock) -> None:
    client = browser_of(somebody(PersonRole.COORDINATOR))
    for minutes in (20, 40, 60):
        moment(NOON + dt.timedelta(minutes=minutes))
        assert client.get("/desk/").status_code == 200
    moment(NOON + dt.timedelta(minutes=91))
    assert client.get("/desk/").status_code == 302


def test_signing_in_never_leads_off_the_site(store: str) -> None:
    person = somebody(PersonRole.COORDINATOR)
    assert _try(browser_of(None), person.email, to="https://elsewhere.example")[1] == "/"
    assert _try(browser_of(None), person.email, to="/desk/cases/new")[1] == "/desk/cases/new"


@pytest.mark.postgresql(slow=True)
def test_a_password_changed_ends_every_other_session(store: str) -> None:
    person = somebody(PersonRole.REVIEWER)
    here, there = browser_of(person), browser_of(person)
    new = "another calm phrase 71"
    keyed = {"old_password": PASSWORD, "new_password1": new, "new_password2": new}
    assert here.post("/account", keyed | {"old_password": "wrong"}).status_code == 422
    assert here.post("/account", keyed).status_code == 302
    assert here.get("/account").status_code == 200
    assert there.get("/account").status_code == 302


def test_a_form_of_another_site_is_refused(store: str) -> None:
    strict = Client(enforce_csrf_checks=True, headers=BROWSER)
    assert strict.post("/sign-in", {"email": "a@example.org", "password": "x"}).status_code == 403
