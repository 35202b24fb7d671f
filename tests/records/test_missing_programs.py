"""What reading needs and is not here is said, with what to do: no paper is called illegible or damaged for it."""

import os
import sys
from pathlib import Path

import pytest

from evenhand.confined.process import command_of
from evenhand.records.page import Legibility
from evenhand.records.page_reading import UNRECOGNIZED
from evenhand.records.read_files import read_file
from evenhand.records.tesseract import NO_ENGLISH, NOT_HERE, missing
from tests.records.made_files import TEXT, pdf_of, picture, saved


@pytest.fixture
def scan(tmp_path: Path) -> Path:
    path = tmp_path / "scan.png"
    path.write_bytes(saved(picture(*TEXT), "PNG"))
    return path


def program(folder: Path, *lines: str) -> None:
    """A program in the place of tesseract, of these lines of Python."""
    folder.mkdir()
    path = folder / "tesseract"
    path.write_text("\n".join((f"#!{sys.executable}", "import sys", *lines, "")), encoding="utf-8")
    path.chmod(0o755)


def before(patch: pytest.MonkeyPatch, folder: Path) -> None:
    patch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")


def test_without_tesseract_a_picture_is_unread_and_the_reader_told_what_to_install(
    scan: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "nothing").mkdir()
    monkeypatch.setenv("PATH", str(tmp_path / "nothing"))
    assert missing() == NOT_HERE
    read = read_file(scan)
    assert [finding.rule for finding in read.findings] == [UNRECOGNIZED]
    assert NOT_HERE in read.findings[0].message


def test_tesseract_without_english_is_told_from_none_at_all(
    scan: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program(tmp_path / "bin", "print('List of available languages (1):', 'osd', sep=chr(10))")
    before(monkeypatch, tmp_path / "bin")
    assert [NO_ENGLISH in finding.message for finding in read_file(scan).findings] == [True]


@pytest.mark.parametrize("end", ["sys.exit(1)", "import os; os.abort()"])
def test_a_picture_on_which_tesseract_fails_is_a_failure_and_not_an_illegible_page(
    end: str, scan: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program(tmp_path / "bin", "if '--list-langs' in sys.argv: print('eng'); sys.exit()", end)
    before(monkeypatch, tmp_path / "bin")
    read = read_file(scan)
    assert [finding.rule for finding in read.findings] == ["READ-RECOGNITION"]
    assert read.pages[0].legibility is Legibility.NONE


def test_a_reader_that_does_not_start_is_not_said_to_be_the_files_fault(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "good.pdf"
    path.write_bytes(pdf_of("The patient was seen for pain of the back"))
    monkeypatch.setattr("evenhand.records.opening._COMMAND", command_of("evenhand.records.no_such_module"))
    read = read_file(path)
    assert [finding.rule for finding in read.findings] == ["READ-NOT-STARTED"]
    assert "'ocr'" in read.findings[0].remedy
