"""`evenhand redact`: what it prints, what it leaves alone, and how it ends."""

import json
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest
from click.testing import CliRunner, Result

from evenhand.cli.main import main
from evenhand.corpus.identities import read_identities
from tests.letters.generator import letter as shown_letter
from tests.letters.generator_pdf import pdf

LETTER = "Jane Quux (DOB 03/14/1962) was seen for claim number WC-2016-00471. The pain is better.\n"
KNOWN = {
    "people": [{"name": "Jane Quux", "role": "injured worker", "born": "03/14/1962"}],
    "numbers": ["WC-2016-00471"],
}


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["redact", *arguments])


@pytest.fixture
def letter(tmp_path: Path) -> Path:
    path = tmp_path / "letter.txt"
    path.write_text(LETTER, encoding="utf-8")
    return path


def known(tmp_path: Path, content: object) -> str:
    path = tmp_path / "known.json"
    path.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
    return str(path)


def test_text_with_identities(letter: Path, tmp_path: Path) -> None:
    result = run(str(letter), "--identities", known(tmp_path, KNOWN))
    assert result.exit_code == 0
    assert result.stdout == "[name] (DOB [date]) was seen for claim number [number]. The pain is better.\n"
    assert letter.read_text(encoding="utf-8") == LETTER


def test_json_gives_text_and_places(letter: Path, tmp_path: Path) -> None:
    result = run(str(letter), "--identities", known(tmp_path, KNOWN), "--json")
    told = json.loads(result.stdout)
    assert set(told) == {"text", "redactions"}
    assert [(LETTER[redaction["start"] : redaction["end"]], redaction["kind"]) for redaction in told["redactions"]] == [
        ("Jane Quux", "name"),
        ("03/14/1962", "date"),
        ("WC-2016-00471", "number"),
    ]
    assert all(set(redaction) == {"start", "end", "kind", "why"} for redaction in told["redactions"])


def test_what_is_unsure_asks_for_a_person(tmp_path: Path) -> None:
    path = tmp_path / "letter.txt"
    path.write_text("It was explained to Zubizarreta.", encoding="utf-8")
    result = run(str(path))
    assert result.exit_code == 1
    assert result.stdout == "It was explained to [unsure]."
    assert "1 passage is masked as unsure" in result.stderr


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        ("{", "cannot be read as JSON"),
        ([], "one object is expected"),
        ({"person": []}, "'person' is not known here"),
        ({"people": "Jane"}, "Expected: a list"),
        ({"people": [{"born": "1962-03-14"}]}, "people[1].name is missing"),
        ({"people": [{"name": "Jane", "born": "soon"}]}, "no day"),
        ({"people": [{"name": "Jane", "age": 4}]}, "'age' is not known"),
        ({"numbers": [None]}, "numbers[1] is missing"),
    ],
)
def test_identities_that_are_not_understood_stop_everything(
    letter: Path, tmp_path: Path, content: object, fault: str
) -> None:
    result = run(str(letter), "--identities", known(tmp_path, content))
    assert result.exit_code == 2
    assert result.stdout == ""
    assert fault in result.stderr
    assert "not prepared" in result.stderr


def test_files_that_cannot_be_read(letter: Path, tmp_path: Path) -> None:
    assert run(str(tmp_path / "none.txt")).exit_code == 2
    assert run(str(tmp_path)).exit_code == 2
    missing = run(str(letter), "--identities", str(tmp_path / "none.json"))
    assert missing.exit_code == 2
    assert "cannot be read" in missing.stderr


def test_a_pdf_is_read_as_a_letter_is(tmp_path: Path) -> None:
    path = tmp_path / "letter.pdf"
    path.write_bytes(pdf(replace(shown_letter(Random(4)), summary="The worker, Ms. Quux, was born on 03/14/1962.")))
    result = run(str(path))
    assert "The worker, Ms. [name], was born on [date]." in " ".join(result.stdout.split())


def test_identities_may_leave_anything_out() -> None:
    identities, findings = read_identities('{"people": [{"name": "Jane Quux", "born": null}, "John Roe"]}', "known")
    assert findings == ()
    assert identities is not None
    assert [person.name for person in identities.people] == ["Jane Quux", "John Roe"]
