"""`evenhand names`: whether two names are one."""

from pathlib import Path

import click

from evenhand.cli.programme_choice import refuse, say
from evenhand.finding import Finding
from evenhand.names.comparison import same_name
from evenhand.names.likeness import Likeness
from evenhand.plain_file import plain_stream
from evenhand.spreadsheet import decoded_lines, sheet_rows

RULE = "NAMES-TABLE"
COLUMNS = ("one", "other")


@click.group()
def names() -> None:
    """Compare names as they are compared wherever people and organizations are looked for."""


@names.command("compare")
@click.argument("file", metavar="FILE.csv", type=click.Path(path_type=Path))
def compare(file: Path) -> None:
    """Print for each row of FILE.csv whether the names in its columns `one` and `other` are one: same, other or ask.

    One line a row, in order; rows of nothing but separators are passed over. What is uncertain is `ask`, and so is a
    row that lacks a name or cannot be read. Exit code 0: every row was read; 2: the table or a row of it cannot be;
    each fault is said with its line.
    """
    findings: list[Finding] = []
    try:
        with plain_stream(file) as data:
            for row in sheet_rows(decoded_lines(data, file.name, RULE, findings), COLUMNS, file.name, RULE, findings):
                pair = row.values
                click.echo((same_name(pair["one"], pair["other"]) if pair else Likeness.ASK).value)
    except OSError as error:
        refuse(f"{file} cannot be read: {error.strerror}.")
    say(tuple(findings))
    raise SystemExit(2 if any(finding.place.line is not None for finding in findings) else 0)
