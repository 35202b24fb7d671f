"""The demonstration: every stage, every kind of entry, lawful, whole, about nobody; never in another's place."""

import datetime as dt
from collections import Counter
from dataclasses import fields, is_dataclass
from itertools import count
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from click.testing import CliRunner
from django.db import transaction

from evenhand.codec import from_plain, read_json
from evenhand.determination.model import Determination
from evenhand.docket.entry import Docket
from evenhand.docket.file import verify
from evenhand.docket.intake import ApplicationReceived
from evenhand.docket.kind import EntryKind
from evenhand.docket.party import DocumentRef, MedicalRecord
from evenhand.docket.review import DeterminationSigned
from evenhand.finding import Place, Provenance
from evenhand.run.case_folder import read_case_folder
from evenhand.run.press import press
from evenhand.run.runner import run_case
from evenhand_web.accounts.models import Person, PersonRole
from evenhand_web.cases import docketing
from evenhand_web.cases.models import Case, CaseDocument, DocketEntry
from evenhand_web.cases.open_case import opened_through
from evenhand_web.cases.sealing import opened as said_in
from evenhand_web.cases.seam import docket_of
from evenhand_web.cases.transfer import export_docket
from evenhand_web.commands import shell
from evenhand_web.demonstration import fill as filling
from evenhand_web.demonstration import own_folder
from evenhand_web.demonstration.names import is_made_up
from evenhand_web.demonstration.published import NotTakenInError, take_in
from evenhand_web.demonstration.scenes import SCENES
from evenhand_web.infrastructure import clock, shelf
from evenhand_web.infrastructure.programmes import programme_of
from evenhand_web.letters.paper import paper
from evenhand_web.letters.releasing import people_bars
from tests.web.cast import browser_of

EXAMPLE = Path(__file__).parents[2] / "examples" / "cm13-0029838"
PASSWORDS = dict.fromkeys(PersonRole, "a calm and even hand")
NUMBER = "CM13-0029838"


@pytest.mark.slow
def test_a_programme_in_motion(sqlite_store: str, shelf_folder: Path) -> None:
    now = clock.now()
    assert filling.fill(now, PASSWORDS, [EXAMPLE]) == len(SCENES) + 1
    law = programme_of("ca_wc")
    stages = {stage.id for stage in law.procedure.stages} - {"unfiled"}  # a case begins with something filed
    assert set(Case.objects.values_list("stage", flat=True)) == stages
    kinds = set(EntryKind) - {EntryKind.OWN_ENTRY}  # California declares none of its own
    assert set(DocketEntry.objects.values_list("kind", flat=True)) == kinds
    clocks_now = Counter(due < now for due in Case.objects.values_list("due_at", flat=True))
    assert min(clocks_now[True], clocks_now[False]) > 5
    assert min(Counter(Person.objects.values_list("role", flat=True)).values()) >= 1
    assert Person.objects.filter(role=PersonRole.REVIEWER).count() >= 3
    dockets = {case: docket_of(case) for case in Case.objects.all()}
    for case, docket in dockets.items():
        assert verify(export_docket(case), case.number)[0] == docket
        assert docket.entries[-1].recorded_at <= now
    made_up = [docket for case, docket in dockets.items() if case.number != NUMBER]
    _about_nobody(made_up)
    _every_paper_is_here(list(dockets.values()))
    _signatures_can_be_read(made_up)
    _what_is_signed_can_be_released()
    _as_the_command_line_tells_it()
    answer = browser_of(Person.objects.get(email="coordinator@example.org")).get("/desk/")
    assert answer.status_code == 200


def _about_nobody(dockets: list[Docket]) -> None:
    for docket in dockets:
        application = docket.entries[0].payload
        assert isinstance(application, ApplicationReceived)
        assert all(map(is_made_up, application.parties))
        assert {entry.provenance for entry in docket.entries} == {Provenance.ILLUSTRATIVE}
    assert all(email.endswith("@example.org") for email in Person.objects.values_list("email", flat=True))


def _papers(value: Any) -> list[str]:
    """The digests of all papers that a value of the core names, wherever in it."""
    if isinstance(value, DocumentRef | MedicalRecord):
        return [value.sha256] if value.sha256 else []
    if isinstance(value, tuple):
        return [digest for part in value for digest in _papers(part)]
    told = fields(value) if is_dataclass(value) else ()
    return [digest for field in told for digest in _papers(getattr(value, field.name))]


def _every_paper_is_here(dockets: list[Docket]) -> None:
    named = {digest for docket in dockets for entry in docket.entries for digest in _papers(entry.payload)}
    kept = {document.file.sha256: document for document in CaseDocument.objects.select_related("file")}
    assert named
    assert named == kept.keys()
    for document in list(kept.values())[::40]:
        data = b"".join(shelf.read(document.file))
        assert data.startswith(b"%PDF") or document.file.media_type != "application/pdf"


def _signatures_can_be_read(dockets: list[Docket]) -> None:
    signed = [entry.payload for docket in dockets for entry in docket.entries if entry.kind == "determination_signed"]
    assert len(signed) > 5
    for payload in signed:
        assert isinstance(payload, DeterminationSigned)
        stored = CaseDocument.objects.filter(file__sha256=payload.document.sha256).first()
        assert stored
        assert (stored.name, stored.file.media_type) == ("determination.json", "application/json")
        data = b"".join(shelf.read(stored.file))
        plain, _ = read_json(data, Place(), "TEST")
        determination, findings = from_plain(Determination, plain, Place(), "TEST")
        assert findings == ()
        assert determination
        assert {line.line for line in determination.analysis.lines} == {finding.line for finding in payload.findings}


def _what_is_signed_can_be_released() -> None:
    """Nothing stands against those behind a signed case, and its letter names those whom the oath names."""
    signed = [case for case in Case.objects.filter(stage="signed") if case.number != NUMBER]
    assert signed
    for case in signed:
        opened = opened_through(case, Person.objects.get(email="director@example.org"))
        assert people_bars(opened) == ()
        shown = paper(opened)
        assert shown.signed is not None
        named = {subject.name for subject in shown.signed.determination.analysis.reviewer.named}
        assert {party.name for party in opened.state.parties.values()} <= named


def _as_the_command_line_tells_it() -> None:
    folder, _ = read_case_folder(EXAMPLE)
    assert folder
    assert docket_of(Case.objects.get(number=NUMBER)) == run_case(folder, press()).docket


def _outline() -> list[tuple[Any, ...]]:
    rows = DocketEntry.objects.select_related("case", "entered_by").order_by("case__number", "number")
    return [
        (
            row.case.number,
            row.kind,
            row.on,
            row.recorded_at,
            row.entered_by.ident if row.entered_by else "",
            said_in(row.case, row.number, bytes(row.payload or b"")).payload,
        )
        for row in rows
    ]


def _fill_and_forget(now: dt.datetime, monkeypatch: pytest.MonkeyPatch) -> list[tuple[Any, ...]]:
    """What a demonstration enters; its salts counted, for a receipt prints the hash that is made over one."""
    salts = map("{:032x}".format, count())
    monkeypatch.setattr(docketing, "secrets", SimpleNamespace(token_hex=lambda _: next(salts)))
    with transaction.atomic():
        filling.fill(now, PASSWORDS)
        outline = _outline()
        transaction.set_rollback(True)
    return outline


@pytest.mark.postgresql(slow=True)
def test_the_same_day_gives_the_same_cases(store: str, shelf_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(filling, "SCENES", (SCENES[0], SCENES[4], next(scene for scene in SCENES if scene.ago == 5)))
    saturday = dt.datetime(2026, 11, 28, 20, tzinfo=dt.UTC)
    first = _fill_and_forget(saturday, monkeypatch)
    assert first
    assert _fill_and_forget(saturday, monkeypatch) == first
    assert _fill_and_forget(saturday + dt.timedelta(days=2), monkeypatch) != first


def test_the_clock_stands_only_while_it_is_told_to() -> None:
    then = dt.datetime(2020, 2, 29, tzinfo=dt.UTC)
    with clock.standing(then):
        assert clock.now() == then
    assert clock.now() > then


def test_a_folder_of_somebody_else_s_is_left_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "evenhand.sqlite3").write_text("an organisation's")
    answer = CliRunner().invoke(shell, ["demo", "--folder", str(tmp_path), "--no-serve"])
    assert answer.exit_code == 1
    assert "holds something else than a demonstration" in answer.output
    assert [path.read_text() for path in tmp_path.iterdir()] == ["an organisation's"]


def test_a_folder_without_a_case_is_told_in_words(sqlite_store: str, tmp_path: Path) -> None:
    with pytest.raises(NotTakenInError, match=r"There is no case\.toml"):
        take_in(tmp_path)


def test_a_demonstration_is_replaced_whole(tmp_path: Path) -> None:
    folder = tmp_path / "own"
    own_folder.make_room(folder)
    (folder / "evenhand.sqlite3").write_text("half filled")
    assert not own_folder.is_made(folder)
    own_folder.make_room(folder)
    assert [path.name for path in folder.iterdir()] == [own_folder.MARK]
    own_folder.is_whole(folder)
    assert own_folder.is_made(folder)


def test_nothing_of_an_organisation_s_own_counts_in_a_demonstration(tmp_path: Path) -> None:
    environment = {
        "EVENHAND_DATABASE": "postgresql://host/real",
        "EVENHAND_DATA": "real",
        "EVENHAND_MAIL": "smtp://host",
        "EVENHAND_MASTER_KEYS": "a:b",
        "EVENHAND_HOSTS": "localhost",
        "PATH": "there",
    }
    own_folder.settle_in(tmp_path, environment)
    kept = {"EVENHAND_HOSTS": "localhost", "PATH": "there"}
    made = {"EVENHAND_DATA": str(tmp_path), "EVENHAND_MADE_UP": "1", "EVENHAND_MFA": "offered"}
    assert environment == made | kept
