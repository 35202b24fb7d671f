"""What a case waits for: duties, and never the time to use a right."""

from evenhand.clock.running import StandingState, clocks, standing
from evenhand.docket.assignment import Deposited, NoticeIssued
from evenhand_web.cases.queue_columns import cached, duties
from tests.core.small_case import JAN, LAND, NOT, application, at, happened, issued, state_of, whole_file


def test_a_right_that_may_be_used_is_no_duty() -> None:
    """The worker may petition until FREE-09 ends; nobody has to, and no queue waits for it."""
    state = state_of(
        application(JAN[2]),
        whole_file(JAN[3]),
        issued(JAN[20], NOT, NOT, NOT),
        happened(JAN[21], NoticeIssued(notice="determination", party="worker", language="en", documents=())),
        happened(JAN[21], Deposited(notice="determination", party="worker", method="by_hand")),
    )
    [right] = [clock for clock in clocks(state, LAND) if clock.rule == "FREE-09"]
    assert right.is_right
    assert standing(right, at(JAN[22], 12), LAND).state is StandingState.RUNNING
    assert "FREE-09" not in {duty.rule for duty in duties(state, LAND)}
    assert cached(state)["due_rule"] != "FREE-09"


def test_a_duty_that_runs_is_listed_until_it_is_done() -> None:
    case = (application(JAN[2]), whole_file(JAN[3]))
    assert "FREE-05" in {duty.rule for duty in duties(state_of(*case), LAND)}
    assert "FREE-05" not in {duty.rule for duty in duties(state_of(*case, issued(JAN[20], NOT, NOT, NOT)), LAND)}
