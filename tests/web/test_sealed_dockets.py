"""What entries say lies sealed: no byte of it in the database, bound to its case and place, read by every old way."""

import datetime as dt
import os
import stat
import subprocess
import sys
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from evenhand.docket.aftermath import Withdrawn
from evenhand.docket.party import Role
from evenhand.treatment import DisputedTreatment, Units
from evenhand_web.cases.docketing import refresh
from evenhand_web.cases.models import Case, DocketEntry
from evenhand_web.cases.sealing import Said, give_key, opened, sealed
from evenhand_web.cases.seam import docket_of
from evenhand_web.cases.transfer import export_docket, import_docket
from evenhand_web.doctor.chains import chains
from evenhand_web.doctor.checked import Condition
from evenhand_web.infrastructure.sealed_bytes import FORMAT, bound_to, key_of, seal_with
from evenhand_web.infrastructure.vault import DamagedError
from tests.web.cast import WORKER_NAME, entered, new_case
from tests.web.test_anchors import around_the_rules

Clock = Callable[[dt.datetime], None]
TREATMENT, PLACE = "Quorvaxine infusion weekly", "moved to Zibberly, seen by Dr. Ada Sample"
DAY = dt.date(2024, 6, 10)
NOWHERE_PLAIN = "Belzimorate drops, thrice"
"""In no other test: the log of a PostgreSQL server tells of all of them."""
KNOWN = "7031e02af386f52f8d3ab5f9d4880b02edf4bd16990f7f154b4781ea730c22cf65cf7200b97411864b2da4ee2440e1b1"


def planted(number: str = "IMR-1", words: str = TREATMENT) -> Case:
    line = DisputedTreatment(id="1", words=words, units=Units(unit="session"))
    return new_case(number, treatments=(line,))


def withdrawn_because(case: Case, reason: str) -> Case:
    return entered(case, Withdrawn(party="worker", is_signed=True, reason=reason), Role.APPLICANT, DAY, "worker")


def payload_rows() -> bytes:
    return b"".join(bytes(row.payload or b"") + (row.salt or "").encode() for row in DocketEntry.objects.all())


@pytest.mark.postgresql
def test_nothing_that_an_entry_says_is_in_its_row(store: str, moment: Clock) -> None:
    case = planted()
    (row,) = case.entries.all()
    docket = docket_of(Case.objects.get())
    assert bytes(row.payload or b"")[:1] == FORMAT
    assert row.salt == ""
    salt = docket.entries[0].salt or "?"
    for words in (TREATMENT, WORKER_NAME, "Sample Street", salt):
        assert words.encode() not in bytes(row.payload or b"") + bytes(row.header)
    assert export_docket(case).count(TREATMENT.encode()) == 1


def test_sealed_bytes_that_were_known_before_open_today() -> None:
    """A vector: whoever changes how entries are sealed gives the format another byte."""
    plain = b'73616c74\0{"reason":"it is done"}'
    stored = seal_with(bytes(range(32)), bytes(range(12)), bound_to("abcdefghjkmn", "docket 7"), plain)
    assert bound_to("abcdefghjkmn", "docket 7") == b"\x01abcdefghjkmn docket 7"
    assert stored.hex() == KNOWN


@pytest.mark.postgresql(slow=True)
def test_sealed_bytes_open_in_their_case_and_place_alone(store: str, moment: Clock) -> None:
    case, other = planted("IMR-1"), planted("IMR-2")
    stored = sealed(case, 3, Said(b"{}", "salt"))
    assert opened(case, 3, stored) == Said(b"{}", "salt")
    other.wrapped_key, other.key_bucket = case.wrapped_key, case.key_bucket
    damaged = [(case, 4, stored), (other, 3, stored), (case, 3, b"\x02" + stored[1:])]
    damaged += [(case, 3, stored[:at] + bytes([stored[at] ^ 1]) + stored[at + 1 :]) for at in range(len(stored))]
    for where, number, data in damaged:
        with pytest.raises(DamagedError):
            opened(where, number, data)


@pytest.mark.postgresql(slow=True)
def test_each_case_has_a_key_of_its_own(store: str, moment: Clock) -> None:
    erased, other = planted("IMR-1"), planted("IMR-2")
    assert key_of(erased) != key_of(other)
    before = bytes(erased.wrapped_key or b"")
    give_key(erased)
    assert bytes(erased.wrapped_key or b"") == before


def plain_again() -> None:
    """The database as it was before entries were sealed."""
    statements = list[tuple[str, list[Any]]]()
    for row in DocketEntry.objects.select_related("case"):
        statement = opened(row.case, row.number, bytes(row.payload or b""))
        values = [statement.payload, statement.salt, row.pk]
        statements.append(("UPDATE cases_docketentry SET payload = %s, salt = %s WHERE id = %s", values))
    around_the_rules(*statements, ("UPDATE cases_case SET wrapped_key = NULL, key_bucket = NULL", []))


def whole() -> bool:
    return all(part.condition is Condition.SOUND for part in chains(every=True))


@pytest.mark.postgresql
def test_what_lies_plain_is_sealed_and_what_was_sealed_stays(
    store: str, moment: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    step = import_module("evenhand_web.cases.migrations.0016_sealed_entries")
    monkeypatch.setattr(step, "_AT_ONCE", 2)
    for number in range(5):
        planted(f"IMR-{number}")
    heads = set(Case.objects.values_list("head", flat=True))
    plain_again()
    assert TREATMENT.encode() in payload_rows()
    assert whole()  # and is read as it is
    kept, calls = step.sealed, list[int]()

    def until_stopped(*given: Any) -> bytes:
        calls.append(1)
        if len(calls) > 3:
            raise OSError("the machine is switched off")
        sealed_bytes: bytes = kept(*given)
        return sealed_bytes

    monkeypatch.setattr(step, "sealed", until_stopped)
    with connection.schema_editor(atomic=False) as editor:
        with pytest.raises(OSError, match="switched off"):
            step.seal_entries(_Apps(), editor)
        assert 0 < payload_rows().count(TREATMENT.encode()) < 5
        assert whole()
        first = bytes(DocketEntry.objects.order_by("pk").values_list("payload", flat=True)[0] or b"")
        monkeypatch.setattr(step, "sealed", kept)
        step.seal_entries(_Apps(), editor)
    assert TREATMENT.encode() not in payload_rows()
    assert bytes(DocketEntry.objects.order_by("pk").values_list("payload", flat=True)[0] or b"") == first
    assert whole()
    assert set(Case.objects.values_list("head", flat=True)) == heads
    refresh(Case.objects.all()[0])


class _Apps:
    """The tables as they are today, in the place of those of a step."""

    def get_model(self, app: str, name: str) -> Any:
        return {"Case": Case, "DocketEntry": DocketEntry}[name]


@pytest.mark.postgresql
def test_the_database_lets_an_entry_be_sealed_and_erased_and_refuses_all_else(store: str, moment: Clock) -> None:
    planted()
    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
        DocketEntry.objects.update(payload=b"{}", salt="")
    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
        DocketEntry.objects.update(payload=FORMAT + b"other", salt="")
    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
        DocketEntry.objects.update(payload=None, salt=None, hash="")
    DocketEntry.objects.update(payload=None, salt=None)


def raw_bytes() -> bytes:
    """Every byte of the database: the file with its log, or what a server keeps of its tables and its log."""
    if connection.vendor == "sqlite":
        name = str(connection.settings_dict["NAME"])
        return b"".join(Path(f"{name}{end}").read_bytes() for end in ("", "-wal") if Path(f"{name}{end}").exists())
    with connection.cursor() as cursor:
        cursor.execute("CHECKPOINT")
        cursor.execute("SELECT current_setting('data_directory')")
        folder = Path(cursor.fetchone()[0])
        cursor.execute("SELECT pg_relation_filepath(oid) FROM pg_class WHERE relkind IN ('r', 'i', 't')")
        paths = [folder / path for (path,) in cursor.fetchall() if path]
    return b"".join(path.read_bytes() for path in [*paths, *(folder / "pg_wal").glob("0*")] if path.is_file())


SEARCHED = ("cases_casename", "cases_comparedcase")
"""The tables that hold a name plain, because people search by it: docs/operating.md lists them."""


@pytest.mark.postgresql
def test_no_treatment_and_no_name_but_those_searched_by_is_in_the_raw_bytes(store: str, moment: Clock) -> None:
    case = planted(words=NOWHERE_PLAIN)
    withdrawn_because(case, PLACE)
    assert export_docket(case).count(PLACE.encode()) == 1
    kept = raw_bytes()
    assert case.ident.encode() in kept  # it looks where rows lie
    for words in (NOWHERE_PLAIN, PLACE):
        assert words.encode() not in kept, words
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names():
            cursor.execute(f'SELECT * FROM "{table}"')
            told = repr(cursor.fetchall()).lower()
            assert WORKER_NAME.lower() not in told or table in SEARCHED, table


@pytest.mark.postgresql(slow=True)
def test_a_docket_goes_out_and_comes_in_with_the_same_bytes(store: str, moment: Clock) -> None:
    case = planted()
    data = export_docket(case)
    around_the_rules(
        ("DELETE FROM cases_docketentry", []),
        *((f"DELETE FROM {table}", []) for table in ("cases_casename", "cases_comparekey", "cases_comparedcase")),
        ("DELETE FROM cases_case", []),
    )
    brought, findings = import_docket(data, "docket")
    assert (findings, brought is not None) == ((), True)
    assert export_docket(Case.objects.get()) == data
    assert TREATMENT.encode() not in payload_rows()


def _modes(folder: Path) -> Iterator[tuple[str, int]]:
    for path in folder.rglob("*"):
        if path.is_file() and "locale" not in path.parts:
            yield path.name, stat.S_IMODE(path.stat().st_mode)


@pytest.mark.slow
def test_database_keys_and_files_are_their_owners_alone_whatever_the_folder_was(tmp_path: Path) -> None:
    data, keys = tmp_path / "data", tmp_path / "keys"
    for folder in (data, keys):
        folder.mkdir()
        folder.chmod(0o755)
    kept = {name: value for name, value in os.environ.items() if not name.startswith("EVENHAND_")}
    told = kept | {"EVENHAND_DATA": str(data), "EVENHAND_KEYS": str(keys)}

    def command(*words: str) -> "subprocess.CompletedProcess[str]":
        command = [sys.executable, "-m", "evenhand_web", *words]
        return subprocess.run(command, env=told, capture_output=True, text=True, timeout=120, umask=0o022)

    assert command("migrate").returncode == 0
    (data / "evenhand.sqlite3").chmod(0o644)
    assert command("anchors", "make").returncode == 0
    assert {mode for _, mode in _modes(tmp_path)} == {0o600}
    assert not any(name in {path.name for path in data.iterdir()} for name in ("master-keys", "erasure-keys"))
    (keys / "master-keys").rename(data / "master-keys")
    refused = command("migrate")
    assert (refused.returncode, "move it there" in refused.stderr) == (1, True)
