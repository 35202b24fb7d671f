"""A docket in the database: written forward, by one at a time, never changed; in and out as the file it is."""

import datetime as dt
import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from django.db import DatabaseError, connection, transaction

from evenhand.docket.assignment import Assigned
from evenhand.docket.entry import Docket, append
from evenhand.docket.file import encode, verify
from evenhand.docket.intake import EligibilityFound, EligibilityOutcome, InformationRequested, Priority
from evenhand.docket.party import Actor, Role
from evenhand.procedure.permit import NotAllowed
from evenhand.run.case_folder import read_case_folder
from evenhand_web.accounts.models import PersonRole
from evenhand_web.cases.docketing import NumberTakenError, StaleError, enter_in, open_case, refresh_stale
from evenhand_web.cases.models import NEVER, Case, DocketEntry
from evenhand_web.cases.seam import BrokenDocketError, docket_of
from evenhand_web.cases.transfer import export_docket, import_docket
from evenhand_web.infrastructure.models import Job, OutboxMessage
from evenhand_web.infrastructure.worker import tick
from tests.web.cast import application, entered, new_case, somebody
from tests.web.conftest import NOON

pytestmark = pytest.mark.postgresql

Clock = Callable[[dt.datetime], None]
DAY = dt.date(2024, 6, 10)
ELIGIBLE = EligibilityFound(outcome=EligibilityOutcome.ELIGIBLE)
FIRST_CASE = Path(__file__).parents[2] / "examples" / "cm13-0029838"


def _first_docket() -> bytes:
    """The stated entries of the first case, as the docket file of a live case would hold them."""
    folder, findings = read_case_folder(FIRST_CASE)
    assert folder, findings
    docket = Docket()
    for planned in folder.entries:
        if planned.payload is not None:
            at = dt.datetime.combine(planned.on, dt.time(12), folder.programme.zone)
            at = max(at, docket.entries[-1].recorded_at) if docket.entries else at
            docket = append(docket, planned.occurrence(planned.payload), recorded_at=at, salt="5a17" * 8)
    return encode(docket)


def test_a_docket_goes_in_and_comes_out_byte_for_byte(store: str) -> None:
    data = _first_docket()
    case, findings = import_docket(data, "docket.jsonl", "ca_wc")
    assert case, findings
    assert export_docket(case) == data
    assert (case.number, case.stage, case.length) == ("CM13-0029838", "in_review", len(data.splitlines()))
    again, faults = import_docket(data, "docket.jsonl", "ca_wc")
    assert again is None
    assert "already" in faults[0].message


def test_a_docket_with_one_wrong_byte_does_not_come_in(store: str) -> None:
    data = _first_docket().replace(b"2013-11-08", b"2013-11-09").replace(b"2008-11-08", b"2008-11-09")
    case, findings = import_docket(data, "docket.jsonl", "ca_wc")
    assert case is None
    assert any("digest" in finding.message for finding in findings)
    assert not Case.objects.exists()


def test_a_docket_the_procedure_forbids_does_not_come_in(store: str) -> None:
    docket, _ = verify(_first_docket(), "docket.jsonl")
    assert docket
    shorter = Docket()
    for entry in docket.entries:
        if entry.kind != "eligibility_found" and entry.payload is not None:
            happened = replace(application(), payload=entry.payload, on=entry.on, by=entry.by)
            shorter = append(shorter, happened, recorded_at=entry.recorded_at, salt="5a17" * 8)
    case, findings = import_docket(encode(shorter), "docket.jsonl", "ca_wc")
    assert case is None
    assert any("not yet eligible" in finding.message for finding in findings)


def test_the_regulator_s_file_hides_what_is_not_theirs_and_still_verifies(store: str) -> None:
    case, _ = import_docket(_first_docket(), "docket.jsonl", "ca_wc")
    assert case
    assert b"R-0001" in export_docket(case, Role.ORGANISATION)
    theirs = export_docket(case, Role.REGULATOR)
    docket, findings = verify(theirs, "docket.jsonl")
    assert findings == ()
    assert docket
    assert docket.head == case.head
    hidden = [entry.kind for entry in docket.entries if entry.payload is None]
    assert hidden == ["reviewer_proposed", "reviewer_attested", "reviewer_assigned"]


def test_every_docket_in_the_database_verifies(store: str, moment: Clock) -> None:
    case = entered(new_case(), ELIGIBLE, Role.REGULATOR, DAY)
    docket, findings = verify(export_docket(case), "docket.jsonl")
    assert findings == ()
    assert docket
    assert (docket.head, len(docket.entries)) == (case.head, case.length)


@pytest.mark.parametrize("column", ["payload", "header", "hash", "on", "number", "kind", "recorded_at"])
def test_the_database_refuses_to_change_an_entry(store: str, moment: Clock, column: str) -> None:
    new_case()
    row = DocketEntry.objects.get()
    values = {
        "payload": b"{}",
        "header": b"{}",
        "hash": "0" * 64,
        "on": DAY,
        "number": 9,
        "kind": "x",
        "recorded_at": NOON,
    }
    changed = {column: values[column] if column != "recorded_at" else NOON + dt.timedelta(1)}
    with pytest.raises(DatabaseError), transaction.atomic():
        DocketEntry.objects.filter(pk=row.pk).update(**changed)
    with pytest.raises(DatabaseError), transaction.atomic():
        DocketEntry.objects.all()._raw_delete(using="default")
    assert DocketEntry.objects.get().hash == row.hash


def test_a_lawful_erasure_leaves_the_chain_whole(store: str, moment: Clock) -> None:
    case = new_case()
    DocketEntry.objects.update(payload=None, salt=None)
    docket, findings = verify(export_docket(case), "docket.jsonl")
    assert (findings, docket and docket.entries[0].payload) == ((), None)


def test_rows_that_are_no_docket_are_not_taken_for_one(store: str, moment: Clock) -> None:
    case = new_case()
    row = DocketEntry.objects.get()
    broken = DocketEntry(case=case, number=2, kind="x", on=DAY, recorded_at=NOON, header=b"{}", hash=row.hash)
    broken.save()
    with pytest.raises(BrokenDocketError):
        docket_of(case)


def test_of_two_who_enter_at_once_one_wins_and_the_other_is_told(store: str, moment: Clock) -> None:
    case = new_case()
    entered(case, ELIGIBLE, Role.REGULATOR, DAY)
    happened = replace(application(), payload=Assigned(organisation="Sample IMRO"), by=Actor(role=Role.REGULATOR))
    with pytest.raises(StaleError) as stale:
        enter_in(case, case.length, happened, None)
    assert stale.value.since == 1
    assert DocketEntry.objects.count() == 2


def test_what_the_procedure_forbids_leaves_no_trace(store: str, moment: Clock) -> None:
    case = new_case()
    before = Job.objects.count()
    with pytest.raises(NotAllowed, match="not yet eligible"):
        entered(case, Assigned(organisation="Sample IMRO"), Role.REGULATOR, DAY)
    assert (DocketEntry.objects.count(), Job.objects.count()) == (1, before)
    assert Case.objects.get().head == case.head


def test_a_number_is_used_once(store: str, moment: Clock) -> None:
    first = new_case()
    with pytest.raises(NumberTakenError) as taken:
        new_case()
    assert taken.value.case == first
    with pytest.raises(ValueError, match="begins with an application"):
        open_case("ca_wc", replace(application(), payload=ELIGIBLE), None)


def test_a_clock_set_back_does_not_run_the_docket_backward(store: str, moment: Clock) -> None:
    case = new_case()
    moment(NOON - dt.timedelta(hours=5))
    entered(case, ELIGIBLE, Role.REGULATOR, DAY)
    recorded = list(DocketEntry.objects.order_by("number").values_list("recorded_at", flat=True))
    assert recorded == sorted(recorded)


def test_the_office_is_told_by_mail_that_it_is_its_turn_and_nothing_else(store: str, moment: Clock) -> None:
    regulator = somebody(PersonRole.REGULATOR)
    somebody(PersonRole.COORDINATOR)
    case = new_case()
    (message,) = OutboxMessage.objects.all()
    assert message.recipient == regulator.email
    for secret in ("IMR-1", "Imani", "massage", case.ident):
        assert secret not in message.subject + message.body
    assert Job.objects.get(key__endswith=message.key).lane == "mail"
    asked = InformationRequested(party="payer", request="Which lines?")
    entered(case, asked, Role.REGULATOR, DAY)  # still the office's turn: told once
    assert OutboxMessage.objects.count() == 1


def test_cached_columns_follow_the_docket(store: str, moment: Clock) -> None:
    case = new_case(priority=Priority.EXPEDITED, certified_by="physician")
    assert (case.stage, case.holder, case.priority) == ("screening", "regulator", "expedited")
    case = entered(case, ELIGIBLE, Role.REGULATOR, DAY)
    assert case.stage == "eligible"
    assert case.due_at < NEVER
    assert case.due_rule
    # what is owed by Monday's end in California is owed by its last second there
    assert case.due_at.astimezone(dt.timezone(dt.timedelta(hours=-7))).time() >= dt.time(9)


def test_a_changed_programme_marks_rows_stale_and_refreshing_mends_them(store: str, moment: Clock) -> None:
    case = new_case()
    new_case("IMR-2")
    Case.objects.filter(pk=case.pk).update(fingerprint="an older one", stage="nowhere", due_at=NEVER)
    tick()
    case.refresh_from_db()
    assert (case.stage, refresh_stale()) == ("screening", 0)


def test_forty_at_once_on_one_case_enter_one_by_one(store: str) -> None:
    case = new_case(on=dt.date(2024, 6, 3))
    won, refused = [], []
    asked = InformationRequested(party="payer", request="Which lines?")
    happened = replace(application(), payload=asked, by=Actor(role=Role.REGULATOR))

    def contend() -> None:
        try:
            won.append(enter_in(case, 1, happened, None))
        except StaleError as stale:
            refused.append(stale)
        finally:
            connection.close()

    crowd = [threading.Thread(target=contend) for _ in range(40)]
    for thread in crowd:
        thread.start()
    for thread in crowd:
        thread.join(timeout=60)
    assert (len(won), len(refused)) == (1, 39)
    assert DocketEntry.objects.count() == 2
    assert verify(export_docket(Case.objects.get()), "docket.jsonl")[1] == ()
