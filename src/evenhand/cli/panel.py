"""`evenhand panel`: credential files, checked, imported and printed."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import click
from rich import box
from rich.console import Console
from rich.table import Table

from evenhand.cli.lazy_group import LazyGroup
from evenhand.cli.panel_rules import PanelLawOfDay, panel_law, say_worst
from evenhand.cli.programme_choice import own_programmes, programme_option, refuse, say, the_programme
from evenhand.finding import Finding, Severity, is_fatal
from evenhand.letter.approval import approved_by, read_approvals
from evenhand.letter.credential_file import credential_file_values
from evenhand.letter.filling import Boxes, document
from evenhand.letter.pdf import pdf
from evenhand.letter.press import unprintable
from evenhand.letter.wording_file import load_wording
from evenhand.panel.matching.counts_in_words import counted
from evenhand.panel.people.credential_check import panel_findings
from evenhand.panel.people.credentials import Reviewer, expiries
from evenhand.panel.people.nppes import RULE, read_nppes
from evenhand.panel.people.panel_csv import panel_csv, read_panel_table
from evenhand.panel.requirements.qualification import barred_on
from evenhand.spreadsheet import decoded_lines

_programme = programme_option("panel")
_on = click.option("--on", "day", required=True, metavar="DATE", help="The day for which it is asked.")

_OVERSIGHT = {
    "figures": ("evenhand.cli.panel_figures", "Tell the figures of each reviewer in the dockets of DOCKET."),
    "independence": (
        "evenhand.cli.panel_independence",
        "Say what speaks against the independence of the review organization.",
    ),
    "supply": ("evenhand.cli.panel_supply", "Forecast week by week which kinds of case find no reviewer."),
}


@click.group(cls=LazyGroup, lazy=_OVERSIGHT)
def panel() -> None:
    """Keep a panel of reviewers: their credential files, what runs short, how independent the organization is."""


@panel.command("check")
@click.argument("file", metavar="PANEL.csv", type=click.Path(path_type=Path))
@_on
@_programme
def check(file: Path, day: str, name: str) -> None:
    """Say what is wrong with the files of PANEL.csv, and who may review on a day.

    Exit code 0: everybody may; 1: somebody may not, with the requirement and its authority; 2: the table cannot be
    read.
    """
    ruled = panel_law(name, _day(day))
    reviewers = _reviewers(file)
    say_worst(panel_findings(reviewers, ruled.law.day, ruled.rules.vocabulary))
    table = Table(
        box=box.SIMPLE_HEAD, title=f"{counted(len(reviewers), 'reviewer')} on {ruled.law.day}", title_justify="left"
    )
    for heading in ("Reviewer", "May review", "Why not", "Next to end"):
        table.add_column(heading, overflow="fold")
    barred = 0
    for reviewer in reviewers:
        reasons = list(_bars(reviewer, ruled))
        barred += bool(reasons)
        coming = [f"{expiry.on} {expiry.fact}" for expiry in expiries(reviewer) if expiry.on > ruled.law.day]
        table.add_row(reviewer.id, "no" if reasons else "yes", " ".join(reasons), coming[0] if coming else "")
    Console(markup=False, highlight=False).print(table)
    raise SystemExit(1 if barred else 0)


def _bars(reviewer: Reviewer, ruled: PanelLawOfDay) -> Iterator[str]:
    for finding in barred_on(reviewer, ruled.law.day, ruled.law, ruled.rules):
        if finding.severity is Severity.FATAL:
            yield f"{finding.message} ({finding.citation or finding.rule})"


@panel.command("import-nppes")
@click.argument("file", metavar="NPIDATA.csv", type=click.Path(path_type=Path))
@click.option("--npi", "wanted", multiple=True, metavar="NPI", help="Take only this identifier; repeat as needed.")
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), required=True, help="The table to write.")
@_on
@_programme
def import_nppes(file: Path, wanted: tuple[str, ...], out: Path, day: str, name: str) -> None:
    """Begin credential files from the public file of the enumeration system.

    What stands there the holders say of themselves: each fact is due for verification at once, and nobody may review
    on it.
    """
    ruled = panel_law(name, _day(day))
    guessed: list[Finding] = []
    sought = {npi.strip() for npi in wanted} or None
    try:
        with file.open("rb") as data:
            lines = decoded_lines(data, file.name, RULE, guessed)
            enumerated, findings = read_nppes(lines, file.name, ruled.law.day, ruled.rules.taxonomy, sought)
        say_worst((*findings, *guessed))
        out.write_text(panel_csv(physician.reviewer for physician in enumerated), encoding="utf-8")
    except OSError as error:
        refuse(f"The file cannot be read or written: {error.strerror}.")
    for physician in enumerated:
        stated = ", ".join(physician.stated_specialties) or "no specialty known here"
        also = f" (also {', '.join(physician.reviewer.other_names)})" if physician.reviewer.other_names else ""
        click.echo(f"{physician.reviewer.id} {physician.reviewer.name}{also}: {stated}")
    raise SystemExit(0 if enumerated else 2)


@panel.command("file")
@click.argument("file", metavar="PANEL.csv", type=click.Path(path_type=Path))
@click.argument("reviewer", metavar="REVIEWER")
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), required=True, help="The PDF to write.")
@click.option("--organisation", default="The review organization", show_default=True, help="Who keeps the file.")
@_on
@_programme
def credential_file(file: Path, reviewer: str, out: Path, organisation: str, day: str, name: str) -> None:
    """Print the credential file of REVIEWER as one PDF, for a survey by an accrediting body."""
    programme = the_programme(name)
    ruled = panel_law(name, _day(day))
    holder = next((each for each in _reviewers(file) if each.id == reviewer), None)
    if holder is None:
        refuse(f"{file} has no reviewer {reviewer!r}.")
    wording, findings = load_wording(
        programme.folder / "panel" / f"credential_file.{programme.language}.toml", unprintable
    )
    say(findings)
    if wording is None:
        refuse("The wording of credential files must be corrected first.")
    values = credential_file_values(
        holder, ruled.law, ruled.rules, programme=programme.title, organisation=organisation
    )
    approvals, faults = read_approvals(own_programmes(), programme.id)
    say(faults)
    worded = approved_by(wording, approvals)
    made, findings = document(worded, values, unprintable, Boxes(is_made_up=programme.made_up))
    say_worst(findings)
    if made is None or is_fatal(findings):
        refuse(f"The credential file of {reviewer} cannot be printed until this is corrected.")
    try:
        out.write_bytes(pdf(made, dt.datetime.combine(ruled.law.day, dt.time(12), programme.zone)))
    except OSError as error:
        refuse(f"{out} cannot be written: {error.strerror}.")
    click.echo(f"{out}: credential file of {reviewer} as of {ruled.law.day}")


def _day(text: str) -> dt.date:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        raise click.BadParameter(f"{text!r} is no day such as 2026-02-02", param_hint="--on") from None


def _reviewers(file: Path) -> tuple[Reviewer, ...]:
    try:
        data = file.read_bytes()
    except OSError as error:
        refuse(f"{file} cannot be read: {error.strerror}.")
    reviewers, findings = read_panel_table(data, str(file))
    say_worst(findings)
    if not reviewers:
        refuse(f"{file} holds no reviewer; docs/panel.md says how the table is made.")
    return reviewers
