"""What cannot be done is said in words: nothing gives 500, and nothing is waited for without end."""

import datetime as dt
import logging
import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from click.testing import CliRunner
from django.conf import settings
from django.db import connections
from django.test import Client

from evenhand_web.accounts.models import PersonRole
from evenhand_web.cases.models import Case
from evenhand_web.commands import shell
from evenhand_web.infrastructure.quiet_log import JsonLines
from tests.web.cast import BROWSER, PASSWORD, browser_of, new_case, somebody
from tests.web.conftest import NOON

_MEGABYTE = 1024 * 1024
Clock = Callable[[dt.datetime], None]


@contextmanager
def _held(store: str) -> Iterator[None]:
    """The one writer's place of a SQLite file, taken by somebody else."""
    holder = sqlite3.connect(store.removeprefix("sqlite:///"), isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    try:
        yield
    finally:
        holder.execute("ROLLBACK")
        holder.close()


@pytest.fixture
def short_wait(store: str) -> None:
    """A database that is waited for a moment only, so that no test lasts twenty seconds."""
    options = connections["default"].settings_dict["OPTIONS"]
    options["timeout"] = 0.5
    connections["default"].close()


@pytest.mark.usefixtures("short_wait")
def test_a_page_is_read_while_the_database_is_held(store: str, moment: Clock) -> None:
    client = browser_of(somebody(PersonRole.COORDINATOR))
    moment(NOON.replace(minute=5))
    with _held(store):
        assert client.get("/desk/").status_code == 200
    moment(NOON.replace(minute=25))
    assert client.get("/desk/").status_code == 200
    moment(NOON.replace(minute=50))
    assert client.get("/desk/").status_code == 200  # the use at :25 was noted, though the one before was not


@pytest.mark.usefixtures("short_wait")
def test_what_must_be_written_says_that_the_database_is_held(store: str, moment: Clock) -> None:
    person = somebody(PersonRole.COORDINATOR)
    client = browser_of(person)
    client.raise_request_exception = False
    with _held(store):
        answer = client.post("/office/roster", _shift(person.pk))
        assert answer.status_code == 503
        assert "Send it again in a minute" in answer.content.decode()
        assert answer.headers["Retry-After"] == "60"
        stranger = browser_of(None)
        stranger.raise_request_exception = False
        assert stranger.post("/sign-in", {"email": person.email, "password": PASSWORD}).status_code == 503
    assert client.post("/office/roster", _shift(person.pk)).status_code == 302


def _shift(person: int, on: str = "2024-06-13") -> dict[str, str]:
    return {"person": str(person), "on": on, "begins": "08:00", "ends": "17:00", "days": "1", "weeks": "1"}


@pytest.mark.parametrize(
    ("on", "why"),
    [
        ("9999-12-31", "lies too far ahead"),
        ("0001-01-01", "lies before 1900"),
        ("2200-01-01", "lies too far ahead"),
    ],
)
def test_a_day_that_no_clock_can_bear_is_refused(store: str, moment: Clock, on: str, why: str) -> None:
    person = somebody(PersonRole.COORDINATOR)
    answer = browser_of(person).post("/office/roster", _shift(person.pk, on))
    assert answer.status_code == 422
    assert why in answer.content.decode()


@pytest.mark.parametrize(
    "to", ["foo", "foo/bar", "javascript:alert(1)", "//elsewhere.example", "/\\elsewhere.example", "²"]
)
def test_signing_in_leads_to_no_address_that_is_none(store: str, to: str) -> None:
    person = somebody(PersonRole.COORDINATOR)
    answer = browser_of(None).post("/sign-in", {"email": person.email, "password": PASSWORD, "next": to})
    assert (answer.status_code, answer.headers["Location"]) == (302, "/")


@pytest.mark.parametrize("place", ["next", "email"])
def test_nul_is_refused_before_it_reaches_a_database(store: str, place: str) -> None:
    answer = browser_of(None).post("/sign-in", {"email": "a@example.org", "password": "x", place: "a\0b"})
    assert answer.status_code == 400
    assert "NUL" in answer.content.decode()
    assert browser_of(None).get("/sign-in?next=%00").status_code == 400
    assert browser_of(None).get("/desk/cases/%00").status_code == 400


@pytest.mark.parametrize("path", ["/sign-in", "/desk/cases/new"])
def test_a_form_of_33_megabytes_is_refused_in_words(store: str, path: str) -> None:
    client = browser_of(somebody(PersonRole.COORDINATOR))
    form = b"note=" + b"a" * (33 * _MEGABYTE - 5)
    for sent, length in ((form, len(form)), (form + b"aa", len(form) + 2)):
        answer = client.generic("POST", path, sent, "application/x-www-form-urlencoded", CONTENT_LENGTH=str(length))
        assert answer.status_code == 413
        assert "too large" in answer.content.decode()


@pytest.mark.parametrize("length", ["²", "9" * 5000, "-1", "NaN"])
def test_a_length_that_is_no_number_is_too_long(store: str, length: str) -> None:
    assert Client(headers=BROWSER).post("/sign-in", {}, CONTENT_LENGTH=length).status_code == 413


def test_a_form_of_too_many_fields_and_one_cut_off_are_refused(store: str) -> None:
    client = browser_of(None)
    many = "&".join(f"n{number}=" for number in range(settings.DATA_UPLOAD_MAX_NUMBER_FIELDS + 2))
    assert client.post("/sign-in", many, "application/x-www-form-urlencoded").status_code == 413
    assert client.post("/sign-in", b"--x\r\ngarbage", "multipart/form-data").status_code == 400


def test_another_host_is_refused_in_words_and_one_line(store: str, caplog: pytest.LogCaptureFixture) -> None:
    log = logging.getLogger("django.security.DisallowedHost")
    log.addHandler(caplog.handler)
    try:
        answer = browser_of(None).get("/sign-in", headers={"host": "elsewhere.example"})
    finally:
        log.removeHandler(caplog.handler)
    assert answer.status_code == 400
    assert "EVENHAND_HOSTS" in answer.content.decode()
    (line,) = {JsonLines().format(record) for record in caplog.records if record.name == log.name}
    assert "EVENHAND_HOSTS does not list" in line
    assert "elsewhere" not in line
    assert "frames" not in line


@pytest.fixture
def two_numbers(store: str, moment: Clock) -> tuple[Case, Case]:
    """Two cases whose numbers differ in capitals alone, as a database of before may hold them."""
    first = new_case("SEC-XSS-1")
    second = new_case("IMR-2")
    Case.objects.filter(pk=second.pk).update(number="sec-xss-1", number_key="")
    return first, Case.objects.get(pk=second.pk)


def test_a_docket_is_exported_by_its_exact_number(two_numbers: tuple[Case, Case], tmp_path: Path) -> None:
    for case in two_numbers:
        file = tmp_path / f"{case.pk}.jsonl"
        CliRunner().invoke(shell, ["export-docket", case.number, "--out", str(file)], catch_exceptions=False)
        assert case.head.encode() in file.read_bytes()
    answer = CliRunner().invoke(shell, ["export-docket", "Sec-Xss-1"])
    assert answer.exit_code == 1
    assert "There is one written SEC-XSS-1" in answer.output


@pytest.mark.parametrize("command", [["migrate"], ["tick"], ["serve"]])
def test_a_data_folder_that_cannot_be_written_is_said(command: list[str]) -> None:
    told = _run(command, {"EVENHAND_DATA": "/proc/evenhand", "EVENHAND_DATABASE": ""})
    assert told.returncode == 1
    assert "cannot be made or written" in told.stderr
    assert "Traceback" not in told.stderr


@pytest.mark.parametrize("command", ["tick", "refresh"])
def test_a_database_that_is_not_there_is_said(tmp_path: Path, command: str) -> None:
    told = _run([command], {"EVENHAND_DATA": str(tmp_path), "EVENHAND_DATABASE": "sqlite:////proc/nowhere.sqlite3"})
    assert told.returncode == 1  # what reads cases leaves its line first, and the trace lies beside the database
    assert "Nothing is done, for the trace cannot be written" in told.stderr
    assert "Traceback" not in told.stderr


def _run(command: list[str], environment: dict[str, str]) -> "subprocess.CompletedProcess[str]":
    called = [sys.executable, "-c", "from evenhand.cli.main import main; main()", *command]
    return subprocess.run(called, env=os.environ | environment, capture_output=True, text=True, timeout=120)


_READING: tuple[Callable[[str], list[str]], ...] = (
    lambda file: ["audit", file],
    lambda file: ["clocks", file],
    lambda file: ["match", file],
    lambda file: ["names", "compare", file],
    lambda file: ["panel", "check", file],
    lambda file: ["parse", file],
    lambda file: ["records", "read", file],
    lambda file: ["redact", file, "--identities", file],
    lambda file: ["verify", file],
    lambda file: ["import-docket", file],
    lambda file: ["import-panel", file],
)


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["pipe", "device"])
@pytest.mark.parametrize("command", _READING, ids=lambda command: "-".join(command("FILE")[:2]))
def test_no_command_waits_for_a_pipe_or_a_device(
    command: Callable[[str], list[str]], kind: str, store: str, tmp_path: Path
) -> None:
    file = tmp_path / "given"
    if kind == "pipe":
        os.mkfifo(file)
    else:
        file.symlink_to("/dev/zero")
    told = _run(command(str(file)), {"EVENHAND_DATABASE": store, "EVENHAND_DATA": str(settings.DATA)})
    assert told.returncode not in (0, None)
    assert "Traceback" not in told.stderr
    assert told.stdout + told.stderr
