"""A case says which programme it runs under, and everything made of it comes from that programme's own folder."""

import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from evenhand.cli.main import main
from evenhand.docket.entry import Docket, append, occurrence_of
from evenhand.docket.file import encode, verify
from evenhand.programme.library import known_programmes, programme_folder, programme_named_by
from tools.house import ROOT

CASE = ROOT / "examples" / "cm13-0029838"


def evenhand(*arguments: str | Path, own: Path | None = None) -> Result:
    return CliRunner().invoke(main, list(map(str, arguments)), env={"EVENHAND_PROGRAMMES": str(own or "")})


@pytest.fixture
def elsewhere(tmp_path: Path) -> Path:
    """A folder of an installation's own: a programme with another id and title, and what is no programme."""
    own = tmp_path / "own"
    shutil.copytree(programme_folder("ca_wc"), own / "second")
    head = own / "second" / "programme.toml"
    text = head.read_text(encoding="utf-8")
    head.write_text(text.replace('id = "ca_wc"', 'id = "zz_second"'), encoding="utf-8")
    letter = own / "second" / "letters" / "determination.en.toml"
    text = letter.read_text(encoding="utf-8")
    letter.write_text(text.replace('"Final Determination Letter"', '"Second Letter"'), encoding="utf-8")
    (own / "wordings").mkdir()
    return own


@pytest.fixture
def made(elsewhere: Path, tmp_path: Path) -> Path:
    """The example run under the second programme."""
    case = tmp_path / "case"
    shutil.copytree(CASE, case)
    text = (case / "case.toml").read_text(encoding="utf-8")
    (case / "case.toml").write_text(text.replace('programme = "ca_wc"', 'programme = "zz_second"'), encoding="utf-8")
    answer = evenhand("run", case, "--out", tmp_path / "out", own=elsewhere)
    assert answer.exit_code == 0, answer.output
    return tmp_path / "out" / "CM13-0029838"


def test_an_installation_s_own_programmes_stand_beside_the_packaged_ones(elsewhere: Path) -> None:
    assert known_programmes(elsewhere) == {**known_programmes(), "zz_second": elsewhere / "second"}


def test_letters_come_from_the_folder_the_case_was_run_under(made: Path) -> None:
    letter = (made / "determination.txt").read_text(encoding="utf-8").upper()
    assert "SECOND LETTER" in letter


def test_a_case_is_read_under_the_programme_it_names(made: Path, elsewhere: Path) -> None:
    first = json.loads((made / "docket.jsonl").read_text(encoding="utf-8").splitlines()[0])
    assert first["programme"]["id"] == "zz_second"
    assert evenhand("clocks", made, own=elsewhere).exit_code == 0
    assert evenhand("verify", made).exit_code == 0
    unknown = evenhand("clocks", made)
    assert (unknown.exit_code, "There is no programme 'zz_second'" in unknown.output) == (2, True)
    other = evenhand("clocks", made, "--programme", "ca_wc", own=elsewhere)
    assert (other.exit_code, "runs under 'zz_second'" in other.output) == (2, True)
    assert evenhand("clocks", made, "--programme", elsewhere / "second").exit_code == 0


def test_changed_files_are_said_and_do_not_stop(made: Path, elsewhere: Path) -> None:
    assert "have changed since" not in evenhand("clocks", made, own=elsewhere).output
    with (elsewhere / "second" / "programme.toml").open("a", encoding="utf-8") as head:
        head.write("# read again\n")
    answer = evenhand("replay", made, "--law", "2026-01-01", own=elsewhere)
    assert (answer.exit_code, "have changed since this case was opened" in answer.output) == (0, True)


def _unnamed(docket: Docket) -> Docket:
    """The docket as it was written before dockets named their programme."""
    begun = Docket()
    for entry in docket.entries:
        begun = append(begun, occurrence_of(entry), recorded_at=entry.recorded_at, salt=entry.salt or "")
    return begun


def test_a_docket_from_before_keeps_its_bytes_and_is_said_to_be_of_the_first(made: Path, tmp_path: Path) -> None:
    docket, findings = verify((made / "docket.jsonl").read_bytes(), "docket.jsonl")
    assert docket is not None
    old = _unnamed(docket)
    assert b'"programme"' not in encode(old)
    assert verify(encode(old), "old.jsonl") == (old, findings)
    assert programme_named_by(old) == "ca_wc"
    file = tmp_path / "old.jsonl"
    file.write_bytes(encode(old))
    answer = evenhand("clocks", file)
    assert (answer.exit_code, "begun before dockets named their programme" in answer.output) == (0, True)


def test_a_programme_is_named_in_the_first_entry_alone_and_is_part_of_the_chain(made: Path) -> None:
    lines = (made / "docket.jsonl").read_bytes().splitlines(keepends=True)
    forged = json.loads(lines[0]) | {"programme": {"id": "ca_wc", "fingerprint": ""}}
    first = json.dumps(forged, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode() + b"\n"
    docket, findings = verify(first + b"".join(lines[1:]), "docket.jsonl")
    assert docket is None
    assert "its hash is not the hash of what it says" in findings[0].message
    late = json.loads(lines[1]) | {"programme": {"id": "ca_wc", "fingerprint": ""}}
    second = json.dumps(late, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode() + b"\n"
    _, findings = verify(lines[0] + second + b"".join(lines[2:]), "docket.jsonl")
    assert any("as only the first entry does" in finding.message for finding in findings)


def test_a_case_that_ends_without_a_determination_is_written(tmp_path: Path) -> None:
    case = tmp_path / "case"
    shutil.copytree(CASE, case)
    text = (case / "case.toml").read_text(encoding="utf-8")
    assigned = text.index('[[entries]]\nkind = "assigned"')
    (case / "case.toml").write_text(text[:assigned], encoding="utf-8")
    answer = evenhand("run", case, "--out", tmp_path / "out")
    assert answer.exit_code == 0, answer.output
    assert "no determination: the case ended without one" in answer.output
    assert not (tmp_path / "out" / "CM13-0029838" / "determination.pdf").exists()
    assert evenhand("verify", tmp_path / "out" / "CM13-0029838").exit_code == 0


def test_a_variable_that_names_no_folder_is_said() -> None:
    answer = evenhand("programme", "check", own=Path("nowhere"))
    assert (answer.exit_code, "EVENHAND_PROGRAMMES names nowhere, which is no folder" in answer.output) == (2, True)
