"""`evenhand panel`: tables are checked and refused with reasons, the public file begins a table, a credential file is
one PDF that says everything.
"""

from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest
from click.testing import CliRunner, Result

from evenhand.cli.panel import panel
from evenhand.panel.people.credentials import LicenceStatus, Reviewer
from evenhand.panel.people.panel_csv import panel_csv, read_panel_table
from tests.core.panel.people import licence, reviewer
from tests.core.panel.test_credentials import NPPES_HEADER

SOUND = replace(reviewer(1, "Hand Surgery"), name="Wanda Solbury")
BARRED = replace(
    reviewer(2), name="Milo Tarvale", licences=(licence(number="B2"), licence("NV", "N2", LicenceStatus.SUSPENDED))
)


def run(*arguments: str | Path) -> Result:
    """`evenhand panel` with arguments."""
    return CliRunner(env={"COLUMNS": "240"}).invoke(panel, [str(argument) for argument in arguments])


@pytest.fixture
def table(tmp_path: Path) -> Path:
    """A table of two reviewers, one of whom may not review."""
    path = tmp_path / "panel.csv"
    path.write_text(panel_csv([SOUND, BARRED]), encoding="utf-8")
    return path


def printed(path: Path) -> str:
    """All words of a PDF."""
    document = pypdfium2.PdfDocument(path)
    words = " ".join(page.get_textpage().get_text_range() for page in document)
    document.close()
    return " ".join(words.split())


def test_a_table_is_checked_and_who_may_not_review_is_told_with_the_authority(table: Path) -> None:
    told = run("check", table, "--on", "2026-02-02")
    assert told.exit_code == 1
    assert "LC 139.5(d)(4)" in told.output
    table.write_text(panel_csv([SOUND]), encoding="utf-8")
    assert run("check", table, "--on", "2026-02-02").exit_code == 0
    assert run("check", table, "--on", "2027-02-02").exit_code == 1


@pytest.mark.parametrize("text", ["", "a,b\n1,2\n", "\x00"])
def test_what_is_no_table_is_refused(text: str, table: Path) -> None:
    table.write_text(text, encoding="utf-8")
    for command in (("check", table), ("file", table, "R-1", "--out", table.parent / "x.pdf")):
        told = run(*command, "--on", "2026-02-02")
        assert told.exit_code == 2
        assert isinstance(told.exception, SystemExit)
    assert run("check", table, "--on", "soon").exit_code == 2
    assert run("check", table.parent / "missing.csv", "--on", "2026-02-02").exit_code == 2


@pytest.mark.parametrize("one", [SOUND, BARRED])
def test_a_credential_file_holds_every_fact_and_the_standing(one: Reviewer, table: Path) -> None:
    out = table.parent / "file.pdf"
    told = run("file", table, one.id, "--on", "2026-02-02", "--out", out)
    assert told.exit_code == 0, told.output
    words = printed(out)
    for fact in (one.name, one.npi, *(each.number for each in one.licences), "board's register", "2026-12-01"):
        assert fact in words
    assert ("Every requirement that does not turn on a single case is met" in words) == (one is SOUND)
    assert ("Not in good standing" in words) == (one is BARRED)
    first = out.read_bytes()
    run("file", table, one.id, "--on", "2026-02-02", "--out", out)
    assert out.read_bytes() == first
    assert run("file", table, "R-9", "--on", "2026-02-02", "--out", out).exit_code == 2


def test_the_public_file_begins_a_table_that_reads_back(table: Path) -> None:
    source, out = table.parent / "npidata.csv", table.parent / "begun.csv"
    row = f'"{SOUND.npi}","1","DOE","ALEX","","MD","","","207XS0106X","A1","CA","","",""'
    source.write_text(f"{NPPES_HEADER}\n{row}\n", encoding="utf-8")
    told = run("import-nppes", source, "--on", "2026-02-02", "--out", out)
    assert told.exit_code == 0
    assert "ALEX DOE: Hand Surgery" in told.output
    read, findings = read_panel_table(out.read_bytes(), "begun.csv")
    assert findings == ()
    assert [line.npi for line in read] == [SOUND.npi]
    assert run("import-nppes", table, "--on", "2026-02-02", "--out", out).exit_code == 2
