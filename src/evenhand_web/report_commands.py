"""The command `evenhand report`; what it does stands in `report_operations`."""

from pathlib import Path

import click

from evenhand_web.command_start import operate


@click.command()
@click.argument("programme")
@click.argument("period", metavar="MONTH_OR_YEAR")
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path(),
    help="The folder to write to (default: where you are).",
)
@click.option("--for", "reader", type=click.Choice(["regulator"]), help="Name who refused treatment, as for no other.")
def report(programme: str, period: str, out: Path, reader: str | None) -> None:
    """Write the report of PROGRAMME for a month (2026-11) or a year (2026), as a web page and as PDF.

    Every figure of the cases kept here, with its definition, its table and its plot; changed cases are read first.
    """
    operate("report", "report_operations", programme=programme, written=period, out=out, reader=reader)
