"""`evenhand audit`: check issued determinations from what they show."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

import click
from rich import box
from rich.console import Console
from rich.progress import Progress
from rich.table import Table
from rich.text import Text

from evenhand.audit.audit import audit as findings_on
from evenhand.audit.context import AuditLaw
from evenhand.audit.law_file import load_audit_law
from evenhand.audit.page import page
from evenhand.audit.report import audit_json, counts, heaviest_first, printable
from evenhand.cli.programme_choice import refuse, say, the_programme
from evenhand.determination.parse import parse
from evenhand.determination.pdf_reader import PdfReader
from evenhand.determination.published import PublishedDetermination
from evenhand.determination.read_all import letter_files
from evenhand.determination.source import read_file
from evenhand.finding import Finding, Provenance, Severity, is_fatal
from evenhand.programme.model import Programme

_LONG_RUN = 200
"""So many letters and more show a progress bar."""
_STYLE = {
    Severity.FATAL: "bold red",
    Severity.MAJOR: "bold red",
    Severity.WARNING: "yellow",
    Severity.MINOR: "cyan",
    Severity.NOTE: "dim",
    Severity.PASS: "green",
}


@dataclass(slots=True)
class _Tally:
    """What a run over many letters found, for its last line."""

    letters: int = 0
    unread: int = 0
    weights: Counter[str] = field(default_factory=Counter)

    def summary(self) -> str:
        """The counts in a line."""
        weights = [
            f"{self.weights[severity]:,} {severity}" for severity in reversed(Severity) if self.weights[severity]
        ]
        unread = f", {self.unread:,} not read" if self.unread else ""
        words = ", ".join(weights) or "nothing found"
        return f"{self.letters:,} letter{'' if self.letters == 1 else 's'}{unread}: {words}."


@click.command()
@click.argument("files", nargs=-1, required=True, metavar="FILE...", type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object a letter, each on a line of its own.")
@click.option(
    "--html", "pages", metavar="DIR", type=click.Path(file_okay=False, path_type=Path), help="Write a page a letter."
)
@click.option("--all", "with_passes", is_flag=True, help="Show the checks that a letter stood, too.")
@click.option("--programme", "name", default="ca_wc", show_default=True, help="The programme, by id or folder.")
def audit(files: tuple[Path, ...], as_json: bool, pages: Path | None, with_passes: bool, name: str) -> None:
    """Check issued determinations, text or PDF, from what they show.

    FILE is a letter, or a folder with all text and PDF files under it. Of each letter is said what it lacks or gets
    wrong, where, and by which authority. That is a result and no error: the exit code is 0 when all letters were read
    and 2 when a file could not be read.
    """
    programme, law = _law(name)
    paths, tally, written = list(letter_files(files)), _Tally(), set[Path]()
    with PdfReader() as pdf:
        for path in _watched(paths):
            letter, text, findings = _audited(path, pdf, law, programme)
            if letter is None:
                tally.unread += 1
                _say_unread(findings)
                continue
            tally.letters += 1
            tally.weights.update(counts(findings))
            if pages is not None:
                _write(_page_path(pages, path, written), page(letter, text, findings, law, programme))
            if as_json:
                click.echo(json.dumps(audit_json(letter, findings, programme)))
            else:
                _show(letter, findings, with_passes)
    click.echo(tally.summary(), err=True)
    if tally.unread:
        raise SystemExit(2)


def _watched(paths: list[Path]) -> Iterator[Path]:
    """The files in order, while a long run shows how far it is."""
    console = Console(stderr=True)
    is_shown = len(paths) >= _LONG_RUN and console.is_terminal
    with Progress(console=console, transient=True, disable=not is_shown) as progress:
        yield from progress.track(paths, description="Checking letters")


def _law(name: str) -> tuple[Programme, AuditLaw]:
    programme = the_programme(name)
    law, findings = load_audit_law(programme.folder, programme)
    if law is None:
        say(findings)
        refuse(f"The checks of {programme.title} cannot be used until this is corrected.")
    return programme, law


def _audited(
    path: Path, pdf: PdfReader, law: AuditLaw, programme: Programme
) -> tuple[PublishedDetermination | None, str, tuple[Finding, ...]]:
    """The letter of a file with its text and what the checks say; no letter, and why, where the file holds none."""
    read = read_file(path, pdf)
    if read.text is None:
        return None, "", read.findings
    letter = parse(read.text, file=read.file, strong=read.strong)
    letter = replace(letter, findings=read.findings + letter.findings)
    if is_fatal(letter.findings):
        return None, "", tuple(finding for finding in letter.findings if finding.severity is Severity.FATAL)
    return letter, read.text, findings_on(letter, law, programme, read.text)


def _say_unread(findings: tuple[Finding, ...]) -> None:
    for finding in findings:
        click.echo(printable(str(finding)), err=True)


def _show(letter: PublishedDetermination, findings: Iterable[Finding], with_passes: bool) -> None:
    title = f"{letter.case_number or 'No case number'}  {letter.file}"
    table = Table(title=Text(printable(title)), box=box.SIMPLE_HEAD, title_justify="left", pad_edge=False)
    table.add_column("Weight", no_wrap=True)
    table.add_column("Check", no_wrap=True)
    table.add_column("Line", justify="right", no_wrap=True)
    table.add_column("Finding, rule and authority", ratio=1)
    for finding in heaviest_first([*letter.findings, *findings]):
        if finding.severity is not Severity.PASS or with_passes:
            line = "" if finding.place.line is None else str(finding.place.line)
            table.add_row(
                Text(finding.severity, style=_STYLE[finding.severity]), Text(finding.check), line, _words(finding)
            )
    Console().print(table)


def _words(finding: Finding) -> Text:
    """What a finding says, and dimmed under it the rule, the authority and what it is built on."""
    authority = f"{finding.rule}: {finding.citation}" if finding.citation else finding.rule
    if finding.provenance is not Provenance.STATED:
        authority += f" [built on {finding.provenance} facts]"
    return Text(printable(finding.message)).append(f"\n{printable(authority)}", style="dim")


def _page_path(folder: Path, source: Path, written: set[Path]) -> Path:
    """A page's place: the letter's file name, numbered where this run has written a page of that name."""
    path = folder / f"{source.stem}.html"
    number = 1
    while path in written:
        number += 1
        path = folder / f"{source.stem}-{number}.html"
    written.add(path)
    return path


def _write(path: Path, made: str) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(made, encoding="utf-8")
    except OSError as fault:
        refuse(f"{path}: the page cannot be written: {fault.strerror}. Name another folder with --html.")
