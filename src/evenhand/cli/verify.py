"""`evenhand verify`: test every byte of a case that was run, or of a whole database."""

from pathlib import Path

import click

from evenhand.cli.programme_choice import programme_of_case
from evenhand.run.output import documents_of, verify_output

_OF_DATABASE = "verify-database"


@click.command()
@click.argument("path", type=click.Path(exists=True, path_type=Path), required=False)
@click.option("--head", metavar="HASH", help="The last hash you kept: says whether entries were cut off the end.")
@click.option("--programme", "name", default="", help="The programme it must run under, by id or folder.")
@click.option("--database", "is_database", is_flag=True, help="Test the database of this installation.")
@click.option(
    "--anchors",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    metavar="FOLDER",
    help="With --database: hold it against the copies of anchors in FOLDER, too.",
)
@click.option(
    "--public-key", "keys", multiple=True, metavar="KEY", help="With --database: a key that signed anchors earlier."
)
@click.option("--digest", "kept", multiple=True, metavar="DIGEST", help="With --database: a digest that you kept.")
@click.pass_context
def verify(
    context: click.Context,
    path: Path | None,
    head: str | None,
    name: str,
    is_database: bool,
    anchors: Path | None,
    keys: tuple[str, ...],
    kept: tuple[str, ...],
) -> None:
    """Test every byte of the case folder (or docket file) at PATH, or with --database of every docket, the trace and
    the anchors of this installation.

    The chain of the docket, the digest of every document and the list of digests must all hold. Exit code 2 when one
    does not.
    """
    if is_database == (path is not None):
        raise click.UsageError("Name the PATH of a case folder or docket file, or say --database.")
    if path is not None:
        _verify_case(path, head, name)
        return
    _verify_database(context, {"folder": anchors, "keys": keys, "kept": kept})


def _verify_database(context: click.Context, given: dict[str, object]) -> None:
    """Hand over to the command that an installed package adds: the core knows no database."""
    main = context.find_root().command
    command = main.get_command(context, _OF_DATABASE) if isinstance(main, click.Group) else None
    if command is None:
        raise click.ClickException("There is no database here: it needs what the extra 'web' installs.")
    context.invoke(command, **given)


def _verify_case(path: Path, head: str | None, name: str) -> None:
    docket, findings = verify_output(path)
    for finding in findings:
        click.echo(str(finding), err=True)
    if docket is not None and head is not None and docket.head != head:
        click.echo(f"{path}: the docket ends with {docket.head}, not with the hash you kept.", err=True)
        raise SystemExit(2)
    if findings or docket is None:
        raise SystemExit(2)
    if name:
        programme_of_case(docket, name)
    count, documents = len(docket.entries), len(documents_of(docket))
    click.echo(f"Verified: {count} docket entries, {documents} documents. The docket ends with {docket.head}.")
