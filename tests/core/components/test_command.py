"""`evenhand components` answers every line in order, and says which it could not read."""

import json
from pathlib import Path

from click.testing import CliRunner, Result

from evenhand.cli.main import main
from evenhand.components.component import FIELDS
from evenhand.components.title import LONGEST_TITLE


def run(*arguments: str, given: bytes = b"") -> Result:
    return CliRunner().invoke(main, ["components", *arguments], input=given)


def test_each_title_gives_one_object_in_order() -> None:
    result = run("--json", given=b"EMG/NCS of the left arm\n\nAspirin 81mg #30\n")
    assert result.exit_code == 0
    lines = [json.loads(line) for line in result.stdout.splitlines()]
    assert [[each["treatment"] for each in line["components"]] for line in lines] == [["EMG", "NCS"], [], ["Aspirin"]]
    assert list(lines[0]["components"][0]) == list(FIELDS)
    assert lines[2]["components"][0]["quantity"] == 30


def test_a_file_reads_as_standard_input_does(tmp_path: Path) -> None:
    titles = b"Wheelchair\r\nMRI of the left ankle\x0c\n"
    (tmp_path / "titles.txt").write_bytes(b"\xef\xbb\xbf" + titles)
    assert run("--json", str(tmp_path / "titles.txt")).stdout == run("--json", "-", given=titles).stdout


def test_a_person_reads_a_line_for_each_component() -> None:
    result = run(given=b"Acupuncture twice a week for 5 weeks, neck\nQuibblework\n")
    assert (
        "  Acupuncture (therapy); body region cervical spine; frequency twice a week; duration 5 weeks\n"
        in result.stdout
    )
    assert "Quibblework (kind unknown: please say)" in result.stdout


def test_a_line_that_is_no_title_is_named_and_the_rest_is_answered() -> None:
    result = run("--json", given=b"x" * (LONGEST_TITLE + 1) + b"\nWheelchair\n")
    assert result.exit_code == 2
    assert "Line 1 holds 4,001 characters" in result.stderr
    assert [len(json.loads(line)["components"]) for line in result.stdout.splitlines()] == [0, 1]


def test_text_of_another_code_is_read_and_said() -> None:
    result = run("--json", given="Lyrica 50mg \u2013 #30\n".encode("cp1252"))
    assert result.exit_code == 0
    assert "Line 1 is not UTF-8" in result.stderr
    assert json.loads(result.stdout)["components"][0]["quantity"] == 30
