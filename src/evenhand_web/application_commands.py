"""The commands `evenhand applications ...`; what they do stands in `application_operations`."""

from pathlib import Path

import click

from evenhand_web.command_start import operate

_OPERATIONS = "application_operations"
_PLACE = click.Path(exists=True, path_type=Path)


@click.group()
def applications() -> None:
    """Applications in bulk, and the house's own case numbers."""


@applications.command(name="import")
@click.argument("file", type=_PLACE)
@click.option("--by", "email", required=True, help="The address of the coordinator in whose name they are taken in.")
@click.option("--programme", "named", default="", help="The programme they run under (default: the only one there is).")
@click.option("--dry-run", is_flag=True, help="Say what would become of each row, and write nothing.")
@click.option("--allow-likely", is_flag=True, help="Open also what reads as a case that is here; it is judged there.")
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), help="Write what became of each row as CSV.")
def import_applications(
    file: Path, email: str, named: str, dry_run: bool, allow_likely: bool, out: Path | None
) -> None:
    """Open a case for each application of the table FILE (CSV), or of each table that lies in the folder FILE.

    What was taken in before is known again, so that a whole file can be sent a second time. Of a folder each table is
    moved to `done` beside it once it was read, with what became of its rows. Exit code 1 where a row was not taken.
    """
    given = {"email": email, "named": named, "is_preview": dry_run, "allow_likely": allow_likely, "out": out}
    operate("import_applications", _OPERATIONS, file=file, **given)


@applications.command()
@click.option("--programme", "named", default="", help="The programme whose numbers (default: all that give numbers).")
def numbers(named: str) -> None:
    """List each series of the house's own case numbers: how far it has come, and which of it no case bears."""
    operate("tell_numbers", _OPERATIONS, named=named)
