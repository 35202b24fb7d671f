"""`evenhand audit`: check issued determinations from what they show."""

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import click
from rich import box
from rich.console import Console
from rich.progress import Progress
from rich.table import Table
from rich.text import Text

from evenhand.audit.audit import audit as claims_on
from evenhand.audit.claim import Claim, Party
from evenhand.audit.context import AuditLaw
from evenhand.audit.law_file import load_audit_law
from evenhand.audit.page import page
from evenhand.audit.report import (
    audit_json,
    counts,
    form_words,
    in_order,
    of_the_administrator,
    of_the_form,
    printable,
    stood,
)
from evenhand.audit.rxnorm import read_rxnorm
from evenhand.cli.programme_choice import programme_option, refuse, say, the_programme
from evenhand.determination.pdf_reader import PdfReader
from evenhand.determination.published import PublishedDetermination
from evenhand.determination.read_all import letter_files, without_copies
from evenhand.determination.source import read_file
from evenhand.finding import Finding, Provenance, Severity, is_fatal
from evenhand.letter.own_letter import read_own
from evenhand.programme.model import Programme

_MOST_PASSAGES = 2
_LONGEST = 160
"""Characters of a passage in the table; JSON and pages have the whole."""
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
    prompts: int = 0
    copies: int = 0
    weights: Counter[str] = field(default_factory=Counter)

    def summary(self) -> str:
        """The counts in a line."""
        weights = [
            f"{self.weights[severity]:,} {severity}" for severity in reversed(Severity) if self.weights[severity]
        ]
        unread = f", {self.unread:,} not read" if self.unread else ""
        asked = f"; {self.prompts:,} asked" if self.prompts else ""
        copies = f" {self.copies:,} beside a PDF of the same name not read: the PDF decides." if self.copies else ""
        words = ", ".join(weights) or "nothing found"
        return f"{self.letters:,} letter{'' if self.letters == 1 else 's'}{unread}: {words}{asked}.{copies}"


@click.command()
@click.argument("files", nargs=-1, required=True, metavar="FILE...", type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object a letter, each on a line of its own.")
@click.option(
    "--html", "pages", metavar="DIR", type=click.Path(file_okay=False, path_type=Path), help="Write a page a letter."
)
@click.option("--all", "with_passes", is_flag=True, help="Show the checks that a letter stood, too.")
@click.option(
    "--rxnorm",
    metavar="DIR",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Compare medicines with RxNorm's files (RRF) in a folder, too.",
)
@programme_option("audit")
def audit(
    files: tuple[Path, ...], as_json: bool, pages: Path | None, with_passes: bool, rxnorm: Path | None, name: str
) -> None:
    """Check issued determinations from what they show.

    FILE is a letter (PDF, text, web page, e-mail, RTF, Word), or a folder with all such files under it. Of each letter
    is said what it contradicts or gets wrong, with both passages and by which authority; then what to ask; then the
    administrator's faults; then, in one block, what every letter of its form lacks. That is a result and no error:
    the exit code is 0 when all letters were read and 2 when a file could not be read.
    """
    programme, law = _law(name, rxnorm)
    paths, copies = without_copies(letter_files(files))
    tally, written = _Tally(copies=len(copies)), set[Path]()
    with PdfReader() as pdf:
        for path in _watched(paths):
            letter, text, claims, faults = _audited(path, pdf, law, programme)
            if letter is None:
                tally.unread += 1
                _say_unread(faults)
                continue
            tally.letters += 1
            tally.weights.update(counts(in_order(claims)))
            tally.prompts += sum(1 for claim in in_order(claims) if claim.prompt)
            if pages is not None:
                _write(_page_path(pages, path, written), page(letter, text, claims, law, programme))
            if as_json:
                click.echo(json.dumps(audit_json(letter, claims, programme)))
            else:
                _show(letter, claims, with_passes)
    click.echo(tally.summary(), err=True)
    if tally.unread:
        raise SystemExit(2)


def _watched(paths: list[Path]) -> Iterator[Path]:
    """The files in order, while a long run shows how far it is."""
    console = Console(stderr=True)
    is_shown = len(paths) >= _LONG_RUN and console.is_terminal
    with Progress(console=console, transient=True, disable=not is_shown) as progress:
        yield from progress.track(paths, description="Checking letters")


def _law(name: str, rxnorm: Path | None) -> tuple[Programme, AuditLaw]:
    programme = the_programme(name)
    law, findings = load_audit_law(programme.folder, programme)
    if law is None:
        say(findings)
        refuse(f"The checks of {programme.title} cannot be used until this is corrected.")
    if rxnorm is not None:
        drugs, findings = read_rxnorm(rxnorm)
        say(findings)
        if not drugs:
            refuse(f"No medicine was read from RxNorm's files in {rxnorm}; RXNCONSO.RRF is what is looked for.")
        law = replace(law, drugs=law.drugs.joined(drugs))
    return programme, law


def _audited(
    path: Path, pdf: PdfReader, law: AuditLaw, programme: Programme
) -> tuple[PublishedDetermination | None, str, tuple[Claim, ...], tuple[Finding, ...]]:
    """The letter of a file with its text and what the checks say; no letter, and why, where the file holds none."""
    read = read_file(path, pdf)
    if read.text is None:
        return None, "", (), read.findings
    letter, findings = read_own(read)
    if letter is None or is_fatal(findings):
        return None, "", (), tuple(finding for finding in findings if finding.severity is Severity.FATAL)
    return letter, read.text, claims_on(letter, law, programme, read.text), ()


def _say_unread(findings: tuple[Finding, ...]) -> None:
    for finding in findings:
        click.echo(printable(str(finding)), err=True)


def _show(letter: PublishedDetermination, claims: tuple[Claim, ...], with_passes: bool) -> None:
    title = f"{letter.case_number or 'No case number'}  {letter.file}"
    table = Table(title=Text(printable(title)), box=box.SIMPLE_HEAD, title_justify="left", pad_edge=False)
    table.add_column("Weight", no_wrap=True)
    table.add_column("Check", no_wrap=True)
    table.add_column("Lines", no_wrap=True)
    table.add_column("Finding, both passages, rule and authority", ratio=1)
    for finding in letter.findings:
        table.add_row(_weight(finding), "", "", _words(finding))
    ordered = in_order(claims)
    reviewer = [claim for claim in ordered if claim.party is Party.REVIEWER]
    administrator = [claim for claim in ordered if claim.party is Party.PAYER] + of_the_administrator(claims)
    for heading, rows in (
        ("", reviewer),
        ("The administrator's", administrator),
        ("", stood(claims) if with_passes else []),
    ):
        if heading and rows:
            table.add_row("", "", "", Text(heading, style="bold"))
        for claim in rows:
            lines = ", ".join(map(str, claim.lines))
            table.add_row(_weight(claim), Text(claim.check), lines, _words(claim))
    if form := of_the_form(claims):
        table.add_row("", "", "", _form(letter, form, is_whole=with_passes))
    Console().print(table)


def _form(letter: PublishedDetermination, claims: Sequence[Claim], *, is_whole: bool) -> Text:
    """The one block of what the printed form lacks: every point in words, or only the checks it failed."""
    told = Text(form_words(letter, claims), style="bold")
    if is_whole:
        points = "\n".join(f"{claim.check}: {printable(claim.message)}" for claim in claims)
    else:
        points = f"{', '.join(dict.fromkeys(claim.check for claim in claims))}. Each in words with --all."
    return told.append(f"\n{points}", style="dim not bold")


def _weight(finding: Finding) -> Text:
    is_asked = isinstance(finding, Claim) and finding.prompt
    return Text("asked" if is_asked else finding.severity, style="blue" if is_asked else _STYLE[finding.severity])


def _words(finding: Finding) -> Text:
    """What a finding says, its passages, and dimmed under it the rule, the authority and what it is built on."""
    authority = f"{finding.rule}: {finding.citation}" if finding.citation else finding.rule
    if finding.provenance is not Provenance.STATED:
        authority += f" [built on {finding.provenance} facts]"
    told = Text(printable(finding.message))
    if isinstance(finding, Claim) and finding.passage and finding.severity is not Severity.PASS:
        passages = [
            finding.passage,
            *(passage for passage in finding.against if passage.words != finding.passage.words),
        ]
        for mark, passage in zip(("\n  ", *["\n  against "] * _MOST_PASSAGES), passages, strict=False):
            told.append(f"{mark}\u201c{printable(_short(passage.words))}\u201d", style="italic")
    return told.append(f"\n{printable(authority)}", style="dim")


def _short(words: str) -> str:
    return words if len(words) <= _LONGEST else f"{words[: _LONGEST - 1]}\u2026"


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
