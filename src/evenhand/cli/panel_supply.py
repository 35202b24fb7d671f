"""`evenhand panel supply`: which kinds of case run short of reviewers in the coming weeks."""

import json
from dataclasses import asdict
from pathlib import Path

import click
from rich import box
from rich.console import Console
from rich.table import Table

from evenhand.cli.panel_rules import match_instance, panel_law, say_worst
from evenhand.cli.programme_choice import refuse
from evenhand.finding import Place, is_fatal
from evenhand.panel.instance.instance_file import instance_findings, panel_day, unknown_roles
from evenhand.panel.requirements.fit import AreaUnderReview, area_findings
from evenhand.panel.requirements.load import PanelRules

try:
    from evenhand.panel.oversight.supply import Expected, WeekForecast, forecast
except ModuleNotFoundError as missing:
    raise click.ClickException(
        f"`evenhand panel supply` needs {missing.name}, not installed here. Install it: pip install 'evenhand[panel]'"
    ) from missing


@click.command()
@click.argument("instance", metavar="INSTANCE.json", type=click.Path(path_type=Path))
@click.option(
    "--weeks", type=click.IntRange(1, 104), help="How many weeks to look ahead; the house's own when left out."
)
@click.option(
    "--each-week",
    "arriving",
    multiple=True,
    metavar="TREATMENT,REGION[,CONDITION]=COUNT",
    help="Cases of a kind that arrive every week after the first; repeat as needed.",
)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def supply(instance: Path, weeks: int | None, arriving: tuple[str, ...], as_json: bool) -> None:
    """Forecast week by week which kinds of case find no reviewer.

    Reckoned from the queue, panel and loads of INSTANCE.json and from what arrives; conflicts are left out, for they
    turn on the single case. Exit code 0: every case finds a place; 1: some wait, and the words say for whom; 2: the
    instance cannot be used.
    """
    read = match_instance(instance)
    ruled = panel_law(read.programme, read.day)
    findings = (*instance_findings(read, ruled.rules, str(instance)), *unknown_roles(read, ruled.law, str(instance)))
    if is_fatal(findings):
        say_worst(findings)
        refuse(f"Nothing was reckoned: {instance} must be corrected first.")
    expected = [_expected(text, ruled.rules) for text in arriving]
    ahead = weeks or ruled.rules.policy.supply_weeks
    reckoned = forecast(panel_day(read, ruled.law, ruled.rules), read.cases, expected, ahead)
    if as_json:
        click.echo(json.dumps({"weeks": [asdict(week) for week in reckoned]}, default=str, indent=1, sort_keys=True))
    else:
        say_worst(findings)
        _show(reckoned, ruled.rules.fit.caveat)
    raise SystemExit(1 if any(week.short for week in reckoned) else 0)


def _expected(text: str, rules: PanelRules) -> Expected:
    kind, _, count = text.rpartition("=")
    parts = [part.strip() for part in kind.split(",")]
    if len(parts) not in (2, 3) or not count.strip().isdecimal():
        raise click.BadParameter(f"{text!r} is not TREATMENT,REGION[,CONDITION]=COUNT", param_hint="--each-week")
    condition = parts[2] if len(parts) == 3 else ""
    areas = (AreaUnderReview(line="1", treatment=parts[0], region=parts[1], condition=condition),)
    wrong = tuple(area_findings(areas, rules.vocabulary, Place(key="--each-week")))
    if wrong:
        say_worst(wrong)
        refuse("Name treatment, region and condition by their ids in the programme's vocabulary.")
    return Expected(areas=areas, each_week=int(count))


def _show(reckoned: tuple[WeekForecast, ...], caveat: str) -> None:
    console = Console(markup=False, highlight=False)
    table = Table(box=box.SIMPLE_HEAD, title="Reviewers in the coming weeks", title_justify="left")
    for heading in ("Week of", "Cases to decide", "Places", "Placed", "Waiting"):
        table.add_column(heading, justify="right")
    for week in reckoned:
        counts = (week.demand, week.capacity, week.placed, week.demand - week.placed)
        table.add_row(f"{week.week_of}", *map(str, counts))
    console.print(table)
    for week in reckoned:
        for shortage in week.short:
            console.print(shortage.words)
    if caveat:
        console.print(caveat)
