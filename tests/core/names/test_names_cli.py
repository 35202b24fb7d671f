"""`evenhand names compare`: one answer a row, in order, however the table was saved."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from evenhand.cli.names import names
from tests.core.names.labelled import labelled


def compared(data: bytes, folder: Path) -> Result:
    """`evenhand names compare` on a file of these bytes."""
    path = folder / "pairs.csv"
    path.write_bytes(data)
    return CliRunner().invoke(names, ["compare", str(path)])


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_every_row_has_its_answer_in_order(encoding: str, separator: str, tmp_path: Path) -> None:
    table = 'one,other\nJane Roe,"Jane Roe; M.D."\nJane Roe,Jean Tarvale\n,\nAna Đỗ,Anna Do\n'.replace(",", separator)
    result = compared(table.encode(encoding), tmp_path)
    assert result.stdout.splitlines() == ["same", "other", "ask"]
    assert result.exit_code == 0


def test_a_windows_table_is_read_and_a_row_that_cannot_be_is_asked_about(tmp_path: Path) -> None:
    result = compared(
        'right,other,one\nx,Jos\xe9 Pe\xf1a,JOSE PENA\nx,"a"b,c\nx,,Jane Roe\n'.encode("cp1252"), tmp_path
    )
    assert result.stdout.splitlines() == ["same", "ask", "ask"]
    assert "Windows-1252" in result.stderr
    assert ":3:" in result.stderr
    assert result.exit_code == 2


def test_what_is_no_table_is_refused(tmp_path: Path) -> None:
    for data in (b"", b"a,b\n1,2\n"):
        result = compared(data, tmp_path)
        assert (result.exit_code, result.stdout) == (2, "")
        assert "one, other" in result.stderr
    assert CliRunner().invoke(names, ["compare", str(tmp_path)]).exit_code == 2


def test_persons_and_organisations_need_not_be_told_apart(tmp_path: Path) -> None:
    for table in ("pairs", "organisations"):
        pairs = labelled(table)
        rows = "".join(f"{_quoted(pair.name)},{_quoted(pair.other)}\n" for pair in pairs)
        result = compared(f"one,other\n{rows}".encode(), tmp_path)
        answers = result.stdout.splitlines()
        assert len(answers) == len(pairs)
        wrong = {("same", "other"), ("other", "same"), ("other", "ask"), ("other_or_ask", "same")}
        assert [
            (pair, answer) for pair, answer in zip(pairs, answers, strict=True) if (pair.right, answer) in wrong
        ] == []


def _quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'


def test_the_given_pairs_are_answered_rightly(shared: Path) -> None:
    path = shared / "cases" / "names" / "pairs.csv"
    rows = path.read_text(encoding="utf-8").splitlines()[1:]
    result = CliRunner().invoke(names, ["compare", str(path)])
    answers = result.stdout.splitlines()
    assert len(answers) == len(rows)
    for row, answer in zip(rows, answers, strict=True):
        assert answer in row.rpartition(",")[2], row
