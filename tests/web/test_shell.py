"""The shell as a whole: its headers, its one clock, its quiet logs, its settings and its commands."""

import io
import logging
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from click import ClickException
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command
from django.db import connection

from evenhand_web import operations
from evenhand_web.accounts.models import PersonRole
from evenhand_web.database_url import database_of
from evenhand_web.first_start import KEY_FILES, MASTER_KEYS_FILE, SECRET_FILE, master_key_line, prepare
from evenhand_web.infrastructure.keyring import keyring, lines_of
from evenhand_web.infrastructure.quiet_log import JsonLines
from tests.web.cast import WORKER_NAME, browser_of, new_case, somebody
from tests.web.conftest import used

ROOT = Path(__file__).parents[2]
SHELL = ROOT / "src" / "evenhand_web"


def test_every_answer_carries_the_policy(sqlite_store: str) -> None:
    client = browser_of(somebody(PersonRole.COORDINATOR))
    for address in ("/sign-in", "/desk/", "/desk/nothing", "/static/evenhand/evenhand.css"):
        answer = client.get(address)
        headers = answer.headers
        answer.close()
        policy = headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert (headers["X-Frame-Options"], headers["X-Content-Type-Options"]) == ("DENY", "nosniff")
    assert client.get("/desk/").headers["Cache-Control"] == "no-store"


def test_no_page_carries_what_the_policy_forbids() -> None:
    for path in SHELL.rglob("*.html"):
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"\sstyle=|\son\w+=|<style|<script(?![^>]*\ssrc=)", text), path.name


def test_a_request_too_large_is_refused_unread(sqlite_store: str) -> None:
    client = browser_of(somebody(PersonRole.COORDINATOR))
    answer = client.post("/desk/find", {"words": "x" * 10}, headers={"content-length": str(40 * 1024 * 1024)})
    assert answer.status_code == 413


def test_the_time_is_asked_in_one_place() -> None:
    asking = re.compile(r"timezone\.now|datetime\.now|\.today\(\)|utcnow|time\.time\(|localdate|localtime")
    children = [
        str(path.relative_to(SHELL)) for path in SHELL.rglob("*.py") if asking.search(path.read_text(encoding="utf-8"))
    ]
    assert children == ["infrastructure/clock.py"]


def test_logs_say_where_and_never_what(sqlite_store: str, monkeypatch: pytest.MonkeyPatch) -> None:
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(JsonLines())
    logger = logging.getLogger("django.request")
    logger.addHandler(handler)

    def broken(*_: object) -> None:
        raise ValueError(f"the record of {WORKER_NAME}")

    try:
        client = browser_of(somebody(PersonRole.COORDINATOR))
        client.raise_request_exception = False
        case = new_case()
        monkeypatch.setattr("evenhand_web.desk.views.overview_page", broken)
        answer = client.get(f"/desk/cases/{case.ident}")
    finally:
        logger.removeHandler(handler)
    assert answer.status_code == 500
    assert WORKER_NAME not in answer.content.decode()
    logged = stream.getvalue()
    assert "ValueError" in logged
    assert "test_shell.py" in logged
    for secret in (WORKER_NAME, case.number):
        assert secret not in logged


def test_secrets_are_made_once_for_their_owner_alone(tmp_path: Path) -> None:
    prepare(tmp_path / "data")
    before = [(tmp_path / "data" / name).read_text(encoding="ascii") for name in (SECRET_FILE, MASTER_KEYS_FILE)]
    prepare(tmp_path / "data")
    after = [(tmp_path / "data" / name).read_text(encoding="ascii") for name in (SECRET_FILE, MASTER_KEYS_FILE)]
    assert before == after
    assert len(before[0]) > 60
    assert (tmp_path / "data" / SECRET_FILE).stat().st_mode & 0o077 == 0
    assert sorted(path.name for path in (tmp_path / "data").iterdir() if path.is_file()) == sorted(KEY_FILES)


def test_one_variable_names_the_database() -> None:
    lite = database_of("", Path("here.sqlite3"))
    assert (lite["NAME"], lite["OPTIONS"]["transaction_mode"]) == ("here.sqlite3", "IMMEDIATE")
    given = database_of("postgresql://jo:p%40ss@db.example:5433/even?sslmode=require", Path())
    assert [given[key] for key in ("USER", "PASSWORD", "HOST", "PORT", "NAME")] == [
        "jo", "p@ss", "db.example", "5433", "even",
    ]  # fmt: skip
    assert given["OPTIONS"] == {"sslmode": "require"}
    with pytest.raises(ImproperlyConfigured, match="'mysql'"):
        database_of("mysql://x", Path())


@pytest.mark.parametrize(
    ("url", "is_taken"),
    [
        ("postgresql://jo@db.example/even", False),
        ("postgresql://jo@db.example/even?sslmode=prefer", False),
        ("postgresql://jo@10.0.0.7/even", False),
        ("postgresql:///even?host=/run/postgresql,db.example", False),
        ("postgresql://jo@db.example/even?sslmode=verify-full&sslrootcert=root.pem", True),
        ("postgresql://jo@db.example/even?sslmode=disable", True),
        ("postgresql://jo@localhost/even", True),
        ("postgresql://jo@[::1]/even", True),
        ("postgresql://jo@/even?host=/run/postgresql", True),
    ],
)
def test_a_database_elsewhere_says_how_its_connection_is_guarded(url: str, is_taken: bool) -> None:
    if is_taken:
        assert database_of(url, Path())["ENGINE"].endswith("postgresql")
        return
    with pytest.raises(ImproperlyConfigured, match="sslmode=verify-full"):
        database_of(url, Path())


def test_sqlite_keeps_what_was_said_to_be_kept(sqlite_store: str) -> None:
    answers = []
    with used(sqlite_store, lasting=True), connection.cursor() as cursor:
        for pragma in ("journal_mode", "synchronous", "secure_delete", "foreign_keys"):
            cursor.execute(f"PRAGMA {pragma}")
            answers.append(cursor.fetchone()[0])
    assert answers == ["wal", 2, 1, 1]


@pytest.mark.postgresql
def test_migrations_are_complete_and_leave_the_docket_guarded(store: str) -> None:
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)
    table, name = ("sqlite_master", "name") if connection.vendor == "sqlite" else ("pg_trigger", "tgname")
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {table} WHERE {name} IN ('cases_entry_kept', 'cases_entry_fixed')")
        assert cursor.fetchone()[0] == 2


def _evenhand(data: Path, *words: str) -> "subprocess.CompletedProcess[str]":
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("EVENHAND_", "DJANGO_"))}
    command = [sys.executable, "-m", "evenhand_web", *words]
    return subprocess.run(command, env=kept | {"EVENHAND_DATA": str(data)}, capture_output=True, text=True, timeout=120)


@pytest.mark.slow
def test_an_installation_begins_with_its_commands(tmp_path: Path, sqlite_template: Path) -> None:
    data = tmp_path / "data"
    assert _evenhand(data, "migrate").returncode == 0
    person = ("add-person", "jo@example.org", "--name", "Jo", "--role", "coordinator", "--password")
    weak, added, again = (
        _evenhand(data, *person, word) for word in ("short", "a calm and even hand", "a calm and even hand")
    )
    assert "too short" in weak.stderr
    assert "Jo may sign in" in added.stdout, added.stderr
    assert "already" in again.stderr
    leave = ("delegate", "eligibility_found", "--since", "2024-01-01", "--paper", "Letter", "--programme", "ca_wc")
    assert "From 2024-01-01" in _evenhand(data, *leave).stdout
    assert "nothing the regulator enters" in _evenhand(data, "delegate", "withdrawn", *leave[2:]).stderr
    assert "is current" in _evenhand(data, "rotate-key").stdout
    assert "0 cases refreshed" in _evenhand(data, "refresh").stdout
    assert _evenhand(data, "tick").returncode == 0
    assert "1 jobs done" in _evenhand(data, "work", "--until-empty").stdout
    broken = tmp_path / "docket.jsonl"
    broken.write_text("{}\n", encoding="ascii")
    refused = _evenhand(data, "import-docket", str(broken))
    assert (refused.returncode, "DOCKET-CHAIN" in refused.stderr) == (2, True)
    assert "no case" in _evenhand(data, "export-docket", "IMR-0").stderr


def test_turning_keys_of_the_environment_tells_the_truth(
    store: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    held = lines_of(keyring()).strip()
    monkeypatch.setenv("EVENHAND_MASTER_KEYS", held)
    with pytest.raises(ClickException, match="nothing was changed"):
        operations.rotate_key()
    newest = master_key_line()
    monkeypatch.setenv("EVENHAND_MASTER_KEYS", f"{newest} {held}")
    before = settings.MASTER_KEYS_FILE_PATH.read_bytes()
    operations.rotate_key()
    printed = capsys.readouterr().out
    assert f"Master key {newest.partition(':')[0]} is current; 256 bucket keys" in printed
    assert "older keys in EVENHAND_MASTER_KEYS" in printed
    assert settings.MASTER_KEYS_FILE_PATH.read_bytes() == before
