"""`evenhand audit`: a table, JSON or pages; findings are results, an unreadable file is exit code 2."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from evenhand.cli.audit import audit
from tests.letters.audit_letters import SOUND, changed

LATE = changed(("07/01/2015", "08/31/2015"), ("CM15-0000001", "CM15-0000002"))


def run(*arguments: str | Path) -> Result:
    result = CliRunner().invoke(audit, [str(argument) for argument in arguments], env={"COLUMNS": "100"})
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a sound letter and a late one."""
    (tmp_path / "sound.txt").write_text(SOUND, encoding="utf-8")
    (tmp_path / "late.txt").write_text(LATE, encoding="utf-8")
    return tmp_path


def test_a_table_shows_what_a_letter_lacks(folder: Path) -> None:
    result = run(folder / "late.txt")
    assert result.exit_code == 0
    assert "L-04" in result.stdout
    assert "CAWC-F-01" in result.stdout
    assert "L-01" not in result.stdout
    assert "L-01" in run(folder / "late.txt", "--all").stdout
    assert "1 letter: 1 major" in result.stderr


def test_json_is_one_object_a_letter(folder: Path) -> None:
    result = run(folder, "--json")
    late, sound = map(json.loads, result.stdout.splitlines())
    assert (late["case_number"], sound["case_number"]) == ("CM15-0000002", "CM15-0000001")
    (fault,) = [finding for finding in late["findings"] if finding["severity"] != "pass"]
    assert (fault["check"], fault["rule"], fault["topic"], fault["severity"]) == ("L-04", "CAWC-F-01", "time", "major")
    assert fault["built_on"] == "assumed"
    assert LATE[fault["place"]["start"] : fault["place"]["end"]] == "08/31/2015"
    assert set(sound["counts"]) == {"pass"}
    assert "PARSE-HEADER" in [finding["rule"] for finding in sound["reading"]]


def test_pages_are_written_and_none_over_another(folder: Path) -> None:
    pages = folder / "made" / "pages"
    (folder / "sound-2.txt").write_text(SOUND, encoding="utf-8")
    names = ("sound.txt", "late.txt", "sound.txt", "sound-2.txt")
    result = run(*(folder / name for name in names), "--html", pages)
    assert result.exit_code == 0
    made = sorted(path.name for path in pages.iterdir())
    assert made == ["late.html", "sound-2-2.html", "sound-2.html", "sound.html"]
    assert str(folder) not in (pages / "late.html").read_text(encoding="utf-8")


def test_an_unreadable_file_is_named_and_stops_nothing(folder: Path) -> None:
    (folder / "broken.pdf").write_bytes(b"%PDF-1.7 and no more")
    (folder / "empty.txt").write_bytes(b"")
    (folder / "recipe.txt").write_text("Take two eggs.", encoding="utf-8")
    result = run(folder, folder / "missing.txt", "--json")
    assert result.exit_code == 2
    assert len(result.stdout.splitlines()) == 2
    for name in ("broken.pdf", "empty.txt", "recipe.txt", "missing.txt"):
        assert name in result.stderr
    assert "2 letters, 4 not read" in result.stderr
    assert "Traceback" not in result.output


def test_a_letter_cannot_steer_the_terminal(folder: Path) -> None:
    wild = folder / "wild.txt"
    wild.write_text(LATE.replace("CM15-0000002", "CM15-\x1b[31m[bold]0002"), encoding="utf-8")
    assert "\x1b[31m" not in run(wild).stdout


def test_a_folder_for_pages_that_cannot_be_made_is_said(folder: Path) -> None:
    result = run(folder / "sound.txt", "--html", folder / "late.txt" / "pages")
    assert result.exit_code == 2
    assert "cannot be written" in result.stderr


def test_an_unknown_programme_is_said(folder: Path) -> None:
    result = run(folder / "sound.txt", "--programme", "atlantis")
    assert result.exit_code == 2
    assert "atlantis" in result.stderr
