"""The command `evenhand mailroom`; what it does stands in `mailroom_commands`."""

import datetime as dt
from pathlib import Path

import click

from evenhand_web.command_start import operate
from evenhand_web.first_start import data_folder

_FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)
_STAMP = ("%Y-%m-%d", "%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M")


@click.command()
@click.argument("folders", nargs=-1, type=_FOLDER, metavar="[FOLDER...]")
@click.option(
    "--by", "manner", type=click.Choice(["paper", "fax", "email"]), default="paper", help="How it reached the house."
)
@click.option("--stamped", type=click.DateTime(_STAMP), metavar="STAMP", help="The stamp of the paper in FOLDER.")
@click.option("--settled", type=click.FloatRange(0), default=10.0, help="Seconds a file was left alone.")
@click.option("--read", "is_read", is_flag=True, help="Read and match the papers now, too, not in the background.")
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
def mailroom(
    folders: tuple[Path, ...],
    manner: str,
    stamped: dt.datetime | None,
    settled: float,
    is_read: bool,
    as_json: bool,
) -> None:
    """Take papers into the mailroom from each FOLDER, else from every door that mailroom.toml names.

    Each file is kept encrypted, read back and removed from its folder; one that is still being written stays. STAMP is
    the day on which paper reached the house, as 2026-03-02 or 2026-03-02T09:15; without it the name of the folder that
    a file lies in tells. The exit code is 1 where a file was left.
    """
    if stamped is not None and (manner != "paper" or not folders):
        raise click.UsageError("Only paper in a FOLDER bears a stamp: fax and e-mail are received as they arrive.")
    if not data_folder().is_dir():
        raise click.ClickException(f"There is no installation in {data_folder()}: EVENHAND_DATA names its folder.")
    given = {"folders": folders, "manner": manner, "stamped": stamped, "settled": settled}
    operate("take_in", "mailroom_commands", **given, is_read=is_read, as_json=as_json)
