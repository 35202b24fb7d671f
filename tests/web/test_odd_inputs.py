"""No address gives 500, whoever asks and whatever is sent: every page as every role, a stranger and somebody suspended
included.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from django.test import Client
from django.urls import get_resolver

import evenhand_web
from evenhand_web.accounts.models import Person, PersonRole
from evenhand_web.cases.models import Case
from tests.web.cast import browser_of, somebody
from tests.web.odd_inputs import ODD, SentForm, forms_of
from tests.web.test_access import Clock, _address, _patterns, _scene

STRANGER, SUSPENDED = "stranger", "suspended"
WHO = (*(role.value for role in PersonRole), STRANGER, SUSPENDED)
_SOME_SLOW = [who if who in (STRANGER, "coordinator") else pytest.param(who, marks=pytest.mark.slow) for who in WHO]
_ASKED = re.compile(r"""(?:GET|POST|sent)(?:\.get|\.getlist|\[)\(?\s*"(\w+)\"""")
_BY_KIND = {
    "slug": ("nothing-here", "a" * 300),
    "int": ("0", "9" * 30),
    "path": ("R1/%00", "..", "²"),
    "str": ("²", "%00"),
}


def _asked_names() -> list[str]:
    """The names by which views read what was sent."""
    sources = Path(evenhand_web.__file__).parent.rglob("*views*.py")
    names = {name for source in sources for name in _ASKED.findall(source.read_text(encoding="utf-8"))}
    return sorted(names | {"stage", "holder", "after", "number", "to", "part", "with", "next"})


def _browser(who: str) -> Client:
    client = browser_of(
        None if who == STRANGER else somebody(PersonRole.COORDINATOR if who == SUSPENDED else PersonRole(who))
    )
    if who == SUSPENDED:
        Person.objects.update(is_active=False)
    client.raise_request_exception = False
    return client


def _odd_addresses(names: dict[str, str]) -> Iterator[str]:
    """Every address with one part of it odd at a time."""
    for route in sorted(_patterns(get_resolver())):
        for part in re.findall(r"<(\w+):(\w+)>", route):
            whole = f"<{part[0]}:{part[1]}>"
            for odd in _BY_KIND[part[0]]:
                yield _address(route, _names(names) | {whole: odd})


def _names(names: dict[str, str]) -> dict[str, str]:
    more = {"<slug:notice>": "application_received", "<int:since>": "1", "<int:run>": "1", "<int:before>": "1"}
    more |= {"<int:after>": "2", "<int:shift>": "1", "<slug:other>": "nothing", "<str:token>": "none"}
    return names | more | {"<int:upload>": "1", "<int:start>": "0"}


@pytest.fixture
def scene(store: str, moment: Clock, shelf_folder: Path) -> tuple[Case, dict[str, str]]:
    """A case with a document, a task and a physician."""
    return _scene()


def _failures(told: Iterator[tuple[str, int]]) -> list[str]:
    return [f"{status} {what}" for what, status in told if status >= 500]


@pytest.mark.postgresql(slow=True)
@pytest.mark.parametrize("who", WHO)
def test_no_odd_address_fails(scene: tuple[Case, dict[str, str]], who: str) -> None:
    client, (_, names) = _browser(who), scene

    def told() -> Iterator[tuple[str, int]]:
        for address in _odd_addresses(names):
            yield address, client.get(address).status_code
            yield f"POST {address}", client.post(address).status_code

    assert not _failures(told())


@pytest.mark.postgresql(slow=True)
@pytest.mark.parametrize("who", _SOME_SLOW)
def test_no_odd_question_fails(scene: tuple[Case, dict[str, str]], who: str) -> None:
    client, (_, names) = _browser(who), scene

    def told() -> Iterator[tuple[str, int]]:
        for place, route in enumerate(sorted(_patterns(get_resolver()))):
            odds = ODD if who != STRANGER else ODD[place % 3 : place % 3 + 1]
            for odd in odds:
                question = "&".join(f"{name}={quote(odd)}" for name in _asked_names())
                address = f"{_address(route, _names(names))}?{question}"
                yield f"{route} {odd[:20]!r}", client.get(address).status_code

    assert not _failures(told())


@pytest.mark.slow
@pytest.mark.postgresql
@pytest.mark.parametrize("who", WHO)
def test_no_odd_form_fails(scene: tuple[Case, dict[str, str]], who: str) -> None:
    client, (_, names) = _browser(who), scene

    def told() -> Iterator[tuple[str, int]]:
        for route in sorted(_patterns(get_resolver()) - {"sign-out"}):
            address = _address(route, _names(names))
            page = client.get(address)
            yield route, page.status_code
            for form in forms_of(page.content.decode("utf-8", "replace")) if not page.streaming else ():
                if form.is_post and form.action != "/sign-out":
                    yield from _sent(client, form, form.action or address)

    assert not _failures(told())


def _sent(client: Client, form: SentForm, address: str) -> Iterator[tuple[str, int]]:
    """A form with all its fields odd, and with each of them odd alone, the kind of oddity going round."""
    for odd in ODD:
        filled = {name: odd for name, _ in form.fields}
        yield f"{address} all {odd[:20]!r}", client.post(address, filled).status_code
    for place, (name, _) in enumerate(form.fields):
        for odd in (ODD[place % len(ODD)], ODD[(place + 5) % len(ODD)], "9999-12-31", "0001-01-01"):
            filled = dict(form.fields) | {name: odd}
            yield f"{address} {name} {odd[:20]!r}", client.post(address, filled).status_code
