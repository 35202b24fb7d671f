"""The command `evenhand synth database`, which reaches the group `synth` by an entry point."""

from importlib import import_module
from pathlib import Path

import click

from evenhand_web.command_start import in_words, ready
from evenhand_web.demonstration import own_folder


@click.command("database")
@click.option("--cases", type=click.IntRange(min=1), required=True, help="How many cases it is to hold.")
@click.option(
    "--out",
    "folder",
    default=Path("out/database"),
    show_default=True,
    type=click.Path(file_okay=False, path_type=Path),
    help="The folder it is kept in, and goes on in at the next run.",
)
def database(cases: int, folder: Path) -> None:
    """Make up a database of many cases: the demonstration's, and others told after them, every chain made whole.

    Every entry goes through the procedure. The folder is kept: said again with a larger number, or after it was ended,
    it goes on where it was. Papers of the cases told after are named by their digest alone, and do not lie there.
    `evenhand demo --keep --folder FOLDER` serves it.
    """
    is_kept = own_folder.is_made(folder)
    try:
        if not is_kept:
            own_folder.make_room(folder)
    except own_folder.NotOursError as refused:
        raise click.ClickException(str(refused)) from refused
    own_folder.settle_in(folder)
    ready()
    with in_words():
        import_module("evenhand_web.demonstration.many").perform(folder, cases, is_kept)
