"""What is asked for in haste is expedited only where the treating physician certified it, or who may did it later."""

from dataclasses import replace

import pytest

from evenhand.docket.aftermath import LineWithdrawn
from evenhand.docket.assignment import ConvertedToExpedited
from evenhand.docket.intake import Priority
from evenhand.procedure.haste import haste_findings
from evenhand.procedure.permit import refusals
from tests.core.occurrences import LINES
from tests.core.small_case import JAN, LAND, application, happened, state_of


def priority_of(certified_by: str, **more: object) -> tuple[bool, bool]:
    """Whether an application filed in haste is expedited, and whether its haste lacks a certification."""
    state = state_of(application(JAN[2], priority=Priority.EXPEDITED, certified_by=certified_by, **more))
    return "expedited" in state.flags, bool(state.last("expedition_not_certified"))


@pytest.mark.parametrize(
    ("certified_by", "is_expedited"), [("doctor", True), ("worker", False), ("fund", False), ("", False)]
)
def test_only_the_treating_physician_certifies(certified_by: str, is_expedited: bool) -> None:
    assert priority_of(certified_by) == (is_expedited, not is_expedited)


def test_what_was_given_already_is_never_expedited() -> None:
    assert priority_of("doctor", treatments=LINES[2:]) == (False, True)


def test_an_uncertified_haste_is_certified_later() -> None:
    state = state_of(application(JAN[2], priority=Priority.EXPEDITED))
    certified = happened(JAN[3], ConvertedToExpedited(certified_by="doctor"))
    assert refusals(state, LAND, certified) == ()
    by_the_office = happened(JAN[3], ConvertedToExpedited(certified_by=""))
    assert refusals(state, LAND, by_the_office)


def test_a_regular_application_lacks_nothing() -> None:
    state = state_of(application(JAN[2]))
    assert state.last("expedition_not_certified") is None
    assert state.last("priority:regular") is not None


def test_haste_that_is_not_granted_is_said_until_it_is_certified() -> None:
    filed = application(JAN[2], priority=Priority.EXPEDITED)
    (finding,) = haste_findings(state_of(filed), LAND)
    assert "no certification" in finding.message
    certified = happened(JAN[3], ConvertedToExpedited(certified_by="doctor"))
    assert haste_findings(state_of(filed, certified), LAND) == ()
    assert haste_findings(state_of(application(JAN[2])), LAND) == ()
    (given,) = haste_findings(state_of(application(JAN[2], priority=Priority.EXPEDITED, treatments=LINES[2:])), LAND)
    assert "given already" in given.message


def test_haste_whose_rule_no_programme_names_is_said_under_a_name_of_its_own() -> None:
    """A finding has the name of its rule, or whoever reads it could not tell it from others."""
    filed = state_of(application(JAN[2], priority=Priority.EXPEDITED))
    hastening = LAND.intake.hastening
    assert hastening is not None
    assert haste_findings(filed, LAND)[0].rule == hastening.rule
    unnamed = replace(LAND, intake=replace(LAND.intake, hastening=replace(hastening, rule="")))
    assert haste_findings(filed, unnamed)[0].rule == "EXPEDITED-REVIEW"


def test_of_a_haste_with_no_line_left_nobody_says_that_all_was_given() -> None:
    """Where every line was withdrawn nothing is in dispute; the haste still lacks its certification."""
    gone = [happened(JAN[4], LineWithdrawn(line=line.id)) for line in LINES]
    (finding,) = haste_findings(state_of(application(JAN[2], priority=Priority.EXPEDITED), *gone), LAND)
    assert "no certification" in finding.message
