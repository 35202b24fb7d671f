"""A database for every test, as migrations leave it: SQLite, and for what is marked `postgresql` PostgreSQL as well.

Nothing here waits for what only a power cut or a thief would notice: SQLite does not wait for the disk, and passwords
are hashed cheaply. Every process that a test starts does both in full, as an organisation's does.
"""

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

_DATA = Path(tempfile.mkdtemp(prefix="evenhand-web-"))
os.environ |= {
    "DJANGO_SETTINGS_MODULE": "evenhand_web.settings",
    "EVENHAND_DATA": str(_DATA),
    "EVENHAND_DATABASE": "",
    "EVENHAND_SECRET_KEY": "for-tests-only-0123456789-abcdefghijklmnopqrstuvwxyz-ABCDEF",
    "EVENHAND_HOSTS": "testserver,localhost,127.0.0.1",
    "EVENHAND_MFA": "offered",
    "EVENHAND_TIME_ZONE": "America/Los_Angeles",
}

import django  # noqa: E402 - the settings read the variables above

from evenhand_web.first_start import ERASURE_KEYS_FILE, MASTER_KEYS_FILE, prepare  # noqa: E402

prepare(_DATA)
django.setup()

import datetime as dt  # noqa: E402

import pytest  # noqa: E402
from django.conf import settings  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connections  # noqa: E402

from evenhand_web.database_url import database_of  # noqa: E402
from evenhand_web.infrastructure import clock, installation  # noqa: E402
from evenhand_web.infrastructure.installation import is_demonstration, make_demonstration, make_own  # noqa: E402
from evenhand_web.infrastructure.keyring import erasure_keyring, keyring, lines_of  # noqa: E402
from evenhand_web.infrastructure.models import Installation  # noqa: E402
from tests.web.cheap_passwords import CHEAP, hash_by  # noqa: E402
from tests.web.postgres import MISSING, PostgresDatabase, private_server, server_programs  # noqa: E402

NOON = dt.datetime(2024, 6, 12, 19, tzinfo=dt.UTC)
"""A Wednesday, noon in California."""
SQLITE, POSTGRESQL = "sqlite", "postgresql"

hash_by(CHEAP)


def pytest_unconfigure() -> None:
    """Leave nothing behind."""
    shutil.rmtree(_DATA, ignore_errors=True)


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run a test marked `postgresql` on both databases; `postgresql(slow=True)` leaves the second to the slow tests."""
    mark = metafunc.definition.get_closest_marker(POSTGRESQL)
    if mark is None or "store" not in metafunc.fixturenames:
        return
    second = pytest.param(POSTGRESQL, marks=pytest.mark.slow if mark.kwargs.get("slow") else ())
    metafunc.parametrize("store", [SQLITE, second], indirect=True)


def _use(url: str, lasting: bool) -> None:
    connections.close_all()
    database = database_of(url, Path())
    if not lasting and "init_command" in database["OPTIONS"]:
        database["OPTIONS"]["init_command"] += " PRAGMA synchronous=OFF;"
    connections.settings["default"] = connections.configure_settings({"default": database})["default"]
    connections["default"]  # whatever this thread had open ...
    del connections["default"]  # ... is forgotten


@contextmanager
def used(url: str, lasting: bool = False) -> Iterator[str]:
    """Django on a database; `lasting` where it waits for the disk as it does outside the tests."""
    _use(url, lasting)
    try:
        yield url
    finally:
        connections.close_all()


@pytest.fixture(scope="session")
def sqlite_template() -> Path:
    """A migrated SQLite file."""
    path = _DATA / "template.sqlite3"
    with used(f"sqlite:///{path}"):
        call_command("migrate", verbosity=0)
        make_demonstration(is_empty=True)
    return path


@pytest.fixture(scope="session")
def postgres_database() -> Iterator[PostgresDatabase]:
    """A migrated database of a private PostgreSQL server; the test is skipped where there is no server."""
    programs = server_programs()
    if programs is None:
        pytest.skip(MISSING)
    with private_server(programs) as folder:
        database = PostgresDatabase(folder)
        with used(database.url):
            call_command("migrate", verbosity=0)
            make_demonstration(is_empty=True)
        database.remember()
        yield database


@pytest.fixture
def sqlite_store(sqlite_template: Path, tmp_path: Path) -> Iterator[str]:
    """A fresh SQLite file; gives its URL."""
    shutil.copy(sqlite_template, tmp_path / "evenhand.sqlite3")
    with used(f"sqlite:///{tmp_path / 'evenhand.sqlite3'}") as url:
        is_demonstration()  # asked once in the life of a process, whichever page is the first
        yield url


@pytest.fixture
def postgres_store(postgres_database: PostgresDatabase) -> Iterator[str]:
    """The database of the private PostgreSQL server with nothing in it; gives its URL."""
    postgres_database.restore()
    with used(postgres_database.url) as url:
        yield url


@pytest.fixture
def store(request: pytest.FixtureRequest) -> str:
    """A fresh database, SQLite unless the test is marked `postgresql`; gives its URL."""
    kind = getattr(request, "param", SQLITE)
    url: str = request.getfixturevalue("sqlite_store" if kind == SQLITE else "postgres_store")
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


@pytest.fixture(autouse=True)
def keys_of_the_session() -> Iterator[None]:
    """The erasure key under which the databases of all tests lie stays: a test that destroys keys has its own."""
    path = _DATA / ERASURE_KEYS_FILE
    before = path.read_bytes() if path.exists() else b""
    yield
    assert not before or path.read_bytes() == before, "this test destroyed the keys of all: use `keys_of_the_test`"


@pytest.fixture
def keys_of_the_test(store: str, tmp_path: Path, settings_of: Any) -> None:
    """Copies of the keys, for a test that destroys some."""
    master, erasure = tmp_path / MASTER_KEYS_FILE, tmp_path / ERASURE_KEYS_FILE
    master.write_text(lines_of(keyring()), encoding="ascii")
    erasure.write_text(lines_of(erasure_keyring()), encoding="ascii")
    settings_of(MASTER_KEYS_FILE_PATH=master, ERASURE_KEYS_FILE_PATH=erasure)


@pytest.fixture
def own_house(store: str, moment: object, shelf_folder: Path) -> None:
    """A database that is the house's own, and no demonstration."""
    Installation.objects.all().delete()
    installation._known.clear()
    make_own()


@pytest.fixture
def settings_of(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Settings that differ for one test."""

    def change(**given: Any) -> None:
        for name, value in given.items():
            monkeypatch.setattr(settings, name, value)

    return change
