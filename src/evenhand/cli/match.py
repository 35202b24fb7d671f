"""`evenhand match`: give the cases of an instance to reviewers, and say why."""

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

import click
from rich import box
from rich.console import Console
from rich.table import Table

from evenhand.cli.panel_rules import match_instance, panel_law, say_worst
from evenhand.cli.programme_choice import refuse
from evenhand.codec import to_plain
from evenhand.finding import Finding, is_fatal
from evenhand.panel.instance.instance_file import (
    MatchInstance,
    instance_findings,
    panel_day,
    unknown_roles,
)
from evenhand.panel.matching.counts_in_words import counted
from evenhand.panel.matching.ranking import Ranking, ranking
from evenhand.panel.matching.standing import PanelDay

try:
    from evenhand.panel.matching.queue import assign
    from evenhand.panel.matching.queue_outcome import Batch
except ModuleNotFoundError as missing:
    raise click.ClickException(
        f"`evenhand match` needs {missing.name}, which is not installed. Install it: pip install 'evenhand[panel]'"
    ) from missing

_SHOWN = 50


@click.command()
@click.argument("instance", metavar="INSTANCE.json", type=click.Path(path_type=Path))
@click.option("--case", "case_id", default="", metavar="ID", help="Rank the reviewers for this one case instead.")
@click.option("--seed", default="", metavar="TEXT", help="Draw lots from this instead of the instance's seed.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def match(instance: Path, case_id: str, seed: str, as_json: bool) -> None:
    """Give every case of INSTANCE.json a reviewer, at the least cost over all of them, and say why.

    The same file gives the same list. Exit code 0: every case has its reviewers; 1: some case remains, with the
    reason; 2: the instance cannot be used.
    """
    read = match_instance(instance)
    ruled = panel_law(read.programme, read.day)
    findings = (*instance_findings(read, ruled.rules, str(instance)), *unknown_roles(read, ruled.law, str(instance)))
    if is_fatal(findings):
        say_worst(findings)
        refuse(f"Nothing was assigned: {instance} must be corrected first.")
    panel = panel_day(read, ruled.law, ruled.rules)
    if case_id:
        _show_ranking(_ranking(panel, read, case_id, seed or read.seed), findings, panel.rules.fit.caveat, as_json)
        return
    batch = assign(panel, read.cases, seed or read.seed)
    if as_json:
        _print({"findings": to_plain(findings), "caveat": panel.rules.fit.caveat} | _batch_plain(batch))
    else:
        say_worst(findings)
        _show(batch, panel.rules.fit.caveat)
    raise SystemExit(1 if batch.unassigned else 0)


def _ranking(panel: PanelDay, read: MatchInstance, case_id: str, seed: str) -> Ranking:
    case = next((case for case in read.cases if case.id == case_id), None)
    if case is None:
        refuse(f"The instance has no case {case_id!r}.")
    return ranking(panel, case, seed)


def _batch_plain(batch: Batch) -> dict[str, Any]:
    return {
        "seed": batch.seed,
        "cost": batch.cost,
        "arcs": batch.arcs,
        "assigned": [asdict(assignment) for assignment in batch.assigned],
        "unassigned": [{**asdict(shortage), "words": shortage.words} for shortage in batch.unassigned],
        "loads": [asdict(load) for load in batch.loads],
    }


def _print(plain: Any) -> None:
    click.echo(json.dumps(plain, ensure_ascii=False, indent=1, sort_keys=True))


def _show(batch: Batch, caveat: str) -> None:
    console = Console(markup=False, highlight=False)
    table = Table(
        box=box.SIMPLE_HEAD,
        title=f"{counted(len(batch.assigned), 'assignment')}, seed {batch.seed}",
        title_justify="left",
    )
    for heading in ("Case", "Reviewer", "Fit", "Why"):
        table.add_column(heading, overflow="fold")
    for assignment in batch.assigned[:_SHOWN]:
        table.add_row(assignment.case, assignment.reviewer, str(assignment.score), assignment.sentence)
    console.print(table)
    if len(batch.assigned) > _SHOWN:
        console.print(f"and {len(batch.assigned) - _SHOWN} more; --json gives them all.")
    for shortage in batch.unassigned:
        shown = ", ".join(shortage.cases[:5]) + (" ..." if len(shortage.cases) > 5 else "")
        console.print(
            f"Without a reviewer ({counted(shortage.seats, 'seat')}; {shown}): {shortage.words}", style="bold"
        )
    if caveat:
        console.print(caveat)
    busy = [load for load in batch.loads if load.given]
    if busy:
        highest = max(busy, key=lambda load: load.after)
        console.print(
            f"Load: {len(busy)} of {len(batch.loads)} reviewers were given cases; the highest share of capacity is "
            f"{highest.after} percent ({highest.reviewer}, before {highest.before})."
        )


def _show_ranking(ranked: Ranking, findings: tuple[Finding, ...], caveat: str, as_json: bool) -> None:
    if as_json:
        _print({"findings": to_plain(findings), "caveat": caveat, **asdict(ranked)})
        return
    say_worst(findings)
    console = Console(markup=False, highlight=False)
    table = Table(box=box.SIMPLE_HEAD, title=ranked.words, title_justify="left")
    for heading in ("Reviewer", "Points", "Fit", "Load", "Lot", "Why"):
        table.add_column(heading, overflow="fold")
    for candidate in ranked.candidates:
        load = f"{candidate.load_before} to {candidate.load_after} %"
        table.add_row(
            candidate.reviewer,
            str(candidate.cost),
            str(candidate.fit.score),
            load,
            str(candidate.lot),
            candidate.sentence,
        )
    console.print(table)
    if caveat:
        console.print(caveat)
