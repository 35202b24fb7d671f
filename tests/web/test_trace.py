"""The trace: every reading leaves a line, no line is changed, and without a line nothing is shown."""

import datetime as dt
import json
import sqlite3
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import click
import pytest
from click.testing import CliRunner
from django.db import DatabaseError, connection
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from hypothesis import given
from hypothesis import strategies as st

from evenhand_web import command_start
from evenhand_web.accounts import people
from evenhand_web.accounts.models import Person, PersonRole
from evenhand_web.cases.models import Case
from evenhand_web.commands import shell
from evenhand_web.synth_commands import database
from evenhand_web.trace.addresses import OWN_DOOR, READ
from evenhand_web.trace.connection import TraceAwayError, trace_file
from evenhand_web.trace.following import asked_digest
from evenhand_web.trace.line import Act, TraceLine, as_json, digest_of, first_broken
from evenhand_web.trace.store import Asked, lines, newest_lines, write
from tests.web.cast import BROWSER, PASSWORD, WORKER_NAME, browser_of, new_case, somebody
from tests.web.conftest import NOON
from tests.web.test_access import _address, _scene

Clock = Callable[[dt.datetime], None]
AT = dt.datetime(2024, 6, 12, 19, tzinfo=dt.UTC)


def _names(resolver: URLResolver) -> Iterator[str]:
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            yield from _names(pattern)
        elif isinstance(pattern, URLPattern):
            yield str(pattern.name)


def _acts(who: str) -> list[tuple[str, str]]:
    return [(line.act, line.case) for line in lines(Asked(who=who))]


def test_every_address_says_what_it_lets_read() -> None:
    assert sorted(_names(get_resolver())) == sorted([*READ, *OWN_DOOR])


READINGS = (
    (PersonRole.COORDINATOR, "desk/", Act.QUEUE),
    (PersonRole.COORDINATOR, "desk/cases/<slug:ident>", Act.CASE),
    (PersonRole.COORDINATOR, "desk/cases/<slug:ident>/docket.jsonl", Act.DOCKET),
    (PersonRole.COORDINATOR, "desk/cases/<slug:ident>/documents/<slug:file>", Act.DOCUMENT),
    (PersonRole.COORDINATOR, "desk/post", Act.LETTER),
    (PersonRole.COORDINATOR, "office/cases/<slug:ident>", Act.OFFICE),
    (PersonRole.REGULATOR, "desk/cases/<slug:ident>", Act.CASE),
    (PersonRole.REGULATOR, "desk/cases/<slug:ident>/docket.jsonl", Act.REFUSED),
    (PersonRole.REVIEWER, "desk/cases/<slug:ident>", Act.REFUSED),
    (PersonRole.REVIEWER, "review/<slug:ident>", Act.REFUSED),
    (PersonRole.MEDICAL_DIRECTOR, "office/trace", Act.TRACE),
    (PersonRole.MEDICAL_DIRECTOR, "office/trace/export", Act.TRACE),
)


@pytest.mark.postgresql(slow=True)
@pytest.mark.parametrize(("role", "route", "act"), READINGS)
def test_a_reading_leaves_its_line(
    store: str, moment: Clock, shelf_folder: Path, role: PersonRole, route: str, act: Act
) -> None:
    case, names = _scene()
    person = somebody(role)
    client, before = browser_of(person), len(list(lines()))
    client.get(_address(route, names))
    (line,) = list(lines())[before:]
    assert (line.who, line.act, line.at) == (person.ident, act, NOON)
    assert line.case == (case.ident if "<slug:ident>" in route else "")
    assert WORKER_NAME.split()[0] not in as_json(line)


def test_a_search_leaves_no_name_but_can_be_recognised(store: str, moment: Clock) -> None:
    new_case()
    person = somebody(PersonRole.COORDINATOR)
    browser_of(person).post("/desk/find", {"words": "Imani  EXAMPLE"})
    line = newest_lines(Asked(who=person.ident), 1)[0]
    assert (line.act, line.more["asked"]) == (Act.SEARCH, asked_digest("imani example"))
    assert "mani" not in as_json(line).lower()


@pytest.mark.postgresql(slow=True)
def test_the_door_and_rights_leave_lines(store: str) -> None:
    person, other = somebody(PersonRole.COORDINATOR), somebody(PersonRole.REGULATOR)
    person.keeps_accounts = True
    person.save()
    Client(headers=BROWSER).post("/sign-in", {"email": person.email, "password": "a guess"})
    client = browser_of(person)
    client.post(f"/people/{other.ident}", {"do": "suspend", "password": PASSWORD})
    people.bring_back(other, None)
    told = [(line.act, line.who, line.about, line.more.get("change", "")) for line in lines()]
    assert told == [
        ("sign_in_refused", "", "", ""),
        ("signed_in", person.ident, "", ""),
        ("sent", person.ident, other.ident, ""),
        ("rights", person.ident, other.ident, "suspended"),
        ("rights", "operator", other.ident, "brought back"),
    ]
    assert person.email not in "".join(map(as_json, lines()))


@pytest.mark.postgresql(slow=True)
def test_no_line_is_changed_or_deleted(store: str) -> None:
    write(Act.CASE, "P-1", case="c1")
    for change in ("DELETE FROM trace_line", "UPDATE trace_line SET who = 'P-2'"):
        if connection.vendor == "sqlite":
            with sqlite3.connect(trace_file()) as session, pytest.raises(sqlite3.DatabaseError, match="never changed"):
                session.execute(change)
        else:
            with connection.cursor() as cursor, pytest.raises(DatabaseError, match="never changed"):
                cursor.execute(change)
    assert [line.who for line in lines()] == ["P-1"]


@pytest.mark.postgresql(slow=True)
def test_many_at_once_write_one_chain(store: str) -> None:
    def many(who: str) -> None:
        for _ in range(15):
            write(Act.CASE, who)
        connection.close()

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(many, ["P-1", "P-2", "P-3", "P-4"]))
    assert first_broken(lines())[::2] == (60, None)


def test_the_trace_lies_in_a_file_for_its_owner_alone(store: str) -> None:
    write(Act.CASE, "P-1")
    assert trace_file().is_file()
    assert str(trace_file()) != connection.settings_dict["NAME"]
    assert trace_file().stat().st_mode & 0o777 == 0o600


def _away(monkeypatch: pytest.MonkeyPatch) -> None:
    folder = trace_file().with_name("nowhere")
    monkeypatch.setattr("evenhand_web.trace.connection.trace_file", lambda: folder / "trace.sqlite3")


def test_where_it_cannot_be_written_nothing_is_shown_or_entered(store: str, monkeypatch: pytest.MonkeyPatch) -> None:
    case, other = new_case(), somebody(PersonRole.REGULATOR)
    person = somebody(PersonRole.COORDINATOR)
    person.keeps_accounts = True
    person.save()
    client = browser_of(person)
    _away(monkeypatch)
    client.raise_request_exception = False
    for address in ("/desk/", f"/desk/cases/{case.ident}", "/office/tasks", "/people"):
        answer = client.get(address)
        assert (answer.status_code, answer.headers["Retry-After"]) == (503, "60")
        assert "must be noted" in answer.content.decode()
    assert client.post(f"/people/{other.ident}", {"do": "suspend", "password": PASSWORD}).status_code == 503
    with pytest.raises(TraceAwayError):
        people.suspend(other, None)
    assert Person.objects.get(pk=other.pk).is_active
    assert client.get("/account").status_code == 200
    fresh = Client(headers=BROWSER, raise_request_exception=False)
    assert fresh.post("/sign-in", {"email": other.email, "password": PASSWORD}).status_code == 503
    assert fresh.get("/account").status_code == 302


@given(st.lists(st.tuples(st.sampled_from(list(Act)), st.text(max_size=5), st.text(max_size=5)), max_size=6), st.data())
def test_a_chain_holds_until_one_line_is_touched(told: list[tuple[Act, str, str]], data: st.DataObject) -> None:
    chain, head = list[TraceLine](), ""
    for number, (act, who, word) in enumerate(told, start=1):
        line = TraceLine(number, AT, who, act.value, "", "", {"word": word}, "")
        chain.append(line._replace(digest=digest_of(line, head)))
        head = chain[-1].digest
    assert first_broken(chain) == (len(chain), head, None)
    if not chain:
        return
    at = data.draw(st.integers(0, len(chain) - 1))
    touched = chain[at]._replace(who=chain[at].who + "x")
    assert first_broken([*chain[:at], touched, *chain[at + 1 :]])[2] == at + 1
    if at + 1 < len(chain):
        assert first_broken([*chain[:at], *chain[at + 1 :]])[2] == at + 1


@pytest.mark.postgresql(slow=True)
def test_the_page_shows_a_person_a_case_and_a_day(store: str, moment: Clock) -> None:
    case, director = new_case(), somebody(PersonRole.MEDICAL_DIRECTOR)
    person = somebody(PersonRole.COORDINATOR, "cora")
    browser_of(person).get(f"/desk/cases/{case.ident}")
    client = browser_of(director)

    def shown(**asked: str) -> str:
        return client.get("/office/trace", asked).content.decode().partition("<tbody>")[2]

    assert "Looked at a case" in shown(who=person.ident)
    assert shown(who=person.ident).count("<tr>") == 2
    assert shown(case="imr-1").count("<tr>") == 1
    assert "IMR-1" in shown(case="imr-1")
    assert shown(case="IMR-9") == ""
    assert shown(day="2024-06-11") == ""
    assert "cora" in shown(day="2024-06-12")
    assert client.get("/office/trace", {"day": "no day"}).status_code == 422
    exported = client.get("/office/trace/export", {"case": "IMR-1"}).content.decode().splitlines()
    assert [json.loads(line)["act"] for line in exported] == ["case"]


def test_the_page_goes_on_where_it_ended(store: str) -> None:
    for number in range(60):
        write(Act.CASE, "P-1", case=f"c{number}")
    client = browser_of(somebody(PersonRole.MEDICAL_DIRECTOR))
    first = client.get("/office/trace", {"who": "operator"}).content.decode()
    assert "Older lines" not in first
    first = client.get("/office/trace").content.decode()
    assert first.count("<tr>") == 51
    older = client.get("/office/trace", {"before": "12"}).content.decode()
    assert older.count("<tr>") == 12
    assert "Older lines" not in older


def test_who_does_not_watch_over_it_finds_no_trace(store: str) -> None:
    client = browser_of(somebody(PersonRole.COORDINATOR))
    assert client.get("/office/trace").status_code == 404
    assert client.get("/office/trace/export").status_code == 404
    assert "/office/trace" not in client.get("/account").content.decode()


def test_the_operator_exports_and_verifies(store: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("evenhand_web.command_start.ready", lambda: None)
    case: Case = new_case()

    def told(*words: str) -> Any:
        return CliRunner().invoke(shell, [*words])

    assert told("export-docket", "IMR-1", "--out", str(tmp_path / "d")).exit_code == 0
    assert _acts("operator") == [("docket", case.ident)]
    assert told("trace", "export", str(tmp_path / "t")).exit_code == 0
    assert len((tmp_path / "t").read_text().splitlines()) == 2
    assert "2 lines hold together" in told("trace", "verify").output
    with sqlite3.connect(trace_file()) as session:
        session.execute("DROP TRIGGER trace_line_fixed")
        session.execute("UPDATE trace_line SET who = 'P-2' WHERE number = 1")
    broken = told("trace", "verify")
    assert (broken.exit_code, "Line 1" in broken.output) == (2, True)
    _away(monkeypatch)
    refused = told("export-docket", "IMR-1")
    assert (refused.exit_code, "Nothing is done" in refused.output) == (1, True)


NO_LINE_OF_ITS_OWN = {
    "demo": "everything in it is made up",
    "database": "everything in it is made up",
    "export-approvals": "holds the words of letters and who answers for them, and nothing of a case",
    "keep-working": "begins `work`, which leaves its line",
    "verify": "reads the trace alone, and changes nothing",
    "verify-database": "computes digests and prints them, and opaque ids of cases",
    "make": "signs digests, and reads nothing that they are of",
    "show": "prints anchors: digests and instants",
    "copy": "copies anchors: digests and instants",
}
NAMED = {"work": "work", "import-docket": "import_docket", "import-panel": "import_panel", "rotate-key": "rotate_key"}
RIGHTS = {
    "add-person",
    "reset-second-factor",
    "invite",
    "role",
    "suspend",
    "end-sessions",
    "bring-back",
    "reset",
    "keep",
    "code",
}
ERASING = {"case", "person", "document", "set", "lift"}
SEEN_ELSEWHERE = {"export-docket", "export", "list", "serve", "migrate", "doctor", "restore"} | ERASING


def test_every_command_leaves_a_line_or_says_why_not() -> None:
    groups = [each for each in shell.commands.values() if isinstance(each, click.Group)]
    commands = [each for each in shell.commands.values() if not isinstance(each, click.Group)]
    commands += [each for group in groups for each in group.commands.values()] + [database]
    names = {str(command.name) for command in commands}
    told = {name for name in names if NAMED.get(name, name) in command_start._TOLD}
    assert told | RIGHTS | SEEN_ELSEWHERE | set(NO_LINE_OF_ITS_OWN) == names
    assert not told & (RIGHTS | SEEN_ELSEWHERE | set(NO_LINE_OF_ITS_OWN))


def test_what_works_and_refreshes_leaves_its_line(store: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("evenhand_web.command_start.ready", lambda: None)
    monkeypatch.setattr("evenhand_web.commands.ready", lambda: None)
    new_case()
    for words in (["work", "--until-empty"], ["tick"], ["refresh"], ["migrate"]):
        outcome = CliRunner().invoke(shell, words)
        assert outcome.exit_code == 0, outcome.output
    told = [line.more["command"] for line in lines(Asked(who="operator"))]
    assert told == ["work_off", "tick", "refresh", "migrate"]
    _away(monkeypatch)
    for words in (["work", "--until-empty"], ["refresh"]):
        assert CliRunner().invoke(shell, words).exit_code == 1
