"""What a write found is said on the page after it, whichever face wrote: law that nobody has read yet."""

import datetime as dt
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from html import unescape
from pathlib import Path
from types import MappingProxyType

import pytest
from django.test import Client

from evenhand.authoring.folder_check import folder_check
from evenhand.finding import Finding
from evenhand.letter.characters import Unprintable
from evenhand.programme.model import Gate, Programme
from evenhand.programme.rule import Force, RuleVersion
from evenhand_web.accounts.models import PersonRole
from evenhand_web.cases.models import Case
from evenhand_web.infrastructure import programmes
from tests.web.cast import PASSWORD, browser_of, somebody
from tests.web.review_cast import a_reviewer, ready_case
from tests.web.signed_case import signed_case
from tests.web.test_correcting import assigned, keyed
from tests.web.test_desk import application_fields

Clock = Callable[[dt.datetime], None]
RULE, TEXT = "CAWC-C-09", "the regulations of 2030"
WORDS = f"Read {TEXT} and add the version to the programme. ({RULE}, LC 1)"


def _unread(programme: Programme) -> Programme:
    """The programme as it would be if every entry hung on a rule whose text nobody has read."""
    rule = programme.rules[RULE]
    version = RuleVersion(
        since=dt.date(1900, 1, 1),
        force=Force.UNKNOWN,
        value=None,
        citation=("LC 1",),
        status=rule.versions[0].status,
        must_read=TEXT,
    )
    gate = Gate(guard="party_is_known", rule=RULE)
    kinds = {kind: replace(kept, gates=(gate,)) for kind, kept in programme.procedure.kinds.items()}
    return replace(
        programme,
        rules=MappingProxyType({**programme.rules, RULE: replace(rule, versions=(version,))}),
        procedure=replace(programme.procedure, kinds=kinds),
    )


@pytest.fixture
def unread(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Cases under a programme whose every entry hangs on an unread rule."""

    def loaded(folder: Path, unprintable: Unprintable) -> tuple[Programme | None, tuple[Finding, ...]]:
        programme, findings = folder_check(folder, unprintable)
        return programme and (_unread(programme) if RULE in programme.rules else programme), findings

    monkeypatch.setattr(programmes, "folder_check", loaded)
    programmes.standings.cache_clear()
    yield
    programmes.standings.cache_clear()


def _after(client: Client, address: str, fields: object) -> str:
    """The words of the page that a write leads to."""
    answer = client.post(address, fields, follow=True)
    assert answer.redirect_chain, answer.content.decode()
    return unescape(answer.content.decode())


def test_intake_and_the_entry_form_and_a_correction_say_it(store: str, moment: Clock, unread: None) -> None:
    coordinator = somebody(PersonRole.COORDINATOR)
    client = browser_of(coordinator)
    assert WORDS in _after(client, "/desk/cases/new", application_fields())
    case = Case.objects.get()
    fields = {"length": "1", "on": "2024-06-10", "hour": "", "party": "applicant", "is_signed": "on", "reason": "Moved"}
    assert WORDS in _after(client, f"/desk/cases/{case.ident}/enter/withdrawn", fields | {"by": "applicant:applicant"})
    again = assigned()
    correction = keyed(3, by=f"organisation:{coordinator.ident}")
    assert WORDS in _after(client, f"/desk/cases/{again.ident}/correct/3", correction)


def test_placing_and_the_reviewer_say_it(store: str, moment: Clock, shelf_folder: Path, unread: None) -> None:
    case, person = ready_case(), a_reviewer()
    desk = browser_of(somebody(PersonRole.COORDINATOR))
    fields = {"do": "propose", "person": person.ident, "length": str(case.length)}
    assert WORDS in _after(desk, f"/desk/cases/{case.ident}/reviewer", fields)
    client, address = browser_of(person), f"/review/{case.ident}/oath"
    form = unescape(client.get(address).content.decode())
    oath = {name: re.findall(rf'name="{name}" value="([^"]+)"', form) for name in ("sworn", "form")}
    assert WORDS in _after(client, address, oath)
    fields |= {"do": "assign", "length": str(Case.objects.get().length)}
    assert WORDS in _after(desk, f"/desk/cases/{case.ident}/reviewer", fields)
    assert WORDS in _after(client, f"/review/{case.ident}/recuse", {"reason": "My brother works there."})


def test_a_release_says_it_and_so_does_the_docket(store: str, moment: Clock, shelf_folder: Path, unread: None) -> None:
    case, director = signed_case(), somebody(PersonRole.MEDICAL_DIRECTOR)
    keys = {"length": str(case.length), "password": PASSWORD, "read_whole": "on"}
    client = browser_of(director)
    assert WORDS in _after(client, f"/release/{case.ident}/issue", keys)
    docket = unescape(client.get(f"/desk/cases/{case.ident}/docket").content.decode())
    assert docket.count("Law nobody has read yet") == case.length
    assert f"Read {TEXT}" in docket


def test_law_that_was_read_is_not_spoken_of(store: str, moment: Clock) -> None:
    client = browser_of(somebody(PersonRole.COORDINATOR))
    page = _after(client, "/desk/cases/new", application_fields())
    assert "nobody has read" not in page
    assert "add the version" not in page
