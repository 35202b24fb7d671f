"""Tables of applications as they come: whatever encoding, separator and layout, each fault with its place."""

import csv
import datetime as dt
from pathlib import Path

import pytest

from evenhand.application_table.layout import layouts, own_columns
from evenhand.application_table.reading import ApplicationTable, read_application_table
from evenhand.docket.party import Role
from evenhand.finding import Severity
from evenhand.programme.library import programme_folder
from evenhand.programme.load import load_programme
from evenhand.programme.model import Programme

TODAY = dt.date(2026, 11, 20)
HEADER = "received_on,applicant_name,applicant_address,physician_name,payer_name,treatments,injured_on,claim_number"
ROW = (
    '2026-11-18,Imani Example,"1 Sample Street|Fresno, CA 93701",Ada Sample,Sample Mutual,PT x12 lumbar,'
    "2024-05-06,0012-3"
)


@pytest.fixture(scope="module")
def law() -> Programme:
    programme, _ = load_programme(programme_folder("ca_wc"))
    assert programme is not None
    return programme


def _read(text: str | bytes, law: Programme) -> ApplicationTable:
    data = text.encode() if isinstance(text, str) else text
    return read_application_table(data, "rows.csv", law, TODAY)


def test_a_row_states_an_application(law: Programme) -> None:
    table = _read(f"{HEADER}\n{ROW}\n", law)
    (row,) = table.rows
    application = row.application
    assert application is not None
    assert [(party.role, party.name) for party in application.parties] == [
        (Role.APPLICANT, "Imani Example"),
        (Role.PROVIDER, "Ada Sample"),
        (Role.PAYER, "Sample Mutual"),
    ]
    assert application.parties[0].address == ("1 Sample Street", "Fresno, CA 93701")
    assert dict(application.facts) == {"injured_on": "2024-05-06", "claim_number": "0012-3"}
    assert (application.is_signed, application.received_by) == (None, "electronic")
    assert [line.words for line in application.treatments] == ["PT x12 lumbar"]


@pytest.mark.parametrize(
    ("through", "words"),
    [
        ("2025-01-31", ""),
        ("2024-05-06", ""),
        ("2023-01-01", "The last date of injury (2023-01-01) lies before the date of injury (2024-05-06)."),
        ("2026-11-19", "The day of receipt (2026-11-18) lies before the last date of injury (2026-11-19)."),
    ],
)
def test_an_injury_that_went_on_ends_after_it_began_and_before_the_application(
    law: Programme, through: str, words: str
) -> None:
    (row,) = _read(f"{HEADER},injured_through\n{ROW},{through}\n", law).rows
    told = [finding.message for finding in row.findings if finding.severity is Severity.MAJOR]
    assert told == [words] * bool(words)
    assert (row.application is None) is bool(words)


SEVERAL = f"{HEADER}\n{ROW}\n\n,,,,,,,\n{ROW.replace('Imani', 'Íñigo')}\n"


@pytest.mark.parametrize(
    "data",
    [
        SEVERAL.encode("utf-8-sig"),
        SEVERAL.encode("cp1252"),
        SEVERAL.encode("utf-16"),
        SEVERAL.replace("\n", "\r\n").encode(),
        "\n".join("\t".join(next(csv.reader([line]))) if line else "" for line in SEVERAL.split("\n")).encode(),
        "\n".join(";".join(next(csv.reader([line]))) if line else "" for line in SEVERAL.split("\n")).encode(),
    ],
    ids=["BOM", "Windows-1252", "UTF-16", "CRLF", "tabs", "semicolons"],
)
def test_encodings_and_separators_as_they_come(data: bytes, law: Programme) -> None:
    table = _read(data, law)
    names = [row.application.parties[0].name for row in table.rows if row.application]
    assert names == ["Imani Example", "Íñigo Example"]
    assert [row.line for row in table.rows] == [2, 5]


@pytest.mark.parametrize(
    ("column", "cell", "told"),
    [
        ("received_on", "", "empty"),
        ("received_on", "18.11.2026", "no day"),
        ("received_on", "11/18/26", "no day"),
        ("received_on", "2026-11-21", "still to come"),
        ("injured_on", "2026-11-19", "after"),
        ("applicant_name", "", "empty"),
        ("applicant_name", "=1+1", "formula"),
        ("treatments", "", "empty"),
        ("claim_number", "12\u200b3", "nobody sees"),
    ],
)
def test_a_row_that_cannot_be_taken_says_line_field_and_remedy(
    column: str, cell: str, told: str, law: Programme
) -> None:
    names, cells = HEADER.split(","), next(csv.reader([ROW]))
    cells[names.index(column)] = cell
    line = ",".join(f'"{each}"' for each in cells)
    table = _read(f"{HEADER}\n{line}\n{ROW}\n", law)
    refused, taken = table.rows
    assert (refused.application, taken.application is not None) == (None, True)
    heavy = [finding for finding in refused.findings if finding.severity is Severity.MAJOR]
    assert [(finding.place.line, bool(finding.expected), bool(finding.remedy)) for finding in heavy] == [
        (2, True, True)
    ]
    assert column in {finding.place.key for finding in heavy} | {"injured_on" if told == "after" else ""}
    assert told in heavy[0].message or told == "after"


def test_a_cell_that_only_keeps_its_zeros_is_no_formula_and_days_may_be_american(law: Programme) -> None:
    table = _read(f"{HEADER}\n{ROW.replace('0012-3', chr(34) + '=' + chr(34) * 2 + '00123' + chr(34) * 3)}\n", law)
    (row,) = table.rows
    assert row.application is not None
    assert dict(row.application.facts)["claim_number"] == "00123"
    (row,) = _read(f"{HEADER}\n{ROW.replace('2026-11-18', '11/18/2026')}\n", law).rows
    assert row.application is not None
    assert row.application.received_on == dt.date(2026, 11, 18)


def test_a_row_has_one_key_wherever_it_stands_and_another_where_it_states_more(law: Programme) -> None:
    def key(text: str) -> str:
        application = _read(text, law).rows[-1].application
        assert application is not None
        return application.key

    names, cells = HEADER.split(","), next(csv.reader([ROW]))
    turned = ",".join(reversed(names)) + "\n" + ",".join(f'"{cell} "' for cell in reversed(cells))
    assert key(f"{HEADER}\n{ROW}") == key(turned) == key(f"{HEADER},born_on\n{ROW},")
    assert key(f"{HEADER}\n{ROW}") != key(f"{HEADER},born_on\n{ROW},1980-03-04")
    assert key(f"{HEADER}\n{ROW}") != key(f"{HEADER}\n{ROW.replace('0012-3', '0012-4')}")


def test_a_header_of_another_table_is_said_and_columns_that_are_not_read_are_named(law: Programme) -> None:
    table = _read("colour,shape\nred,round\n", law)
    assert (table.rows, table.layout) == ((), "")
    assert ["no column" in finding.message for finding in table.findings] == [True]
    table = _read(f"{HEADER},colour\n{ROW},red\n", law)
    assert ["colour" in finding.message for finding in table.findings] == [True]


def test_every_column_of_another_layout_fills_one_of_ours(law: Programme) -> None:
    known, findings = layouts(law)
    assert findings == ()
    assert len(known) > 1
    for layout in known:
        assert set(layout.columns) <= set(own_columns(law)), layout.title


def test_the_manifest_is_read_by_either_of_its_names(law: Programme, shared: Path) -> None:
    with (shared / "api" / "noarfi_manifest_fields.csv").open(encoding="utf-8") as file:
        fields = [row for row in csv.DictReader(file) if row["field"] != "Not Sent"]
    given = {
        "injuredWorkerFirstName": "Imani", "injuredWorkerLastName": "Example", "providerName": "Ada Sample",
        "claimsAdministratorCompanyName": "Sample Mutual", "claimsAdministratorAddress1": "3 Sample Street",
        "claimsAdministratorCity": "Fresno", "claimsAdministratorState": "CA", "claimsAdministratorZipCode": "93701",
        "claimNumber": "0012-3", "priority": "Expedited", "dateOfInjury": "05/06/2024",
        "dateofURDecision": "11/01/2026",
        "treatmentRequested": "PT x12 lumbar", "receiveDate": "11/18/2026", "caseNumber": "CM26-0000001",
    }  # fmt: skip
    keys = []
    for name in ("field", "legacy_name"):
        header = ",".join(row[name] for row in fields)
        cells = ",".join(given.get(row["field"], "") for row in fields)
        (row,) = _read(f"{header}\n{cells}\n", law).rows
        assert row.application is not None, row.findings
        facts = dict(row.application.facts)
        assert (facts["priority"], facts["number_elsewhere"]) == ("expedited", "CM26-0000001")
        assert row.application.parties[-1].address == ("3 Sample Street", "Fresno CA 93701")
        assert row.application.ur_decided_on == dt.date(2026, 11, 1)
        keys.append(row.application.key)
    assert keys[0] == keys[1]
