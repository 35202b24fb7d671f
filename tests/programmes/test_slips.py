"""Every slip in a programme's folder is said once, with file and line, in the words of its author."""

import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest
from click.testing import CliRunner, Result

from evenhand.cli.main import main
from evenhand.programme.library import programme_folder
from evenhand.programme.seal import SEAL


class Slip(NamedTuple):
    """Words of a file and what a careless hand makes of them, and what is told."""

    file: str
    right: str
    wrong: str
    told: str


SLIPS = (
    Slip("letters/review.en.toml", "{assigned:date}", "{asigned:date}", "Nothing can fill 'asigned'"),
    Slip("letters/review.en.toml", "{assigned:date}", "{chain:text}", "Nothing can fill 'chain'"),
    Slip("letters/review.en.toml", "{assigned:date}", "{due_free_99:date}", "a rule that the programme does not have"),
    Slip("letters/review.en.toml", "FWC Order 3", "LC 4610.5", "no authority of this programme"),
    Slip("law.toml", "by_person = true\n", "", "Nothing looks for the reason"),
    Slip("law.toml", 'title = "The request is not signed"', 'titel = "Not signed"', "'title' is missing"),
    Slip("programme.toml", 'title = "', 'titel = "', "'title' is missing"),
    Slip("procedure.toml", "never_after", "never_aftr", "'never_aftr' is not known here"),
    Slip("procedure.toml", '"eligible"', '"elegible"', "is no flag of this programme"),
    Slip("procedure.toml", 'guards = ["reviewer_is_free"]', "guards = 3", "guards = 3 does not fit"),
    Slip("procedure.toml", 'by = ["reviewer"]', "by = [[2014-01-21]]", "2014-01-21"),
    Slip("law.toml", 'owed_on = "determination_issued"', 'owed_on = "determination_isued"', "is no event"),
    Slip("programme.toml", '"credentials"', '"credentails"', "There is no stop 'credentails'"),
    Slip("record_kinds.toml", "months = 6", "months = -6", "cannot reach back less than no time"),
    Slip("record_kinds.toml", 'decides = "recent"', 'decides = "often"', "one of always, recent, when_cited"),
    Slip("law.toml", 'letter = "award"', 'letter = "awrd"', "'awrd' and it has no wording"),
)


@pytest.fixture
def land(tmp_path: Path) -> Path:
    """A copy of Freedonia that a test may spoil."""
    folder = Path(shutil.copytree(programme_folder("freedonia"), tmp_path / "freedonia"))
    (folder / SEAL).unlink()
    return folder


def _check(folder: Path) -> Result:
    return CliRunner().invoke(main, ["programme", "check", str(folder)], env={"EVENHAND_PROGRAMMES": ""})


def _findings(answer: Result) -> list[str]:
    return [line for line in answer.output.splitlines() if re.search(r": (?:FATAL|MAJOR|WARNING|NOTE) ", line)]


@pytest.mark.parametrize("slip", SLIPS, ids=lambda slip: slip.wrong.strip() or "left out")
def test_one_slip_is_one_finding_with_file_and_line(land: Path, slip: Slip) -> None:
    path = land / slip.file
    text = path.read_text(encoding="utf-8")
    assert slip.right in text
    path.write_text(text.replace(slip.right, slip.wrong, 1), encoding="utf-8")
    findings = _findings(_check(land))
    assert len(findings) == 1, findings
    assert slip.told in findings[0]
    assert re.match(rf"\S*{re.escape(Path(slip.file).name)}:\d+", findings[0]), findings[0]
    assert not re.search(r"datetime|\bNone\b|\bTrue\b|<[A-Z]\w+|\\n", findings[0])


def _without_determination(land: Path) -> None:
    (land / "letters" / "determination.en.toml").unlink()


def _without_proof(land: Path) -> None:
    (land / "letters" / "proof_of_service.en.toml").unlink()


@pytest.mark.parametrize(
    ("spoil", "told"), [(_without_determination, "'determination'"), (_without_proof, "'proof_of_service'")]
)
def test_a_letter_that_every_case_needs_is_missed(land: Path, spoil: Callable[[Path], None], told: str) -> None:
    spoil(land)
    answer = _check(land)
    assert (answer.exit_code, len(_findings(answer)), told in answer.output) == (2, 1, True), answer.output


def test_a_clock_that_never_starts_is_said(land: Path) -> None:
    path = land / "deadlines.toml"
    text = path.read_text(encoding="utf-8")
    starts = re.search(r'starts = \["[^\]]*"\]', text)
    assert starts is not None
    path.write_text(text.replace(starts[0], 'starts = ["published"]', 1), encoding="utf-8")
    procedure = land / "procedure.toml"
    law = procedure.read_text(encoding="utf-8")
    table = law[law.index("[kinds.published]") :]
    by = re.search(r"by = \[[^\]]*\]", table)
    assert by is not None
    procedure.write_text(law.replace(table, table.replace(by[0], "by = []", 1)), encoding="utf-8")
    answer = _check(land)
    assert "never starts" in answer.output, answer.output


def test_a_folder_without_a_seal_is_not_sealed_and_a_changed_status_breaks_one(land: Path) -> None:
    answer = _check(land)
    assert (answer.exit_code, "not sealed" in answer.output, "no fault" in answer.output) == (0, True, False)
    CliRunner().invoke(main, ["programme", "seal", str(land)])
    assert "no fault" in _check(land).output
    path = land / "law.toml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace('status = "verified"', 'status = "unverified"', 1), encoding="utf-8")
    changed = _findings(_check(land))
    assert any("law.toml:" in finding and "not as it was sealed" in finding for finding in changed), changed
