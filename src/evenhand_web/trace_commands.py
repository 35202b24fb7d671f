"""The commands about the trace, and the line each command leaves in it; they load once Django is set up."""

import os
from pathlib import Path

import click

from evenhand_web.trace.line import OPERATOR, Act, as_json, first_broken
from evenhand_web.trace.store import last_cut, lines, write


def note(command: str) -> None:
    """Let the trace tell that the operator gives a command."""
    write(Act.COMMAND, OPERATOR, command=command)


def verify() -> None:
    """Say whether the chain of the trace holds together; exit code 2 where it does not."""
    cut = last_cut()
    if cut.number:
        click.echo(f"The trace begins with line {cut.number + 1}: those before went on {cut.at[:10]}, {cut.because}.")
        click.echo(f"Line {cut.number} had the digest {cut.digest}: `evenhand verify --database` asks the anchors.")
    count, head, broken = first_broken(lines(), cut)
    if broken is not None:
        click.echo(f"Line {broken} of the trace is not as it was written, or is gone.", err=True)
        raise SystemExit(2)
    click.echo(f"{count - cut.number} lines hold together; the last has the digest {head or '(none)'}.")
    click.echo("That lines at its end are gone a chain alone does not tell: `evenhand verify --database` does.")


def export(out: Path) -> None:
    """Write every line of the trace to a file for its owner alone, as JSON, one a line."""
    note("trace export")
    count = 0
    handle = os.open(out, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600)
    with open(handle, "w", encoding="utf-8") as file:
        for line in lines():
            file.write(as_json(line) + "\n")
            count += 1
    click.echo(f"{count} lines written.")
