"""The doors of the mailroom: a folder is emptied of whole files alone, each once, whatever is killed meanwhile."""

import datetime as dt
import hashlib
import os
import random
import re
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from evenhand.mailroom.received import Manner
from evenhand_web.cases.models import Case, CaseDocument
from evenhand_web.cases.seam import state_of
from evenhand_web.infrastructure.models import Job
from evenhand_web.infrastructure.shelf import read
from evenhand_web.mailroom.cover_codes import code_for
from evenhand_web.mailroom.doors import doors
from evenhand_web.mailroom.folders import Folder, stamp_of, take_from_folder
from evenhand_web.mailroom.jobs import look_at_doors
from evenhand_web.mailroom.models import Delivery, Item
from tests.web.mail_cast import laid, open_record, papers_of

PAPERS = 9


def scans(path: Path) -> Folder:
    return Folder(door="scans", path=path, manner=Manner.PAPER)


def digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def test_a_file_is_taken_whole_and_leaves_the_folder(store: str, tmp_path: Path) -> None:
    laid(tmp_path / "box", "2026-03-02 0915/scan.txt", b"words of a paper")
    taken = take_from_folder(scans(tmp_path / "box"), settled=0)
    (delivery,) = taken.deliveries
    assert b"".join(read(delivery.file)) == b"words of a paper"
    assert (delivery.stamped_on, delivery.stamped_at) == (dt.date(2026, 3, 2), dt.time(9, 15))
    assert papers_of(delivery) == ["scan.txt"]
    assert not list((tmp_path / "box").rglob("*.txt"))


def test_a_file_that_is_still_written_stays(store: str, tmp_path: Path) -> None:
    laid(tmp_path / "box", "young.txt", b"words", age=0)
    laid(tmp_path / "box", "scan.pdf.part", b"words")
    laid(tmp_path / "box", ".hidden", b"words")
    laid(tmp_path / "box", "empty.pdf", b"")
    held = laid(tmp_path / "box", "held.txt", b"half of the wor")
    with held.open("ab"):
        os.utime(held, (1, 1))
        taken = take_from_folder(scans(tmp_path / "box"), settled=0)
        assert [path.name for path, _ in taken.left if path.name == "held.txt"] == ["held.txt"]
    assert "another process is writing it" in {reason for _path, reason in taken.left}
    assert {delivery.name for delivery in taken.deliveries} == {"young.txt"}
    assert {path.name for path in (tmp_path / "box").iterdir()} == {"scan.pdf.part", ".hidden", "empty.pdf", "held.txt"}


def test_a_young_file_is_left_until_it_has_settled(store: str, tmp_path: Path) -> None:
    laid(tmp_path / "box", "young.txt", b"words", age=0)
    taken = take_from_folder(scans(tmp_path / "box"), settled=3600)
    assert taken.deliveries == ()
    assert "it changed less than 3600 seconds ago" in {reason for _path, reason in taken.left}


def test_links_and_pipes_are_not_followed(store: str, tmp_path: Path) -> None:
    secret = laid(tmp_path / "elsewhere", "secret.txt", b"not of the mailroom")
    box = tmp_path / "box"
    box.mkdir()
    (box / "link.txt").symlink_to(secret)
    os.mkfifo(box / "pipe")
    assert take_from_folder(scans(box), settled=0) == ((), ())
    assert secret.exists()


@pytest.mark.parametrize(("place", "stamp"), [
    ("2026-03-02", (dt.date(2026, 3, 2), None)),
    ("2026-03-02T0915/envelopes", (dt.date(2026, 3, 2), dt.time(9, 15))),
    ("2026-03-02 09.15", (dt.date(2026, 3, 2), dt.time(9, 15))),
    ("2026-02-30", None),
    ("batch 7", None),
    (".", None),
])  # fmt: skip
def test_the_stamp_of_a_batch_is_read_off_its_folder(place: str, stamp: object) -> None:
    assert stamp_of(Path(place)) == stamp


def test_the_number_a_fax_came_from_is_read_off_its_name(store: str, tmp_path: Path) -> None:
    laid(tmp_path / "box", "9165550100_0612.txt", b"words")
    numbered = re.compile("^([0-9]{10})_")
    fax = Folder(door="fax", path=tmp_path / "box", manner=Manner.FAX, sender_in_name=numbered)
    (delivery,) = take_from_folder(fax, settled=0).deliveries
    assert delivery.sender == "9165550100"


def test_two_scans_of_one_paper_are_both_kept(store: str, tmp_path: Path) -> None:
    laid(tmp_path / "box", "a.txt", b"words")
    laid(tmp_path / "box", "b.txt", b"words")
    assert len(take_from_folder(scans(tmp_path / "box"), settled=0).deliveries) == 2
    assert Item.objects.count() == 2


def test_the_file_of_doors_names_them_and_every_fault(
    store: str, tmp_path: Path, settings_of: Callable[..., None], moment: Callable[[dt.datetime], None]
) -> None:
    moment(dt.datetime.now(dt.UTC) + dt.timedelta(minutes=1))  # every file has been left alone for a while
    file = tmp_path / "mailroom.toml"
    settings_of(MAILROOM_FILE=file)
    assert doors() == ()
    scans_at, gone = tmp_path / "scans", tmp_path / "gone"
    laid(scans_at, "a.txt", b"words of a paper")
    other = tmp_path / "doors.toml"
    other.write_text(
        f'[doors.away]\nkind = "fax"\nfolder = "{gone}"\n[doors.scans]\nkind = "scans"\nfolder = "{scans_at}"\n'
        'service = "mail_ca"\n'
    )
    settings_of(MAILROOM_FILE=other)
    assert [(door.id, door.manner, door.service) for door in doors()] == [
        ("away", Manner.FAX, ""),
        ("scans", Manner.PAPER, "mail_ca"),
    ]
    look_at_doors()  # the folder that is away keeps the other door open
    assert Delivery.objects.get().source == "scans"
    faulty = tmp_path / "faulty.toml"
    faulty.write_text('[doors.a]\nkind = "pigeon"\n[doors.b]\nkind = "imap"\naddress = "pop://x"\nfolder = "y"\n')
    settings_of(MAILROOM_FILE=faulty)
    with pytest.raises(ImproperlyConfigured) as told:
        doors()
    assert all(word in str(told.value) for word in ("pigeon", "pop://x", "password_file", "folder"))


@pytest.mark.slow
@pytest.mark.postgresql
def test_a_mailroom_that_is_killed_loses_nothing_and_doubles_nothing(store: str, tmp_path: Path) -> None:
    box = tmp_path / "box"
    case = open_record()
    code = code_for(case, "payer").code
    papers = {
        f"{number:02}.txt": f"Paper {number}: {code if number % 2 else 'words'}".encode() for number in range(PAPERS)
    }
    for name, data in papers.items():
        laid(box, name, data)
    lot = random.Random(14)
    for _ in range(3):
        before, doomed = _progress(), _mailroom(store, box)
        while doomed.poll() is None and _progress() < before + 3:
            time.sleep(0.01)
        time.sleep(lot.uniform(0, 0.3))
        doomed.kill()
        doomed.wait()
        kept = {item.file.sha256 for item in Item.objects.select_related("file")}
        here = {digest(path.read_bytes()) for path in box.iterdir()}
        assert kept | here == {digest(data) for data in papers.values()}  # at every moment each is somewhere
    pair = [_mailroom(store, box), _mailroom(store, box)]
    assert [process.wait(timeout=240) for process in pair] == [0, 0]
    items = list(Item.objects.select_related("file"))
    assert sorted(item.file.sha256 for item in items) == sorted(digest(data) for data in papers.values())
    assert [b"".join(read(item.file)) for item in items if item.name == "03.txt"] == [papers["03.txt"]]
    filed = [item for item in items if item.state == Item.State.FILED]
    assert {item.name for item in filed} == {f"{number:02}.txt" for number in range(1, PAPERS, 2)}
    standing = [
        entry for entry in state_of(Case.objects.get(pk=case.pk)).standing() if entry.kind == "records_received"
    ]
    assert {entry.number for entry in standing} == {item.entry for item in filed}
    assert len(standing) == len(filed) == CaseDocument.objects.filter(case=case).count()
    assert Delivery.objects.count() == PAPERS
    assert not list(box.iterdir())
    assert not Job.objects.exclude(state=Job.State.DONE).exists()


def _progress() -> int:
    """How far the mailroom has come: papers taken in, read and settled."""
    return Item.objects.count() + Item.objects.exclude(read_at=None).count() + Item.objects.exclude(state="new").count()


def _mailroom(store: str, box: Path) -> "subprocess.Popen[bytes]":
    root = Path(__file__).parents[2]
    more = {"EVENHAND_DATABASE": store, "PYTHONPATH": str(root)}
    return subprocess.Popen(
        [sys.executable, "-m", "tests.web.killed_intake", str(box)], env=os.environ | more, cwd=root
    )
