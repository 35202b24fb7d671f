"""A backup made while the installation works comes back whole, in an empty place, and is nothing without its keys."""

import base64
import json
import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable
from itertools import count
from pathlib import Path
from typing import Any, NamedTuple
from urllib.request import urlopen

import psycopg
import pytest
from click.testing import CliRunner
from django.conf import settings
from django.db import connection

from evenhand_web.backup.key_file import read_keys
from evenhand_web.backup.making import make_backup
from evenhand_web.backup.parts import Part, read_manifest, read_part, write_part
from evenhand_web.backup.refusal import BackupRefused
from evenhand_web.cases.erasing import Order, erase_cases
from evenhand_web.cases.models import Case
from evenhand_web.first_start import ANCHOR_KEY_FILE, ERASURE_KEYS_FILE, KEY_FILES, MASTER_KEYS_FILE, SECRET_FILE
from evenhand_web.infrastructure import shelf
from evenhand_web.infrastructure.models import StoredFile
from evenhand_web.infrastructure.shelf import erase, put
from evenhand_web.trace.line import Act, first_broken
from evenhand_web.trace.store import lines
from evenhand_web.trace.store import write as write_line
from evenhand_web.upkeep_commands import restore
from tests.web.cast import WORKER_NAME, new_case
from tests.web.conftest import used
from tests.web.live import free_port, wait_for

SECRET = b"The record of Imani Example. " * 5


class House(NamedTuple):
    """An installation: its data folder, and where a backup and its keys go."""

    data: Path
    folder: Path
    keys: Path
    empty_store: Callable[[], str]


@pytest.fixture
def house(store: str, tmp_path: Path, settings_of: Any) -> House:
    """An installation with a case, a file, and a programme kept."""
    data = tmp_path / "data"
    (data / "programmes" / "own").mkdir(parents=True, mode=0o700)
    (data / "programmes" / "own" / "last-good").write_text("a fingerprint\n", encoding="ascii")
    for name in KEY_FILES:
        shutil.copy(Path(settings.DATA) / name, data / name)
    paths = {"MASTER_KEYS_FILE_PATH": data / MASTER_KEYS_FILE, "ERASURE_KEYS_FILE_PATH": data / ERASURE_KEYS_FILE}
    settings_of(DATA=data, KEYS=data, FILES=data / "files", **paths)
    new_case("IMR-1")
    _shelved()
    made = count()

    def empty_store() -> str:
        if connection.vendor == "sqlite":
            return ""
        name = f"restored{os.getpid()}{next(made)}"
        with psycopg.connect(
            host=connection.settings_dict["OPTIONS"]["host"], user="evenhand", dbname="postgres"
        ) as to:
            to.autocommit = True
            to.execute(f"DROP DATABASE IF EXISTS {name}")
            to.execute(f"CREATE DATABASE {name}")
        return store.replace("/evenhand?", f"/{name}?")

    return House(data, tmp_path / "backup", tmp_path / "keys.json", empty_store)


def _shelved() -> StoredFile:
    file = put([SECRET], "application/pdf")
    file.save()
    return file


def _restored(house: House, to: Path, store: str = "") -> "subprocess.CompletedProcess[str]":
    return _said(to, store, "restore", str(house.folder), "--keys", str(house.keys))


def _said(data: Path, store: str, *words: str) -> "subprocess.CompletedProcess[str]":
    kept = _surroundings(data, store)
    command = [sys.executable, "-m", "evenhand_web", *words]
    return subprocess.run(command, env=kept, capture_output=True, text=True, timeout=120)


def _surroundings(data: Path, store: str) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("EVENHAND_", "DJANGO_"))}
    return kept | {"EVENHAND_DATA": str(data), "EVENHAND_DATABASE": store}


@pytest.mark.postgresql
def test_what_was_made_while_others_wrote_comes_back_whole(house: House, tmp_path: Path) -> None:
    stopping, written = threading.Event(), list[int]()

    def write() -> None:
        while not stopping.is_set():
            new_case(f"IMR-{len(written) + 2}")
            _shelved()
            write_line(Act.QUEUE, "somebody")
            written.append(1)
        connection.close()

    writer = threading.Thread(target=write)
    writer.start()
    while not written:
        stopping.wait(0.01)
    before = Case.objects.count()
    made = make_backup(house.folder, house.keys)
    after = Case.objects.count()
    stopping.set()
    writer.join()
    assert made.missing == ()
    told = len(list(lines()))
    write_line(Act.QUEUE, "somebody")
    store = house.empty_store()
    back = _restored(house, tmp_path / "back", store)
    assert back.returncode == 0, back.stderr
    url = store or f"sqlite:///{tmp_path / 'back' / 'evenhand.sqlite3'}"
    with used(url):
        assert before <= Case.objects.count() <= after
        assert f"{Case.objects.count()} dockets are whole" in back.stdout
        assert StoredFile.objects.count() == made.files
        assert 0 < len(list(lines())) <= told
        assert first_broken(lines())[2] is None
    kept = tmp_path / "back" / "programmes" / "own" / "last-good"
    assert kept.read_text(encoding="ascii") == "a fingerprint\n"
    for name, opening in ((SECRET_FILE, f"{settings.SECRET_KEY}\n".encode()), (MASTER_KEYS_FILE, _master_keys(house))):
        assert (tmp_path / "back" / name).read_bytes() == opening
        assert (tmp_path / "back" / name).stat().st_mode & 0o077 == 0


def _master_keys(house: House) -> bytes:
    return (house.data / MASTER_KEYS_FILE).read_bytes()


def test_what_came_back_serves_at_once(house: House, tmp_path: Path) -> None:
    make_backup(house.folder, house.keys)
    assert _restored(house, tmp_path / "back").returncode == 0
    port = free_port()
    command = [sys.executable, "-m", "evenhand_web", "serve", "--port", str(port), "--no-background"]
    server = subprocess.Popen(command, env=_surroundings(tmp_path / "back", ""), stdout=subprocess.DEVNULL)
    try:
        wait_for(port, server)
        with urlopen(f"http://127.0.0.1:{port}/sign-in", timeout=30) as answer:
            assert answer.status == 200
    finally:
        server.terminate()
        server.wait(timeout=20)


@pytest.mark.postgresql(slow=True)
def test_the_folder_says_nothing_and_opens_nothing(house: House) -> None:
    make_backup(house.folder, house.keys)
    written = b"".join(path.read_bytes() for path in sorted(house.folder.rglob("*")) if path.is_file())
    keys = [line.partition(":")[2] for line in _master_keys(house).decode("ascii").split()]
    opening = [key.encode() for key in keys] + [base64.b64decode(key) for key in keys]
    secret = settings.SECRET_KEY.encode()
    for what in (*opening, secret, WORKER_NAME.encode(), SECRET[:20], b"SQLite format", b"PGDMP", b"last-good"):
        assert what not in written
    ring = json.loads(house.keys.read_text(encoding="ascii"))
    assert base64.b64decode(ring["files"][MASTER_KEYS_FILE]) == _master_keys(house)
    for path in (house.keys, *house.folder.rglob("*")):
        assert path.stat().st_mode & 0o077 == 0
    assert not list(house.data.glob(".backup-*"))


def test_what_was_erased_is_not_in_a_later_backup(house: House) -> None:
    kept, erased = _shelved(), _shelved()
    erase(erased)
    make_backup(house.folder, house.keys)
    names = {path.name for path in house.folder.rglob("*")}
    assert kept.ident in names
    assert erased.ident not in names


def test_a_file_that_is_gone_from_the_shelf_is_named(house: House) -> None:
    gone = _shelved()
    shelf.discard(gone.ident)
    assert make_backup(house.folder, house.keys).missing == (gone.ident,)


def _part(house: House, name: str) -> Path:
    return next(path for path in sorted(house.folder.rglob("*")) if path.is_file() and path.name.startswith(name))


@pytest.mark.parametrize("name", ["manifest", "database-default", "beside", ""])
def test_a_damaged_part_is_refused_in_words(house: House, tmp_path: Path, name: str) -> None:
    file = _shelved()
    make_backup(house.folder, house.keys)
    path = _part(house, name or file.ident)
    path.write_bytes(path.read_bytes()[:-1] + b"?")
    back = _restored(house, tmp_path / "back")
    assert back.returncode == 1
    assert "damaged" in back.stderr
    assert "Traceback" not in back.stderr


def test_the_keys_of_another_backup_open_nothing(house: House, tmp_path: Path) -> None:
    make_backup(house.folder, house.keys)
    make_backup(tmp_path / "other", tmp_path / "other.json")
    swapped = house._replace(keys=tmp_path / "other.json")
    back = _restored(swapped, tmp_path / "back")
    assert back.returncode == 1
    assert "damaged" in back.stderr
    assert not (tmp_path / "back").exists()


def test_nothing_is_written_over(house: House, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    inside = house.folder / "keys.json"
    for folder, keys, words in (
        (house.data, house.keys, "is not empty"),
        (house.data / "backup", house.keys, "lies in the data folder"),
        (house.folder, inside, "lies in the backup"),
        (house.folder, house.data / SECRET_FILE, "is there already"),
        (house.folder, tmp_path / "nowhere" / "keys.json", "There is no folder"),
    ):
        with pytest.raises(BackupRefused, match=words):
            make_backup(folder, keys)
    assert not house.folder.exists()
    make_backup(house.folder, house.keys)
    monkeypatch.setenv("EVENHAND_DATA", str(house.data))
    for keys, words in ((house.keys, "is not empty"), (tmp_path, "is a directory")):
        told = CliRunner().invoke(restore, [str(house.folder), "--keys", str(keys)])
        assert (told.exit_code != 0, words in told.output) == (True, True), told.output
    monkeypatch.setenv("EVENHAND_DATA", str(tmp_path / "back"))
    (tmp_path / "other").write_text("{}", encoding="ascii")
    told = CliRunner().invoke(restore, [str(house.folder), "--keys", str(tmp_path / "other")])
    assert "is no file of keys" in told.output
    (house.folder / "manifest").unlink()
    told = CliRunner().invoke(restore, [str(house.folder), "--keys", str(house.keys)])
    assert "holds no whole backup" in told.output
    assert not (tmp_path / "back").exists()


@pytest.mark.postgresql(slow=True)
def test_a_database_that_is_not_empty_or_of_another_kind_is_left_alone(
    house: House, store: str, tmp_path: Path
) -> None:
    make_backup(house.folder, house.keys)
    back = _restored(house, tmp_path / "back", store)
    assert back.returncode == 1
    assert "is not empty" in back.stderr
    assert Case.objects.count() == 1
    if connection.vendor == "postgresql":
        other = _restored(house, tmp_path / "other")
        assert "The backup is of postgresql" in other.stderr


def test_keys_of_a_folder_of_their_own_come_back_to_one(house: House, tmp_path: Path, settings_of: Any) -> None:
    own = house.data / "own-keys"  # as somebody may set it, though it is of no use there
    own.mkdir(mode=0o700)
    for name in KEY_FILES:
        (house.data / name).rename(own / name)
    paths = {"MASTER_KEYS_FILE_PATH": own / MASTER_KEYS_FILE, "ERASURE_KEYS_FILE_PATH": own / ERASURE_KEYS_FILE}
    settings_of(KEYS=own, ANCHOR_KEY_FILE_PATH=own / ANCHOR_KEY_FILE, **paths)
    held = [(own / name).read_bytes().strip() for name in KEY_FILES if name != SECRET_FILE]
    make_backup(house.folder, house.keys)
    beside = b"".join(read_part(house.folder, _beside(house)))
    assert not any(key in beside for key in held)
    surroundings = _surroundings(tmp_path / "back", "") | {"EVENHAND_KEYS": str(tmp_path / "back-keys")}
    command = [sys.executable, "-m", "evenhand_web", "restore", str(house.folder), "--keys", str(house.keys)]
    back = subprocess.run(command, env=surroundings, capture_output=True, text=True, timeout=120)
    assert back.returncode == 0, back.stderr
    assert "1 dockets are whole" in back.stdout
    assert [(tmp_path / "back-keys" / name).read_bytes().strip() for name in KEY_FILES if name != SECRET_FILE] == held
    assert not any((tmp_path / "back" / name).exists() for name in KEY_FILES)


def _beside(house: House) -> Part:
    opened = read_keys(house.keys)
    return Part(**read_manifest(house.folder, opened.manifest)["beside"])


def test_an_older_backup_opens_nothing_with_the_keys_of_a_later_one(house: House, tmp_path: Path) -> None:
    make_backup(house.folder, house.keys)
    erase_cases(list(Case.objects.all()), Order("Order 12", "the court orders it", None))
    later = house._replace(folder=tmp_path / "later", keys=tmp_path / "later.json")
    make_backup(later.folder, later.keys)
    with_later_keys = _restored(house._replace(keys=later.keys), tmp_path / "back")
    assert (with_later_keys.returncode, "manifest" in with_later_keys.stderr) == (1, True)
    key = read_keys(later.keys).files[ERASURE_KEYS_FILE]
    assert key != read_keys(house.keys).files[ERASURE_KEYS_FILE]
    kept = json.loads(house.keys.read_text(encoding="ascii"))
    kept["files"][ERASURE_KEYS_FILE] = base64.b64encode(key).decode()  # whoever has the manifest's key and the new keys
    house.keys.write_text(json.dumps(kept), encoding="ascii")
    back = _restored(house, tmp_path / "again")
    assert back.returncode == 1
    assert "does not open" in back.stdout
    assert "cannot be read" in back.stdout


def test_an_erasure_while_the_backup_is_made_is_told(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    def erased_meanwhile(*given: Any) -> Part:
        erase_cases(list(Case.objects.all()), Order("Order 12", "the court orders it", None))
        return write_part(*given)

    monkeypatch.setattr("evenhand_web.backup.making.write_part", erased_meanwhile)
    with pytest.raises(BackupRefused, match="lawfully erased while the backup was made"):
        make_backup(house.folder, house.keys)
    assert not house.keys.exists()
