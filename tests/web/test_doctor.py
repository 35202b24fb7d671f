"""`evenhand doctor`: each thing that may be wrong with an installation is planted, and told in words."""

import base64
import datetime as dt
import json
from collections import namedtuple
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import connection

from evenhand.codec import canonical
from evenhand.confined.gap import Gap
from evenhand.confined.standing import Standing
from evenhand_web import operations
from evenhand_web.cases.models import Case
from evenhand_web.cases.sealing import Said, sealed
from evenhand_web.cases.seam import docket_of
from evenhand_web.doctor import surroundings, works
from evenhand_web.doctor.chains import chains
from evenhand_web.doctor.checked import Checked, Condition
from evenhand_web.doctor.examination import examination
from evenhand_web.first_start import KEY_FILES
from evenhand_web.infrastructure import clock
from evenhand_web.infrastructure.keyring import keyring
from evenhand_web.infrastructure.models import Job
from evenhand_web.infrastructure.queue import ask
from tests.web.cast import WORKER_NAME, new_case
from tests.web.installation import WHOLE, own_programmes, put_programme

MINUTE = dt.timedelta(minutes=1)


def faults(parts: Iterator[Checked]) -> list[str]:
    return [part.words for part in parts if part.condition is Condition.FAULT]


def looks(parts: Iterator[Checked]) -> list[str]:
    return [part.words for part in parts if part.condition is Condition.LOOK]


@pytest.mark.postgresql(slow=True)
def test_an_installation_in_order_has_no_fault(store: str, settings_of: Any) -> None:
    settings_of(ORGANISATION_ADDRESS=["1 Sample Street"])
    new_case()
    parts = list(examination(every=True))
    assert faults(iter(parts)) == []
    assert {part.part for part in parts} >= {"configuration", "disk", "clock", "queues", "isolation", "chains"}


def test_a_misspelt_setting_and_a_missing_address_are_told(store: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EVENHAND_ORGANISATION_ADRESS", "1 Sample Street")
    assert any("EVENHAND_ORGANISATION_ADRESS" in words for words in looks(surroundings.configuration()))
    assert any("EVENHAND_ORGANISATION_ADDRESS" in words for words in faults(surroundings.configuration()))
    assert any("EVENHAND_HELP_TELEPHONE" in words for words in looks(surroundings.configuration()))


def test_keys_that_others_may_read_are_told(sqlite_store: str, tmp_path: Path, settings_of: Any) -> None:
    settings_of(DATA=tmp_path, KEYS=tmp_path)
    for name in KEY_FILES:
        (tmp_path / name).write_text("a key", encoding="ascii")
        (tmp_path / name).chmod(0o600)
    tmp_path.chmod(0o700)
    assert faults(surroundings.owned_files()) == []
    (tmp_path / KEY_FILES[1]).chmod(0o640)
    assert KEY_FILES[1] in faults(surroundings.owned_files())[0]


def test_tls_that_is_missing_or_does_not_answer_is_told(settings_of: Any) -> None:
    settings_of(IS_HTTPS=False, PROXIES=("127.0.0.1",))
    assert "EVENHAND_HTTPS=1" in faults(surroundings.tls())[0]
    settings_of(IS_HTTPS=True, ALLOWED_HOSTS=["localhost", "no-such-host.invalid"])
    (words,) = faults(surroundings.tls())
    assert words.startswith("no-such-host.invalid does not answer over TLS")


@pytest.mark.parametrize(
    ("free", "condition"), [(1 << 40, Condition.SOUND), (2 << 30, Condition.LOOK), (1 << 29, Condition.FAULT)]
)
def test_a_disk_that_fills_is_told(
    free: int, condition: Condition, tmp_path: Path, settings_of: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings_of(DATA=tmp_path)
    usage = namedtuple("usage", "total used free")
    monkeypatch.setattr("shutil.disk_usage", lambda _: usage(1 << 41, 0, free))
    assert [part.condition for part in surroundings.disk()] == [condition]


def test_a_clock_behind_what_was_recorded_is_told(store: str) -> None:
    ask("house", "mark", "k1")
    assert faults(surroundings.clocks()) == []
    Job.objects.update(created_at=clock.now() + dt.timedelta(hours=1))
    assert len(faults(surroundings.clocks())) == 1


@pytest.mark.postgresql(slow=True)
def test_a_lane_that_nobody_works_and_jobs_given_up_are_told(store: str) -> None:
    ask("letters", "mark", "k1")
    ask("pages", "mark", "k2")
    assert faults(works.queues()) == []
    Job.objects.update(due_at=clock.now() - 10 * MINUTE)
    assert ["lane letters" in words for words in faults(works.queues())] == [True]  # pages may take an hour
    Job.objects.filter(key="k1").update(state=Job.State.DEAD, failure="ValueError at work:1", ended_at=clock.now())
    assert faults(works.queues()) == []
    assert "ValueError at work:1" in faults(works.dead_jobs())[0]


def test_a_seal_that_does_not_open_is_told(store: str, settings_of: Any, tmp_path: Path) -> None:
    settings_of(SEAL_FILE=str(tmp_path / "none.p12"))
    assert len(faults(works.certificates())) == 1


def test_a_faulty_programme_folder_is_told(store: str, settings_of: Any, tmp_path: Path) -> None:
    with own_programmes(tmp_path, settings_of) as own:
        folder = put_programme(WHOLE, own, "own")
        (folder / "programme.toml").write_text("id = ", encoding="utf-8")
        assert any(words.startswith("own is left out") for words in faults(works.faulty_programmes()))


def test_open_walls_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    bare = Standing(True, (Gap.FILES,), (("read", ""), ("unlink", "EPERM")), ())
    monkeypatch.setattr(works, "standing", lambda: bare)
    assert len(faults(works.isolation())) == 2


def test_a_changed_entry_a_spoilt_one_and_a_cut_tail_are_told(sqlite_store: str) -> None:
    changed, spoilt, cut = new_case("IMR-1"), new_case("IMR-2"), new_case("IMR-3")
    assert faults(chains(every=True)) == []
    with connection.cursor() as cursor:
        cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
        for (name,) in cursor.fetchall():
            cursor.execute(f"DROP TRIGGER {name}")
        entry = docket_of(changed).entries[0]
        assert entry.payload is not None
        statement = Said(canonical(entry.payload).replace(WORKER_NAME.encode(), b"Somebody Else"), entry.salt or "")
        replaced = "UPDATE cases_docketentry SET payload = %s WHERE case_id = %s"
        cursor.execute(replaced, [sealed(changed, 1, statement), changed.pk])
        cursor.execute("UPDATE cases_docketentry SET payload = 'nothing' WHERE case_id = %s", [spoilt.pk])
    Case.objects.filter(pk=cut.pk).update(length=cut.length + 1)
    told = faults(chains(every=True))
    assert told[0].startswith(f"The docket of case {cut.ident} does not end")
    assert told[1].startswith(f"The docket of case {spoilt.ident} cannot be read")
    assert told[2].startswith(f"Case {changed.ident}: entry 1 is not as it was written")
    assert all(word not in words for words in told for word in ("IMR-", "Somebody", WORKER_NAME))


def test_what_cannot_be_looked_at_keeps_nothing_else_from_it(
    store: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken(_: object) -> None:
        raise OSError("gone")

    monkeypatch.setattr("shutil.disk_usage", broken)
    with pytest.raises(SystemExit) as ended:
        operations.doctor(every=False, as_json=True)
    parts = json.loads(capsys.readouterr().out)
    assert ended.value.code == 1
    (disk,) = (part for part in parts if part["part"] == "disk")
    assert disk["condition"] == "fault"
    assert disk["words"].startswith("It could not be looked at: OSError")
    assert parts[-1]["part"] == "chains"
    assert str(settings.DATA) in parts[-1]["words"] + json.dumps(parts)


def test_a_key_that_is_not_here_is_told_by_its_name(
    store: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert [part.condition for part in works.keys_in_use()] == [Condition.SOUND, Condition.SOUND]
    used = keyring().current
    monkeypatch.setenv("EVENHAND_MASTER_KEYS", f"{'0' * 8}:{base64.b64encode(bytes(32)).decode()}")
    (words,) = faults(works.keys_in_use())
    assert f"The master key {used} is not on this machine" in words
    assert "EVENHAND_MASTER_KEYS" in words
