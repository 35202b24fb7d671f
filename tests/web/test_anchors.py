"""Anchors tell what a chain alone does not: a chain made anew, an end cut off, a docket or an anchor gone."""

import datetime as dt
import sqlite3
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from django.db import DatabaseError, connection, transaction
from hypothesis import given
from hypothesis import strategies as st

from evenhand.cli.main import main
from evenhand.docket.aftermath import Withdrawn
from evenhand.docket.entry import Docket, append, occurrence_of
from evenhand.docket.party import Role
from evenhand_web.accounts.models import PersonRole
from evenhand_web.anchors.jobs import seal_the_day
from evenhand_web.anchors.making import copy_elsewhere, make_anchor, make_todays
from evenhand_web.anchors.models import Anchor
from evenhand_web.anchors.overdue import tell_of_overdue
from evenhand_web.anchors.sealed_heads import Head, NoAnchorError, SealedHeads, anchor_from, body_of
from evenhand_web.cases.models import Case, DocketEntry
from evenhand_web.cases.seam import docket_of, row_of
from evenhand_web.diary.models import Task
from evenhand_web.infrastructure.models import Installation, Job
from evenhand_web.infrastructure.worker import work_off
from evenhand_web.trace.connection import trace_file
from evenhand_web.trace.line import Act, digest_of
from evenhand_web.trace.store import lines, write
from tests.web.cast import browser_of, entered, new_case, somebody
from tests.web.conftest import NOON

Clock = Callable[[dt.datetime], None]
DAY = dt.timedelta(days=1)


@pytest.fixture(autouse=True)
def by_command(monkeypatch: pytest.MonkeyPatch) -> None:
    """Commands in this process: Django is set up."""
    monkeypatch.setattr("evenhand_web.command_start.ready", lambda: None)


def verified(*words: str) -> Result:
    return CliRunner().invoke(main, ["verify", "--database", *words])


def around_the_rules(*statements: tuple[str, list[Any]]) -> None:
    """Somebody who may do everything with the database does this: triggers and foreign keys do not hold them up."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA foreign_keys=OFF")
            cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
            for (name,) in cursor.fetchall():
                cursor.execute(f"DROP TRIGGER {name}")
        else:
            cursor.execute("SET session_replication_role = replica")
        for statement, values in statements:
            cursor.execute(statement, values)
        cursor.execute(
            "PRAGMA foreign_keys=ON" if connection.vendor == "sqlite" else "SET session_replication_role = DEFAULT"
        )


def withdrawn(case: Case) -> Case:
    return entered(case, Withdrawn(party="worker", is_signed=True), Role.APPLICANT, dt.date(2024, 6, 10), "worker")


def made_anew(case: Case, words: str) -> None:
    """The whole chain of a docket is computed anew over another reason in its last entry."""
    docket, anew = docket_of(case), Docket()
    for entry in docket.entries:
        happened = occurrence_of(entry)
        anew = append(
            anew,
            happened if entry.number < len(docket.entries) else replace(happened, because=words),
            recorded_at=entry.recorded_at,
            salt=entry.salt or "",
            programme=entry.programme,
        )
    rows = [row_of(case, entry, None) for entry in anew.entries]
    around_the_rules(
        *(
            (
                "UPDATE cases_docketentry SET header = %s, payload = %s, hash = %s WHERE case_id = %s AND number = %s",
                [row.header, row.payload, row.hash, case.pk, row.number],
            )
            for row in rows
        ),
        ("UPDATE cases_case SET head = %s WHERE id = %s", [anew.head, case.pk]),
    )


@pytest.mark.postgresql
def test_what_is_whole_verifies_and_says_what_is_proved(store: str, moment: Clock) -> None:
    write(Act.QUEUE, "P-1")
    withdrawn(new_case())
    first = verified()
    assert (first.exit_code, "There is no anchor yet" in first.output) == (0, True), first.output
    make_anchor()
    told = verified()
    assert told.exit_code == 0, told.output
    assert "The last anchor is number 1 of 2024-06-12 19:00 (UTC)" in told.output
    assert "proved by its chains alone" in told.output


@pytest.mark.postgresql
def test_a_chain_made_anew_is_found_with_its_place(store: str, moment: Clock) -> None:
    case = new_case()
    make_anchor()
    case = withdrawn(case)
    make_anchor()
    made_anew(case, "another story")
    told = verified()
    assert told.exit_code == 2
    assert f"Case {case.ident}: entry 2 is not what anchor 2 sealed. Its chain was made anew." in told.output


@pytest.mark.postgresql
def test_an_end_cut_off_is_found(store: str, moment: Clock) -> None:
    case = withdrawn(new_case())
    head = docket_of(case).entries[0].hash
    make_anchor()
    around_the_rules(
        ("DELETE FROM cases_docketentry WHERE case_id = %s AND number = 2", [case.pk]),
        ("UPDATE cases_case SET length = 1, head = %s WHERE id = %s", [head, case.pk]),
    )
    told = verified()
    assert told.exit_code == 2
    words = f"Case {case.ident}: anchor 1 sealed 2 entries, and 1 are there. Entries from 2 to 2 were cut off."
    assert words in told.output


@pytest.mark.postgresql
def test_a_docket_taken_away_whole_is_found(store: str, moment: Clock) -> None:
    case, stays = new_case("IMR-1"), new_case("IMR-2")
    make_anchor()
    around_the_rules(
        ("DELETE FROM cases_docketentry WHERE case_id = %s", [case.pk]),
        ("DELETE FROM cases_case WHERE id = %s", [case.pk]),
    )
    told = verified()
    assert told.exit_code == 2
    assert f"Case {case.ident} is gone: anchor 1 sealed its docket of 1 entries." in told.output
    assert stays.ident not in told.output


@pytest.mark.postgresql
def test_an_entry_changed_after_the_last_anchor_is_found_by_its_chain(store: str, moment: Clock) -> None:
    make_anchor()
    case = new_case()
    around_the_rules(
        ("UPDATE cases_docketentry SET salt = %s WHERE case_id = %s", ["0" * 32, case.pk]),
    )
    told = verified()
    assert (told.exit_code, f"Case {case.ident}: entry 1" in told.output) == (2, True)


@pytest.mark.postgresql
def test_an_altered_anchor_is_found_and_one_taken_away(store: str, moment: Clock, tmp_path: Path) -> None:
    case = new_case()
    for _ in range(3):
        make_anchor()
        copy_elsewhere(Anchor.objects.count(), tmp_path)
    row = Anchor.objects.get(number=2)
    altered = bytes(row.body).replace(b'"cases":1', b'"cases":2')
    around_the_rules(("UPDATE anchors_anchor SET body = %s WHERE number = 2", [altered]))
    told = verified()
    assert told.exit_code == 2
    assert "Anchor 2 in the database does not count: its signature does not hold" in told.output
    around_the_rules(("DELETE FROM anchors_anchor WHERE number = 2", []))
    assert "Before anchor 3 in the database, anchor 2 is gone." in verified().output
    last = Anchor.objects.get(number=3).digest
    around_the_rules(("DELETE FROM anchors_anchor WHERE number > 1", []))
    assert verified().exit_code == 0  # nothing that is here tells of it ...
    told = verified("--digest", last)  # ... but paper does, and so do copies
    assert (told.exit_code, "that you kept" in told.output) == (2, True)
    told = verified("--anchors", str(tmp_path))
    assert (told.exit_code, "holds anchor 3, and the database has no such anchor" in told.output) == (2, True)
    assert case.ident not in told.output


@pytest.mark.postgresql
def test_a_chain_and_its_anchors_made_anew_are_found_by_the_copies(
    store: str, moment: Clock, tmp_path: Path, settings_of: Any
) -> None:
    case = withdrawn(new_case())
    make_anchor()
    copy_elsewhere(1, tmp_path)
    made_anew(case, "another story")
    around_the_rules(("DELETE FROM anchors_anchor", []))
    make_anchor()
    assert verified().exit_code == 0
    told = verified("--anchors", str(tmp_path))
    assert told.exit_code == 2
    assert "the database has another" in told.output
    assert f"Case {case.ident}" in told.output


def test_an_anchor_by_a_foreign_key_does_not_count(store: str, moment: Clock, settings_of: Any, tmp_path: Path) -> None:
    foreign = tmp_path / "key"
    foreign.write_text("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=", encoding="ascii")
    make_anchor()
    public = anchor_from(bytes(Anchor.objects.get().body)).key
    settings_of(ANCHOR_KEY_FILE_PATH=foreign)
    told = verified()
    assert (told.exit_code, "is not this house's" in told.output) == (2, True)
    assert verified("--public-key", public).exit_code == 0


def _cut_trace(number: int) -> None:
    statement = "DELETE FROM trace_line WHERE number > %s"
    if connection.vendor == "postgresql":
        around_the_rules((statement, [number]))
        return
    with sqlite3.connect(trace_file()) as session:
        session.execute("DROP TRIGGER trace_line_kept")
        session.execute(statement.replace("%s", "?"), [number])


@pytest.mark.postgresql
def test_a_trace_cut_at_its_end_is_found(store: str, moment: Clock) -> None:
    for number in range(5):
        write(Act.CASE, f"P-{number}")
    make_anchor()
    _cut_trace(3)
    told = verified()  # its own line becomes the fourth
    assert told.exit_code == 2
    words = "The trace: anchor 1 sealed 5 lines, and 4 are there. Lines from 5 to 5 were cut off."
    assert words in told.output


@pytest.mark.postgresql
def test_a_trace_made_anew_is_found(store: str, moment: Clock) -> None:
    for number in range(3):
        write(Act.CASE, f"P-{number}")
    make_anchor()
    told, before = list(lines()), ""
    changes = list[tuple[str, list[Any]]]()
    for line in told:
        anew = line._replace(who="P-9", digest="")
        before = digest_of(anew, before)
        changes.append(("UPDATE trace_line SET who = %s, digest = %s WHERE number = %s", ["P-9", before, line.number]))
    if connection.vendor == "postgresql":
        around_the_rules(*changes)
    else:
        with sqlite3.connect(trace_file()) as session:
            session.execute("DROP TRIGGER trace_line_fixed")
            for statement, values in changes:
                session.execute(statement.replace("%s", "?"), values)
    output = verified()
    assert output.exit_code == 2
    assert "The trace: line 3 is not what anchor 1 sealed. Its chain was made anew." in output.output


@pytest.mark.postgresql(slow=True)
def test_the_database_refuses_to_change_or_delete_an_anchor(store: str, moment: Clock) -> None:
    make_anchor()
    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
        Anchor.objects.update(digest="")
    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
        Anchor.objects.all().delete()
    assert Anchor.objects.count() == 1


@pytest.mark.postgresql(slow=True)
def test_each_day_has_one_with_what_changed_and_a_copy_elsewhere(
    store: str, moment: Clock, settings_of: Any, tmp_path: Path
) -> None:
    settings_of(ANCHORS=tmp_path)
    first = new_case("IMR-1")
    assert make_todays() is not None
    assert make_todays() is None
    moment(NOON + DAY)
    second = new_case("IMR-2")
    seal_the_day()
    sealed = [anchor_from(bytes(row.body)) for row in Anchor.objects.order_by("number")]
    assert [[head.case for head in anchor.heads] for anchor in sealed] == [[first.ident], [second.ident]]
    assert [anchor.cases for anchor in sealed] == [1, 2]
    work_off(("house",))
    assert sorted(path.name for path in tmp_path.glob("*.anchor")) == ["000001.anchor", "000002.anchor"]
    assert verified("--anchors", str(tmp_path)).exit_code == 0


def test_a_copy_that_cannot_be_written_is_tried_again(
    store: str, moment: Clock, settings_of: Any, tmp_path: Path
) -> None:
    settings_of(ANCHORS=tmp_path / "away")
    make_anchor()
    work_off(("house",))
    job = Job.objects.get(kind="anchors.copy")
    assert (job.state, job.failure.partition(" ")[0]) == (Job.State.WAITING, "FileNotFoundError")


@pytest.mark.postgresql(slow=True)
def test_a_day_without_an_anchor_is_told_on_pages_and_as_a_task(store: str, moment: Clock) -> None:
    make_anchor()
    director = browser_of(somebody(PersonRole.MEDICAL_DIRECTOR))
    tell_of_overdue()
    assert not Task.objects.exists()
    assert "No anchor of today" not in director.get("/office/anchors").content.decode()
    moment(NOON + dt.timedelta(hours=27))
    director = browser_of(somebody(PersonRole.MEDICAL_DIRECTOR, "second"))
    for _ in range(2):
        tell_of_overdue()
    (task,) = Task.objects.all()
    assert "last sealed on 2024-06-12 at 19:00 (UTC)" in task.words
    for address in ("/office/anchors", "/office/trace"):
        assert "No anchor of today" in director.get(address).content.decode()
    make_todays()
    tell_of_overdue()
    task.refresh_from_db()
    assert task.done_at is not None
    assert "No anchor of today" not in director.get("/office/trace").content.decode()


def test_an_installation_that_never_made_one_is_told(store: str, moment: Clock) -> None:
    Installation.objects.update(made_at=NOON - 2 * DAY)
    tell_of_overdue()
    assert Task.objects.count() == 1


def test_the_page_is_made_to_be_kept_on_paper(store: str, moment: Clock) -> None:
    client = browser_of(somebody(PersonRole.COORDINATOR))
    assert "No anchor yet" in client.get("/office/anchors").content.decode()
    digest = make_anchor().digest
    page = client.get("/office/anchors").content.decode()
    assert " ".join(digest[at : at + 8] for at in range(0, 64, 8)) in page
    printed = CliRunner().invoke(main, ["anchors", "show"])
    assert digest[:8] in printed.output


def test_entries_of_no_case_are_told(sqlite_store: str, moment: Clock) -> None:
    case = new_case()
    around_the_rules(("DELETE FROM cases_case WHERE id = %s", [case.pk]))
    assert DocketEntry.objects.count() == 1
    told = verified()
    assert (told.exit_code, "Entries are left of a case that is gone" in told.output) == (2, True)


@given(
    st.builds(
        SealedHeads,
        number=st.integers(1, 9),
        made_at=st.datetimes(timezones=st.just(dt.UTC)),
        before=st.text(max_size=4),
        trace_lines=st.integers(0, 9),
        trace_digest=st.text(max_size=4),
        cases=st.integers(0, 9),
        heads=st.lists(st.builds(Head, st.text(max_size=3), st.integers(0, 9), st.text(max_size=3))).map(tuple),
        key=st.text(max_size=4),
    ),
    st.data(),
)
def test_an_anchor_comes_back_from_its_bytes_and_from_no_others(anchor: SealedHeads, data: st.DataObject) -> None:
    body = body_of(anchor)
    assert anchor_from(body) == anchor
    at = data.draw(st.integers(0, len(body) - 1))
    other = data.draw(st.binary(max_size=1).filter(lambda byte: byte != body[at : at + 1]))
    with suppress(NoAnchorError):
        assert anchor_from(body[:at] + other + body[at + 1 :]) != anchor
