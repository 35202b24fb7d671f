"""A fresh database for every test, SQLite and PostgreSQL alike, copied from one that was migrated once."""

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Any

_DATA = Path(tempfile.mkdtemp(prefix="evenhand-web-"))
os.environ |= {
    "DJANGO_SETTINGS_MODULE": "evenhand_web.settings",
    "EVENHAND_DATA": str(_DATA),
    "EVENHAND_DATABASE": "",
    "EVENHAND_SECRET_KEY": "for-tests-only-0123456789-abcdefghijklmnopqrstuvwxyz-ABCDEF",
    "EVENHAND_HOSTS": "testserver,localhost,127.0.0.1",
}

import django  # noqa: E402 - the settings read the variables above

from evenhand_web.first_start import prepare  # noqa: E402

prepare(_DATA)
django.setup()

import datetime as dt  # noqa: E402

import psycopg  # noqa: E402
import pytest  # noqa: E402
from django.conf import settings  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connections  # noqa: E402

from evenhand_web.database_url import database_of  # noqa: E402
from evenhand_web.infrastructure import clock  # noqa: E402
from tests.web.postgres import NEITHER, private_server, server_programs  # noqa: E402

NOON = dt.datetime(2024, 6, 12, 19, tzinfo=dt.UTC)
"""A Wednesday, noon in California."""
_NUMBERS = count(1)


def pytest_unconfigure() -> None:
    """Leave nothing behind."""
    shutil.rmtree(_DATA, ignore_errors=True)


def _use(url: str) -> None:
    connections.close_all()
    databases = {"default": database_of(url, Path())}
    connections.settings["default"] = connections.configure_settings(databases)["default"]
    connections["default"]  # whatever this thread had open ...
    del connections["default"]  # ... is forgotten


@contextmanager
def _used(url: str) -> Iterator[str]:
    _use(url)
    try:
        yield url
    finally:
        connections.close_all()


@pytest.fixture(scope="session")
def sqlite_template() -> Path:
    """A migrated SQLite file."""
    path = _DATA / "template.sqlite3"
    with _used(f"sqlite:///{path}"):
        call_command("migrate", verbosity=0)
    return path


@pytest.fixture(scope="session")
def postgres_folder() -> Iterator[Path]:
    """A private PostgreSQL server with a migrated database named `template`; skipped where there is no server."""
    programs = server_programs()
    if programs is None:
        pytest.skip(NEITHER)
    with private_server(programs) as folder:
        _postgres_does(folder, "CREATE DATABASE template")
        with _used(_postgres_url(folder, "template")):
            call_command("migrate", verbosity=0)
        yield folder


def _postgres_url(folder: Path, name: str) -> str:
    return f"postgresql://evenhand@/{name}?host={folder}"


def _postgres_does(folder: Path, command: str) -> None:
    with psycopg.connect(f"host={folder} user=evenhand dbname=postgres", autocommit=True) as session:
        session.execute(command.encode())


@pytest.fixture
def sqlite_store(sqlite_template: Path, tmp_path: Path) -> Iterator[str]:
    """A fresh SQLite file; gives its URL."""
    shutil.copy(sqlite_template, tmp_path / "evenhand.sqlite3")
    with _used(f"sqlite:///{tmp_path / 'evenhand.sqlite3'}") as url:
        yield url


@pytest.fixture
def postgres_store(postgres_folder: Path) -> Iterator[str]:
    """A fresh database of the private PostgreSQL server; gives its URL."""
    folder, name = postgres_folder, f"test_{next(_NUMBERS)}"
    _postgres_does(folder, f"CREATE DATABASE {name} TEMPLATE template")
    with _used(_postgres_url(folder, name)) as url:
        yield url
    _postgres_does(folder, f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(params=["sqlite", "postgresql"])
def store(request: pytest.FixtureRequest) -> str:
    """A fresh database, once of each kind; gives its URL."""
    url: str = request.getfixturevalue("sqlite_store" if request.param == "sqlite" else "postgres_store")
    return url


@pytest.fixture
def moment(monkeypatch: pytest.MonkeyPatch) -> Callable[[dt.datetime], None]:
    """The shell's clock, standing still; call it to set it to another instant."""
    shown = [NOON]
    monkeypatch.setattr(clock, "now", lambda: shown[0])

    def to(instant: dt.datetime) -> None:
        shown[0] = instant

    return to


@pytest.fixture
def shelf_folder(tmp_path: Path, settings_of: Any) -> Path:
    """A shelf of the test's own."""
    settings_of(FILES=tmp_path / "files")
    return tmp_path / "files"


@pytest.fixture
def settings_of(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Settings that differ for one test."""

    def change(**given: Any) -> None:
        for name, value in given.items():
            monkeypatch.setattr(settings, name, value)

    return change
