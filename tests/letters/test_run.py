"""The example case, run as its user runs it: the documents, the clocks, the verification, the same bytes again."""

import datetime as dt
import json
import re
from pathlib import Path

import page
import pikepdf
import pytest
from click.testing import CliRunner

from evenhand.cli.main import main
from evenhand.clock.running import StandingState, clocks, standing
from evenhand.docket.file import verify
from evenhand.procedure.state import CaseState, read_case
from evenhand.programme.library import programme_folder
from evenhand.programme.load import load_programme
from evenhand.programme.model import Programme
from tests.letters.tagged_pdf import TaggedPdf, first_difference

EXAMPLE = Path(__file__).parents[2] / "examples" / "cm13-0029838"


def run(out: Path) -> tuple[Path, str]:
    result = CliRunner().invoke(main, ["run", str(EXAMPLE), "--out", str(out)])
    assert result.exit_code == 0, result.output
    return out / "CM13-0029838", result.output


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    return run(tmp_path_factory.mktemp("run"))


@pytest.fixture(scope="module")
def law() -> Programme:
    programme, findings = load_programme(programme_folder("ca_wc"))
    assert findings == ()
    assert programme is not None
    return programme


@pytest.fixture(scope="module")
def state(made: tuple[Path, str], law: Programme) -> CaseState:
    docket, findings = verify((made[0] / "docket.jsonl").read_bytes(), "docket.jsonl")
    assert findings == ()
    assert docket is not None
    return read_case(docket, law)


def test_everything_promised_is_made(made: tuple[Path, str]) -> None:
    folder, _ = made
    names = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    promised = {"determination.pdf", "determination.html", "determination.txt", "determination.json"}
    assert promised | {"docket.jsonl", "findings.txt", "checksums.txt"} <= names
    for notice in ("assignment", "eligible", "records_overdue", "determination"):
        assert any(notice in name and name.endswith(".pdf") for name in names), notice
    notices = {name for name in names if name.startswith("notices/")}
    for name in notices:
        twin = name.removesuffix(".pdf") + ".html" if name.endswith(".pdf") else name.removesuffix(".html") + ".pdf"
        assert twin in names
    served = {name for name in notices if name.endswith(".pdf") and "-proof" not in name}
    assert {name.removesuffix(".pdf") + "-proof.pdf" for name in served} <= notices


def test_the_clocks_are_those_of_the_law_sheet(state: CaseState, law: Programme) -> None:
    by_rule = {clock.rule: clock for clock in clocks(state, law)}
    due = {rule: clock.due.due for rule, clock in by_rule.items() if clock.due}
    assert due["CAWC-A-04"] == dt.date(2013, 10, 23)
    assert due["CAWC-C-01"] == dt.date(2013, 11, 12)
    assert due["CAWC-C-02"] == dt.date(2013, 11, 18)
    assert due["CAWC-F-01"] == dt.date(2013, 12, 18)
    assert due["CAWC-G-05"] == dt.date(2014, 2, 25)
    at = dt.datetime(2014, 1, 21, 23, tzinfo=law.zone)
    late = standing(by_rule["CAWC-F-01"], at, law)
    assert (late.state, late.days) == (StandingState.LATE, 34)


def test_the_table_shows_every_clock_with_holder_rule_and_citation(made: tuple[Path, str]) -> None:
    flat = re.sub(r"\s+", " ", made[1])
    for words in ("late by 34 days", "CAWC-F-01", "LC 4610.6(d)", "[assumed]", "[illustrative]", "Try next"):
        assert words in flat


def test_the_letter_says_what_was_decided_in_the_order_people_read(made: tuple[Path, str]) -> None:
    text = (made[0] / "determination.txt").read_text(encoding="utf-8")
    order = [
        "Injured Worker",
        "Case Number",
        "Date of Injury",
        "Claims Administrator",
        "Requesting Physician",
        "UR Denial Date",
        "Application Received",
        "Date Assigned",
        "Decision Date",
        "Priority",
        "The decision\n",
        "If you disagree: the last day is February 25, 2014",
        "What happens now",
        "How to challenge this decision",
        "Who decided",
        "Dates\n",
        "The dispute",
        "Records\n",
        "Clinical summary",
        "Each line, with its reasons",
        "Service\n",
        "Glossary",
        "Verification",
    ]
    places = [text.index(words) for words in order]
    assert places == sorted(places)
    flat = re.sub(r"\s+", " ", text)
    assert "Not medically necessary: the denial stands (Upheld)" in flat
    assert "Appeals Board must receive your verified petition" in flat
    assert "34 days" in flat


def test_the_signed_value_holds_the_finding_on_each_line(made: tuple[Path, str]) -> None:
    value = json.loads((made[0] / "determination.json").read_bytes())
    assert [(line["line"], line["necessity"]) for line in value["analysis"]["lines"]] == [("1", "not_necessary")]
    assert value["assigned"]["on"] == "2013-11-01"
    assert value["records_basis"]["provenance"] == "illustrative"


def test_what_no_paper_states_is_marked_in_every_form(made: tuple[Path, str]) -> None:
    for name in ("determination.txt", "determination.html"):
        text = (made[0] / name).read_text(encoding="utf-8")
        assert "Illustrative" in text
        assert "Assumed" in text
    assert "[built on illustrative facts]" in (made[0] / "findings.txt").read_text(encoding="utf-8")


def test_the_findings_print_the_reading_grade(made: tuple[Path, str]) -> None:
    assert re.search(r"reads at grade \d+\.\d", (made[0] / "findings.txt").read_text(encoding="utf-8"))


def test_every_pdf_is_tagged_and_titled(made: tuple[Path, str]) -> None:
    for path in made[0].rglob("*.pdf"):
        with pikepdf.open(path) as pdf:
            assert pdf.Root.MarkInfo.Marked
            assert pdf.Root.ViewerPreferences.DisplayDocTitle
            assert str(pdf.Root.Lang).startswith("en")


@pytest.mark.parametrize("profile", [page.ValidationProfile.PDF_A_2A, page.ValidationProfile.PDF_UA_1])
def test_the_determination_is_archivable_and_accessible(
    made: tuple[Path, str], profile: page.ValidationProfile
) -> None:
    data = (made[0] / "determination.pdf").read_bytes()
    report = page.validate_pdf_bytes(data, profile=profile)
    assert report.is_compliant, [failure.message for failure in report.failures]
    damaged = data.replace(b"/MarkInfo", b"/MarkInfx", 1)
    assert damaged != data
    assert not page.validate_pdf_bytes(damaged, profile=profile).is_compliant


def test_the_tree_of_the_determination_says_the_words_of_its_text(made: tuple[Path, str]) -> None:
    tagged = TaggedPdf((made[0] / "determination.pdf").read_bytes())
    twin = (made[0] / "determination.txt").read_text(encoding="utf-8")
    assert first_difference(tagged, twin) == ""
    assert first_difference(tagged, twin.replace("Upheld", "Overturned")) != ""


def test_a_second_run_makes_the_same_bytes_and_replaces_the_first(made: tuple[Path, str], tmp_path: Path) -> None:
    first = {path.name: path.read_bytes() for path in made[0].rglob("*") if path.is_file()}
    again, _ = run(tmp_path)
    assert {path.name: path.read_bytes() for path in again.rglob("*") if path.is_file()} == first
    (again / "stray.txt").write_text("left by somebody", encoding="utf-8")
    replaced, _ = run(tmp_path)
    assert not (replaced / "stray.txt").exists()
    assert [path.name for path in tmp_path.iterdir()] == ["CM13-0029838"]


def test_verify_finds_one_flipped_byte_in_any_file(tmp_path: Path) -> None:
    folder, _ = run(tmp_path)
    assert CliRunner().invoke(main, ["verify", str(folder)]).exit_code == 0
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        data = path.read_bytes()
        for place in (0, len(data) // 2, len(data) - 1):
            path.write_bytes(data[:place] + bytes([data[place] ^ 1]) + data[place + 1 :])
            result = CliRunner().invoke(main, ["verify", str(folder)])
            assert result.exit_code == 2, f"{path.name} at {place}"
            assert isinstance(result.exception, SystemExit)
        path.write_bytes(data)
    assert CliRunner().invoke(main, ["verify", str(folder)]).exit_code == 0


def test_verify_says_what_was_cut_off_when_the_last_hash_is_known(made: tuple[Path, str], tmp_path: Path) -> None:
    lines = (made[0] / "docket.jsonl").read_bytes().splitlines(keepends=True)
    head = json.loads(lines[-1])["hash"]
    cut = tmp_path / "docket.jsonl"
    cut.write_bytes(b"".join(lines[:-1]))
    assert CliRunner().invoke(main, ["verify", str(cut)]).exit_code == 0
    result = CliRunner().invoke(main, ["verify", str(cut), "--head", head])
    assert result.exit_code == 2
    assert "not with the hash you kept" in result.output


def test_clocks_and_replay_speak_of_the_case_that_was_run(made: tuple[Path, str]) -> None:
    shown = CliRunner().invoke(main, ["clocks", str(made[0]), "--as-of", "2014-02-01"])
    assert shown.exit_code == 0, shown.output
    assert "CAWC-G-05" in shown.output
    replayed = CliRunner().invoke(main, ["replay", str(made[0]), "--law", "2026-01-01"])
    assert replayed.exit_code == 0, replayed.output
    assert "Difference" in replayed.output
