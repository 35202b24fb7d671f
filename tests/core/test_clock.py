"""Clocks on a docket: what starts, meets, ends and prolongs them, and where they stand."""

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest

from evenhand.clock.due import due_date
from evenhand.clock.running import StandingState, clocks, standing
from evenhand.docket import aftermath, assignment, intake
from evenhand.docket.entry import Occurrence
from evenhand.docket.party import MedicalRecord
from evenhand.finding import Provenance
from evenhand.procedure.state import read_case
from tests.core.occurrences import LINES
from tests.core.small_case import (
    JAN,
    LAND,
    NECESSARY,
    NOT,
    RECORDED,
    application,
    at,
    docket,
    extension,
    happened,
    issued,
    received,
    records,
    refusal,
    remanded,
    running,
    state_of,
    whole_file,
)

# --- Starts -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("applied", "filed"), [(2, 9), (9, 2)])
def test_a_clock_of_several_starts_runs_from_the_latest(applied: int, filed: int) -> None:
    """Whichever came last by its legal day, in whatever order they were recorded."""
    first, second = application(JAN[applied]), whole_file(JAN[filed])
    [clock] = running("FREE-05", first, second)
    assert clock.started.on == JAN[9]
    assert clock.due is not None
    assert clock.due == due_date(LAND, "FREE-05", JAN[9], facts={"application_received": JAN[applied]})


def test_a_clock_does_not_start_before_all_its_starts() -> None:
    assert running("FREE-05", application(JAN[2]), records(JAN[3], "doctor_report")) == []
    [clock] = running(
        "FREE-05", application(JAN[2]), records(JAN[3], "doctor_report"), records(JAN[6], "accident_report")
    )
    assert clock.started.on == JAN[6]


def test_a_file_listed_but_not_received_completes_nothing() -> None:
    missing = MedicalRecord(id="1", title="report", answers=("accident_report", "doctor_report"), received=False)
    listed = happened(JAN[3], assignment.RecordsReceived(party="fund", documents=(missing,)))
    assert running("FREE-05", application(JAN[2]), listed) == []


def test_a_clock_that_starts_at_the_first_of_its_starts() -> None:
    [clock] = running(
        "FREE-07", application(JAN[2], priority=intake.Priority.EXPEDITED, certified_by="doctor"), whole_file(JAN[9])
    )
    assert clock.started.on == JAN[2]
    assert (
        running(
            "FREE-05",
            application(JAN[2], priority=intake.Priority.EXPEDITED, certified_by="doctor"),
            whole_file(JAN[9]),
        )
        == []
    )


def test_hours_run_from_the_instant_where_it_is_known() -> None:
    hasty = replace(application(JAN[2], priority=intake.Priority.EXPEDITED, certified_by="doctor"), at=at(JAN[2], 15))
    [clock] = running("FREE-07", hasty)
    assert clock.due is not None
    assert clock.due.due == at(JAN[4], 15)


def test_the_manner_of_service_of_the_start_counts() -> None:
    by_hand, by_post = (
        running("FREE-01", application(JAN[10]), refusal(dt.date(2013, 12, 2), service))[0]
        for service in ("by_hand", "post")
    )
    assert by_hand.due is not None
    assert by_post.due is not None
    assert (by_hand.due.raw, by_post.due.raw) == (dt.date(2014, 4, 2), dt.date(2014, 4, 5))


def test_a_right_used_before_its_time_began_was_used_in_time() -> None:
    """The application may come before anyone files the refusal it answers."""
    [clock] = running("FREE-01", application(JAN[2]), refusal(JAN[6]))
    assert clock.stopped is not None
    assert standing(clock, at(JAN[31], 12), LAND).state is StandingState.MET


# --- Stops, ends, restarts --------------------------------------------------------------------------------------------


def test_a_clock_is_met_once_and_by_the_first_that_meets_it() -> None:
    case = [application(JAN[2]), whole_file(JAN[3])]
    [clock] = running("FREE-05", *case, issued(JAN[20], NECESSARY, NOT, NOT))
    assert clock.stopped is not None
    assert clock.stopped.on == JAN[20]
    assert clock.ended is None


def test_a_clock_ends_without_an_outcome_where_the_case_does() -> None:
    gone = happened(JAN[9], aftermath.Withdrawn(party="worker", is_signed=True))
    [clock] = running("FREE-05", application(JAN[2]), whole_file(JAN[3]), gone)
    assert clock.stopped is None
    assert clock.ended is not None
    assert clock.ended.on == JAN[9]
    assert standing(clock, at(JAN[31], 12), LAND).state is StandingState.ENDED
    lines = [happened(JAN[9], aftermath.LineWithdrawn(line=line.id)) for line in LINES]
    [clock] = running("FREE-05", application(JAN[2]), whole_file(JAN[3]), *lines)
    assert clock.ended is not None
    assert clock.ended.name == "no_line_left"


def test_a_remand_starts_the_clock_anew_and_only_what_follows_meets_it() -> None:
    case = [application(JAN[2]), whole_file(JAN[3]), issued(JAN[20], NOT, NOT, NOT), remanded(JAN[21])]
    first, second = running("FREE-05", *case)
    assert (first.stopped and first.stopped.on, second.stopped) == (JAN[20], None)
    assert second.started.on == JAN[21]
    assert second.due == due_date(LAND, "FREE-05", JAN[21], facts={"application_received": JAN[2]})
    first, second = running("FREE-05", *case, issued(JAN[28], NOT, NOT, NOT))
    assert (first.stopped and first.stopped.on, second.stopped and second.stopped.on) == (JAN[20], JAN[28])


def test_a_first_run_left_open_is_not_met_by_what_follows_its_restart() -> None:
    first, second = running(
        "FREE-05", application(JAN[2]), whole_file(JAN[3]), remanded(JAN[21]), issued(JAN[28], NOT, NOT, NOT)
    )
    assert first.stopped is None
    assert second.stopped is not None


def test_each_line_has_its_own_clock() -> None:
    case = [application(JAN[2]), issued(JAN[20], NECESSARY, NOT, NECESSARY), received(JAN[22])]
    assert [clock.line for clock in running("FREE-08", *case)] == ["1", "3"]
    given_first = happened(JAN[24], aftermath.Implemented(line="1", how="authorised"))
    first, three = running("FREE-08", *case, given_first)
    assert first.stopped is not None
    assert three.stopped is None
    assert first.due == three.due == due_date(LAND, "FREE-08", JAN[22], facts={"application_received": JAN[2]})


def test_a_renewed_clock_waits_for_its_starts_to_happen_again() -> None:
    case = [application(JAN[2]), issued(JAN[10], NECESSARY, NOT, NOT), received(JAN[11])]
    again = [remanded(JAN[15]), issued(JAN[20], NOT, NECESSARY, NOT)]
    assert [clock.line for clock in running("FREE-08", *case, *again)] == ["1"]
    runs = running("FREE-08", *case, *again, received(JAN[22]))
    assert [(clock.line, clock.started.on) for clock in runs] == [("1", JAN[11]), ("2", JAN[22])]


# --- Periods ----------------------------------------------------------------------------------------------------------


def due_of(rule: str, *occurrences: Occurrence) -> Any:
    [clock] = running(rule, *occurrences)
    assert clock.due is not None
    return clock.due.due


def test_an_extension_prolongs_only_the_clock_of_its_rule() -> None:
    """20 open days from Mon 13 January end on Mon 10 February; a week more ends on the 17th."""
    begun = happened(JAN[8], assignment.Assigned(organisation="Board"))
    case = [application(JAN[2]), begun, whole_file(JAN[13])]
    assert due_of("FREE-05", *case) == dt.date(2014, 2, 10)
    assert due_of("FREE-05", *case, extension(JAN[14], "FREE-06", 7)) == dt.date(2014, 2, 17)
    assert due_of("FREE-05", *case, extension(JAN[14], "FREE-05", 7)) == dt.date(2014, 2, 10)
    assert due_of("FREE-03", *case, extension(JAN[14], "FREE-06", 7)) == due_of("FREE-03", *case)


def test_extensions_together_give_no_more_than_the_rule_allows() -> None:
    """FREE-06 gives seven days in all: three and six are seven, not nine."""
    case = [application(JAN[2]), whole_file(JAN[3])]
    seven = due_of("FREE-05", *case, extension(JAN[6], "FREE-06", 7))
    assert due_of("FREE-05", *case, extension(JAN[6], "FREE-06", 3), extension(JAN[7], "FREE-06", 6)) == seven


def test_what_happens_later_has_not_happened_on_the_day_looked_from() -> None:
    entries = docket(application(JAN[2]), whole_file(JAN[3]), issued(JAN[20], NOT, NOT, NOT))
    for until, stopped in ((JAN[19], False), (JAN[20], True)):
        state = read_case(entries, LAND, until)
        [clock] = [clock for clock in clocks(state, LAND) if clock.rule == "FREE-05"]
        assert (clock.stopped is not None) is stopped


def test_an_extension_counts_in_the_run_in_which_it_was_granted() -> None:
    case = [application(JAN[2]), whole_file(JAN[3]), extension(JAN[6], "FREE-06", 7)]
    first, second = running("FREE-05", *case, issued(JAN[20], NOT, NOT, NOT), remanded(JAN[21]))
    assert first.due is not None
    assert second.due is not None
    plain = due_date(LAND, "FREE-05", JAN[21], facts={"application_received": JAN[2]})
    assert second.due.due == plain.due
    assert first.due.raw == due_date(LAND, "FREE-05", JAN[3], longer_by=7).raw


def test_the_version_is_that_of_the_selecting_event_or_of_the_day_asked_about() -> None:
    case = state_of(application(dt.date(2015, 5, 1)), refusal(dt.date(2014, 10, 31)))
    [clock] = [clock for clock in clocks(case, LAND) if clock.rule == "FREE-01"]
    assert clock.due is not None
    assert (clock.due.version_since, clock.due.raw) == (dt.date(2010, 1, 1), dt.date(2015, 2, 28))
    [clock] = [clock for clock in clocks(case, LAND, law_on=dt.date(2015, 1, 1)) if clock.rule == "FREE-01"]
    assert clock.due is not None
    assert (clock.due.version_since, clock.due.raw) == (dt.date(2015, 1, 1), dt.date(2015, 3, 1))


@pytest.mark.parametrize(("year", "reason"), [(2011, "not in force"), (2021, "has not been read")])
def test_a_clock_without_law_says_why_it_has_no_due_date(year: int, reason: str) -> None:
    sent = happened(dt.date(year, 3, 1), assignment.Deposited(notice="determination", party="worker", method="by_hand"))
    [clock] = running("FREE-09", application(dt.date(year, 1, 4)), issued(dt.date(year, 2, 1), NOT, NOT, NOT), sent)
    assert clock.due is None
    assert reason in clock.unanswered
    assert standing(clock, RECORDED, LAND).state is StandingState.UNKNOWN


def test_a_clock_that_lacks_the_manner_of_service_says_so() -> None:
    sent = happened(JAN[9], assignment.Deposited(notice="review", party="fund", method="abroad"))
    [clock] = running("FREE-04", application(JAN[2]), sent)
    assert clock.due is None
    assert "manner of service" in clock.unanswered


def test_a_clock_takes_the_weakest_provenance_of_what_starts_and_stops_it() -> None:
    file = replace(whole_file(JAN[3]), provenance=Provenance.ASSUMED, because="no paper says", marks=("party",))
    [clock] = running("FREE-05", application(JAN[2]), file)
    assert clock.provenance is Provenance.STATED
    [clock] = running("FREE-05", application(JAN[2]), replace(file, marks=()))
    assert clock.provenance is Provenance.ASSUMED


# --- Standing ---------------------------------------------------------------------------------------------------------


def test_where_a_clock_stands() -> None:
    """20 open days from Fri 3 January end on Fri 31 January."""
    case = [application(JAN[2]), whole_file(JAN[3])]
    [clock] = running("FREE-05", *case)
    for on, left in ((JAN[29], 2), (JAN[31], 0)):
        stands = standing(clock, at(on, 23), LAND)
        assert (stands.state, stands.days, stands.hours) == (StandingState.RUNNING, left, None)
    late = standing(clock, at(dt.date(2014, 2, 1), 0), LAND)
    assert (late.state, late.days) == (StandingState.LATE, 1)
    for day, state, days in ((JAN[29], StandingState.MET, 2), (dt.date(2014, 2, 3), StandingState.LATE, 3)):
        [clock] = running("FREE-05", *case, issued(day, NOT, NOT, NOT))
        assert standing(clock, at(dt.date(2016, 1, 1), 0), LAND).state is state
        assert standing(clock, at(dt.date(2013, 1, 1), 0), LAND).days == days


def test_what_ended_late_stays_late_by_the_days_until_then() -> None:
    """20 open days from Fri 3 January end on Fri 31 January; the application is withdrawn on 3 February."""
    case = [application(JAN[2]), whole_file(JAN[3])]
    gone = happened(dt.date(2014, 2, 3), aftermath.Withdrawn(party="worker", is_signed=True))
    [clock] = running("FREE-05", *case, gone)
    for day in (dt.date(2014, 2, 3), dt.date(2016, 1, 1)):
        stands = standing(clock, at(day, 12), LAND)
        assert (stands.state, stands.days) == (StandingState.LATE, 3)
    in_time = happened(JAN[31], aftermath.Withdrawn(party="worker", is_signed=True))
    [clock] = running("FREE-05", *case, in_time)
    assert standing(clock, at(dt.date(2016, 1, 1), 12), LAND).state is StandingState.ENDED


def test_an_act_between_two_readings_is_not_called_late() -> None:
    [clock] = running("FREE-05", application(JAN[2]), whole_file(JAN[3]), issued(dt.date(2014, 2, 3), NOT, NOT, NOT))
    assert clock.due is not None
    for argued, state, days in (
        (dt.date(2014, 2, 3), StandingState.MET, 0),
        (dt.date(2014, 2, 2), StandingState.LATE, 3),
    ):
        contested = clock._replace(due=clock.due._replace(not_late_until=argued))
        stands = standing(contested, at(dt.date(2016, 1, 1), 12), LAND)
        assert (stands.state, stands.days) == (state, days)


def test_a_clock_of_hours_stands_to_the_hour() -> None:
    hasty = replace(application(JAN[2], priority=intake.Priority.EXPEDITED, certified_by="doctor"), at=at(JAN[2], 15))
    [clock] = running("FREE-07", hasty)
    for moment, state, hours in (
        (at(JAN[4], 12), StandingState.RUNNING, 3),
        (at(JAN[4], 15), StandingState.RUNNING, 0),
        (at(JAN[4], 17), StandingState.LATE, 2),
    ):
        stands = standing(clock, moment, LAND)
        assert (stands.state, stands.hours) == (state, hours)


def test_a_right_not_used_lapses_and_nobody_is_late() -> None:
    [clock] = running("FREE-01", refusal(dt.date(2013, 6, 3)))
    assert standing(clock, at(JAN[2], 9), LAND).state is StandingState.LAPSED


@pytest.mark.parametrize(
    ("own", "asked", "concerns"),
    [
        (("", ""), ("1", "worker"), True),
        (("1", ""), ("1", "worker"), True),
        (("2", ""), ("1", "worker"), False),
        (("", "worker"), ("1", "worker"), True),
        (("", "fund"), ("1", "worker"), False),
        (("2", "fund"), ("", ""), True),
        (("2", "fund"), ("", "fund"), True),
        (("2", "fund"), ("2", "worker"), False),
    ],
)
def test_a_clock_concerns_its_own_line_and_party_and_one_of_the_case_concerns_all(
    own: tuple[str, str], asked: tuple[str, str], concerns: bool
) -> None:
    [clock] = running("FREE-05", application(JAN[2]), whole_file(JAN[9]))
    assert clock._replace(line=own[0], party=own[1]).concerns(*asked) is concerns
