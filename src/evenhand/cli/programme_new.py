"""`evenhand programme new`: the folder of a further programme, like one that is there."""

from pathlib import Path

import click

from evenhand.cli.programme_choice import OWN_PROGRAMMES, own_programmes, refuse, the_programme
from evenhand.programme.library import known_programmes
from evenhand.programme.new_folder import is_programme_id, write_like


@click.command()
@click.argument("ident", metavar="ID")
@click.option("--like", default="freedonia", show_default=True, help="The programme it begins as, by id or folder.")
@click.option("--title", default="", help="What it is called (default: its id, and which one it is like).")
@click.option(
    "--in",
    "parent",
    type=click.Path(file_okay=False, path_type=Path),
    help="The folder that its folder is written to (default: that of EVENHAND_PROGRAMMES).",
)
def new(ident: str, like: str, title: str, parent: Path | None) -> None:
    """Write the folder of a new programme ID, like one that is there.

    It checks, runs its case to a letter and serves in the browser from the first moment; then it is changed rule by
    rule. An id is a small letter, then small letters, digits and _. With the id of the one it is like, it stands in
    that one's place here: a copy whose wordings and weights are your own.
    """
    own = own_programmes()
    where = parent or own
    if where is None:
        refuse(f"Say where it is to be written: --in FOLDER, or let {OWN_PROGRAMMES} name your programmes' folder.")
    if not is_programme_id(ident):
        refuse(f"{ident!r} can be no id. Expected: a small letter, then small letters, digits and _, at most 40 signs.")
    model = the_programme(like)
    if ident in known_programmes(own) and not (ident == model.id and ident in known_programmes()):
        refuse(f"There is a programme {ident!r} already: {known_programmes(own)[ident]}. Choose another id.")
    called = title or (model.title if ident == model.id else f"{ident}, like {model.title}")
    try:
        folder = write_like(model, ident, called, where)
    except OSError as error:
        refuse(f"Nothing was written: {error}.")
    _tell(folder, ident, is_own=own is not None and where.resolve() == own.resolve())


def _tell(folder: Path, ident: str, *, is_own: bool) -> None:
    name = ident if is_own else str(folder)
    click.echo(f"Written: {folder}")
    click.echo("Try next:")
    click.echo(f"  evenhand programme check {name}")
    if (folder / "case" / "case.toml").is_file():
        click.echo(f"  evenhand run {folder / 'case'}")
    if not is_own:
        click.echo(f"  export {OWN_PROGRAMMES}={folder.parent.resolve()}  (and it is found by its id)")
    click.echo("  evenhand demo  (and it is among the programs of a new application)")
    click.echo("After a change:")
    click.echo(f"  evenhand programme seal {name}  (once the change was read)")
