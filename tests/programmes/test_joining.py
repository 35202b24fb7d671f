"""Joined applications: who may be joined, who runs alone, whose day governs."""

import datetime as dt
from dataclasses import replace

import pytest

from evenhand.citation import NoRuleInForce
from evenhand.clock.joining import governing, joining, to_be_severed
from evenhand.docket.assignment import RecordsReceived
from evenhand.docket.entry import Docket, Occurrence, append
from evenhand.docket.intake import (
    ApplicationReceived,
    EligibilityFound,
    EligibilityOutcome,
    UrDecisionFiled,
    UrEffect,
)
from evenhand.docket.party import Actor, MedicalRecord, Party, Role
from evenhand.docket.payload import Payload
from evenhand.procedure.state import CaseState, read_case
from evenhand.programme.library import programme_folder
from evenhand.programme.load import load_programme
from evenhand.programme.model import Programme
from evenhand.treatment import DisputedTreatment, Units
from tests.filing import filed, refiled

ON = dt.date(2019, 5, 6)
APPLICATION = filed(
    case_number="X-1",
    parties=(
        Party(id="worker", role=Role.APPLICANT, name="A  Worker"),
        Party(id="physician", role=Role.PROVIDER, name="A Physician"),
        Party(id="payer", role=Role.PAYER, name="A Payer"),
    ),
    treatments=(DisputedTreatment(id="1", words="Something", units=Units(unit="sessions")),),
    injured_on=dt.date(2018, 6, 1),
    is_signed=True,
    ur_decision_attached=True,
)
OTHER = replace(APPLICATION, case_number="X-2")


@pytest.fixture(scope="module")
def law() -> Programme:
    programme, _ = load_programme(programme_folder("ca_wc"))
    assert programme is not None
    return programme


def case(law: Programme, application: ApplicationReceived, records_on: dt.date | None = None) -> CaseState:
    decision = UrDecisionFiled(decided_on=ON, effect=UrEffect.DENIED, service="personal")
    steps: list[tuple[dt.date, Payload]] = [
        (ON, application),
        (ON, decision),
        (ON, EligibilityFound(outcome=EligibilityOutcome.ELIGIBLE)),
    ]
    if records_on:
        answers = tuple(required_record.id for required_record in law.required_records)
        steps.append(
            (
                records_on,
                RecordsReceived(party="payer", documents=(MedicalRecord(id="R", title="All", answers=answers),)),
            )
        )
    docket = Docket()
    for on, payload in steps:
        happened = Occurrence(payload=payload, on=on, by=Actor(role=Role.ORGANISATION))
        docket = append(docket, happened, recorded_at=dt.datetime.combine(on, dt.time(20), law.zone), salt="s")
    return read_case(docket, law)


def test_like_applications_may_be_joined(law: Programme) -> None:
    spelt = replace(OTHER, parties=(replace(OTHER.parties[0], name="a worker"), *OTHER.parties[1:]))
    assert joining((case(law, APPLICATION), case(law, spelt)), law, ON) == ()


def test_names_that_may_be_one_are_put_before_a_person(law: Programme) -> None:
    spelt = replace(OTHER, parties=(replace(OTHER.parties[0], name="A. Q. Worker-Sample"), *OTHER.parties[1:]))
    (finding,) = joining((case(law, APPLICATION), case(law, spelt)), law, ON)
    assert "A. Q. Worker-Sample are the same applicant is for a person to settle" in finding.message


@pytest.mark.parametrize(
    ("other", "expected"),
    [
        (refiled(OTHER, injured_on=dt.date(2018, 6, 2)), "date of injury"),
        (replace(OTHER, parties=(OTHER.parties[0], replace(OTHER.parties[1], name="B Physician"))), "physician"),
        (replace(OTHER, parties=(replace(OTHER.parties[0], name="B Worker"), *OTHER.parties[1:])), "applicant"),
        (replace(OTHER, parties=(OTHER.parties[0], OTHER.parties[2])), "physician"),
    ],
)
def test_unlike_applications_may_not(law: Programme, other: ApplicationReceived, expected: str) -> None:
    (finding,) = joining((case(law, APPLICATION), case(law, other)), law, ON)
    assert expected in finding.message
    assert finding.rule == "CAWC-A-13"
    assert "9792.10.4" in finding.citation


def test_cases_without_a_requesting_physician_are_not_joined_and_nobody_is_asked_for_a_name(law: Programme) -> None:
    """Where a law joins what one physician asked for, no name is no physician: nothing is left to settle."""
    nobody = replace(APPLICATION, parties=(APPLICATION.parties[0], APPLICATION.parties[2]))
    for other in (replace(nobody, case_number="X-2"), OTHER):
        (finding,) = joining((case(law, nobody), case(law, other)), law, ON)
        assert finding.message == "The applications do not have the same requesting physician."


def test_one_application_is_not_joined_and_before_2014_none_are(law: Programme) -> None:
    assert len(joining((case(law, APPLICATION),), law, ON)) == 1
    with pytest.raises(NoRuleInForce):
        joining((case(law, APPLICATION), case(law, OTHER)), law, dt.date(2013, 9, 1))


def test_a_faster_track_is_severed(law: Programme) -> None:
    slow, fast = case(law, APPLICATION), case(law, refiled(OTHER, track="formulary"))
    assert to_be_severed((slow, fast)) == ("X-2",)
    assert to_be_severed((slow, slow)) == ()
    assert to_be_severed((fast, fast)) == ()


def test_the_earliest_due_date_governs(law: Programme) -> None:
    first = case(law, APPLICATION, records_on=dt.date(2019, 5, 10))
    second = case(law, OTHER, records_on=dt.date(2019, 5, 20))
    clock = governing((second, first), law)
    assert clock is not None
    assert clock.due is not None
    # Thirty days from Friday 2019-05-10 end on Sunday 2019-06-09 and roll to Monday.
    assert clock.due.due == dt.date(2019, 6, 10)
    assert governing((case(law, APPLICATION),), law) is None
