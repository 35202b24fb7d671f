"""Credential files and affiliations in the browser: taken whole or not at all, and shown with what ends next."""

import datetime as dt
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pypdfium2 import PdfDocument

from evenhand_web.accounts.models import PersonRole
from evenhand_web.infrastructure.models import DocumentView
from evenhand_web.infrastructure.worker import work_off
from evenhand_web.operations import import_panel
from evenhand_web.panel.day import kept_affiliations, kept_reviewer
from evenhand_web.panel.models import AffiliationGraph, CredentialFile, CredentialPaper
from tests.web.cast import browser_of, somebody
from tests.web.panel_cast import REHABILITATION, table, with_file

Clock = Callable[[dt.datetime], None]


@pytest.fixture
def desk(store: str, moment: Clock) -> Client:
    """The browser of a coordinator."""
    return browser_of(somebody(PersonRole.COORDINATOR))


def _bring(desk: Client, data: bytes, field: str = "panel") -> tuple[int, str]:
    answer = desk.post("/desk/panel/bring", {field: SimpleUploadedFile("given.file", data)})
    return answer.status_code, answer.content.decode()


@pytest.mark.postgresql(slow=True)
def test_a_table_is_kept_and_the_panel_shows_what_it_says(desk: Client) -> None:
    soon, facts = with_file("soon.example", 1, until="2024-07-01")
    late, more = with_file("late.example", 2, until="2024-06-12")
    somebody(PersonRole.REVIEWER, "no.file")
    assert _bring(desk, table(facts, more))[0] == 200
    page = desk.get("/desk/panel").content.decode()
    assert "CA license A1" in page.partition("soon.example")[2].partition("no.file")[0]
    assert page.count("No credential file") == 1
    assert REHABILITATION.replace("&", "&amp;") in page
    barred = desk.get(f"/desk/panel/{late.ident}").content.decode()
    assert "May not review today" in barred
    assert "Counts no more" in barred
    free = desk.get(f"/desk/panel/{soon.ident}").content.decode()
    assert "May review today" in free
    assert free.index("July 2024") < free.index("CA license A1") < free.index("May 2025")


@pytest.mark.postgresql(slow=True)
def test_a_table_with_a_fault_is_not_kept_at_all(desk: Client) -> None:
    _, facts = with_file("rae.example", 1)
    status, page = _bring(desk, table(facts, [facts[0].replace("active", "asleep")]))
    assert status == 422
    assert "asleep" in page
    status, page = _bring(desk, table(facts, ["P-NOBODY,N,1234567893,language,es,,,,,,,,,x,2024-01-01,2025-01-01"]))
    assert (status, "P-NOBODY" in page) == (422, True)
    assert _bring(desk, b"\xff\xfe")[0] == _bring(desk, b"")[0] == _bring(desk, table())[0] == 422
    assert not CredentialFile.objects.exists()


@pytest.mark.postgresql(slow=True)
def test_the_newest_file_of_a_person_counts_and_the_older_stay(desk: Client) -> None:
    person, facts = with_file("rae.example", 1)
    other, more = with_file("ray.example", 2)
    assert _bring(desk, table(facts, more))[0] == _bring(desk, table(facts))[0] == 200
    assert CredentialFile.objects.count() == 2
    _bring(desk, table([fact.replace("A1", "A9") for fact in facts]))
    kept, untouched = kept_reviewer(person.ident), kept_reviewer(other.ident)
    assert kept
    assert untouched
    assert (kept.licences[0].number, untouched.licences[0].number) == ("A9", "A2")
    assert CredentialFile.objects.filter(person=person).count() == 2


def test_affiliations_may_name_whoever_reviews_here_and_lead_nowhere_else(desk: Client) -> None:
    person, facts = with_file("rae.example", 1)
    _bring(desk, table(facts))
    mill = {"id": "E", "kind": "employer", "name": "Badger Cove Stores"}
    tie = {"kind": "employed_by", "first": person.ident, "second": "E", "source": "told"}
    status, page = _bring(
        desk, json.dumps({"entities": [mill], "ties": [tie | {"first": "X"}]}).encode(), "affiliations"
    )
    assert (status, "no entity here" in page) == (422, True)
    assert _bring(desk, b'{"ties": 3}', "affiliations")[0] == _bring(desk, b"{", "affiliations")[0] == 422
    assert not AffiliationGraph.objects.exists()
    assert _bring(desk, json.dumps({"entities": [mill], "ties": [tie]}).encode(), "affiliations")[0] == 200
    assert [entity.name for entity in kept_affiliations().entities] == ["Badger Cove Stores"]


def test_the_list_asks_as_much_for_two_reviewers_as_for_six(desk: Client) -> None:
    facts = [with_file(f"rae{number}.example", number)[1] for number in range(1, 7)]
    counts = []
    for given in (facts[:2], facts):
        _bring(desk, table(*given))
        with CaptureQueriesContext(connection) as asked:
            assert desk.get("/desk/panel").status_code == 200
        counts.append(len(asked))
    assert counts[0] == counts[1] <= 20


@pytest.mark.postgresql(slow=True)
def test_the_command_keeps_both_and_ends_with_two_where_it_cannot(
    store: str, moment: Clock, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _, facts = with_file("rae.example", 1)
    panel, ties = tmp_path / "panel.csv", tmp_path / "ties.json"
    panel.write_bytes(table(facts))
    ties.write_text('{"entities": []}')
    import_panel(panel, ties, "ca_wc")
    assert "Credential files new or changed: 1" in capsys.readouterr().out
    assert CredentialFile.objects.count() == AffiliationGraph.objects.count() == 1
    panel.write_bytes(b"reviewer\n")
    with pytest.raises(SystemExit) as ended:
        import_panel(panel, None, "ca_wc")
    assert ended.value.code == 2
    assert "lacks the columns" in capsys.readouterr().err


@pytest.mark.postgresql(slow=True)
def test_a_credential_file_is_printed_by_the_worker(desk: Client, shelf_folder: Path) -> None:
    person, facts = with_file("rae.example", 1)
    assert desk.post(f"/desk/panel/{person.ident}/papers").status_code == 404
    _bring(desk, table(facts))
    assert desk.post(f"/desk/panel/{person.ident}/papers").status_code == 302
    paper = CredentialPaper.objects.get()
    address = f"/desk/panel/{person.ident}/papers/{paper.pk}"
    assert desk.get(address).status_code == 404
    assert b"being printed" in desk.get(f"/desk/panel/{person.ident}").content
    work_off(("letters",))
    assert address in desk.get(f"/desk/panel/{person.ident}").content.decode()
    data = b"".join(desk.get(address).streaming_content)  # type: ignore[attr-defined]
    text = PdfDocument(data)[0].get_textpage().get_text_bounded()
    assert "Reviewer 1" in text
    assert DocumentView.objects.count() == 1
    assert browser_of(person).get(address).status_code == 404
