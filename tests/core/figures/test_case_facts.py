"""What figures take from a docket: a made-up case under the law of Freedonia, entry by entry."""

import datetime as dt

from evenhand.docket import aftermath, assignment, intake
from evenhand.docket.entry import Occurrence
from evenhand.figures.case_facts import DutyKind, LineFacts, facts_of_case
from tests.core.pool import PARTIES
from tests.core.small_case import (
    JAN,
    LAND,
    NECESSARY,
    NOT,
    application,
    happened,
    issued,
    received,
    state_of,
    whole_file,
)


def _assigned(on: dt.date) -> Occurrence:
    return happened(on, assignment.Assigned(organisation="Board"))


def _eligible(on: dt.date) -> Occurrence:
    return happened(on, intake.EligibilityFound(outcome=intake.EligibilityOutcome.ELIGIBLE))


def _mailed(on: dt.date) -> list[Occurrence]:
    deposits = [assignment.Deposited(notice="determination", party=party.id, method="by_hand") for party in PARTIES]
    return [happened(on, deposit) for deposit in deposits]


def _decision(basis: str) -> Occurrence:
    return happened(
        JAN[2],
        intake.UrDecisionFiled(
            decided_on=JAN[1], effect=intake.UrEffect.DENIED, service="by_hand", basis_cited=basis
        ),
    )  # fmt: skip


def test_a_case_from_application_to_carrying_out() -> None:
    state = state_of(
        application(JAN[3]), _decision("their table 4"), _eligible(JAN[6]), _assigned(JAN[7]), whole_file(JAN[10]),
        issued(JAN[20], NECESSARY, NOT), *_mailed(JAN[21]), received(JAN[23]),
    )  # fmt: skip
    facts = facts_of_case("abc", state)
    assert (facts.case, facts.programme, facts.administrator) == ("abc", "freedonia", "Fund")
    assert (facts.received_on, facts.found_on, facts.assigned_on) == (JAN[3], JAN[6], JAN[7])
    assert facts.eligibility == "eligible"
    assert facts.cites_guideline is True
    assert [line.outcome for line in facts.lines] == ["OVERTURNED", "UPHELD", ""]
    assert facts.mailed is not None
    assert facts.mailed.astimezone(LAND.zone).date() == JAN[21]
    # FREE-05: thirty days or twenty open days from the file's coming on January 10.
    assert facts.due is not None
    assert facts.mailed < facts.due
    implementation = [duty for duty in facts.duties if duty.kind is DutyKind.IMPLEMENTATION]
    assert [duty.due.date() for duty in implementation] == [JAN[30]]
    assert implementation[0].done is None
    assert sum(days for _, days in facts.charged) <= (JAN[21] - JAN[3]).days


def test_a_case_that_only_began() -> None:
    facts = facts_of_case("abc", state_of(application(JAN[3])))
    assert (facts.eligibility, facts.reasons, facts.found_on, facts.mailed, facts.due) == ("", (), None, None, None)
    assert facts.cites_guideline is None
    assert facts.lines == (LineFacts(category="", outcome=""),) * len(facts.lines)


def test_a_silent_denial_names_no_guideline() -> None:
    assert facts_of_case("abc", state_of(application(JAN[3]), _decision("  "))).cites_guideline is False


def test_a_determination_set_aside_tells_its_ground() -> None:
    set_aside = happened(JAN[28], aftermath.SetAside(ground="fraud", order="order of January 28"))
    state = state_of(application(JAN[3]), whole_file(JAN[10]), issued(JAN[20], NECESSARY, NOT), set_aside)
    assert facts_of_case("abc", state).set_aside == ((JAN[28], "fraud"),)
