"""What the law gives a letter: the due days of a case's clocks, the length of periods, and what lateness exposes to."""

import datetime as dt
from typing import Any

from evenhand.citation import VerificationStatus
from evenhand.clock.due import legal_day
from evenhand.clock.fee import fees
from evenhand.clock.running import clocks, decision_clock
from evenhand.letter.determination_letter import blank_of, clock_fact, clock_values
from evenhand.procedure.law import selecting_day
from evenhand.procedure.state import CaseState
from evenhand.programme.model import Programme
from evenhand.programme.rule import DeadlineValue, PenaltyValue, Rule, RuleKind, RuleVersion, Unit

_UNREAD = PenaltyValue(per_day=None, cap=None)


def law_values(state: CaseState, programme: Programme, on: dt.date, line: str = "", party: str = "") -> dict[str, Any]:
    """What the rules say of a case, for a letter made on a day; a rule stands in names by its id (`cawc_c_01`). Where
    it is about one `line` of the request, or about what one `party` was asked, no clock of another counts.

    Each clock gives the day it is due (`due_cawc_c_01`, that day without service under `plain_due_`, its instant where
    the hour is known under `due_at_`), None where it does not run, and whether that day has not passed (`is_open_`).
    Each period that is one number for all manners of service stands under `period_`, the rule and the unit it counts;
    each penalty under `penalty_` and the rule. `fee_schedule_read` tells whether anybody has read the schedule of fees
    that holds for the case.
    """
    return {
        **_due_days(state, programme, on, line, party),
        **_periods(state, programme, on),
        **_penalties(state, programme, on),
        "fee_schedule_read": all(fee.is_read for fee in fees(state, programme, on)),
    }


def _due_days(state: CaseState, programme: Programme, on: dt.date, line: str, party: str) -> dict[str, Any]:
    """The due day of every clock of the programme, None for the clocks that do not run in this case; where the hour is
    known, its instant under `due_at_`; and the day the determination is due, whichever clock says so.
    """
    values: dict[str, Any] = {"decision_due": None}
    for rule in programme.clocked:
        key = blank_of(rule.id)
        values |= {f"due_at_{key}": None, f"is_open_{key}": False}
    values |= clock_values(state, programme, line, party)
    for clock in clocks(state, programme):
        rule = programme.rules[clock.rule]
        if clock.due is None or not clock.concerns(line, party):
            continue
        values[f"is_open_{blank_of(rule.id)}"] = legal_day(clock.due.due, programme) >= on
        if isinstance(clock.due.due, dt.datetime) and clock.started.at is not None:
            values[f"due_at_{blank_of(rule.id)}"] = clock.due.due
    deciding = decision_clock(state, programme)
    if deciding is not None and deciding.due is not None:
        values["decision_due"] = clock_fact(state, deciding, legal_day(deciding.due.due, programme))
    return values


def _periods(state: CaseState, programme: Programme, on: dt.date) -> dict[str, Any]:
    """The length of every period that is one number for all manners of service, by unit; None in the other units, and
    where no text read gives it.
    """
    values: dict[str, Any] = {}
    for rule in programme.rules.values():
        if rule.kind is RuleKind.DEADLINE:
            value = _version(state, rule, on).value
            periods = value.periods if isinstance(value, DeadlineValue) else ()
            for unit in Unit:
                counts = [period.count for period in periods if period.unit is unit]
                values[f"period_{blank_of(rule.id)}_{unit}"] = counts[0] if len(periods) == 1 and counts else None
    return values


def _penalties(state: CaseState, programme: Programme, on: dt.date) -> dict[str, Any]:
    """What lateness exposes to, by rule: `penalty_cawc_c_10_per_day`, `…_cap` and `…_ceiling` (the most for a day) in
    United States dollars, and `…_citation`. An amount is None where no text read gives it; only the regulator assesses.
    """
    values: dict[str, Any] = {}
    for rule in programme.rules.values():
        if rule.kind is RuleKind.PENALTY:
            version = _version(state, rule, on)
            is_read = version.status is not VerificationStatus.UNVERIFIED
            penalty = version.value if is_read and isinstance(version.value, PenaltyValue) else _UNREAD
            name = f"penalty_{blank_of(rule.id)}"
            values[f"{name}_per_day"], values[f"{name}_cap"] = penalty.per_day, penalty.cap
            values[f"{name}_ceiling"] = penalty.ceiling_per_day
            values[f"{name}_citation"] = version.citation[0]
    return values


def _version(state: CaseState, rule: Rule, on: dt.date) -> RuleVersion:
    """The version of a rule that the case selects; that of the letter's own day where the selecting day is unknown."""
    return rule.version_on(selecting_day(state, rule, on))
