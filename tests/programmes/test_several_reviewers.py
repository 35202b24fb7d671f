"""Several reviewers decide: each signs an analysis, the time ends with the last, letter and findings say the same."""

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from evenhand.cli.main import main
from evenhand.docket.file import verify
from evenhand.docket.review import DeterminationIssued, DeterminationSigned, LineFinding
from evenhand.procedure.state import CaseState, read_case
from evenhand.procedure.tally import tally
from evenhand.programme.load import load_programme
from evenhand.programme.model import Programme, Side
from evenhand.treatment import Necessity

NO, YES, PART = Necessity.NOT_NECESSARY, Necessity.NECESSARY, Necessity.NECESSARY_IN_PART


def evenhand(*arguments: str | Path, own: Path | None = None) -> Result:
    return CliRunner().invoke(main, list(map(str, arguments)), env={"EVENHAND_PROGRAMMES": str(own or "")})


@pytest.fixture
def own(shared: Path, tmp_path: Path) -> Path:
    """A copy of a draft in which three reviewers sign on the 2nd, 15th and 18th of April, and of its case."""
    shutil.copytree(shared / "programmes" / "ca_dmhc", tmp_path / "own" / "ca_dmhc")
    shutil.copytree(shared / "programmes" / "cases" / "dmhc-2-experimental", tmp_path / "case")
    return tmp_path / "own"


def _run(own: Path) -> Path:
    answer = evenhand("run", own.parent / "case", "--out", own.parent / "out", own=own)
    assert answer.exit_code == 0, answer.output
    return next((own.parent / "out").iterdir())


def _state(made: Path, own: Path) -> tuple[CaseState, Programme]:
    docket, findings = verify((made / "docket.jsonl").read_bytes(), "docket.jsonl")
    programme, _ = load_programme(own / "ca_dmhc")
    assert docket is not None, findings
    assert programme is not None
    return read_case(docket, programme), programme


def test_the_time_ends_with_the_last_signature_in_letter_and_findings_alike(own: Path) -> None:
    made = _run(own)
    letter = " ".join((made / "determination.txt").read_text(encoding="utf-8").split())
    assert "Decision due April 11, 2024" in letter
    assert "Late by 7 days" in letter
    assert "3 reviewers decided this case" in letter
    findings = (made / "findings.txt").read_text(encoding="utf-8")
    assert "Determination: due Thu 2024-04-11, late by 7 days" in findings
    state, _ = _state(made, own)
    assert [str(event.on) for event in state.events["analysis_signed"]] == ["2024-04-02", "2024-04-15", "2024-04-18"]
    assert [str(event.on) for event in state.events["determination_signed"]] == ["2024-04-18"]


def test_each_signs_a_paper_of_their_own_and_the_folder_verifies(own: Path) -> None:
    made = _run(own)
    state, _ = _state(made, own)
    papers = [
        each.payload.document.name for each in state.docket.entries if isinstance(each.payload, DeterminationSigned)
    ]
    assert len(set(papers)) == len(papers) == 3
    assert evenhand("verify", made).exit_code == 0
    (made / papers[0]).write_bytes(b"{}\n")
    assert evenhand("verify", made).exit_code == 2


@pytest.mark.parametrize(("dissenting", "outcome"), [(("R-3",), NO), (("R-2", "R-3"), PART)])
def test_what_is_issued_is_what_the_majority_found(own: Path, dissenting: tuple[str, ...], outcome: Necessity) -> None:
    case = own.parent / "case"
    text = (case / "analysis.toml").read_text(encoding="utf-8")
    written = 'necessity = "necessary_in_part"'
    assert written in text
    (case / "analysis.toml").write_text(text.replace(written, 'necessity = "not_necessary"'), encoding="utf-8")
    (case / "analyses").mkdir()
    for reviewer in dissenting:
        (case / "analyses" / f"{reviewer}.toml").write_text(text, encoding="utf-8")
    state, _ = _state(_run(own), own)
    (issued,) = [each.payload for each in state.docket.entries if isinstance(each.payload, DeterminationIssued)]
    assert [finding.necessity for finding in issued.findings] == [outcome]


def test_a_programme_says_how_many_decide_and_fewer_do_not(own: Path) -> None:
    procedure = own / "ca_dmhc" / "procedure.toml"
    row = '[[panels]]\ncount = 5\nwhen = ["experimental"]\ncitation = "Practice"\n\n'
    text = procedure.read_text(encoding="utf-8")
    procedure.write_text(text.replace("[[stages]]", row + "[[stages]]", 1), encoding="utf-8")
    answer = evenhand("run", own.parent / "case", "--out", own.parent / "out", own=own)
    assert answer.exit_code == 2
    assert "signed" in answer.output


def test_an_even_split_falls_to_the_side_that_the_programme_names() -> None:
    def answers_of(*cast: Necessity) -> tuple[tuple[LineFinding, ...], ...]:
        return tuple((LineFinding(line="1", necessity=each),) for each in cast)

    assert tally(answers_of(NO, YES), Side.PROVIDING) == {"1": YES}
    assert tally(answers_of(NO, YES), Side.DENIAL) == {"1": NO}
    assert tally(answers_of(NO, YES), None) == {}
    for side in (None, *Side):
        assert tally(answers_of(NO, NO, YES), side) == {"1": NO}
        assert tally(answers_of(NO, YES, PART, PART), side) == {"1": PART}


def _with_reviewers(text: str, reviewers: tuple[str, ...]) -> str:
    """A case of one reviewer, R-1, told with several, each of whom does what R-1 did."""
    entries = text.split("[[entries]]\n")
    told: list[str] = []
    for entry in entries:
        is_theirs = 'reviewer = "R-1"' in entry
        told += [entry.replace('"R-1"', f'"{reviewer}"') for reviewer in reviewers] if is_theirs else [entry]
    return "[[entries]]\n".join(told)


def _dissenting(case: Path, reviewer: str) -> str:
    """Have a reviewer find the opposite, in words that stand nowhere else."""
    text = (case / "analysis.toml").read_text(encoding="utf-8")
    changed = text.replace('necessity = "necessary"', 'necessity = "not_necessary"')
    changed = changed.replace('standard = "The record supports 14 days."', f'standard = "So {reviewer} sees it."')
    assert changed != text
    (case / "analyses").mkdir(exist_ok=True)
    (case / "analyses" / f"{reviewer}.toml").write_text(changed, encoding="utf-8")
    return f"So {reviewer} sees it."


EACH = """
[[block]]
id = "each"
kind = "group"
of = "analyses"
when = "prints_each_analysis"

[[block.block]]
id = "each-line"
kind = "list"
of = "lines"
items = ["Reviewer {analysis_number:text} on line {line:text}: {outcome:text}. {standard:text}"]

[[block]]
id = "split"
kind = "paragraph"
when = "has_even_split"
text = "The reviewers were evenly split."
"""


@pytest.fixture
def new_york(shared: Path, tmp_path: Path) -> Path:
    """A copy of a draft whose law has three reviewers decide and each analysis printed, and of its case."""
    folder = tmp_path / "own" / "us_ny"
    shutil.copytree(shared / "programmes" / "us_ny", folder)
    shutil.copytree(shared / "programmes" / "cases" / "ny-1", tmp_path / "case")
    procedure = folder / "procedure.toml"
    row = '[[panels]]\ncount = 3\nprints_each = true\ncitation = "Ins. Law 4914"\n\n'
    procedure.write_text(procedure.read_text(encoding="utf-8").replace("[[stages]]", row + "[[stages]]", 1), "utf-8")
    case = tmp_path / "case" / "case.toml"
    case.write_text(_with_reviewers(case.read_text(encoding="utf-8"), ("R-1", "R-2", "R-3")), encoding="utf-8")
    return tmp_path / "own"


def _letter(own: Path) -> str:
    return " ".join((_run(own) / "determination.txt").read_text(encoding="utf-8").split())


def test_where_the_law_has_each_analysis_printed_the_letter_holds_every_one(new_york: Path) -> None:
    wording = new_york / "us_ny" / "letters" / "determination.en.toml"
    wording.write_text(wording.read_text(encoding="utf-8") + EACH, encoding="utf-8")
    dissent = _dissenting(new_york.parent / "case", "R-2")
    letter = _letter(new_york)
    assert "3 reviewers decided this case" in letter
    assert "Reviewer 1 on line 1: Overturned. The record supports 14 days." in letter
    assert f"Reviewer 2 on line 1: Upheld. {dissent}" in letter
    assert "Reviewer 3 on line 1: Overturned." in letter
    assert "The final adverse determination is overturned" in letter
    assert "evenly split" not in letter


def test_a_wording_that_prints_no_analysis_is_found_where_the_law_has_each_printed(new_york: Path) -> None:
    answer = evenhand("programme", "check", new_york / "us_ny")
    assert answer.exit_code == 2
    (finding,) = [line for line in answer.output.splitlines() if "LETTER-ANALYSES" in line]
    assert "determination.en.toml:" in finding
    wording = new_york / "us_ny" / "letters" / "determination.en.toml"
    wording.write_text(wording.read_text(encoding="utf-8") + EACH, encoding="utf-8")
    assert evenhand("programme", "check", new_york / "us_ny").exit_code == 0


@pytest.mark.parametrize("is_split", [True, False])
def test_of_two_evenly_split_the_side_the_law_names_prevails_and_the_letter_says_how_many(
    shared: Path, tmp_path: Path, is_split: bool
) -> None:
    case = tmp_path / "case"
    shutil.copytree(shared / "programmes" / "cases" / "wc-two-reviewers", case)
    text = (case / "analysis.toml").read_text(encoding="utf-8")
    if is_split:
        (case / "analyses").mkdir()
        dissent = text.replace('necessity = "not_necessary"', 'necessity = "necessary"')
        (case / "analyses" / "R-0002.toml").write_text(dissent, encoding="utf-8")
    answer = evenhand("run", case, "--out", tmp_path / "out")
    assert answer.exit_code == 0, answer.output
    made = next((tmp_path / "out").iterdir())
    letter = " ".join((made / "determination.txt").read_text(encoding="utf-8").split())
    assert "2 reviewers decided" in letter
    assert evenhand("verify", made).exit_code == 0
    outcome = "Overturned" if is_split else "Upheld"
    decision = letter.partition("The decision")[2].partition("What happens now")[0]
    assert f"({outcome})" in decision, decision
