"""Evenhand's own determination, met as a file: its values are read back, and print the same letter again."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from evenhand.cli.main import main
from evenhand.cli.parse import parse
from evenhand.determination.pdf_reader import PdfReader
from evenhand.determination.published import Layout
from evenhand.determination.source import ReadText, read_file
from evenhand.letter.characters import on_screen
from evenhand.letter.filling import document
from evenhand.letter.own_letter import read_own
from evenhand.letter.read_back import read_back
from evenhand.letter.text import text
from evenhand.letter.wording_file import load_wording
from evenhand.programme.library import programme_folder
from evenhand.treatment import Outcome

EXAMPLE = Path(__file__).parents[2] / "examples" / "cm13-0029838"


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The letters of the example case as they are served."""
    out = tmp_path_factory.mktemp("served")
    assert CliRunner().invoke(main, ["run", str(EXAMPLE), "--out", str(out)]).exit_code == 0
    return out / "CM13-0029838"


@pytest.mark.parametrize("form", ["txt", "html", "pdf"])
def test_a_determination_is_read_back_into_what_prints_it(served: Path, form: str) -> None:
    wording, findings = load_wording(programme_folder("ca_wc") / "letters" / "determination.en.toml", on_screen)
    assert wording is not None, findings
    with PdfReader() as reader:
        read = read_file(served / f"determination.{form}", reader)
    told = read_back(read.text or "", wording)
    again, faults = document(wording, told.values, on_screen)
    assert again is not None, faults
    assert text(again) == (served / "determination.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("form", ["txt", "html", "pdf"])
def test_a_determination_is_a_letter_like_any_other(served: Path, form: str) -> None:
    with PdfReader() as reader:
        letter, findings = read_own(read_file(served / f"determination.{form}", reader))
    assert letter is not None, findings
    assert (letter.case_number, letter.layout) == ("CM13-0029838", Layout.EVENHAND)
    assert letter.values
    assert {line.outcome for line in letter.treatments} == {Outcome.UPHELD}
    assert all(line.title and line.rationale for line in letter.treatments)


def test_other_letters_are_named_by_kind_and_refused(served: Path) -> None:
    notices = sorted(path for path in (served / "notices").iterdir() if path.suffix in (".pdf", ".html"))
    result = CliRunner().invoke(parse, [*map(str, notices), "--jsonl"])
    assert result.exit_code == 2
    rows = [json.loads(line) for line in result.stdout.splitlines()]
    assert len(rows) == len(notices) > 0
    assert {finding["rule"] for row in rows for finding in row["findings"] if finding["severity"] == "fatal"} == {
        "PARSE-LETTER"
    }
    assert all(row["layout"] is None and row["findings"][0]["remedy"] for row in rows)
    assert "Proof of service" in result.stderr
    assert "proof of service" in result.stderr


def test_a_letter_issued_in_a_former_wording_is_still_read(served: Path) -> None:
    letters = programme_folder("ca_wc") / "letters"
    today, _ = load_wording(letters / "determination.en.toml", on_screen)
    before, findings = load_wording(letters / "former" / "determination.en.1.toml", on_screen, letters.parent)
    assert today is not None
    assert before is not None, findings
    assert before.digest != today.digest
    told = read_back((served / "determination.txt").read_text(encoding="utf-8"), today)
    again, faults = document(before, told.values, on_screen)
    assert again is not None, faults
    words = text(again)
    assert "Decision at a glance" in words
    letter, findings = read_own(ReadText(text=words, file="determination.txt"))
    assert letter is not None, findings
    assert letter.layout is Layout.EVENHAND
    assert findings == ()
    assert {line.outcome for line in letter.treatments} == {Outcome.UPHELD}
