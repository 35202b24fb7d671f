"""A line that leaves the review, or a part of it that was authorised: each is told by a notice of its own."""

import datetime as dt
from decimal import Decimal

import pytest

from evenhand.docket import aftermath, assignment
from evenhand.docket.entry import Docket, Occurrence, append
from evenhand.docket.party import Actor, Role
from evenhand.notice import OwedNotice, outstanding
from evenhand.procedure.state import read_case
from evenhand.programme.library import programme_folder
from evenhand.programme.load import load_programme
from evenhand.programme.model import Programme
from tests.core.walk import K, scene

ON = dt.date(2014, 2, 3)
PAYER, PROVIDER = Actor(role=Role.PAYER, id="fund"), Actor(role=Role.PROVIDER, id="doctor")


@pytest.fixture(scope="module")
def california() -> Programme:
    programme, findings = load_programme(programme_folder("ca_wc"))
    assert programme is not None, findings
    return programme


def after(docket: Docket, happened: Occurrence) -> Docket:
    return append(docket, happened, recorded_at=dt.datetime(2014, 3, 1, tzinfo=dt.UTC), salt="s")


def owed(docket: Docket, programme: Programme, notice: str) -> list[OwedNotice]:
    state = read_case(docket, programme)
    return [duty for duty in outstanding(state, programme, dt.date(2014, 3, 1)) if duty.notice == notice]


def test_two_lines_are_told_of_by_two_notices(california: Programme) -> None:
    docket = scene(california, (K.APPLICATION_RECEIVED, K.ELIGIBILITY_FOUND)).docket
    for line in ("1", "2"):
        docket = after(docket, Occurrence(payload=aftermath.LineWithdrawn(line=line), on=ON, by=PROVIDER))
    both = owed(docket, california, "line_withdrawn")
    assert sorted((notice.party, notice.since.line) for notice in both) == sorted(
        (party, line) for party in ("worker", "counsel", "doctor", "fund") for line in ("1", "2")
    )
    first = next(notice for notice in both if (notice.party, notice.since.line) == ("worker", "1"))
    told = assignment.NoticeIssued(
        notice=first.notice, party=first.party, language="en", documents=(), about=first.since.entry
    )
    docket = after(docket, Occurrence(payload=told, on=ON, by=Actor(role=Role.ORGANISATION)))
    left = owed(docket, california, "line_withdrawn")
    assert set(both) - {first} == set(left)


def test_a_part_that_is_authorised_does_not_end_the_line(california: Programme) -> None:
    docket = scene(california, (K.APPLICATION_RECEIVED, K.ELIGIBILITY_FOUND)).docket
    part = aftermath.LineAuthorised(line="1", units=Decimal(2))
    docket = after(docket, Occurrence(payload=part, on=ON, by=PAYER))
    [rule] = [notice for notice in california.notices if notice.id == "line_authorised"]
    assert "leaves" not in rule.title
    assert "1" in read_case(docket, california).live_lines()
    assert {duty.party for duty in owed(docket, california, "line_authorised")} == {
        "worker",
        "counsel",
        "doctor",
        "fund",
    }


def test_what_was_published_is_taken_down_after_a_remand(california: Programme) -> None:
    acts = (
        K.APPLICATION_RECEIVED, K.ELIGIBILITY_FOUND, K.ASSIGNED, (K.REVIEWER_ATTESTED, "r1"), K.RECORDS_RECEIVED,
        (K.REVIEWER_ASSIGNED, "r1"), K.DETERMINATION_SIGNED, K.DETERMINATION_ISSUED, K.PUBLISHED, K.PETITION_FILED,
        K.SET_ASIDE, K.REMANDED, K.TAKEN_DOWN, (K.REVIEWER_ATTESTED, "r2"), (K.REVIEWER_ASSIGNED, "r2"),
        (K.DETERMINATION_SIGNED, "r2"), K.DETERMINATION_ISSUED, K.PUBLISHED,
    )  # fmt: skip
    assert "published" in scene(california, acts).state.flags
