"""`evenhand components`: titles of disputed lines in, the components of each out."""

import json
from typing import BinaryIO

import click

from evenhand.cli.text_lines import TextLine, text_lines
from evenhand.components.component import FIELDS, ComponentKind, ProposedComponent, component_json
from evenhand.components.title import LONGEST_TITLE
from evenhand.components.title import components as components_of


@click.command()
@click.argument("file", default="-", metavar="[FILE|-]", type=click.File("rb"))
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object a title, in order.")
def components(file: BinaryIO, as_json: bool) -> None:
    """Tell which treatments each title of a disputed line asks for, with part of the body, amounts and times.

    FILE holds titles, one a line; without it, or with -, they are read from standard input. A component is a treatment
    that could be granted or refused alone. What a title does not print is null: nothing is computed or supplied. The
    components are proposals for a person to confirm.

    The exit code is 2 where a line is too long to be a title; it is named on standard error and prints no component.
    """
    is_every_line_read = True
    for line in text_lines(file):
        if len(line.text) > LONGEST_TITLE:
            is_every_line_read = False
            click.echo(_too_long(line), err=True)
        proposed = components_of(line.text)
        if as_json:
            click.echo(json.dumps({"components": [component_json(each) for each in proposed]}, ensure_ascii=False))
        else:
            click.echo(line.text[:LONGEST_TITLE])
            for each in proposed:
                click.echo(f"  {described(each)}")
    if not is_every_line_read:
        raise SystemExit(2)


def described(component: ProposedComponent) -> str:
    """A component on one line for a person to read: its treatment and kind, then what else the title prints of it."""
    values = component_json(component)
    printed = [f"{name.replace('_', ' ')} {values[name]}" for name in FIELDS[2:] if values[name] is not None]
    kind = "kind unknown: please say" if component.kind is ComponentKind.OTHER else component.kind
    return "; ".join([f"{component.treatment} ({kind})", *printed])


def _too_long(line: TextLine) -> str:
    return (
        f"Line {line.number} holds {len(line.text):,} characters; a title holds at most {LONGEST_TITLE:,}. Nothing was "
        "read in it. Put each title on a line of its own."
    )
