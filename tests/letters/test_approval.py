"""Approvals lie beside a programme: they make its letters no drafts, change no fingerprint, and hold for very words."""

import datetime as dt
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from evenhand.cli.main import main
from evenhand.letter.approval import FOLDER, approvals_text, read_approvals
from evenhand.letter.characters import on_screen
from evenhand.letter.house_words import HOUSE_WORDS
from evenhand.letter.wording import Approval
from evenhand.letter.wording_file import load_wording
from evenhand.programme.library import programme_folder
from evenhand.programme.load import fingerprint, load_programme

DRAFT = HOUSE_WORDS["en"].draft_text
DAY = dt.date(2026, 1, 5)


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """The folder of an installation's own, with a programme like Freedonia's."""
    shutil.copytree(programme_folder("freedonia"), tmp_path / "own" / "freedonia")
    return tmp_path / "own"


def ran(own: Path) -> Result:
    out = own.parent / "out"
    return CliRunner().invoke(
        main, ["run", str(own / "freedonia" / "case"), "--out", str(out)], env={"EVENHAND_PROGRAMMES": str(own)}
    )


def approve_all(own: Path) -> None:
    """Let somebody answer for every letter of the programme."""
    approvals = {}
    for path in sorted((own / "freedonia" / "letters").glob("*.toml")):
        wording, _ = load_wording(path, on_screen)
        assert wording is not None
        approvals[wording.name, wording.language] = Approval(by='A. "Counsel"', on=DAY, digest=wording.digest)
    (own / FOLDER).mkdir()
    (own / FOLDER / "freedonia.toml").write_text(approvals_text(approvals), encoding="utf-8")
    assert read_approvals(own, "freedonia") == (approvals, ())


def drafts(own: Path) -> list[str]:
    """The letters that say they are drafts."""
    pages = (own.parent / "out" / "F-2014-0007").rglob("*.html")
    return sorted(page.name for page in pages if DRAFT in page.read_text(encoding="utf-8"))


def test_letters_in_approved_words_are_no_drafts(own: Path) -> None:
    assert ran(own).exit_code == 0
    every = drafts(own)
    assert "determination.html" in every
    before = fingerprint(own / "freedonia")
    approve_all(own)
    assert ran(own).exit_code == 0
    assert drafts(own) == []
    assert fingerprint(own / "freedonia") == before
    award = own / "freedonia" / "letters" / "award.en.toml"
    award.write_text(
        award.read_text(encoding="utf-8").replace("You may complain", "You might complain"), encoding="utf-8"
    )
    assert ran(own).exit_code == 0
    again = drafts(own)
    assert again
    assert all("-determination-" in name and not name.endswith("-proof.html") for name in again)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("[[approvals]]\nletter = 1\n", "does not fit"),
        ('[[approvals]]\nletter = "award"\n', "'language' is missing"),
        ("[[approval]]\n", "'approval' is not known here"),
        ("[[approvals", "cannot be read as TOML"),
    ],
)
def test_a_file_of_approvals_with_a_fault_approves_nothing_and_is_said(own: Path, text: str, told: str) -> None:
    (own / FOLDER).mkdir()
    (own / FOLDER / "freedonia.toml").write_text(text, encoding="utf-8")
    approvals, findings = read_approvals(own, "freedonia")
    assert approvals == {}
    assert told in findings[0].message
    answer = ran(own)
    assert (answer.exit_code, told in answer.output) == (2, True)


def test_without_a_file_nobody_has_approved(own: Path) -> None:
    assert read_approvals(own, "freedonia") == ({}, ())
    assert read_approvals(None, "freedonia") == ({}, ())


def test_the_programme_names_who_answers(own: Path) -> None:
    programme, _ = load_programme(own / "freedonia")
    assert programme is not None
    assert (programme.approver("award"), programme.approver("determination")) == ("regulator", "medical_director")
    head = own / "freedonia" / "programme.toml"
    text = head.read_text(encoding="utf-8")
    for right, wrong, told in (
        ('letters = "regulator"', 'letters = "regulater"', "'regulater' is no role"),
        ('determination = "medical_director"', 'determnation = "medical_director"', "'determnation' is no letter"),
    ):
        assert right in text
        head.write_text(text.replace(right, wrong), encoding="utf-8")
        _, findings = load_programme(own / "freedonia")
        assert [told in finding.message for finding in findings] == [True]


def test_a_programme_may_do_without_a_panel(own: Path) -> None:
    shutil.rmtree(own / "freedonia" / "panel")
    assert load_programme(own / "freedonia")[1] == ()
