"""A kind of entry that a programme has for itself goes from its file into the docket and what is made of it."""

import datetime as dt
import json
from dataclasses import replace
from pathlib import Path
from shutil import copytree

import pytest
from click.testing import CliRunner

from evenhand.cli.main import main
from evenhand.codec import canonical
from evenhand.docket.entry import Docket, Occurrence
from evenhand.docket.intake import facts_of
from evenhand.docket.own import OwnEntry
from evenhand.docket.party import Actor, Role
from evenhand.letter.fact_values import fact_values
from evenhand.procedure.export import export_for
from evenhand.procedure.permit import NotAllowed, enter, permitted_own
from evenhand.procedure.state import CaseState, read_case
from evenhand.programme.library import programme_folder
from evenhand.programme.load import load_programme
from evenhand.programme.model import Programme
from tests.core.occurrences import LINES
from tests.core.pool import PARTIES
from tests.core.small_case import LAND
from tests.filing import filed

NOON = dt.datetime(2014, 3, 10, 12, tzinfo=dt.UTC)
SEEN = OwnEntry(own_kind="accident_inspected", facts=facts_of(inspected_on=dt.date(2014, 3, 8), cause="machine"))


def entered(state: CaseState, payload: OwnEntry, role: Role = Role.REGULATOR) -> CaseState:
    """The case with one more entry, of March 10."""
    happened = Occurrence(payload=payload, on=dt.date(2014, 3, 10), by=Actor(role=role))
    return enter(state.docket, LAND, happened, recorded_at=NOON, salt="s").state


@pytest.fixture
def begun() -> CaseState:
    application = filed(
        case_number="F-1", parties=PARTIES, treatments=LINES, injured_on=dt.date(2013, 11, 4), is_signed=True,
        ur_decision_attached=True,
    )  # fmt: skip
    happened = Occurrence(payload=application, on=dt.date(2014, 3, 3), by=Actor(role=Role.APPLICANT))
    return enter(Docket(), LAND, happened, recorded_at=NOON, salt="s").state


def test_it_raises_its_events_and_flags(begun: CaseState) -> None:
    assert permitted_own(begun, LAND) == ("accident_inspected",)
    state = entered(begun, SEEN)
    assert "inspected" in state.flags
    assert [event.on for event in state.events["inspection"]] == [dt.date(2014, 3, 8)]
    assert "guarded_machine_found" not in state.events
    assert fact_values(state, LAND)["a_machine_was_the_cause"] is True
    assert fact_values(begun, LAND)["a_machine_was_the_cause"] is False


def test_its_bytes_hold_the_facts_beside_the_kind() -> None:
    assert canonical(SEEN) == b'{"cause":"machine","inspected_on":"2014-03-08","own_kind":"accident_inspected"}'


@pytest.mark.parametrize(
    ("payload", "role", "words"),
    [
        (replace(SEEN, own_kind="storm"), Role.REGULATOR, "no kind of entry 'storm'"),
        (replace(SEEN, facts=()), Role.REGULATOR, "'inspected_on' is missing"),
        (replace(SEEN, facts=facts_of(inspected_on="soon")), Role.REGULATOR, "'soon' does not fit"),
        (SEEN, Role.PAYER, "accident fund may not enter it"),
    ],
)
def test_what_the_programme_does_not_allow_is_refused(
    begun: CaseState, payload: OwnEntry, role: Role, words: str
) -> None:
    with pytest.raises(NotAllowed, match=words):
        entered(begun, payload, role)


def test_who_may_not_see_it_gets_its_digest_alone(begun: CaseState) -> None:
    state = entered(begun, SEEN)
    [_, public] = export_for(state.docket, LAND, Role.PUBLIC).entries
    [_, party] = export_for(state.docket, LAND, Role.PAYER).entries
    assert (public.payload, party.payload) == (None, SEEN)


def test_the_case_of_freedonia_holds_one_and_verifies(tmp_path: Path) -> None:
    case = programme_folder("freedonia") / "case"
    ran = CliRunner().invoke(main, ["run", str(case), "--out", str(tmp_path)])
    assert ran.exit_code == 0, ran.output
    assert "Place of the accident" in ran.output
    docket = tmp_path / "F-2014-0007" / "docket.jsonl"
    entries = [json.loads(line) for line in docket.read_text(encoding="utf-8").splitlines()]
    [own] = [entry["payload"] for entry in entries if entry["kind"] == "own_entry"]
    assert (own["own_kind"], own["cause"]) == ("accident_inspected", "machine")
    for command in (["verify", str(tmp_path / "F-2014-0007")], ["replay", str(docket), "--law", "2014-03-05"]):
        answer = CliRunner().invoke(main, command)
        assert answer.exit_code == 0, answer.output


def _changed(tmp_path: Path, before: str, after: str) -> tuple[Programme | None, list[str]]:
    folder = copytree(programme_folder("freedonia"), tmp_path / "freedonia")
    file = folder / "procedure.toml"
    text = file.read_text(encoding="utf-8")
    assert text.count(before) == 1
    file.write_text(text.replace(before, after), encoding="utf-8")
    programme, findings = load_programme(folder)
    return programme, [finding.message for finding in findings]


@pytest.mark.parametrize(
    ("before", "after", "fault"),
    [
        ("[own_kinds.accident_inspected]", "[own_kinds.closed]", "Every programme has entries of the kind 'closed'"),
        ('title = "Place of the accident inspected"\nby = ["regulator"]',
         'title = "Place of the accident inspected"\nby = []', "Nobody may enter 'accident_inspected'"),
        ('event = "inspection"', 'event = "assigned"', "told by other entries"),
        ('title = "Place of the accident inspected"',
         'title = "Place of the accident inspected"\nguards = ["party_is_known"]', "A guard looks into"),
    ],
)  # fmt: skip
def test_a_wrong_declaration_is_said(tmp_path: Path, before: str, after: str, fault: str) -> None:
    _, messages = _changed(tmp_path, before, after)
    assert any(fault in message for message in messages), messages


def test_a_docket_is_read_though_its_programme_knows_the_kind_no_more(begun: CaseState) -> None:
    state = entered(begun, SEEN)
    without = replace(LAND, procedure=replace(LAND.procedure, own_kinds={}))
    assert "inspected" not in read_case(state.docket, without).flags
