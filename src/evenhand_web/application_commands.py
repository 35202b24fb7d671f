"""The commands `evenhand applications ...`; what they do stands in `application_operations`."""

import click

from evenhand_web.command_start import operate

_OPERATIONS = "application_operations"


@click.group()
def applications() -> None:
    """Applications in bulk, and the house's own case numbers."""


@applications.command()
@click.option("--programme", "named", default="", help="The programme whose numbers (default: all that give numbers).")
def numbers(named: str) -> None:
    """List each series of the house's own case numbers: how far it has come, and which of it no case bears."""
    operate("tell_numbers", _OPERATIONS, named=named)
