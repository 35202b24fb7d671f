"""A case folder: read whole, or refused with every fault at once and its place."""

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from evenhand.cli.main import main
from evenhand.run.case_folder import read_case_folder

EXAMPLE = Path(__file__).parents[2] / "examples" / "cm13-0029838"


@pytest.fixture
def case(tmp_path: Path) -> Path:
    folder = tmp_path / "case"
    shutil.copytree(EXAMPLE, folder)
    return folder


def change(folder: Path, file: str, old: str, new: str) -> None:
    path = folder / file
    text = path.read_text(encoding="utf-8")
    assert old in text, f"{old!r} is not in {file}"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def refused(folder: Path) -> str:
    """What `evenhand run` says of a folder it must refuse; nothing may be left behind."""
    out = folder.parent / "out"
    result = CliRunner().invoke(main, ["run", str(folder), "--out", str(out)])
    assert result.exit_code == 2, result.output
    assert result.exception is None or isinstance(result.exception, SystemExit)
    assert "Traceback" not in result.output
    assert not out.exists() or not list(out.iterdir())
    return result.output


def test_the_example_is_read_without_a_fault() -> None:
    case, findings = read_case_folder(EXAMPLE)
    assert findings == ()
    assert case is not None
    assert case.case_number == "CM13-0029838"


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        (
            "on = 2013-11-18",
            "on = 9999-12-31",
            "on: FATAL TYPED-DAY: The day of the entry, 9999-12-31, lies too far",
        ),
        ("on = 2013-11-18", "on = 0013-11-18", "lies before 1900"),
        ("on = 2013-09-30", "on = 0206-09-30", "lies before 1900"),
        (
            "communicated_on = 2013-09-18",
            "communicated_on = 2014-03-18",
            "The day communicated, 2014-03-18, lies in the",
        ),
        (
            "served_on = 2013-09-18",
            "served_on = 0213-09-18",
            "The service of the decision, 0213-09-18, lies before 1900",
        ),
        ("injured_on = 2008-11-08", "injured_on = 1808-11-08", "The date of injury, 1808-11-08, lies before 1900"),
    ],
)
def test_a_day_that_cannot_be_is_refused_wherever_it_stands(case: Path, old: str, new: str, words: str) -> None:
    """The case is looked at from 2014-01-21: a day to come, or with a slip in its year, is no day of it."""
    change(case, "case.toml", old, new)
    refusal = refused(case)
    assert words in refusal
    assert "FATAL TYPED-DAY" in refusal


@pytest.mark.parametrize(
    ("at", "words"), [("2013-11-03T01:30", "01:30 was twice"), ("2013-03-10T02:30", "there was no 02:30")]
)
def test_an_hour_that_was_not_or_was_twice_is_refused_where_it_stands(case: Path, at: str, words: str) -> None:
    change(case, "case.toml", "on = 2013-11-18", f'on = {at[:10]}\nat = "{at}"')
    assert words in refused(case)


def test_every_fault_of_both_files_is_said_at_once(case: Path) -> None:
    change(case, "case.toml", "on = 2013-10-31", "on = 2013-10-32")
    change(case, "case.toml", "injured_on = 2008-11-08\n", "")
    change(case, "case.toml", 'effect = "denied"', 'effect = "refused"')
    change(case, "case.toml", 'role = "payer"', 'role = "payor"')
    change(case, "analysis.toml", 'necessity = "not_necessary"\nquestion', 'necessity = "maybe"\nquestion')
    refusal = refused(case)
    for expected in (
        "2013-10-32",
        "'injured_on' is missing",
        "denied, modified",
        "applicant, representative",
        "necessary, not",
    ):
        assert expected in refusal
    assert refusal.count("FATAL") == 5


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ('programme = "ca_wc"', 'programme = "ca_xx"', "There is no programme 'ca_xx'"),
        ('kind = "assigned"', 'kind = "assignd"', "is not known here"),
        ('method = "mail_ca"', 'method = "pigeon"', "is no manner of service"),
        ("as_of = 2014-01-21", "as_of = 2014-01-21\nas_off = 1", "'as_off' is not known here"),
    ],
)
def test_a_fault_is_said_with_file_line_and_key(case: Path, old: str, new: str, expected: str) -> None:
    change(case, "case.toml", old, new)
    refusal = refused(case)
    assert expected in refusal
    assert "case.toml:" in refusal


def test_an_unknown_rule_is_said(case: Path) -> None:
    entry = """
[[entries]]
kind = "extension_granted"
on = 2013-12-10
by = "regulator"
provenance = "stated"

[entries.payload]
rule = "CAWC-X-99"
days = 3
reason = "good cause"

[[entries]]
kind = "reviewer_proposed"
"""
    change(case, "case.toml", '\n[[entries]]\nkind = "reviewer_proposed"\n', entry)
    assert "There is no rule 'CAWC-X-99'" in refused(case)


def test_contradictory_entries_are_said_with_their_authority(case: Path) -> None:
    change(case, "case.toml", 'on = 2013-11-01\nby = "regulator"', 'on = 2013-10-01\nby = "regulator"')
    change(case, "case.toml", 'kind = "reviewer_attested"', 'kind = "reviewer_recused"')
    change(
        case, "case.toml", 'affiliations_denied = ["employer", "employee", "providers", "claims administrator"]\n', ""
    )
    change(case, "case.toml", 'qualifications = "Internal medicine, pulmonary diseases; California"', 'reason = "away"')
    refusal = refused(case)
    assert "the case became eligible on 2013-10-31" in refusal
    assert "LC 4610.5(l)" in refusal
    assert "has not attested" in refusal


def test_a_document_the_record_does_not_list_is_said(case: Path) -> None:
    change(
        case,
        "analysis.toml",
        'record = "R3"\npage = 2\n\n[[lines.facts]]',
        'record = "R9"\npage = 2\n\n[[lines.facts]]',
    )
    assert "a document 'R9' that the record does not list" in refused(case)


def test_a_folder_without_its_files_is_said(tmp_path: Path) -> None:
    empty = tmp_path / "case"
    empty.mkdir()
    refusal = refused(empty)
    assert "no case.toml" in refusal
    assert "no analysis.toml" in refusal
