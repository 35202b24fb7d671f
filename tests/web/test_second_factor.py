"""The second factor: set up, asked for at the door, lost and found again; no code serves twice."""

import datetime as dt
import re
from collections.abc import Callable
from pathlib import Path

import pyotp
import pytest
from allauth.mfa.models import Authenticator
from click import ClickException
from django.test import Client

from evenhand_web.accounts import second_factor
from evenhand_web.accounts.models import Person, PersonRole, RecoveryCode
from evenhand_web.accounts.throttle import MOST_BY_ADDRESS
from evenhand_web.infrastructure.keyring import add_master_key
from evenhand_web.infrastructure.worker import tick
from evenhand_web.operations import reset_second_factor
from tests.web.cast import BROWSER, PASSWORD, browser_of, somebody
from tests.web.conftest import NOON

Clock = Callable[[dt.datetime], None]


def _code(secret: str, at: dt.datetime = NOON) -> str:
    return pyotp.TOTP(secret.replace(" ", "")).at(at)


def _set_up(client: Client, at: dt.datetime = NOON) -> tuple[str, list[str]]:
    """Set up a second factor in a browser; gives its secret and the recovery codes."""
    assert client.post("/account/second-factor", {"do": "begin"}).status_code == 302
    page = client.get("/account/second-factor").content.decode()
    assert "<svg" in page
    match = re.search(r'class="spelt">([A-Z2-7 ]+)<', page)
    assert match
    answer = client.post("/account/second-factor", {"do": "confirm", "code": _code(match[1], at)})
    return match[1], re.findall(r"<code>([A-Z0-9-]+)</code>", answer.content.decode())


def _half(person: Person, to: str = "") -> Client:
    client = Client(headers=BROWSER)
    answer = client.post("/sign-in", {"email": person.email, "password": PASSWORD, "next": to})
    assert (answer.status_code, answer.headers["Location"]) == (302, "/sign-in/code")
    return client


@pytest.fixture
def person(store: str, moment: Clock) -> Person:
    return somebody(PersonRole.COORDINATOR)


def test_signing_in_takes_both(person: Person, moment: Clock) -> None:
    secret, codes = _set_up(browser_of(person))
    assert len(codes) == len(set(codes)) == 10
    client = _half(person, to="/account")
    assert client.get("/desk/").status_code == 302  # the password alone opens nothing
    used = client.post("/sign-in/code", {"code": _code(secret)})
    assert used.status_code == 422  # that one served when it was set up
    moment(NOON + dt.timedelta(seconds=30))
    answer = client.post("/sign-in/code", {"code": _code(secret, NOON + dt.timedelta(seconds=30))})
    assert (answer.status_code, answer.headers["Location"]) == (302, "/account")
    assert client.get("/desk/").status_code == 200


@pytest.mark.postgresql(slow=True)
def test_a_code_serves_once(person: Person, moment: Clock) -> None:
    secret, codes = _set_up(browser_of(person))
    later = NOON + dt.timedelta(minutes=1)
    moment(later)
    for code in (_code(secret, later), codes[0]):
        assert _half(person).post("/sign-in/code", {"code": code}).status_code == 302
        assert _half(person).post("/sign-in/code", {"code": code}).status_code == 422
    assert second_factor.codes_left(person) == 9


@pytest.mark.parametrize("seconds", [-60, 60])
def test_a_code_of_another_minute_does_not_serve(person: Person, moment: Clock, seconds: int) -> None:
    secret, _ = _set_up(browser_of(person))
    later = NOON + dt.timedelta(minutes=10)
    moment(later)
    wrong = _code(secret, later + dt.timedelta(seconds=seconds))
    assert _half(person).post("/sign-in/code", {"code": wrong}).status_code == 422


def test_a_secret_left_on_a_page_soon_opens_nothing(person: Person, moment: Clock) -> None:
    client = browser_of(person)
    client.post("/account/second-factor", {"do": "begin"})
    secret = re.search(r'class="spelt">([A-Z2-7 ]+)<', client.get("/account/second-factor").content.decode())
    assert secret
    later = NOON + dt.timedelta(minutes=16)
    moment(later)
    assert 'class="letters"' not in client.get("/account/second-factor").content.decode()
    keyed = {"do": "confirm", "code": _code(secret[1], later)}
    assert client.post("/account/second-factor", keyed).status_code == 422
    assert not Authenticator.objects.exists()


def test_half_a_sign_in_is_soon_over(person: Person, moment: Clock) -> None:
    secret, _ = _set_up(browser_of(person))
    client, later = _half(person), NOON + dt.timedelta(minutes=7)
    moment(later)
    answer = client.post("/sign-in/code", {"code": _code(secret, later)})
    assert answer.headers["Location"] == "/sign-in"
    assert client.get("/desk/").status_code == 302


@pytest.mark.postgresql(slow=True)
def test_guessing_is_limited(person: Person, moment: Clock) -> None:
    secret, _ = _set_up(browser_of(person))
    client = _half(person)
    for _ in range(MOST_BY_ADDRESS):
        assert client.post("/sign-in/code", {"code": "000000"}).status_code == 422
    later = NOON + dt.timedelta(minutes=2)
    moment(later)
    assert client.post("/sign-in/code", {"code": _code(secret, later)}).status_code == 429


@pytest.mark.postgresql(slow=True)
def test_what_guards_the_door_is_changed_only_with_a_code(person: Person, moment: Clock) -> None:
    client = browser_of(person)
    _, codes = _set_up(client)
    for wanted in ("begin", "codes", "remove"):
        assert client.post("/account/second-factor", {"do": wanted, "code": "000000"}).status_code == 422
    answer = client.post("/account/second-factor", {"do": "codes", "code": codes[1]})
    renewed = re.findall(r"<code>([A-Z0-9-]+)</code>", answer.content.decode())
    assert set(renewed).isdisjoint(codes)
    assert client.post("/account/second-factor", {"do": "remove", "code": codes[2]}).status_code == 422
    assert client.post("/account/second-factor", {"do": "remove", "code": renewed[0]}).status_code == 302
    assert not Authenticator.objects.exists() | RecoveryCode.objects.exists()
    assert browser_of(person).get("/desk/").status_code == 200


@pytest.mark.parametrize("role", list(PersonRole))
def test_where_it_is_required_nobody_works_without(
    store: str, moment: Clock, settings_of: Callable[..., None], role: PersonRole
) -> None:
    person = somebody(role)
    before = browser_of(person)
    settings_of(MFA="required")
    client = browser_of(person)
    for address in ("/", "/desk/", "/account", "/nothing-here"):
        for device in (client, before):
            assert device.get(address).headers["Location"] == "/account/second-factor"
    _, codes = _set_up(client)
    assert client.get("/account").status_code == 200
    assert client.post("/account/second-factor", {"do": "remove", "code": codes[0]}, follow=True).status_code == 200
    assert Authenticator.objects.exists()
    assert before.get("/desk/").headers["Location"] == "/sign-in"  # it signs in again, with the code


def test_where_it_is_off_nobody_is_asked(person: Person, settings_of: Callable[..., None]) -> None:
    _set_up(browser_of(person))
    settings_of(MFA="off")
    assert browser_of(person).get("/account/second-factor").headers["Location"] == "/account"


@pytest.mark.postgresql(slow=True)
def test_secrets_are_kept_wrapped_and_follow_the_master_key(
    store: str, moment: Clock, tmp_path: Path, settings_of: Callable[..., None]
) -> None:
    ring = tmp_path / "keys"
    ring.write_text("old:" + "A" * 43 + "=\n", encoding="ascii")
    settings_of(MASTER_KEYS_FILE_PATH=ring)
    person = somebody(PersonRole.COORDINATOR)
    secret, codes = _set_up(browser_of(person))
    kept = str(Authenticator.objects.get().data)
    assert secret.replace(" ", "") not in kept
    assert "old:" in kept
    assert not RecoveryCode.objects.filter(digest__in=[code.replace("-", "") for code in codes]).exists()
    newest = add_master_key(ring)
    tick()
    ring.write_text(ring.read_text(encoding="ascii").splitlines()[0], encoding="ascii")
    assert Authenticator.objects.get().data["secret"].startswith(f"{newest}:")
    later = NOON + dt.timedelta(minutes=1)
    moment(later)
    assert _half(person).post("/sign-in/code", {"code": _code(secret, later)}).status_code == 302


def test_who_lost_everything_is_let_in_by_the_operator(person: Person, capsys: pytest.CaptureFixture[str]) -> None:
    _set_up(browser_of(person))
    reset_second_factor(person.email.upper())
    assert person.ident in capsys.readouterr().out
    assert browser_of(person).get("/desk/").status_code == 200
    with pytest.raises(ClickException, match="Nobody signs in"):
        reset_second_factor("nobody@example.org")
