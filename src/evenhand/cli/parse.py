"""`evenhand parse`: determination letters in, one JSON object for each file out."""

import json
import os
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import click
from rich.console import Console
from rich.progress import MofNCompleteColumn, Progress, TimeRemainingColumn

from evenhand.determination.published import refused_json, to_json
from evenhand.determination.read_all import ReadFile, letter_files, read_all, without_copies
from evenhand.determination.reading_rules import RULES
from evenhand.finding import Severity
from evenhand.letter.own_letter import read_own
from evenhand.panel.matching.counts_in_words import counted

_LONG_RUN = 200
"""So many files and more show a progress bar."""


@click.command()
@click.argument("files", nargs=-1, required=True, metavar="FILE...", type=click.Path(path_type=Path))
@click.option("--jsonl", is_flag=True, help="Print each letter on one line of its own, as soon as it is read.")
@click.option("--jobs", type=click.IntRange(min=1), help="How many files to read at a time; all processors by default.")
def parse(files: tuple[Path, ...], jsonl: bool, jobs: int | None) -> None:
    """Read determination letters, published or Evenhand's own, and print what each one shows as JSON.

    FILE is a letter (PDF, text, web page, e-mail, RTF, Word), or a folder with all such files under it; where a text
    copy lies beside a PDF of its name, the PDF is read. One file prints one object, several print an array; with
    --jsonl each letter prints one line. Each names its `file`. What a letter does not show is null; `findings` says
    what is missing, wrong or uncertain in it.

    A file that cannot be read, or that holds no decision, is named on standard error with the reason, and gives a row
    with its name, its findings and no values. The exit code is 0 when all letters were read with every outcome clear,
    and 2 when one was not.
    """
    paths, copies = without_copies(letter_files(files))
    tally = Tally(copies=len(copies))
    is_alone = len(paths) == 1 and not files[0].is_dir()
    read = _watched(read_all(paths, jobs=jobs or os.cpu_count() or 1, read_text=read_own), len(paths), tally)
    if jsonl:
        for text in read:
            click.echo(text)
    else:
        _print_pretty(read, is_alone=is_alone)
    click.echo(tally.summary(), err=True)
    if tally.unusable or tally.unclear:
        raise SystemExit(2)


@dataclass(slots=True)
class Tally:
    """What was counted over a run: letters, lines, outcomes, findings by kind, and files that could not be used."""

    letters: int = 0
    unusable: int = 0
    unclear: int = 0
    copies: int = 0
    outcomes: Counter[str] = field(default_factory=Counter)
    findings: Counter[str] = field(default_factory=Counter)

    def add(self, file: ReadFile) -> None:
        """Count what a file gave: its letter with each line's outcome, its findings by rule, or that it could not be
        used.
        """
        self.unusable += not file.is_usable
        self.unclear += file.unclear
        self.findings.update(finding.rule for finding in file.findings)
        if file.letter:
            self.letters += 1
            self.outcomes.update(line.outcome.value if line.outcome else "" for line in file.letter.treatments)

    def summary(self) -> str:
        """The counts in a few lines, for a person to read."""
        words = {
            "UPHELD": "upheld",
            "OVERTURNED": "overturned",
            "OVERTURNED_IN_PART": "overturned in part",
            "": "unclear",
        }
        outcomes = [f"{self.outcomes[key]:,} {word}" for key, word in words.items() if self.outcomes[key]]
        told = f" ({', '.join(outcomes)})" if outcomes else ""
        lines = [f"{counted(self.letters, 'letter')}, {counted(self.outcomes.total(), 'line')}{told}."]
        lines += [f"{number:>7,}  {rule}: {RULES[rule]}" for rule, number in sorted(self.findings.items())]
        if self.copies:
            lines.append(f"{counted(self.copies, 'text')} beside a PDF of the same name not read: the PDF decides.")
        if self.unclear:
            lines.append(f"{counted(self.unclear, 'line')} with an unclear outcome: see the findings.")
        if self.unusable:
            lines.append(f"{counted(self.unusable, 'file')} could not be used.")
        return "\n".join(lines)


def _watched(read: Iterable[ReadFile], total: int, tally: Tally) -> Iterator[str]:
    """The letters as JSON, counted on the way, while a long run shows how far it is and bad files are named."""
    console = Console(stderr=True)
    columns = (*Progress.get_default_columns()[:2], MofNCompleteColumn(), TimeRemainingColumn())
    is_shown = total >= _LONG_RUN and console.is_terminal
    with Progress(*columns, console=console, transient=True, disable=not is_shown) as progress:
        for file in progress.track(read, total=total, description="Reading letters"):
            tally.add(file)
            for finding in file.findings:
                if finding.severity is Severity.FATAL:
                    progress.console.print(str(finding), markup=False, highlight=False, soft_wrap=True)
            if file.letter:
                yield json.dumps({"file": str(file.path), **to_json(file.letter)}, ensure_ascii=False)
            else:
                yield json.dumps(refused_json(str(file.path), file.findings), ensure_ascii=False)


def _print_pretty(read: Iterator[str], *, is_alone: bool) -> None:
    """One object, or an array of them, indented."""
    if is_alone:
        for text in read:
            click.echo(json.dumps(json.loads(text), ensure_ascii=False, indent=2))
        return
    before = "["
    for text in read:
        click.echo(before + "\n" + json.dumps(json.loads(text), ensure_ascii=False, indent=2), nl=False)
        before = ","
    click.echo("[]" if before == "[" else "\n]")
