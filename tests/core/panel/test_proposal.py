"""A proposal: what stands against it in words, what an override lifts and what it does not, and what is entered."""

import datetime as dt
from dataclasses import replace

import pytest

from evenhand.panel.matching.proposal import proposal_findings, proposed
from evenhand.panel.matching.ranking import Constraint
from evenhand.panel.requirements.fit import FitOverride
from tests.core.panel.ca_wc import DAY
from tests.core.panel.people import KNEE_ARTHROSCOPY, reviewer
from tests.core.panel.queues import panel_of, waiting

CASE = waiting(1, KNEE_ARTHROSCOPY)
PANEL = panel_of(
    [
        reviewer(1, "Orthopedic Surgery"),
        reviewer(2),
        reviewer(3, "Pulmonary Disease"),
        replace(reviewer(4), searches=()),
    ]
)
TABLE = PANEL.rules.fit
SCORE = PANEL.fit(PANEL.by_id["R-2"], KNEE_ARTHROSCOPY)[0].score
ALLOWED = FitOverride(
    case=CASE.id,
    reviewer="R-2",
    score=SCORE,
    floor=TABLE.floor,
    asked_by="coordinator 7",
    allowed_by="medical director",
    on=DAY,
    reason="no orthopedic surgeon is free of conflict before the due day",
)


def against(name: str, override: FitOverride | None = None) -> list[str]:
    """The topics of what stands against a proposal; the rule, for what is wrong with the override itself."""
    return [
        proposal_finding.topic or proposal_finding.rule
        for proposal_finding in proposal_findings(PANEL, CASE, name, override)
    ]


def test_what_stands_against_a_proposal_is_said_constraint_by_constraint() -> None:
    assert against("R-1") == []
    assert against("R-2") == [Constraint.FLOOR]
    assert against("R-3") == [Constraint.AREA]
    assert against("R-4") == [Constraint.FLOOR, Constraint.QUALIFICATION]
    (finding,) = proposal_findings(PANEL, CASE, "R-2")
    assert f"below the floor of {TABLE.floor}" in finding.message
    with pytest.raises(ValueError, match="not on the panel"):
        proposal_findings(PANEL, CASE, "R-9")


def test_a_second_person_lifts_the_floor_and_nothing_else() -> None:
    assert TABLE.appropriate <= SCORE < TABLE.floor
    assert against("R-2", ALLOWED) == []
    assert against("R-4", replace(ALLOWED, reviewer="R-4")) == [Constraint.QUALIFICATION]
    assert Constraint.AREA in against("R-3", replace(ALLOWED, reviewer="R-3", score=0))


@pytest.mark.parametrize(
    "override",
    [
        replace(ALLOWED, allowed_by="Coordinator 7 "),
        replace(ALLOWED, reason=" "),
        replace(ALLOWED, case="C-2"),
        replace(ALLOWED, reviewer="R-1"),
        replace(ALLOWED, score=SCORE + 1),
    ],
)
def test_an_override_that_is_not_in_order_lifts_nothing(override: FitOverride) -> None:
    assert against("R-2", override) == ["PANEL-OVERRIDE", Constraint.FLOOR]


def test_what_is_entered_holds_the_fit_its_standing_and_the_override() -> None:
    entered = proposed(PANEL, CASE, "R-2", ALLOWED)
    assert entered.reviewer == "R-2"
    for words in ("Line 1", "not yet approved", ALLOWED.reason, "medical director", dt.date.isoformat(DAY)):
        assert words in entered.reasons
    with pytest.raises(ValueError, match="below the floor"):
        proposed(PANEL, CASE, "R-2")
