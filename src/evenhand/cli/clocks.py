"""`evenhand clocks`: the clocks of a case, and who held it on each of its days."""

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

CASE = click.argument("case", type=click.Path(exists=True, path_type=Path))
PROGRAMME = click.option(
    "--programme", "name", default="", help="Where the programme lies that the case names, by id or folder."
)


def read(case: Path, name: str) -> CaseState:
    """The case of a folder or docket file under the programme it names; what is wrong is said."""
    docket, findings = verify_output(case)
    if docket is None:
        say(findings)
        refuse(f"{case} cannot be read as a case.")
    say(findings)
    programme = programme_of_case(docket, name)
    return read_case(docket, programme)


def print_table(table: Table) -> None:
    """Print a table, wide enough where it goes to no terminal."""
    console = Console(highlight=False)
    (console if console.is_terminal else Console(highlight=False, width=140)).print(table)


@click.command()
@CASE
@click.option("--as-of", metavar="DATE", help="Look from this day; the day of the last entry when left out.")
@click.option("--charged", is_flag=True, help="Show instead who held the case on each of its days.")
@PROGRAMME
def clocks(case: Path, as_of: str | None, charged: bool, name: str) -> None:
    """Show every clock of CASE and where it stands on a day.

    What happened after that day has not happened yet. CASE is the folder of a run, or a docket file. With --charged:
    each stage the case was in up to that day, who held it then, its calendar days, and the days charged to each holder.
    """
    whole = read(case, name)
    programme, last = whole.programme, whole.docket.entries[-1].on
    day = legal_day(day_or_instant(as_of, programme), programme) if as_of else last
    state = read_case(whole.written, programme, day) if as_of else whole
    if not any(state.standing()):
        refuse(f"Nothing had happened in case {whole.case_number} by {day}: its first entry is of a later day.")
    if charged:
        _show_charged(state, day)
        return
    at = last_instant(day, programme)
    table = Table(title=f"Clocks of {state.case_number} on {day}", box=box.SIMPLE_HEAD, title_justify="left")
    for heading in ("Rule", "Clock", "Holder", "Started", "Due", "Standing", "Authority"):
        table.add_column(heading)
    for clock in running.clocks(state, programme):
        table.add_row(*_row(clock, programme, at))
    print_table(table)


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
    print_table(table)
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
