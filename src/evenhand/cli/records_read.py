"""`evenhand records read`: files of a record in, its pages, documents, copies and gaps out."""

import datetime as dt
import json
import os
from collections.abc import Iterable
from functools import partial
from pathlib import Path

import click
from rich import box
from rich.console import Console
from rich.progress import Progress, TaskID
from rich.table import Table

from evenhand.cli.programme_choice import programme_option, refuse, say, the_programme
from evenhand.cli.record_gaps import gap_lines
from evenhand.finding import is_fatal
from evenhand.panel.matching.counts_in_words import counted
from evenhand.records.completeness import gaps
from evenhand.records.page import Legibility
from evenhand.records.page_runs import page_runs
from evenhand.records.read_files import read_file
from evenhand.records.record import FilePages, FileReading, RecordDocument, read_record
from evenhand.records.record_words import RecordWords, load_record_words
from evenhand.records.shown import shown
from evenhand.records.whose import Person


@click.command("read")
@click.argument("files", nargs=-1, required=True, metavar="FILE...", type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print everything as one JSON object.")
@click.option("--person", default="", metavar="NAME", help="Whose record it is.")
@click.option("--born", default="", metavar="DATE", help="When that person was born.")
@click.option("--received", default="", metavar="DATE", help="When the record came: no day of service is later.")
@click.option("--requested", default="", metavar="DATE", help="When the treatment was requested, if no paper says.")
@click.option("--jobs", type=click.IntRange(min=1), help="How many pictures to read at once.")
@programme_option("records")
def read(
    files: tuple[Path, ...],
    as_json: bool,
    person: str,
    born: str,
    received: str,
    requested: str,
    jobs: int | None,
    name: str,
) -> None:
    """Read a record: which documents its pages make, of what type, author and day, what is a copy, what is missing.

    FILE is a PDF, TIFF, JPEG, PNG, HEIC, DOCX or plain text. Pages that are pictures are read by tesseract, where it is
    installed. What is not certain is marked so, with the likeliest choices; nothing is changed and nothing sent.

    What is wrong with a file is said on standard error. The exit code is 0 when all were read and 2 when one was not.
    """
    words = words_of(name)
    whose = Person(name=person, born=day_given(born, "--born")) if person else None
    if born and not person:
        raise click.UsageError("--born says when the person was born whom --person names: give both.")
    came, asked = day_given(received, "--received"), day_given(requested, "--requested")
    pages = pages_of(files, jobs or os.cpu_count() or 1)
    record = read_record(pages, words, whose, came)
    for file in record:
        say(file.findings)
    if as_json:
        click.echo(json.dumps(shown(record), ensure_ascii=False, indent=1))
    else:
        _print(record, words, asked)
    if any(is_fatal(file.findings) for file in record):
        raise SystemExit(2)


def words_of(name: str) -> RecordWords:
    """The words by which the programme of a name tells the papers of a record apart; refuses where it has none."""
    programme = the_programme(name)
    words, findings = load_record_words(programme.folder)
    if words is None:
        say(findings)
        refuse(f"The programme {programme.id!r} does not say how the papers of a record are told apart.")
    return words


def day_given(text: str, option: str) -> dt.date | None:
    """The day that an option gives, None where it is empty. Raises click.BadParameter where it is no day."""
    if not text:
        return None
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        raise click.BadParameter(f"{text!r} is no day such as 1970-02-28", param_hint=option) from None


def pages_of(files: Iterable[Path], jobs: int) -> list[FilePages]:
    """The pages of files as they are read, so many pictures at a time, with a line that says how far that has come."""
    console = Console(stderr=True)
    pages = []
    with Progress(console=console, transient=True, disable=not console.is_terminal) as progress:
        for path in files:
            task = progress.add_task(f"Reading {path.name}", total=None)
            pages.append(read_file(path, jobs=jobs, seen=partial(_advance, progress, task)))
            progress.remove_task(task)
    return pages


def _advance(progress: Progress, task: TaskID, number: int, of: int) -> None:
    progress.update(task, completed=number, total=of)


def _print(record: tuple[FileReading, ...], words: RecordWords, requested: dt.date | None) -> None:
    """The record as tables for a person, one a file, then what it lacks; places of documents count from 1."""
    console = Console()
    before = 0
    for file in record:
        table = Table(box=box.SIMPLE_HEAD, title=_headline(file), title_justify="left")
        for heading in ("", "Pages", "Type", "Title", "Author", "Day", "What else"):
            table.add_column(heading, overflow="fold")
        for place, document in enumerate(file.documents, start=before + 1):
            table.add_row(*_row(place, document, words))
        console.print(table)
        before += len(file.documents)
    for line in gap_lines(gaps(record, words.needs, requested), words):
        console.print(line, markup=False)


def _headline(file: FileReading) -> str:
    illegible = sum(page.legibility is Legibility.NONE for page in file.pages)
    blank = sum(page.blank for page in file.pages)
    told = [counted(len(file.pages), "page"), counted(len(file.documents), "document")]
    told += [f"{illegible} illegible"] if illegible else []
    told += [f"{blank} blank"] if blank else []
    return f"{file.file}: {', '.join(told)}"


def _row(place: int, document: RecordDocument, words: RecordWords) -> tuple[str, ...]:
    kind = words.types[document.type].name if document.type else "cannot be read"
    if not document.is_certain and document.choices:
        kind = " or ".join(words.types[choice].name for choice in document.choices) + "?"
    day = str(document.date_of_service or "")
    return (
        str(place),
        page_runs(document.pages, "-"),
        kind,
        document.title or "",
        document.author or "",
        day if document.is_date_certain or not day else f"{day}?",
        "; ".join(_remarks(document)),
    )


def _remarks(document: RecordDocument) -> list[str]:
    remarks = []
    if document.is_other_person:
        remarks.append("of another person")
    if document.duplicate_of is not None:
        remarks.append(f"the same as {document.duplicate_of + 1}")
    if document.near is not None:
        remarks.append(f"another copy of {document.near + 1}")
    return remarks
