"""Moments that ordinary cases do not reach: what was sent and struck, hours of an act, runs that begin anew, oaths of
one reviewer on two days, letters to all of whom one lacks.
"""

import datetime as dt
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from evenhand.clock.due import due_date
from evenhand.clock.exposure import exposure
from evenhand.clock.running import StandingState, clocks_of, standing
from evenhand.docket import aftermath, assignment, intake, review
from evenhand.docket.entry import Occurrence
from evenhand.docket.party import Actor, Role
from evenhand.procedure.guard import GUARDS
from evenhand.procedure.permit import refusals, stage
from evenhand.procedure.state import CaseState, read_case
from evenhand.programme.library import programme_folder
from evenhand.programme.load import fingerprint, load_programme
from evenhand.programme.model import Programme
from evenhand.programme.rule import PenaltyValue, ServiceDays
from tests.core.occurrences import PAPER
from tests.core.small_case import (
    JAN,
    LAND,
    NECESSARY,
    NOT,
    application,
    at,
    happened,
    issued,
    received,
    remanded,
    running,
    state_of,
    struck,
    whole_file,
)

# --- What was sent ----------------------------------------------------------------------------------------------------


def made_out(on: dt.date, notice: str, party: str) -> Occurrence:
    return happened(on, assignment.NoticeIssued(notice=notice, party=party, language="en", documents=()))


def sent(on: dt.date, notice: str, party: str) -> Occurrence:
    return happened(on, assignment.Deposited(notice=notice, party=party, method="post"))


DECIDED = (application(JAN[2]), whole_file(JAN[3]), issued(JAN[20], NECESSARY, NOT, NOT))
TOLD = (made_out(JAN[21], "determination", "fund"), sent(JAN[22], "determination", "fund"))


def why_not_struck(state: CaseState, number: int) -> tuple[str, ...]:
    return tuple(reason for reason in refusals(state, LAND, struck(JAN[25], number)) if "cannot be struck" in reason)


def test_a_determination_may_be_struck_until_somebody_was_sent_it() -> None:
    assert not why_not_struck(state_of(*DECIDED), 3)
    assert not why_not_struck(state_of(*DECIDED, TOLD[0]), 3)
    assert why_not_struck(state_of(*DECIDED, *TOLD), 3)


def test_what_came_before_a_determination_that_was_sent_may_still_be_struck() -> None:
    state = state_of(*DECIDED, *TOLD)
    assert not why_not_struck(state, 2)
    assert why_not_struck(state, 1)  # the application never


def test_a_notice_sent_to_one_is_not_sent_to_all() -> None:
    eligible = happened(JAN[3], intake.EligibilityFound(outcome=intake.EligibilityOutcome.ELIGIBLE))
    case = [application(JAN[2]), eligible, happened(JAN[6], assignment.Assigned(organisation="Board"))]
    told, parties = None, ("worker", "counsel", "doctor", "fund")
    for number, party in enumerate(parties, start=1):
        case += [made_out(JAN[7], "review", party), sent(JAN[7 + number], "review", party)]
        told = state_of(*case).last("deposited_to_all:review")
        assert (told is not None) is (number == len(parties))
    assert told is not None
    assert told.on == JAN[11]
    [clock] = running("FREE-03", *case)
    assert clock.stopped is not None
    assert clock.stopped.on == JAN[11]


def test_what_was_sent_of_a_determination_that_is_gone_says_nothing_of_the_next() -> None:
    state = state_of(*DECIDED, *TOLD, received(JAN[23]), remanded(JAN[24]))
    assert "determination" not in state.issued_to
    assert "determination" not in state.deposited_to
    again = state_of(*DECIDED, *TOLD, remanded(JAN[24]), issued(JAN[30], NOT, NOT, NOT))
    refused = refusals(again, LAND, sent(JAN[31], "determination", "fund"))
    assert any("has not been issued" in reason for reason in refused)


def test_mail_that_came_back_tells_which_notice() -> None:
    back = happened(JAN[24], assignment.MailReturned(notice="determination", party="fund", reason="moved"))
    state = state_of(*DECIDED, *TOLD, back)
    assert state.last("mail_returned:determination") is not None
    assert state.last("mail_returned:determination:payer") is not None


# --- Hours ------------------------------------------------------------------------------------------------------------

HASTY = replace(application(JAN[2], priority=intake.Priority.EXPEDITED, certified_by="doctor"), at=at(JAN[2], 15))


@pytest.mark.parametrize(("hour", "state", "hours"), [(14, StandingState.MET, 1), (17, StandingState.LATE, 2)])
def test_the_hour_of_an_act_decides_where_hours_run(hour: int, state: StandingState, hours: int) -> None:
    """48 hours from three o'clock end at three: two on the last day is in time, five is late."""
    decided = replace(issued(JAN[4], NOT, NOT, NOT), at=at(JAN[4], hour))
    [clock] = running("FREE-07", HASTY, decided)
    stands = standing(clock, at(JAN[31], 12), LAND)
    assert (stands.state, stands.hours) == (state, hours)


@pytest.mark.parametrize(("hour", "state"), [(14, StandingState.ENDED), (17, StandingState.LATE)])
def test_the_hour_of_an_end_decides_where_hours_run(hour: int, state: StandingState) -> None:
    gone = happened(JAN[4], aftermath.Withdrawn(party="worker", is_signed=True), at=at(JAN[4], hour))
    [clock] = running("FREE-07", HASTY, gone)
    assert standing(clock, at(JAN[31], 12), LAND).state is state


# --- Runs that begin anew ---------------------------------------------------------------------------------------------


def test_an_early_act_meets_the_first_run_and_no_renewed_one() -> None:
    """What was carried out before the second determination came does not carry that one out."""
    first = [application(JAN[2]), issued(JAN[10], NECESSARY, NOT, NOT), received(JAN[12])]
    early = happened(JAN[11], aftermath.Implemented(line="1", how="authorised"))
    [clock] = running("FREE-08", *first, early)
    assert clock.stopped is not None
    assert clock.stopped.on == JAN[11]
    again = [*first, remanded(JAN[15]), issued(JAN[20], NECESSARY, NOT, NOT)]
    dated_early = happened(JAN[16], aftermath.Implemented(line="1", how="authorised"))
    second = running("FREE-08", *again, received(JAN[22]), dated_early)[-1]
    assert second.started.on == JAN[22]
    assert second.stopped is None


def test_an_early_act_meets_a_first_run_that_something_may_renew() -> None:
    """Renewals divide the time of a clock; its first run is still one that may be met before it starts."""
    case = [application(JAN[2]), issued(JAN[10], NECESSARY, NOT, NOT)]
    early = happened(JAN[11], aftermath.Implemented(line="1", how="authorised"))
    runs = running("FREE-08", *case, early, received(JAN[12]), remanded(JAN[15]))
    assert [(run.started.on, run.stopped and run.stopped.on) for run in runs] == [(JAN[12], JAN[11])]


def test_the_first_act_by_its_day_meets_a_clock_whatever_the_order_of_entry() -> None:
    case = [application(JAN[2]), issued(JAN[10], NECESSARY, NOT, NOT), received(JAN[11])]
    acts = [happened(JAN[day], aftermath.Implemented(line="1", how="authorised")) for day in (20, 14)]
    for order in (acts, acts[::-1]):
        [clock] = running("FREE-08", *case, *order)
        assert clock.stopped is not None
        assert clock.stopped.on == JAN[14]


@pytest.fixture(scope="module")
def california() -> Programme:
    programme, findings = load_programme(programme_folder("ca_wc"))
    assert programme is not None, findings
    return programme


@pytest.mark.parametrize(("converted", "hour"), [(8, 10), (7, 9)])
def test_hours_of_haste_run_from_the_conversion_where_it_came_last(
    california: Programme, converted: int, hour: int
) -> None:
    """Found eligible and told on the 7th as a regular case: 24 hours for the record run from the later of receipt and
    the certification of haste, never from before anybody asked for it (8 CCR 9792.10.5(a)(1)).
    """
    eligible = happened(JAN[7], intake.EligibilityFound(outcome=intake.EligibilityOutcome.ELIGIBLE), at=at(JAN[7], 9))
    certified = happened(
        JAN[converted], assignment.ConvertedToExpedited(certified_by="doctor"), at=at(JAN[converted], hour)
    )
    state = state_under(california, application(JAN[2]), eligible, certified)
    [clock] = clocks_of(california.rule("CAWC-C-03"), state, california)
    assert clock.started.on == JAN[converted]
    assert clock.due is not None
    assert clock.due.trigger == at(JAN[converted], hour)


def state_under(programme: Programme, *occurrences: Occurrence) -> CaseState:
    from_land = state_of(*occurrences)
    return read_case(from_land.docket, programme)


# --- Law of a day -----------------------------------------------------------------------------------------------------


def test_the_days_for_service_are_those_of_the_day_it_was_sent() -> None:
    """A later text of the rule on service says nothing of a paper sent before it."""
    rule = LAND.rule("FREE-01")
    of_service = rule.versions[0].value.extended_by_service  # type: ignore[union-attr]
    service = LAND.rule(of_service)
    last = service.versions[-1]
    assert isinstance(last.value, ServiceDays)
    longer = replace(last, since=dt.date(2014, 1, 15), value=replace(last.value, days={"post": 30}, open_days={}))
    law = replace(LAND, rules={**LAND.rules, of_service: replace(service, versions=(*service.versions, longer))})
    before, after = dt.date(2014, 1, 14), dt.date(2014, 1, 15)
    assert due_date(law, "FREE-01", before, service="post") == due_date(LAND, "FREE-01", before, service="post")
    later = due_date(law, "FREE-01", after, service="post").raw
    assert later != due_date(LAND, "FREE-01", after, service="post").raw


def test_an_exposure_is_counted_by_the_text_of_the_day_asked_about(california: Programme) -> None:
    rule = next(
        rule
        for rule in california.rules.values()
        if len({version.value for version in rule.versions if isinstance(version.value, PenaltyValue)}) > 1
        or (len(rule.versions) > 1 and isinstance(rule.versions[-1].value, PenaltyValue))
    )
    newest = rule.versions[-1]
    due_on = newest.since - dt.timedelta(days=30)
    told = exposure(california, rule.id, due_on, due_on + dt.timedelta(days=3), law_on=newest.since)
    assert told.version_since == newest.since


# --- Oaths and orders -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("days", [(6, 9), (9, 6)])
def test_the_first_oath_by_its_day_counts(days: tuple[int, int]) -> None:
    oaths = [
        happened(JAN[day], review.ReviewerAttested(reviewer="r1", affiliations_denied=(), qualifications=""))
        for day in days
    ]
    assert state_of(application(JAN[2]), *oaths).reviewers.attested["r1"] == JAN[6]


def test_a_line_may_be_carried_out_on_the_day_of_its_determination_and_not_before() -> None:
    state = state_of(*DECIDED)
    for day, is_refused in ((JAN[19], True), (JAN[20], False)):
        carried = replace(
            happened(day, aftermath.Implemented(line="1", how="authorised")), by=Actor(role=Role.PAYER, id="fund")
        )
        refused = [reason for reason in refusals(state, LAND, carried) if "was not found necessary" in reason]
        assert bool(refused) is is_refused or any("dated" in reason for reason in refusals(state, LAND, carried))


def test_the_last_determination_of_a_line_says_whether_it_is_carried_out() -> None:
    carried = happened(JAN[25], aftermath.Implemented(line="1", how="authorised"))
    for first, second in ((NECESSARY, NOT), (NOT, NECESSARY)):
        again = (issued(JAN[10], first, NOT, NOT), remanded(JAN[15]), issued(JAN[20], second, NOT, NOT))
        state = state_of(application(JAN[2]), whole_file(JAN[3]), *again)
        refused = GUARDS["line_is_to_be_provided"](state, carried, carried.payload)
        assert bool(refused) is (second is NOT)


def oath(reviewer: str, on: dt.date) -> Occurrence:
    return happened(on, review.ReviewerAttested(reviewer=reviewer, affiliations_denied=(), qualifications=""))


def seat(reviewer: str, on: dt.date) -> Occurrence:
    return happened(on, review.ReviewerAssigned(reviewer=reviewer, qualifications=""))


def test_nobody_decides_whose_oath_was_struck_or_who_may_not_sit() -> None:
    case = (application(JAN[2]), whole_file(JAN[3]), oath("r1", JAN[4]), seat("r1", JAN[5]))
    decided = issued(JAN[20], NOT, NOT, NOT)
    assert GUARDS["the_panel_may_decide"](state_of(*case), decided, decided.payload) == ""
    assert "r1" in GUARDS["the_panel_may_decide"](state_of(*case, struck(JAN[6], 3)), decided, decided.payload)
    back = state_of(*case, happened(JAN[7], review.ReviewerRecused(reviewer="r1", reason="kin")), seat("r1", JAN[8]))
    assert "r1" in GUARDS["the_panel_may_decide"](back, decided, decided.payload)


def test_only_who_signed_and_sits_answers_lines_that_were_left_out() -> None:
    """Who sits and has not signed did not decide; nor did who signed and stepped down."""
    line = replace(application(JAN[2]).payload.treatments[0], id="9")  # type: ignore[attr-defined]
    supplement = aftermath.SupplementalIssued(
        reviewer="r1", treatments=(line,), findings=(review.LineFinding(line="9", necessity=NOT),), documents=()
    )
    case = (application(JAN[2]), whole_file(JAN[3]), oath("r1", JAN[4]), seat("r1", JAN[5]))
    guard = GUARDS["omitted_lines_are_answered"]
    told = happened(JAN[21], supplement)
    assert guard(state_of(*case), told, supplement) == "r1 did not decide this case"
    signed = happened(JAN[9], review.DeterminationSigned(reviewer="r1", findings=(), document=PAPER))
    assert guard(state_of(*case, signed), told, supplement) == ""


@pytest.mark.parametrize(("ground", "is_refused"), [("fraud", False), (" ", True), ("", True)])
def test_an_order_has_a_ground(ground: str, is_refused: bool) -> None:
    order = aftermath.SetAside(ground=ground)
    assert bool(GUARDS["ground_is_given"](state_of(*DECIDED), happened(JAN[25], order), order)) is is_refused


def test_the_stage_of_a_case_is_barred_by_what_it_may_not_be_in() -> None:
    """A stage whose flags fit, but that a flag of the case excludes, is passed over."""
    state = state_of(application(JAN[2]))
    first, second = LAND.procedure.stages[0], LAND.procedure.stages[-1]
    flag = next(iter(state.flags))
    barred = replace(first, when=(), unless=(flag,))
    law = replace(LAND, procedure=replace(LAND.procedure, stages=(barred, second)))
    assert stage(state, law) == second
    free = replace(first, when=(), unless=())
    assert stage(state, replace(LAND, procedure=replace(LAND.procedure, stages=(free, second)))) == free


# --- The fingerprint --------------------------------------------------------------------------------------------------


def test_every_file_of_a_programme_counts_in_its_fingerprint(tmp_path: Path) -> None:
    folder = tmp_path / "land"
    shutil.copytree(programme_folder("freedonia"), folder)
    before = fingerprint(folder)
    for path in sorted(folder.rglob("*.toml")):
        text = path.read_bytes()
        path.write_bytes(text + b"\n")
        assert fingerprint(folder) != before, path.name
        path.write_bytes(text)
    assert fingerprint(folder) == before
