"""`evenhand run`: a case from its folder to the determination letter."""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NoReturn

import click
from rich.console import Console

from evenhand.cli.docket_table import clock_table, days_held, docket_table
from evenhand.cli.programme_choice import own_programmes
from evenhand.clock.due import last_instant, legal_day
from evenhand.clock.running import clocks
from evenhand.finding import Finding, is_fatal
from evenhand.programme.library import programme_of_unnamed
from evenhand.run.assess import assess
from evenhand.run.case_folder import read_case_folder
from evenhand.run.output import write_output
from evenhand.run.press import press
from evenhand.run.runner import Run, run_case


@click.command()
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path("out"),
    show_default=True,
    help="Where the case's own folder is written.",
)
@click.option("--programme", "name", default="", help="Where the programme lies that the case names, by id or folder.")
@click.option("--brief", is_flag=True, help="Print how each clock stands, and not the docket entry by entry.")
def run(folder: Path, out: Path, name: str, brief: bool) -> None:
    """Run the case in FOLDER from the received application to the issued determination.

    A case that ends without a determination is run to that end. Prints the docket with every clock and writes the
    determination, every notice, the docket and the findings. When the case has a fault, every fault is said, nothing is
    written, and the exit code is 2.
    """
    case, findings = read_case_folder(folder, own_programmes(), name)
    if case is None:
        _refuse(findings)
    made = run_case(case, press())
    findings += tuple(made.findings)
    if is_fatal(findings):
        _refuse(findings)
    findings = tuple(dict.fromkeys(findings + assess(made)))  # a wording used twice is unapproved once
    text = "".join(f"{finding}\n" for finding in findings)
    try:
        target = write_output(out, case.case_number, made.docket, tuple(made.documents), text)
    except (OSError, ValueError) as error:
        click.echo(f"Nothing was written: {error}", err=True)
        raise SystemExit(2) from error
    _show(made, target, findings, brief)


def _refuse(findings: tuple[Finding, ...]) -> NoReturn:
    for finding in findings:
        click.echo(str(finding), err=True)
    count = sum(1 for finding in findings if is_fatal((finding,)))
    click.echo(f"Nothing was written: {count} fault{'' if count == 1 else 's'} to correct first.", err=True)
    raise SystemExit(2)


def _show(made: Run, target: Path, findings: tuple[Finding, ...], brief: bool) -> None:
    case = made.folder
    width = None if sys.stdout.isatty() else 140
    console = Console(width=width, highlight=False, soft_wrap=False)
    as_of = last_instant(case.as_of, case.programme)
    if brief:
        console.print(clock_table(made.state, case.programme, as_of))
    else:
        console.print(docket_table(made.state, case.programme, as_of))
    console.print(days_held(made.docket, case.programme, case.as_of))
    for line in _made_words(made, target, len(findings), brief):
        console.print(line)
    console.print(
        "What no paper states is marked \\[assumed] or \\[illustrative], here and in the letters.", style="yellow"
    )
    console.print("[bold]Try next[/bold]:")
    console.print(f"  evenhand verify {target}")
    for hint in (f"evenhand clocks {target}",) if brief else _hints(made):
        console.print(f"  {hint}")


def _made_words(made: Run, target: Path, findings: int, brief: bool) -> Iterator[str]:
    """What was made of a case, and where it lies."""
    notices = sum(1 for document in made.documents if document.ref.name.startswith("notices/"))
    has_letter = made.determination is not None
    if brief:
        letter = "the letter (determination.pdf)" if has_letter else "no determination"
        beside = f"{notices} notices and proofs, docket.jsonl, {findings} findings"
        yield f"[bold]Made[/bold] in {target}: {letter}, {beside}"
        return
    yield f"[bold]Made[/bold] in {target}:"
    yield (
        "  determination.pdf, .html and .txt: the letter; the .json beside it: what each physician signed"
        if has_letter
        else "  no determination: the case ended without one"
    )
    yield f"  notices/: {notices} files, each notice and each proof of service as PDF and HTML"
    yield "  docket.jsonl: every entry, chained; checksums.txt: the digest of every file"
    yield f"  findings.txt: {findings} findings on this case"


def _hints(made: Run) -> Iterator[str]:
    """Commands about a rule that dated something in this very case: the one that was due last."""
    programme = made.folder.programme
    dated = [(clock.due, clock) for clock in clocks(made.state, programme) if clock.due is not None]
    if not dated:
        return
    due, clock = max(dated, key=lambda pair: (pair[1].started.on, pair[1].rule))
    named = "" if programme.id == programme_of_unnamed() else f" --programme {programme.id}"
    service = f" --service {due.service}" if due.service else ""
    yield f"evenhand due {clock.rule} --trigger {legal_day(due.trigger, programme)}{service}{named}"
    yield f"evenhand programme show {programme.id} --rule {clock.rule}"
