"""`evenhand programme words`: all that an author of a programme may name."""

import click

from evenhand.authoring.section import plain
from evenhand.authoring.words import sections
from evenhand.cli.programme_choice import the_programme


@click.command()
@click.argument("name", required=False, metavar="[ID|FOLDER]")
def words(name: str | None) -> None:
    """Print all that an author may name: roles, events, guards, kinds, terms, checks, panel, blanks of letters.

    With a programme, by id or folder, its own names, too: labels, flags, events of its notices and clocks.
    """
    for line in plain(sections(the_programme(name) if name else None)):
        click.echo(line)
