"""The order of evidence: what the law of the day asks and the record of a line lacks."""

import datetime as dt

import pytest

from evenhand.finding import Place, Severity
from evenhand.guideline.order import (
    OrderLaw,
    PassedRank,
    Rebuttal,
    RecordedOrder,
    SearchStep,
    StepResult,
    order_findings,
    order_law,
)
from evenhand.programme.library import programme_folder
from evenhand.programme.load import load_programme

PLACE = Place(key="line 1")
PROGRAMME, _ = load_programme(programme_folder("ca_wc"))
assert PROGRAMME is not None


def law(ur_decided_on: str, determined_on: str) -> OrderLaw:
    assert PROGRAMME is not None
    return order_law(PROGRAMME, dt.date.fromisoformat(ur_decided_on), dt.date.fromisoformat(determined_on))


OF_2014 = law("2013-09-18", "2014-01-21")
OF_2016 = law("2016-06-01", "2016-09-01")
OF_2018 = law("2018-06-01", "2018-09-01")
FIRST = SearchStep(step="1", looked_into="chronic pain guideline, 2016", result=StepResult.NOT_ADDRESSED)
SECOND = SearchStep(step="2A", looked_into="a guideline of another body", result=StepResult.APPLIES)


def messages(recorded: RecordedOrder, order: OrderLaw) -> list[str]:
    return [finding.message for finding in order_findings(recorded, order, PLACE)]


def test_the_law_of_the_day_gives_ranks_steps_and_presumption() -> None:
    assert [rank.id for rank in OF_2014.ranks] == ["A", "B", "C", "D", "E", "F"]
    assert OF_2014.steps == ()
    assert [step.id for step in OF_2016.steps] == ["1", "2A", "2B", "2C"]
    assert OF_2014.presumes
    assert OF_2018.presumes


@pytest.mark.parametrize("order", [OF_2014, OF_2016, OF_2018])
def test_the_first_rank_needs_no_reason(order: OrderLaw) -> None:
    assert messages(RecordedOrder(standard="A"), order) == []


@pytest.mark.parametrize(("standard", "named"), [("", "names no standard"), ("G", "is no rank")])
def test_a_line_without_a_standard_is_a_finding(standard: str, named: str) -> None:
    (message,) = [
        each for each in messages(RecordedOrder(standard=standard), OF_2014) if "standard" in each or "rank" in each
    ]
    assert named in message


def test_every_rank_passed_needs_its_reason_with_the_law() -> None:
    findings = order_findings(
        RecordedOrder(standard="C", passed=(PassedRank(rank="A", reason="silent"),)), OF_2014, PLACE
    )
    (finding,) = findings
    assert "does not say why rank B" in finding.message
    assert finding.severity is Severity.MAJOR
    assert (finding.rule, finding.citation) == ("CAWC-E-01", "LC 4610.5(c)(2)")
    assert finding.place == PLACE
    blank = RecordedOrder(standard="B", passed=(PassedRank(rank="A", reason="  "),))
    assert len(order_findings(blank, OF_2014, PLACE)) == 1


def test_since_2017_a_missing_reason_is_a_warning_for_the_ranks_apply_by_the_schedule() -> None:
    passed = RecordedOrder(standard="B", search=(FIRST, SECOND))
    severities = {finding.severity for finding in order_findings(passed, OF_2018, PLACE)}
    assert severities == {Severity.WARNING}


def test_since_2015_a_lower_rank_needs_a_search_and_before_it_none() -> None:
    recorded = RecordedOrder(standard="B", passed=(PassedRank(rank="A", reason="does not address the condition"),))
    assert messages(recorded, OF_2014) == []
    (message,) = messages(recorded, OF_2016)
    assert "records no search" in message


def test_a_search_in_order_stands() -> None:
    reason = PassedRank(rank="A", reason="does not address the condition")
    assert messages(RecordedOrder(standard="B", passed=(reason,), search=(FIRST, SECOND)), OF_2016) == []


def test_a_step_left_out_and_one_passed_although_it_applied_are_findings() -> None:
    reason = PassedRank(rank="A", reason="does not address the condition")
    (left_out,) = messages(RecordedOrder(standard="B", passed=(reason,), search=(SECOND,)), OF_2016)
    assert "past step 1" in left_out
    applied = SearchStep(step="1", looked_into="x", result=StepResult.APPLIES)
    told = messages(RecordedOrder(standard="B", passed=(reason,), search=(applied, SECOND)), OF_2016)
    assert any("where a recommendation was found that applies" in each for each in told)
    unknown = SearchStep(step="9", looked_into="x", result=StepResult.APPLIES)
    assert any(
        "'9' is no step" in each for each in messages(RecordedOrder(standard="A", search=(FIRST, unknown)), OF_2016)
    )


def test_what_is_presumed_correct_yields_only_to_a_rebuttal_with_its_evidence() -> None:
    reason = PassedRank(rank="A", reason="better evidence")
    addressed = SearchStep(step="1", looked_into="x", result=StepResult.BETTER_ELSEWHERE)
    bare = RecordedOrder(standard="B", passed=(reason,), search=(addressed, SECOND))
    (message,) = messages(bare, OF_2016)
    assert "no rebuttal is recorded" in message

    def rebutted(evidence: tuple[str, ...], why: str) -> RecordedOrder:
        rebuttal = Rebuttal(evidence=evidence, reason=why)
        return RecordedOrder(standard="B", passed=(reason,), search=(addressed, SECOND), rebuttal=rebuttal)

    assert messages(rebutted(("a trial of 2015",), "its patients were like this worker"), OF_2016) == []
    assert "without the evidence" in messages(rebutted((), "because"), OF_2016)[0]
    assert "without the reason" in messages(rebutted(("a trial",), " "), OF_2016)[0]
