"""`evenhand panel figures`: how much each reviewer decided, how long it took, and what came of it."""

from pathlib import Path

import click
from rich import box
from rich.console import Console
from rich.table import Table

from evenhand.cli.programme_choice import programme_of_case, refuse, say
from evenhand.docket.entry import Docket
from evenhand.docket.party import Role
from evenhand.panel.oversight.disclosure import may_see_figures
from evenhand.panel.oversight.figures import ReviewerFigures, reviewer_figures
from evenhand.panel.requirements.load import load_panel_rules
from evenhand.panel.requirements.policy import DisclosurePolicy
from evenhand.procedure.reviewer_in_case import INSIDE
from evenhand.programme.model import Programme
from evenhand.run.output import verify_output


@click.command()
@click.argument("dockets", metavar="DOCKET...", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
@click.option("--for", "role", required=True, type=click.Choice([role.value for role in Role]), help="Who asks.")
@click.option("--programme", "name", default="", help="Where the programme lies that the cases name, by id or folder.")
def figures(dockets: tuple[Path, ...], role: str, name: str) -> None:
    """Tell the figures of each reviewer in the dockets of DOCKET.

    DOCKET is a docket file or the folder of a run; name as many as there are. What somebody found counts only once the
    determination has been issued. Outside the organization no row says whose it is. Exit code 2: a docket cannot be
    read, or the programme keeps figures of single reviewers from that role.
    """
    read = tuple(_docket(path) for path in dockets)
    programmes = {programme.id: programme for programme in (programme_of_case(docket, name) for docket in read)}
    if len(programmes) > 1:
        refuse(f"These cases run under {' and '.join(programmes)}; ask for one programme at a time.")
    (programme,) = programmes.values()
    policy = _policy(programme)
    if not may_see_figures(Role(role), policy):
        allowed = " and ".join(programme.label(allowed_role) for allowed_role in policy.figures_for)
        refuse(f"Figures of single reviewers are for the {allowed} alone, not for the {programme.label(role)}.")
    _show(tuple(reviewer_figures(read, Role(role), policy).values()), len(read), is_named=Role(role) in INSIDE)


def _docket(path: Path) -> Docket:
    docket, findings = verify_output(path)
    say(findings)
    if docket is None:
        refuse(f"{path} cannot be read as a case.")
    return docket


def _policy(programme: Programme) -> DisclosurePolicy:
    rules, findings = load_panel_rules(programme.folder, programme.rules)
    say(findings)
    if rules is None:
        refuse(f"The panel of {programme.id!r} cannot be used until this is corrected.")
    return rules.policy.disclosure


def _show(rows: tuple[ReviewerFigures, ...], cases: int, *, is_named: bool) -> None:
    """Outside the organisation no row names a physician, not by its place either: the order is that of the figures."""
    rows = rows if is_named else tuple(sorted(rows, key=_order))
    title = f"{len(rows)} reviewer{'' if len(rows) == 1 else 's'} in {cases} case{'' if cases == 1 else 's'}"
    table = Table(box=box.SIMPLE_HEAD, title=title, title_justify="left")
    for heading in ("Reviewer", "Assigned", "Decided", "Stepped down", "Sent back", "Lines found", "Median days"):
        table.add_column(heading)
    for row in rows:
        lines = ", ".join(f"{necessity.replace('_', ' ')} {count}" for necessity, count in sorted(row.lines.items()))
        days = "" if row.median_days is None else f"{row.median_days:g}"
        counts = (row.assigned, row.decided, row.stepped_down, row.sent_back)
        table.add_row(row.reviewer if is_named else "a physician", *map(str, counts), lines, days)
    console = Console(markup=False, highlight=False)
    (console if console.is_terminal else Console(markup=False, highlight=False, width=140)).print(table)


def _order(row: ReviewerFigures) -> tuple[object, ...]:
    lines = sorted((necessity.value, count) for necessity, count in row.lines.items())
    return -row.assigned, -row.decided, row.stepped_down, row.sent_back, row.days, lines
