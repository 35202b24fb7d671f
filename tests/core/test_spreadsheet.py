"""Tables as spreadsheets save them: each encoding and separator gives the same rows, a bad row costs only itself."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evenhand.finding import Finding, Severity
from evenhand.spreadsheet import SheetRow, decoded_lines, sheet_rows

COLUMNS = ("one", "other")
TABLE = "One,other\r\nJosé Peña,Jose Pena\r\n\r\n,\r\nJane Roe,John Roe\r\n"


def read(data: bytes) -> tuple[list[SheetRow], list[Finding]]:
    """The rows of a file, and what was found."""
    findings: list[Finding] = []
    lines = decoded_lines(data.splitlines(keepends=True), "t.csv", "T", findings)
    return list(sheet_rows(lines, COLUMNS, "t.csv", "T", findings)), findings


def cells(rows: list[SheetRow]) -> list[tuple[str, ...] | None]:
    """The cells of each row in the order of the columns."""
    return [None if row.values is None else tuple(row.values[name] for name in COLUMNS) for row in rows]


@pytest.mark.parametrize(
    ("data", "notes"),
    [
        (TABLE.encode(), []),
        (("\ufeff\ufeff" + TABLE).encode(), []),
        (TABLE.replace("\r\n", "\n").encode(), []),
        (TABLE.replace("\r\n", "\r").encode(), []),
        (TABLE.encode("cp1252"), ["Windows-1252"]),
        (TABLE.encode("utf-16"), ["UTF-16"]),
        (TABLE.encode("utf-16-le"), ["UTF-16"]),
        (TABLE.encode("utf-16-be"), ["UTF-16"]),
        (TABLE.encode("utf-32"), ["UTF-32"]),
        (TABLE.replace("Jane", "Ja\0ne").encode(), ["NUL"]),
        (TABLE.replace(",", ";").encode(), ["semicolons"]),
        (TABLE.replace(",", "\t").encode("utf-16"), ["UTF-16", "tabs"]),
        (TABLE.replace(",", "|").encode(), ["bars"]),
        (("sep=;\r\n" + TABLE.replace(",", ";")).encode(), ["semicolons"]),
        (("\r\n\r\n" + TABLE).encode(), []),
    ],
)
def test_the_same_rows_come_of_every_way_to_save_them(data: bytes, notes: list[str]) -> None:
    rows, findings = read(data)
    assert cells(rows) == [("José Peña", "Jose Pena"), ("Jane Roe", "John Roe")]
    assert len(findings) == len(notes)
    for finding, word in zip(findings, notes, strict=True):
        assert finding.severity is Severity.NOTE
        assert word in finding.message
        assert "UTF-8" in finding.remedy


@pytest.mark.parametrize(
    ("data", "called"),
    [
        (b"PK\x03\x04\x14\0\6\0\n[Content_Types].xml", ".xlsx"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, ".xls"),
        (b"%PDF-1.7\n", "PDF"),
        (b"  <html><table><tr><td>one</td></tr></table></html>", "HTML"),
    ],
)
def test_a_file_that_is_no_table_is_said_to_be_what_it_is(data: bytes, called: str) -> None:
    rows, [finding] = read(data)
    assert rows == []
    assert (finding.severity, called in finding.message) == (Severity.MAJOR, True)
    assert "save the sheet as CSV" in finding.remedy


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ('Jane "JJ" Roe,"Jane "JJ" Roe"', "quotation mark"),
        ('"Jane Roe,x', "not closed"),
        ("Jane Roe,Jane Roe, M.D.", "more cells"),
    ],
)
def test_a_row_that_cannot_be_read_is_said_with_its_line_and_the_next_is_read(row: str, message: str) -> None:
    rows, findings = read(f"one,other\na,b\n{row}\nc,d\n".encode())
    assert cells(rows) == [("a", "b"), None, ("c", "d")]
    assert [(finding.place.line, finding.severity) for finding in findings] == [(3, Severity.MAJOR)]
    assert message in findings[0].message


def test_cells_may_hold_lines_and_separators_and_be_left_out() -> None:
    rows, findings = read(b'other,more,one\n"b\nB",x,"a,A"\nb\n')
    assert cells(rows) == [("a,A", "b\nB"), ("", "b")]
    assert [row.line for row in rows] == [2, 4]
    assert findings == []


def test_a_column_that_stands_twice_is_said_and_the_first_counts() -> None:
    rows, findings = read(b"one,other,one\na,b,c\n")
    assert cells(rows) == [("a", "b")]
    assert [(finding.severity, finding.place.line) for finding in findings] == [(Severity.WARNING, 1)]


@pytest.mark.parametrize("data", [b"", b"\n\n", b"a,b\n1,2\n", b"\x00", b'"one,other\n', b"sep=\n"])
def test_what_is_no_such_table_is_said(data: bytes) -> None:
    rows, findings = read(data)
    assert rows == []
    assert "lacks the columns" in findings[-1].message


@given(st.binary(max_size=200))
def test_any_bytes_can_be_read(data: bytes) -> None:
    rows, _ = read(b"one,other\n" + data)
    assert all(row.line > 1 for row in rows)
    read(data)
