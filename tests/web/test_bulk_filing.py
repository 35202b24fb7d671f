"""A table of applications: each row a case or refused, none twice, and nothing written where only a look is asked."""

import csv
import datetime as dt
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from evenhand.application_table.reading import ApplicationTable, read_application_table
from evenhand.docket.intake import ApplicationReceived
from evenhand.finding import Provenance
from evenhand_web.accounts.models import Person, PersonRole
from evenhand_web.application_operations import import_applications
from evenhand_web.cases.models import Case, ComparedCase, DocketEntry
from evenhand_web.cases.seam import docket_of
from evenhand_web.infrastructure.models import Job
from evenhand_web.infrastructure.programmes import programme_of
from evenhand_web.letters.bulk_filing import RowState, counted, file_table, preview_table
from evenhand_web.letters.bulk_outcome import outcome_table
from evenhand_web.letters.models import Issue
from tests.web.cast import browser_of, somebody

Clock = Callable[[dt.datetime], None]
TODAY = dt.date(2024, 6, 12)
HEADER = (
    "received_on,applicant_name,applicant_address,physician_name,payer_name,treatments,injured_on,claim_number,employer"
)
PEOPLE = ("Imani Quist", "Boris Abernathy", "Chloe Fogelmark", "Dewitt Oyelaran")


def _row(name: str, **changed: str) -> str:
    cells = {
        "received_on": "2024-06-10",
        "applicant_name": name,
        "applicant_address": "1 Sample Street|Fresno, CA 93701",
        "physician_name": f"Dr. {name.split()[1]} Sample",
        "payer_name": "Sample Mutual",
        "treatments": "PT x12 lumbar|MRI lumbar",
        "injured_on": f"202{len(name) % 4}-03-0{len(name) % 9 + 1}",
        "claim_number": f"SM-{sum(map(ord, name))}",
        "employer": "Acme Orchards Inc",
    } | changed
    return ",".join(f'"{cell}"' for cell in cells.values())


def _table(*rows: str) -> ApplicationTable:
    return read_application_table("\n".join((HEADER, *rows)).encode(), "rows.csv", programme_of("ca_wc"), TODAY)


@pytest.fixture
def person(store: str, moment: Clock) -> Person:
    return somebody(PersonRole.COORDINATOR)


def _states(outcomes: Any) -> list[RowState]:
    return [outcome.state for outcome in outcomes]


@pytest.mark.postgresql(slow=True)
def test_each_row_is_opened_as_if_it_had_been_keyed(person: Person) -> None:
    law = programme_of("ca_wc")
    outcomes = list(file_table(person, law, _table(*map(_row, PEOPLE))))
    assert _states(outcomes) == [RowState.OPENED] * 4
    assert sorted(Case.objects.values_list("number", flat=True)) == [f"IMR-2024-{place:06}" for place in range(1, 5)]
    case = outcomes[0].case
    assert case is not None
    (entry,) = docket_of(case).entries
    assert isinstance(entry.payload, ApplicationReceived)
    assert [line.words for line in entry.payload.treatments] == ["PT x12 lumbar", "MRI lumbar"]
    assert entry.entered_by is not None
    assert entry.provenance_of("is_signed") is Provenance.ASSUMED
    assert entry.provenance_of("parties") is Provenance.STATED
    assert ComparedCase.objects.get(case=case).named == {"employer": "Acme Orchards Inc"}
    assert Issue.objects.filter(what="receipt").count() == 4


@pytest.mark.postgresql(slow=True)
def test_the_whole_file_can_be_sent_again(person: Person) -> None:
    law, rows = programme_of("ca_wc"), list(map(_row, PEOPLE))
    first = list(file_table(person, law, _table(*rows[:2])))
    again = list(file_table(person, law, _table(*reversed(rows), rows[0])))
    assert counted(again) == {RowState.OPENED: 2, RowState.HERE: 3}
    assert Case.objects.count() == 4
    assert again[-1].case == first[0].case
    assert _states(file_table(person, law, _table(*rows))) == [RowState.HERE] * 4


def test_one_bad_row_stops_none_of_the_others(person: Person) -> None:
    rows = [_row(PEOPLE[0], received_on="soon"), _row(PEOPLE[1]), _row(PEOPLE[2], treatments=""), _row(PEOPLE[3])]
    outcomes = list(file_table(person, programme_of("ca_wc"), _table(*rows)))
    assert _states(outcomes) == [RowState.REFUSED, RowState.OPENED, RowState.REFUSED, RowState.OPENED]
    told = list(csv.DictReader(outcome_table(outcomes).splitlines()))
    told = [line for line in told if not line["field"].endswith("_address")]  # that is said of rows that are taken, too
    assert [(line["line"], line["outcome"], line["field"], bool(line["remedy"])) for line in told] == [
        ("2", "refused", "received_on", True),
        ("4", "refused", "treatments", True),
    ]


@pytest.mark.postgresql(slow=True)
def test_what_may_be_here_is_told_with_its_reasons_and_opened_where_that_is_allowed(person: Person) -> None:
    law = programme_of("ca_wc")
    list(file_table(person, law, _table(_row("Imani Quist"))))
    other = {"employer": "Acme Orchards, Inc.", "treatments": "Physical therapy, 12 visits, lumbar spine|MRI lumbar"}
    table = _table(
        _row("Imany Quist", claim_number="", injured_on="2023-03-03", physician_name="Dr. Quist Sample", **other)
    )
    for filing in (preview_table, file_table):
        (outcome,) = filing(person, law, table)
        assert outcome.state is RowState.LIKE
        told = outcome.findings[-1].message
        assert "IMR-2024-000001" in told
        for reason in ("name differs by one letter", "same treatments, it seems, in other words", "same employer"):
            assert reason in told
    assert Case.objects.count() == 1
    (outcome,) = file_table(person, law, table, allow_likely=True)
    assert (outcome.state, Case.objects.count()) == (RowState.OPENED, 2)


def test_a_look_writes_nothing_and_foresees_what_filing_does(person: Person) -> None:
    law = programme_of("ca_wc")
    rows = [_row(PEOPLE[0]), _row(PEOPLE[0]), _row("Imani Qvist", claim_number=f"SM-{sum(map(ord, PEOPLE[0]))}"),
            _row(PEOPLE[1]), _row(PEOPLE[2], injured_on="")]  # fmt: skip
    foreseen = list(preview_table(person, law, _table(*rows)))
    assert not Case.objects.exists() | DocketEntry.objects.exists() | Job.objects.filter(kind="archive.notice").exists()
    filed = list(file_table(person, law, _table(*rows)))
    as_filed = [RowState.OPENED if state is RowState.READY else state for state in _states(foreseen)]
    assert as_filed == _states(filed)
    assert RowState.LIKE in as_filed


def test_the_outcome_holds_no_formula(person: Person) -> None:
    outcomes = file_table(person, programme_of("ca_wc"), _table(_row(PEOPLE[0], received_on="@SUM(A1)")))
    told = outcome_table(outcomes)
    assert not [
        cell for line in csv.reader(told.splitlines()) for cell in line if cell.startswith(("=", "+", "-", "@"))
    ]


def test_the_command_looks_takes_in_and_empties_a_drop_folder(
    person: Person, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    table = tmp_path / "monday.csv"
    table.write_text("\n".join((HEADER, *map(_row, PEOPLE[:2]))), encoding="utf-8")
    given: dict[str, Any] = {"email": person.email, "named": "ca_wc", "allow_likely": False, "out": None}
    import_applications(table, is_preview=True, **given)
    assert "2 would be opened" in capsys.readouterr().out
    assert not Case.objects.exists()
    import_applications(tmp_path, is_preview=False, **given)
    assert "2 opened" in capsys.readouterr().out
    assert not table.exists()
    assert sorted(path.name for path in (tmp_path / "done").iterdir()) == ["monday-outcome.csv", "monday.csv"]
    table.write_text(f"{HEADER}\n{_row(PEOPLE[2], received_on='')}", encoding="utf-8")
    with pytest.raises(SystemExit):
        import_applications(table, is_preview=False, **given)


def test_the_page_looks_first_and_opens_what_it_showed(person: Person) -> None:
    desk = browser_of(person)
    text = "\n".join((HEADER, _row(PEOPLE[0]), _row(PEOPLE[1], received_on="soon")))
    chosen = SimpleUploadedFile("monday.csv", text.encode(), "text/csv")
    looked = desk.post("/desk/cases/bulk", {"programme": "ca_wc", "table": chosen}).content.decode()
    assert not Case.objects.exists()
    assert "1 would be opened" in looked
    assert "is no day" in looked
    kept = re.search(r'name="kept" value="([^"]+)"', looked)
    assert kept
    given = {"programme": "ca_wc", "kept": kept[1], "name": "monday.csv", "do": "open"}
    done = desk.post("/desk/cases/bulk", given).content.decode()
    assert "1 opened" in done
    assert Case.objects.get().number in done
    assert "1 here already" in desk.post("/desk/cases/bulk", given).content.decode()


def test_the_page_refuses_what_is_no_table_in_words(person: Person) -> None:
    desk = browser_of(person)
    assert desk.post("/desk/cases/bulk", {"programme": "ca_wc"}).status_code == 422
    assert desk.post("/desk/cases/bulk", {"programme": "ca_wc", "kept": "no table"}).status_code == 422
    odd = SimpleUploadedFile("odd.csv", b"colour;shape\nred;round\n", "text/csv")
    assert (
        "no column that is known"
        in desk.post("/desk/cases/bulk", {"programme": "ca_wc", "table": odd}).content.decode()
    )
