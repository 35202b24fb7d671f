"""Lawful erasure: what is erased opens nowhere, in no raw byte, no older copy; the chain stays and says who did it."""

import datetime as dt
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from click.testing import CliRunner, Result
from django.db import connection, transaction

from evenhand.cli.main import main
from evenhand.docket.file import encode, verify
from evenhand_web.accounts.models import PersonRole
from evenhand_web.cases.docketing import refresh
from evenhand_web.cases.erasing import ErasureRefused, Order, erase_cases, erase_document, hold, lift
from evenhand_web.cases.models import NEVER, Case, CaseDocument, CaseName, ComparedCase, DocketEntry, Erasure
from evenhand_web.cases.seam import docket_of
from evenhand_web.diary.models import Task
from evenhand_web.first_start import ERASURE_KEYS_FILE, MASTER_KEYS_FILE
from evenhand_web.infrastructure import key_buckets, shelf
from evenhand_web.infrastructure.erasure_keys import destroy_keys, forget_old_keys
from evenhand_web.infrastructure.keyring import add_master_key, erasure_keyring, keyring, lines_of
from evenhand_web.infrastructure.models import KeyBucket, StoredFile
from evenhand_web.infrastructure.sealed_bytes import _key
from evenhand_web.infrastructure.sealed_columns import ERASED
from evenhand_web.infrastructure.vault import DamagedError
from evenhand_web.trace.line import OPERATOR, Act
from evenhand_web.trace.store import Asked, lines, write
from tests.web.cast import PARTS, PASSWORD, WORKER_NAME, browser_of, somebody
from tests.web.conftest import used
from tests.web.test_sealed_dockets import planted, raw_bytes, withdrawn_because

Clock = Callable[[dt.datetime], None]
RECORD = b"The record of Imani Example, page by page."
CASE_PAGE = "/desk/cases/{}"
CASE_PAGES = tuple(CASE_PAGE + part for part in PARTS)
BY_ORDER = Order("Order 12 of the court", "the court orders it", None)


class House(NamedTuple):
    """Two cases with a document each, and the key files of a test's own."""

    case: Case
    other: Case
    master: Path
    erasure: Path


@pytest.fixture
def house(store: str, moment: Clock, shelf_folder: Path, tmp_path: Path, settings_of: Any) -> House:
    """Keys of the test's own, as the buckets of the database lie under them."""
    master, erasure = tmp_path / MASTER_KEYS_FILE, tmp_path / ERASURE_KEYS_FILE
    master.write_text(lines_of(keyring()), encoding="ascii")
    erasure.write_text(lines_of(erasure_keyring()), encoding="ascii")
    settings_of(MASTER_KEYS_FILE_PATH=master, ERASURE_KEYS_FILE_PATH=erasure)
    case, other = planted("IMR-1"), planted("IMR-2")
    for each in (case, other):
        withdrawn_because(each, "moved away")
        CaseDocument.objects.create(case=each, file=shelved(), entry=1, name="Imani Example.pdf")
    return House(Case.objects.get(pk=case.pk), Case.objects.get(pk=other.pk), master, erasure)


@pytest.fixture(autouse=True)
def by_command(monkeypatch: pytest.MonkeyPatch) -> None:
    """Commands in this process: Django is set up."""
    monkeypatch.setattr("evenhand_web.command_start.ready", lambda: None)


def shelved() -> StoredFile:
    file = shelf.put([RECORD], "application/pdf")
    file.save()
    return file


def told(*words: str) -> Result:
    return CliRunner().invoke(main, [*words])


def new_process() -> None:
    """Nothing that a process has opened before is at hand."""
    key_buckets._bucket_key.cache_clear()
    _key.cache_clear()


def is_readable(case: Case) -> bool:
    current = Case.objects.get(pk=case.pk)
    document = CaseDocument.objects.select_related("file").get(case=current)
    payloads = [entry.payload for entry in docket_of(current).entries]
    return None not in payloads and b"".join(shelf.read(document.file)) == RECORD


@pytest.mark.postgresql
def test_an_erased_case_says_nothing_and_its_chain_verifies(house: House) -> None:
    head = house.case.head
    (erasure,) = erase_cases([house.case], BY_ORDER)
    case = Case.objects.get(pk=house.case.pk)
    docket = docket_of(case)
    assert [entry.payload for entry in docket.entries] == [None, None]
    assert docket.head == head == case.head
    assert verify(encode(docket), "docket")[1] == ()
    assert (erasure.entries, erasure.files, erasure.authority, erasure.by) == (2, 1, BY_ORDER.authority, "operator")
    assert case.number == "IMR-1"
    with pytest.raises(FileNotFoundError):
        list(shelf.read(CaseDocument.objects.select_related("file").get(case=case).file))
    assert not CaseName.objects.filter(case=case).exclude(role="").exists()
    assert ComparedCase.objects.get(case=case).name == ""
    (line,) = [line for line in lines(Asked(case=case.ident)) if line.act == Act.ERASED]
    assert (line.who, line.more) == ("operator", {"change": "case", "entries": "2", "files": "1"})
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names():
            cursor.execute(f'SELECT * FROM "{table}"')
            for row in cursor.fetchall():
                assert WORKER_NAME not in repr(row) or house.other.pk in row, table


@pytest.mark.postgresql
def test_the_others_are_read_as_before_by_a_new_process_and_verify(house: House) -> None:
    erase_cases([house.case], BY_ORDER)
    new_process()
    assert is_readable(house.other)
    assert len(erasure_keyring().keys) == 1
    assert set(KeyBucket.objects.values_list("erasure_key", flat=True)) == {erasure_keyring().current}
    verified = told("verify", "--database")
    assert verified.exit_code == 0, verified.output


@pytest.mark.postgresql
def test_the_old_erasure_key_is_destroyed_and_the_new_is_not_the_old(house: House) -> None:
    before = house.erasure.read_bytes()
    inode = house.erasure.open("rb")
    erase_cases([house.case], BY_ORDER)
    after = house.erasure.read_bytes()
    assert before.split(b":")[1].strip() not in after
    with inode:
        assert inode.read().strip(b"\0") == b""  # the bytes that lay there were written over
    assert house.erasure.stat().st_mode & 0o777 == 0o600


def test_an_old_copy_of_the_database_opens_nothing_with_the_new_keys(house: House, store: str, tmp_path: Path) -> None:
    connection.close()
    with sqlite3.connect(connection.settings_dict["NAME"]) as source, sqlite3.connect(tmp_path / "old") as target:
        source.backup(target)
    shutil.copytree(tmp_path / "files", tmp_path / "old-files")
    with used(f"sqlite:///{tmp_path / 'old'}"):
        assert is_readable(house.case)
    with used(store):
        erase_cases([house.case], BY_ORDER)
    new_process()
    with used(f"sqlite:///{tmp_path / 'old'}"):
        assert DocketEntry.objects.exclude(payload=None).count() == 4
        for bucket in KeyBucket.objects.all():
            with pytest.raises(DamagedError, match="is not on this machine"):
                key_buckets.opened(bucket, keyring(), erasure_keyring())
        for each in (house.case, house.other):
            with pytest.raises(DamagedError):
                is_readable(each)
        # and its keys of single cases do not open under the buckets of today
        old = {case.pk: (bytes(case.wrapped_key or b""), str(case.key_bucket)) for case in Case.objects.all()}
    with used(store):
        wrapped, old_bucket = old[house.case.pk]
        with pytest.raises(DamagedError, match="is gone"):
            key_buckets.unwrap(key_buckets.Wrapped(wrapped, old_bucket), house.case.ident)
        today = KeyBucket.objects.get(slot=key_buckets.slot_of(house.case.ident)).ident
        with pytest.raises(DamagedError, match="does not verify"):
            key_buckets.unwrap(key_buckets.Wrapped(wrapped, today), house.case.ident)
        assert is_readable(house.other)


@pytest.mark.postgresql
def test_what_remains_in_the_raw_bytes_opens_nothing(house: House) -> None:
    """Whatever 60 bytes in file, log or dead rows may be a bucket key, the keys that are left open none of the old."""
    old = {bytes(bucket.wrapped_key): bucket.ident for bucket in KeyBucket.objects.all()}
    old_case_keys = [bytes(case.wrapped_key or b"") for case in (house.case, house.other)]
    erase_cases([house.case], BY_ORDER)
    new_process()
    kept = raw_bytes()
    remaining = [wrapped for wrapped in old if wrapped in kept or wrapped.hex().encode() in kept]
    for wrapped in remaining:
        for key in erasure_keyring().keys:
            with pytest.raises(DamagedError):
                erasure_keyring().unwrap(wrapped, key, old[wrapped])
    slot = KeyBucket.objects.get(slot=key_buckets.slot_of(house.case.ident))
    with pytest.raises(DamagedError):
        key_buckets.unwrap(key_buckets.Wrapped(old_case_keys[0], slot.ident), house.case.ident)


@pytest.mark.postgresql(slow=True)
def test_one_document_goes_and_the_docket_stays(house: House) -> None:
    document = CaseDocument.objects.select_related("file").get(case=house.case)
    erase_document(document, BY_ORDER)
    assert [entry.payload is None for entry in docket_of(Case.objects.get(pk=house.case.pk)).entries] == [False, False]
    document.refresh_from_db()
    assert "Imani" not in document.name
    with pytest.raises(FileNotFoundError):
        list(shelf.read(document.file))
    new_process()
    assert is_readable(house.other)


@pytest.mark.postgresql(slow=True)
def test_pages_of_an_erased_case_open_and_say_who_erased_it(house: House) -> None:
    director = somebody(PersonRole.MEDICAL_DIRECTOR)
    Case.objects.update(house_due_at=dt.datetime(2024, 6, 14, tzinfo=dt.UTC), house_due_label="Notice: of a name")
    erase_cases([house.case], BY_ORDER._replace(by=director))
    erased = Case.objects.get(pk=house.case.pk)
    assert (erased.house_due_at, erased.house_due_label) == (NEVER, "")
    for role, addresses in (
        (
            PersonRole.COORDINATOR,
            ("/desk/", *CASE_PAGES, "/office/cases/{}", "/office/cases/{}/alike", "/office/tasks"),
        ),
        (PersonRole.REGULATOR, ("/desk/", *CASE_PAGES)),
        (PersonRole.MEDICAL_DIRECTOR, (*CASE_PAGES, "/desk/cases/{}/docket.jsonl", "/release/")),
    ):
        client = browser_of(director if role == PersonRole.MEDICAL_DIRECTOR else somebody(role))
        for address in addresses:
            answer = client.get(address.format(house.case.ident))
            assert answer.status_code == 200, address
            if address == CASE_PAGE:
                page = answer.content.decode()
                assert "Lawfully erased" in page
                assert BY_ORDER.authority in page
                assert WORKER_NAME not in page
    refresh(Case.objects.get(pk=house.case.pk))
    case = Case.objects.get(pk=house.case.pk)
    assert (case.number, case.due_at, case.due_label) == ("IMR-1", NEVER, "")


@pytest.mark.postgresql(slow=True)
def test_a_hold_keeps_everything_and_says_so(house: House) -> None:
    hold(house.case, "Smith v. Mutual is pending", None)
    with pytest.raises(ErasureRefused, match="is under a legal hold since 2024-06-12"):
        erase_cases([house.other, house.case], BY_ORDER)
    assert is_readable(house.case)
    assert is_readable(house.other)
    with pytest.raises(ErasureRefused, match="is pending"):
        erase_document(CaseDocument.objects.get(case=house.case), BY_ORDER)
    assert (lift(house.case, None), lift(house.case, None)) == (1, 0)
    erase_cases([house.case], BY_ORDER)
    assert {task.words for task in Task.objects.filter(case=house.case)} <= {ERASED}


def test_an_order_is_whole_and_of_who_may(house: House) -> None:
    for order in (BY_ORDER._replace(authority=" "), BY_ORDER._replace(reason="")):
        with pytest.raises(ErasureRefused, match="under which authority"):
            erase_cases([house.case], order)
    coordinator = somebody(PersonRole.COORDINATOR)
    with pytest.raises(ErasureRefused, match="Only the medical director erases here"):
        erase_cases([house.case], BY_ORDER._replace(by=coordinator))
    assert not Erasure.objects.exists()


def test_keys_of_the_environment_are_changed_there_first(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EVENHAND_ERASURE_KEYS", lines_of(erasure_keyring()))
    with pytest.raises(ErasureRefused, match="put a new key before the others"):
        erase_cases([house.case], BY_ORDER)
    assert is_readable(house.case)
    add_master_key(house.erasure)
    monkeypatch.setenv("EVENHAND_ERASURE_KEYS", house.erasure.read_text(encoding="ascii"))
    old = list(erasure_keyring().keys)[1]
    erase_cases([house.case], BY_ORDER)
    assert forget_old_keys() == (old,)
    new_process()
    assert is_readable(house.other)


@pytest.mark.postgresql(slow=True)
def test_stopped_before_the_old_key_is_destroyed_it_is_destroyed_later(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("evenhand_web.infrastructure.erasure_keys.forget_old_keys", lambda: ())
    erase_cases([house.case], BY_ORDER)
    assert len(erasure_keyring().keys) == 2
    forget_old_keys()
    assert len(erasure_keyring().keys) == 1
    add_master_key(house.erasure)  # of an erasure that is under way
    forget_old_keys()
    assert len(erasure_keyring().keys) == 2
    new_process()
    assert is_readable(house.other)


@pytest.mark.postgresql(slow=True)
def test_an_erasure_that_fails_changes_nothing(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_: object) -> None:
        raise OSError("the disk is full")

    with monkeypatch.context() as patched:
        patched.setattr("evenhand_web.cases.erasing.destroy_keys", fails)
        with pytest.raises(OSError, match="disk is full"):
            erase_cases([house.case], BY_ORDER)
    assert is_readable(house.case)
    assert not Erasure.objects.exists()


@pytest.mark.postgresql(slow=True)
def test_a_file_put_on_the_shelf_before_an_erasure_and_entered_after_it_stays_readable(house: House) -> None:
    file = shelf.put([RECORD], "application/pdf")
    slots = set(range(key_buckets.SLOTS))
    with transaction.atomic():
        destroy_keys(slots)
    file.save()
    new_process()
    assert b"".join(shelf.read(StoredFile.objects.get(pk=file.pk))) == RECORD
    assert is_readable(house.case)


def test_commands_erase_and_say_which_copies_to_destroy(house: House, tmp_path: Path) -> None:
    order = ("--authority", "Order 12", "--reason", "the court orders it")
    assert "There is no case" in told("erase", "case", "IMR-9", *order, "--yes").output
    assert told("hold", "set", "IMR-1", "--reason", "a suit").exit_code == 0
    assert "a suit" in told("hold", "list", "IMR-1").output
    assert "legal hold" in told("erase", "case", "IMR-1", *order, "--yes").output
    assert "1 holds lifted" in told("hold", "lift", "IMR-1").output
    assert "never comes back" in told("erase", "case", "IMR-1", *order).output
    assert is_readable(house.case)
    digest = CaseDocument.objects.get(case=house.case).file.sha256[:12]
    assert "0 entries and 1 files" in told("erase", "document", "IMR-1", digest, *order, "--yes").output
    assert "0 documents of the case begin" in told("erase", "document", "IMR-1", "ffff", *order, "--yes").output
    write(Act.COMMAND, OPERATOR, command="backup", folder="/b/1", keys="/k/1.keys")
    erased = told("erase", "person", WORKER_NAME, *order, "--yes").output
    assert "Case IMR-1: 2 entries" in erased
    assert "Case IMR-2: 2 entries" in erased
    assert "/k/1.keys  (opens /b/1)" in erased
    assert "this very name" in told("erase", "person", WORKER_NAME, *order, "--yes").output
    assert WORKER_NAME not in "".join(repr(line) for line in lines())


@pytest.mark.postgresql(slow=True)
def test_the_page_erases_with_the_password_of_who_may(house: House) -> None:
    director, address = somebody(PersonRole.MEDICAL_DIRECTOR), f"/office/cases/{house.case.ident}/erase"
    client = browser_of(director)
    order = {"extent": "case", "authority": "Order 12", "reason": "the court orders it", "password": PASSWORD}
    docket_page = CASE_PAGE.format(house.case.ident) + "/docket"
    assert "Erase something of this case" in client.get(docket_page).content.decode()
    for wrong in ({"password": "a guess"}, {"authority": ""}, {"extent": ""}, {"extent": "99999"}):
        assert client.post(address, order | wrong).status_code == 422
    hold(house.case, "a suit", None)
    assert "Legal hold" in client.get(address).content.decode()
    refused = client.post(address, order)
    assert (refused.status_code, "under a legal hold" in refused.content.decode()) == (422, True)
    assert is_readable(house.case)
    lift(house.case, None)
    document = CaseDocument.objects.get(case=house.case)
    assert client.post(address, order | {"extent": str(document.pk)}).status_code == 302
    assert client.post(address, order).status_code == 302
    assert Task.objects.filter(kind=Task.Kind.OPERATION, case=None).count() == 2
    assert [erasure.by for erasure in Erasure.objects.all()] == [director.ident] * 2
    assert "Lawfully erased" in client.get(CASE_PAGE.format(house.case.ident)).content.decode()
    other = browser_of(somebody(PersonRole.COORDINATOR))
    assert other.get(address).status_code == 404
    assert other.post(address, order).status_code == 404
