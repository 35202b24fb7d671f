"""`evenhand parse` as a user meets it."""

import json
from pathlib import Path
from random import Random

import pytest
from click.testing import CliRunner, Result

from evenhand.cli.parse import parse
from tests.letters.generator import Traps, letter, text
from tests.letters.generator_pdf import pdf


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Three letters, one of them a PDF in a folder below, beside files that are no letters."""
    (tmp_path / "deeper").mkdir()
    (tmp_path / "a.txt").write_text(text(Random(1), letter(Random(1)), Traps()), encoding="utf-8")
    (tmp_path / "b.TXT").write_text(text(Random(2), letter(Random(2)), Traps()), encoding="utf-8")
    (tmp_path / "deeper" / "c.pdf").write_bytes(pdf(letter(Random(3))))
    (tmp_path / "notes.md").write_text("no letter", encoding="utf-8")
    return tmp_path


def run(*arguments: str | Path) -> Result:
    """What the command does with these arguments."""
    return CliRunner().invoke(parse, [str(argument) for argument in arguments])


def test_one_file_is_one_object(folder: Path) -> None:
    result = run(folder / "a.txt")
    assert result.exit_code == 0
    shown = json.loads(result.stdout)
    assert list(shown) == [
        "file",
        "case_number",
        "priority",
        "date_assigned",
        "date_of_injury",
        "decision_date",
        "ur_denial_date",
        "application_received",
        "licensure",
        "specialty",
        "summary",
        "treatments",
        "findings",
        "layout",
    ]
    assert shown["case_number"] == letter(Random(1)).case_number
    assert result.stderr.startswith("1 letter, ")


@pytest.mark.parametrize("jobs", ["1", "3"])
def test_a_folder_is_read_through_and_in_order(folder: Path, jobs: str) -> None:
    result = run(folder, "--jsonl", "--jobs", jobs)
    assert result.exit_code == 0
    cases = [json.loads(line)["case_number"] for line in result.stdout.splitlines()]
    assert cases == [letter(Random(seed)).case_number for seed in (1, 2, 3)]


def test_several_files_are_an_array(folder: Path) -> None:
    shown = json.loads(run(folder).stdout)
    assert [letter["layout"] for letter in shown] == ["2016", "2016", "2016"]


def test_the_summary_counts_letters_lines_outcomes_and_findings(folder: Path) -> None:
    (folder / "a.txt").write_text((folder / "a.txt").read_text(encoding="utf-8").replace("Priority:", "Rush:"))
    summary = run(folder, "--jsonl").stderr
    lines = sum(len(letter(Random(seed)).treatments) for seed in (1, 2, 3))
    assert summary.startswith(f"3 letters, {lines} lines (")
    assert "1  PARSE-HEADER: a field of the header is missing" in summary


def test_a_file_that_cannot_be_read_is_named_and_stops_nothing(folder: Path) -> None:
    (folder / "a2.pdf").write_bytes(b"%PDF-1.7\nbroken off")
    result = run(folder, folder / "nowhere.txt", "--jsonl")
    assert result.exit_code == 2
    rows = [json.loads(line) for line in result.stdout.splitlines()]
    assert len(rows) == 5
    refused = [row for row in rows if row["layout"] is None]
    assert [Path(row["file"]).name for row in refused] == ["a2.pdf", "nowhere.txt"]
    assert all(row["case_number"] is None and row["findings"] and not row["treatments"] for row in refused)
    named = [line for line in result.stderr.splitlines() if "cannot be read" in line]
    assert [line.split(":")[0].rsplit("/", 1)[-1] for line in named] == ["a2.pdf", "nowhere.txt"]
    assert result.stderr.rstrip().endswith("2 files could not be used.")


def test_a_paper_that_is_no_letter_is_named(folder: Path) -> None:
    result = run(folder / "notes.md")
    assert result.exit_code == 2
    assert "it is no determination letter" in result.stderr
    row = json.loads(result.stdout)
    assert (row["file"], row["layout"], row["treatments"]) == (str(folder / "notes.md"), None, [])


def test_rows_name_their_files_in_order(folder: Path) -> None:
    rows = [json.loads(line) for line in run(folder, "--jsonl").stdout.splitlines()]
    assert [row["file"] for row in rows] == [str(folder / name) for name in ("a.txt", "b.TXT", "deeper/c.pdf")]


def test_a_text_beside_its_pdf_is_not_read_and_is_counted(folder: Path) -> None:
    (folder / "deeper" / "c.txt").write_text("12 times per week", encoding="utf-8")
    result = run(folder, "--jsonl")
    assert result.exit_code == 0
    assert [Path(json.loads(line)["file"]).suffix for line in result.stdout.splitlines()] == [".txt", ".TXT", ".pdf"]
    assert "1 text beside a PDF of the same name not read" in result.stderr


def test_a_letter_whose_outcome_cannot_be_told_is_given_and_makes_the_exit_code_2(folder: Path) -> None:
    words = (folder / "a.txt").read_text(encoding="utf-8")
    (folder / "a.txt").write_text(words.replace("Upheld", "Uphled").replace("Overturned", "Overtrned"), "utf-8")
    result = run(folder / "a.txt")
    assert result.exit_code == 2
    shown = json.loads(result.stdout)
    assert {line["outcome"] for line in shown["treatments"]} == {None}
    assert "with an unclear outcome: see the findings." in result.stderr


def test_an_empty_folder_is_an_empty_array(tmp_path: Path) -> None:
    result = run(tmp_path)
    assert (result.exit_code, json.loads(result.stdout)) == (0, [])
