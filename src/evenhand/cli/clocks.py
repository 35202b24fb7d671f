"""`evenhand clocks` and `evenhand replay`: the clocks of a case, and the same case under the law of another day."""

import datetime as dt
from pathlib import Path

import click
from rich import box
from rich.console import Console
from rich.table import Table

from evenhand.cli.docket_table import standing_words
from evenhand.cli.programme_choice import day_or_instant, programme_of_case, refuse, say
from evenhand.clock import running
from evenhand.clock.charge import days_charged, stretches
from evenhand.clock.due import last_instant, legal_day, spoken
from evenhand.clock.exposure import exposure_of
from evenhand.clock.running import Clock, standing
from evenhand.procedure.state import CaseState, read_case
from evenhand.programme.model import Programme
from evenhand.run.output import verify_output

_CASE = click.argument("case", type=click.Path(exists=True, path_type=Path))
_PROGRAMME = click.option(
    "--programme", "name", default="", help="Where the programme lies that the case names, by id or folder."
)


def _read(case: Path, name: str, as_of: str | None = None) -> CaseState:
    docket, findings = verify_output(case)
    if docket is None:
        say(findings)
        refuse(f"{case} cannot be read as a case.")
    say(findings)
    programme = programme_of_case(docket, name)
    day = legal_day(day_or_instant(as_of, programme), programme) if as_of else None
    return read_case(docket, programme, day)


def _print(table: Table) -> None:
    console = Console(highlight=False)
    (console if console.is_terminal else Console(highlight=False, width=140)).print(table)


@click.command()
@_CASE
@click.option("--as-of", metavar="DATE", help="Look from this day; the day of the last entry when left out.")
@click.option("--charged", is_flag=True, help="Show instead who held the case on each of its days.")
@_PROGRAMME
def clocks(case: Path, as_of: str | None, charged: bool, name: str) -> None:
    """Show every clock of CASE and where it stands on a day.

    What happened after that day has not happened yet. CASE is the folder of a run, or a docket file. With --charged:
    each stage the case was in up to that day, who held it then, its calendar days, and the days charged to each holder.
    """
    state = _read(case, name, as_of)
    programme = state.programme
    day = legal_day(day_or_instant(as_of, programme), programme) if as_of else state.docket.entries[-1].on
    if charged:
        _show_charged(state, day)
        return
    at = last_instant(day, programme)
    table = Table(title=f"Clocks of {state.case_number} on {day}", box=box.SIMPLE_HEAD, title_justify="left")
    for heading in ("Rule", "Clock", "Holder", "Started", "Due", "Standing", "Authority"):
        table.add_column(heading)
    for clock in running.clocks(state, programme):
        table.add_row(*_row(clock, programme, at))
    _print(table)


def _show_charged(state: CaseState, day: dt.date) -> None:
    programme = state.programme
    covered = stretches(state.written, programme, day)
    if not covered:
        refuse(f"{state.case_number} has no day before {day}: it began on {state.written.entries[0].on}.")
    table = Table(title=f"Days of {state.case_number} up to {day}", box=box.SIMPLE_HEAD, title_justify="left")
    for heading in ("From", "To", "Days", "Stage", "Held by"):
        table.add_column(heading)
    for stretch in covered:
        holder = programme.label(stretch.holder) if stretch.holder else "nobody"
        table.add_row(f"{stretch.since}", f"{stretch.until}", f"{stretch.days}", stretch.title, holder)
    _print(table)
    for holder, days in sorted(days_charged(covered).items(), key=lambda held: -held[1]):
        click.echo(f"Charged to the {programme.label(holder)}: {days} day{'' if days == 1 else 's'}.")


def _row(clock: Clock, programme: Programme, at: dt.datetime) -> tuple[str, ...]:
    label = f"{clock.label} (line {clock.line})" if clock.line else clock.label
    holder, started = programme.label(clock.holder), f"{clock.started.on}"
    if clock.due is None:
        return clock.rule, label, holder, started, "", clock.unanswered, ""
    now = standing_words(clock, standing(clock, at, programme))
    exposed = exposure_of(clock, at, programme)
    if exposed is not None:
        now += f"; exposure at most {exposed.amount} dollars ({exposed.rule})"
    mark = "" if clock.provenance == "stated" else f" [{clock.provenance}]"
    due, authority = spoken(clock.due.due), "; ".join(clock.due.citation)
    return clock.rule, label, holder, started, due, now + mark.replace("[", r"\["), authority


@click.command()
@_CASE
@click.option("--law", required=True, metavar="DATE", help="The day whose law is applied.")
@_PROGRAMME
def replay(case: Path, law: str, name: str) -> None:
    """Run the clocks of CASE under the law of another day, and show each difference."""
    state = _read(case, name)
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
    _print(table)


def _keyed(all_clocks: tuple[Clock, ...]) -> dict[tuple[str, str, int], Clock]:
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
