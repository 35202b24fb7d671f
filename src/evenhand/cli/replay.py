"""`evenhand replay`: a case under the law of another day: clocks, exposure, eligibility and fee."""

import datetime as dt
from pathlib import Path

import click
from rich import box
from rich.table import Table

from evenhand.cli.clocks import CASE, PROGRAMME, print_table, read
from evenhand.cli.programme_choice import day_or_instant
from evenhand.clock import running
from evenhand.clock.due import last_instant, legal_day, spoken
from evenhand.clock.exposure import exposure_of
from evenhand.clock.fee import Fee, fees
from evenhand.clock.running import Clock
from evenhand.eligibility.reading import eligibility
from evenhand.finding import Finding
from evenhand.procedure.state import CaseState
from evenhand.programme.model import Programme

_Clocks = dict[tuple[str, str, int], Clock]


@click.command()
@CASE
@click.option("--law", required=True, metavar="DATE", help="The day whose law is applied.")
@PROGRAMME
def replay(case: Path, law: str, name: str) -> None:
    """Run CASE under the law of another day, and show each difference.

    Clocks, exposure to penalties, the reading of eligibility and the fee, as they stood on the day of the last entry.
    """
    state = read(case, name)
    programme = state.programme
    day = legal_day(day_or_instant(law, programme), programme)
    own, other = _keyed(running.clocks(state, programme)), _keyed(running.clocks(state, programme, law_on=day))
    table = Table(
        title=f"{state.case_number} under its own law and under the law of {day}",
        box=box.SIMPLE_HEAD,
        title_justify="left",
    )
    for heading in ("Rule", "Clock", "Due under its own law", f"Due under the law of {day}", "Difference"):
        table.add_column(heading)
    for key in own:
        table.add_row(own[key].rule, own[key].label, *_compared(own[key], other.get(key), programme))
    print_table(table)
    _show_exposure(state, own, other, day)
    _show_eligibility(state, day)
    _show_fees(state, day)


def _last(state: CaseState) -> dt.datetime:
    """The last instant of the day of the last entry."""
    return last_instant(state.docket.entries[-1].on, state.programme)


def _second_table(title: str, day: dt.date, what: str) -> Table:
    table = Table(title=title, box=box.SIMPLE_HEAD, title_justify="left")
    for heading in ("Rule", what, "Under its own law", f"Under the law of {day}", "Difference"):
        table.add_column(heading)
    return table


def _show_exposure(state: CaseState, own: _Clocks, other: _Clocks, day: dt.date) -> None:
    table = _second_table("Exposure", day, "Clock")
    for key, clock in own.items():
        first = _exposed(clock, state, None)
        second = _exposed(other[key], state, day) if key in other else "none"
        if (first, second) != ("none", "none"):
            table.add_row(clock.rule, clock.label, first, second, _alike(first, second))
    print_table(table) if table.row_count else click.echo("Exposure: none under either law.")


def _exposed(clock: Clock, state: CaseState, law_on: dt.date | None) -> str:
    exposed = exposure_of(clock, _last(state), state.programme, law_on)
    return f"{exposed.amount} dollars for {exposed.days} days ({exposed.rule})" if exposed else "none"


def _show_eligibility(state: CaseState, day: dt.date) -> None:
    at = _last(state)
    own, other = eligibility(state, state.programme, at), eligibility(state, state.programme, at, law_on=day)
    table = _second_table("Eligibility", day, "Reason")
    first, second = _by_reason(own.findings), _by_reason(other.findings)
    for reason in dict.fromkeys([*first, *second]):
        here, there = first.get(reason), second.get(reason)
        answers = [f"{told.severity}: {told.message}" if told else "not looked at" for told in (here, there)]
        rule = here or there
        table.add_row(rule.rule if rule else "", reason, *answers, _alike(*answers))
    table.add_row("", "all together", own.outcome.value, other.outcome.value, _alike(own.outcome, other.outcome))
    print_table(table)


def _by_reason(findings: tuple[Finding, ...]) -> dict[str, Finding]:
    return {finding.topic: finding for finding in findings}


def _show_fees(state: CaseState, day: dt.date) -> None:
    on = state.docket.entries[-1].on
    table = _second_table("Fee", day, "Rows that fit")
    pairs = zip(fees(state, state.programme, on), fees(state, state.programme, on, day), strict=True)
    for own, other in pairs:
        first, second = _amounts(own), _amounts(other)
        table.add_row(own.rule, f"{len(own.amounts)}, {len(other.amounts)}", first, second, _alike(first, second))
    print_table(table)


def _amounts(fee: Fee) -> str:
    if not fee.is_read:
        return fee.unanswered
    return (
        ", ".join("amount not read" if dollars is None else f"{dollars} dollars" for dollars in fee.amounts) or "none"
    )


def _alike(first: str, second: str) -> str:
    return "same" if first == second else "another"


def _keyed(all_clocks: tuple[Clock, ...]) -> _Clocks:
    return {(clock.rule, clock.line, clock.started.entry): clock for clock in all_clocks}


def _compared(own: Clock, other: Clock | None, programme: Programme) -> tuple[str, str, str]:
    first = spoken(own.due.due) if own.due else own.unanswered
    if other is None:
        return first, "no such clock", "gone"
    second = spoken(other.due.due) if other.due else other.unanswered
    if own.due is None or other.due is None:
        return first, second, "same" if own.due is other.due else "one of them has no answer"
    days = (legal_day(other.due.due, programme) - legal_day(own.due.due, programme)).days
    if days:
        return first, second, f"{abs(days)} days {'later' if days > 0 else 'earlier'}"
    changed = own.due.version_since != other.due.version_since
    return first, second, f"same day, by the text of {other.due.version_since}" if changed else "same"
